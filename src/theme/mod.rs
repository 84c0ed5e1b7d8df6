//! Sentences -> theme evidence, figures, names.
//!
//! A [`Definition`] is data, one file per theme. [`Themes`] compiles a set of them into one
//! automaton; [`Themes::read`] reads a sentence and gives plain values with spans, each of
//! which can say why it is there.

mod definition;
#[cfg(feature = "full")]
mod era;
mod evidence;
#[cfg(feature = "full")]
mod figure;
#[cfg(feature = "full")]
mod gazetteer;
#[cfg(feature = "full")]
mod matcher;
#[cfg(feature = "full")]
mod name;
mod province;
#[cfg(feature = "full")]
mod scan;
#[cfg(feature = "full")]
mod score;
#[cfg(feature = "full")]
mod stage;
#[cfg(feature = "full")]
mod tie;
#[cfg(feature = "definitions")]
mod write;

pub use definition::{
    Chain, ChainKind, Definition, DefinitionError, Fault, FormKind, FormSpec, Group, Known, Names, Stage, SubTheme,
    Todo,
};
pub use evidence::{
    Era, Figure, Name, NameKind, Reason, SentenceEvidence, StageHit, Status, TermHit, ThemeHit, ThemeIdx, Tie, TieKind,
};
pub use province::{PROVINCES, is_province};

#[cfg(feature = "full")]
use crate::text::Token;
#[cfg(feature = "full")]
use matcher::Matcher;
#[cfg(feature = "full")]
use scan::Scan;

/// The themes that come with Wenlan, in their order.
#[cfg(feature = "definitions")]
const BUILT_IN: &[&str] = &[
    include_str!("../../themes/green.toml"),
    include_str!("../../themes/industry.toml"),
    include_str!("../../themes/tourism.toml"),
    include_str!("../../themes/reform.toml"),
    include_str!("../../themes/specialty.toml"),
];

/// A compiled set of themes.
#[cfg(feature = "full")]
pub struct Themes {
    definitions: Vec<Definition>,
    matcher: Matcher,
}

#[cfg(feature = "full")]
impl std::fmt::Debug for Themes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.definitions.iter().map(|definition| &definition.id)).finish()
    }
}

#[cfg(feature = "full")]
impl Themes {
    /// The full name of a place read from a sentence: 辽源 in 吉林 is 辽源市.
    pub fn full_place(&self, canon: &str, within: &[String]) -> Option<&str> {
        self.matcher.gazetteer.full_name(canon, within)
    }

    /// Compiles definitions, in their order.
    ///
    /// # Errors
    /// When a definition is wrong, two share an id, or they hold too many terms.
    pub fn compile(definitions: Vec<Definition>) -> Result<Self, DefinitionError> {
        for (i, definition) in definitions.iter().enumerate() {
            definition.check()?;
            if definitions.iter().take(i).any(|other| other.id == definition.id) {
                return Err(DefinitionError::Twice { theme: definition.id.clone(), id: definition.id.clone() });
            }
        }
        let matcher = Matcher::build(&definitions)?;
        Ok(Self { definitions, matcher })
    }

    /// The themes that come with Wenlan.
    #[cfg(feature = "definitions")]
    ///
    /// # Errors
    /// Never, unless the files in `themes/` are wrong; the tests see to that.
    pub fn built_in() -> Result<Self, DefinitionError> {
        Self::compile(BUILT_IN.iter().map(|text| Definition::parse(text)).collect::<Result<_, _>>()?)
    }

    /// The definitions, in their order.
    pub fn definitions(&self) -> &[Definition] {
        &self.definitions
    }

    /// The definition at a position.
    pub fn definition(&self, theme: ThemeIdx) -> Option<&Definition> {
        self.definitions.get(theme.0 as usize)
    }

    /// The position of the theme with this id.
    pub fn index_of(&self, id: &str) -> Option<ThemeIdx> {
        self.definitions.iter().position(|definition| definition.id == id).map(|i| ThemeIdx(i as u16))
    }

    /// Reads a sentence. The tokens' spans are relative to it; without tokens, words are not
    /// guarded at their edges and fewer names are found.
    pub fn read(&self, sentence: &str, tokens: &[Token]) -> SentenceEvidence {
        let scan = Scan::new(sentence, tokens);
        let found = self.matcher.find(&scan);
        let mut evidence = SentenceEvidence::default();
        for (i, definition) in self.definitions.iter().enumerate() {
            let theme = ThemeIdx(i as u16);
            let Some(hit) = score::score(&scan, theme, &found) else { continue };
            let belongs = hit.score + 1e-4 >= definition.threshold;
            if belongs { evidence.themes.push(hit) } else { evidence.touched.push(hit) }
        }
        evidence.figures = figure::read(&scan);
        evidence.eras = era::read(&scan);
        evidence.names = name::read(&scan, &self.matcher, &found);
        evidence.stages = stage::read(&scan, &self.definitions, &found, &evidence.names);
        evidence.ties = tie::read(&scan, &evidence.names, &found);
        evidence
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;
