//! `wenlan segment`: a text, cut into words.

use std::{
    fs,
    io::{Read, Write},
    path::{Path, PathBuf},
};

use anyhow::Context;
use clap::Args;
use wenlan::engine::outer;
use wenlan::text::{Lexicon, UserDictionary};

/// Cut a text into words joined by blanks, line by line.
#[derive(Args, Debug)]
pub(crate) struct SegmentArgs {
    /// The file to read; `-` or nothing is standard input.
    file: Option<PathBuf>,
    /// Own words, one a line, a part of speech after a blank where known; `-word` forbids one.
    #[arg(long)]
    dict: Option<PathBuf>,
    /// Print one JSON object per line of the text.
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub(crate) fn run(args: SegmentArgs) -> anyhow::Result<()> {
    let text = read(args.file.as_deref())?;
    let own;
    let lexicon = match &args.dict {
        None => Lexicon::embedded(),
        Some(path) => {
            let list = fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?;
            let mut lexicon = Lexicon::bundled();
            lexicon.apply(&UserDictionary::parse(&list));
            own = lexicon;
            &own
        }
    };
    let mut out = std::io::stdout().lock();
    let (lines, last) = outer::lines(&text);
    for (i, line) in lines.enumerate() {
        if i > 0 {
            writeln!(out)?;
        }
        let tokens = lexicon.tokens(line);
        if args.json {
            out.write_all(outer::words(line, &tokens).as_bytes())?;
        } else {
            let words: Vec<&str> = tokens.iter().map(|token| token.span.of(line)).collect();
            out.write_all(words.join(" ").as_bytes())?;
        }
    }
    out.write_all(last.as_bytes())?;
    Ok(())
}

/// The text of a file, or of standard input.
pub(crate) fn read(file: Option<&Path>) -> anyhow::Result<String> {
    if let Some(path) = file.filter(|path| *path != Path::new("-")) {
        let bytes = fs::read(path).with_context(|| format!("{} cannot be read", path.display()))?;
        String::from_utf8(bytes)
            .with_context(|| format!("{} is not UTF-8: convert it, or use `wenlan read`", path.display()))
    } else {
        let mut bytes = Vec::new();
        std::io::stdin().lock().read_to_end(&mut bytes).context("standard input cannot be read")?;
        String::from_utf8(bytes).context("standard input is not UTF-8: convert it first")
    }
}
