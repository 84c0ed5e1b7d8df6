//! Searching: query in, hits, facets and histogram out.

use serde::{Deserialize, Serialize};

use super::Span;

/// A search with its filters. Equal queries on the same pack give equal answers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Query {
    /// The text as typed, in the query language (see the README).
    pub text: String,
    /// Facet values to keep or to leave out.
    pub filters: Vec<Filter>,
    /// Keep articles dated on or after this ISO date or prefix of one (`2025`, `2025-03`).
    pub from: Option<String>,
    /// Keep articles dated on or before this ISO date or prefix of one.
    pub to: Option<String>,
    /// Order of the hits.
    pub sort: Sort,
    /// First hit to send.
    pub offset: u32,
    /// Number of hits to send; 0 sends none but still counts.
    pub limit: u32,
    /// Show near-duplicates as hits of their own instead of under the best of them.
    pub unfold: bool,
    /// Keep articles with a sentence behind this mark (see [`super::Mark::key`]).
    pub mark: Option<String>,
}

impl Query {
    /// Whether anything narrows the corpus.
    pub fn is_narrowed(&self) -> bool {
        !self.text.trim().is_empty()
            || !self.filters.is_empty()
            || self.from.is_some()
            || self.to.is_some()
            || self.mark.is_some()
    }
}

/// Keep (or, with `out`, leave out) articles with a facet value.
/// Values of one field widen each other, fields narrow each other.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Filter {
    /// The facet.
    pub field: Field,
    /// The value, as in [`FacetValue::value`].
    pub value: String,
    /// Leave out instead of keep.
    pub out: bool,
}

/// Facets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Field {
    /// Theme id; an article has a theme when at least one sentence is evidence for it.
    Theme,
    /// Place named in the article's metadata.
    Place,
    /// Source as named in the metadata.
    Source,
    /// Year of the date.
    Year,
    /// Kind of article (news, background, digest, ...).
    Kind,
    /// Where the article came from: `bundled` or `imported`.
    Origin,
}

impl Field {
    /// All fields, in the order they are shown.
    pub const ALL: [Self; 6] = [Self::Theme, Self::Place, Self::Source, Self::Year, Self::Kind, Self::Origin];

    /// The name in URLs and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Theme => "theme",
            Self::Place => "place",
            Self::Source => "source",
            Self::Year => "year",
            Self::Kind => "kind",
            Self::Origin => "origin",
        }
    }

    /// The field of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.name() == name)
    }
}

/// Order of hits. Without query text, `Relevance` means newest first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sort {
    /// Best tier first, then score.
    #[default]
    Relevance,
    /// Newest first.
    Newest,
    /// Oldest first.
    Oldest,
    /// Longest body first.
    Longest,
}

impl Sort {
    /// The name in URLs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Relevance => "relevance",
            Self::Newest => "newest",
            Self::Oldest => "oldest",
            Self::Longest => "longest",
        }
    }

    /// The order of that name.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Relevance, Self::Newest, Self::Oldest, Self::Longest].into_iter().find(|sort| sort.name() == name)
    }
}

/// How a hit matches; a lower tier never outranks a higher.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Tier {
    /// The whole string as typed.
    Whole,
    /// The same string in the other script (Simplified/Traditional) or letter case.
    Variant,
    /// All words, near each other.
    Near,
    /// All words, anywhere in the article.
    All,
    /// Some of the words.
    Some,
    /// Spelled by pinyin or initials.
    Pinyin,
}

impl Tier {
    /// The name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Whole => "whole",
            Self::Variant => "variant",
            Self::Near => "near",
            Self::All => "all",
            Self::Some => "some",
            Self::Pinyin => "pinyin",
        }
    }
}

