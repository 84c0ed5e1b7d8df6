//! `wenlan pack`

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use wenlan::corpus::{BuildOptions, settle};
use wenlan::engine::Engine;

use crate::files;
use crate::gather::{self, Gathered};

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
    #[command(flatten)]
    fields: files::Fields,
}

pub(crate) fn run(args: &Args) -> Result<()> {
    let (lexicon, user_words) = files::lexicon(args.dict.as_deref())?;
    let themes = files::themes(args.themes.as_deref())?;
    let Gathered { mut articles, n_files, n_failed, n_members, n_notes } =
        gather::gather(&args.inputs, &args.fields, &lexicon, args.strict)?;
    let n_same = settle(&mut articles);
    let n_repairs: usize = articles.iter().map(|article| article.repairs.len()).sum();
    let name = args.name.clone().unwrap_or_else(|| gather::name_of(&args.inputs));
    let pack = gather::pack(articles, &lexicon, &BuildOptions { name, user_words }, &themes);
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
    if n_members > 0 {
        eprintln!("{n_members} files in archives failed");
    }
    eprintln!(
        "{} of {n_files} files read, {n_failed} failed; {n_same} repeated articles left out; {n_repairs} repairs; {n_notes} remarks (see `wenlan read`)",
        n_files - n_failed,
    );
    Ok(())
}
