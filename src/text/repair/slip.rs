//! Bytes lost from GBK text, so that what follows was paired wrongly: `?!边|源` for `。”遼源`.
//!
//! Three things start a slip, all of them replacements that a site made byte by byte without
//! minding where a character begins: a full-width mark made half-width (`A1 [A3 A1] B1` becomes
//! `A1 21 B1`), pinyin written behind two bytes of two characters, a byte dropped. From there
//! on every pair is read one byte off, until an ASCII byte, a second replacement or a dropped
//! byte puts it right. The search ([`super::beam`]) puts bytes back and asks the model which
//! text is likely.

use std::cell::Cell;

use rustc_hash::FxHashSet;

use super::{
    Edit, Kind,
    beam::{Answer, Search, Start},
    gbk,
    pinyin::annotation,
};
use crate::text::{Lexicon, variant::simplified};

/// Whether a character may stand for bytes that could not be read.
pub(super) fn is_mark(c: char) -> bool {
    matches!(c, '?' | '？' | '\u{fffd}')
}

/// How far before a slip the model looks.
const CONTEXT: usize = 8;

/// The most characters weighed in one text: a second or so. Beyond it slips are left as they are.
const MOST_WORK: usize = 2_500_000;

/// A text as characters with their offsets.
pub(super) struct Chars<'a> {
    pub(super) text: &'a str,
    pub(super) all: Vec<(usize, char)>,
}

impl Chars<'_> {
    pub(super) fn at(&self, i: usize) -> Option<char> {
        self.all.get(i).map(|(_, c)| *c)
    }

    pub(super) fn offset(&self, i: usize) -> usize {
        self.all.get(i).map_or(self.text.len(), |(at, _)| *at)
    }

    /// The pinyin that stands at `i`: the syllable and the index behind it.
    pub(super) fn annotation(&self, i: usize, open: bool) -> Option<(&str, usize)> {
        let at = self.offset(i);
        let found = annotation(self.text.get(at..)?, open).filter(|found| found.closed)?;
        let count = self.text.get(at..at + found.len)?.chars().count();
        Some((found.syllable, i + count))
    }
}

/// The slips to put right.
pub(super) fn find(lexicon: &Lexicon, text: &str) -> Vec<Edit> {
    let suspicious = memchr::memchr(b'?', text.as_bytes()).is_some()
        || memchr::memmem::find(text.as_bytes(), "\u{fffd}".as_bytes()).is_some()
        || memchr::memmem::find(text.as_bytes(), "？".as_bytes()).is_some();
    if !suspicious {
        return Vec::new();
    }
    let chars = Chars { text, all: text.char_indices().collect() };
    let spent = Cell::new(0);
    let mut seen = None;
    let mut edits = Vec::new();
    let mut context: Vec<char> = Vec::new();
    let mut i = 0;
    while let Some(c) = chars.at(i) {
        let start = if is_mark(c) && spent.get() < MOST_WORK { start(lexicon, &chars, i) } else { None };
        if let Some((start, from)) = start {
            let seen = seen.get_or_insert_with(|| Seen::in_text(&chars));
            let (head, tail) = context.split_at(context.len().saturating_sub(CONTEXT));
            let bracket = head.iter().rev().take_while(|c| **c != '\n').find(|c| matches!(c, '《' | '》'));
            let in_title = bracket == Some(&'《');
            let in_quote =
                context.iter().rev().take_while(|c| **c != '\n').find(|c| matches!(c, '“' | '”')) == Some(&'“');
            let answer = (Search { lexicon, chars: &chars, seen, context: tail, in_title, in_quote, spent: &spent })
                .run(i, from, &start);
            // 什么?!北约: where only marks would change, the text was read as it is.
            let says_more = |answer: &Answer| !matches!(start, Start::Mark(_)) || !same_characters(&chars, i, answer);
            if let Some(answer) = answer.filter(says_more) {
                context.extend(answer.text.chars().map(simplified));
                edits.push(edit(&chars, i, &answer));
                i = answer.end;
                continue;
            }
        }
        context.push(simplified(c));
        i += 1;
    }
    edits
}

/// Whether an answer has the Han characters that stand there already.
fn same_characters(chars: &Chars<'_>, from: usize, answer: &Answer) -> bool {
    let there = (from..answer.end).filter_map(|i| chars.at(i)).filter(|c| is_han(*c));
    there.eq(answer.text.chars().filter(|c| is_han(*c)))
}

fn edit(chars: &Chars<'_>, from: usize, answer: &Answer) -> Edit {
    Edit {
        kind: Kind::ByteSlip,
        start: chars.offset(from),
        end: chars.offset(answer.end),
        after: answer.text.clone(),
        certain: answer.certain,
    }
}

/// What kind of slip may start at the mark at `i`, and where its wrongly paired bytes start.
fn start(lexicon: &Lexicon, chars: &Chars<'_>, i: usize) -> Option<(Start, usize)> {
    let next = chars.at(i + 1)?;
    let before = i.checked_sub(1).and_then(|i| chars.at(i));
    if let (Some((syllable, end)), Some(before)) = (chars.annotation(i + 1, false), before) {
        let [_, trail] = gbk::bytes(before)?;
        let lost = (0x81..=0xfe)
            .filter(|byte| gbk::pair(trail, *byte).is_some_and(|c| lexicon.readings.is_reading(c, syllable)))
            .collect::<Vec<u8>>();
        return (!lost.is_empty()).then_some((Start::Pinyin(lost), end));
    }
    let half = match next {
        // Marks in a row stand for text that was lost altogether.
        '?' | '？' => return None,
        '！'..='～' => u8::try_from(next as u32 - 0xfee0).ok()?,
        '!' | ',' | ':' | ';' | '(' | ')' | '.' | '-' => next as u8,
        _ => 0,
    };
    if half != 0 {
        let after = chars.at(i + 2)?;
        // `（？－？）`: years that nobody knows.
        if matches!(next, '-' | '－') && is_mark(after) {
            return None;
        }
        let shifted = gbk::bytes(after).is_some() || is_mark(after);
        return shifted.then_some((Start::Mark(half | 0x80), i + 2));
    }
    let run: Vec<char> = (i + 1..i + 9).map_while(|i| chars.at(i)).take_while(|c| is_han(*c)).map(simplified).collect();
    let odd = run.len() >= 2 && lexicon.model().cost(&run) > ODD * run.len() as f32;
    odd.then_some((Start::Byte, i + 1))
}

/// Text that costs more per character is hardly text.
const ODD: f32 = 9.5;

pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}')
}

/// What a document says elsewhere, which is likely to be said here.
#[derive(Default)]
pub(super) struct Seen {
    pub(super) pairs: FxHashSet<(char, char)>,
    pub(super) triples: FxHashSet<(char, char, char)>,
}

impl Seen {
    fn in_text(chars: &Chars<'_>) -> Self {
        let mut seen = Self::default();
        let (mut first, mut second) = (None, None);
        for (_, c) in &chars.all {
            let third = is_han(*c).then(|| simplified(*c));
            if let (Some(second), Some(third)) = (second, third) {
                seen.pairs.insert((second, third));
                if let Some(first) = first {
                    seen.triples.insert((first, second, third));
                }
            }
            (first, second) = (second, third);
        }
        seen
    }
}
