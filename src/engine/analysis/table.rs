//! The words of all articles as numbers: made once per corpus, at the first question that needs it.
//!
//! The pack has the lengths of all words; the folded text says which of them are the same. Words are
//! numbered by how often they stand in the corpus; what holds no letter, digit or Han comes last and is no
//! word. A word is shown as it is written most: folded, or, where folding changed most of its places, as it
//! stands at the first of them.

use rustc_hash::FxHashMap;

use crate::corpus::Corpus;
use crate::index::units::{BREAK, is_indexed, is_shared};
use crate::text::{Span, fold_char};

/// The first piece of a sentence, of a title or of a body has this bit beside its number.
const FIRST: u32 = 1 << 31;
/// Pieces of so many characters are told apart by one number.
const SHORT: usize = 4;

/// All pieces of all articles, in order.
#[derive(Debug, Default)]
pub(super) struct Table {
    pieces: Vec<u32>,
    /// First piece of each title; one more at the end.
    starts: Vec<u32>,
    /// First piece of each body.
    bodies: Vec<u32>,
    /// Folded text of each word; the start of each, and one more.
    text: String,
    offsets: Vec<u32>,
    /// Characters of each piece.
    lengths: Vec<u32>,
    /// How often each word stands in the corpus, and in how many articles.
    pub(super) counts: Counts,
    /// Where a word is written otherwise than folded, if it is so in most places: article and character.
    written: FxHashMap<u32, (u32, u32)>,
    /// Words of each article.
    pub(super) sizes: Vec<u32>,
}

/// How often each word stands in some articles.
#[derive(Clone, Debug, Default)]
pub(super) struct Counts {
    /// Times.
    pub(super) n: Vec<u32>,
    /// Articles.
    pub(super) articles: Vec<u32>,
    /// Words in all.
    pub(super) total: u32,
}

/// What is known of a piece while the table is made.
struct Kind {
    n: u32,
    articles: u32,
    last: u32,
    length: u32,
    is_word: bool,
    /// Article and first character of its first place; characters through title, break and body.
    first: (u32, u32),
    /// Places where folding changed it, and the first of them.
    changed: (u32, (u32, u32)),
}

/// Numbers of pieces by their text.
#[derive(Default)]
struct Numbers {
    short: FxHashMap<u64, u32>,
    long: FxHashMap<Box<[u16]>, u32>,
    rare: FxHashMap<String, u32>,
}

impl Table {
    pub(super) fn of(corpus: &Corpus) -> Self {
        let n_articles = corpus.n_articles();
        let (mut numbers, mut kinds): (Numbers, Vec<Kind>) = (Numbers::default(), Vec::new());
        let mut table = Self::default();
        table.pieces.reserve(corpus.n_chars() as usize * 2 / 3);
        let mut units: Vec<u16> = Vec::new();
        for doc in 0..n_articles {
            units.clear();
            units.extend(corpus.texts().units(doc));
            let body = corpus.texts().title_len(doc) + 1;
            let mut changed = corpus.texts().changed(doc).peekable();
            let (sentences, n_bytes) = (corpus.sentences(doc), corpus.body(doc).len() as u32);
            let mut sentences =
                sentences.iter().map(|span| body + corpus.char_of(doc, span.start.min(n_bytes))).peekable();
            let mut at = 0u32;
            let mut opens = true;
            let mut size = 0;
            table.starts.push(table.pieces.len() as u32);
            let (mut lengths, mut in_body) = (corpus.word_lengths(doc).0, false);
            while let Some(length) = lengths.varint() {
                if length == 0 {
                    if in_body {
                        break;
                    }
                    in_body = true;
                    table.bodies.push(table.pieces.len() as u32);
                    (at, opens) = (body, true);
                    continue;
                }
                let end = at.saturating_add(length);
                // A forged pack may say what it likes.
                let Some(piece) = units.get(at as usize..end as usize) else { break };
                let next = kinds.len() as u32;
                let number = numbers.number(corpus, doc, piece, at, next);
                if number == next {
                    kinds.push(Kind {
                        n: 0,
                        articles: 0,
                        last: u32::MAX,
                        length,
                        is_word: piece.iter().any(|&unit| is_indexed(unit)),
                        first: (doc, at),
                        changed: (0, (0, 0)),
                    });
                }
                let mut is_changed = false;
                while changed.next_if(|&place| place < end).is_some() {
                    is_changed = true;
                }
                if let Some(kind) = kinds.get_mut(number as usize) {
                    kind.n += 1;
                    size += u32::from(kind.is_word);
                    if kind.last != doc {
                        kind.last = doc;
                        kind.articles += 1;
                    }
                    if is_changed {
                        if kind.changed.0 == 0 {
                            kind.changed.1 = (doc, at);
                        }
                        kind.changed.0 += 1;
                    }
                }
                while sentences.next_if(|&start| start <= at).is_some() {
                    opens = true;
                }
                table.pieces.push(number | if opens { FIRST } else { 0 });
                opens = false;
                // A sentence that begins within a piece opens with the next.
                while sentences.next_if(|&start| start < end).is_some() {
                    opens = true;
                }
                at = end;
            }
            if !in_body {
                table.bodies.push(table.pieces.len() as u32);
            }
            table.sizes.push(size);
        }
        table.starts.push(table.pieces.len() as u32);
        table.settle(corpus, &kinds);
        table
    }

