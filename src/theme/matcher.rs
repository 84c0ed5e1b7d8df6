//! One automaton for the words of all themes, so that a sentence is passed over once.

use std::collections::BTreeMap;

use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder};

use crate::text::fold_char;

use super::definition::{Definition, DefinitionError, weighted};
use super::evidence::{NameKind, ThemeIdx};
use super::gazetteer::Gazetteer;
use super::name::{ENDINGS, OFFICES, ORGANS};
use super::scan::{Range, Scan};
use super::tie::CUES;

/// What a word means to a theme.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Role {
    /// A term or hint with its weight.
    Term { sub: Option<u16>, weight: f32, hint: bool },
    /// Makes hints count in full; only those of `sub` where given.
    Context { sub: Option<u16> },
    /// Hides the terms in it.
    Exclusion,
    /// Halves the score.
    Damper,
    /// Makes a list before it a list of subjects of talk.
    Talk,
    /// Opens a clause of principles.
    Lead,
    /// A stage of a chain.
    Stage { chain: u16, stage: u16 },
    /// A chain as a whole.
    Whole { chain: u16 },
    /// A known name; the number is its place in `Matcher::known`.
    Known { kind: NameKind, canon: u32 },
    /// How names of a kind end.
    Ending { kind: NameKind },
    /// An office before or behind a person's name.
    Office,
    /// A word that other readers look for: without it they need not begin.
    Cue { word: &'static str },
    /// A place; the number is its spelling's place in the gazetteer.
    Place { spelling: u32 },
}

/// A word of a theme found in a sentence.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found {
    pub(crate) range: Range,
    pub(crate) pattern: u32,
    pub(crate) theme: ThemeIdx,
    pub(crate) role: Role,
}

/// Stands for what belongs to no theme.
pub(crate) const NO_THEME: ThemeIdx = ThemeIdx(u16::MAX);

/// Whether a cue is in the sentence.
pub(crate) fn has_cue(found: &[Found], cue: &str) -> bool {
    found.iter().any(|f| matches!(f.role, Role::Cue { word } if word == cue))
}

/// The compiled words.
pub(crate) struct Matcher {
    automaton: Option<CharwiseDoubleArrayAhoCorasick<u32>>,
    /// What each pattern means, by pattern.
    roles: Vec<Vec<(ThemeIdx, Role)>>,
    /// Number of characters of each pattern.
    lengths: Vec<usize>,
    /// Canonical spellings of known names.
    pub(crate) known: Vec<String>,
    /// Places.
    pub(crate) gazetteer: Gazetteer,
}

/// Folds a word of a definition as sentences are folded.
pub(crate) fn fold_word(word: &str) -> String {
    word.chars().map(fold_char).collect()
}

#[derive(Default)]
struct Words {
    by_text: BTreeMap<String, Vec<(ThemeIdx, Role)>>,
    known: Vec<String>,
}

impl Words {
    fn add(&mut self, theme: ThemeIdx, words: &[String], role: impl Fn(f32) -> Role, default: f32) {
        for (word, weight) in words.iter().filter_map(|word| weighted(word, default)) {
            self.by_text.entry(fold_word(word)).or_default().push((theme, role(weight)));
        }
    }

    /// Words that belong to no theme.
    fn add_plain(&mut self, texts: &[&str], role: Role) {
        for text in texts {
            self.by_text.entry(fold_word(text)).or_default().push((NO_THEME, role));
        }
    }

    fn add_known(&mut self, theme: ThemeIdx, names: &[String], kind: NameKind) {
        for name in names {
            let canon = self.known.len() as u32;
            let mut aliases = name.split('=').map(str::trim).filter(|alias| !alias.is_empty());
            let Some(first) = aliases.next() else { continue };
            let first = fold_case(first);
            self.known.push(first.clone());
            for alias in std::iter::once(first.as_str()).chain(aliases) {
                self.by_text.entry(fold_word(alias)).or_default().push((theme, Role::Known { kind, canon }));
            }
        }
    }
}

/// Folds, but keeps upper case: for spellings that are shown.
pub(crate) fn fold_case(word: &str) -> String {
    word.chars().map(|c| if c.is_ascii() { c } else { fold_char(c) }).collect()
}

