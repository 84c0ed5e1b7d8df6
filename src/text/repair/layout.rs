//! What typesetting left in a text: hard line breaks, doubled blanks, half-width marks.

use std::collections::BTreeMap;

use super::{Edit, Kind, slip::is_han};
use crate::text::{Lexicon, variant::simplified};

/// Doubled blanks between words, and blanks between all characters.
pub(super) fn spaces(_: &Lexicon, text: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    let is_blank = |c: char| matches!(c, ' ' | '\u{a0}' | '\u{3000}');
    let mut run: Option<usize> = None;
    let mut before: Option<char> = None;
    let mut count = 0;
    for (at, c) in text.char_indices() {
        if is_blank(c) {
            run.get_or_insert(at);
            count += 1;
            continue;
        }
        if let Some(start) = run.take()
            && count > 1
            && !matches!(c, '\n' | '\r')
            && before.is_some_and(|c| c != '\n' && !matches!(c, '。' | '！' | '？' | '”' | '|' | '\t'))
            && !matches!(c, '|' | '\t')
        {
            edits.push(Edit::sure(Kind::Space, start, at, " "));
        }
        count = 0;
        before = Some(c);
    }
    edits
}

/// Half-width marks between Han characters, in a text that otherwise writes full-width ones.
/// Where half-width marks are the rule they are a style, not damage.
pub(super) fn punctuation(_: &Lexicon, text: &str) -> Vec<Edit> {
    const MARKS: [(u8, &str); 5] = [(b',', "，"), (b';', "；"), (b':', "："), (b'?', "？"), (b'!', "！")];
    let mut edits = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(found) = bytes.get(at..).and_then(|rest| rest.iter().position(|b| b",;:?!".contains(b))) {
        at += found;
        let (before, after) = (text.get(..at).unwrap_or_default(), text.get(at + 1..).unwrap_or_default());
        if before.chars().next_back().is_some_and(is_han)
            && after.chars().next().is_some_and(is_han)
            && let Some((_, full)) = MARKS.iter().find(|(half, _)| bytes.get(at) == Some(half))
        {
            edits.push(Edit::sure(Kind::Punctuation, at, at + 1, *full));
        }
        at += 1;
    }
    if edits.is_empty() || text.chars().filter(|c| matches!(c, '，' | '；' | '：')).count() < 4 * edits.len() {
        return Vec::new();
    }
    edits
}

/// Lines shorter than this (in half-width columns) are not broken for want of room.
const NARROWEST: usize = 40;
/// What a join must save for a break to count as inside a word.
const INSIDE: f32 = 6.0;

/// A line end that may have been set for want of room.
struct Break {
    /// Columns of the line it ends.
    width: usize,
    start: usize,
    end: usize,
    inside: bool,
    spaced: bool,
}

/// Line ends inside sentences.
pub(super) fn line_breaks(lexicon: &Lexicon, text: &str) -> Vec<Edit> {
    let breaks = breaks(lexicon, text);
    // Breaks for want of room come in one width, some of them inside words.
    let mut widths: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    for this in &breaks {
        let (all, inside) = widths.entry(this.width).or_default();
        *all += 1;
        *inside += usize::from(this.inside);
    }
    breaks
        .iter()
        .filter(|this| {
            let alike = widths.range(this.width - 1..=this.width + 1);
            let (all, inside) = alike.fold((0, 0), |sum, (_, n)| (sum.0 + n.0, sum.1 + n.1));
            inside >= 2 && inside * 5 >= all || this.inside && this.width >= 56
        })
        .map(|this| Edit {
            certain: this.inside,
            ..Edit::sure(Kind::LineBreak, this.start, this.end, if this.spaced { " " } else { "" })
        })
        .collect()
}

fn breaks(lexicon: &Lexicon, text: &str) -> Vec<Break> {
    let mut found = Vec::new();
    let mut start = 0;
    for end in memchr::memchr_iter(b'\n', text.as_bytes()) {
        let line = text.get(start..end).unwrap_or_default();
        let line = line.strip_suffix('\r').unwrap_or(line);
        let rest = text.get(end + 1..).unwrap_or_default();
        let behind = start + line.len();
        start = end + 1;
        // Cheap tests first: most lines end with a stop.
        let (Some(last), Some(next)) = (line.chars().next_back(), rest.chars().next()) else { continue };
        let carries_on =
            is_han(last) || last.is_ascii_alphanumeric() || matches!(last, '，' | '、' | ',' | '（' | '《');
        let is_text =
            is_han(next) || next.is_ascii_alphanumeric() || matches!(next, '，' | '、' | '。' | '）' | '》' | '”');
        if !carries_on || !is_text || line.len() < NARROWEST {
            continue;
        }
        let width = line.chars().map(|c| if c < '\u{2000}' { 1 } else { 2 }).sum();
        if width < NARROWEST || starts_item(rest) {
            continue;
        }
        let tail: Vec<char> =
            line.chars().rev().take(6).map(simplified).collect::<Vec<_>>().into_iter().rev().collect();
        let head: Vec<char> = rest.chars().take_while(|c| *c != '\n').take(6).map(simplified).collect();
        let model = lexicon.model();
        let saved = model.cost(&tail) + model.cost(&head) - model.cost(&[tail.as_slice(), &head].concat());
        let stop_next = matches!(next, '，' | '、' | '。' | '）' | '》' | '”');
        let spaced = last.is_ascii_alphanumeric() && next.is_ascii_alphabetic();
        found.push(Break { width, start: behind, end: end + 1, inside: saved > INSIDE || stop_next, spaced });
    }
    found
}

/// Whether a line begins an item of its own: a number, a chapter, a bullet.
fn starts_item(line: &str) -> bool {
    let mut chars = line.chars();
    let first = chars.next().unwrap_or('\n');
    if matches!(first, '（' | '(' | '【' | '①'..='⑳' | '•' | '●' | '■' | '◆') || first == '第' {
        return true;
    }
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    rest.len() < line.len() && rest.starts_with(['、', '.', '．', '）', ')', ' '])
}
