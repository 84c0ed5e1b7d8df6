//! What the dictionary leaves in pieces although it is one word.

use std::{collections::BTreeMap, ops::Bound};

use super::Token;
use crate::text::{Span, Tag};

/// Joins numerals, runs of one mark, quoted terms without Han characters and own words among the words from `from`
/// on. `starts` is which words something to join may start with: few do, and those between are moved in one piece.
pub(super) fn join(text: &str, tokens: &mut Vec<Token>, from: usize, starts: &[u32], own: &BTreeMap<String, Tag>) {
    // Up to `to` the words are as they will be, from `at` on as they were cut.
    let (mut at, mut to) = (from, from);
    for start in starts.iter().map(|start| *start as usize) {
        if start < at {
            continue;
        }
        let Some((skip, count, tag)) = group(text, tokens.get(start..).unwrap_or_default()) else { continue };
        let (first, behind) = (start + skip, start + skip + count);
        let word = joined(tokens.get(first..behind).unwrap_or_default(), tag);
        tokens.copy_within(at..first, to);
        to += first - at;
        if let Some(place) = tokens.get_mut(to) {
            *place = word;
        }
        to += 1;
        at = behind;
    }
    tokens.drain(to..at);
    if !own.is_empty() {
        let cut = tokens.split_off(from);
        tokens.extend(join_own(text, cut, own));
    }
}

/// What is to be joined at the first of these words: how many stand before, how many it is, and what they are together.
fn group(text: &str, tokens: &[Token]) -> Option<(usize, usize, Tag)> {
    let (skip, (count, tag)) = match tokens.first()?.span.of(text).chars().next()? {
        '“' => (1, (count_quoted(text, tokens.get(1..)?), Tag::named("nz"))),
        '—' | '…' | '－' | '-' => (0, (run(text, tokens), Tag::named("x"))),
        _ => (0, numerals(text, tokens)),
    };
    (count > 1).then_some((skip, count, tag))
}

/// Whether something to join may start with this character: a dash, an ellipsis, a quotation mark, a numeral or 第.
pub(super) fn starts(c: char) -> bool {
    is_numeral(c) || matches!(c, '第' | '—' | '…' | '－' | '“' | '-')
}

fn joined(tokens: &[Token], tag: Tag) -> Token {
    let start = tokens.first().map_or(0, |token| token.span.start);
    let end = tokens.last().map_or(start, |token| token.span.end);
    Token { span: Span { start, end }, tag }
}

/// How many of the same mark stand here.
fn run(text: &str, tokens: &[Token]) -> usize {
    let first = tokens.first().map_or("", |token| token.span.of(text));
    tokens.iter().take_while(|token| token.span.of(text) == first).count().max(1)
}

/// How many tokens a short quotation without Han characters has: `“5+2”`.
fn count_quoted(text: &str, tokens: &[Token]) -> usize {
    const MOST: usize = 12;
    let count = tokens
        .iter()
        .take(MOST)
        .take_while(|token| token.span.of(text).chars().all(|c| c.is_ascii_alphanumeric() || "+-*/.&:".contains(c)))
        .count();
    match tokens.get(count) {
        Some(token) if token.span.of(text) == "”" => count,
        _ => 0,
    }
}

fn is_numeral(c: char) -> bool {
    matches!(
        c,
        '〇' | '○'
            | '零'
            | '一'
            | '二'
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
            | '两'
    )
}

/// How many tokens make one number, ordinal or date in Chinese numerals.
fn numerals(text: &str, tokens: &[Token]) -> (usize, Tag) {
    let word = |i: usize| tokens.get(i).map_or("", |token| token.span.of(text));
    let ordinal = usize::from(word(0) == "第");
    let mut count = ordinal;
    while !word(count).is_empty() && word(count).chars().all(is_numeral) {
        count += 1;
    }
    if count == ordinal {
        return (1, tokens.first().map_or_else(Tag::default, |token| token.tag));
    }
    let digits: usize =
        tokens.get(ordinal..count).unwrap_or_default().iter().map(|t| t.span.of(text).chars().count()).sum();
    let dated: bool = ordinal == 0
        && match word(count) {
            "年" => digits == 4 && !word(0).contains(['十', '百', '千', '万']),
            "月" | "日" => (1..=3).contains(&digits) && !word(0).contains(['百', '千', '万', '亿', '两']),
            _ => false,
        };
    if dated { (count + 1, Tag::named("t")) } else { (count, Tag::named("m")) }
}

/// Joins tokens that spell an own word.
fn join_own(text: &str, tokens: Vec<Token>, own: &BTreeMap<String, Tag>) -> Vec<Token> {
    let mut out = Vec::with_capacity(tokens.len());
    let mut i = 0;
    while let Some(token) = tokens.get(i) {
        let rest = text.get(token.span.start as usize..).unwrap_or_default();
        let first = rest.chars().next().map_or(0, char::len_utf8);
        let first = rest.get(..first).unwrap_or_default();
        let found = own
            .range::<str, _>((Bound::Included(first), Bound::Unbounded))
            .take_while(|(word, _)| word.starts_with(first))
            .filter(|(word, _)| rest.starts_with(word.as_str()))
            .filter_map(|(word, tag)| {
                let end = token.span.start + word.len() as u32;
                let count = tokens.get(i..)?.iter().take_while(|token| token.span.end <= end).count();
                (tokens.get(i + count.checked_sub(1)?)?.span.end == end).then_some((count, *tag))
            })
            .max_by_key(|(count, _)| *count);
        let (count, tag) = found.unwrap_or((1, token.tag));
        out.push(joined(tokens.get(i..i + count).unwrap_or_default(), tag));
        i += count;
    }
    out
}
