//! The facade: opens a pack and answers queries.
//!
//! Every query has an answer; the same pack and query give the same answer everywhere. No
//! files, no clock, no randomness.
//!
//! - [`language`]: text as typed -> what is asked
//! - `matching`: what is asked -> articles with tiers and scores
//! - `facet`: filters, facet counts, histogram
//! - `search`: all of it together, sorted, with hits and snippets
//! - `article`: one article laid out for reading
//! - `suggest`: completions and similar words
//! - `select`: a mark's key -> its sentences
//! - `name`: all about one name
//! - `export`: lists of the page as files
//! - `panel`, `evidence`: what the panels count, and the sentences behind it
//! - `method`: what was done to a corpus and how all is counted, as text
//! - [`analysis`]: concordance, words, collocates, keyness, trends, comparison
//! - [`reading`]: a view's address -> what is asked -> finished markup in the reader's language
//! - `quote`: a sentence with its reference
//! - `service`: all of it behind the messages of `protocol`
//! - [`json`], [`outer`]: the same as JSON, for scripts and the command line

#[cfg(feature = "analysis")]
pub mod analysis;
mod article;
mod cite;
#[cfg(all(feature = "full", feature = "definitions"))]
mod define;
#[cfg(feature = "full")]
mod dictionary;
mod evidence;
mod export;
mod facet;
#[cfg(feature = "full")]
mod import;
pub mod json;
pub mod language;
mod marks;
mod matching;
#[cfg(feature = "full")]
pub mod method;
mod name;
pub mod outer;
mod panel;
mod quote;
pub mod reading;
mod search;
mod select;
mod service;
mod snippet;
mod suggest;
#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;
#[cfg(feature = "full")]
mod words;

use crate::corpus::{Corpus, Notes, PackError};
use crate::protocol::{CorpusInfo, Field};

pub use service::Service;

/// An open corpus that answers queries.
#[derive(Debug)]
pub struct Engine {
    corpus: Corpus,
    notes: Notes,
    scale: matching::Scale,
    months: facet::Months,
    #[cfg(feature = "analysis")]
    reading: analysis::Reading,
}

impl Engine {
    /// Opens a pack.
    ///
    /// # Errors
    /// When the pack cannot be used; the text says in which way and what to do.
    pub fn open(pack: Vec<u8>) -> Result<Self, PackError> {
        Ok(Self::of(Corpus::open(pack)?))
    }

    /// The engine of an open corpus.
    pub fn of(corpus: Corpus) -> Self {
        let notes = Notes::open(corpus.pack());
        Self {
            scale: matching::Scale::of(&corpus),
            months: facet::Months::of(&corpus),
            notes,
            corpus,
            #[cfg(feature = "analysis")]
            reading: analysis::Reading::default(),
        }
    }

    /// The corpus.
    pub fn corpus(&self) -> &Corpus {
        &self.corpus
    }

    /// The articles with these hashes of title and body, in their order.
    #[cfg(feature = "full")]
    fn find_texts(&self, hashes: &[u64]) -> Vec<Option<u32>> {
        let corpus = &self.corpus;
        let by_hash: rustc_hash::FxHashMap<u64, u32> =
            (0..corpus.n_articles()).map(|doc| (import::text_hash(corpus.title(doc), corpus.body(doc)), doc)).collect();
        hashes.iter().map(|hash| by_hash.get(hash).copied()).collect()
    }

    /// What is open.
    pub fn info(&self) -> CorpusInfo {
        let corpus = &self.corpus;
        let days = || (0..corpus.n_articles()).zip(&corpus.facets().days).filter(|(_, (low, _))| *low > 0);
        let first = days().min_by_key(|(_, (low, _))| *low);
        let last = days().max_by_key(|(_, (_, high))| *high);
        let origin = corpus.facets().field(Field::Origin);
        let imported = origin.list.iter().position(|value| value == "imported").map(|id| id as u32);
        let is_imported = |doc: &u32| imported.is_some_and(|id| origin.of(*doc).contains(&id));
        CorpusInfo {
            name: corpus.name().to_owned(),
            n_articles: corpus.n_articles(),
            n_sentences: corpus.n_sentences(),
            n_chars: corpus.n_chars(),
            n_sources: corpus.facets().field(Field::Source).list.len() as u32,
            dates: first.zip(last).map(|((a, _), (b, _))| (corpus.meta(a).date, corpus.meta(b).date)),
            themes: corpus.themes().to_vec(),
            n_imported: (0..corpus.n_articles()).filter(is_imported).count() as u32,
        }
    }
}
