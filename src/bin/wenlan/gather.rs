//! Articles of files and folders, for the commands that make a corpus of them.

use std::path::PathBuf;

use anyhow::{Result, bail};
use wenlan::corpus::{Article, BuildOptions, NoteTaker, ReadNote, build, read_file_as};
use wenlan::text::Lexicon;
use wenlan::theme::Themes;

use crate::files;

/// What was read.
pub(crate) struct Gathered {
    pub(crate) articles: Vec<Article>,
    /// Files in all, and those that failed.
    pub(crate) n_files: usize,
    pub(crate) n_failed: usize,
    /// Files in archives that failed.
    pub(crate) n_members: usize,
    /// Remarks on what was taken.
    pub(crate) n_notes: usize,
}

/// Reads all files under the inputs and says which failed and why.
///
/// With `strict` a file that fails fails all.
pub(crate) fn gather(inputs: &[PathBuf], fields: &files::Fields, lexicon: &Lexicon, strict: bool) -> Result<Gathered> {
    let map = fields.map()?;
    let inputs = files::inputs(inputs)?;
    let (paths, n_left) = (&inputs.files, inputs.left.len());
    let (mut articles, mut failed, mut n_notes) = (Vec::<Article>::new(), Vec::new(), 0);
    let mut members: Vec<(String, String)> = Vec::new();
    let mut bar = files::Bar::new("reading", paths.len());
    for (i, path) in paths.iter().enumerate() {
        match files::bytes(path).and_then(|bytes| Ok(read_file_as(&files::name(path), &bytes, &map, lexicon)?)) {
            Ok(read) => {
                n_notes += read.notes.iter().filter(|(_, note)| !matches!(note, ReadNote::TitleMade(_))).count();
                // What is published wrongly cannot be taken back: said at once, not only counted.
                for (_, note) in read.notes.iter().filter(|(_, note)| matches!(note, ReadNote::Rights(_))) {
                    eprintln!("{}: {note}", path.display());
                }
                articles.extend(read.articles);
                let member = |(member, error)| (format!("{}: {member}", path.display()), format!("{error}"));
                members.extend(read.failed.into_iter().map(member));
            }
            Err(error) => failed.push((path.display().to_string(), format!("{error:#}"))),
        }
        bar.at(i + 1);
    }
    drop(bar);
    for (path, why) in failed.iter().chain(&members) {
        eprintln!("failed: {path}: {why}");
    }
    inputs.say_left();
    if articles.is_empty() {
        bail!("no article in {} files: nothing was written", paths.len());
    }
    if strict && !(failed.is_empty() && members.is_empty() && n_left == 0) {
        bail!(
            "{} of {} files and {} in archives failed, {n_left} documents were left out, and --strict was given: nothing was written",
            failed.len(),
            paths.len(),
            members.len()
        );
    }
    Ok(Gathered { articles, n_files: paths.len(), n_failed: failed.len(), n_members: members.len(), n_notes })
}

/// Packs articles.
pub(crate) fn pack(articles: Vec<Article>, lexicon: &Lexicon, options: &BuildOptions, themes: &Themes) -> Vec<u8> {
    let mut bar = files::Bar::new("packing", articles.len());
    build(articles, lexicon, options, &mut NoteTaker::new(themes), &mut |done| bar.at(done as usize))
}

/// A name for a corpus: that of the first input.
pub(crate) fn name_of(inputs: &[PathBuf]) -> String {
    let first = inputs.first().and_then(|path| path.file_stem());
    first.map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
