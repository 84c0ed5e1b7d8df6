//! Texts that share their beginnings, each character with the least cost of a cut up to it.

use super::slip::Seen;
use crate::text::{Lexicon, variant::simplified};

/// What is granted for pairs of characters that the text has elsewhere, in nats.
const SEEN: f32 = 1.8;
/// The cost of a longer stretch that it has elsewhere, and how long one may be.
const NAME: f32 = 12.0;
const LONGEST_NAME: u8 = 6;
/// The cost of two marks in a row that do not follow one another.
const TWO_STOPS: f32 = 8.0;
/// What is granted for a full stop before a closing quotation mark: the common end of a quotation, which the
/// costs of characters alone do not know.
pub(super) const END_OF_QUOTE: f32 = 8.0;
/// The cost of a letter of full width, which wrong pairs often make and texts seldom have.
const WIDE_LETTER: f32 = 5.0;
/// The cost of a closing bracket without an opening one before it in the line.
const UNOPENED: f32 = 5.0;

/// A character of a hypothesis, linked to the one before.
struct Node {
    before: u32,
    char: char,
    simple: char,
    /// Least cost of a cut that ends here.
    best: f32,
    /// What was granted for pairs seen elsewhere.
    granted: f32,
    /// How many characters up to here the text has elsewhere in this order.
    run: u8,
    /// Whether a `《` is open.
    in_title: bool,
}

pub(super) const ROOT: u32 = 0;

pub(super) struct Lattice<'a> {
    lexicon: &'a Lexicon,
    seen: &'a Seen,
    nodes: Vec<Node>,
}

impl<'a> Lattice<'a> {
    /// Nothing but the beginning of a line, or of a part of one in which a `《` may be open.
    pub(super) fn new(lexicon: &'a Lexicon, seen: &'a Seen, in_title: bool) -> Self {
        let root = Node { before: ROOT, char: '\n', simple: '\n', best: 0.0, granted: 0.0, run: 2, in_title };
        Self { lexicon, seen, nodes: vec![root] }
    }

    /// How many characters were weighed.
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Appends a character to the text that ends at `before`.
    pub(super) fn extend(&mut self, before: u32, char: char, grant: bool) -> u32 {
        let simple = simplified(char);
        let mut granted = self.node(before).granted;
        if grant && self.seen.pairs.contains(&(self.node(before).simple, simple)) {
            granted += SEEN;
        }
        if grant && is_numeral(simple) && is_numeral(self.node(before).simple) {
            granted += SEEN;
        }
        if is_stop(simple) && is_stop(self.node(before).simple) {
            granted -= TWO_STOPS;
        }
        if grant && simple == '”' && ends_sentence(self.node(before).simple) {
            granted += END_OF_QUOTE;
        }
        if grant && matches!(char, 'Ａ'..='Ｚ' | 'ａ'..='ｚ') {
            granted -= WIDE_LETTER;
        }
        let in_title = simple == '《' || simple != '》' && self.node(before).in_title;
        if simple == '》' && !self.node(before).in_title {
            granted -= UNOPENED;
        }
        let mut best = f32::INFINITY;
        let back = Back { lattice: self, at: before, first: Some(simple) };
        let mut reached = before;
        let mut walked = 1;
        self.lexicon.model().words_ending(back, |len, cost| {
            while walked < len {
                reached = self.node(reached).before;
                walked += 1;
            }
            best = best.min(self.node(reached).best + cost);
        });
        // Three and more characters that the text has elsewhere are as good as a word: names above all.
        let (middle, first) = (self.node(before), self.node(self.node(before).before));
        let mut run = 2;
        if grant && self.seen.triples.contains(&(first.simple, middle.simple, simple)) {
            run = (middle.run + 1).min(LONGEST_NAME);
            let mut start = self.node(first.before).best;
            let mut at = first.before;
            for _ in 3..run {
                at = self.node(at).before;
                start = start.min(self.node(at).best);
            }
            best = best.min(start + NAME);
        }
        self.nodes.push(Node { before, char, simple, best, granted, run, in_title });
        self.nodes.len() as u32 - 1
    }

    /// Makes the text that ends at a node cost so much more, and all that is appended to it from now on.
    pub(super) fn charge(&mut self, at: u32, cost: f32) {
        if let Some(node) = self.nodes.get_mut(at as usize) {
            node.granted -= cost;
        }
    }

    fn node(&self, at: u32) -> &Node {
        static NOTHING: Node =
            Node { before: ROOT, char: '\n', simple: '\n', best: 0.0, granted: 0.0, run: 2, in_title: false };
        self.nodes.get(at as usize).unwrap_or(&NOTHING)
    }

    pub(super) fn cost(&self, at: u32) -> f32 {
        self.node(at).best - self.node(at).granted
    }

    /// How many quotations end with a full stop after `from` up to `at`.
    pub(super) fn ends_of_quotes(&self, mut at: u32, from: u32) -> usize {
        let mut n = 0;
        while at > from {
            let node = self.node(at);
            n += usize::from(node.simple == '”' && ends_sentence(self.node(node.before).simple));
            at = node.before;
        }
        n
    }

    /// The characters after `from` up to `at`.
    pub(super) fn text(&self, mut at: u32, from: u32) -> String {
        let mut chars = Vec::new();
        while at > from {
            chars.push(self.node(at).char);
            at = self.node(at).before;
        }
        chars.iter().rev().collect()
    }
}

/// Characters of a hypothesis from the last one back.
struct Back<'a> {
    lattice: &'a Lattice<'a>,
    at: u32,
    first: Option<char>,
}

impl Iterator for Back<'_> {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        if let Some(c) = self.first.take() {
            return Some(c);
        }
        if self.at == ROOT {
            return None;
        }
        let node = self.lattice.node(self.at);
        self.at = node.before;
        Some(node.simple)
    }
}

fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '…')
}

/// Marks that do not follow one another.
fn is_stop(c: char) -> bool {
    matches!(c, '。' | '，' | '、' | '；' | '：' | ',' | ';' | ':')
}

/// Chinese numerals, which follow one another without being words.
fn is_numeral(c: char) -> bool {
    matches!(
        c,
        '一' | '二'
            | '三'
            | '四'
            | '五'
            | '六'
            | '七'
            | '八'
            | '九'
            | '十'
            | '百'
            | '千'
            | '万'
            | '亿'
            | '零'
            | '〇'
    )
}
