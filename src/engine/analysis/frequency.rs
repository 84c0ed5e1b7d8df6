//! The most frequent words, and the most frequent words in a row.

use std::cmp::Ordering;

use rustc_hash::FxHashMap;

use super::super::Engine;
use super::stop::Stopped;
use super::table::Table;
use super::{Reckoned, Tagger, say, stats};
use crate::protocol::{AnalysisView, WordOrder, WordRow, Words, WordsAsk};
use crate::text::{fold, fold_char};

/// Words in a row at most.
const LONGEST: usize = 4;
/// Rows sent at most.
const MOST: u32 = 10_000;

/// Words in a row, unused places being the highest number.
type Gram = [u32; LONGEST];
const NONE: u32 = u32::MAX;

/// A row before it is shown.
struct Found {
    gram: Gram,
    n: u32,
    n_articles: u32,
    /// The part of it that is spread as the articles are long.
    shared: f64,
}

pub(super) fn make(engine: &Engine, ask: &WordsAsk, tags: Option<Tagger<'_>>) -> Reckoned {
    let (table, corpus) = (engine.table(), &engine.corpus);
    let mut notes = Vec::new();
    let docs = engine.docs(&ask.scope, &mut notes);
    let length = usize::from(ask.length.max(1)).min(LONGEST);
    let stop = Stopped::of(&ask.stop);
    let min = ask.min.max(1);
    let mut remarks = Vec::new();
    let terms: Option<Vec<String>> = (!ask.theme.is_empty()).then(|| {
        let definition = engine.notes.definition(&ask.theme).map(|(_, definition)| definition);
        let fold = |term: &str| term.split('^').next().unwrap_or_default().chars().map(fold_char).collect();
        let mut terms: Vec<String> =
            definition.into_iter().flat_map(crate::theme::Definition::all_terms).map(fold).collect();
        terms.sort_unstable();
        terms
    });
    if !ask.tag.is_empty() && tags.is_none() {
        remarks.push(say::no_tags());
    }
    let holds = fold(ask.holds.trim()).text;
    let joined = |gram: &Gram| words_of(gram).map(|word| table.folded(word)).collect::<String>();
    let is_meant = |gram: &Gram| {
        let mut ends = words_of(gram).enumerate().filter(|(i, _)| *i == 0 || *i + 1 == length);
        if ends.any(|(_, word)| stop.has(table, word)) {
            return false;
        }
        if holds.is_empty() && terms.is_none() && (ask.tag.is_empty() || tags.is_none()) {
            return true;
        }
        let text = joined(gram);
        (holds.is_empty() || text.contains(&holds))
            && terms.as_ref().is_none_or(|terms| terms.binary_search(&text).is_ok())
            && tags.filter(|_| !ask.tag.is_empty()).is_none_or(|tag| tag(&text).starts_with(&ask.tag))
    };
    let (mut rows, n_types) = if length == 1 {
        let counts = table.count(&docs);
        let n_types = counts.n.iter().filter(|n| **n > 0).count() as u32;
        let rows = (0u32..).zip(counts.n.iter().zip(&counts.articles)).filter(|(_, (n, _))| **n >= min);
        let rows =
            rows.map(|(word, (&n, &n_articles))| Found { gram: [word, NONE, NONE, NONE], n, n_articles, shared: 0.0 });
        (rows.filter(|row| is_meant(&row.gram)).collect::<Vec<_>>(), n_types)
    } else {
        let mut rows = grams(table, &docs, length, min.max(2), &stop);
        let n_types = rows.len() as u32;
        rows.retain(|row| is_meant(&row.gram));
        (rows, n_types)
    };
    let of_words = table.size(&docs);
    let (from, to) = (ask.offset as usize, ask.offset.saturating_add(ask.limit.min(MOST)) as usize);
    // Of a row of words only its times are known so far.
    let dispersed = ask.order != WordOrder::Count && (ask.order != WordOrder::Articles || length > 1);
    if dispersed {
        disperse(table, &docs, length, of_words, &mut rows);
    }
    let order = |a: &Found, b: &Found| {
        let first = match ask.order {
            WordOrder::Count => Ordering::Equal,
            WordOrder::Articles => b.n_articles.cmp(&a.n_articles),
            WordOrder::Even => b.shared.total_cmp(&a.shared),
            WordOrder::Uneven => a.shared.total_cmp(&b.shared),
        };
        first.then(b.n.cmp(&a.n)).then(a.gram.cmp(&b.gram))
    };
    let total = rows.len() as u32;
    if to < rows.len() {
        rows.select_nth_unstable_by(to, order);
        rows.truncate(to);
    }
    rows.sort_unstable_by(order);
    rows.drain(..from.min(rows.len()));
    if !dispersed {
        disperse(table, &docs, length, of_words, &mut rows);
    }
    let row = |found: &Found| {
        let words: Vec<String> = words_of(&found.gram).map(|word| table.shown(corpus, word)).collect();
        WordRow {
            tag: tags.filter(|_| length == 1).map_or_else(String::new, |tag| tag(&joined(&found.gram)).to_owned()),
            words,
            n: found.n,
            per_million: per_million(found.n, of_words),
            n_articles: found.n_articles,
            dp: (1.0 - found.shared).clamp(0.0, 1.0),
        }
    };
    let view = Words {
        of_words,
        of_articles: docs.len() as u32,
        n_types,
        total,
        rows: rows.iter().map(row).collect(),
        stop: stop.words,
    };
    if total == 0 {
        remarks.push(say::no_words(docs.len() as u32));
    }
    Reckoned { method: say::words(&view, length, min), view: AnalysisView::Words(view), notes, remarks }
}

