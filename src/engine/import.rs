//! Taking articles in while the page is open, and cutting them into words for the reader.

use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashMap, FxHasher};

use super::{Engine, Service};
use crate::corpus::{Article, BuildOptions, InWords, NoteTaker, ReadNote, build, read_file};
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
    files: &[FileIn],
    fresh: bool,
    name: Option<String>,
    progress: &mut dyn FnMut(Progress),
) -> Result<(ImportReport, CorpusInfo), Failure> {
    let lexicon = service.lexicon()?;
    let of = files.len() as u32;
    let bytes_of = files.iter().map(|file| file.bytes.len() as u64).sum();
    let mut report = ImportReport::default();
    let mut articles: Vec<Article> = match &service.engine {
        Some(engine) if !fresh => engine.corpus.articles(),
        _ => Vec::new(),
    };
    let n_before = articles.len();
    let mut known = Known::default();
    for (at, article) in articles.iter().enumerate() {
        known.entry(text_hash(&article.meta.title, &article.body)).or_default().push(at);
    }
    let mut bytes_done = 0;
    for (done, file) in (0..).zip(files) {
        progress(Progress { stage: "read".into(), done, of, bytes_done, bytes_of });
        bytes_done += file.bytes.len() as u64;
        report.files.extend(take(file, lexicon, &mut articles, &mut known));
    }
    let themes = themes(service.engine.as_ref())?;
    let mut options = service.engine.as_ref().map(options).unwrap_or_default();
    if let Some(name) = name {
        options.name = name;
    }
    let n_articles = articles.len() as u32;
    // Ids may be settled anew while building: what was taken in is found again by its text.
    let taken: Vec<(String, String)> = articles
        .get(n_before..)
        .unwrap_or_default()
        .iter()
        .map(|article| (article.meta.title.clone(), article.body.clone()))
        .collect();
    let mut tell = |n: u32| progress(Progress { stage: "index".into(), done: n, of: n_articles, bytes_done, bytes_of });
    let pack = build(articles, lexicon, &options, &mut NoteTaker::new(&themes), &mut tell);
    let engine = Engine::open(pack).map_err(|error| Failure::Pack(error.said()))?;
    report.ids = engine.find_texts(&taken);
    let info = engine.info();
    service.engine = Some(engine);
    Ok((report, info))
}

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

/// Takes the articles of one file that are not there yet. Members of an archive that failed have entries of their own
/// behind the archive's.
fn take(file: &FileIn, lexicon: &Lexicon, articles: &mut Vec<Article>, known: &mut Known) -> Vec<FileOutcome> {
    let mut failed = Vec::new();
    let mut outcome = FileOutcome { name: file.name.clone(), ..FileOutcome::default() };
    match read_file(&file.name, &file.bytes, lexicon) {
        Ok(read) => {
            failed.extend(read.failed.iter().map(|(member, error)| FileOutcome {
                name: format!("{}: {member}", file.name),
                error: Some(error.said()),
                ..FileOutcome::default()
            }));
            read.encoding.clone_into(&mut outcome.encoding);
            for article in &read.articles {
                outcome.n_repairs += article.repairs.len() as u32;
                outcome.n_doubtful += article.repairs.iter().filter(|repair| !repair.certain).count() as u32;
            }
            let remarks = read.notes.iter().filter(|(_, note)| !matches!(note, ReadNote::TitleMade(_)));
            outcome.notes = remarks.map(|(_, note)| note.said()).collect();
            for mut article in read.articles {
                let same = known.entry(text_hash(&article.meta.title, &article.body)).or_default();
                let is_same = |other: &Article| other.body == article.body && other.meta.title == article.meta.title;
                if same.iter().any(|&at| articles.get(at).is_some_and(is_same)) {
                    outcome.n_repeated += 1;
                    continue;
                }
                article.meta.imported = true;
                outcome.n_articles += 1;
                same.push(articles.len());
                articles.push(article);
            }
        }
        Err(error) => outcome.error = Some(error.said()),
    }
    failed.insert(0, outcome);
    failed
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
