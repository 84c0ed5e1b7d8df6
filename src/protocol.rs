//! Plain request and answer types shared by the page, the worker and the command line.
//!
//! Everything here is data: no behaviour beyond small conversions. All spans are byte ranges
//! in the text they travel with (see [`Span`]).

#[cfg(feature = "engine")]
mod analysed;
#[cfg(feature = "engine")]
mod analysis;
mod ask;
mod explore;
mod import;
mod lang;
mod overview;
mod panel;
mod reader;

pub use crate::text::Span;
#[cfg(feature = "engine")]
pub use analysed::{
    AlignedRow, Analysis, AnalysisView, Barcode, Both, Burst, Change, Collocate, Collocates, Comparison, Concordance,
    Dispersion, KeyWord, Keyness, Line, LineGroup, Period, Point, Series, StoryStep, Trend, WordRow, Words,
};
#[cfg(feature = "engine")]
pub use analysis::{
    AnalysisAsk, CollocatesAsk, CompareAsk, ConcordanceAsk, DispersionAsk, FEW_PERIODS, Keep, KeyOrder, KeynessAsk,
    Level, LineOrder, Measure, N_TERMS, Node, Scope, Stop, StoryAsk, TrendAsk, Unit, WIDEST, Window, WordOrder,
    WordsAsk,
};
pub use ask::{Ask, Told};
pub use explore::{
    Bin, Facet, FacetValue, Field, Filter, Found, Hit, Note, Query, Snippet, Sort, Suggestion, Tier, Twin,
};
pub use import::{FileIn, FileOutcome, ImportReport, Progress};
pub use lang::{Lang, grouped};
pub use overview::{CellKind, FileKind, FormHead, FormRef, Overview, PanelHead, SayPart, Sheet};
pub use panel::{
    CalendarYear, Evidence, EvidenceList, FigureNote, Form, FormBody, KeyRow, Lane, Link, Mark, NamePage, Panel,
    PanelSet, Row, Rung, Thin, ThinIn, Tick, Tile, TreeNode,
};
pub use reader::{
    ArticleMeta, ArticleView, Paragraph, RepairNote, Rights, Script, SentenceTheme, SentenceView, WordView,
};

use serde::{Deserialize, Serialize};

/// Build identity checked when page and worker meet: a stale cached half is refused.
pub const BUILD_ID: &str = concat!(env!("CARGO_PKG_VERSION"), "+", env!("WENLAN_BUILD"));

/// What the page asks of the engine.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Request {
    /// First message: checked against the worker's own build.
    Hello {
        /// The asker's [`BUILD_ID`].
        build: String,
    },
    /// Open a pack and make it the corpus.
    Open {
        /// The pack's bytes.
        pack: Vec<u8>,
    },
    /// Hits, facets and histogram for a query.
    Explore(Query),
    /// The theme panels for a query.
    Panels {
        /// The view.
        query: Query,
        /// Which of the three names labels are taken from (0 zh-Hans, 1 zh-Hant, 2 English).
        lang: u8,
    },
    /// The sentences behind a mark, under a query's filters.
    Evidence {
        /// The view the mark was drawn in.
        query: Query,
        /// The mark's key, see [`Mark::key`].
        key: String,
        /// As in [`Request::Panels`].
        lang: u8,
    },
    /// All about one name, under a query's filters.
    Name {
        /// The view.
        query: Query,
        /// Key of a mark that names one name (`name.org.一汽集团`), alone or among the sentences of the other atoms.
        key: String,
        /// As in [`Request::Panels`].
        lang: u8,
    },
    /// One article for reading.
    Article {
        /// The article's id.
        id: String,
        /// Query whose hits are marked in the text.
        query: Query,
        /// Also send words, parts of speech and pinyin (needs the lexicon).
        words: bool,
        /// Also send what to show in place of characters of the other script.
        script: Script,
        /// The language in which parts of speech are said, see [`Lang::at`].
        lang: u8,
    },
    /// Hand the lexicon to the engine: needed for import and for words in the reader.
    Lexicon {
        /// The lexicon's bytes.
        bytes: Vec<u8>,
    },
    /// Take in files; progress comes as [`Answer::Progress`] under the same id.
    Import {
        /// The files, whole.
        files: Vec<FileIn>,
        /// Start from an empty corpus instead of adding to the present one.
        fresh: bool,
    },
    /// Completions for what is being typed.
    Suggest {
        /// The text before the caret.
        text: String,
    },
    /// The pack of the present corpus, for saving.
    Export,
    /// A form as a picture.
    Draw {
        /// The form.
        form: FormRef,
        /// Width to draw for, CSS pixels.
        width: u32,
    },
    /// A form as a table.
    Table {
        /// The form.
        form: FormRef,
    },
    /// A way of reading the articles (`read` in the address), or what is near an article: [`Answer::Drawn`].
    Sheet {
        /// The address of the view, as [`crate::state::View::format`] writes it.
        address: String,
        /// As in [`Request::Panels`].
        lang: u8,
        /// Rows of each list at most.
        rows: u32,
        /// Width to draw pictures for, CSS pixels.
        width: u32,
    },
    /// The same as a file of comma-separated values, with its method.
    SaveSheet {
        /// As in [`Request::Sheet`].
        address: String,
        /// As in [`Request::Panels`].
        lang: u8,
        /// As in [`Request::Save`].
        about: Vec<(String, String)>,
    },
    /// A form as a file.
    Save {
        /// The form.
        form: FormRef,
        /// What it is saved as.
        kind: FileKind,
        /// What the file says of itself besides title and corpus: names and values.
        about: Vec<(String, String)>,
    },
    /// An article as a reference in several forms.
    Cite {
        /// The article's id.
        id: String,
        /// The day it is read, ISO 8601.
        today: String,
    },
}

