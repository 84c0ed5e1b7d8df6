//! Reading a corpus: concordance, words, collocates, keyness, trends, comparison.
//!
//! Every count in these answers is the length of a concordance that can be opened: the `opens`
//! functions say with which question.

use serde::{Deserialize, Serialize};

use super::{Note, Query, Said, Span};

/// Which articles are read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scope {
    /// The articles a query leaves.
    pub query: Query,
    /// Of them only the one with this id.
    pub article: Option<String>,
    /// Of them only those dated wholly within `2024`, `2024-08`, `2024-W32` or `2024-08-06`.
    pub period: Option<String>,
    /// All other articles of the corpus, in place of those that are left by all of this.
    pub rest: bool,
}

/// What is looked for in the articles.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Node {
    /// The places of the scope's own query, as the search marks them.
    #[default]
    Query,
    /// The places of another text in the query language.
    Text(String),
    /// These words one after the other, as the articles were cut into words, within a sentence and
    /// without a mark between them.
    Words(Vec<String>),
    /// The sentences behind a mark (see [`super::Mark::key`]).
    Mark(String),
}

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AnalysisAsk {
    /// Every place, with what stands around it.
    Concordance(ConcordanceAsk),
    /// How evenly the places are spread.
    Dispersion(DispersionAsk),
    /// Places over time.
    Trend(TrendAsk),
    /// The most frequent words.
    Words(WordsAsk),
    /// The company of a word.
    Collocates(CollocatesAsk),
    /// Words that tell two sets of articles apart.
    Keyness(KeynessAsk),
    /// Two sides, or two versions of a text, beside each other.
    Compare(CompareAsk),
    /// Reprints and follow-ups of an article.
    Story(StoryAsk),
}

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
    /// Answer to [`AnalysisAsk::Concordance`].
    Concordance(Concordance),
    /// Answer to [`AnalysisAsk::Dispersion`].
    Dispersion(Dispersion),
    /// Answer to [`AnalysisAsk::Trend`].
    Trend(Trend),
    /// Answer to [`AnalysisAsk::Words`].
    Words(Words),
    /// Answer to [`AnalysisAsk::Collocates`].
    Collocates(Collocates),
    /// Answer to [`AnalysisAsk::Keyness`].
    Keyness(Keyness),
    /// Answer to [`AnalysisAsk::Compare`].
    Compare(Comparison),
    /// Answer to [`AnalysisAsk::Story`].
    Story(Vec<StoryStep>),
}

/// Words around a place: so many on either side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Window {
    /// Words before it.
    pub left: u8,
    /// Words after it.
    pub right: u8,
    /// Go on across the ends of sentences (never of articles, nor between title and body).
    pub across: bool,
}

impl Default for Window {
    fn default() -> Self {
        Self { left: 5, right: 5, across: false }
    }
}

/// A concordance to make.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConcordanceAsk {
    /// In which articles.
    pub scope: Scope,
    /// Of what.
    pub node: Node,
    /// Only the lines for which all of these hold.
    pub keep: Vec<Keep>,
    /// By what the lines are ordered, then by the next; without any the newest articles come first. Lines
    /// that are equal stay in the order of the text.
    pub order: Vec<LineOrder>,
    /// Count the lines by this too.
    pub group: Option<LineOrder>,
    /// First line to send.
    pub offset: u32,
    /// Number of lines to send.
    pub limit: u32,
    /// Characters shown on either side; 0 shows all there is, up to [`WIDEST`].
    pub width: u32,
    /// End what is shown where the sentence ends. With a width of 0 whole sentences are shown.
    pub sentence: bool,
}

/// Characters of the widest context shown.
pub const WIDEST: u32 = 2_000;

/// A condition on the lines of a concordance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Keep {
    /// The word so many words before (-1, -2, ...) or after (1, 2, ...) the place, within the sentence.
    At(i8, String),
    /// A word within a window, as [`Collocate`] counts it: one line for each time it stands there.
    Near(String, Window),
    /// The key itself, as written after folding.
    Key(String),
}

