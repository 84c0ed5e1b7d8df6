//! `wenlan clean`: a text, repaired.

use std::{io::Write, path::PathBuf};

use clap::Args;
use wenlan::engine::outer;
use wenlan::text::{self, Lexicon};

/// Repair a text: pinyin written into it, lost bytes, wrong decodings, broken lines.
#[derive(Args, Debug)]
pub(crate) struct CleanArgs {
    /// The file to read; `-` or nothing is standard input.
    file: Option<PathBuf>,
    /// Convert Traditional to Simplified as well.
    #[arg(long)]
    simplified: bool,
    /// Print the text and every repair as one JSON document.
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub(crate) fn run(args: CleanArgs) -> anyhow::Result<()> {
    let raw = super::segment::read(args.file.as_deref())?;
    let repaired = text::repair(Lexicon::embedded(), &raw);
    let converted = args.simplified.then(|| text::simplify(&repaired.text).text);
    let mut out = std::io::stdout().lock();
    if args.json {
        writeln!(out, "{}", outer::cleaned(&raw, &repaired, converted.as_deref()))?;
    } else {
        out.write_all(converted.as_deref().unwrap_or(&repaired.text).as_bytes())?;
    }
    Ok(())
}
