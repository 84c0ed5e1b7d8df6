//! The words of a corpus, as the lexicon cut them when it was packed.
//!
//! With it a query is cut into the same words without the lexicon: the most probable way by
//! the number of articles of each word. It also feeds completions. Words are folded, sorted
//! and front-coded in blocks of [`BLOCK`]; only where blocks start is kept in memory.

use rustc_hash::FxHashMap;

use super::bytes::{Reader, put_bytes, put_varint};
use super::units::{is_indexed, unit};
use crate::text::fold_char;

/// Words per block.
const BLOCK: usize = 16;
/// Characters of the longest word kept.
pub const LONGEST: usize = 12;

/// Collects words article by article.
#[derive(Debug, Default)]
pub struct VocabBuilder {
    /// Number of articles and the last of them, from 1.
    words: FxHashMap<Box<str>, (u32, u32)>,
    doc: u32,
    scratch: String,
}

impl VocabBuilder {
    /// Starts the next article.
    pub fn next_article(&mut self) {
        self.doc += 1;
    }

    /// Adds a word of the present article.
    pub fn push(&mut self, word: &str) {
        let mut n = 0;
        self.scratch.clear();
        for c in word.chars() {
            let unit = unit(c);
            if !is_indexed(unit) || n == LONGEST {
                return;
            }
            self.scratch.push(char::from_u32(u32::from(unit)).unwrap_or_else(|| fold_char(c)));
            n += 1;
        }
        if n < 2 {
            return;
        }
        match self.words.get_mut(self.scratch.as_str()) {
            Some((n, last)) => {
                *n += u32::from(*last != self.doc);
                *last = self.doc;
            }
            None => {
                self.words.insert(self.scratch.as_str().into(), (1, self.doc));
            }
        }
    }

    /// The characters of all words.
    #[expect(clippy::iter_over_hash_type, reason = "a set has no order")]
    pub fn chars(&self) -> std::collections::BTreeSet<char> {
        let mut seen = vec![false; 0x1_0000];
        for word in self.words.keys() {
            for c in word.chars() {
                if let Some(seen) = seen.get_mut(c as usize) {
                    *seen = true;
                }
            }
        }
        (0..).zip(seen).filter(|(_, seen)| *seen).filter_map(|(code, _)| char::from_u32(code)).collect()
    }

    /// The vocabulary as a section.
    pub fn finish(self) -> Vec<u8> {
        let (mut blocks, mut starts) = (Vec::new(), Vec::new());
        let mut words: Vec<(&str, u32)> = self.words.iter().map(|(word, (n, _))| (&**word, *n)).collect();
        words.sort_unstable();
        for block in words.chunks(BLOCK) {
            let start = blocks.len();
            let mut last = "";
            for (word, n) in block {
                let shared = last.bytes().zip(word.bytes()).take_while(|(a, b)| a == b).count();
                put_varint(&mut blocks, shared as u32);
                put_bytes(&mut blocks, word.as_bytes().get(shared..).unwrap_or_default());
                put_varint(&mut blocks, *n);
                last = word;
            }
            put_varint(&mut starts, (blocks.len() - start) as u32);
        }
        let mut out = Vec::new();
        put_varint(&mut out, words.len() as u32);
        put_bytes(&mut out, &starts);
        out.extend_from_slice(&blocks);
        out
    }
}

/// The vocabulary, in place.
#[derive(Debug, Default)]
pub struct Vocab {
    n_words: u32,
    /// Where blocks start, from the first; one more at the end.
    starts: Vec<u32>,
    /// Where the first block starts in the section.
    base: usize,
}

impl Vocab {
    /// Reads where blocks start; `None` when that does not fit the section.
    pub fn open(section: &[u8]) -> Option<Self> {
        let mut reader = Reader::new(section);
        let n_words = reader.varint()?;
        let mut lengths = Reader::new(reader.bytes()?);
        let base = section.len() - reader.rest().len();
        let (mut starts, mut at) = (vec![0u32], 0u32);
        while let Some(len) = lengths.varint() {
            at = at.checked_add(len)?;
            starts.push(at);
        }
        let fits = at as usize == reader.rest().len() && starts.len() == (n_words as usize).div_ceil(BLOCK) + 1;
        fits.then_some(Self { n_words, starts, base })
    }

