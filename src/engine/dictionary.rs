//! The reader's own dictionary: previews, new words, and the corpus cut anew.

use super::{Engine, Service, import};
use crate::corpus::InWords;
use crate::protocol::{CorpusInfo, Failure, NewWordNote, WordPreview};
use crate::text::{self, DiscoverOptions, UserDictionary, UserEntry, sentences};

impl Service {
    /// Cuts and reads the whole corpus anew with these words in place of those before.
    pub(super) fn set_dictionary(&mut self, lines: &[String]) -> Result<CorpusInfo, Failure> {
        let engine = self.engine.as_ref().ok_or(Failure::NoCorpus)?;
        let mut options = import::options(engine);
        options.user_words = UserDictionary::of_lines(lines.iter().map(String::as_str)).lines();
        let list = UserDictionary::of_lines(options.user_words.iter().map(String::as_str));
        let base = self.lexicon.as_ref().ok_or(Failure::NoLexicon)?;
        let own = (!list.is_empty()).then(|| base.with(&list));
        let pack = import::pack(engine.corpus.articles(), own.as_ref().unwrap_or(base), engine, &options)?;
        let engine = Engine::open(pack).map_err(|error| Failure::Pack(error.said()))?;
        let info = engine.info();
        // An import under way was begun with other words.
        self.intake = None;
        self.engine = Some(engine);
        self.own = own;
        Ok(info)
    }

    /// The words of the open corpus's own dictionary, for everything that is cut from now on.
    pub(super) fn settle_words(&mut self) {
        let lines = self.engine.as_ref().map(|engine| engine.corpus.user_words().to_vec()).unwrap_or_default();
        let list = UserDictionary::of_lines(lines.iter().map(String::as_str));
        self.own = self.lexicon.as_ref().filter(|_| !list.is_empty()).map(|base| base.with(&list));
    }

    /// What a line of a dictionary would change in the corpus.
    pub(super) fn preview_word(&self, line: &str) -> Result<Option<WordPreview>, Failure> {
        let lexicon = self.lexicon()?;
        let corpus = &self.engine.as_ref().ok_or(Failure::NoCorpus)?.corpus;
        let Some(entry) = UserEntry::parse(line) else { return Ok(None) };
        let seen = lexicon.preview(&entry, (0..corpus.n_articles()).map(|doc| corpus.body(doc)));
        Ok(Some(WordPreview {
            word: seen.word,
            now: seen.now,
            then: seen.then,
            freq: seen.freq as u32,
            n_places: seen.n_places as u32,
            n_articles: seen.n_texts as u32,
        }))
    }

    /// Words of the corpus that the dictionary lacks, most telling first.
    pub(super) fn new_words(&self) -> Result<Vec<NewWordNote>, Failure> {
        let lexicon = self.lexicon()?;
        let corpus = &self.engine.as_ref().ok_or(Failure::NoCorpus)?.corpus;
        let bodies: Vec<&str> = (0..corpus.n_articles()).map(|doc| corpus.body(doc)).collect();
        let found = text::discover(lexicon, &bodies, DiscoverOptions::default());
        let note = |new: text::NewWord| {
            let (doc, at) = new.first;
            let body = bodies.get(doc).copied().unwrap_or_default();
            let spans = sentences(body);
            let sentence =
                spans.get(spans.partition_point(|span| span.end <= at.start)).map_or("", |span| span.of(body));
            NewWordNote {
                word: new.word,
                count: new.count,
                now: new.now,
                article: corpus.meta(doc as u32).id,
                at: at.start,
                sentence: sentence.trim().to_owned(),
            }
        };
        Ok(found.into_iter().map(note).collect())
    }
}
