//! Measures packing and search on a large set of real articles.
//!
//! `cargo run --release --example bench_search [-- SIZE ...]` reads `news/articles.jsonl` in
//! the folder `WENLAN_DATA` (default `../shared/data`) and prints, per number of articles:
//! speed of packing, bytes of the index per article (with brotli, when the program `brotli`
//! is there), time to open, and for words (W), phrases of two words (P) and strings across a
//! word border (S), drawn with a fixed seed: latency of a whole answer (hits, facets,
//! snippets of the first ten) and agreement with a plain scan. With `quick` among the
//! arguments, brotli and the scan are left out; with `query=TEXT` only that query is timed;
//! with `pack=FILE` that pack is asked and nothing is packed; with `save=FILE` the last is kept.

#![allow(clippy::print_stdout, reason = "a program that prints")]

use std::collections::BTreeSet;
use std::hint::black_box;
use std::io::Write;
use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;

use wenlan::corpus::{Article, BuildOptions, build, read_file};
use wenlan::engine::Engine;
use wenlan::protocol::Query;
use wenlan::text::{Lexicon, Span};

const QUERIES: usize = 200;
const REPEATS: usize = 9;

#[expect(clippy::disallowed_methods, reason = "natively the clock is there")]
fn now() -> Instant {
    Instant::now()
}

fn main() -> ExitCode {
    let folder = std::env::var("WENLAN_DATA").unwrap_or_else(|_| "../shared/data".into());
    let path = format!("{folder}/news/articles.jsonl");
    let Ok(bytes) = std::fs::read(&path) else {
        println!("{path} is not there: set WENLAN_DATA to the folder that holds news/articles.jsonl");
        return ExitCode::from(1);
    };
    let quick = std::env::args().any(|arg| arg == "quick");
    if let Some(path) = std::env::args().find_map(|arg| arg.strip_prefix("pack=").map(str::to_owned)) {
        match std::fs::read(&path)
            .map_err(|error| error.to_string())
            .and_then(|bytes| Engine::open(bytes).map_err(|error| error.to_string()))
        {
            Ok(engine) => ask_all(&engine, quick),
            Err(error) => println!("{path}: {error}"),
        }
        return ExitCode::SUCCESS;
    }
    let lexicon = Lexicon::embedded();
    let text = String::from_utf8_lossy(&bytes);
    let sizes: Vec<usize> = std::env::args().skip(1).filter_map(|size| size.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![632, 6_320, 15_952] } else { sizes };
    for size in sizes {
        let lines: Vec<&str> = text.lines().take(size).collect();
        let start = now();
        let read = match read_file("articles.jsonl", lines.join("\n").as_bytes(), lexicon) {
            Ok(read) => read,
            Err(error) => {
                println!("{path}: {error}");
                return ExitCode::from(1);
            }
        };
        let read_time = start.elapsed().as_secs_f64();
        measure(read.articles, read_time, lexicon, quick);
    }
    ExitCode::SUCCESS
}

fn measure(articles: Vec<Article>, read_time: f64, lexicon: &Lexicon, quick: bool) {
    let n = articles.len();
    let n_bytes: usize = articles.iter().map(|article| article.meta.title.len() + article.body.len()).sum();
    let megabytes = n_bytes as f64 / 1e6;
    let start = now();
    let pack = build(articles, lexicon, &BuildOptions::default(), &mut (), &mut |_| {});
    let built = start.elapsed().as_secs_f64();
    println!(
        "\n{n} articles, {megabytes:.2} MB: read and repaired {:.1} MB/s, packed {:.1} MB/s",
        megabytes / read_time,
        megabytes / built
    );
    if let Some(path) = std::env::args().find_map(|arg| arg.strip_prefix("save=").map(str::to_owned))
        && let Err(error) = std::fs::write(&path, &pack)
    {
        println!("{path}: {error}");
    }
    let times = (0..REPEATS).map(|_| {
        let pack = pack.clone();
        let start = now();
        let opened = Engine::open(pack);
        let time = start.elapsed().as_secs_f64() * 1e3;
        black_box(opened.is_ok());
        time
    });
    let open_time = median(times.collect());
    let Ok(engine) = Engine::open(pack) else { return };
    println!(
        "opened in {open_time:.2} ms; pack {} bytes, {} pairs, {} longer strings",
        engine.corpus().to_bytes().len(),
        engine.corpus().grams().n_pairs(),
        engine.corpus().grams().n_longer()
    );
    let mut index = (0, 0);
    for (tag, len) in engine.corpus().pack().sections() {
        let bytes = engine.corpus().pack().section(tag).unwrap_or_default();
        let small = if quick { None } else { brotli(bytes) };
        if matches!(&tag, b"gdir" | b"gpst" | b"voca") {
            index = (index.0 + len, index.1 + small.unwrap_or_default());
        }
        let per = |len: usize| len as f64 / n as f64;
        let small = small.map_or("-".into(), |small| format!("{:.1}", per(small)));
        println!("  {} {:9.1} B raw, {small:>7} B br per article", String::from_utf8_lossy(&tag), per(len));
    }
    println!("  index {:.1} B raw, {:.1} B br per article", index.0 as f64 / n as f64, index.1 as f64 / n as f64);
    ask_all(&engine, quick);
}

