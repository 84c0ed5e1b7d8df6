//! Precision, recall and F1 of themes and figures on hand-labelled sentences.
//!
//! `cargo run --release --example score_themes [-- FILE] [--half 0|1] [--errors]`
//! FILE defaults to `$WENLAN_DATA/themes/dev.jsonl`, and `WENLAN_DATA` to `../shared/data`.
//! `--half` takes every second sentence: rules were made while looking at half 1 only.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program of the command line")]

use std::{env, fs, process::ExitCode};

use serde::Deserialize;
use wenlan::text::Lexicon;
use wenlan::theme::{Figure, Themes};

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
    let half =
        args.iter().position(|a| a == "--half").and_then(|i| args.get(i + 1)).and_then(|h| h.parse::<usize>().ok());
    let errors = args.iter().any(|a| a == "--errors");
    let data = env::var("WENLAN_DATA").unwrap_or_else(|_| "../shared/data".into());
    let path = args.iter().find(|a| a.ends_with(".jsonl")).cloned().unwrap_or(format!("{data}/themes/dev.jsonl"));
    let Ok(text) = fs::read_to_string(&path) else {
        eprintln!("score_themes: {path} is absent: set WENLAN_DATA to the folder with the labelled data");
        return ExitCode::FAILURE;
    };
    let gold: Vec<Gold> = text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let themes = match Themes::built_in() {
        Ok(themes) => themes,
        Err(error) => {
            eprintln!("score_themes: {error}");
            return ExitCode::FAILURE;
        }
    };
    let chosen: Vec<&Gold> = gold.iter().filter(|g| half.is_none_or(|half| number(&g.id) % 2 == half)).collect();
    println!("{path}: {} sentences, {} of them unsure", chosen.len(), chosen.iter().filter(|g| g.unsure).count());
    report(&themes, &chosen, errors);
    ExitCode::SUCCESS
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
