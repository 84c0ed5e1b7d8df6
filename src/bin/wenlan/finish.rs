//! `wenlan finish`: the last step of building the site. What Trunk has built becomes a program, and that is published
//! in place with the bundled articles.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use wenlan::site::{self, Options};

use crate::publish;

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
    let program = publish::build(&args.dir, &read(&args.lexicon)?, &args.web)?;
    let content = site::files(&program, read(&args.pack)?, &Options::default())?;
    publish::write(&args.dir, &program, &args.dir, content)?;
    Ok(())
}
