//! Words of the reader's own.

use serde::{Deserialize, Serialize};

/// What an entry would do, said before it is applied.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WordPreview {
    /// The word.
    pub word: String,
    /// What it is cut into now.
    pub now: Vec<String>,
    /// What it would be cut into then.
    pub then: Vec<String>,
    /// The frequency it would get, in counts of the dictionary's own corpus; 0 where it is forbidden.
    pub freq: u32,
    /// In how many places of the corpus words would change.
    pub n_places: u32,
    /// In how many articles.
    pub n_articles: u32,
}

/// A string of the corpus that may be a word of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewWordNote {
    /// The string.
    pub word: String,
    /// How often it occurs.
    pub count: u32,
    /// What it is cut into now.
    pub now: Vec<String>,
    /// Id of the article in which it occurs first, and the byte of the body.
    pub article: String,
    /// See `article`.
    pub at: u32,
    /// The sentence in which it occurs first.
    pub sentence: String,
}
