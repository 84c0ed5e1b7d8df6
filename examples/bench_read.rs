//! How well articles are taken out of web pages: titles, dates and bodies against gold, and pages to judge by eye.
//!
//! `cargo run --release --example bench_read [-- --show PART]`. Data is read from `$WENLAN_DATA` (default
//! `../shared/data`): `news/html_gold.jsonl` with its pages, and `html_pages/index.jsonl`. Of the second, titles are
//! compared with the pages' own and texts with another extractor's beginnings; `--show` prints what was taken from
//! the pages whose name contains PART, to be read.

#![allow(clippy::print_stdout, reason = "it prints a table")]

use std::collections::HashMap;
use std::error::Error;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use serde_json::Value;
use wenlan::corpus::{Article, read_file};
use wenlan::text::Lexicon;

fn main() -> Result<(), Box<dyn Error>> {
    let data = PathBuf::from(std::env::var("WENLAN_DATA").unwrap_or_else(|_| "../shared/data".into()));
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let show = arguments.iter().position(|argument| argument == "--show").and_then(|at| arguments.get(at + 1));
    gold(&data, show)?;
    pages(&data, show)
}

/// Reads a page; how long that took.
fn read(path: &PathBuf) -> Result<(Option<Article>, Duration), Box<dyn Error>> {
    let bytes = std::fs::read(path)?;
    #[expect(clippy::disallowed_methods, reason = "a bench measures time")]
    let start = Instant::now();
    let read = read_file(&path.to_string_lossy(), &bytes, Lexicon::embedded());
    let took = start.elapsed();
    if let Err(error) = &read {
        println!("failed: {}: {error}", path.display());
    }
    Ok((read.ok().and_then(|mut read| read.articles.pop()), took))
}

fn gold(data: &std::path::Path, show: Option<&String>) -> Result<(), Box<dyn Error>> {
    let (mut n, mut n_titles, mut n_dates, mut sum, mut took) = (0, 0, 0, 0.0, Duration::ZERO);
    for line in std::fs::read_to_string(data.join("news/html_gold.jsonl"))?.lines() {
        let gold: Value = serde_json::from_str(line)?;
        let text = |key: &str| gold[key].as_str().unwrap_or_default().to_owned();
        let path = data.join("news").join(text("file"));
        if !path.exists() {
            continue;
        }
        let (article, time) = read(&path)?;
        let article = article.unwrap_or_default();
        n += 1;
        took += time;
        n_titles += usize::from(article.meta.title == text("title"));
        n_dates += usize::from(article.meta.date == text("date"));
        let score = f1(&article.body, &text("body"));
        sum += score;
        if show.is_some_and(|part| text("file").contains(part.as_str())) {
            print_article(&text("file"), &article);
        }
        if article.meta.title != text("title") || article.meta.date != text("date") || score < 0.97 {
            println!(
                "{}: {} {} | {} {} | {score:.3}",
                text("file"),
                article.meta.date,
                article.meta.title,
                text("date"),
                text("title")
            );
        }
    }
    let part = |k: usize| k as f64 / n as f64;
    println!(
        "{n} pages: title {:.4}, date {:.4}, body F1 {:.4}; {:.1} ms a page",
        part(n_titles),
        part(n_dates),
        sum / n as f64,
        took.as_secs_f64() * 1000.0 / n as f64
    );
    Ok(())
}

/// F1 of characters, blanks apart: how many both have, as bags.
fn f1(got: &str, gold: &str) -> f64 {
    let bag = |text: &str| {
        let mut bag: HashMap<char, usize> = HashMap::new();
        text.chars().filter(|c| !c.is_whitespace()).for_each(|c| *bag.entry(c).or_default() += 1);
        bag
    };
    let (got, gold) = (bag(got), bag(gold));
    let both: usize = got.iter().map(|(c, n)| (*n).min(gold.get(c).copied().unwrap_or_default())).sum();
    let all = got.values().sum::<usize>() + gold.values().sum::<usize>();
    if all == 0 { 0.0 } else { 2.0 * both as f64 / all as f64 }
}

fn pages(data: &std::path::Path, show: Option<&String>) -> Result<(), Box<dyn Error>> {
    let same = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    for line in std::fs::read_to_string(data.join("html_pages/index.jsonl"))?.lines() {
        let entry: Value = serde_json::from_str(line)?;
        let file = entry["file"].as_str().unwrap_or_default().rsplit('/').next().unwrap_or_default();
        let (article, took) = read(&data.join("html_pages").join(file))?;
        let article = article.unwrap_or_default();
        let page = same(entry["title_tag"].as_str().unwrap_or_default());
        let title = same(&article.meta.title);
        let is_titled = !title.is_empty() && (page.starts_with(&title) || title.starts_with(&page));
        // How much of the other extractor's beginning is there.
        let head = entry["gne_output"]["content_head"].as_str().unwrap_or_default().replace("\\n", "\n");
        let body = same(&article.body);
        let lines: Vec<String> = head.lines().map(same).filter(|line| line.chars().count() > 8).collect();
        let lines = lines.split_last().map(|(_, rest)| rest).unwrap_or_default();
        let n_found = lines.iter().filter(|line| body.contains(line.as_str())).count();
        println!(
            "{file}: title {} {}, {} {}, {} characters, {n_found}/{} lines of the reference, {} ms",
            if is_titled { "fits" } else { "DIFFERS" },
            article.meta.title,
            article.meta.date,
            article.meta.source,
            article.body.chars().count(),
            lines.len(),
            took.as_millis(),
        );
        if show.is_some_and(|part| file.contains(part.as_str())) {
            print_article(file, &article);
        }
    }
    Ok(())
}

fn print_article(file: &str, article: &Article) {
    let meta = &article.meta;
    println!(
        "=== {file}\n{}\n{} | {} | {} | {} | {}\n{}\n",
        meta.title,
        meta.date,
        meta.source,
        meta.authors.join("、"),
        meta.reviewers.join("、"),
        meta.url,
        article.body
    );
}
