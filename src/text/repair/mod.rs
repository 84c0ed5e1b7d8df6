//! Restoring what scraping and wrong decoding did to a text.

mod beam;
mod edit;
mod gbk;
mod pinyin;
mod slip;

use serde::{Deserialize, Serialize};

use self::edit::Edit;
use super::{Lexicon, Span};

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

/// A repaired text and all that was changed, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repaired {
    /// The text after repair.
    pub text: String,
    /// Changes in order; they do not overlap.
    pub repairs: Vec<Repair>,
}

impl Repaired {
    /// The text as it came.
    pub fn original(&self) -> String {
        let mut out = String::with_capacity(self.text.len());
        let mut from = 0;
        for repair in &self.repairs {
            out.push_str(self.text.get(from..repair.at.start as usize).unwrap_or_default());
            out.push_str(&repair.before);
            from = repair.at.end as usize;
        }
        out.push_str(self.text.get(from..).unwrap_or_default());
        out
    }
}

/// Repairs a text. What is not damaged comes out unchanged.
pub fn repair(lexicon: &Lexicon, raw: &str) -> Repaired {
    let mut repaired = Repaired { text: raw.to_owned(), repairs: Vec::new() };
    for pass in [pinyin::find, slip::find] {
        let edits = pass(lexicon, &repaired.text);
        repaired = repaired.apply(edits);
    }
    repaired
}
