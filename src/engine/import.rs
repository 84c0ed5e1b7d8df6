//! Taking articles in while the page is open, and cutting them into words for the reader.

use std::collections::VecDeque;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHasher};

use super::{Engine, Service};
use crate::corpus::{Article, BuildOptions, Builder, InWords, NoteTaker, Opened, ReadNote, build, open_file};
use crate::protocol::{CorpusInfo, Failure, FileIn, FileOutcome, ImportReport, Progress, WordView};
use crate::text::Lexicon;
use crate::theme::Themes;

/// Takes files into the corpus of a service: decoded, repaired, cut, indexed, read for evidence.
/// With a `name` the corpus gets it.
///
/// # Errors
/// When the lexicon is not there yet, or the new pack cannot be opened.
pub(super) fn take_in(
    service: &mut Service,
    files: Vec<FileIn>,
    fresh: bool,
    name: Option<String>,
    progress: &mut dyn FnMut(Progress),
) -> Result<(ImportReport, CorpusInfo), Failure> {
    service.intake = None;
    let mut intake = Intake::start(service, files, fresh, name)?;
    loop {
        progress(intake.progress());
        if intake.step(service.lexicon()?, STEP) {
            return intake.finish(service);
        }
    }
}

/// Characters between two reports of an import that is done at once.
const STEP: u32 = 100_000;

/// An import under way: files are opened and their articles repaired one by one, then all are packed one by one.
pub(super) struct Intake {
    files: VecDeque<FileIn>,
    n_files: u32,
    /// The file being read: its place in the report, and its articles still to come.
    reading: Option<Reading>,
    articles: Vec<Article>,
    n_before: usize,
    known: Known,
    /// Hashes of what was taken in: ids may be settled anew while packing.
    taken: Vec<u64>,
    /// For each of these the place of its file in the report.
    taken_from: Vec<usize>,
    report: ImportReport,
    bytes_done: u64,
    bytes_of: u64,
    options: BuildOptions,
    themes: Rc<Themes>,
    builder: Option<Builder<NoteTaker<Rc<Themes>>>>,
}

/// A file being read.
struct Reading {
    outcome: FileOutcome,
    opened: Opened,
    n_articles: usize,
    n_bytes: u64,
}

impl fmt::Debug for Intake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Intake").field("progress", &self.progress()).finish_non_exhaustive()
    }
}

impl Intake {
    /// Begins an import.
    ///
    /// # Errors
    /// When the lexicon is not there yet.
    pub(super) fn start(
        service: &Service,
        files: Vec<FileIn>,
        fresh: bool,
        name: Option<String>,
    ) -> Result<Self, Failure> {
        service.lexicon()?;
        let articles: Vec<Article> = match &service.engine {
            Some(engine) if !fresh => engine.corpus.articles(),
            _ => Vec::new(),
        };
        let mut known = Known::default();
        for (at, article) in articles.iter().enumerate() {
            known.entry(text_hash(&article.meta.title, &article.body)).or_default().push(at);
        }
        let mut options = service.engine.as_ref().map(options).unwrap_or_default();
        if let Some(name) = name {
            options.name = name;
        }
        Ok(Self {
            n_files: files.len() as u32,
            bytes_of: files.iter().map(|file| file.bytes.len() as u64).sum(),
            bytes_done: 0,
            files: files.into(),
            reading: None,
            n_before: articles.len(),
            articles,
            known,
            taken: Vec::new(),
            taken_from: Vec::new(),
            report: ImportReport::default(),
            options,
            themes: Rc::new(themes(service.engine.as_ref())?),
            builder: None,
        })
    }

    /// How far it is.
    pub(super) fn progress(&self) -> Progress {
        let (bytes_done, bytes_of) = (self.bytes_done, self.bytes_of);
        if let Some(builder) = &self.builder {
            let (done, of) = (builder.n_done(), builder.n_articles());
            return Progress { stage: "index".into(), done, of, bytes_done, bytes_of };
        }
        // Of the file being read, the part of its articles that is done.
        let part = self.reading.as_ref().map_or(0, |reading| {
            let done = reading.n_articles.saturating_sub(reading.opened.n_left()) as u64;
            reading.n_bytes * done / (reading.n_articles as u64).max(1)
        });
        let done = self.n_files.saturating_sub(self.files.len() as u32 + u32::from(self.reading.is_some()));
        Progress { stage: "read".into(), done, of: self.n_files, bytes_done: bytes_done + part, bytes_of }
    }

