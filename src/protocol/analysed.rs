//! Reading a corpus: what is answered to [`super::AnalysisAsk`].

use serde::{Deserialize, Serialize};

use super::{Node, Note, Said, Span, Unit};

/// What is answered: the view, how it was reckoned, and remarks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Analysis {
    /// The numbers.
    pub view: AnalysisView,
    /// How they were reckoned, in a line: what was counted in how many words, and the formula.
    pub method: Said,
    /// How the query was understood.
    pub notes: Vec<Note>,
    /// Why there is nothing to show, or less than might be expected.
    pub remarks: Vec<Said>,
}

/// The numbers of an answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum AnalysisView {
    /// Answer to [`super::AnalysisAsk::Concordance`].
    Concordance(Concordance),
    /// Answer to [`super::AnalysisAsk::Dispersion`].
    Dispersion(Dispersion),
    /// Answer to [`super::AnalysisAsk::Trend`].
    Trend(Trend),
    /// Answer to [`super::AnalysisAsk::Words`].
    Words(Words),
    /// Answer to [`super::AnalysisAsk::Collocates`].
    Collocates(Collocates),
    /// Answer to [`super::AnalysisAsk::Keyness`].
    Keyness(Keyness),
    /// Answer to [`super::AnalysisAsk::Compare`].
    Compare(Comparison),
    /// Answer to [`super::AnalysisAsk::Story`].
    Story(Vec<StoryStep>),
}

/// Lines around a word.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Concordance {
    /// Number of lines.
    pub total: u32,
    /// Number of articles they are from.
    pub n_articles: u32,
    /// Articles that were searched.
    pub of_articles: u32,
    /// The lines from `offset` on.
    pub lines: Vec<Line>,
    /// Lines by neighbour, most lines first; empty unless asked for.
    pub groups: Vec<LineGroup>,
    /// Number of different neighbours; `groups` holds the most frequent.
    pub n_groups: u32,
}

/// One line of a concordance.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// The article's id.
    pub article: String,
    /// Its title.
    pub title: String,
    /// Its ISO date, or empty.
    pub date: String,
    /// Its source, or empty.
    pub source: String,
    /// Whether the place is in the title.
    pub in_title: bool,
    /// Where the key stands in the body, or in the title.
    pub span: Span,
    /// The same in characters.
    pub chars: (u32, u32),
    /// What stands before; line ends are blanks.
    pub left: String,
    /// What was looked for.
    pub key: String,
    /// What stands after.
    pub right: String,
    /// The three words before, nearest first, as spans of `left`; fewer where the sentence or the context ends.
    pub left_words: Vec<Span>,
    /// The three words after, nearest first, as spans of `right`.
    pub right_words: Vec<Span>,
    /// The word that [`super::Keep::Near`] asked for: whether it stands on the right, and where in that context.
    pub near: Option<(bool, Span)>,
}

/// Lines that share a neighbour.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineGroup {
    /// The neighbour; empty where the sentence ends before it.
    pub label: String,
    /// Number of lines.
    pub n: u32,
    /// Number of articles.
    pub n_articles: u32,
}

/// How evenly places are spread over the articles.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Dispersion {
    /// Number of places.
    pub total: u32,
    /// Articles that have one.
    pub n_articles: u32,
    /// Articles searched.
    pub of_articles: u32,
    /// Words in them.
    pub of_words: u32,
    /// Gries' deviation of proportions: 0 as even as can be, towards 1 all in one small article.
    pub dp: Option<f64>,
    /// The same over its greatest possible value (Lijffijt and Gries).
    pub dp_norm: Option<f64>,
    /// Articles, most places first.
    pub articles: Vec<Barcode>,
}

/// Where in one article the places are.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Barcode {
    /// The article's id.
    pub article: String,
    /// Its title.
    pub title: String,
    /// Its ISO date, or empty.
    pub date: String,
    /// Number of places.
    pub n: u32,
    /// How many of them are in the title.
    pub n_title: u32,
    /// Its words.
    pub n_words: u32,
    /// The places in the body, as parts of its length from 0 to 1.
    pub at: Vec<f32>,
}

/// Places over time.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Trend {
    /// By what: longer than asked for where there would be too many.
    pub unit: Unit,
    /// All periods from the first to the last with articles.
    pub periods: Vec<Period>,
    /// Articles without a date of that precision; they are in no period.
    pub n_undated: u32,
    /// One per term.
    pub series: Vec<Series>,
}

/// A period and what it holds: the denominators.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    /// As in [`super::Scope::period`].
    pub name: String,
    /// Articles searched.
    pub of_articles: u32,
    /// Words in them.
    pub of_words: u32,
}

/// One term over time.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Series {
    /// The term as given; empty for the scope's own query.
    pub label: String,
    /// What was counted.
    pub node: Node,
    /// All places, those in no period included.
    pub n: u32,
    /// All articles.
    pub n_articles: u32,
    /// Per period; `None` where no article was searched.
    pub points: Vec<Option<Point>>,
    /// Periods in which it is said far more often, in order.
    pub bursts: Vec<Burst>,
}

/// A term in one period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Point {
    /// Places.
    pub n: u32,
    /// Articles.
    pub n_articles: u32,
}

/// Periods in which a term is said far more often than else.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Burst {
    /// First period.
    pub first: u32,
    /// Last period.
    pub last: u32,
    /// By how much the burst explains the counts better than none (natural logarithm of a likelihood ratio).
    pub weight: f64,
}