/// What the engine answers. Every request gets exactly one answer that is not `Progress`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Answer {
    /// Reply to [`Request::Hello`].
    Welcome {
        /// The worker's [`BUILD_ID`].
        build: String,
    },
    /// A corpus is open.
    Opened(CorpusInfo),
    /// The lexicon is ready.
    LexiconReady,
    /// Reply to [`Request::Explore`].
    Found(Found),
    /// Reply to [`Request::Panels`].
    Panels(Overview),
    /// Reply to [`Request::Evidence`].
    Evidence(EvidenceList),
    /// Reply to [`Request::Name`]; `None` when no sentence under the filters has the name.
    Name(Option<Box<NamePage>>),
    /// Reply to [`Request::Article`]; `None` when the corpus has no such article.
    Article(Option<Box<ArticleView>>),
    /// How far a long request has come.
    Progress(Progress),
    /// Reply to [`Request::Import`]: the report and the corpus as it is now.
    Imported(ImportReport, CorpusInfo),
    /// Reply to [`Request::Suggest`].
    Suggestions(Vec<Suggestion>),
    /// Reply to [`Request::Export`].
    Pack(Vec<u8>),
    /// Reply to [`Request::Draw`]: SVG markup, empty when there is nothing to draw. Addresses of marks
    /// begin with `?` and the character U+E000, in whose place the page puts its present view. Reply to
    /// [`Request::Sheet`] too: finished markup with whole addresses.
    Drawn(String),
    /// Reply to [`Request::Table`].
    Table(Sheet),
    /// Reply to [`Request::Save`].
    Saved(String),
    /// The request could not be met; the text says why and what to do.
    Failed(Failure),
    /// Reply to [`Request::Cite`]: names of the forms and the references; empty when there is no such article.
    Cited(Vec<(String, String)>),
}

/// A text for people in zh-Hans, zh-Hant, English.
pub type Said = [String; 3];

/// Why a request failed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Failure {
    /// The pack cannot be used; the text says which way it is wrong.
    Pack(Said),
    /// The lexicon cannot be used.
    Lexicon(String),
    /// The lexicon has not been handed over yet.
    NoLexicon,
    /// No corpus is open.
    NoCorpus,
    /// The message was not understood: page and worker are of different builds.
    Message(String),
}

/// What is open.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CorpusInfo {
    /// The corpus's name, for people.
    pub name: String,
    /// Number of articles.
    pub n_articles: u32,
    /// Number of sentences.
    pub n_sentences: u32,
    /// Number of Unicode characters in all bodies.
    pub n_chars: u64,
    /// Number of different sources.
    pub n_sources: u32,
    /// Earliest and latest date, ISO 8601, where any article has one.
    pub dates: Option<(String, String)>,
    /// Themes in their order, for labels and colours.
    pub themes: Vec<ThemeInfo>,
    /// Number of articles imported by the reader.
    pub n_imported: u32,
}

/// A theme's label and colour.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ThemeInfo {
    /// Stable id, as in URLs: `green`, `industry`, `tourism`.
    pub id: String,
    /// Names in zh-Hans, zh-Hant, English.
    pub names: [String; 3],
    /// Colour token name (`shilv`, `zheshi`, `huaqing`, `ink`).
    pub colour: String,
    /// Whether it has a panel on the front page.
    pub panel: bool,
}

/// Writes a message in its wire form.
pub fn encode<T: Serialize>(message: &T) -> Vec<u8> {
    postcard::to_allocvec(message).unwrap_or_default()
}

/// Reads a message from its wire form.
///
/// # Errors
/// When the bytes are not such a message: page and worker are of different builds.
pub fn decode<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> Result<T, String> {
    postcard::from_bytes(bytes).map_err(|error| error.to_string())
}