impl Matcher {
    pub(crate) fn build(definitions: &[Definition]) -> Result<Self, DefinitionError> {
        let mut words = Words::default();
        for (i, definition) in definitions.iter().enumerate() {
            collect(&mut words, ThemeIdx(i as u16), definition);
        }
        let gazetteer = Gazetteer::embedded();
        for (i, spelling) in (0_u32..).zip(&gazetteer.spellings) {
            words.add_plain(&[spelling.text.as_str()], Role::Place { spelling: i });
        }
        for (endings, kind) in ENDINGS {
            words.add_plain(endings, Role::Ending { kind: *kind });
        }
        words.add_plain(OFFICES, Role::Office);
        let organs: Vec<String> = ORGANS.iter().map(|&organ| organ.to_owned()).collect();
        words.add_known(NO_THEME, &organs, NameKind::Org);
        for word in CUES {
            words.add_plain(&[word], Role::Cue { word });
        }
        let Words { by_text, known } = words;
        let (texts, roles): (Vec<String>, Vec<_>) = by_text.into_iter().unzip();
        let lengths = texts.iter().map(|text| text.chars().count()).collect();
        let patterns = texts.iter().zip(0_u32..);
        let automaton = if texts.is_empty() {
            None
        } else {
            let built = CharwiseDoubleArrayAhoCorasickBuilder::new().build_with_values(patterns);
            Some(built.map_err(|error| DefinitionError::TooLarge(error.to_string()))?)
        };
        Ok(Self { automaton, roles, lengths, known, gazetteer })
    }

    /// All words of all themes in the sentence, by where they end.
    pub(crate) fn find(&self, scan: &Scan) -> Vec<Found> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        let mut found = Vec::new();
        let mut places = ByteToChar::new(&scan.folded);
        for hit in automaton.find_overlapping_iter(scan.folded.as_str()) {
            let end = places.at(hit.end());
            let n = self.lengths.get(hit.value() as usize).copied().unwrap_or_default();
            let range = (end.saturating_sub(n), end);
            let roles = self.roles.get(hit.value() as usize).map(Vec::as_slice).unwrap_or_default();
            // Places settle themselves what they may take of a word.
            let cut = n <= 3 && scan.straddles(range);
            let roles = roles.iter().filter(|(_, role)| !cut || matches!(role, Role::Place { .. }));
            found.extend(roles.map(|&(theme, role)| Found { range, pattern: hit.value(), theme, role }));
        }
        found
    }
}

fn collect(words: &mut Words, theme: ThemeIdx, definition: &Definition) {
    let term = |sub: Option<u16>, hint: bool| move |weight: f32| Role::Term { sub, weight, hint };
    words.add(theme, &definition.terms, term(None, false), 1.0);
    words.add(theme, &definition.hints, term(None, true), 0.5);
    words.add(theme, &definition.context, |_| Role::Context { sub: None }, 1.0);
    words.add(theme, &definition.exclusions, |_| Role::Exclusion, 1.0);
    words.add(theme, &definition.dampers, |_| Role::Damper, 1.0);
    words.add(theme, &definition.talk, |_| Role::Talk, 1.0);
    words.add(theme, &definition.leads, |_| Role::Lead, 1.0);
    for (i, sub) in (0_u16..).zip(&definition.subs) {
        words.add(theme, &sub.terms, term(Some(i), false), 1.0);
        words.add(theme, &sub.hints, term(Some(i), true), 0.5);
        words.add(theme, &sub.context, |_| Role::Context { sub: Some(i) }, 1.0);
    }
    for (i, chain) in (0_u16..).zip(&definition.chains) {
        words.add(theme, &chain.whole, |_| Role::Whole { chain: i }, 1.0);
        for (k, stage) in (0_u16..).zip(&chain.stages) {
            words.add(theme, &stage.terms, |_| Role::Stage { chain: i, stage: k }, 1.0);
        }
    }
    let known = &definition.known;
    words.add_known(theme, &known.orgs, NameKind::Org);
    words.add_known(theme, &known.parks, NameKind::Park);
    words.add_known(theme, &known.projects, NameKind::Project);
    words.add_known(theme, &known.sites, NameKind::Site);
    words.add_known(theme, &known.brands, NameKind::Brand);
}

/// Turns growing byte offsets of a text into character offsets.
pub(crate) struct ByteToChar<'a> {
    text: &'a str,
    byte: usize,
    n: usize,
}

impl<'a> ByteToChar<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self { text, byte: 0, n: 0 }
    }

    pub(crate) fn at(&mut self, byte: usize) -> usize {
        self.n += self.text.get(self.byte..byte).map_or(0, |part| part.chars().count());
        self.byte = self.byte.max(byte);
        self.n
    }
}
