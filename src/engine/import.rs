//! Taking articles in while the page is open.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet, FxHasher};

use super::json::Json;
use super::{Engine, Service};
use crate::corpus::read::LARGEST_FILE;
use crate::corpus::{
    Article, BuildOptions, Builder, Field, FieldMap, InWords, NoteTaker, Opened, ReadError, ReadNote, build, look,
    open_file,
};
use crate::protocol::{CorpusInfo, Failure, FileIn, FileOutcome, ImportReport, Lang, Progress, Said};
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
    let all = Expected { n_files: files.len() as u32, n_bytes: files.iter().map(|file| file.bytes.len() as u64).sum() };
    let mut intake = Intake::start(service, all, fresh, false, name)?;
    let mut files = files.into_iter();
    loop {
        progress(intake.progress());
        match intake.step(service.lexicon()?, STEP) {
            Step::Hungry => match files.next() {
                Some(file) => intake.give(file.name, file.bytes, FieldMap::default(), service.lexicon()?),
                None => intake.stop(),
            },
            Step::More => {}
            Step::Done => return intake.finish(service),
        }
    }
}

/// Characters between two reports of an import that is done at once.
const STEP: u32 = 100_000;

/// How much an import is to take.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Expected {
    pub(super) n_files: u32,
    pub(super) n_bytes: u64,
}

/// What an import needs next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// To be asked again.
    More,
    /// The next file, or to be told that there is none.
    Hungry,
    /// Nothing: only [`Intake::finish`] is left.
    Done,
}

/// An import under way: files are given one by one, their articles repaired one by one, then all are packed one by one.
/// No file lies here longer than it is read.
pub(super) struct Intake {
    all: Expected,
    n_given: u32,
    /// The language in which it is reported, where scripts ask.
    lang: Lang,
    /// Whether no further file comes.
    is_full: bool,
    /// The file being read: its place in the report, and its articles still to come.
    reading: Option<Reading>,
    articles: Vec<Article>,
    n_before: usize,
    known: Known,
    /// Hashes of what was taken in: ids may be settled anew while packing.
    taken: Vec<u64>,
    /// For each of these the place of its file in the report.
    taken_from: Vec<usize>,
    /// What readers kept in packs that were taken in.
    kept: Vec<String>,
    report: ImportReport,
    bytes_done: u64,
    options: BuildOptions,
    themes: Rc<Themes>,
    builder: Option<Builder<NoteTaker<Rc<Themes>>>>,
}

/// A file being read.
struct Reading {
    outcome: FileOutcome,
    opened: Opened,
    n_bytes: u64,
    /// Titles of articles that were there already, the first few.
    repeated: Vec<String>,
}

impl fmt::Debug for Intake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Intake").field("progress", &self.progress()).finish_non_exhaustive()
    }
}

impl Intake {
    /// Begins an import; `again` leaves out what the last import took in.
    ///
    /// # Errors
    /// When the lexicon is not there yet.
    pub(super) fn start(
        service: &Service,
        all: Expected,
        fresh: bool,
        again: bool,
        name: Option<String>,
    ) -> Result<Self, Failure> {
        service.lexicon()?;
        let mut articles: Vec<Article> = match &service.engine {
            Some(engine) if !fresh => engine.corpus.articles(),
            _ => Vec::new(),
        };
        if again {
            let last: FxHashSet<u64> = service.taken.iter().copied().collect();
            articles.retain(|article| !last.contains(&text_hash(&article.meta.title, &article.body)));
        }
        let mut known = Known::default();
        for (at, article) in articles.iter().enumerate() {
            known.entry(text_hash(&article.meta.title, &article.body)).or_default().push(at);
        }
        let mut options = service.engine.as_ref().map(options).unwrap_or_default();
        if let Some(name) = name {
            options.name = name;
        }
        Ok(Self {
            all,
            lang: Lang::default(),
            n_given: 0,
            is_full: false,
            bytes_done: 0,
            reading: None,
            n_before: articles.len(),
            articles,
            known,
            taken: Vec::new(),
            taken_from: Vec::new(),
            kept: Vec::new(),
            report: ImportReport::default(),
            options,
            themes: Rc::new(themes(service.engine.as_ref())?),
            builder: None,
        })
    }

