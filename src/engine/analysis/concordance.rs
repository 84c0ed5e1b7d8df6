//! Every place of something with what stands around it, and how evenly the places are spread.

use rustc_hash::FxHashMap;

use super::super::Engine;
use super::spot::{Spot, Spots, locate, neighbour, windows};
use super::table::Table;
use super::{Reckoned, say, stats};
use crate::protocol::{
    AnalysisView, Barcode, Concordance, ConcordanceAsk, Dispersion, DispersionAsk, Keep, Line, LineGroup, LineOrder,
    WIDEST,
};
use crate::text::{Span, fold, fold_char};

/// Lines sent at most, for a file of them all.
const MOST_LINES: u32 = 200_000;
/// Groups sent at most.
const MOST_GROUPS: usize = 500;
/// Words around a place that are told.
const N_WORDS: i8 = 3;

/// A line: the number of its place, and the piece that [`Keep::Near`] found.
#[derive(Clone, Copy)]
struct Row {
    spot: u32,
    near: Option<u32>,
}

/// Places with their pieces in the table, where these are needed.
struct Lines<'a> {
    engine: &'a Engine,
    spots: Spots,
    table: Option<&'a Table>,
    ranges: Vec<(u32, u32)>,
    rows: Vec<Row>,
}

pub(super) fn make(engine: &Engine, ask: &ConcordanceAsk) -> Reckoned {
    let mut lines = Lines::new(engine, ask);
    for keep in &ask.keep {
        lines.keep(keep);
    }
    let notes = std::mem::take(&mut lines.spots.notes);
    let mut view = Concordance {
        total: lines.rows.len() as u32,
        n_articles: lines.n_articles(lines.rows.iter()),
        of_articles: lines.spots.searched.len() as u32,
        ..Concordance::default()
    };
    if let Some(group) = ask.group {
        (view.groups, view.n_groups) = lines.groups(group);
    }
    lines.order(&ask.order);
    let page = lines.rows.iter().skip(ask.offset as usize).take(ask.limit.min(MOST_LINES) as usize);
    view.lines = page.filter_map(|row| lines.line(*row, ask)).collect();
    let remarks = say::nothing(view.total, &lines.spots);
    Reckoned { method: say::concordance(&view), view: AnalysisView::Concordance(view), notes, remarks }
}

impl<'a> Lines<'a> {
    fn new(engine: &'a Engine, ask: &ConcordanceAsk) -> Self {
        let spots = engine.spots(&ask.scope, &ask.node);
        let by_word = |order: &LineOrder| matches!(order, LineOrder::Word(_));
        let is_needed = ask.order.iter().chain(&ask.group).any(by_word)
            || ask.keep.iter().any(|keep| matches!(keep, Keep::At(..) | Keep::Near(..)));
        let table = is_needed.then(|| engine.table());
        let ranges = table.map(|table| locate(table, &spots.list)).unwrap_or_default();
        let rows = (0..spots.list.len() as u32).map(|spot| Row { spot, near: None }).collect();
        Self { engine, spots, table, ranges, rows }
    }

    fn spot(&self, row: Row) -> Option<&Spot> {
        self.spots.list.get(row.spot as usize)
    }

    /// The word beside a place.
    fn word(&self, row: Row, at: i8) -> Option<u32> {
        let (table, spot) = (self.table?, self.spot(row)?);
        let part = table.parts(spot.doc)[usize::from(spot.in_body)];
        table.word(neighbour(table, part, *self.ranges.get(row.spot as usize)?, at)?)
    }

    fn keep(&mut self, keep: &Keep) {
        let rows = std::mem::take(&mut self.rows);
        self.rows = match keep {
            Keep::Key(key) => {
                let key = fold(key.trim()).text;
                rows.into_iter().filter(|row| self.key(*row) == key).collect()
            }
            Keep::At(at, word) => {
                let Some(table) = self.table else { return };
                let wanted = table.find(std::slice::from_ref(word)).first().copied().flatten();
                // A group of lines beside which nothing stands has an empty name.
                let is_meant = |found: Option<u32>| {
                    if word.is_empty() { found.is_none() } else { found.is_some() && found == wanted }
                };
                rows.into_iter().filter(|row| is_meant(self.word(*row, *at))).collect()
            }
            Keep::Near(word, window) => {
                let Some(table) = self.table else { return };
                let Some(wanted) = table.find(std::slice::from_ref(word)).first().copied().flatten() else { return };
                let mut kept = vec![false; self.spots.list.len()];
                for row in &rows {
                    if let Some(kept) = kept.get_mut(row.spot as usize) {
                        *kept = true;
                    }
                }
                let mut found = Vec::new();
                windows(table, &self.spots.list, &self.ranges, *window, |spot, piece, _| {
                    if table.word(piece) == Some(wanted) && kept.get(spot) == Some(&true) {
                        found.push(Row { spot: spot as u32, near: Some(piece) });
                    }
                });
                found.sort_unstable_by_key(|row| (row.spot, row.near));
                found
            }
        };
    }

