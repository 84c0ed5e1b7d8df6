//! How long the readings of a corpus take, measured on articles that are not part of the project.
//!
//! `cargo bench --bench analysis` packs `$WENLAN_DATA/news/articles.jsonl` (default `../shared/data`) and asks
//! each question of several words: the median and the worst of the rounds, in milliseconds. `ROUNDS` sets how
//! often (default 9), `PACK` names a pack to use instead. Whether counts agree is tested elsewhere.
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a program for the terminal")]
#![allow(clippy::disallowed_methods, reason = "it measures time and reads files")]

use std::time::Instant;
use std::{env, fs, path::PathBuf};

use wenlan::corpus::{BuildOptions, NoteTaker, build, read_file};
use wenlan::engine::Engine;
use wenlan::protocol::{
    AnalysisAsk, AnalysisView, CollocatesAsk, CompareAsk, ConcordanceAsk, DispersionAsk, KeynessAsk, LineOrder, Node,
    Query, Scope, TrendAsk, Unit, WordsAsk,
};
use wenlan::text::Lexicon;
use wenlan::theme::Themes;

/// Words of many places, of some, of few; two words; a filter.
const QUERIES: [&str; 6] = ["发展", "经济", "氢能", "“高质量发展”", "绿色 转型", "乡村振兴 2023..2023-06"];

fn main() {
    let Some(pack) = pack() else { return };
    let start = Instant::now();
    let engine = Engine::open(pack).unwrap();
    let info = engine.info();
    println!("{} articles, {} characters; opened in {:.0} ms", info.n_articles, info.n_chars, since(start));
    let start = Instant::now();
    engine.prepare();
    println!("words numbered, once per corpus: {:.0} ms", since(start));
    let rounds: usize = env::var("ROUNDS").ok().and_then(|n| n.parse().ok()).unwrap_or(9);
    println!("{:<34} {:>8} {:>8} {:>10}", "question", "median", "worst", "rows");
    for text in QUERIES {
        for (name, ask) in asks(text) {
            measure(&engine, &format!("{name} {text}"), &ask, rounds);
        }
    }
    for (name, ask) in whole() {
        measure(&engine, name, &ask, rounds);
    }
}

fn since(start: Instant) -> f64 {
    start.elapsed().as_secs_f64() * 1e3
}

fn scope(text: &str) -> Scope {
    Scope { query: Query { text: text.to_owned(), ..Query::default() }, ..Scope::default() }
}

fn asks(text: &str) -> Vec<(&'static str, AnalysisAsk)> {
    let lines = ConcordanceAsk::of(scope(text), Node::Query);
    let sorted = ConcordanceAsk { order: [1, 2, 3].map(LineOrder::Word).to_vec(), ..lines.clone() };
    let grouped = ConcordanceAsk { group: Some(LineOrder::Word(-1)), ..lines.clone() };
    let trend = TrendAsk { scope: scope(text), terms: Vec::new(), unit: Unit::Month };
    let company = CollocatesAsk { scope: scope(text), min: 3, limit: 50, ..CollocatesAsk::default() };
    let keys = KeynessAsk { scope: scope(text), min: 5, limit: 50, ..KeynessAsk::default() };
    vec![
        ("concordance", AnalysisAsk::Concordance(lines)),
        ("sorted", AnalysisAsk::Concordance(sorted)),
        ("grouped", AnalysisAsk::Concordance(grouped)),
        ("dispersion", AnalysisAsk::Dispersion(DispersionAsk { scope: scope(text), node: Node::Query, limit: 50 })),
        ("trend", AnalysisAsk::Trend(trend)),
        ("collocates", AnalysisAsk::Collocates(company)),
        ("keyness", AnalysisAsk::Keyness(keys)),
    ]
}

fn whole() -> Vec<(&'static str, AnalysisAsk)> {
    let words = WordsAsk { min: 2, limit: 100, ..WordsAsk::default() };
    let terms = ["氢能+绿氢", "乡村振兴", "经济", "theme:green", "发展"].map(str::to_owned).to_vec();
    vec![
        ("words", AnalysisAsk::Words(words.clone())),
        ("pairs of words", AnalysisAsk::Words(WordsAsk { length: 2, min: 5, ..words.clone() })),
        ("four words", AnalysisAsk::Words(WordsAsk { length: 4, min: 5, ..words })),
        ("five terms by day", AnalysisAsk::Trend(TrendAsk { terms, unit: Unit::Day, ..TrendAsk::default() })),
        (
            "2022 against 2023",
            AnalysisAsk::Keyness(KeynessAsk {
                scope: scope("year:2022"),
                against: Some(scope("year:2023")),
                min: 5,
                limit: 50,
                ..KeynessAsk::default()
            }),
        ),
        (
            "compare 2022 with 2023",
            AnalysisAsk::Compare(CompareAsk { sides: [scope("year:2022"), scope("year:2023")], lang: 0, limit: 50 }),
        ),
    ]
}

fn measure(engine: &Engine, name: &str, ask: &AnalysisAsk, rounds: usize) {
    let mut rows = 0;
    let mut times: Vec<f64> = (0..rounds.max(1))
        .map(|_| {
            let start = Instant::now();
            let analysis = engine.analyse(ask, None);
            let time = since(start);
            rows = match analysis.view {
                AnalysisView::Concordance(view) => view.total,
                AnalysisView::Dispersion(view) => view.n_articles,
                AnalysisView::Trend(view) => view.periods.len() as u32,
                AnalysisView::Words(view) => view.total,
                AnalysisView::Collocates(view) => view.total,
                AnalysisView::Keyness(view) => view.total[0] + view.total[1],
                AnalysisView::Compare(view) => view.n_names.iter().sum(),
                AnalysisView::Story(steps) => steps.len() as u32,
            };
            time
        })
        .collect();
    times.sort_by(f64::total_cmp);
    println!("{name:<34} {:>8.1} {:>8.1} {rows:>10}", times[times.len() / 2], times[times.len() - 1]);
}

fn pack() -> Option<Vec<u8>> {
    if let Some(path) = env::var_os("PACK") {
        return Some(fs::read(path).unwrap());
    }
    let root = env::var_os("WENLAN_DATA").map_or_else(|| PathBuf::from("../shared/data"), PathBuf::from);
    let path = root.join("news/articles.jsonl");
    let Ok(bytes) = fs::read(&path) else {
        println!("{} is absent: nothing to measure", path.display());
        return None;
    };
    let lexicon = Lexicon::embedded();
    let read = read_file("articles.jsonl", &bytes, lexicon).unwrap();
    let themes = Themes::built_in().unwrap();
    Some(build(read.articles, lexicon, &BuildOptions::default(), &mut NoteTaker::new(&themes), &mut |_| {}))
}
