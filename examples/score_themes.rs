//! Precision, recall and F1 of themes, figures and names on hand-labelled sentences.
//!
//! `cargo run --release --example score_themes [-- FILE] [--themes DIR] [--part K/N] [--errors]`
//! FILE defaults to `$WENLAN_DATA/themes/dev.jsonl`, and `WENLAN_DATA` to `../shared/data`.
//! `--themes` reads the definitions of a folder instead of those built in.
//! Names are scored on `tests/data/names.jsonl` (see `tests/data/names.md`), which is always there.
//! `--part` takes the sentences whose number leaves K when divided by N.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program of the command line")]

use std::{env, fs, process::ExitCode};

use serde::Deserialize;
use wenlan::text::Lexicon;
use wenlan::theme::{Definition, DefinitionError, Figure, NameKind, Themes};

#[derive(Deserialize)]
struct Gold {
    id: String,
    sent: String,
    themes: Vec<String>,
    figures: Vec<GoldFigure>,
    unsure: bool,
}

#[derive(Deserialize)]
struct GoldFigure {
    verbatim: String,
    value: f64,
    unit: String,
    qualifier: String,
    status: String,
}

/// A sentence with its names: kind and verbatim text, one for each mention.
#[derive(Deserialize)]
struct GoldNames {
    sent: String,
    names: Vec<(String, String)>,
}

#[derive(Default)]
struct Tally {
    both: usize,
    ours: usize,
    gold: usize,
}

impl Tally {
    fn line(&self, name: &str) -> String {
        let share = |part: usize, of: usize| if of == 0 { 1.0 } else { part as f64 / of as f64 };
        let (p, r) = (share(self.both, self.ours), share(self.both, self.gold));
        let f1 = if p + r == 0.0 { 0.0 } else { 2.0 * p * r / (p + r) };
        format!(
            "{name:<22} P {p:.3}  R {r:.3}  F1 {f1:.3}   ({} of {} found, {} in gold)",
            self.both, self.ours, self.gold
        )
    }
}

fn main() -> ExitCode {
    let args: Vec<String> = env::args().skip(1).collect();
    let part = args.iter().position(|a| a == "--part").and_then(|i| args.get(i + 1)).and_then(|part| {
        let (k, n) = part.split_once('/')?;
        Some((k.parse::<usize>().ok()?, n.parse::<usize>().ok().filter(|n| *n > 0)?))
    });
    let errors = args.iter().any(|a| a == "--errors");
    let data = env::var("WENLAN_DATA").unwrap_or_else(|_| "../shared/data".into());
    let path = args.iter().find(|a| a.contains(".jsonl")).cloned().unwrap_or(format!("{data}/themes/dev.jsonl"));
    let folder = args.iter().position(|a| a == "--themes").and_then(|i| args.get(i + 1));
    let themes = match folder.map_or_else(Themes::built_in, |folder| of_folder(folder)) {
        Ok(themes) => themes,
        Err(error) => {
            eprintln!("score_themes: {error}");
            return ExitCode::FAILURE;
        }
    };
    names(&themes, errors);
    let Ok(text) = fs::read_to_string(&path) else {
        eprintln!("score_themes: {path} is absent: set WENLAN_DATA to the folder with the labelled data");
        return ExitCode::FAILURE;
    };
    let gold: Vec<Gold> = text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let chosen: Vec<&Gold> = gold.iter().filter(|g| part.is_none_or(|(k, n)| number(&g.id) % n == k)).collect();
    println!("{path}: {} sentences, {} of them unsure", chosen.len(), chosen.iter().filter(|g| g.unsure).count());
    report(&themes, &chosen, errors);
    ExitCode::SUCCESS
}

/// The score of names by kind; schemes are not labelled.
fn names(themes: &Themes, errors: bool) {
    let text = include_str!("../tests/data/names.jsonl");
    let gold: Vec<GoldNames> = text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let lexicon = Lexicon::embedded();
    let kinds: Vec<NameKind> = NameKind::ALL.into_iter().filter(|kind| *kind != NameKind::Scheme).collect();
    let mut tallies: Vec<Tally> = kinds.iter().map(|_| Tally::default()).collect();
    let mut all = Tally::default();
    for GoldNames { sent, names } in &gold {
        let evidence = themes.read(sent, &lexicon.tokens(sent));
        for (kind, tally) in kinds.iter().zip(&mut tallies) {
            let mut left: Vec<&str> =
                names.iter().filter(|(of, _)| of == kind.name()).map(|(_, text)| text.as_str()).collect();
            let ours = evidence.names.iter().filter(|name| name.kind == *kind);
            tally.gold += left.len();
            for name in ours {
                tally.ours += 1;
                let found = name.span.of(sent);
                if let Some(i) = left.iter().position(|text| *text == found) {
                    left.remove(i);
                    tally.both += 1;
                } else if errors {
                    println!("TOO MUCH {} {found} in {sent}", kind.name());
                }
            }
            for text in left.iter().filter(|_| errors) {
                println!("MISSED {} {text} in {sent}", kind.name());
            }
        }
    }
    println!("Names (kind and verbatim), {} sentences", gold.len());
    for (kind, tally) in kinds.iter().zip(&tallies) {
        println!("{}", tally.line(kind.name()));
        all.ours += tally.ours;
        all.gold += tally.gold;
        all.both += tally.both;
    }
    println!("{}\n", all.line("all names"));
}

