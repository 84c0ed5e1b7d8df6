//! The piece of an article that shows best why it matches.

use super::marks::Mark;
use super::matching::Group;
use crate::corpus::Corpus;
use crate::protocol::Snippet;
use crate::text::Span;

/// Bytes of the longest snippet: about 110 Han characters.
const LONGEST: u32 = 330;
/// Bytes shown before the first mark of a sentence that is too long.
const BEFORE: u32 = 90;
/// A second snippet is added when the first is shorter than this.
const SHORT: u32 = 150;

/// At most two snippets, in the order of the text; the lead when nothing in the body matches.
pub(super) fn best(corpus: &Corpus, doc: u32, marks: &[Mark], groups: &[Group]) -> Vec<Snippet> {
    let body = corpus.body(doc);
    let sentences = corpus.sentences(doc);
    if marks.is_empty() {
        return lead(corpus, doc, body, &sentences).into_iter().collect();
    }
    let mut rated: Vec<(f32, Span, u64)> = Vec::new();
    let mut at = 0;
    for sentence in &sentences {
        // A string typed with its full stop reaches into the next sentence: it is of the one where it begins.
        while marks.get(at).is_some_and(|mark| mark.span.start < sentence.start) {
            at += 1;
        }
        let (mut seen, mut n, mut span) = (0u64, 0, *sentence);
        for mark in marks.iter().skip(at).take_while(|mark| mark.span.start < sentence.end) {
            seen |= mark.groups;
            n += 1;
            if mark.span.end > span.end {
                let last = sentences.iter().find(|last| last.end >= mark.span.end);
                span.end = last.map_or(mark.span.end, |last| last.end);
            }
        }
        if n > 0 {
            let bits = groups.iter().enumerate().filter(|(i, _)| seen & (1 << (*i).min(63)) != 0);
            let rarity: f32 = bits.map(|(_, group)| group.idf + 0.5).sum();
            rated.push((rarity + 0.05 * n as f32, span, seen));
        }
    }
    let best = |rated: &[(f32, Span, u64)]| {
        rated.iter().copied().reduce(|best, next| if next.0 > best.0 { next } else { best })
    };
    let Some((_, first, seen)) = best(&rated) else {
        return lead(corpus, doc, body, &sentences).into_iter().collect();
    };
    let mut chosen = vec![first];
    let is_apart = |span: &Span| span.end <= first.start || span.start >= first.end;
    rated.retain(|(_, span, groups)| is_apart(span) && (groups & !seen != 0 || first.len() < SHORT as usize));
    if let Some((_, second, _)) = best(&rated)
        && (first.len() < SHORT as usize || rated.iter().any(|(_, _, groups)| groups & !seen != 0))
    {
        chosen.push(second);
    }
    crate::order::sort(&mut chosen);
    chosen.into_iter().map(|span| cut(body, fit(corpus, doc, span, marks), marks)).collect()
}

/// A window of the sentence around its marks, from word to word.
fn fit(corpus: &Corpus, doc: u32, sentence: Span, marks: &[Mark]) -> Span {
    if sentence.len() <= LONGEST as usize {
        return sentence;
    }
    let inside: Vec<&Mark> = marks.iter().filter(|mark| sentence.covers(mark.span)).collect();
    // The window with most different groups, then most marks.
    let densest = inside.iter().max_by_key(|first| {
        let end = first.span.start + LONGEST - BEFORE;
        let window = inside.iter().filter(|mark| mark.span.start >= first.span.start && mark.span.end <= end);
        let (groups, n) = window.fold((0u64, 0u32), |(groups, n), mark| (groups | mark.groups, n + 1));
        (groups.count_ones(), n, std::cmp::Reverse(first.span.start))
    });
    let mark = densest.map_or(sentence, |mark| mark.span);
    let low = mark.start.saturating_sub(BEFORE).max(sentence.start);
    let high = (low + LONGEST).max(mark.end).min(sentence.end);
    let words = corpus.words_in(doc, Span { start: low, end: high });
    let start = words.iter().map(|word| word.start).find(|&start| start >= low && start <= mark.start);
    let end = words.iter().map(|word| word.end).rfind(|&end| end <= high && end >= mark.end);
    Span { start: start.unwrap_or(mark.start), end: end.unwrap_or(mark.end) }
}

fn lead(corpus: &Corpus, doc: u32, body: &str, sentences: &[Span]) -> Option<Snippet> {
    let first = *sentences.first()?;
    let mut span = first;
    for next in sentences.iter().skip(1) {
        let same_line = Span { start: span.end, end: next.start }.of(body).chars().all(|c| c != '\n');
        if span.len() >= SHORT as usize || !same_line || next.end - span.start > LONGEST {
            break;
        }
        span.end = next.end;
    }
    Some(cut(body, fit(corpus, doc, span, &[]), &[]))
}

fn cut(body: &str, span: Span, marks: &[Mark]) -> Snippet {
    let inside = marks.iter().filter(|mark| span.covers(mark.span));
    Snippet {
        text: span.of(body).to_owned(),
        marks: inside.map(|mark| mark.span.relative_to(span.start)).collect(),
        span,
    }
}
