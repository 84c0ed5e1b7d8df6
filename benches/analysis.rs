//! How long the ways of reading take natively, on articles that are not part of the project.
//!
//! `cargo bench --bench analysis` packs `$WENLAN_DATA/news/articles.jsonl` (default `../shared/data`) and asks each
//! address of `benches/browser/readings.json` as the page does: an address in, finished markup out. A line is a name,
//! the median and the worst of the rounds in milliseconds, and the bytes of markup, with tabs between. `ROUNDS` sets
//! how often (default 9), `PACK` names a pack to use instead. `./dev bench analysis` asks the same in Chromium.
//! Whether counts agree is tested elsewhere.
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a program for the terminal")]
#![allow(clippy::disallowed_methods, reason = "it measures time and reads files")]

use std::time::Instant;
use std::{env, fs, path::PathBuf};

use wenlan::corpus::{BuildOptions, NoteTaker, build, read_file};
use wenlan::engine::Service;
use wenlan::protocol::{Answer, Request};
use wenlan::state::View;
use wenlan::text::Lexicon;
use wenlan::theme::Themes;

fn main() {
    let Some(pack) = pack() else { return };
    let readings: Vec<(String, String)> = serde_json::from_str(include_str!("browser/readings.json")).unwrap();
    let mut service = Service::default();
    ask(&mut service, Request::Lexicon { bytes: include_bytes!("../data/lexicon.bin").to_vec() });
    let start = Instant::now();
    let Answer::Opened(info) = ask(&mut service, Request::Open { pack }) else { panic!("no pack") };
    println!("{} articles, {} characters; opened in {:.0} ms", info.n_articles, info.n_chars, since(start));
    // The first question numbers the words of the corpus.
    let [cold, warm] = [(); 2].map(|()| {
        let start = Instant::now();
        sheet(&mut service, "read=words");
        since(start)
    });
    println!("words numbered\t{:.1}", cold - warm);
    let rounds: usize = env::var("ROUNDS").ok().and_then(|n| n.parse().ok()).unwrap_or(9);
    for (name, address) in &readings {
        let mut size = 0;
        let mut times: Vec<f64> = (0..rounds.max(1))
            .map(|_| {
                let start = Instant::now();
                size = sheet(&mut service, address).len();
                since(start)
            })
            .collect();
        times.sort_by(f64::total_cmp);
        println!("{name}\t{:.2}\t{:.2}\t{size}", times[times.len() / 2], times[times.len() - 1]);
    }
}

fn since(start: Instant) -> f64 {
    start.elapsed().as_secs_f64() * 1e3
}

fn ask(service: &mut Service, request: Request) -> Answer {
    service.answer(request, &mut |_| {})
}

fn sheet(service: &mut Service, address: &str) -> String {
    let address = View::parse(address).format();
    match ask(service, Request::Sheet { address, lang: 0, rows: 50, width: 720 }) {
        Answer::Drawn(markup) => markup,
        other => panic!("{other:?}"),
    }
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
