//! What can be wrong with a file, and what deserves a look.

use thiserror::Error;

use crate::corpus::{PackError, What};
use crate::protocol;

/// Why nothing could be taken from a file.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ReadError {
    /// No text.
    #[error("this is not a text file: {0}")]
    Binary(What),
    /// Nothing in it.
    #[error("the file is empty: nothing to take in")]
    Empty,
    /// The browser gave none of it.
    #[error("the browser could not read the file: it may have been moved, or there is no permission; choose it again")]
    Unread,
    /// No memory for it.
    #[error("there is no memory left for the {megabytes} MB of this file: divide it, or close other pages")]
    NoRoom {
        /// Its size.
        megabytes: u64,
    },
    /// Larger than is read.
    #[error("the file has {megabytes} MB, more than the {limit} MB that are read at once: divide it")]
    TooLarge {
        /// Its size.
        megabytes: u64,
        /// The limit.
        limit: u64,
    },
    /// The name says it is something that is not read.
    #[error("files of the kind .{extension} are not read: use txt, md, html, docx, json, jsonl, csv, a feed or zip")]
    Format {
        /// The end of the name.
        extension: String,
    },
    /// Cut off, or with a fault in it.
    #[error(
        "this is not complete JSON: it ends or has a fault in line {line}: check that line, or save the file again"
    )]
    BrokenJson {
        /// The line, from 1.
        line: usize,
    },
    /// Not JSON, or not of the form expected.
    #[error(
        "line {line}: {message}: give one object with at least title or body, an array of such objects, or one object a line"
    )]
    Json {
        /// The line, from 1.
        line: usize,
        /// What is wrong.
        message: String,
    },
    /// There are objects, but none has text.
    #[error("no article has any text: check that the text stands in the field `body`")]
    NoText,
    /// A table without a column of texts.
    #[error(
        "no column is named 标题 or 正文 (title, body): name the columns in the first line, or say which is which before importing; found: {found}"
    )]
    NoColumns {
        /// The first line.
        found: String,
    },
    /// A page in which nothing reads as text.
    #[error(
        "no text was found in this page: it may be filled in by scripts; open it in a browser and save it, or save its text"
    )]
    NoArticle,
    /// XML that is no feed, or a feed without entries.
    #[error("this XML is no feed with entries: give RSS, Atom or RDF")]
    NoFeed,
    /// The archive's directory cannot be read.
    #[error("the zip archive is damaged or cut off: download or pack it again")]
    ZipDamaged,
    /// A member needs a password.
    #[error("the file in the archive is encrypted: unpack it with its password first")]
    ZipLocked,
    /// A member is packed in a way that is not read.
    #[error("the file in the archive is packed by a method that is not read: pack it as ordinary zip (deflate)")]
    ZipMethod,
    /// An archive in an archive.
    #[error("archives inside archives are not unpacked: unpack it first")]
    ZipNested,
    /// Unpacks to more than is taken.
    #[error("the archive unpacks to more than is taken ({limit} MB, or {ratio} times its size): divide it")]
    ZipBomb {
        /// Megabytes that are unpacked.
        limit: u64,
        /// How many times its size a member may have.
        ratio: u64,
    },
    /// More members than are read.
    #[error("the archive has {n} files, more than the {limit} that are read at once: divide it")]
    ZipEntries {
        /// Their number.
        n: u64,
        /// The limit.
        limit: u64,
    },
    /// No member gave an article.
    #[error("nothing in the archive could be read")]
    ZipNothing,
    /// A pack that cannot be opened.
    #[error(transparent)]
    Pack(PackError),
}

/// Something that deserves a look although the file was taken in.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ReadNote {
    /// The encoding is a guess.
    #[error("read as {0}, which does not fit everywhere: check the text, or save it as UTF-8")]
    Encoding(&'static str),
    /// The file is not what its name says.
    #[error("the name says .{extension}, but it is {is}: read as that")]
    Kind {
        /// The end of the name.
        extension: String,
        /// What it is.
        is: &'static str,
    },
    /// One of several records was left out.
    #[error("line {line} was left out: {message}")]
    LeftOut {
        /// The line, from 1 (for arrays and tables: the record).
        line: usize,
        /// Why.
        message: String,
    },
    /// More records were left out than are listed one by one.
    #[error("{0} more lines were left out")]
    MoreLeftOut(usize),
    /// Columns or fields that mean nothing here.
    #[error("not used: {}", .0.join(", "))]
    Unused(Vec<String>),
    /// The columns have no names that are known; they were told by what is in them.
    #[error("no name of a column is known: took column {body} as text{}: check it", .title.map(|n| format!(" and column {n} as title")).unwrap_or_default())]
    NoHeader {
        /// The column of texts, from 1.
        body: usize,
        /// The column of titles, from 1.
        title: Option<usize>,
    },
    /// Quotes do not come in pairs.
    #[error("the quotes of this table do not come in pairs: check the records")]
    Quotes,
    /// A key of the front matter that means nothing here.
    #[error("`{0}` in the front matter is not used")]
    UnknownKey(String),
    /// The date is none.
    #[error("the date `{0}` was not understood and is left out: write it as YYYY-MM-DD")]
    Date(String),
    /// What may be published is said in a word that is not known.
    #[error("the rights `{0}` were not understood, so that no text will be published: write full, excerpt or metadata")]
    Rights(String),
    /// No title was given; this one was made from the text.
    #[error("no title found: took the first words, `{0}`")]
    TitleMade(String),
    /// The date is that of the file, not of the article.
    #[error("the date is the day the document was made, from its properties: check it")]
    DayOfFile,
    /// A page with next to no text.
    #[error("little text was found: the page may be a list, or be filled in by scripts")]
    Thin,
    /// Members of an archive that are no texts.
    #[error("{0} files in the archive are no texts and were passed over")]
    PassedOver(usize),
    /// A remark on a member of an archive.
    #[error("{name}: {note}")]
    Member {
        /// Its name.
        name: String,
        /// The remark.
        note: Box<ReadNote>,
    },
    /// Articles of a pack, without its dictionary and views.
    #[error("only the articles of the pack were taken, not its dictionary and themes")]
    PackArticles,
}

impl ReadNote {
    /// A remark on rights that are not understood.
    pub(super) fn of_rights(said: &str) -> Option<Self> {
        protocol::Rights::parse(said).is_none().then(|| Self::Rights(said.to_owned()))
    }
}
