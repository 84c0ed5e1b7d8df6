//! What a theme is: the plain form of a file in `themes/` (format in `themes/README.md`).

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::evidence::NameKind;

/// A label in zh-Hans, zh-Hant and English.
pub type Names = [String; 3];

/// A theme as its file writes it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Definition {
    /// Stable id, as in URLs: lower-case letters, digits and hyphens.
    pub id: String,
    /// Names in three languages; the id where the file gives none.
    #[serde(default)]
    pub names: Names,
    /// Colour token: `shilv`, `zheshi`, `huaqing` or `ink`.
    #[serde(default = "ink")]
    pub colour: String,
    /// What the theme covers, for people.
    #[serde(default)]
    pub about: String,
    /// Score at which a sentence belongs to the theme.
    #[serde(default = "one")]
    pub threshold: f32,
    /// Whether the theme has a panel on the front page.
    #[serde(default = "yes")]
    pub panel: bool,
    /// Terms of the theme at large, each enough alone: all that a short definition needs.
    #[serde(default)]
    pub terms: Vec<String>,
    /// Terms that count half, and in full beside a context word.
    #[serde(default)]
    pub hints: Vec<String>,
    /// Words that make a hint of the same clause count in full.
    #[serde(default)]
    pub context: Vec<String>,
    /// Phrases whose words say nothing about the theme (绿色通道).
    #[serde(default)]
    pub exclusions: Vec<String>,
    /// Words of other subjects: each halves the score of its sentence, once.
    #[serde(default)]
    pub dampers: Vec<String>,
    /// Words that open a clause of principles (坚持); its terms count half when a clause follows.
    #[serde(default)]
    pub leads: Vec<String>,
    /// Words after a list that make it a list of subjects of talk (等领域合作).
    #[serde(default)]
    pub talk: Vec<String>,
    /// Measure words of the theme's own figures (千瓦时, 人次).
    #[serde(default)]
    pub measures: Vec<String>,
    /// Known names of this theme with what they are.
    #[serde(default)]
    pub known: Known,
    /// Groups of sub-themes, for the treemap.
    #[serde(default)]
    pub groups: Vec<Group>,
    /// Sub-themes.
    #[serde(default)]
    pub subs: Vec<SubTheme>,
    /// Chains of ordered stages.
    #[serde(default)]
    pub chains: Vec<Chain>,
    /// Forms of the panel, the leading one first.
    #[serde(default)]
    pub forms: Vec<FormSpec>,
}

/// A group of sub-themes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Id within the theme.
    pub id: String,
    /// Names in three languages.
    #[serde(default)]
    pub names: Names,
}

/// A part of a theme with its own words.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SubTheme {
    /// Id within the theme.
    pub id: String,
    /// Names in three languages.
    #[serde(default)]
    pub names: Names,
    /// Group it belongs to, for the treemap.
    #[serde(default)]
    pub group: Option<String>,
    /// Terms that are enough alone (weight 1, or written `term^0.8`).
    #[serde(default)]
    pub terms: Vec<String>,
    /// Terms that count half, and in full beside a context word.
    #[serde(default)]
    pub hints: Vec<String>,
    /// Words that make a hint of this sub-theme count in full, besides the theme's.
    #[serde(default)]
    pub context: Vec<String>,
}

/// What kind of order a chain has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ChainKind {
    /// Stages one after the other (制 储 输 用 研).
    #[default]
    Stages,
    /// Flows from layer to layer (风 光 水 -> 绿电 -> 氢 -> 氨 醇).
    Layers,
    /// From problem over measure and actor to result: drawn by the words of its stages.
    Path,
    /// A system of parts (“5+2”): a stage hangs on the last one before it of the layer above.
    Tree,
}

/// An ordered chain of stages.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chain {
    /// Id within the theme.
    pub id: String,
    /// Names in three languages.
    #[serde(default)]
    pub names: Names,
    /// What kind of order.
    #[serde(default)]
    pub kind: ChainKind,
    /// Words for the chain as a whole; a stage's `short` inside them lights that stage too.
    #[serde(default)]
    pub whole: Vec<String>,
    /// Stages in order.
    #[serde(default)]
    pub stages: Vec<Stage>,
}

/// One stage of a chain.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stage {
    /// Id within the chain.
    pub id: String,
    /// Names in three languages.
    #[serde(default)]
    pub names: Names,
    /// One character that stands for it in a word for the whole chain (储).
    #[serde(default)]
    pub short: Option<String>,
    /// Layer, from 0, in a chain of layers.
    #[serde(default)]
    pub layer: u8,
    /// Words that speak of it.
    #[serde(default)]
    pub terms: Vec<String>,
}

