//! The company of a word.

use super::super::Engine;
use super::spot::{locate, windows};
use super::stop::Stopped;
use super::{Reckoned, say, stats};
use crate::protocol::{AnalysisView, Collocate, Collocates, CollocatesAsk, Measure};

/// Rows sent at most.
const MOST: u32 = 1_000;

pub(super) fn make(engine: &Engine, ask: &CollocatesAsk) -> Reckoned {
    let spots = engine.spots(&ask.scope, &ask.node);
    let (table, corpus) = (engine.table(), &engine.corpus);
    let ranges = locate(table, &spots.list);
    let size = table.n_words() as usize;
    // Before and after the places, and articles.
    let mut sides = [vec![0u32; size], vec![0u32; size]];
    let (mut articles, mut last) = (vec![0u32; size], vec![u32::MAX; size]);
    let mut of_window = 0;
    windows(table, &spots.list, &ranges, ask.window, |spot, piece, after| {
        let (Some(word), Some(spot)) = (table.word(piece), spots.list.get(spot)) else { return };
        of_window += 1;
        let at = word as usize;
        if let (Some(n), Some(articles), Some(last)) =
            (sides[usize::from(after)].get_mut(at), articles.get_mut(at), last.get_mut(at))
        {
            *n += 1;
            if *last != spot.doc {
                (*last, *articles) = (spot.doc, *articles + 1);
            }
        }
    });
    // The places themselves are in no window, and so are not counted among the words.
    let mut counts = table.count(&spots.searched);
    let mut done = 0;
    for &(from, to) in &ranges {
        for piece in from.max(done)..to {
            if let Some(n) = table.word(piece).and_then(|word| counts.n.get_mut(word as usize)) {
                *n = n.saturating_sub(1);
                counts.total = counts.total.saturating_sub(1);
            }
        }
        done = done.max(to);
    }
    let stop = Stopped::of(&ask.stop);
    let n_nodes = spots.list.len() as u32;
    let mut rows: Vec<(f64, u32, stats::Table)> = Vec::new();
    for word in 0..table.n_words() {
        let [left, right] = [0, 1].map(|side: usize| sides[side].get(word as usize).copied().unwrap_or_default());
        let both = left + right;
        if both < ask.min.max(1) || stop.has(table, word) {
            continue;
        }
        let of = counts.n.get(word as usize).copied().unwrap_or_default();
        let cells = stats::Table { both, window: of_window, word: of, all: counts.total };
        if f64::from(both) <= cells.expected() {
            continue;
        }
        let by = match ask.order {
            Measure::Likelihood => cells.likelihood(),
            Measure::LogDice => stats::log_dice(both, n_nodes, of),
            Measure::Mi => cells.mi(),
            Measure::T => cells.t(),
            Measure::Count => f64::from(both),
        };
        rows.push((by, word, cells));
    }
    // Words are numbered by frequency, which decides between equals.
    rows.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let total = rows.len() as u32;
    let row = |&(_, word, cells): &(f64, u32, stats::Table)| {
        let at = word as usize;
        let [n_left, n_right] = [0, 1].map(|side: usize| sides[side].get(at).copied().unwrap_or_default());
        Collocate {
            word: table.shown(corpus, word),
            n: cells.both,
            n_left,
            n_right,
            n_articles: articles.get(at).copied().unwrap_or_default(),
            of: cells.word,
            expected: cells.expected(),
            likelihood: cells.likelihood(),
            log_dice: stats::log_dice(cells.both, n_nodes, cells.word),
            mi: cells.mi(),
            t: cells.t(),
        }
    };
    let mut docs: Vec<u32> = spots.list.iter().map(|spot| spot.doc).collect();
    docs.dedup();
    let view = Collocates {
        n_nodes,
        n_articles: docs.len() as u32,
        of_window,
        of_words: counts.total,
        total,
        rows: rows.iter().skip(ask.offset as usize).take(ask.limit.min(MOST) as usize).map(row).collect(),
    };
    let mut remarks = say::nothing(n_nodes, &spots);
    if n_nodes > 0 && total == 0 {
        remarks.push(say::no_company());
    }
    Reckoned { method: say::collocates(&view, ask), view: AnalysisView::Collocates(view), notes: spots.notes, remarks }
}
