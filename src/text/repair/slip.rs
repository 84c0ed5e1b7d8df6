//! Bytes lost from GBK text, so that what follows was paired wrongly: `?!边|源` for `。”遼源`.
//!
//! Three things start a slip, all of them replacements that a site made byte by byte without
//! minding where a character begins: a full-width mark made half-width (`A1 [A3 A1] B1` becomes
//! `A1 21 B1`), pinyin written behind two bytes of two characters, a byte dropped. From there
//! on every pair is read one byte off, until an ASCII byte, a second replacement or a dropped
//! byte puts it right. The search ([`super::beam`]) puts bytes back and asks the model which
//! text is likely.

use std::{cell::Cell, sync::OnceLock};

use rustc_hash::FxHashSet;

use super::{
    Edit, Kind,
    beam::{Answer, Search, Start},
    gbk,
    layout::asks,
    pinyin::annotation,
};
use crate::text::{
    Lexicon,
    variant::{self, simplified},
};

/// Whether a character may stand for bytes that could not be read.
pub(super) fn is_mark(c: char) -> bool {
    matches!(c, '?' | '？' | '\u{fffd}')
}

/// How far before a slip the model looks.
const CONTEXT: usize = 8;

/// How many characters before a slip that no mark shows tell what its text speaks of.
const WITNESS: usize = 2000;

/// The most characters weighed in one round: a second or two. What is left is looked at in the next one, if there is
/// one.
const MOST_WORK: usize = if cfg!(fuzzing) { 20_000 } else { 8_000_000 };

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

/// The slips to put right. `spent` counts the characters weighed in this round.
pub(super) fn find(lexicon: &Lexicon, text: &str, spent: &Cell<usize>) -> Vec<Edit> {
    let garbled = garbled(lexicon, text);
    let suspicious = !garbled.is_empty()
        || memchr::memchr(b'?', text.as_bytes()).is_some()
        || memchr::memmem::find(text.as_bytes(), "\u{fffd}".as_bytes()).is_some()
        || memchr::memmem::find(text.as_bytes(), "？".as_bytes()).is_some();
    if !suspicious {
        return Vec::new();
    }
    let mut garbled = garbled.into_iter().peekable();
    let chars = Chars { text, all: text.char_indices().collect() };
    let mut seen = None;
    let mut edits = Vec::new();
    let mut context: Vec<char> = Vec::new();
    let mut i = 0;
    while let Some(c) = chars.at(i) {
        while garbled.next_if(|at| chars.offset(i) > *at).is_some() {}
        let start = if spent.get() >= MOST_WORK {
            None
        } else if is_mark(c) {
            start(lexicon, &chars, i)
        } else {
            // How many characters stand before a stretch that makes no sense; a mark among them is asked first.
            let before = |at: usize| {
                let sound = (i..i + BACK).take_while(|k| chars.offset(*k) < at);
                let n = sound.clone().count();
                let near = at <= chars.offset(i + BACK) && !sound.filter_map(|k| chars.at(k)).any(is_mark);
                near.then_some(n)
            };
            let at = garbled.next_if(|at| before(*at).is_some());
            at.and_then(before).map(|n| (Start::Silent(n + FORTH), i))
        };
        if let Some((start, from)) = start {
            let seen_before;
            let seen = match start {
                // What follows may make no sense again, and is no witness.
                Start::Silent(_) => {
                    seen_before = Seen::in_chars(chars.all.get(i.saturating_sub(WITNESS)..i).unwrap_or_default());
                    &seen_before
                }
                _ => seen.get_or_insert_with(|| Seen::in_chars(&chars.all)),
            };
            let (head, tail) = context.split_at(context.len().saturating_sub(CONTEXT));
            let bracket = head.iter().rev().take_while(|c| **c != '\n').find(|c| matches!(c, '《' | '》'));
            let in_title = bracket == Some(&'《');
            let in_quote =
                context.iter().rev().take_while(|c| **c != '\n').find(|c| matches!(c, '“' | '”')) == Some(&'“');
            let asked = c == '?' && asks(text.get(..chars.offset(i)).unwrap_or_default());
            let search = Search { lexicon, chars: &chars, seen, context: tail, in_title, in_quote, asked, spent };
            let answer = search.run(i, from, &start);
            // 什么?!北约: where only marks would change, the text was read as it is.
            let says_more = |answer: &Answer| {
                !matches!(start, Start::Mark(_) | Start::Silent(_)) || !same_characters(&chars, i, answer)
            };
            // An answer that only adds to what stands there repairs nothing.
            let adds = |answer: &Answer| {
                matches!(start, Start::Silent(_)) && same_start(&chars, i, answer) >= answer.end.saturating_sub(i)
            };
            if let Some(answer) = answer.filter(|answer| says_more(answer) && !adds(answer)) {
                context.extend(answer.text.chars().map(simplified));
                // What stands before a slip that no mark shows stays.
                let same = match start {
                    Start::Silent(_) => same_start(&chars, i, &answer),
                    _ => 0,
                };
                edits.push(edit(&chars, i, same, &answer));
                i = answer.end;
                continue;
            }
        }
        context.push(simplified(c));
        i += 1;
    }
    edits
}

