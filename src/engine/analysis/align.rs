//! Two versions of a text: their sentences beside each other, and the words that differ.
//!
//! Sentences are paired by dynamic programming, in their order, so that the sum of their likenesses is
//! greatest. Two sentences are as like as their sets of pairs of neighbouring characters (Dice's
//! coefficient), and pair from [`LIKE`] on. Within a pair the words of the longest common subsequence are
//! kept.

use rustc_hash::FxHashMap;

use crate::corpus::Corpus;
use crate::protocol::{AlignedRow, Change};
use crate::text::{CharCounter, Span, fold};

/// Least likeness of two sentences that are versions of each other, in thousandths.
const LIKE: u32 = 400;
/// Sentences of a version that are aligned; those beyond stand alone.
pub(super) const MOST: usize = 1_200;
/// Words of a sentence that are compared one by one.
const MOST_WORDS: usize = 600;

/// A version's sentences: their spans and folded texts.
struct Version<'a> {
    doc: u32,
    body: &'a str,
    spans: Vec<Span>,
    folded: Vec<String>,
}

impl<'a> Version<'a> {
    fn of(corpus: &'a Corpus, doc: u32) -> Self {
        let (body, spans) = (corpus.body(doc), corpus.sentences(doc));
        let folded = spans.iter().map(|span| fold(span.of(body)).text).collect();
        Self { doc, body, spans, folded }
    }
}

/// The sentences of two articles side by side.
pub(super) fn align(corpus: &Corpus, docs: [u32; 2]) -> Vec<AlignedRow> {
    let versions = docs.map(|doc| Version::of(corpus, doc));
    let [a, b] = &versions;
    let mut chars = [CharCounter::new(a.body), CharCounter::new(b.body)];
    let mut rows = Vec::new();
    for pair in pairs(&a.folded, &b.folded) {
        let span = |side: usize, at: Option<usize>| at.and_then(|at| versions[side].spans.get(at)).copied();
        let spans = [span(0, pair.0), span(1, pair.1)];
        let mut place =
            |side: usize| spans[side].map(|span| (chars[side].at(span.start) as u32, chars[side].at(span.end) as u32));
        let places = [place(0), place(1)];
        let text = |side: usize| spans[side].map_or("", |span| span.of(versions[side].body)).to_owned();
        let (change, parts) = match pair {
            (Some(i), Some(j)) if a.folded.get(i) == b.folded.get(j) => (Change::Kept, vec![(Change::Kept, text(1))]),
            (Some(_), Some(_)) => {
                let words =
                    |side: usize| spans[side].map(|span| words(corpus, &versions[side], span)).unwrap_or_default();
                (Change::Changed, differ(&words(0), &words(1)))
            }
            (Some(_), None) => (Change::Removed, vec![(Change::Removed, text(0))]),
            _ => (Change::Added, vec![(Change::Added, text(1))]),
        };
        rows.push(AlignedRow { change, spans, chars: places, parts });
    }
    rows
}

/// The pieces of a sentence.
fn words<'a>(corpus: &Corpus, version: &Version<'a>, sentence: Span) -> Vec<&'a str> {
    let words = corpus.words_in(version.doc, sentence);
    let inside = |word: Span| Span { start: word.start.max(sentence.start), end: word.end.min(sentence.end) };
    words.into_iter().map(|word| inside(word).of(version.body)).filter(|word| !word.is_empty()).collect()
}

/// Which sentence of the one belongs to which of the other.
fn pairs(a: &[String], b: &[String]) -> Vec<(Option<usize>, Option<usize>)> {
    // What both begin and end with needs no search.
    let head = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let tail = a.iter().skip(head).rev().zip(b.iter().skip(head).rev()).take_while(|(a, b)| a == b).count();
    let middle = |list: &[String]| (list.len() - head - tail).min(MOST);
    let (n, m) = (middle(a), middle(b));
    let likeness = likenesses(&a[head..head + n], &b[head..head + m]);
    // The greatest sum of likenesses of the sentences before `i` and before `j`.
    let width = m + 1;
    let mut best = vec![0u32; (n + 1) * width];
    let at = |i: usize, j: usize| i * width + j;
    for i in 1..=n {
        for j in 1..=m {
            let like = likeness[i - 1][j - 1];
            let with = if like >= LIKE { best[at(i - 1, j - 1)] + like } else { 0 };
            best[at(i, j)] = with.max(best[at(i - 1, j)]).max(best[at(i, j - 1)]);
        }
    }
    let mut inner = Vec::new();
    let (mut i, mut j) = (n, m);
    while i > 0 || j > 0 {
        let here = best[at(i, j)];
        if j > 0 && here == best[at(i, j - 1)] {
            j -= 1;
            inner.push((None, Some(head + j)));
        } else if i > 0 && here == best[at(i - 1, j)] {
            i -= 1;
            inner.push((Some(head + i), None));
        } else {
            (i, j) = (i - 1, j - 1);
            inner.push((Some(head + i), Some(head + j)));
        }
    }
    let mut out: Vec<(Option<usize>, Option<usize>)> = (0..head).map(|i| (Some(i), Some(i))).collect();
    out.extend(inner.into_iter().rev());
    out.extend((head + n..a.len() - tail).map(|i| (Some(i), None)));
    out.extend((head + m..b.len() - tail).map(|j| (None, Some(j))));
    out.extend((0..tail).map(|i| (Some(a.len() - tail + i), Some(b.len() - tail + i))));
    out
}