    /// How far it is.
    pub(super) fn progress(&self) -> Progress {
        let (bytes_done, bytes_of) = (self.bytes_done, self.all.n_bytes);
        if let Some(builder) = &self.builder {
            let (done, of) = (builder.n_done(), builder.n_articles());
            return Progress { stage: "index".into(), done, of, bytes_done, bytes_of };
        }
        // Of the file being read, the part of it that is done.
        let part = |reading: &Reading| (reading.n_bytes as f64 * reading.opened.part_done()) as u64;
        let part = self.reading.as_ref().map_or(0, part);
        let done = self.n_given.saturating_sub(u32::from(self.reading.is_some()));
        Progress { stage: "read".into(), done, of: self.all.n_files, bytes_done: bytes_done + part, bytes_of }
    }

    /// Articles taken in so far.
    pub(super) fn n_taken(&self) -> u32 {
        self.taken.len() as u32
    }

    /// Does about `chars` characters.
    pub(super) fn step(&mut self, lexicon: &Lexicon, chars: u32) -> Step {
        let mut n = 0;
        while n < chars.max(1) {
            if let Some(builder) = &mut self.builder {
                match builder.step(lexicon) {
                    Some(done) => n += done.max(1),
                    None => return Step::Done,
                }
            } else if self.reading.is_some() {
                n += self.next_article(lexicon).max(1);
            } else if self.is_full || self.n_given >= self.all.n_files {
                let articles = std::mem::take(&mut self.articles);
                self.known = Known::default();
                self.builder = Some(Builder::new(articles, &self.options, NoteTaker::new(Rc::clone(&self.themes))));
            } else {
                return Step::Hungry;
            }
        }
        Step::More
    }

    /// Reads nothing more; what was read is still packed.
    pub(super) fn stop(&mut self) {
        self.is_full = true;
        if let Some(reading) = self.reading.take() {
            self.report.files.push(reading.outcome);
        }
    }

    /// Gives the file it is hungry for.
    pub(super) fn give(&mut self, name: String, bytes: Vec<u8>, map: FieldMap, lexicon: &Lexicon) {
        let mut outcome = FileOutcome { name, ..FileOutcome::default() };
        let n_bytes = bytes.len() as u64;
        self.n_given += 1;
        match open_file(&outcome.name, bytes, &map, lexicon) {
            Ok(mut opened) => {
                self.kept.extend(Some(std::mem::take(&mut opened.kept)).filter(|kept| !kept.is_empty()));
                opened.encoding.clone_into(&mut outcome.encoding);
                self.reading = Some(Reading { outcome, opened, n_bytes, repeated: Vec::new() });
            }
            Err(error) => {
                outcome.error = Some(error.said());
                self.report.files.push(outcome);
                self.bytes_done += n_bytes;
            }
        }
    }

    /// Says of a file why it was not given.
    fn refuse(&mut self, name: String, n_bytes: u64, error: &ReadError) {
        self.n_given += 1;
        self.bytes_done += n_bytes;
        let error = Some(error.said());
        self.report.files.push(FileOutcome { name, error, ..FileOutcome::default() });
    }

