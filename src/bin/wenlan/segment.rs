//! `wenlan segment`: a text, cut into words.

use std::{
    fs,
    io::{Read, Write},
    path::{Path, PathBuf},
};

use anyhow::Context;
use clap::Args;
use serde::Serialize;
use wenlan::text::{CharCounter, Lexicon, UserDictionary};

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

#[derive(Serialize)]
struct Line<'a> {
    words: Vec<Word<'a>>,
}

/// A word, with offsets in characters of its line.
#[derive(Serialize)]
struct Word<'a> {
    text: &'a str,
    start: usize,
    end: usize,
    tag: &'static str,
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
    // A line end at the end of the text does not begin another line.
    let (body, last) = text.strip_suffix('\n').map_or((text.as_str(), ""), |body| (body, "\n"));
    for (i, line) in body.split('\n').enumerate() {
        if i > 0 {
            writeln!(out)?;
        }
        let tokens = lexicon.tokens(line);
        if args.json {
            let mut counter = CharCounter::new(line);
            let words = tokens
                .iter()
                .map(|token| Word {
                    text: token.span.of(line),
                    start: counter.at(token.span.start),
                    end: counter.at(token.span.end),
                    tag: token.tag.name(),
                })
                .collect();
            serde_json::to_writer(&mut out, &Line { words })?;
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
    match file.filter(|path| *path != Path::new("-")) {
        Some(path) => {
            let bytes = fs::read(path).with_context(|| format!("{} cannot be read", path.display()))?;
            String::from_utf8(bytes)
                .with_context(|| format!("{} is not UTF-8: convert it, or use `wenlan read`", path.display()))
        }
        None => {
            let mut bytes = Vec::new();
            std::io::stdin().lock().read_to_end(&mut bytes).context("standard input cannot be read")?;
            String::from_utf8(bytes).context("standard input is not UTF-8: convert it first")
        }
    }
}
