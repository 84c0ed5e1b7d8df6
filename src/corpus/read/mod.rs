//! Files -> articles, one module per format.
//!
//! A file is opened first: recognised by its content, where that is certain, else by its name's end; decoded, and
//! divided into drafts. Each draft is then made an article, which is where the time goes (repair). [`read_file`] does
//! both; an import that shows how far it has come takes the drafts of [`open_file`] one by one.

mod error;
mod feed;
mod field;
mod json;
mod kind;
mod markdown;
mod plain;
mod table;
mod zip;

use std::collections::VecDeque;

pub use error::{ReadError, ReadNote};

use super::decode::decode_declared;
use super::{Article, Corpus, Decoded, What, html};
use crate::protocol::{ArticleMeta, Rights};
use crate::text::{Lexicon, repair};
use kind::Kind;

/// Bytes of the largest file that is read at once.
pub const LARGEST_FILE: usize = 512 << 20;
/// Records left out that are listed one by one.
const LISTED: usize = 20;

/// What a file gives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileRead {
    /// The articles in order; ids may be empty or the same (see [`super::settle`]).
    pub articles: Vec<Article>,
    /// The encoding it was read in.
    pub encoding: &'static str,
    /// What deserves a look: the article's position, where it is one article's, and the remark.
    pub notes: Vec<(Option<usize>, ReadNote)>,
    /// Members of an archive from which nothing could be taken, and why.
    pub failed: Vec<(String, ReadError)>,
}

/// Ends of names that are read. A pack (`.wenlan`) is read too, but not looked for in folders: it is what was made
/// of them.
pub const EXTENSIONS: [&str; 19] = [
    "md", "markdown", "txt", "text", "json", "jsonl", "ndjson", "html", "htm", "xhtml", "shtml", "csv", "tsv", "xml",
    "rss", "atom", "rdf", "zip", "geojson",
];

/// An article as it stands in a file.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    meta: ArticleMeta,
    body: String,
    notes: Vec<ReadNote>,
    /// Of a pack: repaired when that was made.
    settled: Option<Article>,
}

impl Draft {
    fn new(meta: ArticleMeta, body: String) -> Self {
        Self { meta, body, ..Self::default() }
    }

    /// Repairs, and makes up what is missing.
    fn finish(self, lexicon: &Lexicon) -> (Article, Vec<ReadNote>) {
        let Self { mut meta, body, mut notes, settled } = self;
        if let Some(article) = settled {
            return (article, notes);
        }
        let repaired = repair(lexicon, body.trim());
        let fix = |text: &mut String| *text = repair(lexicon, text.trim()).text;
        fix(&mut meta.title);
        fix(&mut meta.source);
        [&mut meta.authors, &mut meta.reviewers, &mut meta.places].into_iter().flatten().for_each(fix);
        if !meta.date.is_empty() && super::days(&meta.date).is_none() {
            notes.push(ReadNote::Date(std::mem::take(&mut meta.date)));
        }
        if meta.title.is_empty() && meta.rights == Rights::Metadata {
            // A title made of the text would publish what is not to be.
            "无题".clone_into(&mut meta.title);
        } else if meta.title.is_empty() {
            meta.title = first_words(&repaired.text);
            notes.push(ReadNote::TitleMade(meta.title.clone()));
        }
        (Article { meta, body: repaired.text, repairs: repaired.repairs }, notes)
    }
}

/// A file that has been divided into drafts.
#[derive(Debug, Default)]
pub struct Opened {
    drafts: VecDeque<Draft>,
    /// The encoding it was read in.
    pub encoding: &'static str,
    /// What deserves a look in the file as a whole.
    pub notes: Vec<ReadNote>,
    /// Members of an archive from which nothing could be taken, and why.
    pub failed: Vec<(String, ReadError)>,
    n_left_out: usize,
}

impl Opened {
    fn push(&mut self, draft: Draft) {
        self.drafts.push_back(draft);
    }

    fn is_empty(&self) -> bool {
        self.drafts.is_empty()
    }

    fn left_out(&mut self, line: usize, message: &str) {
        self.n_left_out += 1;
        if self.n_left_out <= LISTED {
            self.notes.push(ReadNote::LeftOut { line, message: message.into() });
        }
    }

    /// Articles still to come.
    pub fn n_left(&self) -> usize {
        self.drafts.len()
    }

    /// The next article, repaired, and what deserves a look in it.
    pub fn next(&mut self, lexicon: &Lexicon) -> Option<(Article, Vec<ReadNote>)> {
        Some(self.drafts.pop_front()?.finish(lexicon))
    }
}

