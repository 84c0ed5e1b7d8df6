//! `wenlan search`

use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

use anyhow::{Context, Result};
use wenlan::engine::{Engine, json};
use wenlan::protocol::{Found, Query, Sort};
use wenlan::text::Span;

use crate::files;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The pack; `-` is standard input
    pack: PathBuf,
    /// What to look for, in the query language
    #[arg(required_unless_present = "queries", conflicts_with = "queries", allow_hyphen_values = true)]
    query: Option<String>,
    /// A file with one query a line; prints one JSON object a line
    #[arg(long, value_name = "FILE")]
    queries: Option<PathBuf>,
    /// Number of hits to print
    #[arg(long, default_value_t = 10)]
    limit: u32,
    /// Show near-duplicates under the best of them instead of as hits of their own
    #[arg(long)]
    fold: bool,
    /// Order: relevance, newest, oldest, longest
    #[arg(long, default_value = "relevance", value_parser = sort)]
    sort: Sort,
    /// One JSON document
    #[arg(long)]
    json: bool,
}

fn sort(name: &str) -> Result<Sort, String> {
    Sort::parse(name).ok_or_else(|| "give relevance, newest, oldest or longest".to_owned())
}

pub(crate) fn run(args: &Args) -> Result<()> {
    let bytes = files::bytes(&args.pack)?;
    let engine = Engine::open(bytes).with_context(|| args.pack.display().to_string())?;
    let mut out = BufWriter::new(io::stdout().lock());
    let ask = |text: &str| {
        engine.explore(&Query {
            text: text.to_owned(),
            sort: args.sort,
            limit: args.limit,
            unfold: !args.fold,
            ..Query::default()
        })
    };
    if let Some(path) = &args.queries {
        let bytes = files::bytes(path)?;
        let lines =
            String::from_utf8(bytes).with_context(|| format!("{} is not UTF-8: save it as UTF-8", path.display()))?;
        for line in lines.strip_prefix('\u{feff}').unwrap_or(&lines).lines() {
            writeln!(out, "{}", json::found(&ask(line)))?;
        }
    } else if let Some(query) = &args.query {
        let found = ask(query);
        if args.json {
            writeln!(out, "{}", json::found(&found))?;
        } else {
            print(&mut out, &found)?;
        }
    }
    out.flush()?;
    Ok(())
}

fn print(out: &mut impl Write, found: &Found) -> Result<()> {
    for note in &found.notes {
        writeln!(out, "! {}", json::say(note))?;
    }
    write!(out, "{} of {} articles, {} places", found.total, found.n_searched, found.n_occurrences)?;
    if found.n_folded > 0 {
        write!(out, "; {} near-duplicates stand under others", found.n_folded)?;
    }
    writeln!(out)?;
    for hit in &found.hits {
        let facts = [hit.id.as_str(), &hit.date, &hit.source, hit.tier.name()];
        let facts: Vec<&str> = facts.into_iter().filter(|fact| !fact.is_empty()).collect();
        writeln!(out, "\n{}\n  {}", marked(&hit.title, &hit.title_marks), facts.join(" · "))?;
        for twin in &hit.folded {
            let facts = [twin.id.as_str(), &twin.date, &twin.source];
            writeln!(out, "  = {} · {}", twin.title, facts.join(" · "))?;
        }
        for snippet in &hit.snippets {
            writeln!(out, "  {}", marked(&snippet.text, &snippet.marks).replace('\n', " "))?;
        }
    }
    Ok(())
}

/// The text with its marks in brackets.
fn marked(text: &str, marks: &[Span]) -> String {
    let mut out = String::with_capacity(text.len() + marks.len() * 6);
    let mut from = 0;
    for mark in marks {
        out.push_str(text.get(from..mark.start as usize).unwrap_or_default());
        out.push('【');
        out.push_str(mark.of(text));
        out.push('】');
        from = mark.end as usize;
    }
    out.push_str(text.get(from..).unwrap_or_default());
    out
}
