//! Tests that need no browser, in one program.

mod cli;
mod draw;
mod index;
