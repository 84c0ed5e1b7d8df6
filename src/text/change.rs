//! What a repair changed.

use serde::{Deserialize, Serialize};

use super::Span;

/// The kind of damage that was repaired.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Kind {
    /// Pinyin written into the text after a character.
    Pinyin,
    /// A byte lost from GBK text, so that what follows was paired wrongly.
    ByteSlip,
    /// Bytes read in an encoding that was not theirs.
    Encoding,
    /// An HTML entity left undecoded.
    Entity,
    /// An invisible or control character, a soft hyphen included.
    Invisible,
    /// Half-width punctuation between Han characters.
    Punctuation,
    /// A hard line break inside a word or sentence.
    LineBreak,
    /// Blanks doubled or set between Han characters.
    Space,
}

impl Kind {
    /// Its stable name, as in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pinyin => "pinyin",
            Self::ByteSlip => "byte-slip",
            Self::Encoding => "encoding",
            Self::Entity => "entity",
            Self::Invisible => "invisible",
            Self::Punctuation => "punctuation",
            Self::LineBreak => "line-break",
            Self::Space => "space",
        }
    }
}

/// One change made to a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repair {
    /// What was wrong.
    pub kind: Kind,
    /// The place in the text as it came.
    pub span: Span,
    /// The place in the repaired text; empty where something was taken out.
    pub at: Span,
    /// What stood there.
    pub before: String,
    /// What stands there now.
    pub after: String,
    /// Whether there is no doubt.
    pub certain: bool,
}
