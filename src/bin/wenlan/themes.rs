//! `wenlan themes`: what the themes find in a text, sentence by sentence.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow, bail};
use serde::Serialize;
use wenlan::corpus::pack::MAGIC;
use wenlan::corpus::{Corpus, Notes, decode};
use wenlan::text::{CharCounter, Lexicon, Repair, Span, repair, sentences};
use wenlan::theme::{SentenceEvidence, Themes};

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

#[derive(Serialize)]
struct Line<'a> {
    id: String,
    start: usize,
    end: usize,
    #[serde(rename = "sentence")]
    text: &'a str,
    themes: Vec<Theme<'a>>,
    figures: Vec<Figure<'a>>,
    names: Vec<Name<'a>>,
}

#[derive(Serialize)]
struct Theme<'a> {
    id: &'a str,
    score: f32,
    terms: Vec<&'a str>,
}

#[derive(Serialize)]
struct Figure<'a> {
    verbatim: &'a str,
    value: f64,
    unit: &'a str,
    qualifier: &'a str,
    status: &'static str,
    subject: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    year: Option<i32>,
}

#[derive(Serialize)]
struct Name<'a> {
    text: &'a str,
    kind: &'static str,
    #[serde(rename = "name")]
    canon: &'a str,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    within: &'a [String],
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
            let evidence = themes.read(line, &lexicon.tokens(line));
            let end = chars + line.chars().count();
            let object = object(&themes, line, &evidence, (i + 1).to_string(), (chars, end));
            chars = end + 1;
            write(&mut out, &object, args.json)?;
        }
        return Ok(out.flush()?);
    }
    let repaired = repair(lexicon, &text);
    let name = args.file.as_deref().and_then(Path::file_stem).map(|stem| stem.to_string_lossy().into_owned());
    let mut counter = CharCounter::new(&text);
    for span in sentences(&repaired.text) {
        let sentence = span.of(&repaired.text);
        let evidence = themes.read(sentence, &lexicon.tokens(sentence));
        if evidence.is_empty() {
            continue;
        }
        let given = as_given(&repaired.repairs, span);
        let place = (counter.at(given.start), counter.at(given.end));
        let id = name.clone().unwrap_or_else(|| "-".to_owned());
        write(&mut out, &object(&themes, sentence, &evidence, id, place), args.json)?;
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
        let (id, body) = (corpus.meta(doc).id, corpus.body(doc));
        let mut counter = CharCounter::new(body);
        for span in corpus.sentences(doc) {
            let sentence = span.of(body);
            let evidence = themes.read(sentence, &lexicon.tokens(sentence));
            if !evidence.is_empty() {
                let place = (counter.at(span.start), counter.at(span.end));
                write(out, &object(&themes, sentence, &evidence, id.clone(), place), args.json)?;
            }
        }
    }
    Ok(())
}

fn object<'a>(
    themes: &'a Themes,
    sentence: &'a str,
    evidence: &'a SentenceEvidence,
    id: String,
    (start, end): (usize, usize),
) -> Line<'a> {
    let of_theme = |hit: &'a wenlan::theme::ThemeHit| {
        let mut terms: Vec<&str> = Vec::new();
        for term in hit.terms.iter().filter(|term| term.weight > 0.0) {
            let text = term.span.of(sentence);
            if !terms.contains(&text) {
                terms.push(text);
            }
        }
        let id = themes.definition(hit.theme).map_or("", |definition| definition.id.as_str());
        Theme { id, score: (hit.score * 100.0).round() / 100.0, terms }
    };
    let of_figure = |figure: &'a wenlan::theme::Figure| Figure {
        verbatim: figure.span.of(sentence),
        value: figure.value,
        unit: &figure.unit,
        qualifier: &figure.qualifier,
        status: figure.status.name(),
        subject: figure.subject.of(sentence),
        year: figure.year,
    };
    let of_name = |name: &'a wenlan::theme::Name| Name {
        text: name.span.of(sentence),
        kind: name.kind.name(),
        canon: &name.canon,
        within: &name.within,
    };
    Line {
        id,
        start,
        end,
        text: sentence,
        themes: evidence.themes.iter().map(of_theme).collect(),
        figures: evidence.figures.iter().map(of_figure).collect(),
        names: evidence.names.iter().map(of_name).collect(),
    }
}

/// One JSON object, or the sentence with what was found indented below it.
fn write(out: &mut impl Write, line: &Line<'_>, json: bool) -> Result<()> {
    if json {
        serde_json::to_writer(&mut *out, line)?;
        return Ok(writeln!(out)?);
    }
    writeln!(out, "{}", line.text)?;
    for theme in &line.themes {
        writeln!(out, "  {} {}: {}", theme.id, theme.score, theme.terms.join(" "))?;
    }
    for figure in &line.figures {
        let what = [figure.qualifier, figure.verbatim, figure.subject].join(" ");
        writeln!(out, "  {}: {}", figure.status, what.trim())?;
    }
    for name in &line.names {
        writeln!(out, "  {}: {}", name.kind, name.canon)?;
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