    /// Numbers words by frequency and writes down their texts.
    fn settle(&mut self, corpus: &Corpus, kinds: &[Kind]) {
        let mut order: Vec<u32> = (0..kinds.len() as u32).collect();
        let kind = |number: u32| kinds.get(number as usize);
        // Numbers were given in the order of the first places, which decides between equals.
        order.sort_unstable_by_key(|&number| {
            kind(number).map(|kind| (!kind.is_word, std::cmp::Reverse(kind.n), number))
        });
        let mut new = vec![0u32; kinds.len()];
        self.offsets.push(0);
        for (to, &from) in (0u32..).zip(&order) {
            let Some(kind) = kind(from) else { continue };
            if let Some(slot) = new.get_mut(from as usize) {
                *slot = to;
            }
            self.lengths.push(kind.length);
            if !kind.is_word {
                continue;
            }
            let (doc, at) = kind.first;
            let piece = || corpus.texts().units_at(doc, at, kind.length);
            if piece().any(is_shared) {
                self.text.extend(source(corpus, doc, at, kind.length).chars().map(fold_char));
            } else {
                self.text.extend(piece().filter_map(|unit| char::from_u32(unit.into())));
            }
            self.offsets.push(self.text.len() as u32);
            self.counts.n.push(kind.n);
            self.counts.articles.push(kind.articles);
            self.counts.total += kind.n;
            if kind.changed.0 * 2 > kind.n {
                self.written.insert(to, kind.changed.1);
            }
        }
        for piece in &mut self.pieces {
            let number = new.get((*piece & !FIRST) as usize).copied().unwrap_or_default();
            *piece = (*piece & FIRST) | number;
        }
    }

    /// Number of different words.
    pub(super) fn n_words(&self) -> u32 {
        self.counts.n.len() as u32
    }

    /// The pieces of an article: of its title, and of its body.
    pub(super) fn parts(&self, doc: u32) -> [(u32, u32); 2] {
        let at = |list: &[u32], i: u32| list.get(i as usize).copied().unwrap_or_default();
        let body = at(&self.bodies, doc);
        [(at(&self.starts, doc), body), (body, at(&self.starts, doc + 1))]
    }

    /// The number at a piece, if it is a word.
    #[inline]
    pub(super) fn word(&self, piece: u32) -> Option<u32> {
        self.pieces.get(piece as usize).map(|piece| piece & !FIRST).filter(|&number| number < self.n_words())
    }

    /// Whether a sentence begins with a piece.
    #[inline]
    pub(super) fn opens(&self, piece: u32) -> bool {
        self.pieces.get(piece as usize).is_some_and(|piece| piece & FIRST != 0)
    }

    /// The number at a piece, if it is a word that goes on the sentence of the piece before.
    #[inline]
    pub(super) fn follows(&self, piece: u32) -> Option<u32> {
        // With its mark, a first piece has a number beyond all words.
        self.pieces.get(piece as usize).copied().filter(|&number| number < self.n_words())
    }

    /// Characters of a piece.
    #[inline]
    pub(super) fn length(&self, piece: u32) -> u32 {
        let number = self.pieces.get(piece as usize).map_or(0, |piece| piece & !FIRST);
        self.lengths.get(number as usize).copied().unwrap_or_default()
    }

