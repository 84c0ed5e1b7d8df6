//! Reactive pieces that components share.

mod ask;
mod width;

pub(super) use ask::{Asked, spawn, use_ask};
pub(super) use width::use_width;
