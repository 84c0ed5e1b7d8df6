//! A sentence made ready for reading: folded characters, their places in the original, clauses
//! and lists.

use crate::text::{Span, Token, fold_char};

/// A range of characters, end exclusive.
pub(crate) type Range = (usize, usize);

/// A folded sentence. Folding is one character for one, so a character's position is the same
/// in both.
pub(crate) struct Scan {
    /// Characters as written.
    pub(crate) raw: Vec<char>,
    /// Folded: Simplified, half width, but upper case kept (units).
    pub(crate) chars: Vec<char>,
    /// Folded and lower case, as text for the automaton.
    pub(crate) folded: String,
    /// Byte offset in the original of each character, and its length at the end.
    at: Vec<u32>,
    /// Clause of each character.
    clause: Vec<u32>,
    /// Where list commas stand.
    commas: Vec<usize>,
    /// Range of each clause.
    pub(crate) clauses: Vec<Range>,
    /// Whether a word starts before this character; empty when no tokens were given.
    starts: Vec<bool>,
    /// Words in order; empty when no tokens were given.
    words: Vec<Word>,
    /// Which characters occur, one bit for all that share their last nine bits.
    seen: [u64; 8],
}

/// A word of the sentence.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) tag: &'static str,
}

/// Characters between clauses.
fn ends_clause(c: char) -> bool {
    matches!(c, ',' | ';' | ':' | '。' | '!' | '?' | '\n' | '…')
}

impl Scan {
    pub(crate) fn new(sentence: &str, tokens: &[Token]) -> Self {
        let n = sentence.len() / 3 + 8;
        let (mut raw, mut chars, mut at) = (Vec::with_capacity(n), Vec::with_capacity(n), Vec::with_capacity(n));
        let mut folded = String::with_capacity(sentence.len());
        for (byte, c) in sentence.char_indices() {
            let low = fold_char(c);
            at.push(byte as u32);
            raw.push(c);
            chars.push(if c.is_ascii() { c } else { low });
            folded.push(low);
        }
        at.push(sentence.len() as u32);
        let (clause, clauses) = split(&raw, &chars);
        let mut seen = [0_u64; 8];
        for &c in &chars {
            if let Some(bits) = seen.get_mut(c as usize >> 6 & 7) {
                *bits |= 1 << (c as u32 & 63);
            }
        }
        let commas = chars.iter().enumerate().filter(|(_, c)| **c == '、').map(|(i, _)| i).collect();
        let mut scan =
            Self { raw, chars, folded, at, clause, commas, clauses, starts: Vec::new(), words: Vec::new(), seen };
        scan.take_words(tokens);
        scan
    }

    fn take_words(&mut self, tokens: &[Token]) {
        if tokens.is_empty() {
            return;
        }
        self.starts = vec![false; self.chars.len() + 1];
        for token in tokens {
            let (start, end) = (self.char_at(token.span.start), self.char_at(token.span.end));
            if let Some(flag) = self.starts.get_mut(start) {
                *flag = true;
            }
            self.words.push(Word { start, end, tag: token.tag.name() });
        }
        if let Some(flag) = self.starts.last_mut() {
            *flag = true;
        }
    }

    /// Number of characters.
    pub(crate) fn len(&self) -> usize {
        self.chars.len()
    }

    /// The folded character at `i`; a space beyond either end.
    pub(crate) fn get(&self, i: usize) -> char {
        self.chars.get(i).copied().unwrap_or(' ')
    }

    /// The folded character before `i`.
    pub(crate) fn before(&self, i: usize) -> char {
        i.checked_sub(1).map_or(' ', |j| self.get(j))
    }

    /// The character that starts at byte `byte` of the original.
    fn char_at(&self, byte: u32) -> usize {
        self.at.partition_point(|&at| at < byte).min(self.chars.len())
    }

    /// Bytes of the original.
    pub(crate) fn span(&self, (start, end): Range) -> Span {
        let byte = |i: usize| self.at.get(i).or(self.at.last()).copied().unwrap_or_default();
        Span { start: byte(start), end: byte(end.max(start)) }
    }

    /// Folded text of a range, upper case kept.
    pub(crate) fn text(&self, (start, end): Range) -> String {
        self.chars.get(start..end.min(self.chars.len())).map(|chars| chars.iter().collect()).unwrap_or_default()
    }

    /// Text of a unit: letters folded, signs as written.
    pub(crate) fn unit_text(&self, (start, end): Range) -> String {
        let pairs = self.chars.iter().zip(&self.raw).take(end).skip(start);
        pairs.map(|(&low, &raw)| if low.is_alphanumeric() || low == '%' || low == '/' { low } else { raw }).collect()
    }

    /// Whether the folded text at `i` starts with `word`.
    pub(crate) fn has(&self, i: usize, word: &str) -> bool {
        word.chars().enumerate().all(|(k, c)| self.chars.get(i + k) == Some(&c))
    }

    /// Whether the folded text before `i` ends with `word`.
    pub(crate) fn ends(&self, i: usize, word: &str) -> bool {
        i.checked_sub(word.chars().count()).is_some_and(|start| self.has(start, word))
    }

