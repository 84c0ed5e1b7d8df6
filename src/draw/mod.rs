//! Pure layouts: plain numbers in, a [`Scene`] out. No DOM, no signals, no colours.

pub mod runs;
mod scene;
pub mod svg;
pub mod table;

pub use scene::{Item, Scene};
