//! Measures ranking on questions with known answers.
//!
//! `cargo run --release --example bench_rank` reads the folders `retrieval` and `news` in
//! `WENLAN_DATA` (default `../shared/data`) and prints, per set: how often the first hit is
//! right, how often the right one is among the first ten, and the mean reciprocal rank. With
//! arguments, only the sets whose names begin so.

#![allow(clippy::print_stdout, reason = "a program that prints")]

use std::process::ExitCode;

use serde_json::Value;
use wenlan::corpus::{Article, BuildOptions, build};
use wenlan::engine::Engine;
use wenlan::protocol::{ArticleMeta, Query};
use wenlan::text::Lexicon;

fn main() -> ExitCode {
    let folder = std::env::var("WENLAN_DATA").unwrap_or_else(|_| "../shared/data".into());
    let mut found = false;
    let only: Vec<String> = std::env::args().skip(1).collect();
    let is_asked = |name: &str| only.is_empty() || only.iter().any(|part| name.starts_with(part.as_str()));
    for name in ["cmrc2018_dev", "cmrc2018_trial", "drcd_dev", "drcd_test", "dureader_demo", "nlpcc_dbqa_dev"] {
        if !is_asked(name) {
            continue;
        }
        let docs = lines(&format!("{folder}/retrieval/{name}.docs.jsonl"));
        let queries = lines(&format!("{folder}/retrieval/{name}.queries.jsonl"));
        if docs.is_empty() || queries.is_empty() {
            continue;
        }
        found = true;
        let asked = queries.iter().map(|query| {
            let right = query["rel"].as_array().into_iter().flatten().map(text).collect();
            (text(&query["query"]), right)
        });
        measure(name, docs.iter().map(article).collect(), asked.collect());
    }
    let news = if is_asked("news") { lines(&format!("{folder}/news/articles.jsonl")) } else { Vec::new() };
    let news: Vec<&Value> = news.iter().take(6_320).collect();
    if !news.is_empty() {
        found = true;
        let step = (news.len() / 500).max(1);
        let asked = news.iter().step_by(step).take(500).map(|doc| (text(&doc["title"]), vec![text(&doc["id"])]));
        let bodies = news
            .iter()
            .map(|doc| Article { meta: ArticleMeta { title: String::new(), ..article(doc).meta }, ..article(doc) });
        measure("news, title -> body", bodies.collect(), asked.collect());
    }
    if !found {
        println!("{folder} holds neither retrieval/*.jsonl nor news/articles.jsonl: set WENLAN_DATA");
        return ExitCode::from(1);
    }
    ExitCode::SUCCESS
}

fn lines(path: &str) -> Vec<Value> {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn article(doc: &Value) -> Article {
    let title = doc["title"].as_str().unwrap_or_default().to_owned();
    let meta = ArticleMeta { id: text(&doc["id"]), title, ..ArticleMeta::default() };
    Article { meta, body: text(&doc["body"]), repairs: Vec::new() }
}

fn measure(name: &str, articles: Vec<Article>, asked: Vec<(String, Vec<String>)>) {
    let n = articles.len();
    let pack = build(articles, Lexicon::embedded(), &BuildOptions::default(), &mut (), &mut |_| {});
    let Ok(engine) = Engine::open(pack) else { return };
    // Two halves: constants are chosen on the first, the second is reported.
    for half in 0..2 {
        let (mut first, mut ten, mut reciprocal, mut none, mut of) = (0, 0, 0.0, 0, 0);
        for (text, right) in asked.iter().skip(half).step_by(2) {
            let found = engine.explore(&Query { text: text.clone(), limit: 10, unfold: true, ..Query::default() });
            of += 1;
            none += usize::from(found.hits.is_empty());
            if let Some(rank) = found.hits.iter().position(|hit| right.contains(&hit.id)) {
                first += usize::from(rank == 0);
                ten += 1;
                reciprocal += 1.0 / (rank + 1) as f64;
            }
        }
        let part = |n: usize| n as f64 / f64::from(of).max(1.0);
        println!(
            "{name}, half {}: {n} articles, {of} questions: first {:.3}, in ten {:.3}, mrr {:.3}, none {none}",
            half + 1,
            part(first),
            part(ten),
            reciprocal / f64::from(of).max(1.0),
        );
    }
}
