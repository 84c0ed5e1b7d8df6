//! Taking files in.

use serde::{Deserialize, Serialize};

use super::Said;

/// A file as the reader gave it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileIn {
    /// Name, with folders where known.
    pub name: String,
    /// Content.
    pub bytes: Vec<u8>,
    /// Last change as an ISO date, where known: a hint, never taken as the article's date.
    pub modified: Option<String>,
}

/// How far an import has come.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// What is being done.
    pub stage: String,
    /// Files done.
    pub done: u32,
    /// Files in all.
    pub of: u32,
    /// Bytes done.
    pub bytes_done: u64,
    /// Bytes in all.
    pub bytes_of: u64,
}

/// What became of the files.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ImportReport {
    /// One entry per file, in the order given; behind an archive's one for each of its files that failed.
    pub files: Vec<FileOutcome>,
    /// Ids of the articles taken in.
    pub ids: Vec<String>,
}

/// What became of one file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FileOutcome {
    /// The file's name.
    pub name: String,
    /// Number of articles taken from it.
    pub n_articles: u32,
    /// Number of its articles that the corpus already has, left out.
    pub n_repeated: u32,
    /// Encoding it was read in.
    pub encoding: String,
    /// Number of repairs made.
    pub n_repairs: u32,
    /// Number of repairs that are not certain.
    pub n_doubtful: u32,
    /// Why nothing was taken from it, and what to do.
    pub error: Option<Said>,
    /// What deserves a look although it was taken.
    pub notes: Vec<Said>,
}