/// The answer to a [`Query`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Found {
    /// The query text this answers, as it was asked.
    pub text: String,
    /// Number of articles that match, folded ones included.
    pub total: u32,
    /// Number of them that stand under another hit as its near-duplicates: there are
    /// `total - n_folded` hits.
    pub n_folded: u32,
    /// Number of articles searched, before any filter.
    pub n_searched: u32,
    /// Number of places in the text that match, over all matching articles.
    pub n_occurrences: u32,
    /// Number of matching articles per tier, best tier first; empty without query text.
    pub tiers: Vec<(Tier, u32)>,
    /// The hits from `offset` on.
    pub hits: Vec<Hit>,
    /// Facets with counts under the query and the filters of the other fields.
    pub facets: Vec<Facet>,
    /// Articles by month under the query and all filters but the dates.
    pub histogram: Vec<Bin>,
    /// What was understood otherwise than typed, in words for people.
    pub notes: Vec<Note>,
}

/// One article that matches.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Hit {
    /// The article's id.
    pub id: String,
    /// Title.
    pub title: String,
    /// Places in the title that match.
    pub title_marks: Vec<Span>,
    /// ISO date, or empty.
    pub date: String,
    /// Source, or empty.
    pub source: String,
    /// Places of the metadata.
    pub places: Vec<String>,
    /// Themes with the number of their sentences in this article.
    pub themes: Vec<(String, u32)>,
    /// BM25F score with its boosts; comparable within one answer only.
    pub score: f32,
    /// How it matches.
    pub tier: Tier,
    /// Number of places in title and body that match.
    pub n: u32,
    /// Where in the body they are, as parts of its length from 0 to 1.
    pub ticks: Vec<f32>,
    /// Best sentences; the lead of the article when there is no query text.
    pub snippets: Vec<Snippet>,
    /// Whether the reader imported it.
    pub imported: bool,
    /// Near-duplicates of it that match too and are not shown themselves.
    pub folded: Vec<Twin>,
}

/// A near-duplicate of a hit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Twin {
    /// The article's id.
    pub id: String,
    /// Title.
    pub title: String,
    /// Source, or empty.
    pub source: String,
    /// ISO date, or empty.
    pub date: String,
}

/// A piece of the body around matches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snippet {
    /// The text shown.
    pub text: String,
    /// Matches, as spans of `text`.
    pub marks: Vec<Span>,
    /// Where `text` stands in the body.
    pub span: Span,
}

/// One facet with the counts of its values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facet {
    /// The field.
    pub field: Field,
    /// Values, by count and then by value.
    pub values: Vec<FacetValue>,
}

/// A value of a facet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FacetValue {
    /// The value, as used in a [`Filter`].
    pub value: String,
    /// Number of articles it would leave.
    pub count: u32,
    /// Kept or left out by the present query.
    /// As [`Filter::out`]: `Some(false)` kept, `Some(true)` left out.
    pub chosen: Option<bool>,
}

/// Articles of one month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bin {
    /// `YYYY-MM`, or `YYYY-MM-DD` where the whole corpus is of one or two months.
    pub month: String,
    /// Articles that match.
    pub count: u32,
    /// Articles of the corpus in that month: the denominator.
    pub of: u32,
}

/// A remark on how a query was understood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Note {
    /// A quotation mark or bracket was opened and not closed; read to the end. Offset in characters.
    Unclosed(u32),
    /// A field name that is not known; searched as text.
    UnknownField(String),
    /// A value of a field that does not occur.
    UnknownValue(String, String),
    /// A date that was not understood; left out.
    BadDate(String),
    /// The text does not occur; these similar words do.
    DidYouMean(Vec<String>),
    /// Only exclusions were given: everything else is shown.
    OnlyExclusions,
    /// Longer than is searched; cut to this many characters.
    Cut(u32),
    /// A sign of the language that joins or leaves out nothing here; searched as text.
    Literal(String),
    /// Signs between which nothing stands (`-`, `""`); left out.
    Empty(String),
    /// A span of time given from later to earlier; read the other way round: as typed, as read.
    Reversed(String, String),
    /// No day meets all conditions on dates.
    NoSuchDates,
    /// Quotation marks inside quotation marks; this is searched.
    Nested(String),
    /// Nothing is written so; words of the corpus that are spelled so in pinyin are searched.
    ByPinyin(Vec<String>),
}

/// A completion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    /// The words to put in place of what is typed.
    pub text: String,
    /// Number of articles that contain them.
    pub n_articles: u32,
}
