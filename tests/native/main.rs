//! Tests that need no browser, in one program.

mod draw;
