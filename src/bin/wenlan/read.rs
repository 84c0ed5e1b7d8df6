//! `wenlan read`

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use wenlan::corpus::{Column, FieldMap, look, read_file_as, settle};
use wenlan::engine::outer;

use crate::files;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Files and folders; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    inputs: Vec<PathBuf>,
    /// One JSON object per article
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    fields: files::Fields,
}

/// Says what an import would make of the fields of a file, on standard error: before its articles.
fn say_fields(path: &Path, bytes: &[u8], map: &FieldMap) {
    let Some(found) = look(&files::name(path), bytes, map) else { return };
    let column = |column: &Column| {
        let what = match column.field {
            Some(field) if column.is_used => field.name().to_owned(),
            Some(field) => format!("({} is there already)", field.name()),
            None => "-".to_owned(),
        };
        let sample = if column.sample.is_empty() { "(empty)" } else { &column.sample };
        format!("  {} → {what}: {sample}", column.name)
    };
    let columns: Vec<String> = found.columns.iter().map(column).collect();
    eprintln!(
        "{}: {}, {}; --field FIELD=NAME changes this:\n{}",
        path.display(),
        found.kind,
        found.encoding,
        columns.join("\n")
    );
}

pub(crate) fn run(args: &Args) -> Result<()> {
    let (lexicon, _) = files::lexicon(None)?;
    let (inputs, map) = (files::inputs(&args.inputs)?, args.fields.map()?);
    inputs.say_left();
    let paths = inputs.files;
    let mut out = io::stdout().lock();
    let (mut n_failed, mut n_members) = (0, 0);
    for path in &paths {
        let read = files::bytes(path).and_then(|bytes| {
            say_fields(path, &bytes, &map);
            Ok(read_file_as(&files::name(path), &bytes, &map, &lexicon)?)
        });
        let read = match read {
            Ok(read) => read,
            Err(error) => {
                eprintln!("failed: {}: {error:#}", path.display());
                n_failed += 1;
                continue;
            }
        };
        for (member, error) in &read.failed {
            eprintln!("failed: {}: {member}: {error}", path.display());
            n_members += 1;
        }
        for (_, note) in read.notes.iter().filter(|(article, _)| article.is_none()) {
            eprintln!("{}: {note}", path.display());
        }
        let mut articles = read.articles;
        // Of a file with one article its remarks are the article's; those on thousands are said once.
        let is_one = articles.len() == 1;
        let shared = read.notes.iter().filter(|(article, _)| article.is_none() && is_one);
        let shared: Vec<String> = shared.map(|(_, note)| note.to_string()).collect();
        let mut notes: Vec<Vec<String>> = vec![shared; articles.len()];
        for (article, note) in &read.notes {
            if let Some(list) = article.and_then(|i| notes.get_mut(i)) {
                list.push(note.to_string());
            }
        }
        // Ids as an import gives them; nothing is left out here.
        for article in &mut articles {
            let mut one = vec![article.clone()];
            settle(&mut one);
            if let Some(settled) = one.pop() {
                article.meta.id = settled.meta.id;
            }
        }
        for (article, notes) in articles.iter().zip(&notes) {
            let meta = &article.meta;
            if args.json {
                writeln!(out, "{}", outer::article(article, notes, read.encoding))?;
                continue;
            }
            writeln!(out, "{}", meta.title)?;
            let facts = [&meta.id, &meta.date, &meta.source, &meta.authors.join("、"), &meta.url];
            let facts: Vec<&str> = facts.iter().map(|fact| fact.as_str()).filter(|fact| !fact.is_empty()).collect();
            writeln!(out, "{}", facts.join(" · "))?;
            notes.iter().try_for_each(|note| writeln!(out, "! {note}"))?;
            writeln!(out, "\n{}\n", article.body)?;
        }
    }
    if n_failed > 0 {
        bail!("{n_failed} of {} files could not be read", paths.len());
    }
    if n_members > 0 {
        bail!("{n_members} files in archives could not be read");
    }
    Ok(())
}
