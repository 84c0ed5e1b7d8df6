//! What scripts ask through the JavaScript module (`web/wenlan.js`), which writes these messages itself.
//!
//! The module knows the variants by their positions: add new ones at the end.

use serde::{Deserialize, Serialize};

use super::{FileIn, Query};

/// A question of a script. The answer is bytes: one of [`Told`]'s marks, then what it says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Ask {
    /// First message: refused when the module is of another build.
    Hello {
        /// The module's build, see [`super::BUILD_ID`].
        build: String,
    },
    /// Open a pack and make it the corpus.
    Open {
        /// The pack's bytes.
        pack: Vec<u8>,
    },
    /// Hand over the lexicon: needed by all that follows `Search`.
    Lexicon {
        /// The lexicon's bytes.
        bytes: Vec<u8>,
    },
    /// As `wenlan search --json`.
    Search(Query),
    /// As `wenlan themes --json`, as one list, of the articles that a query leaves.
    Themes(Query),
    /// As `wenlan segment --json`, as one list.
    Segment {
        /// The text.
        text: String,
    },
    /// Only where the words of a text end, in characters: `u32`, little-endian.
    Ends {
        /// The text.
        text: String,
    },
    /// As `wenlan clean --json`.
    Clean {
        /// The text.
        text: String,
        /// Convert Traditional to Simplified as well.
        simplified: bool,
    },
    /// Take in files.
    Add {
        /// The files, whole.
        files: Vec<FileIn>,
        /// Name of a new corpus of these files alone; without one they are added to the present corpus.
        fresh: Option<String>,
    },
    /// The pack of the present corpus.
    Export,
}

/// What the first byte of an answer to an [`Ask`] says the rest is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// JSON.
    Json = 0,
    /// Why it could not be done, and what to do: text.
    Failed = 1,
    /// Plain bytes.
    Bytes = 2,
}