    /// Does about `chars` characters; `true` when only [`Intake::finish`] is left.
    pub(super) fn step(&mut self, lexicon: &Lexicon, chars: u32) -> bool {
        let mut n = 0;
        while n < chars.max(1) {
            if let Some(builder) = &mut self.builder {
                match builder.step(lexicon) {
                    Some(done) => n += done.max(1),
                    None => return true,
                }
            } else if self.reading.is_some() {
                n += self.next_article(lexicon).max(1);
            } else if let Some(file) = self.files.pop_front() {
                n += (file.bytes.len() as u32 / 16).max(1);
                self.open(&file, lexicon);
            } else {
                let articles = std::mem::take(&mut self.articles);
                self.known = Known::default();
                self.builder = Some(Builder::new(articles, &self.options, NoteTaker::new(Rc::clone(&self.themes))));
            }
        }
        false
    }

    /// Reads nothing more; what was read is still packed.
    pub(super) fn stop(&mut self) {
        self.files.clear();
        if let Some(reading) = self.reading.take() {
            self.report.files.push(reading.outcome);
        }
    }

    fn open(&mut self, file: &FileIn, lexicon: &Lexicon) {
        let mut outcome = FileOutcome { name: file.name.clone(), ..FileOutcome::default() };
        let n_bytes = file.bytes.len() as u64;
        match open_file(&file.name, &file.bytes, lexicon) {
            Ok(opened) => {
                opened.encoding.clone_into(&mut outcome.encoding);
                outcome.notes = opened.notes.iter().map(InWords::said).collect();
                let n_articles = opened.n_left();
                self.reading = Some(Reading { outcome, opened, n_articles, n_bytes });
            }
            Err(error) => {
                outcome.error = Some(error.said());
                self.report.files.push(outcome);
                self.bytes_done += n_bytes;
            }
        }
    }

    /// Takes the next article of the file being read, when it is not there yet: the characters it has.
    fn next_article(&mut self, lexicon: &Lexicon) -> u32 {
        let Some(reading) = &mut self.reading else { return 0 };
        let outcome = &mut reading.outcome;
        let Some((mut article, notes)) = reading.opened.next(lexicon) else {
            // Members of an archive that failed have entries of their own behind the archive's.
            let failed = reading.opened.failed.iter().map(|(member, error)| FileOutcome {
                name: format!("{}: {member}", outcome.name),
                error: Some(error.said()),
                ..FileOutcome::default()
            });
            let failed: Vec<FileOutcome> = failed.collect();
            self.report.files.push(std::mem::take(outcome));
            self.report.files.extend(failed);
            self.bytes_done += reading.n_bytes;
            self.reading = None;
            return 0;
        };
        outcome.n_repairs += article.repairs.len() as u32;
        outcome.n_doubtful += article.repairs.iter().filter(|repair| !repair.certain).count() as u32;
        let remarks = notes.iter().filter(|note| !matches!(note, ReadNote::TitleMade(_)));
        let room = REMARKS.saturating_sub(outcome.notes.len());
        outcome.notes.extend(remarks.take(room).map(InWords::said));
        let n_chars = article.body.len() as u32 / 3;
        let hash = text_hash(&article.meta.title, &article.body);
        let same = self.known.entry(hash).or_default();
        let is_same = |other: &Article| other.body == article.body && other.meta.title == article.meta.title;
        if same.iter().any(|&at| self.articles.get(at).is_some_and(is_same)) {
            outcome.n_repeated += 1;
            return n_chars;
        }
        article.meta.imported = true;
        outcome.n_articles += 1;
        same.push(self.articles.len());
        self.taken.push(hash);
        self.taken_from.push(self.report.files.len());
        self.articles.push(article);
        n_chars
    }

    /// Puts the new corpus in the place of the old.
    ///
    /// # Errors
    /// When the new pack cannot be opened.
    pub(super) fn finish(self, service: &mut Service) -> Result<(ImportReport, CorpusInfo), Failure> {
        let Self { mut report, taken, taken_from, builder, n_before, .. } = self;
        // Nothing new: the corpus stays as it is.
        if let Some(engine) = service.engine.as_ref().filter(|_| taken.is_empty() && n_before > 0) {
            return Ok((report, engine.info()));
        }
        let Some(builder) = builder else { return Err(Failure::Message("the import was not begun".into())) };
        let pack = builder.finish(service.lexicon()?);
        let engine = Engine::open(pack).map_err(|error| Failure::Pack(error.said()))?;
        let docs = engine.find_texts(&taken);
        report.ids = docs.iter().flatten().map(|&doc| engine.corpus.card(doc).id.to_owned()).collect();
        name_twins(&engine, &docs, &taken_from, &mut report);
        let info = engine.info();
        service.engine = Some(engine);
        // What was kept speaks of the articles that are gone.
        if n_before == 0 {
            service.kept.clear();
        }
        Ok((report, info))
    }
}