/// Reads a file whole, see [`open_file`].
///
/// # Errors
/// When nothing can be taken from it; the text says why and what to do.
pub fn read_file(name: &str, bytes: &[u8], lexicon: &Lexicon) -> Result<FileRead, ReadError> {
    let mut opened = open_file(name, bytes, lexicon)?;
    let mut read = FileRead { encoding: opened.encoding, ..FileRead::default() };
    read.notes.extend(opened.notes.drain(..).map(|note| (None, note)));
    read.failed = std::mem::take(&mut opened.failed);
    while let Some((article, notes)) = opened.next(lexicon) {
        let index = read.articles.len();
        read.notes.extend(notes.into_iter().map(|note| (Some(index), note)));
        read.articles.push(article);
    }
    Ok(read)
}

/// Opens a file: recognises, decodes and divides it.
///
/// # Errors
/// When nothing can be taken from it; the text says why and what to do.
pub fn open_file(name: &str, bytes: &[u8], lexicon: &Lexicon) -> Result<Opened, ReadError> {
    let mut opened = open(name, bytes, lexicon, true)?;
    if let Some(more) = opened.n_left_out.checked_sub(LISTED).filter(|more| *more > 0) {
        opened.notes.push(ReadNote::MoreLeftOut(more));
    }
    Ok(opened)
}

/// The same; archives are unpacked once only.
fn open(name: &str, bytes: &[u8], lexicon: &Lexicon, may_unpack: bool) -> Result<Opened, ReadError> {
    if bytes.is_empty() {
        return Err(ReadError::Empty);
    }
    if bytes.len() > LARGEST_FILE {
        return Err(ReadError::TooLarge { megabytes: (bytes.len() >> 20) as u64, limit: (LARGEST_FILE >> 20) as u64 });
    }
    match What::of(bytes) {
        Some(What::Zip) if may_unpack => return zip::unpack(bytes, lexicon),
        Some(What::Zip) => return Err(ReadError::ZipNested),
        Some(What::Pack) => return pack(bytes),
        Some(what) => return Err(ReadError::Binary(what)),
        None => {}
    }
    let Decoded { text, encoding, doubtful } =
        decode_declared(bytes, kind::declared(bytes)).map_err(ReadError::Binary)?;
    let text = line_ends(text);
    if text.trim().is_empty() {
        return Err(ReadError::Empty);
    }
    let mut read = Opened { encoding, ..Opened::default() };
    if doubtful {
        read.notes.push(ReadNote::Encoding(encoding));
    }
    let extension = kind::extension(name);
    let (kind, differs) = kind::of(&extension, &text)?;
    if differs {
        read.notes.push(ReadNote::Kind { extension, is: kind.name() });
    }
    match kind {
        Kind::Markdown => markdown::markdown(&text, &mut read),
        Kind::Plain => plain::plain(&text, lexicon, &mut read),
        Kind::Json => json::json(&text, &mut read)?,
        Kind::Lines => json::lines(&text, &mut read)?,
        Kind::Page => page(&text, &mut read)?,
        Kind::Table => table::table(&text, &mut read)?,
        Kind::Feed => feed::feed(&text, &mut read)?,
    }
    Ok(read)
}

/// A text with the line ends of all systems as one.
fn line_ends(text: String) -> String {
    // Large files mostly have none of the others: no copy then.
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text }
}

fn page(text: &str, read: &mut Opened) -> Result<(), ReadError> {
    let page = html::extract(text);
    if page.body.is_empty() {
        return Err(ReadError::NoArticle);
    }
    let notes = if page.is_thin { vec![ReadNote::Thin] } else { Vec::new() };
    read.push(Draft { notes, ..Draft::new(page.meta, page.body) });
    Ok(())
}

/// The articles of a pack, as they were repaired when it was made.
fn pack(bytes: &[u8]) -> Result<Opened, ReadError> {
    let corpus = Corpus::open(bytes.to_vec()).map_err(ReadError::Pack)?;
    let settle = |article| Draft { settled: Some(article), ..Draft::default() };
    let drafts: VecDeque<Draft> = corpus.articles().into_iter().map(settle).collect();
    if drafts.is_empty() {
        return Err(ReadError::Empty);
    }
    Ok(Opened { drafts, encoding: "UTF-8", notes: vec![ReadNote::PackArticles], ..Opened::default() })
}

/// The first clause of a text, for a title.
fn first_words(text: &str) -> String {
    let line = text.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '《').lines().next().unwrap_or_default();
    let is_end = |c: char| matches!(c, '。' | '！' | '？' | '；' | '：' | '，' | '!' | '?' | ';' | ',' | '”');
    let clause = line.split(is_end).find(|part| !part.trim().is_empty()).unwrap_or(line).trim();
    let mut title: String = clause.chars().take(30).collect();
    if clause.chars().count() > 30 {
        title.push('…');
    }
    title
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;