pub(super) fn per_million(n: u32, of: u32) -> f64 {
    f64::from(n) * 1e6 / f64::from(of.max(1))
}

fn words_of(gram: &Gram) -> impl Iterator<Item = u32> + '_ {
    gram.iter().copied().take_while(|word| *word != NONE)
}

/// Calls `each` with all rows of words of an article: within a sentence and without a mark between them.
fn each_gram(table: &Table, doc: u32, length: usize, mut each: impl FnMut(Gram)) {
    for (from, to) in table.parts(doc) {
        let mut last = [NONE; LONGEST];
        let mut n = 0;
        for piece in from..to {
            if table.opens(piece) {
                n = 0;
            }
            let Some(word) = table.word(piece) else {
                n = 0;
                continue;
            };
            last = [last[1], last[2], last[3], word];
            n += 1;
            if n >= length {
                let gram = match length {
                    1 => [last[3], NONE, NONE, NONE],
                    2 => [last[2], last[3], NONE, NONE],
                    3 => [last[1], last[2], last[3], NONE],
                    _ => last,
                };
                each(gram);
            }
        }
    }
}

/// Rows of words that stand at least `min` times. What follows each place of a word is put on the word's pile; piles
/// large enough are parted by the next word, and so on. All is read and written from end to end, and no row is
/// remembered that is too rare.
fn grams(table: &Table, docs: &[u32], length: usize, min: u32, stop: &Stopped) -> Vec<Found> {
    let counts = table.count(docs);
    // What a row may begin or end with (2), and what it may hold (1): a row is no more frequent than its words.
    let may: Vec<u8> = (0..table.n_words())
        .zip(&counts.n)
        .map(|(word, n)| if *n < min { 0 } else { 1 + u8::from(!stop.has(table, word)) })
        .collect();
    let may = |word: u32| may.get(word as usize).copied().unwrap_or_default();
    let stride = length - 1;
    // Where the next place of each word goes; piles stand one after the other.
    let mut ends = vec![0u32; counts.n.len()];
    let mut n_places = 0;
    for (word, (end, n)) in (0u32..).zip(ends.iter_mut().zip(&counts.n)) {
        *end = n_places;
        n_places += if may(word) > 1 { *n } else { 0 };
    }
    let starts = ends.clone();
    let mut piles = vec![0u32; n_places as usize * stride];
    let mut follow = [0u32; LONGEST];
    for &doc in docs {
        let [(from, _), (_, to)] = table.parts(doc);
        for (piece, word) in (from..to).zip(table.numbers((from, to))) {
            if may(word) < 2 {
                continue;
            }
            let is_row = (1..=stride).all(|k| {
                let next = table.follows(piece + k as u32);
                let word = next.filter(|word| may(*word) > u8::from(k == stride));
                follow.get_mut(k - 1).zip(word).map(|(slot, word)| *slot = word).is_some()
            });
            if let Some(end) = ends.get_mut(word as usize).filter(|_| is_row) {
                let at = *end as usize * stride;
                if let (Some(place), Some(follow)) = (piles.get_mut(at..at + stride), follow.get(..stride)) {
                    place.copy_from_slice(follow);
                }
                *end += 1;
            }
        }
    }
    let mut parting = Parting { slots: vec![0; counts.n.len()], min, rows: Vec::new() };
    for (word, (from, to)) in (0u32..).zip(starts.into_iter().zip(ends)) {
        let places = piles.get(from as usize * stride..to as usize * stride).unwrap_or_default();
        parting.part([word, NONE, NONE, NONE], 1, places, stride);
    }
    parting.rows
}