/// With how many of the characters that stand at `from` an answer begins.
fn same_start(chars: &Chars<'_>, from: usize, answer: &Answer) -> usize {
    answer.text.chars().enumerate().take_while(|(k, c)| chars.at(from + k) == Some(*c)).count()
}

/// Whether an answer has the Han characters that stand there already.
fn same_characters(chars: &Chars<'_>, from: usize, answer: &Answer) -> bool {
    let there = (from..answer.end).filter_map(|i| chars.at(i)).filter(|c| is_han(*c));
    there.eq(answer.text.chars().filter(|c| is_han(*c)))
}

/// The edit of an answer to the slip at `from`, whose first `same` characters stand there already.
fn edit(chars: &Chars<'_>, from: usize, same: usize, answer: &Answer) -> Edit {
    Edit {
        kind: Kind::ByteSlip,
        start: chars.offset(from + same),
        end: chars.offset(answer.end),
        after: answer.text.chars().skip(same).collect(),
        certain: answer.certain,
    }
}

/// What kind of slip may start at the mark at `i`, and where its wrongly paired bytes start.
fn start(lexicon: &Lexicon, chars: &Chars<'_>, i: usize) -> Option<(Start, usize)> {
    let next = chars.at(i + 1)?;
    let before = i.checked_sub(1).and_then(|i| chars.at(i));
    if let (Some((syllable, end)), Some(before)) = (chars.annotation(i + 1, false), before) {
        let [_, trail] = gbk::bytes_or_private(before)?;
        let lost = (0x81..=0xfe)
            .filter(|byte| gbk::pair(trail, *byte).is_some_and(|c| lexicon.readings.is_reading(c, syllable)))
            .collect::<Vec<u8>>();
        return (!lost.is_empty()).then_some((Start::Pinyin(lost), end));
    }
    // `(?:…)`, `(?=…)`: a regular expression.
    if before == Some('(') && matches!(next, ':' | '=' | '!' | '<') {
        return None;
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
        let shifted = gbk::bytes_or_private(after).is_some() || is_mark(after);
        return shifted.then_some((Start::Mark(half | 0x80), i + 2));
    }
    let run: Vec<char> = (i + 1..i + 9).map_while(|i| chars.at(i)).take_while(|c| is_han(*c)).map(simplified).collect();
    let odd = run.len() >= 2 && lexicon.model().cost(&run) > ODD * run.len() as f32;
    odd.then_some((Start::Byte, i + 1))
}

/// Text that costs more per character is hardly text.
const ODD: f32 = 9.5;

/// How many characters before the first rare one a slip may start that no mark shows, and how many from it on.
const BACK: usize = 9;
const FORTH: usize = 2;

/// Where stretches of text start that make no sense though nothing shows why: several rare characters close together,
/// in no words. These are the places of the first rare ones.
pub(super) fn garbled(lexicon: &Lexicon, text: &str) -> Vec<usize> {
    /// Bytes within which two rare characters are close: eight characters.
    const NEAR: usize = 24;
    /// Characters whose cost is asked, from one before the first rare one on.
    const ASKED: usize = 9;
    let bits = rare();
    let mut found = Vec::new();
    let (mut last, mut next) = (None, 0);
    for (at, _) in text.char_indices().filter(|(_, c)| !c.is_ascii() && variant::has_bit(bits, *c as usize)) {
        let first = last.replace(at).filter(|first| at - first < NEAR && at >= next);
        let Some(first) = first else { continue };
        let before = text.get(..first).unwrap_or_default().chars().next_back();
        let run = before.into_iter().chain(text.get(first..).unwrap_or_default().chars());
        let run: Vec<char> = run.take(ASKED).take_while(|c| *c != '\n').map(simplified).collect();
        if run.len() > 3 && lexicon.model().cost(&run) > GARBLED * run.len() as f32 {
            found.push(first);
            next = at + 3 * ASKED;
        }
    }
    found
}

/// Text that costs more per character makes no sense.
pub(super) const GARBLED: f32 = 12.8;

/// Whether it is one of the characters that show a slip where no mark does.
pub(super) fn is_rare(c: char) -> bool {
    variant::has_bit(rare(), c as usize)
}

/// One bit for each character of the basic plane: Han characters that are not among the common ones of GB 2312; marks
/// and kana that seldom stand between Han characters but share their first bytes with common ones' second; and private
/// characters, which pairs of the user-defined areas are shown as.
fn rare() -> &'static [u64] {
    static RARE: OnceLock<Vec<u64>> = OnceLock::new();
    RARE.get_or_init(|| {
        let mut bits = vec![0; 0x1_0000 / 64];
        let marks = ('\u{2460}'..='\u{24ff}').chain(['〈', '〉', '〖', '〗']);
        for c in marks.chain('\u{3041}'..='\u{9fff}').chain('\u{e000}'..='\u{f8ff}') {
            if !gbk::is_common(simplified(c)) {
                variant::set_bit(&mut bits, c as usize);
            }
        }
        bits
    })
}

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
    fn in_chars(chars: &[(usize, char)]) -> Self {
        let mut seen = Self::default();
        let (mut first, mut second) = (None, None);
        for (_, c) in chars {
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