    /// The numbers of pieces of a range, with their mark of a first piece taken off; words are below
    /// [`Table::n_words`].
    pub(super) fn numbers(&self, (from, to): (u32, u32)) -> impl Iterator<Item = u32> + '_ {
        self.pieces.get(from as usize..to as usize).unwrap_or_default().iter().map(|piece| piece & !FIRST)
    }

    /// A word as it is looked for.
    pub(super) fn folded(&self, word: u32) -> &str {
        let at = |i: u32| self.offsets.get(i as usize).map(|&at| at as usize);
        at(word).zip(at(word + 1)).and_then(|(from, to)| self.text.get(from..to)).unwrap_or_default()
    }

    /// A word as it is written.
    pub(super) fn shown(&self, corpus: &Corpus, word: u32) -> String {
        match self.written.get(&word) {
            Some(&(doc, at)) => {
                let length = self.lengths.get(word as usize).copied().unwrap_or_default();
                source(corpus, doc, at, length).to_owned()
            }
            None => self.folded(word).to_owned(),
        }
    }

    /// The words of some texts: one for each that is a word of the corpus. One pass for all of them.
    pub(super) fn find(&self, texts: &[String]) -> Vec<Option<u32>> {
        let folded: Vec<String> = texts.iter().map(|text| text.trim().chars().map(fold_char).collect()).collect();
        let mut found = vec![None; texts.len()];
        match folded.as_slice() {
            // A few are looked for one by one, by their length first.
            few if few.len() <= 4 => {
                for (slot, text) in found.iter_mut().zip(few) {
                    let is = |word: &u32| self.folded(*word) == text;
                    *slot = (0..self.n_words()).find(is);
                }
            }
            many => {
                let mut wanted: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
                for (i, text) in many.iter().enumerate() {
                    wanted.entry(text).or_default().push(i);
                }
                for word in 0..self.n_words() {
                    for &i in wanted.get(self.folded(word)).into_iter().flatten() {
                        if let Some(slot) = found.get_mut(i) {
                            *slot = Some(word);
                        }
                    }
                }
            }
        }
        found
    }

    /// How often each word stands in some articles, given in order.
    pub(super) fn count(&self, docs: &[u32]) -> Counts {
        let n_articles = self.sizes.len();
        if docs.len() == n_articles {
            return self.counts.clone();
        }
        // The fewer are counted.
        if docs.len() * 2 > n_articles {
            return self.rest(&self.count(&complement(docs, n_articles as u32)));
        }
        let size = self.n_words() as usize;
        let mut counts = Counts { n: vec![0; size], articles: vec![0; size], total: 0 };
        let mut last = vec![0u32; size];
        for (&doc, stamp) in docs.iter().zip(1..) {
            let [(from, _), (_, to)] = self.parts(doc);
            for number in self.numbers((from, to)) {
                let Some(n) = counts.n.get_mut(number as usize) else { continue };
                *n += 1;
                if let (Some(last), Some(articles)) =
                    (last.get_mut(number as usize), counts.articles.get_mut(number as usize))
                    && *last != stamp
                {
                    *last = stamp;
                    *articles += 1;
                }
            }
            counts.total += self.sizes.get(doc as usize).copied().unwrap_or_default();
        }
        counts
    }

    /// How often each word stands in all other articles.
    pub(super) fn rest(&self, counts: &Counts) -> Counts {
        let less = |all: &[u32], some: &[u32]| all.iter().zip(some).map(|(all, some)| all - some).collect();
        Counts {
            n: less(&self.counts.n, &counts.n),
            articles: less(&self.counts.articles, &counts.articles),
            total: self.counts.total - counts.total,
        }
    }

    /// Words of some articles.
    pub(super) fn size(&self, docs: &[u32]) -> u32 {
        docs.iter().filter_map(|&doc| self.sizes.get(doc as usize)).sum()
    }
}

impl Numbers {
    /// The number of a piece; `next` where it is new. Characters beyond 16 bits share units: such pieces are
    /// told apart by their text.
    fn number(&mut self, corpus: &Corpus, doc: u32, piece: &[u16], at: u32, next: u32) -> u32 {
        if piece.iter().any(|&unit| is_shared(unit) || unit == BREAK) {
            let text: String = source(corpus, doc, at, piece.len() as u32).chars().map(fold_char).collect();
            return *self.rare.entry(text).or_insert(next);
        }
        if piece.len() <= SHORT {
            // No piece holds a unit of nought, so lengths are told apart too.
            let key = piece.iter().fold(0u64, |key, &unit| key << 16 | u64::from(unit));
            return *self.short.entry(key).or_insert(next);
        }
        if let Some(&number) = self.long.get(piece) {
            return number;
        }
        self.long.insert(piece.into(), next);
        next
    }
}

/// The text as written at a character counted through title, break and body.
fn source(corpus: &Corpus, doc: u32, at: u32, length: u32) -> &str {
    let body = corpus.texts().title_len(doc) + 1;
    if at >= body {
        let start = corpus.byte_of(doc, at - body, (0, 0));
        let end = corpus.byte_of(doc, at - body + length, (at - body, start));
        return Span { start, end }.of(corpus.body(doc));
    }
    let title = corpus.title(doc);
    let byte = |n: u32| title.char_indices().nth(n as usize).map_or(title.len(), |(byte, _)| byte);
    Span::new(byte(at), byte(at + length)).of(title)
}

/// The articles that are not in a list.
pub(super) fn complement(docs: &[u32], n_articles: u32) -> Vec<u32> {
    let mut out = docs.iter().peekable();
    (0..n_articles).filter(|doc| out.next_if(|other| *other == doc).is_none()).collect()
}

/// Words of each article, counted alone.
pub(super) fn sizes(corpus: &Corpus) -> Vec<u32> {
    let mut units: Vec<u16> = Vec::new();
    let size = |doc: u32| {
        units.clear();
        units.extend(corpus.texts().units(doc));
        let (mut at, mut size, mut in_body) = (0usize, 0, false);
        let mut lengths = corpus.word_lengths(doc).0;
        while let Some(length) = lengths.varint() {
            if length == 0 && in_body {
                break;
            }
            // Between title and body stands one unit.
            in_body |= length == 0;
            let end = at + (length as usize).max(1);
            size += u32::from(units.get(at..end).is_some_and(|piece| piece.iter().any(|&unit| is_indexed(unit))));
            at = end;
        }
        size
    };
    (0..corpus.n_articles()).map(size).collect()
}
