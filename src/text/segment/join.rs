//! What the dictionary leaves in pieces although it is one word.

use std::{collections::BTreeMap, ops::Bound};

use super::Token;
use crate::text::{Span, Tag};

/// Joins numerals, runs of one mark, quoted terms without Han characters and own words.
pub(super) fn join(text: &str, tokens: Vec<Token>, own: &BTreeMap<String, Tag>) -> Vec<Token> {
    let bytes = text.as_bytes();
    // Up to the first candidate everything stays in place.
    let first = tokens.iter().position(|token| may_start(bytes.get(token.span.start as usize..).unwrap_or_default()));
    let Some(mut i) = first else { return if own.is_empty() { tokens } else { join_own(text, tokens, own) } };
    let mut out: Vec<Token> = Vec::with_capacity(tokens.len());
    out.extend_from_slice(tokens.get(..i).unwrap_or_default());
    while let Some(&token) = tokens.get(i) {
        if !may_start(bytes.get(token.span.start as usize..).unwrap_or_default()) {
            out.push(token);
            i += 1;
            continue;
        }
        let word = token.span.of(text);
        let rest = tokens.get(i..).unwrap_or_default();
        let (count, tag) = match word.chars().next() {
            Some('—' | '…' | '－' | '-') => (run(text, rest), Tag::named("x")),
            Some('“') if rest.len() > 3 => {
                out.push(token);
                i += 1;
                let count = quoted(text, rest.get(1..).unwrap_or_default());
                if count > 1 {
                    out.push(joined(rest.get(1..=count).unwrap_or_default(), Tag::named("nz")));
                    i += count;
                }
                continue;
            }
            Some(c) if is_numeral(c) || c == '第' => numerals(text, rest),
            _ => (1, token.tag),
        };
        out.push(joined(rest.get(..count).unwrap_or_default(), if count == 1 { token.tag } else { tag }));
        i += count;
    }
    if own.is_empty() { out } else { join_own(text, out, own) }
}

/// What something to join starts with: a dash, an ellipsis, a quotation mark, a numeral or 第.
const STARTS: [char; 23] = [
    '〇', '○', '零', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '百', '千', '万', '亿', '两', '第',
    '—', '…', '－', '“', // and '-'
];

/// Whether something to join may start with these bytes. This is asked of every word: the last ten bits of
/// the character, which stand in its second and third byte, tell nearly all others apart.
fn may_start(bytes: &[u8]) -> bool {
    const LOW: [u64; 16] = {
        let (mut bits, mut i) = ([0; 16], 0);
        while i < STARTS.len() {
            let low = STARTS[i] as usize & 1023;
            bits[low / 64] |= 1 << (low % 64);
            i += 1;
        }
        bits
    };
    match bytes {
        [a @ 0xe2..=0xef, b, c, ..] => {
            let low = (*b as usize & 15) << 6 | (*c as usize & 63);
            LOW.get(low / 64).is_some_and(|bits| bits >> (low % 64) & 1 == 1)
                && char::from_u32((u32::from(*a) & 15) << 12 | (u32::from(*b) & 63) << 6 | u32::from(*c) & 63)
                    .is_some_and(|c| STARTS.contains(&c))
        }
        [b'-', ..] => true,
        _ => false,
    }
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
fn quoted(text: &str, tokens: &[Token]) -> usize {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_start_is_seen_by_its_bytes() {
        for c in '\0'..=char::MAX {
            let starts = is_numeral(c) || matches!(c, '第' | '—' | '…' | '－' | '-' | '“');
            assert_eq!(may_start(c.to_string().as_bytes()), starts, "{c}");
        }
    }
}
