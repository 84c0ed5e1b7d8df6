//! Reading a corpus: what concordancers and trend tools count, from the same places as the search.
//!
//! - `spot`: which articles, which places, which words around them
//! - `table`: the words of all articles as numbers
//! - `concordance`, `trend`, `frequency`, `collocate`, `keyness`, `compare`, `story`: one view each
//! - `align`: two versions of a text
//! - `stats`: the formulas, with their sources
//! - `say`: how a view was reckoned, in words; `sheet`: a view as a table; `json`: for scripts
//!
//! Places of a text are those that the search counts and marks, so that the same query has the same number
//! of places in concordance, trend and search.

mod align;
mod collocate;
mod compare;
mod concordance;
mod frequency;
mod json;
mod keyness;
mod say;
mod sheet;
mod spot;
mod stats;
mod stop;
mod story;
mod table;
#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;
mod time;
mod trend;

pub use json::json;
pub use sheet::{file, sheet};

pub(super) use stop::list as stop_words;

use super::Engine;
use crate::protocol::{Analysis, AnalysisAsk, AnalysisView, Note, Said};
use table::Table;
#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
pub(super) use tests::one_of_each;

/// Says the part of speech of a word, where that is known.
pub type Tagger<'a> = &'a dyn Fn(&str) -> &'static str;

/// The words of a corpus as numbers, once they are needed.
#[derive(Debug, Default)]
pub(super) struct Reading(std::sync::OnceLock<Table>);

/// Numbers and how they came about.
struct Reckoned {
    view: AnalysisView,
    method: Said,
    notes: Vec<Note>,
    remarks: Vec<Said>,
}

impl Engine {
    /// Answers a question about the corpus. Parts of speech are said by `tags`, where there is a lexicon.
    pub fn analyse(&self, ask: &AnalysisAsk, tags: Option<Tagger<'_>>) -> Analysis {
        let Reckoned { view, method, mut notes, remarks } = match ask {
            AnalysisAsk::Concordance(ask) => concordance::make(self, ask),
            AnalysisAsk::Dispersion(ask) => concordance::spread(self, ask),
            AnalysisAsk::Trend(ask) => trend::make(self, ask),
            AnalysisAsk::Words(ask) => frequency::make(self, ask, tags),
            AnalysisAsk::Collocates(ask) => collocate::make(self, ask),
            AnalysisAsk::Keyness(ask) => keyness::make(self, ask),
            AnalysisAsk::Compare(ask) => compare::make(self, ask),
            AnalysisAsk::Story(ask) => story::make(self, ask),
        };
        let mut seen: Vec<Note> = Vec::new();
        notes.retain(|note| {
            !seen.contains(note) && {
                seen.push(note.clone());
                true
            }
        });
        Analysis { view, method, notes, remarks }
    }

    /// Makes ready what most questions need: numbers the words of the corpus, unless that is done.
    pub fn prepare(&self) {
        self.table();
    }

    fn table(&self) -> &Table {
        self.reading.0.get_or_init(|| Table::of(&self.corpus))
    }
}
