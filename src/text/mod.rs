//! Raw text -> clean text -> sentences and words, with spans of the original kept.

mod bytes;
#[cfg(feature = "engine")]
mod change;
#[cfg(feature = "full")]
mod check;
#[cfg(feature = "full")]
mod discover;
mod fault;
mod fold;
#[cfg(feature = "full")]
mod lexicon;
#[cfg(feature = "full")]
mod model;
#[cfg(feature = "full")]
mod names;
#[cfg(feature = "full")]
mod neutral;
#[cfg(feature = "full")]
mod reading;
#[cfg(feature = "full")]
mod repair;
#[cfg(feature = "full")]
mod segment;
mod sentence;
#[cfg(feature = "full")]
mod sounds;
mod span;
#[cfg(feature = "full")]
mod surname;
mod tag;
mod user;
mod variant;
#[cfg(feature = "full")]
mod wordlike;

#[cfg(feature = "engine")]
pub use change::{Kind, Repair};
#[cfg(feature = "full")]
pub use check::{check, check_words};
#[cfg(feature = "full")]
pub use discover::{DiscoverOptions, NewWord, discover};
pub use fault::{LineFault, line_faults};
pub use fold::{Folded, fold, fold_char};
#[cfg(feature = "full")]
pub use lexicon::{Lexicon, LexiconError};
#[cfg(feature = "full")]
pub use repair::{Repaired, repair};
#[cfg(feature = "full")]
pub use segment::Token;
pub use sentence::{paragraphs, sentences};
#[cfg(feature = "full")]
pub(crate) use sounds::{MORE_SOUNDS, SOUNDS};
pub use span::{CharCounter, Span};
pub use tag::Tag;
pub use user::{UserDictionary, UserEntry};
pub use variant::simplify;
