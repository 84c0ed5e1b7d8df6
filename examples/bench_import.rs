//! Where the time and the memory of an import go: reading, repair, packing, opening, stage by stage.
//!
//! `cargo run --release --example bench_import [-- FILE]`; FILE is `$WENLAN_DATA/news/articles.jsonl` by default
//! (`$WENLAN_DATA` is `../shared/data` by default). Memory is the peak of resident pages, where the system tells it.

#![allow(clippy::print_stdout, reason = "it prints a table")]
#![allow(clippy::disallowed_methods, reason = "a bench measures time")]

use std::error::Error;
use std::path::PathBuf;
use std::time::Instant;

use wenlan::corpus::{BuildOptions, NoteTaker, build, open_file};
use wenlan::engine::Engine;
use wenlan::text::Lexicon;
use wenlan::theme::Themes;

fn main() -> Result<(), Box<dyn Error>> {
    let data = PathBuf::from(std::env::var("WENLAN_DATA").unwrap_or_else(|_| "../shared/data".into()));
    let file = std::env::args().nth(1).map_or_else(|| data.join("news/articles.jsonl"), PathBuf::from);
    let (lexicon, themes) = (Lexicon::embedded(), Themes::built_in()?);
    let bytes = std::fs::read(&file)?;
    println!("{}: {} bytes; before: {}", file.display(), bytes.len(), peak());
    let mut start = Instant::now();
    let mut done = |what: &str| {
        println!("{what}: {:.2} s, peak {}", start.elapsed().as_secs_f64(), peak());
        start = Instant::now();
    };
    let mut opened = open_file(&file.to_string_lossy(), &bytes, lexicon)?;
    done("opened and divided");
    let mut articles = Vec::with_capacity(opened.n_left());
    while let Some((article, _)) = opened.next(lexicon) {
        articles.push(article);
    }
    done("repaired");
    let n: usize = articles.iter().map(|article| lexicon.tokens(&article.body).len()).sum();
    done(&format!("cut once more, {n} words (only to see what that costs)"));
    let plain = build(articles.clone(), lexicon, &BuildOptions::default(), &mut (), &mut |_| {});
    done(&format!("packed without themes, {} bytes", plain.len()));
    let pack = build(articles, lexicon, &BuildOptions::default(), &mut NoteTaker::new(&themes), &mut |_| {});
    done(&format!("packed with themes, {} bytes", pack.len()));
    let engine = Engine::open(pack)?;
    done(&format!("opened, {} articles", engine.info().n_articles));
    Ok(())
}

/// The most memory the process has had, as Linux counts it.
fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.map_or_else(|| "unknown".into(), |line| line.trim().to_owned())
}
