//! Wenlan 文览: an article explorer for Chinese text that runs wholly in the browser.
//!
//! Read the modules in this order: [`text`] turns raw text into clean text, sentences and
//! words; `index` turns words into postings; `theme` turns sentences into theme evidence;
//! `corpus` turns articles into one binary pack; `engine` opens a pack and answers queries;
//! [`protocol`] holds the plain request and answer types; `state` maps a view to a URL and
//! back; `draw` lays out charts as scenes; `site` writes a published explorer; `client` asks the worker; `ui` shows it all.

#![cfg_attr(
    not(feature = "full"),
    allow(dead_code, reason = "the worker that only answers leaves out the half that packs")
)]

#[macro_use]
mod catalogue;

#[cfg(feature = "app")]
pub mod client;
#[cfg(feature = "engine")]
pub mod corpus;
pub mod draw;
#[cfg(feature = "engine")]
pub mod engine;
#[cfg(feature = "engine")]
pub mod index;
mod order;
pub mod protocol;
#[cfg(feature = "full")]
pub mod site;
pub mod state;
pub mod text;
#[cfg(feature = "engine")]
pub mod theme;
#[cfg(feature = "app")]
pub mod ui;
#[cfg(feature = "worker")]
pub mod worker;
