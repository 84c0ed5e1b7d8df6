//! Where the time and the memory of an import go: reading, repair, packing, opening, stage by stage.
//!
//! `cargo run --release --example bench_import [-- FILE]`; FILE is `$WENLAN_DATA/news/articles.jsonl` by default
//! (`$WENLAN_DATA` is `../shared/data` by default). Memory is the peak of resident pages, where the system tells it.

#![allow(clippy::print_stdout, reason = "it prints a table")]
#![allow(clippy::disallowed_methods, reason = "a bench measures time")]

use std::error::Error;
use std::path::PathBuf;
use std::time::Instant;

use wenlan::corpus::{BuildOptions, Builder, FieldMap, NoteTaker, open_file};
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
    let mut opened = open_file(&file.to_string_lossy(), bytes, &FieldMap::default(), lexicon)?;
    let mut articles = Vec::new();
    while let Some((article, _)) = opened.next(lexicon)? {
        articles.push(article);
    }
    drop(opened);
    done("read and repaired");
    let mut builder = Builder::new(articles, &BuildOptions::default(), NoteTaker::new(&themes));
    while builder.step(lexicon).is_some() {}
    done("cut, indexed and read for themes");
    let corpus = builder.finish_open(lexicon)?;
    done(&format!("packed and opened, {} bytes", corpus.parts().concat().len()));
    let engine = Engine::of(corpus);
    done(&format!("ready, {} articles", engine.info().n_articles));
    Ok(())
}

/// The most memory the process has had, as Linux counts it.
fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.map_or_else(|| "unknown".into(), |line| line.trim().to_owned())
}
