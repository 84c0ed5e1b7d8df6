//! Words that tell two sets of articles apart.

use super::super::Engine;
use super::frequency::per_million;
use super::stop::Stopped;
use super::table::complement;
use super::{Reckoned, say, stats};
use crate::protocol::{AnalysisView, KeyOrder, KeyWord, Keyness, KeynessAsk, Level};

/// Rows sent at most of either direction.
const MOST: u32 = 1_000;

pub(super) fn make(engine: &Engine, ask: &KeynessAsk) -> Reckoned {
    let mut notes = Vec::new();
    let (view, overlap) = reckon(engine, ask, &mut notes);
    let mut remarks = Vec::new();
    if view.of_articles.contains(&0) {
        let is_whole = view.of_articles == [engine.corpus.n_articles(), 0] && ask.against.is_none();
        remarks.push(if is_whole { say::no_rest() } else { say::no_side() });
    } else if view.total == [0, 0] {
        remarks.push(say::no_difference());
    }
    if overlap > 0 {
        remarks.push(say::overlap(overlap));
    }
    Reckoned { method: say::keyness(&view, ask), view: AnalysisView::Keyness(view), notes, remarks }
}

/// What a row is ordered by, its log-likelihood, its word, and how often that stands on either side.
type Found = (f64, f64, u32, [u32; 2]);

/// The words, and the number of articles that are on both sides.
pub(super) fn reckon(engine: &Engine, ask: &KeynessAsk, notes: &mut Vec<crate::protocol::Note>) -> (Keyness, u32) {
    let (table, corpus) = (engine.table(), &engine.corpus);
    let docs = engine.docs(&ask.scope, notes);
    let first = table.count(&docs);
    // All others are what is left of the corpus.
    let (others, second) = if let Some(against) = &ask.against {
        let others = engine.docs(against, notes);
        let second = table.count(&others);
        (others, second)
    } else {
        (complement(&docs, corpus.n_articles()), table.rest(&first))
    };
    let (docs, counts) = ([docs, others], [first, second]);
    let of_words = [counts[0].total, counts[1].total];
    let of = |side: usize, word: u32| counts[side].n.get(word as usize).copied().unwrap_or_default();
    let stop = Stopped::of(&ask.stop);
    let min = ask.min.max(1);
    let mut compared: Vec<(u32, [u32; 2])> = Vec::new();
    if of_words.iter().all(|n| *n > 0) {
        let all = (0..table.n_words()).map(|word| (word, [of(0, word), of(1, word)]));
        compared.extend(all.filter(|(word, n)| n[0] + n[1] >= min && !stop.has(table, *word)));
    }
    let n_types = compared.len() as u32;
    let cutoff = match ask.level {
        Level::Bic => 2.0 + f64::from(of_words[0].saturating_add(of_words[1]).max(1)).ln(),
        Level::Bonferroni => stats::cutoff(0.05 / f64::from(n_types.max(1))),
        Level::P05 => stats::cutoff(0.05),
        Level::P01 => stats::cutoff(0.01),
        Level::P001 => stats::cutoff(0.001),
        Level::P0001 => stats::cutoff(0.0001),
        Level::All => 0.0,
    };
    let mut sides: [Vec<Found>; 2] = [Vec::new(), Vec::new()];
    for (word, n) in compared {
        let likelihood = stats::two_corpora(n, of_words);
        let first = u64::from(n[0]) * u64::from(of_words[1]);
        let second = u64::from(n[1]) * u64::from(of_words[0]);
        if likelihood < cutoff || first == second {
            continue;
        }
        let ratio = stats::log_ratio(n, of_words);
        let by = if ask.order == KeyOrder::Ratio { ratio.abs() } else { likelihood };
        sides[usize::from(first < second)].push((by, likelihood, word, n));
    }
    let total = [sides[0].len() as u32, sides[1].len() as u32];
    let rows = sides.map(|mut side| {
        side.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(b.1.total_cmp(&a.1)).then(a.2.cmp(&b.2)));
        side.truncate(ask.limit.min(MOST) as usize);
        let row = |&(_, likelihood, word, n): &Found| KeyWord {
            word: table.shown(corpus, word),
            n,
            per_million: [0, 1].map(|i| per_million(n[i], of_words[i])),
            n_articles: [0, 1].map(|i| counts[i].articles.get(word as usize).copied().unwrap_or_default()),
            likelihood,
            log_ratio: stats::log_ratio(n, of_words),
            bic: stats::bic(likelihood, of_words[0].saturating_add(of_words[1])),
        };
        side.iter().map(row).collect::<Vec<_>>()
    });
    let [more, less] = rows;
    let overlap = docs[0].iter().filter(|doc| docs[1].binary_search(doc).is_ok()).count() as u32;
    let of_articles = [docs[0].len() as u32, docs[1].len() as u32];
    (Keyness { of_words, of_articles, n_types, cutoff, more, less, total }, overlap)
}
