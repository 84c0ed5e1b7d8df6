//! `wenlan pack`

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use wenlan::corpus::{Article, BuildOptions, NoteTaker, ReadNote, build, read_file, settle};
use wenlan::engine::Engine;

use crate::files;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Folders and files; `-` is standard input
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    /// Where to write the pack
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// Own words, one a line, a part of speech after a blank where known; `-word` forbids one, `#` begins a comment
    #[arg(long, value_name = "FILE")]
    dict: Option<PathBuf>,
    /// Folder of theme definitions
    #[arg(long, value_name = "DIR")]
    themes: Option<PathBuf>,
    /// The corpus's name [default: the name of the first input]
    #[arg(long)]
    name: Option<String>,
    /// Write nothing when any file cannot be read
    #[arg(long)]
    strict: bool,
}

pub(crate) fn run(args: &Args) -> Result<()> {
    let (lexicon, user_words) = files::lexicon(args.dict.as_deref())?;
    let paths = files::inputs(&args.inputs)?;
    let themes = files::themes(args.themes.as_deref())?;
    let (mut articles, mut failed, mut n_notes) = (Vec::<Article>::new(), Vec::new(), 0);
    let mut members: Vec<(String, String)> = Vec::new();
    let mut bar = files::Bar::new("reading", paths.len());
    for (i, path) in paths.iter().enumerate() {
        match files::bytes(path).and_then(|bytes| Ok(read_file(&files::name(path), &bytes, &lexicon)?)) {
            Ok(read) => {
                n_notes += read.notes.iter().filter(|(_, note)| !matches!(note, ReadNote::TitleMade(_))).count();
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
    if articles.is_empty() {
        bail!("no article in {} files: nothing was written", paths.len());
    }
    if args.strict && !(failed.is_empty() && members.is_empty()) {
        bail!(
            "{} of {} files and {} in archives failed and --strict was given: nothing was written",
            failed.len(),
            paths.len(),
            members.len()
        );
    }
    let n_read = articles.len();
    let n_same = settle(&mut articles);
    let n_repairs: usize = articles.iter().map(|article| article.repairs.len()).sum();
    let first = args.inputs.first().and_then(|path| path.file_stem()).map(|name| name.to_string_lossy().into_owned());
    let options = BuildOptions { name: args.name.clone().or(first).unwrap_or_default(), user_words };
    let mut bar = files::Bar::new("packing", n_read - n_same);
    let pack = build(articles, &lexicon, &options, &mut NoteTaker::new(&themes), &mut |done| bar.at(done as usize));
    drop(bar);
    fs::write(&args.output, &pack)
        .with_context(|| format!("{} cannot be written: check the folder", args.output.display()))?;
    let n_bytes = pack.len();
    let info = Engine::open(pack)?.info();
    eprintln!(
        "{}: {} articles, {} sentences, {} characters, {n_bytes} bytes",
        args.output.display(),
        info.n_articles,
        info.n_sentences,
        info.n_chars,
    );
    if !members.is_empty() {
        eprintln!("{} files in archives failed", members.len());
    }
    eprintln!(
        "{} of {} files read, {} failed; {n_same} repeated articles left out; {n_repairs} repairs; {n_notes} remarks (see `wenlan read`)",
        paths.len() - failed.len(),
        paths.len(),
        failed.len(),
    );
    Ok(())
}
