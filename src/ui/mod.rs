//! The page: Leptos components that draw answers and scenes, and turn actions into addresses.

mod context;
mod hooks;
mod panels;
mod parts;
mod shell;
mod words;

pub use shell::Shell;
