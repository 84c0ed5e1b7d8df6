//! Words and characters -> postings -> candidates with scores.
//!
//! One posting store serves every string: pairs of neighbouring characters ([`grams`]) give
//! the articles a string can be in, and the folded text ([`units`]) decides. Words of two
//! characters are pairs themselves, so the counts that BM25F needs come straight from their
//! postings; longer words are counted in the text of their candidates. The vocabulary
//! ([`vocab`]) says which words there are.

pub mod bytes;
mod gram_builder;
pub mod grams;
pub mod lookup;
pub mod pinyin;
pub mod rank;
pub mod units;
pub mod vocab;

pub use gram_builder::GramBuilder;
pub use grams::{Class, Grams};
pub use lookup::{Index, Match};
pub use pinyin::Readings;
pub use units::{Needle, Probe, Texts};
pub use vocab::{Vocab, VocabBuilder};
