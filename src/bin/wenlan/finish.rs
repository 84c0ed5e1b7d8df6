//! `wenlan finish`: the last step of building the site.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use wenlan::corpus::Corpus;

use crate::site;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The folder Trunk has written
    #[arg(value_name = "DIR")]
    dir: PathBuf,
    /// The pack to open first
    #[arg(long, value_name = "FILE")]
    pack: PathBuf,
    /// The lexicon's file
    #[arg(long, value_name = "FILE")]
    lexicon: PathBuf,
    /// The folder with the page's own scripts
    #[arg(long, value_name = "DIR")]
    web: PathBuf,
}

pub(crate) fn run(args: &Args) -> Result<()> {
    let read = |path: &PathBuf| fs::read(path).with_context(|| format!("{} cannot be read", path.display()));
    let pack = read(&args.pack)?;
    let articles = Corpus::open(pack.clone())?.articles();
    site::finish(&args.dir, &pack, &read(&args.lexicon)?, &args.web, &articles)
}
