//! Tests that need no browser, in one program.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics has found something")]

mod cli;
mod draw;
mod formats;
mod index;
mod publish;
mod theme;
