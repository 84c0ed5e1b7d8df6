//! What the text module reaches, measured on data that is not part of the project.
//!
//! `cargo bench --bench text` reads `$WENLAN_DATA` (default `../shared/data`); parts whose data
//! is absent are named and left out. With an argument only that part runs: `repair`, `damage [KIND]`,
//! `clean`, `words`, `speed`. `SHOW=1` prints what is wrong.
#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::string_slice, reason = "a program for the terminal")]

mod damage;

use std::{
    collections::{BTreeMap, BTreeSet},
    env, fs,
    path::PathBuf,
};

use wenlan::{
    engine::Service,
    text::{self, Lexicon},
};

fn main() {
    let args: Vec<String> = env::args().skip(1).filter(|arg| arg != "--bench").collect();
    let part = args.first().map(String::as_str);
    let wants = |name: &str| part.is_none_or(|part| part == name);
    let lexicon = Lexicon::embedded();
    if wants("repair") {
        repair(lexicon, "repair/samples.jsonl", true);
        repair(lexicon, "repair/synthetic.jsonl", false);
    }
    if wants("damage") {
        damage::measure(lexicon, &sound(), args.get(1).map(String::as_str));
    }
    if wants("clean") {
        clean(lexicon);
    }
    if wants("words") {
        words(lexicon, "pku");
        words(lexicon, "as");
    }
    if wants("speed") {
        speed(lexicon);
    }
}

/// A file of the data folder, if it is there.
fn read(name: &str) -> Option<String> {
    let root = env::var_os("WENLAN_DATA").map_or_else(|| PathBuf::from("../shared/data"), PathBuf::from);
    let path = root.join(name);
    let text = fs::read_to_string(&path).ok();
    if text.is_none() {
        println!("{} is absent: skipped", path.display());
    }
    text
}

