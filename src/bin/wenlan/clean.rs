//! `wenlan clean`: a text, repaired.

use std::{io::Write, path::PathBuf};

use clap::Args;
use serde::Serialize;
use wenlan::text::{self, CharCounter, Lexicon};

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

#[derive(Serialize)]
struct Output<'a> {
    text: &'a str,
    repairs: Vec<Change<'a>>,
}

/// A repair, with offsets in characters of the text as given.
#[derive(Serialize)]
struct Change<'a> {
    kind: &'static str,
    start: usize,
    end: usize,
    before: &'a str,
    after: &'a str,
    certain: bool,
}

/// Runs the command.
pub(crate) fn run(args: CleanArgs) -> anyhow::Result<()> {
    let raw = super::segment::read(args.file.as_deref())?;
    let repaired = text::repair(Lexicon::embedded(), &raw);
    let converted = args.simplified.then(|| text::simplify(&repaired.text).text);
    let text = converted.as_deref().unwrap_or(&repaired.text);
    let mut out = std::io::stdout().lock();
    if args.json {
        let mut counter = CharCounter::new(&raw);
        let repairs = repaired
            .repairs
            .iter()
            .map(|repair| Change {
                kind: repair.kind.name(),
                start: counter.at(repair.span.start),
                end: counter.at(repair.span.end),
                before: &repair.before,
                after: &repair.after,
                certain: repair.certain,
            })
            .collect();
        serde_json::to_writer(&mut out, &Output { text, repairs })?;
        writeln!(out)?;
    } else {
        out.write_all(text.as_bytes())?;
    }
    Ok(())
}