    /// Number of words.
    pub fn len(&self) -> u32 {
        self.n_words
    }

    /// Whether there is no word.
    pub fn is_empty(&self) -> bool {
        self.n_words == 0
    }

    fn block<'a>(&self, index: usize, section: &'a [u8]) -> Option<Reader<'a>> {
        let (from, to) = (*self.starts.get(index)? as usize, *self.starts.get(index + 1)? as usize);
        Some(Reader::new(section.get(self.base + from..self.base + to)?))
    }

    /// Words from the first that is not below `from`, with their number of articles, until
    /// `each` says to stop.
    pub fn walk(&self, section: &[u8], from: &str, mut each: impl FnMut(&str, u32) -> bool) {
        let n_blocks = self.starts.len().saturating_sub(1);
        let (mut low, mut high) = (0, n_blocks);
        while low < high {
            let middle = usize::midpoint(low, high);
            let first = self.block(middle, section).and_then(|mut block| {
                block.varint()?;
                block.bytes()
            });
            if first.is_some_and(|first| first <= from.as_bytes()) { low = middle + 1 } else { high = middle }
        }
        let mut word = Vec::new();
        for index in low.saturating_sub(1)..n_blocks {
            let Some(mut block) = self.block(index, section) else { return };
            word.clear();
            while let (Some(shared), Some(tail), Some(n)) = (block.varint(), block.bytes(), block.varint()) {
                word.truncate(shared as usize);
                word.extend_from_slice(tail);
                if word.as_slice() < from.as_bytes() {
                    continue;
                }
                let Ok(word) = std::str::from_utf8(&word) else { return };
                if !each(word, n) {
                    return;
                }
            }
        }
    }

    /// Number of articles of a folded word.
    pub fn get(&self, section: &[u8], word: &str) -> Option<u32> {
        let mut found = None;
        self.walk(section, word, |here, n| {
            found = (here == word).then_some(n);
            false
        });
        found
    }

    /// Cuts folded text into words: the most probable way, each character that is in no word
    /// by itself; what is not indexed separates. Returns ranges of characters.
    pub fn segment(&self, section: &[u8], chars: &[char]) -> Vec<std::ops::Range<usize>> {
        let total = f64::from(self.n_words.max(1)).ln() + 4.0;
        let mut best: Vec<(f64, usize)> = vec![(f64::NEG_INFINITY, 0); chars.len() + 1];
        if let Some(first) = best.first_mut() {
            first.0 = 0.0;
        }
        let mut word = String::new();
        for from in 0..chars.len() {
            let Some(&(score, _)) = best.get(from) else { break };
            word.clear();
            for (i, &c) in chars.iter().skip(from).take(LONGEST).enumerate() {
                if !is_indexed(unit(c)) && i > 0 {
                    break;
                }
                word.push(c);
                let n = if i == 0 { Some(0) } else { self.get(section, &word) };
                let weight = n.map(|n| if i == 0 { -total - 2.0 } else { f64::from(n + 1).ln() - total });
                if let (Some(weight), Some(to)) = (weight, best.get_mut(from + i + 1))
                    && score + weight > to.0
                {
                    *to = (score + weight, from);
                }
            }
        }
        let (mut words, mut to) = (Vec::new(), chars.len());
        while to > 0 {
            let from = best.get(to).map_or(to - 1, |(_, from)| *from);
            if chars.get(from).is_some_and(|&c| is_indexed(unit(c))) {
                words.push(from..to);
            }
            to = from.min(to - 1);
        }
        words.reverse();
        join_latin(chars, words)
    }
}

/// Joins neighbours that are letters or digits of the Latin script.
fn join_latin(chars: &[char], words: Vec<std::ops::Range<usize>>) -> Vec<std::ops::Range<usize>> {
    let is_latin = |at: usize| chars.get(at).is_some_and(char::is_ascii_alphanumeric);
    let mut joined: Vec<std::ops::Range<usize>> = Vec::with_capacity(words.len());
    for word in words {
        match joined.last_mut() {
            Some(last) if last.end == word.start && is_latin(word.start) && is_latin(last.end - 1) => {
                last.end = word.end;
            }
            _ => joined.push(word),
        }
    }
    joined
}