/// Names a theme knows.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Known {
    /// Enterprises and organisations; `全称=简称=别名` joins aliases, the first is canonical.
    #[serde(default)]
    pub orgs: Vec<String>,
    /// Parks and bases.
    #[serde(default)]
    pub parks: Vec<String>,
    /// Projects.
    #[serde(default)]
    pub projects: Vec<String>,
    /// Sites.
    #[serde(default)]
    pub sites: Vec<String>,
    /// Brands.
    #[serde(default)]
    pub brands: Vec<String>,
}

/// What a form draws.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FormKind {
    /// A chain of stages.
    Chain,
    /// Small multiples over time, one per sub-theme.
    Multiples,
    /// Groups and sub-themes by sentences.
    Treemap,
    /// Tiers: 十亿 百亿 千亿 万亿.
    Ladder,
    /// Names in the same sentence.
    Network,
    /// Two lanes: era of a site, date of the article.
    Lanes,
    /// One name and its neighbours.
    Ego,
    /// Key figures, promised and achieved.
    Figures,
    /// Sub-themes by sentences.
    #[default]
    Bars,
    /// Pairs that sentences themselves join: 以 A 引领 B, 与 A 合作.
    Ties,
    /// A system of parts.
    Tree,
    /// Terms said more often before or after the middle of the corpus.
    Keyness,
    /// Months of the years.
    Calendar,
    /// Provinces as tiles.
    Tiles,
    /// Names by sentences.
    Names,
}

/// One form of a panel.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormSpec {
    /// What is drawn.
    pub kind: FormKind,
    /// Id within the panel, as in URLs.
    pub id: String,
    /// Titles in three languages.
    #[serde(default)]
    pub titles: Names,
    /// The chain it draws, for `chain` and `tree`; the kind of tie (`leads`, `works`, `owns`,
    /// `relies`, `culture`) for `ties`.
    #[serde(default)]
    pub chain: Option<String>,
    /// Chain of layers that flows into it, for `chain`.
    #[serde(default)]
    pub layers: Option<String>,
    /// Kinds of names it draws, for `network`, `names`, `lanes` and `ego`.
    #[serde(default)]
    pub kinds: Vec<String>,
    /// The name in the centre, for `ego`; the most frequent one where absent.
    #[serde(default)]
    pub centre: Option<String>,
    /// How many marks at most.
    #[serde(default)]
    pub limit: Option<u32>,
    /// Number of sentences a mark needs.
    #[serde(default)]
    pub least: Option<u32>,
}

fn ink() -> String {
    "ink".into()
}

fn one() -> f32 {
    1.0
}

fn yes() -> bool {
    true
}

/// Why a definition cannot be used.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum DefinitionError {
    /// The file is not TOML of this format.
    #[error("the theme definition cannot be read: {0}")]
    Toml(String),
    /// An id is missing or has other characters than a-z, 0-9 and hyphen.
    #[error("theme {theme}: the id {id:?} is not made of a-z, 0-9 and hyphens")]
    Id {
        /// The theme.
        theme: String,
        /// The id as written.
        id: String,
    },
    /// Two things of one kind share an id.
    #[error("theme {theme}: the id {id:?} is used twice")]
    Twice {
        /// The theme.
        theme: String,
        /// The id.
        id: String,
    },
    /// A term is empty, longer than 64 characters, or its weight is not a number in 0..=4.
    #[error("theme {theme}: the term {term:?} is empty, too long, or has a weight outside 0 to 4")]
    Term {
        /// The theme.
        theme: String,
        /// The term as written.
        term: String,
    },
    /// A reference to something that the definition does not have.
    #[error("theme {theme}: {what} {id:?} is named but not defined")]
    Missing {
        /// The theme.
        theme: String,
        /// `group` or `chain`.
        what: &'static str,
        /// The id.
        id: String,
    },
    /// The colour is no token.
    #[error("theme {theme}: the colour {colour:?} is none of shilv, zheshi, huaqing, ink")]
    Colour {
        /// The theme.
        theme: String,
        /// The colour as written.
        colour: String,
    },
    /// The threshold is no number above 0: a sentence without any term would belong.
    #[error("theme {theme}: the threshold {threshold} is not a number above 0")]
    Threshold {
        /// The theme.
        theme: String,
        /// The threshold as read.
        threshold: f32,
    },
    /// The definition has no term at all.
    #[error("theme {theme}: it has no terms")]
    Empty {
        /// The theme.
        theme: String,
    },
    /// The automaton could not be built: far too many terms.
    #[error("the themes hold too many terms: {0}")]
    TooLarge(String),
}

