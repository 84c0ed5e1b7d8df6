//! Pure layouts: plain numbers in, a [`Scene`] out. No DOM, no signals, no colours.

mod scene;

pub use scene::{Item, Scene};
