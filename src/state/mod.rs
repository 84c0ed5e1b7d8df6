//! What is being looked at, and how it is written in the address. No DOM, no signals.

mod lang;
mod view;

pub use lang::Lang;
pub use view::{Mode, View};
