//! Reading a corpus: concordance, words, collocates, keyness, trends, comparison.
//!
//! Every count in the answers is the length of a concordance that can be opened: the `opens`
//! functions say with which question.

use serde::{Deserialize, Serialize};

use super::{Collocate, KeyWord, LineGroup, Period, Query, Series, WordRow};

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
    /// By what; `None` is the longest unit that shows at least [`FEW_PERIODS`] of them, or days.
    pub unit: Option<Unit>,
}

/// Fewer periods than these show no trend.
pub const FEW_PERIODS: i32 = 12;

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

/// The story of an article to tell.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoryAsk {
    /// The article's id.
    pub article: String,
    /// Steps at most.
    pub limit: u32,
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
