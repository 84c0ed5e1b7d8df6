//! The page: Leptos components that draw answers and scenes, and turn actions into addresses.

#![allow(unreachable_pub, reason = "the component macro writes `pub` for what it makes")]

mod context;
mod hooks;
mod panels;
mod parts;
mod shell;
mod words;

pub use shell::Shell;