/// A list of words.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Words {
    /// Words in the articles: the denominator.
    pub of_words: u32,
    /// Articles.
    pub of_articles: u32,
    /// Different words; of several in a row, different rows that are frequent enough and not left out.
    pub n_types: u32,
    /// Rows in all.
    pub total: u32,
    /// The words that were left out.
    pub stop: Vec<String>,
    /// The rows from `offset` on.
    pub rows: Vec<WordRow>,
}

/// A word, or several in a row.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct WordRow {
    /// The words.
    pub words: Vec<String>,
    /// How often.
    pub n: u32,
    /// Per million words.
    pub per_million: f64,
    /// In how many articles.
    pub n_articles: u32,
    /// Gries' deviation of proportions over the articles.
    pub dp: f64,
    /// Part of speech, where the lexicon knows.
    pub tag: String,
}

/// A word's company.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Collocates {
    /// Places of the word.
    pub n_nodes: u32,
    /// Articles with a place.
    pub n_articles: u32,
    /// Words in all windows, each once.
    pub of_window: u32,
    /// Words in the articles searched, without the places themselves.
    pub of_words: u32,
    /// Rows in all.
    pub total: u32,
    /// The rows from `offset` on.
    pub rows: Vec<Collocate>,
}

/// A word in the company of another: more often there than elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Collocate {
    /// The word.
    pub word: String,
    /// How often it stands in the windows, each time once.
    pub n: u32,
    /// How often before the place.
    pub n_left: u32,
    /// How often after it.
    pub n_right: u32,
    /// Articles in which it does.
    pub n_articles: u32,
    /// How often it stands in the articles searched, outside the places themselves.
    pub of: u32,
    /// How often it would stand in the windows by chance.
    pub expected: f64,
    /// Log-likelihood.
    pub likelihood: f64,
    /// logDice.
    pub log_dice: f64,
    /// Mutual information, bits.
    pub mi: f64,
    /// t-score.
    pub t: f64,
}

/// Words that tell two sets of articles apart.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Keyness {
    /// Words of either side.
    pub of_words: [u32; 2],
    /// Articles of either side.
    pub of_articles: [u32; 2],
    /// Words compared.
    pub n_types: u32,
    /// The log-likelihood a word had to reach.
    pub cutoff: f64,
    /// Words of the first side.
    pub more: Vec<KeyWord>,
    /// Words of the second side.
    pub less: Vec<KeyWord>,
    /// Number of words of either side.
    pub total: [u32; 2],
}

/// A word that one side has more often.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct KeyWord {
    /// The word.
    pub word: String,
    /// How often on either side.
    pub n: [u32; 2],
    /// Per million words.
    pub per_million: [f64; 2],
    /// In how many articles of either side.
    pub n_articles: [u32; 2],
    /// Log-likelihood (Rayson and Garside 2000).
    pub likelihood: f64,
    /// Log ratio (Hardie 2014), negative for words of the second side.
    pub log_ratio: f64,
    /// Bayesian information criterion (Wilson 2013).
    pub bic: f64,
}

/// Two sides beside each other.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// Words typical of each.
    pub words: Keyness,
    /// Themes with their sentences on either side.
    pub themes: Vec<Both>,
    /// Names with their sentences on either side, those of both sides first.
    pub names: Vec<Both>,
    /// Figures with their sentences on either side, those of both sides first; empty where a side has too many
    /// articles.
    pub figures: Vec<Both>,
    /// Names on both sides, on the first only, on the second only.
    pub n_names: [u32; 3],
    /// The same of figures.
    pub n_figures: [u32; 3],
    /// Sentences side by side, where both sides are one article.
    pub aligned: Vec<AlignedRow>,
}

/// Something that one or both sides say.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Both {
    /// Key of the mark; empty for figures.
    pub key: String,
    /// What it is called.
    pub label: String,
    /// Kind of the name, status of the figure.
    pub kind: String,
    /// Sentences on either side.
    pub n: [u32; 2],
    /// Of figures, the keys of these sentences.
    pub at: [Vec<String>; 2],
}

/// A sentence in one or two versions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlignedRow {
    /// What became of it.
    pub change: Change,
    /// Where it stands in the bodies.
    pub spans: [Option<Span>; 2],
    /// The same in characters.
    pub chars: [Option<(u32, u32)>; 2],
    /// Its text in pieces; those added or removed belong to one version only.
    pub parts: Vec<(Change, String)>,
}

/// What became of a sentence or of a piece of it from the first version to the second.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Change {
    /// Nothing.
    #[default]
    Kept,
    /// Some words; only of sentences.
    Changed,
    /// New in the second.
    Added,
    /// Only in the first.
    Removed,
}

impl Change {
    /// The name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Changed => "changed",
            Self::Added => "added",
            Self::Removed => "removed",
        }
    }
}

/// An article of a story, in the order of dates.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoryStep {
    /// The article's id.
    pub article: String,
    /// Its title.
    pub title: String,
    /// Its ISO date, or empty.
    pub date: String,
    /// Its source, or empty.
    pub source: String,
    /// Whether it is the article asked about.
    pub is_self: bool,
    /// Whether it is a reprint of the article asked about.
    pub is_reprint: bool,
    /// Names and rare words in common, rarest first.
    pub shared: Vec<String>,
}
