//! What is being looked at, and how it is written in the address. No DOM, no signals.

mod reading;
mod view;

pub use crate::protocol::Lang;
pub use reading::{ASKS, Reading};
pub use view::{Mode, View};