/// Parts piles of places by the words that follow.
struct Parting {
    /// By word: its times in the pile at hand, then where its next place goes. Nought between two piles.
    slots: Vec<u32>,
    min: u32,
    rows: Vec<Found>,
}

impl Parting {
    /// `places` have `stride` words each: those that follow the `depth` words of `gram`.
    fn part(&mut self, gram: Gram, depth: usize, places: &[u32], stride: usize) {
        if places.len() < self.min as usize * stride {
            return;
        }
        let mut words: Vec<(u32, u32)> = Vec::new();
        for &word in places.iter().step_by(stride) {
            if let Some(n) = self.slots.get_mut(word as usize) {
                if *n == 0 {
                    words.push((word, 0));
                }
                *n += 1;
            }
        }
        for (word, n) in &mut words {
            *n = self.slots.get_mut(*word as usize).map(std::mem::take).unwrap_or_default();
        }
        words.retain(|(_, n)| *n >= self.min);
        let longer = |word: u32| {
            let mut gram = gram;
            if let Some(slot) = gram.get_mut(depth) {
                *slot = word;
            }
            gram
        };
        if stride == 1 {
            let row = |&(word, n): &(u32, u32)| Found { gram: longer(word), n, n_articles: 0, shared: 0.0 };
            self.rows.extend(words.iter().map(row));
            return;
        }
        // One beyond the place, so that nought is a word that has none.
        let mut n_places = 0;
        for (word, n) in &words {
            if let Some(slot) = self.slots.get_mut(*word as usize) {
                *slot = n_places + 1;
            }
            n_places += n;
        }
        let rest = stride - 1;
        let mut piles = vec![0u32; n_places as usize * rest];
        for place in places.chunks_exact(stride) {
            if let Some(slot) = self.slots.get_mut(place[0] as usize).filter(|slot| **slot > 0) {
                let at = (*slot as usize - 1) * rest;
                if let Some(pile) = piles.get_mut(at..at + rest) {
                    pile.copy_from_slice(&place[1..]);
                }
                *slot += 1;
            }
        }
        for (word, _) in &words {
            if let Some(slot) = self.slots.get_mut(*word as usize) {
                *slot = 0;
            }
        }
        let mut from = 0;
        for (word, n) in words {
            let to = from + n as usize * rest;
            self.part(longer(word), depth + 1, piles.get(from..to).unwrap_or_default(), rest);
            from = to;
        }
    }
}

/// Sets what each row's spread has in common with the lengths of the articles (Gries' deviation is 1 less that), and
/// for rows of words in how many articles each stands.
fn disperse(table: &Table, docs: &[u32], length: usize, of_words: u32, rows: &mut [Found]) {
    // Per row its times in the present article.
    let mut here: Vec<u32> = vec![0; rows.len()];
    let mut touched: Vec<usize> = Vec::new();
    let mut of_word: Vec<u32> = Vec::new();
    let mut of_gram: FxHashMap<Gram, u32> = FxHashMap::default();
    if length == 1 {
        of_word = vec![NONE; table.n_words() as usize];
    }
    // Most rows of words begin with another word than any of these.
    let mut begins = vec![false; table.n_words() as usize];
    for (i, row) in (0u32..).zip(rows.iter()) {
        if length > 1 {
            of_gram.insert(row.gram, i);
            if let Some(begins) = begins.get_mut(row.gram[0] as usize) {
                *begins = true;
            }
        } else if let Some(slot) = of_word.get_mut(row.gram[0] as usize) {
            *slot = i;
        }
    }
    for &doc in docs {
        let mut count = |i: usize| {
            if let Some(n) = here.get_mut(i) {
                if *n == 0 {
                    touched.push(i);
                }
                *n += 1;
            }
        };
        if length == 1 {
            let [(from, _), (_, to)] = table.parts(doc);
            for number in table.numbers((from, to)) {
                if let Some(&i) = of_word.get(number as usize).filter(|i| **i != NONE) {
                    count(i as usize);
                }
            }
        } else {
            each_gram(table, doc, length, |gram| {
                let begins = begins.get(gram[0] as usize) == Some(&true);
                if let Some(&i) = begins.then(|| of_gram.get(&gram)).flatten() {
                    count(i as usize);
                }
            });
        }
        let size = table.sizes.get(doc as usize).copied().unwrap_or_default();
        for i in touched.drain(..) {
            if let (Some(n), Some(row)) = (here.get_mut(i), rows.get_mut(i)) {
                row.shared += stats::share(*n, size, row.n, of_words.max(1));
                row.n_articles += u32::from(length > 1);
                *n = 0;
            }
        }
    }
}