fn rows(name: &str) -> Vec<serde_json::Value> {
    read(name).unwrap_or_default().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Sound texts of several kinds, some hundred characters each.
fn sound() -> Vec<String> {
    let mut texts = Vec::new();
    let mut take = |name: &str, step: usize, most: usize| {
        for row in rows(name).iter().step_by(step).take(most) {
            let body = row["body"].as_str().or_else(|| row["text"].as_str()).unwrap_or_default();
            let mut end = body.len().min(1500);
            while !body.is_char_boundary(end) {
                end -= 1;
            }
            texts.push(body[..end].trim().to_owned());
        }
    };
    take("news/articles.jsonl", 160, 100);
    take("gov_reports/paragraphs.jsonl", 25, 50);
    take("retrieval/drcd_dev.docs.jsonl", 10, 100);
    texts.retain(|text| text.chars().count() > 60);
    texts
}

fn dense(text: &str) -> Vec<char> {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Fewest single changes that make one text of the other.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = i;
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let changed = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

fn repair(lexicon: &Lexicon, name: &str, show: bool) {
    let rows = rows(name);
    let (mut wrong, mut total, mut exact) = (0, 0, 0);
    for row in &rows {
        let (raw, gold) = (row["raw"].as_str().unwrap(), row["gold"].as_str().unwrap());
        let repaired = text::repair(lexicon, raw);
        assert_eq!(repaired.original(), raw);
        let (got, gold) = (dense(&text::simplify(&repaired.text).text), dense(gold));
        let errors = distance(&got, &gold);
        wrong += errors;
        total += gold.len();
        exact += usize::from(errors == 0);
        if show || env::var_os("SHOW").is_some() && errors > 0 {
            println!("{} {errors}", row["id"].as_str().unwrap());
            if let Some(at) = got.iter().zip(&gold).position(|(a, b)| a != b) {
                let part =
                    |text: &[char]| text[at.saturating_sub(8)..text.len().min(at + 12)].iter().collect::<String>();
                println!("   got {} for {}", part(&got), part(&gold));
            }
            for repair in repaired.repairs.iter().filter(|r| r.kind != text::Kind::Pinyin) {
                println!("   {} {:?} -> {:?} {}", repair.kind.name(), repair.before, repair.after, repair.certain);
            }
        }
    }
    println!("{name}: character error {:.4}, {exact} of {} exact", wrong as f64 / total as f64, rows.len());
}

/// Every repair in texts that are sound, by set: each should be right.
fn clean(lexicon: &Lexicon) {
    const SETS: [&str; 8] = [
        "news/articles.jsonl",
        "news/html_gold.jsonl",
        "gov_reports/reports.jsonl",
        "gov_reports/paragraphs.jsonl",
        "retrieval/cmrc2018_dev.docs.jsonl",
        "retrieval/drcd_dev.docs.jsonl",
        "retrieval/drcd_test.docs.jsonl",
        "laws_tw_trad/laws.jsonl",
    ];
    for set in SETS {
        let bodies: Vec<String> = rows(set).iter().filter_map(|row| Some(row["body"].as_str()?.to_owned())).collect();
        repairs_in(lexicon, set, &bodies);
    }
    for name in ["pku", "as"] {
        let gold = read(&format!("icwb2/{name}_test_gold.utf8")).unwrap_or_default();
        let lines: Vec<String> = gold.lines().map(|line| line.split_whitespace().collect()).collect();
        repairs_in(lexicon, name, &lines);
    }
}

fn repairs_in(lexicon: &Lexicon, set: &str, texts: &[String]) {
    let mut by_kind: BTreeMap<&str, usize> = BTreeMap::new();
    for body in texts {
        for repair in text::repair(lexicon, body).repairs {
            *by_kind.entry(repair.kind.name()).or_default() += 1;
            // Wrapped lines are what the set of laws has; they are counted only.
            if set.starts_with("laws") && repair.kind == text::Kind::LineBreak {
                continue;
            }
            let before: String = body[..repair.span.start as usize].chars().rev().take(8).collect();
            let before: String = before.chars().rev().collect();
            let after: String = body[repair.span.end as usize..].chars().take(6).collect();
            let (kind, from, to) = (repair.kind.name(), &repair.before, &repair.after);
            println!("  {kind} {before:?} {from:?} -> {to:?} {after:?} {}", repair.certain);
        }
    }
    println!("{set}: {} texts, repairs: {by_kind:?}", texts.len());
}

/// Word spans of a line cut by blanks.
fn spans<'a>(words: impl Iterator<Item = &'a str>) -> BTreeSet<(usize, usize)> {
    let mut at = 0;
    words
        .map(|word| {
            at += word.len();
            (at - word.len(), at)
        })
        .collect()
}

fn words(lexicon: &Lexicon, name: &str) {
    let Some(gold) = read(&format!("icwb2/{name}_test_gold.utf8")) else { return };
    let (mut shared, mut cut, mut wanted) = (0, 0, 0);
    for line in gold.lines() {
        let text: String = line.split_whitespace().collect();
        let gold = spans(line.split_whitespace());
        let got = spans(lexicon.tokens(&text).iter().map(|token| token.span.of(&text)));
        shared += gold.intersection(&got).count();
        cut += got.len();
        wanted += gold.len();
        if env::var_os("SHOW").is_some() && gold != got {
            for (a, b) in gold.difference(&got) {
                println!("-\t{}", &text[*a..*b]);
            }
            for (a, b) in got.difference(&gold) {
                println!("+\t{}", &text[*a..*b]);
            }
        }
    }
    println!("{name}: word F1 {:.2}", 200.0 * shared as f64 / (cut + wanted) as f64);
}

/// The segmenter alone, with the same words.
fn jieba(lexicon: &Lexicon) -> jieba_rs::Jieba {
    let mut jieba = jieba_rs::Jieba::empty();
    for (word, freq) in lexicon.words() {
        jieba.add_word(&word, Some(freq), None);
    }
    jieba
}

#[allow(clippy::disallowed_methods, reason = "it measures time, natively")]
fn speed(lexicon: &Lexicon) {
    let bodies: Vec<String> =
        rows("news/articles.jsonl").iter().map(|row| row["body"].as_str().unwrap().to_owned()).collect();
    let bytes: usize = bodies.iter().map(String::len).sum();
    let timed = |name: &str, work: &dyn Fn(&str) -> usize| {
        let start = std::time::Instant::now();
        let count: usize = bodies.iter().map(|body| work(body)).sum();
        let seconds = start.elapsed().as_secs_f64();
        println!("{name}: {:.1} MB/s ({count} results)", bytes as f64 / 1e6 / seconds);
    };
    let jieba = jieba(lexicon);
    timed("jieba alone, no tags", &|body| jieba.cut(body, false).len());
    timed("jieba alone", &|body| jieba.tag(body, false).len());
    timed("jieba alone, in parts", &|body| {
        let parts = body.split(|c: char| c.is_ascii_digit()).filter(|part| !part.is_empty());
        parts.map(|part| jieba.tag(part, false).len()).sum()
    });
    timed("words with tags", &|body| lexicon.tokens(body).len());
    timed("words", &|body| {
        let mut count = 0;
        lexicon.each_span(body, |_| count += 1);
        count
    });
    timed("repair", &|body| text::repair(lexicon, body).repairs.len());
    // As in the browser: the whole question and answer, but for JavaScript's side.
    let service = std::cell::RefCell::new(Service::default());
    let ask = |asked: u8, body: &[u8]| {
        let question = [&[asked], body].concat();
        service.borrow_mut().ask(&question, &mut |_| {}).len()
    };
    ask(2, &fs::read("data/lexicon.bin").unwrap());
    ask(7, "。".as_bytes());
    timed("cutting", &|body| ask(6, body.as_bytes()) / 4);
    timed("cleaning", &|body| ask(7, body.as_bytes()));
    timed("sentences", &|body| text::sentences(body).len());
    timed("folding", &|body| text::fold(body).text.len());
    timed("simplifying", &|body| text::simplify(body).text.len());
    let file = fs::read("data/lexicon.bin").unwrap();
    let start = std::time::Instant::now();
    for _ in 0..5 {
        Lexicon::open(&file).unwrap();
    }
    println!("opening: {:.1} ms", start.elapsed().as_secs_f64() * 200.0);
}