/// What lines are ordered or counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LineOrder {
    /// The word so many words before (-1) or after (1) the place, in the order of pinyin.
    Word(i8),
    /// What stands at the place itself.
    Key,
    /// Earliest first.
    Date,
    /// By source.
    Source,
    /// By title of the article.
    Article,
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
    /// The word that [`Keep::Near`] asked for: whether it stands on the right, and where in that context.
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
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DispersionAsk {
    /// In which articles.
    pub scope: Scope,
    /// Of what.
    pub node: Node,
    /// Number of articles to send.
    pub limit: u32,
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

/// A span of the calendar.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Unit {
    /// `2024-08-06`
    Day,
    /// `2024-W32`, from Monday (ISO 8601)
    Week,
    /// `2024-08`
    #[default]
    Month,
    /// `2024`
    Year,
}

impl Unit {
    /// All, shortest first.
    pub const ALL: [Self; 4] = [Self::Day, Self::Week, Self::Month, Self::Year];

    /// The name in addresses and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
        }
    }

    /// The unit of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|unit| unit.name() == name)
    }
}

/// Terms drawn at most.
pub const N_TERMS: usize = 5;

/// Places over time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrendAsk {
    /// In which articles.
    pub scope: Scope,
    /// Up to [`N_TERMS`]: a text in the query language, `甲+乙` for either of two, `theme:green` for the
    /// sentences of a theme. Without any the scope's own query.
    pub terms: Vec<String>,
    /// By what.
    pub unit: Unit,
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
    /// As in [`Scope::period`].
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

/// What is left out of lists of words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stop {
    /// Words; `None` is the list that comes with Wenlan.
    pub words: Option<Vec<String>>,
    /// Keep words that begin with a digit.
    pub numbers: bool,
}

/// A list of words to make.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WordsAsk {
    /// In which articles.
    pub scope: Scope,
    /// Words in a row, 1 to 4; 0 is 1.
    pub length: u8,
    /// Fewest times.
    pub min: u32,
    /// What to leave out; of several words in a row those that begin or end with such a word.
    pub stop: Stop,
    /// Order.
    pub order: WordOrder,
    /// Only words whose part of speech begins so (jieba's tags: `n`, `v`, `ns`); needs the lexicon.
    pub tag: String,
    /// Only terms of the theme of this id.
    pub theme: String,
    /// Only words that hold this.
    pub holds: String,
    /// First row to send.
    pub offset: u32,
    /// Number of rows to send.
    pub limit: u32,
}

/// Order of a list of words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum WordOrder {
    /// Most frequent first.
    #[default]
    Count,
    /// In most articles first.
    Articles,
    /// Most evenly spread first.
    Even,
    /// Least evenly spread first.
    Uneven,
}

/// A list of words.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Words {
    /// Words in the articles: the denominator.
    pub of_words: u32,
    /// Articles.
    pub of_articles: u32,
    /// Different words; of several in a row, different rows that are frequent enough.
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

/// A word's company to find.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CollocatesAsk {
    /// In which articles.
    pub scope: Scope,
    /// Of what.
    pub node: Node,
    /// How far.
    pub window: Window,
    /// Fewest times in the window.
    pub min: u32,
    /// What to leave out.
    pub stop: Stop,
    /// Order.
    pub order: Measure,
    /// First row to send.
    pub offset: u32,
    /// Number of rows to send.
    pub limit: u32,
}

/// Measures of association.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Measure {
    /// Log-likelihood (Dunning 1993).
    #[default]
    Likelihood,
    /// logDice (Rychlý 2008).
    LogDice,
    /// Mutual information (Church and Hanks 1990).
    Mi,
    /// t-score (Church and others 1991).
    T,
    /// Number of times.
    Count,
}

impl Measure {
    /// All.
    pub const ALL: [Self; 5] = [Self::Likelihood, Self::LogDice, Self::Mi, Self::T, Self::Count];

    /// The name in addresses and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Likelihood => "ll",
            Self::LogDice => "logdice",
            Self::Mi => "mi",
            Self::T => "t",
            Self::Count => "count",
        }
    }

    /// The measure of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|measure| measure.name() == name)
    }
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