/// Names in the report the articles taken in that are nearly the same as others of the corpus.
fn name_twins(engine: &Engine, docs: &[Option<u32>], from: &[usize], report: &mut ImportReport) {
    let (corpus, twins) = (&engine.corpus, engine.corpus.twins());
    if twins.n_groups() == 0 {
        return;
    }
    let mut members: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    for doc in 0..corpus.n_articles() {
        if let Some(group) = twins.group(doc) {
            members.entry(group).or_default().push(doc);
        }
    }
    for (&doc, &file) in docs.iter().zip(from) {
        let Some(doc) = doc else { continue };
        let Some(group) = twins.group(doc).and_then(|group| members.get(&group)) else { continue };
        let Some(other) = group.iter().copied().find(|other| *other != doc) else { continue };
        let Some(outcome) = report.files.get_mut(file).filter(|outcome| outcome.notes.len() < REMARKS) else {
            continue;
        };
        let facts = [corpus.card(other).source, corpus.card(other).date];
        let facts = facts.into_iter().filter(|fact| !fact.is_empty()).collect::<Vec<_>>().join(" ");
        let around =
            |open: &str, close: &str| if facts.is_empty() { String::new() } else { format!("{open}{facts}{close}") };
        let (title, twin) = (corpus.title(doc), corpus.title(other));
        outcome.notes.push([
            format!("《{title}》与《{twin}》{}内容几乎相同，检索结果里合在一处。", around("（", "）")),
            format!("《{title}》與《{twin}》{}內容幾乎相同，檢索結果裏合在一處。", around("（", "）")),
            format!(
                "“{title}” is nearly the same as “{twin}”{}; they stand together among the hits.",
                around(" (", ")")
            ),
        ]);
    }
}

/// Remarks on one file that are kept.
const REMARKS: usize = 50;

/// Places of articles by the hash of title and body.
type Known = FxHashMap<u64, Vec<usize>>;

/// A number made from title and body: the same text always gives the same.
pub(super) fn text_hash(title: &str, body: &str) -> u64 {
    let mut hasher = FxHasher::default();
    (title, body).hash(&mut hasher);
    hasher.finish()
}

/// What a corpus built from the open one keeps.
pub(super) fn options(engine: &Engine) -> BuildOptions {
    BuildOptions { name: engine.corpus.name().to_owned(), user_words: engine.corpus.user_words().to_vec() }
}

/// The themes of the open corpus, or those that this program brings.
fn themes(engine: Option<&Engine>) -> Result<Themes, Failure> {
    let definitions = engine.map(|engine| engine.notes.definitions().to_vec()).unwrap_or_default();
    #[cfg(feature = "definitions")]
    let themes = if definitions.is_empty() { Themes::built_in() } else { Themes::compile(definitions) };
    // Without the reader of definitions a corpus has the themes of the pack that was open.
    #[cfg(not(feature = "definitions"))]
    let themes = Themes::compile(definitions);
    themes.map_err(|error| Failure::Pack([(); 3].map(|()| error.to_string())))
}

/// Packs articles with the themes of the open corpus.
pub(super) fn pack(
    articles: Vec<Article>,
    lexicon: &Lexicon,
    engine: &Engine,
    options: &BuildOptions,
) -> Result<Vec<u8>, Failure> {
    let themes = themes(Some(engine))?;
    Ok(build(articles, lexicon, options, &mut NoteTaker::new(&themes), &mut |_| {}))
}

impl Service {
    /// The pack of the open corpus under a name, with its articles changed; its own words and themes stay.
    ///
    /// # Errors
    /// When no corpus is open, or the lexicon is not there yet.
    pub fn repack(
        &self,
        name: Option<String>,
        change: impl FnOnce(&mut Vec<Article>),
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Vec<u8>, Failure> {
        let (engine, lexicon) = (self.engine()?, self.lexicon()?);
        let mut articles = engine.corpus.articles();
        change(&mut articles);
        let mut options = options(engine);
        options.name = name.unwrap_or(options.name);
        let (themes, of) = (themes(Some(engine))?, articles.len() as u32);
        Ok(build(articles, lexicon, &options, &mut NoteTaker::new(&themes), &mut |done| {
            if done % 64 == 0 || done == of {
                progress(Progress { stage: "index".into(), done, of, ..Progress::default() });
            }
        }))
    }
}

/// The words of a text: they cover it without gaps.
pub(super) fn cut(lexicon: &Lexicon, body: &str) -> Vec<WordView> {
    let words = lexicon.tokens(body).into_iter().map(|token| {
        let word = token.span.of(body);
        let is_read = word.chars().any(|c| c.is_alphabetic() && !c.is_ascii());
        WordView {
            span: token.span,
            tag: token.tag.name().to_owned(),
            pinyin: if is_read { lexicon.pinyin(word) } else { String::new() },
        }
    });
    words.collect()
}
