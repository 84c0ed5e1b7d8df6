//! The engine behind messages: what the worker does, without a worker.

use super::{Engine, evidence, panel, select::Picker};
use crate::corpus::{Article, BuildOptions, NoteTaker, ReadNote, build, read_file};
use crate::protocol::{
    self, Answer, ArticleView, CorpusInfo, Failure, FileIn, FileOutcome, ImportReport, Progress, Query, Request,
};
use crate::text::Lexicon;
use crate::theme::Themes;

/// An engine and a lexicon, each once it has been handed over.
#[derive(Debug, Default)]
pub struct Service {
    engine: Option<Engine>,
    lexicon: Option<Lexicon>,
}

impl Service {
    /// Answers a request in its wire form.
    pub fn answer_bytes(&mut self, request: &[u8], progress: &mut dyn FnMut(Progress)) -> Answer {
        match protocol::decode(request) {
            Ok(request) => self.answer(request, progress),
            Err(why) => Answer::Failed(Failure::Message(why)),
        }
    }

    /// Answers a request. `progress` hears how far a long one has come.
    pub fn answer(&mut self, request: Request, progress: &mut dyn FnMut(Progress)) -> Answer {
        match self.try_answer(request, progress) {
            Ok(answer) => answer,
            Err(failure) => Answer::Failed(failure),
        }
    }

    fn try_answer(&mut self, request: Request, progress: &mut dyn FnMut(Progress)) -> Result<Answer, Failure> {
        Ok(match request {
            Request::Hello { .. } => Answer::Welcome { build: protocol::BUILD_ID.to_owned() },
            Request::Open { pack } => {
                let engine = Engine::open(pack).map_err(|error| Failure::Pack(error.to_string()))?;
                Answer::Opened(self.engine.insert(engine).info())
            }
            Request::Lexicon { bytes } => {
                self.lexicon = Some(Lexicon::open(&bytes).map_err(|error| Failure::Lexicon(error.to_string()))?);
                Answer::LexiconReady
            }
            Request::Explore(query) => Answer::Found(self.engine()?.explore(&query)),
            Request::Panels { query, lang } => {
                let engine = self.engine()?;
                let mask = mask(engine, &query);
                Answer::Panels(panel::panels(&Picker::new(&engine.corpus, &engine.notes, &mask, lang as usize)))
            }
            Request::Evidence { query, key, lang } => {
                let engine = self.engine()?;
                let mask = mask(engine, &query);
                Answer::Evidence(evidence::list(&Picker::new(&engine.corpus, &engine.notes, &mask, lang as usize), &key))
            }
            Request::Article { id, query, words } => Answer::Article(self.article(&id, &query, words)?.map(Box::new)),
            Request::Suggest { text } => Answer::Suggestions(self.engine()?.suggest(&text)),
            Request::Import { files, fresh } => {
                let (report, info) = self.import(&files, fresh, progress)?;
                Answer::Imported(report, info)
            }
            Request::Export => Answer::Pack(self.engine()?.corpus.to_bytes()),
        })
    }

    /// The open engine.
    fn engine(&self) -> Result<&Engine, Failure> {
        self.engine.as_ref().ok_or(Failure::NoCorpus)
    }

    fn lexicon(&self) -> Result<&Lexicon, Failure> {
        self.lexicon.as_ref().ok_or(Failure::NoLexicon)
    }

    fn article(&self, id: &str, query: &Query, words: bool) -> Result<Option<ArticleView>, Failure> {
        let engine = self.engine()?;
        let lexicon = if words { Some(self.lexicon()?) } else { None };
        let Some(mut article) = engine.article(id, query, lexicon) else { return Ok(None) };
        if let Some(doc) = engine.corpus.find(id) {
            evidence::annotate(&Picker::new(&engine.corpus, &engine.notes, &[], 0), doc, &mut article);
        }
        Ok(Some(article))
    }

    fn import(
        &mut self,
        files: &[FileIn],
        fresh: bool,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<(ImportReport, CorpusInfo), Failure> {
        let lexicon = self.lexicon()?;
        let of = files.len() as u32;
        let bytes_of = files.iter().map(|file| file.bytes.len() as u64).sum();
        let mut report = ImportReport::default();
        let mut articles: Vec<Article> = match &self.engine {
            Some(engine) if !fresh => engine.corpus.articles(),
            _ => Vec::new(),
        };
        let n_before = articles.len();
        let mut bytes_done = 0;
        for (done, file) in (0..).zip(files) {
            progress(Progress { stage: "read".into(), done, of, bytes_done, bytes_of });
            bytes_done += file.bytes.len() as u64;
            report.files.push(take(file, lexicon, &mut articles));
        }
        progress(Progress { stage: "index".into(), done: of, of, bytes_done, bytes_of });
        report.ids = articles.get(n_before..).unwrap_or_default().iter().map(|article| article.meta.id.clone()).collect();
        let definitions = self.engine.as_ref().map(|engine| engine.notes.definitions().to_vec()).unwrap_or_default();
        let themes = if definitions.is_empty() { Themes::built_in() } else { Themes::compile(definitions) };
        let themes = themes.map_err(|error| Failure::Pack(error.to_string()))?;
        let options = match &self.engine {
            Some(engine) => BuildOptions { name: engine.corpus.name().to_owned(), user_words: engine.corpus.user_words().to_vec() },
            None => BuildOptions::default(),
        };
        // Ids may be settled anew while building: what was taken in is found again by its text.
        let taken: Vec<(String, String)> =
            articles.get(n_before..).unwrap_or_default().iter().map(|article| (article.meta.title.clone(), article.body.clone())).collect();
        let pack = build(articles, lexicon, &options, &mut NoteTaker::new(&themes), &mut |_| {});
        let engine = Engine::open(pack).map_err(|error| Failure::Pack(error.to_string()))?;
        report.ids = taken.iter().filter_map(|(title, body)| engine.find_text(title, body)).collect();
        let info = engine.info();
        self.engine = Some(engine);
        Ok((report, info))
    }
}

/// Takes the articles of one file.
fn take(file: &FileIn, lexicon: &Lexicon, articles: &mut Vec<Article>) -> FileOutcome {
    let mut outcome = FileOutcome { name: file.name.clone(), ..FileOutcome::default() };
    match read_file(&file.name, &file.bytes, lexicon) {
        Ok(read) => {
            outcome.n_articles = read.articles.len() as u32;
            read.encoding.clone_into(&mut outcome.encoding);
            for article in &read.articles {
                outcome.n_repairs += article.repairs.len() as u32;
                outcome.n_doubtful += article.repairs.iter().filter(|repair| !repair.certain).count() as u32;
            }
            let remarks = read.notes.iter().filter(|(_, note)| !matches!(note, ReadNote::TitleMade(_)));
            outcome.notes = remarks.map(|(_, note)| note.to_string()).collect();
            articles.extend(read.articles.into_iter().map(|mut article| {
                article.meta.imported = true;
                article
            }));
        }
        Err(error) => outcome.error = Some(error.to_string()),
    }
    outcome
}

/// Which articles a query leaves.
fn mask(engine: &Engine, query: &Query) -> Vec<bool> {
    let mut mask = vec![false; engine.corpus.n_articles() as usize];
    for doc in engine.select(query) {
        if let Some(is_in) = mask.get_mut(doc as usize) {
            *is_in = true;
        }
    }
    mask
}