/// Kinds of ties that a form may draw.
const TIE_KINDS: [&str; 5] = ["leads", "works", "owns", "relies", "culture"];

/// What is wrong with a definition that is being written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// Line, from 1, where it can be told.
    pub line: Option<u32>,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub todo: Todo,
}

/// What to do about a fault; the page has the words for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Todo {
    /// Mend the TOML: a quote, a bracket, the name of a field.
    Syntax,
    /// Write the id in a-z, 0-9 and hyphens.
    PlainId,
    /// Take another id.
    OtherId,
    /// Write a word of 1 to 64 characters, with a weight from 0 to 4 if any.
    Term,
    /// Define what is named, or name what is defined.
    Define,
    /// Take one of the four colours.
    Colour,
    /// Add terms.
    AddTerms,
}

impl Todo {
    /// Its name in messages.
    pub fn name(self) -> &'static str {
        match self {
            Self::Syntax => "syntax",
            Self::PlainId => "plain-id",
            Self::OtherId => "other-id",
            Self::Term => "term",
            Self::Define => "define",
            Self::Colour => "colour",
            Self::AddTerms => "add-terms",
        }
    }
}

impl Definition {
    #[cfg(feature = "definitions")]
    /// Reads a definition from TOML and checks it.
    ///
    /// # Errors
    /// When the text is not TOML of the format, or ids, terms, references or the colour are wrong.
    pub fn parse(toml: &str) -> Result<Self, DefinitionError> {
        let mut definition: Self =
            toml::from_str(toml).map_err(|error| DefinitionError::Toml(error.to_string().trim().to_owned()))?;
        definition.fill();
        definition.check()?;
        Ok(definition)
    }

    #[cfg(feature = "definitions")]
    /// What is wrong with a definition as text, for an editor; nothing when it can be used.
    pub fn diagnose(toml: &str) -> Option<Fault> {
        let error = match toml::from_str::<Self>(toml) {
            Ok(mut definition) => {
                definition.fill();
                definition.check().err()?
            }
            Err(error) => {
                let line = error.span().map(|span| line_at(toml, span.start));
                let what = error.message().trim().to_owned();
                return Some(Fault { line, what, todo: Todo::Syntax });
            }
        };
        let (needle, todo) = match &error {
            DefinitionError::Id { id, .. } => (Some(id), Todo::PlainId),
            DefinitionError::Twice { id, .. } => (Some(id), Todo::OtherId),
            DefinitionError::Term { term, .. } => (Some(term), Todo::Term),
            DefinitionError::Missing { id, .. } => (Some(id), Todo::Define),
            DefinitionError::Colour { colour, .. } => (Some(colour), Todo::Colour),
            DefinitionError::Threshold { .. } => (None, Todo::Syntax),
            _ => (None, Todo::AddTerms),
        };
        // The last place is the one that came too much.
        let place = match &error {
            DefinitionError::Threshold { .. } => toml.find("threshold"),
            _ => needle.and_then(|needle| toml.rfind(&format!("\"{needle}\""))),
        };
        let line = place.map(|at| line_at(toml, at));
        Some(Fault { line, what: error.to_string(), todo })
    }

    #[cfg(feature = "definitions")]
    /// Names left out become the id, in all languages; a missing language takes the one before.
    fn fill(&mut self) {
        fill(&mut self.names, &self.id);
        for group in &mut self.groups {
            fill(&mut group.names, &group.id);
        }
        for sub in &mut self.subs {
            fill(&mut sub.names, &sub.id);
        }
        for chain in &mut self.chains {
            fill(&mut chain.names, &chain.id);
            for stage in &mut chain.stages {
                fill(&mut stage.names, &stage.id);
            }
        }
        if self.forms.is_empty() {
            let kind = if self.subs.is_empty() { FormKind::Figures } else { FormKind::Bars };
            let id = if self.subs.is_empty() { "figures" } else { "bars" };
            self.forms.push(FormSpec { kind, id: id.into(), titles: self.names.clone(), ..FormSpec::default() });
        }
        for form in &mut self.forms {
            fill(&mut form.titles, &form.id);
        }
    }

