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
    /// Why nothing is drawn, where the sentences are too few for the form. The body is then empty.
    pub thin: Option<Thin>,
    /// Articles of its sentences that have no date, where it is a form of time.
    pub n_undated: u32,
    /// Items that are not drawn, as there are too many.
    pub n_left_out: u32,
}

/// What a form lacks: `found` of at least `least`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Thin {
    /// What is counted.
    pub what: ThinIn,
    /// How many there are.
    pub found: u32,
    /// How many the form needs.
    pub least: u32,
}

/// What a form counts before it is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ThinIn {
    /// Pairs that stand in one sentence.
    Pairs,
    /// Months with articles.
    Months,
    /// Provinces that are named.
    Provinces,
    /// Terms that differ between the two sides.
    Terms,
    /// Parts of the system that are spoken of.
    Parts,
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
    /// A system of parts (“5+2”).
    Tree {
        /// Each node, after the one it hangs on; the first hangs on nothing.
        nodes: Vec<TreeNode>,
    },
    /// Terms that one side of the corpus says more often than the other.
    Keyness {
        /// What the two sides are called: periods as `2021—2023`.
        sides: [String; 2],
        /// Sentences of the theme on each side: the denominators.
        of: [u32; 2],
        /// Terms, those of the first side first, the strongest of each first.
        rows: Vec<KeyRow>,
    },
    /// Months of the years.
    Calendar {
        /// One row per year, without holes.
        years: Vec<CalendarYear>,
    },
    /// Provinces as tiles: a scheme of neighbours, no map.
    Tiles {
        /// All tiles; a province that no sentence names has a mark without sentences.
        tiles: Vec<Tile>,
    },
}

impl FormBody {
    /// Whether none of its marks has a sentence: then nothing is drawn.
    pub fn is_silent(&self) -> bool {
        let nodes_alone = |links: &[Link]| links.iter().all(|link| link.mark.n == 0);
        match self {
            Self::Network { links, .. } => nodes_alone(links),
            _ => self.counted().iter().chain(&self.parts()).all(|mark| mark.n == 0),
        }
    }

    /// The marks that are seen as its parts: where their numbers add up to more than the form's sentences, some count
    /// for several.
    pub fn parts(&self) -> Vec<&Mark> {
        match self {
            Self::Ego { arms, .. } => arms.iter().collect(),
            Self::Ladder { rungs } => rungs.iter().flat_map(|rung| &rung.claims).map(|(claim, _)| claim).collect(),
            _ => self.counted(),
        }
    }

    /// The marks over which a form is counted: each of its sentences is one of theirs.
    pub fn counted(&self) -> Vec<&Mark> {
        match self {
            Self::Bars { bars } => bars.iter().collect(),
            Self::Chain { stages, whole, layers, .. } => {
                stages.iter().chain(whole).chain(layers.iter().flatten()).collect()
            }
            Self::Multiples { rows, .. } => rows.iter().map(|row| &row.mark).collect(),
            Self::Treemap { groups } => groups.iter().map(|(group, _)| group).collect(),
            Self::Ladder { rungs } => rungs.iter().map(|rung| &rung.mark).collect(),
            Self::Network { links, .. } => links.iter().map(|link| &link.mark).collect(),
            Self::Lanes { lanes, .. } => lanes.iter().map(|lane| &lane.mark).collect(),
            Self::Ego { centre, .. } => vec![centre],
            Self::Figures { figures } => figures.iter().map(|figure| &figure.mark).collect(),
            Self::Tree { nodes } => nodes.iter().map(|node| &node.mark).collect(),
            Self::Keyness { rows, .. } => rows.iter().flat_map(|row| &row.sides).collect(),
            Self::Calendar { years } => years.iter().flat_map(|year| &year.months).collect(),
            Self::Tiles { tiles } => tiles.iter().map(|tile| &tile.mark).collect(),
        }
    }
}

/// A part of a system.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TreeNode {
    /// Its sentences.
    pub mark: Mark,
    /// Position of the node it hangs on.
    pub parent: Option<u32>,
}

/// A term on two sides.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KeyRow {
    /// The term over both sides: `n` is the sum of the two.
    pub mark: Mark,
    /// Its sentences on each side.
    pub sides: [Mark; 2],
    /// Log-likelihood (Dunning 1993), below nought where the first side says it more.
    pub score: f32,
}

/// A year of a calendar.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarYear {
    /// The year as written in dates.
    pub year: String,
    /// Sentences of its twelve months.
    pub months: Vec<Mark>,
    /// Articles of the corpus in each month. Zero is a gap, not a zero.
    pub of: Vec<u32>,
}

/// A province on its tile.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tile {
    /// Its sentences.
    pub mark: Mark,
    /// What stands on the tile where the name has no room; empty where the name may be broken.
    pub short: String,
    /// Column, from the left.
    pub column: u8,
    /// Row, from the top.
    pub row: u8,
}

/// All about one name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamePage {
    /// The name; its key opens its sentences.
    pub mark: Mark,
    /// What kind of name: `place`, `org`, `person`, ...
    pub kind: String,
    /// What it belongs to, nearest first: parents of a place, offices of a person, each with the
    /// sentences that say so.
    pub within: Vec<Mark>,
    /// Names in the same sentences with their kinds, most frequent first.
    pub neighbours: Vec<(Mark, String)>,
    /// Themes of its sentences.
    pub themes: Vec<Mark>,
    /// Its sentences by the date of the article.
    pub dates: Vec<Tick>,
    /// Years that the text says of it: from, to, and the sentences.
    pub eras: Vec<(i32, i32, Mark)>,
    /// What sentences join it to: 与 A 合作, A 旗下的 B.
    pub ties: Vec<Mark>,
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

impl FigureNote {
    /// The qualifiers that stand before the figure, and those behind it: 达到25%左右, 12亿千瓦以上. Nothing for what
    /// the figure as written already holds.
    pub fn around(&self) -> (String, String) {
        let words = self.qualifier.split('/').filter(|word| !word.is_empty() && !self.verbatim.contains(word));
        let (behind, before): (Vec<&str>, Vec<&str>) = words.partition(|word| matches!(*word, "以上" | "左右"));
        (before.concat(), behind.concat())
    }
}
