//! What a reader's own words say of words that are found without the dictionary.

use std::collections::{BTreeMap, BTreeSet};

use super::{Tag, Token};
use crate::text::Span;

/// Own words. Letters count the same in upper and lower case.
#[derive(Clone, Debug, Default)]
pub(in crate::text) struct Own {
    /// Words to keep whole. Those with characters at which the segmenter always cuts are joined afterwards and
    /// have their part of speech here: `“5+2”`.
    kept: BTreeMap<String, Option<Tag>>,
    forbidden: BTreeSet<String>,
}

impl Own {
    /// Keeps a word whole; with a part of speech, it is joined from what is cut.
    pub(in crate::text) fn keep(&mut self, word: &str, joined: Option<Tag>) {
        let word = word.to_ascii_lowercase();
        self.forbidden.remove(&word);
        self.kept.insert(word, joined);
    }

    /// Keeps a word from being whole.
    pub(in crate::text) fn forbid(&mut self, word: &str) {
        let word = word.to_ascii_lowercase();
        self.kept.remove(&word);
        self.forbidden.insert(word);
    }

    /// Whether a rule may make one word of `span`: the word is not forbidden, and does not cut through an own one
    /// or hide one at its beginning or end.
    pub(super) fn allows(&self, text: &str, span: Span) -> bool {
        if self.kept.is_empty() && self.forbidden.is_empty() {
            return true;
        }
        let word = span.of(text).to_ascii_lowercase();
        if self.forbidden.contains(&word) {
            return false;
        }
        if self.kept.is_empty() || self.kept.contains_key(&word) {
            return true;
        }
        let (from, to) = (span.start as usize, span.end as usize);
        let mut places = span.of(text).char_indices().map(|(i, _)| from + i).filter(|at| !is_within_run(text, *at));
        !places.any(|at| self.at(text, at).any(|(end, _)| if at == from { end < to } else { end >= to }))
    }

    /// The own words with which the text goes on at `at`: where they end, and their part of speech.
    fn at<'a>(&'a self, text: &'a str, at: usize) -> impl Iterator<Item = (usize, Option<Tag>)> + 'a {
        let rest = text.get(at..).unwrap_or_default();
        let first = rest.chars().next().unwrap_or_default().to_ascii_lowercase();
        self.kept
            .range(first.to_string()..)
            .take_while(move |(word, _)| word.starts_with(first))
            .filter(|(word, _)| rest.get(..word.len()).is_some_and(|part| part.eq_ignore_ascii_case(word)))
            .map(move |(word, tag)| (at + word.len(), *tag))
            .filter(|(end, _)| !is_within_run(text, *end))
    }

    /// Joins the words from `from` on that spell an own word.
    pub(super) fn join(&self, text: &str, tokens: &mut Vec<Token>, from: usize) {
        if self.kept.values().all(Option::is_none) {
            return;
        }
        let cut = tokens.split_off(from);
        let mut i = 0;
        while let Some(token) = cut.get(i) {
            let found = self
                .at(text, token.span.start as usize)
                .filter_map(|(end, tag)| {
                    let end = end as u32;
                    let count = cut.get(i..)?.iter().take_while(|token| token.span.end <= end).count();
                    (cut.get(i + count.checked_sub(1)?)?.span.end == end).then_some((count, end, tag?))
                })
                .max_by_key(|(count, ..)| *count);
            let (count, end, tag) = found.unwrap_or((1, token.span.end, token.tag));
            tokens.push(Token { span: Span { start: token.span.start, end }, tag });
            i += count;
        }
    }
}

/// Whether digits, or letters, stand on both sides of a place.
fn is_within_run(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    let sides = at.checked_sub(1).and_then(|before| bytes.get(before).zip(bytes.get(at)));
    sides.is_some_and(|(a, b)| {
        a.is_ascii_digit() && b.is_ascii_digit() || a.is_ascii_alphabetic() && b.is_ascii_alphabetic()
    })
}
