//! Reading one article.

use serde::{Deserialize, Serialize};

use super::Span;

/// What is known of an article besides its text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticleMeta {
    /// Id, unique in the corpus.
    pub id: String,
    /// Title.
    pub title: String,
    /// ISO 8601 date, month or year, or empty.
    pub date: String,
    /// The time it speaks of, as `YYYY` or `YYYY-YYYY` or finer, or empty.
    pub period: String,
    /// Source (paper, site), or empty.
    pub source: String,
    /// Authors.
    pub authors: Vec<String>,
    /// Reviewers, first to last.
    pub reviewers: Vec<String>,
    /// Places the article is about.
    pub places: Vec<String>,
    /// Canonical address, or empty. Shown as a link only when it is http or https.
    pub url: String,
    /// BCP 47 language tag (`zh-Hans`, `zh-Hant`), or empty.
    pub language: String,
    /// Kind: news, background, digest, ..., or empty.
    pub kind: String,
    /// What the article says of itself (a sample digest and what it rests on), or empty.
    pub note: String,
    /// Whether the reader imported it.
    pub imported: bool,
    /// How much of it may be published. Not in the wire form: packs keep it in a section of its own.
    #[serde(skip)]
    pub rights: Rights,
}

/// How much of an article may be published.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rights {
    /// The whole text.
    #[default]
    Full,
    /// The beginning of the text.
    Excerpt,
    /// Title, date, source and address; none of the text.
    Metadata,
}

impl Rights {
    /// All, each at the place of its number in a pack.
    pub const ALL: [Self; 3] = [Self::Full, Self::Excerpt, Self::Metadata];

    /// The name in front matter and fields.
    pub fn name(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Excerpt => "excerpt",
            Self::Metadata => "metadata",
        }
    }

    /// What a word asks for; `None` for one that is not known.
    pub fn parse(word: &str) -> Option<Self> {
        match word.trim().to_lowercase().as_str() {
            "full" | "全文" | "公开" | "公開" => Some(Self::Full),
            "excerpt" | "节选" | "節選" | "摘录" | "摘錄" => Some(Self::Excerpt),
            "metadata" | "题录" | "題錄" | "书目" | "書目" => Some(Self::Metadata),
            _ => None,
        }
    }
}

/// One article laid out for reading.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticleView {
    /// Metadata.
    pub meta: ArticleMeta,
    /// The repaired text, whole.
    pub body: String,
    /// Paragraphs in order.
    pub paragraphs: Vec<Paragraph>,
    /// Places of the body that match the query.
    pub marks: Vec<Span>,
    /// Repairs made when it was read.
    pub repairs: Vec<RepairNote>,
    /// Number of sentences per theme.
    pub themes: Vec<(String, u32)>,
    /// Words, when asked for: they cover the body without gaps.
    pub words: Vec<WordView>,
    /// Characters to show instead of those of the body, when a script was asked for: place and character.
    /// Places, spans and searches stay those of the body.
    pub swaps: Vec<(u32, char)>,
    /// Articles that share rare words: id, title, number of shared words.
    pub similar: Vec<(String, String, u32)>,
}

/// The script an article is shown in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Script {
    /// As it is written.
    #[default]
    AsWritten,
    /// Simplified, by phrase.
    Hans,
    /// Traditional, by phrase (needs the lexicon).
    Hant,
}

impl Script {
    /// All, in the order of the switch.
    pub const ALL: [Self; 3] = [Self::AsWritten, Self::Hans, Self::Hant];

    /// The name in URLs; nothing for what needs no saying.
    pub fn name(self) -> &'static str {
        match self {
            Self::AsWritten => "",
            Self::Hans => "hans",
            Self::Hant => "hant",
        }
    }

    /// The script of that name.
    pub fn parse(name: &str) -> Self {
        Self::ALL.into_iter().find(|script| script.name() == name).unwrap_or_default()
    }
}

/// A paragraph.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paragraph {
    /// Its place in the body.
    pub span: Span,
    /// Whether it stands as a heading.
    pub heading: bool,
    /// Its sentences.
    pub sentences: Vec<SentenceView>,
}

/// A sentence and what it is evidence of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentenceView {
    /// Its place in the body.
    pub span: Span,
    /// Themes it is evidence of.
    pub themes: Vec<SentenceTheme>,
    /// Figures in it, as spans of the body.
    pub figures: Vec<Span>,
    /// Names in it, as spans of the body, with their kind.
    pub names: Vec<(Span, String)>,
}

/// Why a sentence belongs to a theme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentenceTheme {
    /// Theme id.
    pub theme: String,
    /// Terms that speak for it, as spans of the body.
    pub terms: Vec<Span>,
}

/// A repair, for showing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RepairNote {
    /// Kind, as named in the command line's JSON.
    pub kind: String,
    /// Its place in the repaired body; empty where something was taken out.
    pub at: Span,
    /// What stood there.
    pub before: String,
    /// What stands there now.
    pub after: String,
    /// Whether there is no doubt.
    pub certain: bool,
}

/// A word, for showing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WordView {
    /// Its place in the body.
    pub span: Span,
    /// How it is marked by its part of speech (`noun`, `verb`, `adjective`, `number`, `other`), or empty: a mark.
    pub kind: String,
    /// Its part of speech in the page's language, or empty.
    pub class: String,
    /// Pinyin with tone marks, one syllable per character, or empty.
    pub pinyin: String,
}
