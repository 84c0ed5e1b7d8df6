//! Places of a query's strings in one article.

use crate::corpus::{Corpus, skip};
use crate::index::Needle;
use crate::text::{CharCounter, Span};

use super::language::Kind;
use super::matching::Group;

/// A place in characters, and the groups whose strings stand there as bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) start: u32,
    pub(super) end: u32,
    groups: u64,
}

/// A place in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) span: Span,
    /// The groups whose strings stand there, as bits.
    pub(super) groups: u64,
}

/// Places of a needle in title and body; with a prefix only those at the start of a word.
fn places_of(corpus: &Corpus, needle: &Needle, kind: Kind, doc: u32) -> (Vec<u32>, Vec<u32>) {
    let (mut title, mut body) = corpus.texts().places(needle, doc);
    if kind == Kind::Prefix {
        if !title.is_empty() {
            keep_starts(&mut title, corpus.title(doc), &corpus.title_words(doc));
        }
        if !body.is_empty() {
            keep_starts(&mut body, corpus.body(doc), &corpus.words(doc));
        }
    }
    (title, body)
}

/// Keeps the places at which a word starts.
fn keep_starts(places: &mut Vec<u32>, text: &str, words: &[Span]) {
    let mut counter = CharCounter::new(text);
    let starts: Vec<u32> = words.iter().map(|word| counter.at(word.start) as u32).collect();
    places.retain(|at| starts.binary_search(at).is_ok());
}

/// Places in order; those that overlap become one.
fn merge(mut places: Vec<Place>) -> Vec<Place> {
    places.sort_unstable_by_key(|place| (place.start, place.end));
    let mut out: Vec<Place> = Vec::with_capacity(places.len());
    for place in places {
        match out.last_mut() {
            Some(last) if place.start < last.end => {
                last.end = last.end.max(place.end);
                last.groups |= place.groups;
            }
            _ => out.push(place),
        }
    }
    out
}

fn collect<'a>(
    corpus: &Corpus,
    needles: impl Iterator<Item = (&'a (Needle, Kind), u64)>,
    doc: u32,
) -> (Vec<Place>, Vec<Place>) {
    let (mut title, mut body) = (Vec::new(), Vec::new());
    for ((needle, kind), groups) in needles {
        let len = needle.len() as u32;
        let found = places_of(corpus, needle, *kind, doc);
        title.extend(found.0.into_iter().map(|start| Place { start, end: start + len, groups }));
        body.extend(found.1.into_iter().map(|start| Place { start, end: start + len, groups }));
    }
    (merge(title), merge(body))
}

fn with_bits(groups: &[Group]) -> impl Iterator<Item = (&(Needle, Kind), u64)> {
    let bit = |i: usize| 1u64 << i.min(63);
    groups.iter().enumerate().flat_map(move |(i, group)| group.needles.iter().map(move |needle| (needle, bit(i))))
}

/// Places of all groups in title and body, in characters.
#[cfg(feature = "analysis")]
pub(super) fn all_places(corpus: &Corpus, groups: &[Group], doc: u32) -> (Vec<Place>, Vec<Place>) {
    collect(corpus, with_bits(groups), doc)
}

/// Number of places in title and body.
pub(super) fn count(corpus: &Corpus, needles: &[(Needle, Kind)], doc: u32) -> u32 {
    let (title, body) = collect(corpus, needles.iter().map(|needle| (needle, 1)), doc);
    (title.len() + body.len()) as u32
}

/// Number of places at the start of words.
pub(super) fn count_prefix(corpus: &Corpus, needle: &Needle, doc: u32) -> u32 {
    let (title, body) = places_of(corpus, needle, Kind::Prefix, doc);
    (title.len() + body.len()) as u32
}

/// The fewest other characters between places of all groups, within title or body.
pub(super) fn gap(corpus: &Corpus, groups: &[Group], doc: u32) -> Option<u32> {
    let mut best = None::<u32>;
    let (mut title, mut body) = (Vec::new(), Vec::new());
    for (i, group) in groups.iter().enumerate() {
        for (needle, kind) in &group.needles {
            let found = places_of(corpus, needle, *kind, doc);
            let len = needle.len() as u32;
            title.extend(found.0.into_iter().map(|at| (at, at + len, i)));
            body.extend(found.1.into_iter().map(|at| (at, at + len, i)));
        }
    }
    for mut places in [title, body] {
        places.sort_unstable();
        // The last place of each group seen so far.
        let mut last: Vec<Option<(u32, u32)>> = vec![None; groups.len()];
        for (start, end, group) in places {
            if let Some(slot) = last.get_mut(group) {
                *slot = Some((start, end));
            }
            let all = last.iter().try_fold((u32::MAX, 0, 0), |(from, to, sum), slot| {
                let (start, end) = (*slot)?;
                Some((from.min(start), to.max(end), sum + (end - start)))
            });
            if let Some((from, to, sum)) = all {
                let gap = (to - from).saturating_sub(sum);
                best = Some(best.map_or(gap, |best| best.min(gap)));
            }
        }
    }
    best
}

/// Marks of title and body, in bytes.
pub(super) fn marks(corpus: &Corpus, groups: &[Group], doc: u32) -> (Vec<Mark>, Vec<Mark>) {
    let (title, body) = collect(corpus, with_bits(groups), doc);
    let title_bytes = corpus.title(doc).as_bytes();
    let in_title = |n: u32, (char, byte): (u32, u32)| skip(title_bytes, byte as usize, n - char) as u32;
    (in_bytes(&title, in_title), in_bytes(&body, |n, from| corpus.byte_of(doc, n, from)))
}

/// Turns ordered places into byte spans in one pass.
fn in_bytes(places: &[Place], byte_of: impl Fn(u32, (u32, u32)) -> u32) -> Vec<Mark> {
    let mut last = (0, 0);
    let mut at = |n: u32| {
        last = (n, byte_of(n, last));
        last.1
    };
    let marks = places.iter().map(|place| {
        let start = at(place.start);
        Mark { span: Span { start, end: at(place.end) }, groups: place.groups }
    });
    marks.collect()
}
