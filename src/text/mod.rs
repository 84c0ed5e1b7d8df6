//! Raw text -> clean text -> sentences and words, with spans of the original kept.

mod span;

pub use span::{CharCounter, Span};
