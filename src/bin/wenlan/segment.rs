//! `wenlan segment`: a text, cut into words.

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use clap::Args;
use serde::Serialize;
use wenlan::engine::outer;
use wenlan::text::{self, DiscoverOptions, Lexicon, sentences};

/// Cut a text into words joined by blanks, line by line.
#[derive(Args, Debug)]
pub(crate) struct SegmentArgs {
    /// The file to read; `-` or nothing is standard input.
    file: Option<PathBuf>,
    /// Own words, one a line, a part of speech after a blank where known; `-word` forbids one.
    #[arg(long)]
    dict: Option<PathBuf>,
    /// Print words the dictionary lacks, one a line with their number and a sentence, instead of cutting:
    /// strings that hold together and stand freely. The lines can be edited into a `--dict` file.
    #[arg(long)]
    new: bool,
    /// Print one JSON object per line of the text, or per new word.
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub(crate) fn run(args: SegmentArgs) -> anyhow::Result<()> {
    let text = read(args.file.as_deref())?;
    let own;
    let lexicon = if args.dict.is_none() {
        Lexicon::embedded()
    } else {
        own = super::files::lexicon(args.dict.as_deref())?.0;
        &own
    };
    if args.new {
        return new_words(lexicon, &text, args.json);
    }
    let mut out = std::io::stdout().lock();
    let (lines, last) = outer::lines(&text);
    for (i, line) in lines.enumerate() {
        if i > 0 {
            writeln!(out)?;
        }
        let (line, end) = line.strip_suffix('\r').map_or((line, ""), |line| (line, "\r"));
        let tokens = lexicon.tokens(line);
        if args.json {
            out.write_all(outer::words(line, &tokens).as_bytes())?;
        } else {
            let words: Vec<&str> = tokens.iter().map(|token| token.span.of(line)).collect();
            write!(out, "{}{end}", words.join(" "))?;
        }
    }
    out.write_all(last.as_bytes())?;
    Ok(())
}

#[derive(Serialize)]
struct New<'a> {
    word: &'a str,
    count: u32,
    cohesion: f32,
    freedom: f32,
    now: &'a [String],
    sentence: &'a str,
}

/// Prints the new words of a text.
fn new_words(lexicon: &Lexicon, text: &str, json: bool) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    let spans = sentences(text);
    for found in text::discover(lexicon, &[text], DiscoverOptions::default()) {
        let at = spans.partition_point(|span| span.end <= found.first.1.start);
        let sentence = spans.get(at).map_or("", |span| span.of(text));
        if json {
            let (word, now) = (found.word.as_str(), found.now.as_slice());
            let (count, cohesion, freedom) = (found.count, found.cohesion, found.freedom);
            serde_json::to_writer(&mut out, &New { word, count, cohesion, freedom, now, sentence })?;
            writeln!(out)?;
        } else {
            writeln!(out, "{}  # {} × {} {}", found.word, found.count, found.now.join("|"), sentence)?;
        }
    }
    Ok(())
}

/// The text of a file, or of standard input, in whatever encoding it is. What is UTF-8 is taken as it
/// comes, invisible characters and all: offsets are counted in it.
pub(crate) fn read(file: Option<&Path>) -> anyhow::Result<String> {
    let path = file.unwrap_or(Path::new("-"));
    let bytes = super::files::bytes(path)?;
    // Text with zero bytes may be UTF-16, which ASCII turns into UTF-8 by accident.
    let decoded = if bytes.contains(&0) { wenlan::corpus::decode(&bytes).ok() } else { None };
    if let Some(decoded) = decoded {
        return Ok(decoded.text);
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text),
        Err(error) => match wenlan::corpus::decode(error.as_bytes()) {
            Ok(decoded) => Ok(decoded.text),
            Err(what) => anyhow::bail!("{} is no text ({what}): give a text file", path.display()),
        },
    }
}
