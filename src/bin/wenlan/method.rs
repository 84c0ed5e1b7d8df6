//! `wenlan method`

use std::io::{self, Write};
use std::path::PathBuf;

use anyhow::Result;
use wenlan::corpus::Corpus;
use wenlan::engine::method;
use wenlan::protocol::Lang;

use crate::files;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The pack
    pack: PathBuf,
    /// Language: zh-Hans, zh-Hant or en
    #[arg(long, value_parser = lang, default_value = "zh-Hans")]
    lang: Lang,
}

pub(crate) fn run(args: &Args) -> Result<()> {
    let corpus = Corpus::open(files::bytes(&args.pack)?)?;
    write!(io::stdout().lock(), "{}", method::text(&corpus, args.lang))?;
    Ok(())
}

/// Reads the name of a language.
pub(crate) fn lang(tag: &str) -> Result<Lang, String> {
    Lang::parse(tag).ok_or_else(|| format!("there is no language {tag}: give zh-Hans, zh-Hant or en"))
}
