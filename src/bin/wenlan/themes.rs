//! `wenlan themes`: what the themes find in a text, sentence by sentence.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow, bail};
use wenlan::corpus::pack::MAGIC;
use wenlan::corpus::{Corpus, Notes, decode};
use wenlan::engine::outer::{self, Reading};
use wenlan::text::{CharCounter, Lexicon, Repair, Span, repair, sentences};
use wenlan::theme::Themes;

use crate::files;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// A pack or a text; `-` or nothing is standard input
    file: Option<PathBuf>,
    /// One JSON object per sentence
    #[arg(long)]
    json: bool,
    /// The input has one sentence per line, and every line gives one object
    #[arg(long)]
    sentences: bool,
    /// Theme definitions to use instead of those built in
    #[arg(long = "themes", value_name = "DIR")]
    definitions: Option<PathBuf>,
}

pub(crate) fn run(args: &Args) -> Result<()> {
    let bytes = files::bytes(args.file.as_deref().unwrap_or(Path::new("-")))?;
    let mut out = io::BufWriter::new(io::stdout().lock());
    if bytes.starts_with(MAGIC) {
        if args.sentences {
            bail!("--sentences reads a text with one sentence per line, not a pack");
        }
        of_pack(args, bytes, &mut out)?;
        return Ok(out.flush()?);
    }
    let themes = files::themes(args.definitions.as_deref())?;
    let text = decode(&bytes).map_err(|why| anyhow!("the input is not text: {why}"))?.text;
    let lexicon = Lexicon::embedded();
    if args.sentences {
        let mut chars = 0;
        for (i, line) in text.lines().enumerate() {
            let end = chars + line.chars().count();
            let reading = outer::read_line(line, (i + 1).to_string(), (chars, end), &themes, lexicon);
            chars = end + 1;
            write(&mut out, &reading, &themes, args.json)?;
        }
        return Ok(out.flush()?);
    }
    let repaired = repair(lexicon, &text);
    let name = args.file.as_deref().and_then(Path::file_stem).map(|stem| stem.to_string_lossy().into_owned());
    let mut counter = CharCounter::new(&text);
    for span in sentences(&repaired.text) {
        let sentence = span.of(&repaired.text);
        let id = name.clone().unwrap_or_else(|| "-".to_owned());
        let mut reading = outer::read_line(sentence, id, (0, 0), &themes, lexicon);
        if reading.evidence.is_empty() {
            continue;
        }
        let given = as_given(&repaired.repairs, span);
        reading.place = (counter.at(given.start), counter.at(given.end));
        write(&mut out, &reading, &themes, args.json)?;
    }
    Ok(out.flush()?)
}

/// The sentences of a pack, by the themes it carries or those of a folder. Offsets are those of the bodies.
fn of_pack(args: &Args, bytes: Vec<u8>, out: &mut impl Write) -> Result<()> {
    let corpus = Corpus::open(bytes)?;
    let own = Notes::open(corpus.pack()).definitions().to_vec();
    let themes = match &args.definitions {
        None if !own.is_empty() => Themes::compile(own)?,
        folder => files::themes(folder.as_deref())?,
    };
    let lexicon = Lexicon::embedded();
    for doc in 0..corpus.n_articles() {
        for reading in outer::of_article(&corpus, doc, &themes, lexicon) {
            write(out, &reading, &themes, args.json)?;
        }
    }
    Ok(())
}

/// One JSON object, or the sentence with what was found indented below it.
fn write(out: &mut impl Write, reading: &Reading<'_>, themes: &Themes, json: bool) -> Result<()> {
    if json {
        return Ok(writeln!(out, "{}", reading.json(themes))?);
    }
    writeln!(out, "{}", reading.sentence)?;
    for (id, score, terms) in reading.themes(themes) {
        writeln!(out, "  {id} {score}: {}", terms.join(" "))?;
    }
    for figure in &reading.evidence.figures {
        let (verbatim, subject) = (figure.span.of(reading.sentence), figure.subject.of(reading.sentence));
        let what = [&figure.qualifier, verbatim, subject].join(" ");
        writeln!(out, "  {}: {}", figure.status.name(), what.trim())?;
    }
    for name in &reading.evidence.names {
        writeln!(out, "  {}: {}", name.kind.name(), name.canon)?;
    }
    Ok(())
}

/// The place of a span of the repaired text in the text as it came.
fn as_given(repairs: &[Repair], span: Span) -> Span {
    let back = |place: u32, is_end: bool| {
        let last =
            repairs.iter().rfind(|repair| if is_end { repair.at.start < place } else { repair.at.start <= place });
        match last {
            Some(repair) if place >= repair.at.end => repair.span.end + (place - repair.at.end),
            Some(repair) => repair.span.start,
            None => place,
        }
    };
    Span { start: back(span.start, false), end: back(span.end, true) }
}