fn ask_all(engine: &Engine, quick: bool) {
    let given: Vec<String> = std::env::args().filter_map(|arg| arg.strip_prefix("query=").map(str::to_owned)).collect();
    if !given.is_empty() {
        ask(engine, "given", &given, quick);
        return;
    }
    for (name, queries) in draw(engine) {
        ask(engine, name, &queries, quick);
    }
}

fn brotli(bytes: &[u8]) -> Option<usize> {
    let quality = if bytes.len() > 3_000_000 { "--quality=9" } else { "--quality=11" };
    let mut child = Command::new("brotli")
        .args([quality, "--lgwin=24", "-c"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .ok()?;
    let mut stdin = child.stdin.take()?;
    let out = std::thread::scope(|scope| {
        scope.spawn(move || stdin.write_all(bytes));
        child.wait_with_output().ok()
    })?;
    Some(out.stdout.len())
}

fn median(mut list: Vec<f64>) -> f64 {
    list.sort_by(f64::total_cmp);
    list.get(list.len() / 2).copied().unwrap_or_default()
}

/// Words, phrases and strings across a border of words, from random places of the text.
fn draw(engine: &Engine) -> [(&'static str, Vec<String>); 3] {
    let corpus = engine.corpus();
    let mut state = 0x5eed_u64;
    let mut random = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((state >> 33) as usize) % below.max(1)
    };
    let is_han = |text: &str| text.chars().all(|c| ('一'..='\u{9fff}').contains(&c));
    let mut sets = [Vec::new(), Vec::new(), Vec::new()];
    while sets.iter().any(|set| set.len() < QUERIES) {
        let doc = random(corpus.n_articles() as usize) as u32;
        let (body, words) = (corpus.body(doc), corpus.words(doc));
        let at = random(words.len().saturating_sub(1));
        let (Some(a), Some(b)) = (words.get(at), words.get(at + 1)) else { continue };
        let (word, next) = (a.of(body), b.of(body));
        let pair = Span { start: a.start, end: b.end }.of(body);
        let n = |text: &str| text.chars().count();
        if !is_han(pair) {
            continue;
        }
        let [words, phrases, strings] = &mut sets;
        if (2..=4).contains(&n(word)) && words.len() < QUERIES {
            words.push(word.to_owned());
        }
        if n(word) >= 2 && n(next) >= 2 && phrases.len() < QUERIES {
            phrases.push(pair.to_owned());
        }
        if n(pair) >= 3 && strings.len() < QUERIES {
            // Three characters with the border inside.
            let from = (n(word) - 1).saturating_sub(usize::from(n(next) < 2 || random(2) == 0));
            let string: String = pair.chars().skip(from).take(3).collect();
            if n(&string) == 3 {
                strings.push(string);
            }
        }
    }
    let [words, phrases, strings] = sets;
    [("W", words), ("P", phrases), ("S", strings)]
}

fn ask(engine: &Engine, name: &str, queries: &[String], quick: bool) {
    let corpus = engine.corpus();
    let (mut wrong, mut none, mut n_hits) = (0, 0, 0);
    let mut times = Vec::new();
    for text in queries {
        let query = Query { text: text.clone(), limit: 10, ..Query::default() };
        if !quick {
            let all = Query { limit: u32::MAX, unfold: true, ..query.clone() };
            let found: BTreeSet<String> = engine.explore(&all).hits.into_iter().map(|hit| hit.id).collect();
            let scan = (0..corpus.n_articles())
                .filter(|&doc| corpus.body(doc).contains(text.as_str()) || corpus.title(doc).contains(text.as_str()));
            let scan: BTreeSet<String> = scan.map(|doc| corpus.meta(doc).id).collect();
            wrong += usize::from(found != scan);
            none += usize::from(found.is_empty());
            n_hits += found.len();
        }
        let one = (0..REPEATS).map(|_| {
            let start = now();
            black_box(engine.explore(black_box(&query)));
            start.elapsed().as_secs_f64() * 1e3
        });
        times.push((median(one.collect()), text));
    }
    times.sort_by(|a, b| a.0.total_cmp(&b.0));
    let at = |part: f64| times.get(((times.len() - 1) as f64 * part).round() as usize).map_or(0.0, |(time, _)| *time);
    let worst = times.last().map_or("", |(_, text)| text.as_str());
    println!(
        "{name}: p50 {:.4} ms, p99 {:.4} ms, worst {:.4} ms ({worst}); {} queries, {n_hits} hits, {none} without, {wrong} differ from a scan",
        at(0.5),
        at(0.99),
        at(1.0),
        queries.len()
    );
}
