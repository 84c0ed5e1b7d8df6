//! Taking articles in while the page is open, and cutting them into words for the reader.

use super::{Engine, Service};
use crate::corpus::{Article, BuildOptions, NoteTaker, ReadNote, build, read_file};
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
    let mut bytes_done = 0;
    for (done, file) in (0..).zip(files) {
        progress(Progress { stage: "read".into(), done, of, bytes_done, bytes_of });
        bytes_done += file.bytes.len() as u64;
        report.files.push(take(file, lexicon, &mut articles));
    }
    progress(Progress { stage: "index".into(), done: of, of, bytes_done, bytes_of });
    let definitions = service.engine.as_ref().map(|engine| engine.notes.definitions().to_vec()).unwrap_or_default();
    #[cfg(feature = "definitions")]
    let themes = if definitions.is_empty() { Themes::built_in() } else { Themes::compile(definitions) };
    // Without the reader of definitions a corpus has the themes of the pack that was open.
    #[cfg(not(feature = "definitions"))]
    let themes = Themes::compile(definitions);
    let themes = themes.map_err(|error| Failure::Pack(error.to_string()))?;
    let mut options = match &service.engine {
        Some(engine) => {
            BuildOptions { name: engine.corpus.name().to_owned(), user_words: engine.corpus.user_words().to_vec() }
        }
        None => BuildOptions::default(),
    };
    if let Some(name) = name {
        options.name = name;
    }
    // Ids may be settled anew while building: what was taken in is found again by its text.
    let taken: Vec<(String, String)> = articles
        .get(n_before..)
        .unwrap_or_default()
        .iter()
        .map(|article| (article.meta.title.clone(), article.body.clone()))
        .collect();
    let pack = build(articles, lexicon, &options, &mut NoteTaker::new(&themes), &mut |_| {});
    let engine = Engine::open(pack).map_err(|error| Failure::Pack(error.to_string()))?;
    report.ids = taken.iter().filter_map(|(title, body)| engine.find_text(title, body)).collect();
    let info = engine.info();
    service.engine = Some(engine);
    Ok((report, info))
}

/// Takes the articles of one file.
fn take(file: &FileIn, lexicon: &Lexicon, articles: &mut Vec<Article>) -> FileOutcome {
    let mut outcome = FileOutcome { name: file.name.clone(), ..FileOutcome::default() };
    match read_file(&file.name, &file.bytes, lexicon) {
        Ok(read) => {
            read.encoding.clone_into(&mut outcome.encoding);
            for article in &read.articles {
                outcome.n_repairs += article.repairs.len() as u32;
                outcome.n_doubtful += article.repairs.iter().filter(|repair| !repair.certain).count() as u32;
            }
            let remarks = read.notes.iter().filter(|(_, note)| !matches!(note, ReadNote::TitleMade(_)));
            outcome.notes = remarks.map(|(_, note)| note.to_string()).collect();
            for mut article in read.articles {
                if articles.iter().any(|other| other.body == article.body && other.meta.title == article.meta.title) {
                    outcome.n_repeated += 1;
                    continue;
                }
                article.meta.imported = true;
                outcome.n_articles += 1;
                articles.push(article);
            }
        }
        Err(error) => outcome.error = Some(error.to_string()),
    }
    outcome
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
