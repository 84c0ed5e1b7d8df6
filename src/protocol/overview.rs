//! What the page shows of the panels: words, counts and finished pictures. The numbers stay where they
//! were counted; the page neither lays out nor counts.

use serde::{Deserialize, Serialize};

use super::Query;

/// All panels of one view, without their pictures.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Overview {
    /// The view; pictures and tables are asked for with it.
    pub query: Query,
    /// Panels in the order of the theme definitions.
    pub panels: Vec<PanelHead>,
    /// Number of articles under the filters: the denominator of every panel.
    pub n_articles: u32,
    /// Number of articles under the filters that belong to no theme.
    pub n_without: u32,
    /// What the mark of the view says, in the corpus's words; empty without one.
    pub mark: String,
}

/// A panel without its pictures.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PanelHead {
    /// Theme id.
    pub theme: String,
    /// Articles with at least one sentence of evidence.
    pub n_articles: u32,
    /// Sentences of evidence.
    pub n_sentences: u32,
    /// The sentence the panel begins with: clauses of parts, a part with a key opens its evidence.
    pub say: Vec<Vec<SayPart>>,
    /// What to try where it has no sentence, in the language asked for; else empty.
    pub lack: String,
    /// Its forms in order.
    pub forms: Vec<FormHead>,
    /// The definition as text, for "how this is computed".
    pub definition: String,
}

/// A piece of a panel's sentence.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SayPart {
    /// The words.
    pub text: String,
    /// Key of the mark they name, if they name one.
    pub key: Option<String>,
}

/// A form without its picture.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormHead {
    /// Id within the panel, as in URLs.
    pub id: String,
    /// Title in the language asked for.
    pub title: String,
    /// Kind of form (`network`, `treemap`, ...), for the page's layout.
    pub kind: String,
    /// Sentences counted in this form, each once.
    pub n_sentences: u32,
    /// Articles these sentences are from.
    pub n_articles: u32,
    /// What its numbers count, where that has to be said, in the language asked for; after a comma.
    pub note: String,
    /// Whether there is nothing to draw.
    pub is_empty: bool,
    /// Why there is nothing to draw and what to try, in the language asked for; empty where something is drawn.
    pub lack: String,
}

/// Names one form under one view.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormRef {
    /// The view.
    pub query: Query,
    /// Language of labels (0 zh-Hans, 1 zh-Hant, 2 English).
    pub lang: u8,
    /// Theme id.
    pub theme: String,
    /// Form id.
    pub form: String,
}

/// A table of a form: the same marks and numbers as its picture.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// Columns: name, and what its cells are.
    pub head: Vec<(String, CellKind)>,
    /// Rows: one cell per column, and the key of the mark behind the row.
    pub rows: Vec<(Vec<String>, String)>,
}

/// What the cells of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CellKind {
    /// Words.
    Text,
    /// A number.
    Number,
    /// The number of sentences, which opens them.
    Opens,
}

/// What a form or a list is saved as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FileKind {
    /// Comma-separated values (RFC 4180).
    Csv,
    /// JSON.
    Json,
}