    /// Takes the next article of the file being read, when it is not there yet: the characters it has.
    fn next_article(&mut self, lexicon: &Lexicon) -> u32 {
        let Some(reading) = &mut self.reading else { return 0 };
        let outcome = &mut reading.outcome;
        let (mut article, notes) = match reading.opened.next(lexicon) {
            Ok(Some(next)) => next,
            at_end => {
                let (notes, failed) = reading.opened.end();
                outcome.error = at_end.err().map(|error| error.said());
                // What speaks of the file comes before what speaks of an article.
                outcome.notes.splice(0..0, notes.iter().map(InWords::said));
                // Of a file with one article its name says which.
                if outcome.n_articles + outcome.n_repeated > 1 && !reading.repeated.is_empty() {
                    outcome.notes.push(repeated(&reading.repeated, outcome.n_repeated));
                }
                if outcome.encoding.is_empty() {
                    reading.opened.encoding.clone_into(&mut outcome.encoding);
                }
                // Members of an archive that failed have entries of their own behind the archive's.
                let failed = failed.iter().map(|(member, error)| FileOutcome {
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
            }
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
            if reading.repeated.len() < NAMED {
                reading.repeated.push(article.meta.title);
            }
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
        let Self { mut report, taken, taken_from, builder, n_before, kept, .. } = self;
        // Nothing new: the corpus stays as it is.
        let is_same = |engine: &&Engine| taken.is_empty() && engine.corpus.n_articles() as usize == n_before;
        if let Some(engine) = service.engine.as_ref().filter(is_same).filter(|_| n_before > 0) {
            let info = engine.info();
            join_kept(&mut service.kept, &kept);
            return Ok((report, info));
        }
        let Some(builder) = builder else { return Err(Failure::Message("the import was not begun".into())) };
        let corpus = builder.finish_open(service.lexicon()?).map_err(|error| Failure::Pack(error.said()))?;
        let engine = Engine::of(corpus);
        let docs = engine.find_texts(&taken);
        service.taken = taken;
        report.ids = docs.iter().flatten().map(|&doc| engine.corpus.card(doc).id.to_owned()).collect();
        name_twins(&engine, &docs, &taken_from, &mut report);
        let info = engine.info();
        service.engine = Some(engine);
        // What was kept speaks of the articles that are gone.
        if n_before == 0 {
            service.kept.clear();
        }
        join_kept(&mut service.kept, &kept);
        Ok((report, info))
    }
}

/// Adds what came with packs to what is kept; what has the same id is the same note.
fn join_kept(kept: &mut String, others: &[String]) {
    if others.is_empty() {
        return;
    }
    let list = |text: &str| serde_json::from_str::<Vec<serde_json::Value>>(text).unwrap_or_default();
    let mut all = list(kept);
    for note in others.iter().flat_map(|text| list(text)) {
        if !all.iter().any(|other| other.get("id") == note.get("id")) {
            all.push(note);
        }
    }
    *kept = serde_json::Value::Array(all).to_string();
}

/// A part of a question, and what follows it: its length first.
fn part(body: &[u8]) -> Result<(&str, &[u8]), Failure> {
    let wrong = || Failure::Message("a part is cut off".into());
    let (length, rest) = body.split_first_chunk::<4>().ok_or_else(wrong)?;
    let (text, rest) = rest.split_at_checked(u32::from_le_bytes(*length) as usize).ok_or_else(wrong)?;
    Ok((std::str::from_utf8(text).map_err(|error| Failure::Message(error.to_string()))?, rest))
}

fn put_outcome(json: &mut Json, file: &FileOutcome, lang: Lang) {
    json.open('{').key("name").text(&file.name).key("n").count(file.n_articles.into());
    json.key("repeated").count(file.n_repeated.into()).key("encoding").text(&file.encoding);
    json.key("repairs").count(file.n_repairs.into()).key("doubtful").count(file.n_doubtful.into());
    if let Some(error) = &file.error {
        json.key("error").text(lang.pick(error));
    }
    let notes: Vec<&str> = file.notes.iter().map(|note| lang.pick(note)).collect();
    json.key("notes").texts(&notes).close('}');
}

/// Which articles were there already: the first few by name.
fn repeated(titles: &[String], n: u32) -> Said {
    let is_all = titles.len() as u32 >= n;
    let more = if is_all { "" } else { "等" };
    let named = format!("《{}》", titles.join("》《"));
    let quoted = titles.iter().map(|title| format!("“{title}”")).collect::<Vec<_>>().join(", ");
    [
        format!("已有的是{named}{more}。"),
        format!("已有的是{named}{more}。"),
        format!("There already: {quoted}{}.", if is_all { "" } else { " and others" }),
    ]
}

/// Articles that were there already and are named.
const NAMED: usize = 3;

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
    let mut said: FxHashSet<(u32, u32)> = FxHashSet::default();
    for (&doc, &file) in docs.iter().zip(from) {
        let Some(doc) = doc else { continue };
        let Some(group) = twins.group(doc).and_then(|group| members.get(&group)) else { continue };
        let Some(other) = group.iter().copied().find(|other| *other != doc) else { continue };
        // Of two that were taken in together it is said once.
        if !said.insert((doc.min(other), doc.max(other))) {
            continue;
        }
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
    /// What an import would make of a file's fields, see [`crate::protocol::Ask::Look`].
    pub(super) fn look(body: &[u8]) -> Result<String, Failure> {
        let (map, body) = part(body)?;
        let (name, bytes) = part(body)?;
        let map = FieldMap::parse(map.lines()).map_err(Failure::Message)?;
        let mut json = Json::default();
        let Some(found) = look(name, bytes, &map) else { return Ok(String::from("null")) };
        json.open('{').key("kind").text(found.kind).key("encoding").text(found.encoding);
        json.key("doubtful").truth(found.is_doubtful).key("columns").open('[');
        for column in &found.columns {
            json.open('{').key("name").text(&column.name).key("field").text(column.field.map_or("", Field::name));
            json.key("sample").text(&column.sample).key("used").truth(column.is_used).close('}');
        }
        json.close(']').close('}');
        Ok(json.into_text())
    }

    /// Begins an import in steps, see [`crate::protocol::Ask::Begin`].
    pub(super) fn begin_import(&mut self, said: &str) -> Result<String, Failure> {
        self.intake = None;
        let mut parts = said.split(' ');
        let mut number = || parts.next().and_then(|part| part.parse::<u64>().ok()).unwrap_or_default();
        let (n_files, n_bytes, again) = (number() as u32, number(), number() == 1);
        let lang = parts.next().and_then(Lang::parse).unwrap_or_default();
        let mut intake = Intake::start(self, Expected { n_files, n_bytes }, false, again, None)?;
        intake.lang = lang;
        self.intake = Some(intake);
        Ok(String::from("true"))
    }

    /// Gives the import under way a file, of which the reader says what some fields hold.
    pub fn give(&mut self, name: &str, fields: &str, bytes: Vec<u8>) {
        let Some(mut intake) = self.intake.take() else { return };
        // An import does not begin before the lexicon is there.
        if let Ok(lexicon) = self.lexicon() {
            let map = FieldMap::parse(fields.lines()).unwrap_or_default();
            intake.give(name.to_owned(), bytes, map, lexicon);
        }
        self.intake = Some(intake);
    }

    /// Says of a file of the import under way that it could not be read, or that there is no room for it.
    pub fn refuse(&mut self, name: &str, n_bytes: u64, is_unread: bool) {
        let Some(intake) = &mut self.intake else { return };
        let limit = (LARGEST_FILE >> 20) as u64;
        let error = match n_bytes >> 20 {
            _ if is_unread => ReadError::Unread,
            megabytes if megabytes > limit => ReadError::TooLarge { megabytes, limit },
            megabytes => ReadError::NoRoom { megabytes },
        };
        intake.refuse(name.to_owned(), n_bytes, &error);
    }

    /// Does a part of the import under way, see [`crate::protocol::Ask::Step`].
    pub(super) fn step_import(&mut self, chars: u32) -> Result<String, Failure> {
        let mut json = Json::default();
        let Some(mut intake) = self.intake.take() else {
            json.open('{').key("stage").text("stopped").close('}');
            return Ok(json.into_text());
        };
        let step = intake.step(self.lexicon()?, chars);
        if step == Step::Done {
            let lang = intake.lang;
            let (report, _) = intake.finish(self)?;
            self.panels = None;
            json.open('{').key("stage").text("done").key("articles").count(report.ids.len() as u64);
            json.key("first").text(report.ids.first().map_or("", String::as_str)).key("files").open('[');
            for file in &report.files {
                put_outcome(&mut json, file, lang);
            }
            json.close(']').close('}');
            return Ok(json.into_text());
        }
        let Progress { stage, done, of, bytes_done, bytes_of } = intake.progress();
        json.open('{').key("stage").text(if step == Step::Hungry { "hungry" } else { &stage });
        json.key("done").count(done.into()).key("of").count(of.into());
        json.key("bytes").count(bytes_done).key("bytes_of").count(bytes_of);
        json.key("articles").count(u64::from(intake.n_taken())).close('}');
        self.intake = Some(intake);
        Ok(json.into_text())
    }

    /// Stops the import under way, see [`crate::protocol::Ask::Stop`].
    pub(super) fn stop_import(&mut self, keep: bool) {
        match &mut self.intake {
            Some(intake) if keep => intake.stop(),
            intake => *intake = None,
        }
    }

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