/// How like each sentence is to each, in thousandths; only the same are wholly like.
fn likenesses(a: &[String], b: &[String]) -> Vec<Vec<u32>> {
    let sets: Vec<Vec<u64>> = b.iter().map(|text| pairs_of(text)).collect();
    let mut having: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
    for (j, set) in (0u32..).zip(&sets) {
        for pair in set {
            having.entry(*pair).or_default().push(j);
        }
    }
    let row = |text: &String| {
        let set = pairs_of(text);
        let mut shared = vec![0u32; b.len()];
        for j in set.iter().filter_map(|pair| having.get(pair)).flatten() {
            if let Some(n) = shared.get_mut(*j as usize) {
                *n += 1;
            }
        }
        let dice = |n: u32, other: &Vec<u64>| n * 2000 / ((set.len() + other.len()) as u32).max(1);
        let all = shared.into_iter().zip(sets.iter().zip(b));
        all.map(|(n, (other, same))| if text == same { 1000 } else { dice(n, other).min(999) }).collect()
    };
    a.iter().map(row).collect()
}

/// The different pairs of neighbouring characters of a text.
fn pairs_of(text: &str) -> Vec<u64> {
    let mut pairs: Vec<u64> = text
        .chars()
        .zip(text.chars().skip(1))
        .map(|(a, b)| u64::from(u32::from(a)) << 32 | u64::from(u32::from(b)))
        .collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// The pieces of two sentences: kept, only in the first, only in the second.
fn differ(a: &[&str], b: &[&str]) -> Vec<(Change, String)> {
    let mut out: Vec<(Change, String)> = Vec::new();
    let mut push = |change: Change, text: &str| match out.last_mut() {
        Some((last, whole)) if *last == change => whole.push_str(text),
        _ => out.push((change, text.to_owned())),
    };
    if a.len().max(b.len()) > MOST_WORDS {
        push(Change::Removed, &a.concat());
        push(Change::Added, &b.concat());
        return out;
    }
    let folded = |list: &[&str]| -> Vec<String> { list.iter().map(|word| fold(word).text).collect() };
    let (x, y) = (folded(a), folded(b));
    // Words in common from `i` and `j` on.
    let width = b.len() + 1;
    let mut best = vec![0u16; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            best[i * width + j] = if x[i] == y[j] {
                best[(i + 1) * width + j + 1] + 1
            } else {
                best[(i + 1) * width + j].max(best[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < a.len() || j < b.len() {
        if i < a.len() && j < b.len() && x[i] == y[j] {
            push(Change::Kept, b[j]);
            (i, j) = (i + 1, j + 1);
        } else if i < a.len() && (j == b.len() || best[(i + 1) * width + j] >= best[i * width + j + 1]) {
            push(Change::Removed, a[i]);
            i += 1;
        } else {
            push(Change::Added, b[j]);
            j += 1;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(a: &str, b: &str) -> String {
        let split = |text: &str| -> Vec<String> {
            text.split('|').filter(|part| !part.is_empty()).map(str::to_owned).collect()
        };
        let (a, b) = (split(a), split(b));
        let pairs = pairs(&a, &b);
        let say = |(i, j): (Option<usize>, Option<usize>)| match (i, j) {
            (Some(i), Some(j)) if a[i] == b[j] => "=",
            (Some(_), Some(_)) => "~",
            (Some(_), None) => "-",
            _ => "+",
        };
        pairs.into_iter().map(say).collect()
    }

    #[test]
    fn sentences_stand_beside_their_versions() {
        for (a, b, changes) in [
            ("甲乙丙丁|戊己庚辛", "甲乙丙丁|戊己庚辛", "=="),
            ("甲乙丙丁|戊己庚辛|子丑寅卯", "甲乙丙丁|子丑寅卯", "=-="),
            ("甲乙丙丁|子丑寅卯", "甲乙丙丁|戊己庚辛|子丑寅卯", "=+="),
            ("春天来了花开满山|夏天很热", "春天到了花开满山|夏天很热", "~="),
            ("春天来了花开满山", "秋风起兮白云飞", "-+"),
            ("", "甲乙", "+"),
            ("", "", ""),
        ] {
            assert_eq!(told(a, b), changes, "{a} {b}");
        }
    }

    #[test]
    fn words_differ_where_they_do() {
        let parts = differ(&["全市", "新增", "20万", "千瓦"], &["全市", "今年", "新增", "30万", "千瓦"]);
        let said: Vec<String> = parts.iter().map(|(change, text)| format!("{}:{text}", change.name())).collect();
        assert_eq!(said, ["kept:全市", "added:今年", "kept:新增", "removed:20万", "added:30万", "kept:千瓦"]);
        assert!(differ(&[], &[]).is_empty());
    }
}