    /// Checks ids, terms, references and the colour.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn check(&self) -> Result<(), DefinitionError> {
        let theme = || self.id.clone();
        check_ids(&self.id, [self.id.as_str()])?;
        check_ids(&self.id, self.groups.iter().map(|g| g.id.as_str()))?;
        check_ids(&self.id, self.subs.iter().map(|s| s.id.as_str()))?;
        check_ids(&self.id, self.chains.iter().map(|c| c.id.as_str()))?;
        check_ids(&self.id, self.forms.iter().map(|f| f.id.as_str()))?;
        for chain in &self.chains {
            check_ids(&self.id, chain.stages.iter().map(|s| s.id.as_str()))?;
        }
        if !["shilv", "zheshi", "huaqing", "ink"].contains(&self.colour.as_str()) {
            return Err(DefinitionError::Colour { theme: theme(), colour: self.colour.clone() });
        }
        for id in self.subs.iter().filter_map(|s| s.group.as_ref()) {
            if !self.groups.iter().any(|g| g.id == *id) {
                return Err(DefinitionError::Missing { theme: theme(), what: "group", id: id.clone() });
            }
        }
        for form in self.forms.iter().filter(|form| form.kind == FormKind::Ties) {
            let id = form.chain.clone().unwrap_or_default();
            if !TIE_KINDS.contains(&id.as_str()) {
                return Err(DefinitionError::Missing { theme: theme(), what: "tie", id });
            }
        }
        for kind in self.forms.iter().flat_map(|form| &form.kinds) {
            if !NameKind::ALL.iter().any(|known| known.name() == kind) {
                return Err(DefinitionError::Missing { theme: theme(), what: "kind of names", id: kind.clone() });
            }
        }
        if !(self.threshold.is_finite() && self.threshold > 0.0) {
            return Err(DefinitionError::Threshold { theme: theme(), threshold: self.threshold });
        }
        let chained = self.forms.iter().filter(|form| form.kind != FormKind::Ties);
        for id in chained.flat_map(|f| f.chain.iter().chain(f.layers.iter())) {
            if !self.chains.iter().any(|c| c.id == *id) {
                return Err(DefinitionError::Missing { theme: theme(), what: "chain", id: id.clone() });
            }
        }
        if self.all_terms().next().is_none() {
            return Err(DefinitionError::Empty { theme: theme() });
        }
        match self.all_words().find(|term| weighted(term, 1.0).is_none()) {
            Some(term) => Err(DefinitionError::Term { theme: theme(), term: term.to_owned() }),
            None => Ok(()),
        }
    }

    /// All terms and hints, of the theme and its sub-themes.
    pub fn all_terms(&self) -> impl Iterator<Item = &str> {
        let own = self.terms.iter().chain(&self.hints);
        own.chain(self.subs.iter().flat_map(|s| s.terms.iter().chain(&s.hints))).map(String::as_str)
    }

    fn all_words(&self) -> impl Iterator<Item = &str> {
        let rest =
            self.context.iter().chain(&self.exclusions).chain(&self.dampers).chain(&self.talk).chain(&self.leads);
        let subs = self.subs.iter().flat_map(|s| &s.context);
        let chains = self.chains.iter().flat_map(|c| c.whole.iter().chain(c.stages.iter().flat_map(|s| &s.terms)));
        self.all_terms().chain(rest.chain(subs).chain(chains).map(String::as_str))
    }

    /// The sub-theme of this id.
    pub fn sub(&self, id: &str) -> Option<&SubTheme> {
        self.subs.iter().find(|sub| sub.id == id)
    }

    /// The chain of this id.
    pub fn chain(&self, id: &str) -> Option<&Chain> {
        self.chains.iter().find(|chain| chain.id == id)
    }
}

#[cfg(feature = "definitions")]
fn line_at(text: &str, byte: usize) -> u32 {
    text.bytes().take(byte).filter(|byte| *byte == b'\n').count() as u32 + 1
}

#[cfg(feature = "definitions")]
fn fill(names: &mut Names, id: &str) {
    let mut last = id.to_owned();
    for name in names {
        if name.is_empty() {
            name.clone_from(&last);
        }
        last.clone_from(name);
    }
}

fn check_ids<'a>(theme: &str, ids: impl IntoIterator<Item = &'a str>) -> Result<(), DefinitionError> {
    let mut seen = BTreeSet::new();
    for id in ids {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if id.is_empty() || !id.chars().all(plain) {
            return Err(DefinitionError::Id { theme: theme.into(), id: id.into() });
        }
        if !seen.insert(id) {
            return Err(DefinitionError::Twice { theme: theme.into(), id: id.into() });
        }
    }
    Ok(())
}

