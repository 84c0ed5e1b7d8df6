//! Theme panels: marks whose numbers are lengths of lists of evidence.

use serde::{Deserialize, Serialize};

use super::Span;

/// All panels for one view.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PanelSet {
    /// Panels in the order of the theme definitions.
    pub panels: Vec<Panel>,
    /// Number of articles under the filters: the denominator of every panel.
    pub n_articles: u32,
    /// Number of articles under the filters that belong to no theme.
    pub n_without: u32,
}

/// One theme's panel.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Panel {
    /// Theme id.
    pub theme: String,
    /// Articles with at least one sentence of evidence.
    pub n_articles: u32,
    /// Sentences of evidence.
    pub n_sentences: u32,
    /// Forms, the leading one first.
    pub forms: Vec<Form>,
    /// The definition as text, for "how this is computed".
    pub definition: String,
}

/// One chart.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Form {
    /// Id within the panel, as in URLs.
    pub id: String,
    /// Titles in zh-Hans, zh-Hant, English, from the theme definition.
    pub titles: [String; 3],
    /// Sentences counted in this form, each once: what its marks are parts of.
    pub n_sentences: u32,
    /// Articles these sentences are from.
    pub n_articles: u32,
    /// What is drawn.
    pub body: FormBody,
}

/// Something that is drawn and can be opened.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// Selector of the sentences behind it, see `engine::select`.
    pub key: String,
    /// Label as written in the corpus or the definition.
    pub label: String,
    /// Number of sentences: the length of its list of evidence.
    pub n: u32,
    /// Number of articles they are from.
    pub n_articles: u32,
}

/// What a form draws.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum FormBody {
    /// A chain of ordered stages; unlit where the corpus is silent.
    Chain {
        /// The stages in order.
        stages: Vec<Mark>,
        /// Sentences that name the chain as a whole (制储输用研).
        whole: Option<Mark>,
        /// Upstream flows into the chain (风, 光, 水 -> 绿电 -> 氢 -> 氨醇), as layers of nodes from left to right.
        layers: Vec<Vec<Mark>>,
        /// Sentences that name both ends.
        links: Vec<Link>,
    },
    /// Small multiples over time.
    Multiples {
        /// Labels of the periods in order (`2024`, `2024Q3`, `2024-08`), without holes.
        periods: Vec<String>,
        /// Articles of the corpus in each period: the denominators. Zero is a gap, not a zero.
        of: Vec<u32>,
        /// One row per sub-theme; cells count articles.
        rows: Vec<Row>,
    },
    /// Groups and their parts.
    Treemap {
        /// Each group with its parts. A sentence counts once, in the part whose term comes first in it.
        groups: Vec<(Mark, Vec<Mark>)>,
    },
    /// Claims of magnitude, largest first.
    Ladder {
        /// One rung per magnitude.
        rungs: Vec<Rung>,
    },
    /// Who is named with whom, in one sentence.
    Network {
        /// Names with their kind (`org`, `park`, `project`, `brand`, `place`, `industry`, ...).
        nodes: Vec<(Mark, String)>,
        /// Pairs.
        links: Vec<Link>,
    },
    /// Two lanes of time: the era of a site as the text states it, and the dates of the articles.
    Lanes {
        /// One lane per name.
        lanes: Vec<Lane>,
        /// First and last year written in the sentences.
        eras: Option<(i32, i32)>,
        /// First and last date of the articles, ISO.
        dates: Option<(String, String)>,
    },
    /// One name's company.
    Ego {
        /// The name.
        centre: Mark,
        /// Names in the same sentences, most frequent first.
        arms: Vec<Mark>,
    },
    /// Figures read from text, promised and achieved.
    Figures {
        /// The figures, each with the sentence it stands in.
        figures: Vec<FigureNote>,
    },
    /// Plain counts.
    Bars {
        /// One bar per mark, in the order of the definition.
        bars: Vec<Mark>,
    },
}

/// A pair of marks, by their positions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// Position of one end: (layer, index) in a chain, (0, index) in a network.
    pub from: (u32, u32),
    /// Position of the other.
    pub to: (u32, u32),
    /// The sentences that name both.
    pub mark: Mark,
}

/// A row of small multiples.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// The sub-theme over all periods.
    pub mark: Mark,
    /// The sub-theme in each period.
    pub cells: Vec<Mark>,
}

/// A rung of the tier ladder.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rung {
    /// 十亿级, 百亿级, 千亿级, 万亿级.
    pub mark: Mark,
    /// Value in yuan.
    pub value: f64,
    /// By subject, with its status (`target`, `achieved`, `other`).
    pub claims: Vec<(Mark, String)>,
}

/// A lane of the two-lane timeline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lane {
    /// The name.
    pub mark: Mark,
    /// Years written beside it: from, to, and the sentences that write them.
    pub eras: Vec<(i32, i32, Mark)>,
    /// Articles by date.
    pub ticks: Vec<Tick>,
}

/// Sentences of one day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tick {
    /// ISO date.
    pub date: String,
    /// The sentences of that day's articles.
    pub mark: Mark,
}

/// A figure read from a sentence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FigureNote {
    /// As written.
    pub verbatim: String,
    /// As a number, in `unit`.
    pub value: f64,
    /// Unit as written, or empty.
    pub unit: String,
    /// 力争, 超过, 约, ..., joined by `/`, or empty.
    pub qualifier: String,
    /// What it is a figure of, as written, or empty.
    pub subject: String,
    /// `target`, `achieved` or `other`.
    pub status: String,
    /// Where it stands.
    pub mark: Mark,
}

/// The sentences behind a mark.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceList {
    /// The mark's key.
    pub key: String,
    /// What the key says, in the corpus's words, outermost first.
    pub path: Vec<String>,
    /// Articles the sentences are from.
    pub n_articles: u32,
    /// All sentences, articles newest first, in the order of the text.
    pub items: Vec<Evidence>,
}

/// One sentence of evidence.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// The article's id.
    pub article: String,
    /// Its title.
    pub title: String,
    /// Its ISO date, or empty.
    pub date: String,
    /// Its source, or empty.
    pub source: String,
    /// The sentence's place in the body.
    pub span: Span,
    /// The same in characters, as outside programs count.
    pub chars: (u32, u32),
    /// The sentence.
    pub text: String,
    /// What in it matches, as spans of `text`.
    pub marks: Vec<Span>,
    /// Paragraph number, from 1.
    pub paragraph: u32,
}
