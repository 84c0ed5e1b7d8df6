//! End-to-end tests of the built site (`dist/`) in a real browser over WebDriver.
//!
//! Run by `./dev test`. `WENLAN_DIST` names another folder, `WENLAN_BROWSER` another browser (`firefox`, `webkit`), `WENLAN_SEED` another damaged article.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::disallowed_methods,
    reason = "a test that panics has found something, and waiting needs a clock"
)]

mod access;
mod embed;
mod explore;
mod hosts;
mod import;
mod kept;
mod keyboard;
mod module;
mod network;
mod offline;
mod panels;
mod payloads;
mod plain;
mod policy;
mod publish;
mod reader;
mod reading;
mod research;
mod screenshots;
mod search;
mod server;
mod support;
mod themes;