/// Splits `term^0.8` into term and weight; `None` when it is empty, too long or the weight no good.
pub(crate) fn weighted(term: &str, default: f32) -> Option<(&str, f32)> {
    let (word, weight) = match term.split_once('^') {
        Some((word, weight)) => (word, weight.trim().parse().ok()?),
        None => (term, default),
    };
    let word = word.trim();
    let n_chars = word.chars().count();
    ((1..=64).contains(&n_chars) && (0.0..=4.0).contains(&weight)).then_some((word, weight))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_definition_is_enough() {
        let short = Definition::parse("id = \"silk\"\nterms = [\"桑蚕\", \"丝绸^0.5\"]").unwrap();
        assert_eq!(short.names, ["silk", "silk", "silk"]);
        assert_eq!((short.colour.as_str(), short.threshold, short.panel), ("ink", 1.0, true));
        assert_eq!(short.forms[0].kind, FormKind::Figures);
    }

    #[test]
    fn what_is_wrong_is_said() {
        let error = |toml: &str| Definition::parse(toml).unwrap_err();
        assert!(matches!(error("id = "), DefinitionError::Toml(_)));
        assert!(matches!(error("id = \"a\"\nterm = []"), DefinitionError::Toml(_)));
        assert!(matches!(error("id = \"A b\"\nterms = [\"x\"]"), DefinitionError::Id { .. }));
        assert!(matches!(error("id = \"a\""), DefinitionError::Empty { .. }));
        assert!(matches!(error("id = \"a\"\nterms = [\"x^9\"]"), DefinitionError::Term { .. }));
        assert!(matches!(error("id = \"a\"\nterms = [\"\"]"), DefinitionError::Term { .. }));
        assert!(matches!(error("id = \"a\"\ncolour = \"red\"\nterms = [\"x\"]"), DefinitionError::Colour { .. }));
        let twice = "id = \"a\"\nterms = [\"x\"]\n[[subs]]\nid = \"s\"\n[[subs]]\nid = \"s\"";
        assert!(matches!(error(twice), DefinitionError::Twice { .. }));
        let group = "id = \"a\"\nterms = [\"x\"]\n[[subs]]\nid = \"s\"\ngroup = \"g\"";
        assert!(matches!(error(group), DefinitionError::Missing { what: "group", .. }));
        assert!(matches!(error("id = \"a\"\nthreshold = nan\nterms = [\"x\"]"), DefinitionError::Threshold { .. }));
        assert!(matches!(error("id = \"a\"\nthreshold = -5\nterms = [\"x\"]"), DefinitionError::Threshold { .. }));
        let kind = "id = \"a\"\nterms = [\"x\"]\n[[forms]]\nkind = \"names\"\nid = \"n\"\nkinds = [\"orgs\"]";
        assert!(matches!(error(kind), DefinitionError::Missing { what: "kind of names", .. }));
        let tie = "id = \"a\"\nterms = [\"x\"]\n[[forms]]\nkind = \"ties\"\nid = \"t\"";
        assert!(matches!(error(tie), DefinitionError::Missing { what: "tie", .. }));
    }

    #[test]
    fn an_editor_is_told_line_and_cure() {
        let told = |toml: &str| Definition::diagnose(toml).map(|fault| (fault.line, fault.todo));
        assert_eq!(told("id = \"silk\"\nterms = [\"桑蚕\"]"), None);
        assert_eq!(told("id = \"silk\"\nterms = [\"桑蚕\""), Some((Some(2), Todo::Syntax)));
        assert_eq!(told("id = \"silk\"\nwords = [\"桑蚕\"]"), Some((Some(2), Todo::Syntax)));
        assert_eq!(told("id = \"silk\"\nterms = [\n\"桑蚕\",\n\"丝^7\"]"), Some((Some(4), Todo::Term)));
        assert_eq!(told("\nid = \"丝绸\"\nterms = [\"桑蚕\"]"), Some((Some(2), Todo::PlainId)));
        assert_eq!(told("id = \"silk\"\ncolour = \"red\"\nterms = [\"桑蚕\"]"), Some((Some(2), Todo::Colour)));
        let twice = "id = \"a\"\nterms = [\"x\"]\n[[subs]]\nid = \"s\"\n[[subs]]\nid = \"s\"";
        assert_eq!(told(twice), Some((Some(6), Todo::OtherId)));
        assert_eq!(told("id = \"silk\""), Some((None, Todo::AddTerms)));
    }
}
