//! Files -> articles, one module per format.
//!
//! A file is opened first: recognised by its content, where that is certain, else by its name's end; decoded, and
//! divided into drafts. Each draft is then made an article, which is where the time goes (repair). [`read_file`] does
//! both; an import that shows how far it has come takes the drafts of [`open_file`] one by one. Lines of JSON and the
//! members of archives are divided on the way, so that no file lies in memory several times over.

mod error;
mod feed;
mod field;
mod json;
mod kind;
mod look;
mod markdown;
mod office;
mod plain;
mod table;
mod zip;

use std::collections::VecDeque;

pub use error::{ReadError, ReadNote};
pub use field::{Field, FieldMap};
pub use look::{Column, Look, look};

use super::article::made_id;
use super::decode::decode_owned;
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
pub const EXTENSIONS: [&str; 20] = [
    "md", "markdown", "txt", "text", "json", "jsonl", "ndjson", "html", "htm", "xhtml", "shtml", "csv", "tsv", "xml",
    "rss", "atom", "rdf", "zip", "geojson", "docx",
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

/// A file that is being divided into drafts.
#[derive(Debug, Default)]
pub struct Opened {
    drafts: VecDeque<Draft>,
    rest: Rest,
    /// Its name, of which ids are made.
    file: String,
    /// The encoding it was read in.
    pub encoding: &'static str,
    /// What deserves a look in the file as a whole.
    pub notes: Vec<ReadNote>,
    /// Members of an archive from which nothing could be taken, and why.
    pub failed: Vec<(String, ReadError)>,
    /// Of a pack: what its reader kept with notes, as scripts wrote it.
    pub kept: String,
    n_left_out: usize,
    n_pushed: usize,
    n_taken: usize,
}

/// What of a file has not been divided yet.
#[derive(Debug, Default)]
enum Rest {
    #[default]
    Nothing,
    Lines(json::Lines),
    Members(zip::Members),
}

impl Opened {
    fn push(&mut self, mut draft: Draft) {
        if draft.meta.id.is_empty() {
            // What was left out counts: that it is mended changes no other id.
            draft.meta.id = made_id(&draft.meta.url, &self.file, self.n_pushed + self.n_left_out);
        }
        self.n_pushed += 1;
        self.drafts.push_back(draft);
    }

    /// Whether it has given no article yet.
    fn is_empty(&self) -> bool {
        self.n_pushed == 0
    }

    fn left_out(&mut self, line: usize, message: &str) {
        self.n_left_out += 1;
        if self.n_left_out <= LISTED {
            self.notes.push(ReadNote::LeftOut { line, message: message.into() });
        }
    }

    /// How much of it has been taken, from 0 to 1.
    pub fn part_done(&self) -> f64 {
        match &self.rest {
            Rest::Lines(lines) => lines.part_done(),
            Rest::Members(members) => members.part_done(),
            Rest::Nothing => self.n_taken as f64 / self.n_pushed.max(1) as f64,
        }
    }

    /// The next article, repaired, and what deserves a look in it; after the last one [`Opened::end`] has the rest.
    ///
    /// # Errors
    /// When nothing at all could be taken from the file; the text says why and what to do.
    pub fn next(&mut self, lexicon: &Lexicon) -> Result<Option<(Article, Vec<ReadNote>)>, ReadError> {
        while self.drafts.is_empty() {
            if !self.divide(lexicon)? {
                return Ok(None);
            }
        }
        self.n_taken += 1;
        Ok(self.drafts.pop_front().map(|draft| draft.finish(lexicon)))
    }

    /// Divides some more of the file; `false` when all is done.
    fn divide(&mut self, lexicon: &Lexicon) -> Result<bool, ReadError> {
        match std::mem::take(&mut self.rest) {
            Rest::Nothing => return Ok(false),
            Rest::Lines(mut lines) => {
                if lines.next(self)? {
                    self.rest = Rest::Lines(lines);
                }
            }
            Rest::Members(mut members) => {
                if members.next(self, lexicon)? {
                    self.rest = Rest::Members(members);
                }
            }
        }
        Ok(true)
    }

    /// Divides all that is left.
    fn divide_all(&mut self, lexicon: &Lexicon) -> Result<(), ReadError> {
        while self.divide(lexicon)? {}
        Ok(())
    }

    /// Remarks and failures that came up since they were asked for last, after the last article.
    pub fn end(&mut self) -> (Vec<ReadNote>, Vec<(String, ReadError)>) {
        let mut notes = std::mem::take(&mut self.notes);
        let more = self.n_left_out.saturating_sub(LISTED);
        if more > 0 {
            notes.push(ReadNote::MoreLeftOut(more));
        }
        self.n_left_out = 0;
        (notes, std::mem::take(&mut self.failed))
    }
}

/// Reads a file whole, see [`open_file`].
///
/// # Errors
/// When nothing can be taken from it; the text says why and what to do.
pub fn read_file(name: &str, bytes: &[u8], lexicon: &Lexicon) -> Result<FileRead, ReadError> {
    read_file_as(name, bytes, &FieldMap::default(), lexicon)
}

/// The same, where the reader says what some of its fields or columns hold.
///
/// # Errors
/// As [`read_file`].
pub fn read_file_as(name: &str, bytes: &[u8], map: &FieldMap, lexicon: &Lexicon) -> Result<FileRead, ReadError> {
    let mut opened = open_file(name, bytes.to_vec(), map, lexicon)?;
    let mut read = FileRead { encoding: opened.encoding, ..FileRead::default() };
    let mut remarks = Vec::new();
    while let Some((article, notes)) = opened.next(lexicon)? {
        let index = read.articles.len();
        remarks.extend(notes.into_iter().map(|note| (Some(index), note)));
        read.articles.push(article);
    }
    let (notes, failed) = opened.end();
    read.notes.extend(notes.into_iter().map(|note| (None, note)).chain(remarks));
    read.failed = failed;
    read.encoding = opened.encoding;
    Ok(read)
}

/// Opens a file: recognises and decodes it, and begins to divide it. `map` says what fields and columns hold, where
/// that is not to be told from their names.
///
/// # Errors
/// When nothing can be taken from it; the text says why and what to do.
pub fn open_file(name: &str, bytes: Vec<u8>, map: &FieldMap, lexicon: &Lexicon) -> Result<Opened, ReadError> {
    open(name, bytes, map, lexicon, true)
}

/// The same; archives are unpacked once only.
fn open(name: &str, bytes: Vec<u8>, map: &FieldMap, lexicon: &Lexicon, may_unpack: bool) -> Result<Opened, ReadError> {
    if bytes.is_empty() {
        return Err(ReadError::Empty);
    }
    if bytes.len() > LARGEST_FILE {
        return Err(ReadError::TooLarge { megabytes: (bytes.len() >> 20) as u64, limit: (LARGEST_FILE >> 20) as u64 });
    }
    match What::of(&bytes) {
        Some(What::Zip) => return zip::open(name, bytes, map, lexicon, may_unpack),
        Some(What::Pack) => return pack(bytes),
        Some(what) => return Err(ReadError::Binary(what)),
        None => {}
    }
    let (text, mut read) = text_of(bytes)?;
    name.clone_into(&mut read.file);
    let extension = kind::extension(name);
    let (kind, differs) = kind::of(&extension, &text)?;
    if differs {
        read.notes.push(ReadNote::Kind { extension, is: kind.name() });
    }
    match kind {
        Kind::Markdown => markdown::markdown(&text, lexicon, &mut read),
        Kind::Plain => plain::plain(&text, lexicon, &mut read),
        Kind::Json => json::json(text, map, &mut read)?,
        Kind::Lines => read.rest = Rest::Lines(json::Lines::new(text, map)),
        Kind::Page => page(&text, &mut read)?,
        Kind::Table => table::table(&text, map, &mut read)?,
        Kind::Feed => feed::feed(&text, &mut read)?,
    }
    Ok(read)
}

/// The text of a file, and how it was read.
fn text_of(bytes: Vec<u8>) -> Result<(String, Opened), ReadError> {
    let Decoded { text, encoding, doubtful } = {
        let declared = kind::declared(&bytes).map(<[u8]>::to_vec);
        decode_owned(bytes, declared.as_deref()).map_err(ReadError::Binary)?
    };
    let text = line_ends(text);
    if text.trim().is_empty() {
        return Err(ReadError::Empty);
    }
    let mut read = Opened { encoding, ..Opened::default() };
    if doubtful {
        read.notes.push(ReadNote::Encoding(encoding));
    }
    Ok((text, read))
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
    let mut notes = if page.is_thin { vec![ReadNote::Thin] } else { Vec::new() };
    notes.extend(page.rights.iter().filter_map(|said| ReadNote::of_rights(said)));
    read.push(Draft { notes, ..Draft::new(page.meta, page.body) });
    Ok(())
}

/// The articles of a pack, as they were repaired when it was made.
fn pack(bytes: Vec<u8>) -> Result<Opened, ReadError> {
    let corpus = Corpus::open(bytes).map_err(ReadError::Pack)?;
    let settle = |article| Draft { settled: Some(article), ..Draft::default() };
    let drafts: VecDeque<Draft> = corpus.articles().into_iter().map(settle).collect();
    if drafts.is_empty() {
        return Err(ReadError::Empty);
    }
    let (n_pushed, kept) = (drafts.len(), corpus.kept().to_owned());
    Ok(Opened { drafts, n_pushed, kept, encoding: "UTF-8", notes: vec![ReadNote::PackArticles], ..Opened::default() })
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