    /// What stands at a place, folded.
    fn key(&self, row: Row) -> String {
        let texts = self.engine.corpus.texts();
        let Some(spot) = self.spot(row) else { return String::new() };
        let base = if spot.in_body { texts.title_len(spot.doc) + 1 } else { 0 };
        let units = texts.units_at(spot.doc, base + spot.start, spot.end - spot.start);
        // Characters beyond 16 bits are read from the text.
        let key: Option<String> = units.map(|unit| char::from_u32(unit.into())).collect();
        key.unwrap_or_else(|| {
            let corpus = &self.engine.corpus;
            let text = if spot.in_body { corpus.body(spot.doc) } else { corpus.title(spot.doc) };
            let chars = text.chars().skip(spot.start as usize).take((spot.end - spot.start) as usize);
            chars.map(fold_char).collect()
        })
    }

    fn n_articles<'r>(&self, rows: impl Iterator<Item = &'r Row>) -> u32 {
        let mut docs: Vec<u32> = rows.filter_map(|row| self.spot(*row)).map(|spot| spot.doc).collect();
        docs.sort_unstable();
        docs.dedup();
        docs.len() as u32
    }

    /// A number per row that orders rows as asked, and per number a name, which is left out where only the
    /// order is asked for.
    fn ranks(&self, order: LineOrder, with_names: bool) -> (Vec<u32>, Vec<String>) {
        let corpus = &self.engine.corpus;
        match order {
            LineOrder::Word(at) => {
                let words: Vec<Option<u32>> = self.rows.iter().map(|row| self.word(*row, at)).collect();
                let mut known: Vec<u32> = words.iter().flatten().copied().collect();
                known.sort_unstable();
                known.dedup();
                let mut spelled: Vec<(String, u32)> = known.iter().map(|&word| (self.spelled(word), word)).collect();
                spelled.sort_unstable();
                let rank_of: FxHashMap<u32, u32> = spelled.iter().map(|(_, word)| *word).zip(0..).collect();
                let mut names: Vec<String> = Vec::new();
                if let Some(table) = self.table.filter(|_| with_names) {
                    names.extend(spelled.iter().map(|(_, word)| table.shown(corpus, *word)));
                }
                // Where there is no neighbour, at the end.
                let last = spelled.len() as u32;
                names.push(String::new());
                let rank = |word: &Option<u32>| word.and_then(|word| rank_of.get(&word)).copied().unwrap_or(last);
                (words.iter().map(rank).collect(), names)
            }
            LineOrder::Key => named(self.rows.iter().map(|row| self.key(*row)).collect()),
            LineOrder::Date => self.by_article(|doc| corpus.card(doc).date.to_owned()),
            LineOrder::Source => self.by_article(|doc| corpus.card(doc).source.to_owned()),
            LineOrder::Article => self.by_article(|doc| corpus.title(doc).to_owned()),
        }
    }

    fn docs(&self) -> impl Iterator<Item = u32> + '_ {
        self.rows.iter().map(|row| self.spot(*row).map_or(0, |spot| spot.doc))
    }

    /// Ranks by something of the article, which is asked once for each.
    fn by_article(&self, name: impl Fn(u32) -> String) -> (Vec<u32>, Vec<String>) {
        let docs: Vec<u32> = self.docs().collect();
        let mut different = docs.clone();
        different.sort_unstable();
        different.dedup();
        let (ranks, names) = named(different.iter().map(|&doc| name(doc)).collect());
        let of =
            |doc: &u32| different.binary_search(doc).ok().and_then(|at| ranks.get(at)).copied().unwrap_or_default();
        (docs.iter().map(of).collect(), names)
    }

    /// A word as it sounds, for the order of a list: each character by its usual reading.
    fn spelled(&self, word: u32) -> String {
        let mut out = String::new();
        let Some(table) = self.table else { return out };
        for c in table.folded(word).chars() {
            match self.engine.corpus.readings().of(c).next() {
                Some(reading) => out.push_str(reading),
                None => out.push(c),
            }
            // The characters of one sound stay together.
            out.push(' ');
            out.push(c);
        }
        out
    }

    /// Puts the lines in order.
    fn order(&mut self, orders: &[LineOrder]) {
        if orders.is_empty() {
            // The pack has its articles in the order of their dates; newest first.
            let mut rows: Vec<(u32, u32, Row)> =
                self.docs().zip(0..).zip(&self.rows).map(|((doc, i), row)| (doc, i, *row)).collect();
            rows.sort_by_key(|(doc, i, _)| (std::cmp::Reverse(*doc), *i));
            self.rows = rows.into_iter().map(|(.., row)| row).collect();
            return;
        }
        // By the last first: sorting is stable.
        for &order in orders.iter().rev() {
            let ranks = self.ranks(order, false).0;
            let mut rows: Vec<(u32, Row)> = ranks.into_iter().zip(self.rows.iter().copied()).collect();
            rows.sort_by_key(|(rank, _)| *rank);
            self.rows = rows.into_iter().map(|(_, row)| row).collect();
        }
    }

    /// Lines by what they share, and how many kinds there are.
    fn groups(&self, by: LineOrder) -> (Vec<LineGroup>, u32) {
        let (ranks, names) = self.ranks(by, true);
        let mut lines: Vec<(u32, u32)> = ranks.into_iter().zip(self.docs()).collect();
        lines.sort_unstable();
        let mut groups: Vec<LineGroup> = Vec::new();
        for same in lines.chunk_by(|a, b| a.0 == b.0) {
            let label = names.get(same[0].0 as usize).cloned().unwrap_or_default();
            let n_articles = 1 + same.windows(2).filter(|pair| pair[0].1 != pair[1].1).count() as u32;
            groups.push(LineGroup { label, n: same.len() as u32, n_articles });
        }
        let n = groups.len() as u32;
        groups.sort_by_key(|group| std::cmp::Reverse(group.n));
        groups.truncate(MOST_GROUPS);
        (groups, n)
    }

    /// A line with its strings.
    fn line(&self, row: Row, ask: &ConcordanceAsk) -> Option<Line> {
        let corpus = &self.engine.corpus;
        let spot = *self.spot(row)?;
        let (text, meta) = if spot.in_body {
            (corpus.body(spot.doc), corpus.card(spot.doc))
        } else {
            (corpus.title(spot.doc), corpus.card(spot.doc))
        };
        let byte = |n: u32, from: (u32, u32)| {
            if spot.in_body {
                corpus.byte_of(spot.doc, n, from)
            } else {
                crate::corpus::skip(text.as_bytes(), from.1 as usize, n - from.0) as u32
            }
        };
        let start = byte(spot.start, (0, 0));
        let span = Span { start, end: byte(spot.end, (spot.start, start)) };
        let sentences = if spot.in_body { corpus.sentences(spot.doc) } else { Vec::new() };
        let whole = Span::new(0, text.len());
        let inside = sentences.get(sentences.partition_point(|sentence| sentence.end <= span.start)).copied();
        let sentence = inside.filter(|sentence| sentence.start <= span.start).unwrap_or(whole);
        // What was looked for may reach into the next sentence.
        let last = sentences.get(sentences.partition_point(|sentence| sentence.end < span.end)).copied();
        let ends = last.filter(|last| last.start < span.end).map_or(sentence.end, |last| last.end).max(span.end);
        let limit = if ask.sentence { Span { start: sentence.start, end: ends } } else { whole };
        let width = if ask.width == 0 { WIDEST } else { ask.width.min(WIDEST) } as usize;
        let before = Span { start: limit.start, end: span.start }.of(text);
        let from = before.char_indices().rev().nth(width - 1).map_or(0, |(at, _)| at) as u32 + limit.start;
        let after = Span { start: span.end, end: limit.end }.of(text);
        let to = after.char_indices().nth(width).map_or(after.len(), |(at, _)| at) as u32 + span.end;
        // The word that was asked for is always shown.
        let near = row.near.and_then(|piece| self.piece(spot, piece)).map(|(from, to)| {
            let start = byte(from, (0, 0));
            Span { start, end: byte(to, (from, start)) }
        });
        let from = near.map_or(from, |near| from.min(near.start));
        let to = near.map_or(to, |near| to.max(near.end));
        let (left, right) = (Span { start: from, end: span.start }, Span { start: span.end, end: to });
        // Words beside the place: those of the sentence that are shown.
        let shown = Span { start: from.max(sentence.start), end: to.min(ends) };
        let words = if spot.in_body { corpus.words_in(spot.doc, shown) } else { corpus.title_words(spot.doc) };
        let is_word = |word: &&Span| word.of(text).chars().any(char::is_alphanumeric) && shown.covers(**word);
        let left_words = words.iter().rev().filter(is_word).filter(|word| word.end <= span.start);
        let right_words = words.iter().filter(is_word).filter(|word| word.start >= span.end);
        let some = N_WORDS as usize;
        Some(Line {
            article: meta.id.to_owned(),
            title: corpus.title(spot.doc).to_owned(),
            date: meta.date.to_owned(),
            source: meta.source.to_owned(),
            in_title: !spot.in_body,
            span,
            chars: (spot.start, spot.end),
            left: flat(left.of(text)),
            key: flat(span.of(text)),
            right: flat(right.of(text)),
            left_words: left_words.take(some).map(|word| word.relative_to(left.start)).collect(),
            right_words: right_words.take(some).map(|word| word.relative_to(right.start)).collect(),
            near: near.map(|near| {
                let on_right = near.start >= span.end;
                (on_right, near.relative_to(if on_right { right.start } else { left.start }))
            }),
        })
    }

    /// A piece in characters of its title or body.
    fn piece(&self, spot: Spot, piece: u32) -> Option<(u32, u32)> {
        let table = self.table?;
        let (from, _) = table.parts(spot.doc)[usize::from(spot.in_body)];
        let start = (from..piece).map(|piece| table.length(piece)).sum::<u32>();
        Some((start, start + table.length(piece)))
    }
}