/// Two sets of articles to tell apart by their words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeynessAsk {
    /// The articles.
    pub scope: Scope,
    /// What they are held against; `None`: all others.
    pub against: Option<Scope>,
    /// Fewest times, both sides together.
    pub min: u32,
    /// What to leave out.
    pub stop: Stop,
    /// What a word has to reach.
    pub level: Level,
    /// Order.
    pub order: KeyOrder,
    /// Rows to send of either direction.
    pub limit: u32,
}

/// What a difference has to reach to be told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Level {
    /// BIC of at least 2: positive evidence (Wilson 2013).
    #[default]
    Bic,
    /// p < 0.05 after Bonferroni's correction for the number of words compared.
    Bonferroni,
    /// p < 0.05: log-likelihood of 3.84.
    P05,
    /// p < 0.01: 6.63.
    P01,
    /// p < 0.001: 10.83.
    P001,
    /// p < 0.0001: 15.13.
    P0001,
    /// All.
    All,
}

impl Level {
    /// All.
    pub const ALL: [Self; 7] = [Self::Bic, Self::Bonferroni, Self::P05, Self::P01, Self::P001, Self::P0001, Self::All];

    /// The name in addresses and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Bic => "bic",
            Self::Bonferroni => "bonferroni",
            Self::P05 => "0.05",
            Self::P01 => "0.01",
            Self::P001 => "0.001",
            Self::P0001 => "0.0001",
            Self::All => "all",
        }
    }

    /// The level of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.name() == name)
    }
}

/// Order of key words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum KeyOrder {
    /// Most evidence first.
    #[default]
    Likelihood,
    /// Greatest difference first.
    Ratio,
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

/// Two sides to hold beside each other.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompareAsk {
    /// The sides. Where both are one article, their sentences are aligned.
    pub sides: [Scope; 2],
    /// Language of names of themes (0 zh-Hans, 1 zh-Hant, 2 English).
    pub lang: u8,
    /// Rows to send of each list.
    pub limit: u32,
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

/// The story of an article to tell.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoryAsk {
    /// The article's id.
    pub article: String,
    /// Steps at most.
    pub limit: u32,
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

impl ConcordanceAsk {
    /// The places of something, as lines of the usual width.
    pub fn of(scope: Scope, node: Node) -> Self {
        Self { scope, node, limit: 50, width: 40, ..Self::default() }
    }

    /// The lines of a group.
    #[must_use]
    pub fn opens(&self, group: &LineGroup) -> Self {
        let mut ask = Self { group: None, offset: 0, ..self.clone() };
        match self.group {
            Some(LineOrder::Word(at)) => ask.keep.push(Keep::At(at, group.label.clone())),
            Some(LineOrder::Key) => ask.keep.push(Keep::Key(group.label.clone())),
            _ => {}
        }
        ask
    }
}

impl TrendAsk {
    /// The lines of a point.
    pub fn opens(&self, series: &Series, period: &Period) -> ConcordanceAsk {
        let scope = Scope { period: Some(period.name.clone()), ..self.scope.clone() };
        ConcordanceAsk::of(scope, series.node.clone())
    }
}

impl WordsAsk {
    /// The lines of a row.
    pub fn opens(&self, row: &WordRow) -> ConcordanceAsk {
        ConcordanceAsk::of(self.scope.clone(), Node::Words(row.words.clone()))
    }
}

impl CollocatesAsk {
    /// The lines of a row.
    pub fn opens(&self, row: &Collocate) -> ConcordanceAsk {
        let keep = vec![Keep::Near(row.word.clone(), self.window)];
        ConcordanceAsk { keep, ..ConcordanceAsk::of(self.scope.clone(), self.node.clone()) }
    }
}

impl KeynessAsk {
    /// What the articles are held against.
    pub fn other(&self) -> Scope {
        self.against.clone().unwrap_or_else(|| Scope { rest: !self.scope.rest, ..self.scope.clone() })
    }

    /// The lines of a row on either side.
    pub fn opens(&self, row: &KeyWord) -> [ConcordanceAsk; 2] {
        let node = Node::Words(vec![row.word.clone()]);
        [self.scope.clone(), self.other()].map(|scope| ConcordanceAsk::of(scope, node.clone()))
    }
}