    /// Whether a character may be in the sentence; if not, it is not.
    pub(crate) fn may_have(&self, c: char) -> bool {
        self.seen.get(c as usize >> 6 & 7).is_some_and(|bits| bits >> (c as u32 & 63) & 1 == 1)
    }

    /// Position of `word` in `range`, the first one.
    pub(crate) fn find(&self, (start, end): Range, word: &str) -> Option<usize> {
        let first = word.chars().next()?;
        if !word.chars().all(|c| self.may_have(c)) {
            return None;
        }
        let part = self.chars.get(start..end.min(self.chars.len()))?;
        let n = word.chars().count();
        let begins = part.iter().enumerate().filter(|&(_, &c)| c == first);
        begins.map(|(i, _)| start + i).find(|&i| i + n <= end && self.has(i, word))
    }

    /// Position of `word` in `range`, the last one.
    pub(crate) fn rfind(&self, (start, end): Range, word: &str) -> Option<usize> {
        let n = word.chars().count();
        (start..(end + 1).saturating_sub(n)).rev().find(|&i| self.has(i, word))
    }

    /// Clause number of character `i`.
    pub(crate) fn clause_of(&self, i: usize) -> usize {
        self.clause.get(i).map_or(0, |&n| n as usize)
    }

    /// Range of the clause that character `i` is in.
    pub(crate) fn clause_at(&self, i: usize) -> Range {
        self.clauses.get(self.clause_of(i)).copied().unwrap_or((0, self.len()))
    }

    /// Words, where tokens were given.
    pub(crate) fn words(&self) -> &[Word] {
        &self.words
    }

    /// Whether a word may start or end at `i`; yes where there are no tokens.
    pub(crate) fn is_edge(&self, i: usize) -> bool {
        self.starts.is_empty() || self.starts.get(i).copied().unwrap_or(true)
    }

    /// Whether the range takes part of a word and leaves part of it, on either side.
    pub(crate) fn straddles(&self, (start, end): Range) -> bool {
        let left = !self.is_edge(start) && self.word_over(start).is_some_and(|word| word.end < end);
        let last = end.saturating_sub(1);
        let right = !self.is_edge(end) && self.word_over(last).is_some_and(|word| word.start > start);
        left || right
    }

    /// The word that character `i` is in.
    pub(crate) fn word_over(&self, i: usize) -> Option<Word> {
        let k = self.words.partition_point(|word| word.end <= i);
        self.words.get(k).filter(|word| word.start <= i).copied()
    }

    /// The list that `range` stands in, when its clause lists `least` or more things and the range is close to a list
    /// comma (so that it is an item, not a clause of its own).
    pub(crate) fn list_at(&self, range: Range, least: usize) -> Option<List<'_>> {
        let clause = self.clause_at(range.0);
        let from = self.commas.partition_point(|&i| i < clause.0);
        let to = self.commas.partition_point(|&i| i < clause.1);
        let commas = self.commas.get(from..to).filter(|commas| commas.len() + 1 >= least)?;
        let k = commas.partition_point(|&i| i < range.0);
        let left = k.checked_sub(1).and_then(|k| commas.get(k));
        let right = commas.get(k);
        let near = match (left, right) {
            (Some(l), Some(r)) => r - l <= 10,
            (None, Some(r)) => r.saturating_sub(range.1) <= 4,
            (Some(l), None) => range.1 - l <= 8,
            (None, None) => false,
        };
        near.then_some(List { clause, commas })
    }
}

/// A clause that lists things.
pub(crate) struct List<'a> {
    clause: Range,
    /// The list commas in it.
    commas: &'a [usize],
}

impl List<'_> {
    /// Whether less than half of its items hold one of the terms, which come in order.
    pub(crate) fn is_mostly_without(&self, terms: &[Range]) -> bool {
        let from = terms.partition_point(|term| term.0 < self.clause.0);
        let mine = terms.iter().skip(from).take_while(|term| term.0 < self.clause.1);
        let item = |at: usize| self.commas.partition_point(|&comma| comma < at);
        let mut items: Vec<usize> = mine
            .filter(|term| term.1 <= self.clause.1 && item(term.0) == item(term.1))
            .map(|term| item(term.0))
            .collect();
        items.dedup();
        items.len() * 2 < self.commas.len() + 1
    }
}

/// Clauses: split at commas, semicolons, colons and ends, but not inside a number.
fn split(raw: &[char], chars: &[char]) -> (Vec<u32>, Vec<Range>) {
    let digit = |i: usize| chars.get(i).is_some_and(char::is_ascii_digit);
    let (mut of, mut ranges, mut start) = (Vec::with_capacity(chars.len()), Vec::new(), 0);
    for (i, &c) in chars.iter().enumerate() {
        of.push(ranges.len() as u32);
        let in_number = raw.get(i).is_some_and(char::is_ascii) && i > 0 && digit(i - 1) && digit(i + 1);
        if ends_clause(c) && !in_number {
            ranges.push((start, i));
            start = i + 1;
        }
    }
    ranges.push((start, chars.len()));
    (of, ranges)
}