/// Ranks of names, and the different names in order; what has none comes last.
fn named(names: Vec<String>) -> (Vec<u32>, Vec<String>) {
    let mut different: Vec<(bool, String)> = names.iter().map(|name| (name.is_empty(), name.clone())).collect();
    different.sort_unstable();
    different.dedup();
    let rank = |name: String| different.binary_search(&(name.is_empty(), name)).map_or(0, |at| at as u32);
    let ranks = names.into_iter().map(rank).collect();
    (ranks, different.into_iter().map(|(_, name)| name).collect())
}

/// The text on one line, byte for byte as long: marks of places stay where they are.
fn flat(text: &str) -> String {
    text.replace(['\n', '\r', '\t'], " ")
}

pub(super) fn spread(engine: &Engine, ask: &DispersionAsk) -> Reckoned {
    let spots = engine.spots(&ask.scope, &ask.node);
    let table = engine.table();
    let size = |doc: u32| table.sizes.get(doc as usize).copied().unwrap_or_default();
    let of_words = table.size(&spots.searched);
    let smallest = spots.searched.iter().map(|&doc| size(doc)).min().unwrap_or_default();
    let total = spots.list.len() as u32;
    let articles: Vec<&[Spot]> = spots.list.chunk_by(|a, b| a.doc == b.doc).collect();
    let parts = articles.iter().map(|same| (same.len() as u32, size(same[0].doc)));
    let dp = stats::dp(parts, smallest, total, of_words);
    let mut most = articles.clone();
    most.sort_by_key(|same| (std::cmp::Reverse(same.len()), same[0].doc));
    let barcode = |same: &&[Spot]| {
        let doc = same[0].doc;
        let card = engine.corpus.card(doc);
        let length = engine.corpus.texts().body_len(doc).max(1) as f32;
        Barcode {
            article: card.id.to_owned(),
            title: engine.corpus.title(doc).to_owned(),
            date: card.date.to_owned(),
            n: same.len() as u32,
            n_title: same.iter().filter(|spot| !spot.in_body).count() as u32,
            n_words: size(doc),
            at: same.iter().filter(|spot| spot.in_body).map(|spot| spot.start as f32 / length).collect(),
        }
    };
    let view = Dispersion {
        total,
        n_articles: articles.len() as u32,
        of_articles: spots.searched.len() as u32,
        of_words,
        dp: dp.map(|dp| dp.0),
        dp_norm: dp.map(|dp| dp.1),
        articles: most.iter().take(ask.limit.min(MOST_LINES) as usize).map(barcode).collect(),
    };
    let remarks = say::nothing(total, &spots);
    Reckoned { method: say::dispersion(&view), view: AnalysisView::Dispersion(view), notes: spots.notes, remarks }
}
