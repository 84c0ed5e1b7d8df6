//! What is found in a sentence: plain values that a pack can store. All spans are relative to
//! the sentence.

use serde::{Deserialize, Serialize};

use crate::text::Span;

/// Position of a theme in its set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ThemeIdx(pub u16);

/// All that was found in a sentence.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SentenceEvidence {
    /// Themes the sentence belongs to, in the order of the set.
    pub themes: Vec<ThemeHit>,
    /// Themes that it touches without belonging to them, with the reasons.
    pub touched: Vec<ThemeHit>,
    /// Key figures in the order of the text.
    pub figures: Vec<Figure>,
    /// Names in the order of the text.
    pub names: Vec<Name>,
    /// Stages of chains, of themes it belongs to or touches.
    pub stages: Vec<StageHit>,
    /// Years written in it.
    pub eras: Vec<Era>,
    /// Pairs that the sentence itself joins.
    pub ties: Vec<Tie>,
}

impl SentenceEvidence {
    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.themes.is_empty() && self.figures.is_empty() && self.names.is_empty() && self.eras.is_empty()
    }

    /// The hit of one theme.
    pub fn theme(&self, theme: ThemeIdx) -> Option<&ThemeHit> {
        self.themes.iter().find(|hit| hit.theme == theme)
    }
}

/// One theme in a sentence, with everything its score is made of.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ThemeHit {
    /// Which theme.
    pub theme: ThemeIdx,
    /// Sum of the terms' weights, after dampers.
    pub score: f32,
    /// The terms, in the order of the text.
    pub terms: Vec<TermHit>,
    /// Phrases that kept a term from counting.
    pub excluded: Vec<Span>,
    /// Words of other subjects that halved the score.
    pub damped: Vec<Span>,
}

/// Why a term counts as it does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reason {
    /// Its own weight.
    #[default]
    Own,
    /// A hint that counts in full beside a context word.
    Context,
    /// One item in a list of other things: counts a quarter.
    Listed,
    /// In a clause that only leads in to another: counts half.
    LeadIn,
    /// Said a second time: counts nothing more.
    Repeated,
}

/// One term in a sentence.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TermHit {
    /// Where.
    pub span: Span,
    /// What it adds to the score.
    pub weight: f32,
    /// Sub-theme, by position; `None` for a term of the theme at large.
    pub sub: Option<u16>,
    /// Why it counts so.
    pub reason: Reason,
}

/// Status of a figure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// A goal, plan or forecast.
    Target,
    /// A fact or statistic.
    #[default]
    Achieved,
    /// A rule, size, age, specification.
    Other,
}

impl Status {
    /// Its name in JSON and CSV.
    pub fn name(self) -> &'static str {
        match self {
            Self::Target => "target",
            Self::Achieved => "achieved",
            Self::Other => "other",
        }
    }
}

/// A figure read from a sentence.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// Number and unit as written.
    pub span: Span,
    /// As a number, in `unit`.
    pub value: f64,
    /// Unit as written (folded), or empty.
    pub unit: String,
    /// 力争, 超过, 约, ..., joined by `/`, or empty.
    pub qualifier: String,
    /// Promised, achieved or neither.
    pub status: Status,
    /// What it is a figure of: best guess, as written; may be empty.
    pub subject: Span,
    /// The year it is said of, where the sentence says one.
    pub year: Option<i32>,
    /// A claim of magnitude (百亿级) rather than a count.
    pub tier: bool,
}

/// What kind of thing a name names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NameKind {
    /// Province, city, county.
    #[default]
    Place,
    /// Organisation or enterprise.
    Org,
    /// A person.
    Person,
    /// A project.
    Project,
    /// A park, zone or base.
    Park,
    /// A brand.
    Brand,
    /// A site: scenic spot, museum, mountain, river.
    Site,
    /// A named scheme: “5+2”, 四件事.
    Scheme,
}

impl NameKind {
    /// All kinds.
    pub const ALL: [Self; 8] =
        [Self::Place, Self::Org, Self::Person, Self::Project, Self::Park, Self::Brand, Self::Site, Self::Scheme];

    /// Its name in JSON, URLs and definitions.
    pub fn name(self) -> &'static str {
        match self {
            Self::Place => "place",
            Self::Org => "org",
            Self::Person => "person",
            Self::Project => "project",
            Self::Park => "park",
            Self::Brand => "brand",
            Self::Site => "site",
            Self::Scheme => "scheme",
        }
    }
}

/// A name in a sentence.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Name {
    /// Where.
    pub span: Span,
    /// What kind of thing.
    pub kind: NameKind,
    /// The one spelling under which all its aliases are joined, Simplified.
    pub canon: String,
    /// What it belongs to, nearest first: parents of a place, office of a person.
    pub within: Vec<String>,
}

/// A stage of a chain in a sentence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageHit {
    /// Which theme.
    pub theme: ThemeIdx,
    /// Which of its chains.
    pub chain: u16,
    /// Which stage; `None` for the chain as a whole.
    pub stage: Option<u16>,
    /// Where.
    pub span: Span,
}

/// Years written in a sentence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Era {
    /// Where.
    pub span: Span,
    /// First year.
    pub from: i32,
    /// Last year.
    pub to: i32,
}

/// How a sentence joins two things.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TieKind {
    /// 以 A 引领 B.
    #[default]
    Leads,
    /// 与 A、B 合作.
    Works,
    /// A 旗下的 B.
    Owns,
    /// 依托 A, 围绕 A.
    Relies,
    /// A 的 B 文化.
    Culture,
}

impl TieKind {
    /// Its name in keys and definitions.
    pub fn name(self) -> &'static str {
        match self {
            Self::Leads => "leads",
            Self::Works => "works",
            Self::Owns => "owns",
            Self::Relies => "relies",
            Self::Culture => "culture",
        }
    }
}

/// Two things that a sentence joins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tie {
    /// How.
    pub kind: TieKind,
    /// One end; empty where the sentence leaves it out.
    pub from: Span,
    /// The other.
    pub to: Span,
}