fn of_folder(folder: &str) -> Result<Themes, DefinitionError> {
    let mut paths: Vec<_> = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    paths.sort();
    let texts = paths.iter().filter_map(|path| fs::read_to_string(path).ok());
    Themes::compile(texts.map(|text| Definition::parse(&text)).collect::<Result<_, _>>()?)
}

fn number(id: &str) -> usize {
    id.rsplit('-').next().and_then(|n| n.parse().ok()).unwrap_or_default()
}

fn report(themes: &Themes, gold: &[&Gold], errors: bool) {
    let lexicon = Lexicon::embedded();
    let read: Vec<_> = gold.iter().map(|g| themes.read(&g.sent, &lexicon.tokens(&g.sent))).collect();
    for (label, unsure) in [("sure only", false), ("with unsure", true)] {
        println!("\nThemes, {label}");
        for id in ["green", "industry", "tourism"] {
            let Some(theme) = themes.index_of(id) else { continue };
            let mut tally = Tally::default();
            for (g, evidence) in gold.iter().zip(&read).filter(|(g, _)| unsure || !g.unsure) {
                let (ours, theirs) = (evidence.theme(theme).is_some(), g.themes.iter().any(|t| t == id));
                tally.ours += usize::from(ours);
                tally.gold += usize::from(theirs);
                tally.both += usize::from(ours && theirs);
                if errors && unsure && ours != theirs {
                    let hits = evidence.themes.iter().chain(&evidence.touched).find(|hit| hit.theme == theme);
                    let terms: Vec<String> = hits.map_or(Vec::new(), |hit| {
                        hit.terms
                            .iter()
                            .map(|t| format!("{}·{:.2}{:?}", t.span.of(&g.sent), t.weight, t.reason))
                            .collect()
                    });
                    let damped: Vec<&str> =
                        hits.map_or(Vec::new(), |h| h.damped.iter().map(|s| s.of(&g.sent)).collect());
                    let kind = if ours { "TOO MUCH" } else { "MISSED" };
                    let mark = if g.unsure { "?" } else { "" };
                    println!("{kind} {id} {}{mark} {} {} damped {damped:?}", g.id, g.sent, terms.join(" "));
                }
            }
            println!("{}", tally.line(id));
        }
    }
    figures(gold, &read.iter().map(|evidence| evidence.figures.as_slice()).collect::<Vec<_>>(), errors);
}

fn figures(gold: &[&Gold], read: &[&[Figure]], errors: bool) {
    let (mut tally, mut status, mut qualifier) = (Tally::default(), (0, 0), 0_usize);
    for (g, ours) in gold.iter().zip(read) {
        tally.ours += ours.len();
        tally.gold += g.figures.len();
        let mut left: Vec<&Figure> = ours.iter().collect();
        for theirs in &g.figures {
            let same = |f: &&Figure| {
                f.span.of(&g.sent) == theirs.verbatim
                    && (f.value - theirs.value).abs() <= 1e-9 * theirs.value.abs()
                    && f.unit == theirs.unit
            };
            let Some(i) = left.iter().position(same) else {
                if errors {
                    println!(
                        "MISSED figure {} {} {} {:?} in {}",
                        g.id, theirs.verbatim, theirs.value, theirs.unit, g.sent
                    );
                }
                continue;
            };
            let found = left.remove(i);
            tally.both += 1;
            status.1 += 1;
            qualifier += usize::from(found.qualifier == theirs.qualifier);
            if found.status.name() == theirs.status {
                status.0 += 1;
            } else if errors {
                println!(
                    "STATUS {} {} gold {} ours {} in {}",
                    g.id,
                    theirs.verbatim,
                    theirs.status,
                    found.status.name(),
                    g.sent
                );
            }
            if errors && found.qualifier != theirs.qualifier {
                println!(
                    "QUALIFIER {} {} gold {:?} ours {:?}",
                    g.id, theirs.verbatim, theirs.qualifier, found.qualifier
                );
            }
        }
        for extra in left.iter().filter(|_| errors) {
            println!(
                "TOO MUCH figure {} {} {} {:?} in {}",
                g.id,
                extra.span.of(&g.sent),
                extra.value,
                extra.unit,
                g.sent
            );
        }
    }
    println!("\nFigures (verbatim, value, unit)\n{}", tally.line("figures"));
    let of = status.1.max(1) as f64;
    println!("status {:.3} ({} of {} matched figures)", status.0 as f64 / of, status.0, status.1);
    println!("qualifier {:.3}", qualifier as f64 / of);
}
