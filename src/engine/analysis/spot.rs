//! Places: which articles are meant, where in them something stands, and the words around it.

use super::super::{Engine, marks, select::Picker};
use super::table::{Table, complement};
use super::time;
use crate::protocol::{Node, Note, Query, Scope, Unit, Window};
use crate::text::CharCounter;

/// A place, in characters of the title or of the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Spot {
    pub(super) doc: u32,
    pub(super) in_body: bool,
    pub(super) start: u32,
    pub(super) end: u32,
}

/// All places of something.
#[derive(Debug, Default)]
pub(super) struct Spots {
    /// In the order of the articles, the title before the body.
    pub(super) list: Vec<Spot>,
    /// Articles searched, in order.
    pub(super) searched: Vec<u32>,
    /// Articles that match, in order: those of the places and, where no text was given, all searched.
    pub(super) docs: Vec<u32>,
    pub(super) notes: Vec<Note>,
    /// Whether a text was given to look for.
    pub(super) has_text: bool,
    /// Whether it does not occur as it is, and the places are those of its words.
    pub(super) is_cut: bool,
}

impl Engine {
    /// The articles of a scope, in order.
    pub(super) fn docs(&self, scope: &Scope, notes: &mut Vec<Note>) -> Vec<u32> {
        let choice = self.choose(&scope.query, true);
        notes.extend(choice.notes);
        self.narrow(scope, choice.docs)
    }

    /// Those of some articles that the rest of a scope leaves.
    fn narrow(&self, scope: &Scope, mut docs: Vec<u32>) -> Vec<u32> {
        if let Some(id) = &scope.article {
            let only = self.corpus.find(id);
            docs.retain(|doc| Some(*doc) == only);
        }
        if let Some(period) = &scope.period {
            let meant = time::parse(period);
            let days = &self.corpus.facets().days;
            docs.retain(|&doc| {
                let day = days.get(doc as usize).copied().unwrap_or_default();
                meant.is_some_and(|(unit, at)| time::period(unit, day) == Some(at))
            });
        }
        if scope.rest { complement(&docs, self.corpus.n_articles()) } else { docs }
    }

    /// All places of a node.
    pub(super) fn spots(&self, scope: &Scope, node: &Node) -> Spots {
        let mut spots = Spots::default();
        match node {
            Node::Query => {
                let choice = self.choose(&scope.query, true);
                (spots.has_text, spots.is_cut, spots.notes) = (choice.groups.is_some(), choice.is_cut, choice.notes);
                // What a query leaves out has no place of it.
                spots.docs = if scope.rest { Vec::new() } else { self.narrow(scope, choice.docs) };
                let searched = self.choose(&scope.query, false).docs;
                spots.searched = self.narrow(&Scope { rest: false, ..scope.clone() }, searched);
                spots.list = self.places(&spots.docs, &choice.groups.unwrap_or_default());
            }
            Node::Text(text) => {
                spots.searched = self.docs(scope, &mut spots.notes);
                let query = Query { text: text.clone(), ..Query::default() };
                let choice = self.choose(&query, true);
                (spots.has_text, spots.is_cut) = (choice.groups.is_some(), choice.is_cut);
                spots.notes.extend(choice.notes);
                let mut searched = spots.searched.iter().peekable();
                spots.docs = choice
                    .docs
                    .into_iter()
                    .filter(|doc| {
                        while searched.next_if(|other| *other < doc).is_some() {}
                        searched.peek() == Some(&doc)
                    })
                    .collect();
                spots.list = self.places(&spots.docs, &choice.groups.unwrap_or_default());
            }
            Node::Words(words) => {
                spots.searched = self.docs(scope, &mut spots.notes);
                spots.has_text = true;
                spots.list = self.words_in(&spots.searched, words);
            }
            Node::Mark(key) => {
                spots.searched = self.docs(scope, &mut spots.notes);
                spots.has_text = true;
                spots.list = self.sentences_of(&spots.searched, key);
            }
        }
        if matches!(node, Node::Words(_) | Node::Mark(_)) {
            spots.docs = spots.list.iter().map(|spot| spot.doc).collect();
            spots.docs.dedup();
        }
        spots
    }

    fn places(&self, docs: &[u32], groups: &[super::super::matching::Group]) -> Vec<Spot> {
        let mut list = Vec::new();
        if groups.is_empty() {
            return list;
        }
        for &doc in docs {
            let (title, body) = marks::all_places(&self.corpus, groups, doc);
            for (places, in_body) in [(title, false), (body, true)] {
                list.extend(places.iter().map(|place| Spot { doc, in_body, start: place.start, end: place.end }));
            }
        }
        list
    }

    fn words_in(&self, docs: &[u32], words: &[String]) -> Vec<Spot> {
        let table = self.table();
        let mut list = Vec::new();
        let Some(words) = table.find(words).into_iter().collect::<Option<Vec<u32>>>() else { return list };
        let Some((&first, rest)) = words.split_first() else { return list };
        for &doc in docs {
            for ((from, to), in_body) in table.parts(doc).into_iter().zip([false, true]) {
                // Most parts do not hold the word.
                if !table.numbers((from, to)).any(|number| number == first) {
                    continue;
                }
                let mut start = 0;
                for (piece, number) in (from..to).zip(table.numbers((from, to))) {
                    let goes_on = |(piece, word): (u32, &u32)| {
                        piece < to && table.word(piece) == Some(*word) && !table.opens(piece)
                    };
                    if number == first && (piece + 1..).zip(rest).all(goes_on) {
                        let end =
                            start + (piece..=piece + rest.len() as u32).map(|piece| table.length(piece)).sum::<u32>();
                        list.push(Spot { doc, in_body, start, end });
                    }
                    start += table.length(piece);
                }
            }
        }
        list
    }

    fn sentences_of(&self, docs: &[u32], key: &str) -> Vec<Spot> {
        let mut mask = vec![false; self.corpus.n_articles() as usize];
        for &doc in docs {
            if let Some(is_in) = mask.get_mut(doc as usize) {
                *is_in = true;
            }
        }
        let sentences = Picker::new(&self.corpus, &self.notes, &mask, 0).sentences(key);
        let places: Vec<(u32, u32)> = sentences.iter().filter_map(|&sentence| self.notes.place(sentence)).collect();
        let mut list = Vec::with_capacity(places.len());
        for same in places.chunk_by(|a, b| a.0 == b.0) {
            let doc = same[0].0;
            let spans = self.corpus.sentences(doc);
            let mut chars = CharCounter::new(self.corpus.body(doc));
            for (_, sentence) in same {
                let Some(span) = spans.get(*sentence as usize) else { continue };
                let (start, end) = (chars.at(span.start) as u32, chars.at(span.end) as u32);
                list.push(Spot { doc, in_body: true, start, end });
            }
        }
        list
    }

    /// The bucket of time of an article.
    pub(super) fn period(&self, unit: Unit, doc: u32) -> Option<i32> {
        time::period(unit, self.corpus.facets().days.get(doc as usize).copied().unwrap_or_default())
    }
}

/// The pieces of some places, given in order: the first, and one after the last.
pub(super) fn locate(table: &Table, spots: &[Spot]) -> Vec<(u32, u32)> {
    let mut ranges = Vec::with_capacity(spots.len());
    for same in spots.chunk_by(|a, b| (a.doc, a.in_body) == (b.doc, b.in_body)) {
        let (from, to) = table.parts(same[0].doc)[usize::from(same[0].in_body)];
        // Places may overlap where words repeat, but neither starts nor ends go back.
        let (mut piece, mut start) = (from, 0);
        for spot in same {
            while piece < to && start + table.length(piece) <= spot.start {
                start += table.length(piece);
                piece += 1;
            }
            let (mut last, mut end) = (piece, start);
            while last < to && end < spot.end {
                end += table.length(last);
                last += 1;
            }
            ranges.push((piece, last.max(piece + 1).min(to.max(piece))));
        }
    }
    ranges
}

/// The word so many words before or after some pieces, within their sentence.
pub(super) fn neighbour(table: &Table, part: (u32, u32), range: (u32, u32), at: i8) -> Option<u32> {
    let mut left = u32::from(at.unsigned_abs());
    if at < 0 {
        let mut piece = range.0;
        while left > 0 && piece > part.0 && !table.opens(piece) {
            piece -= 1;
            left -= u32::from(table.word(piece).is_some());
        }
        return (left == 0 && piece < range.0).then_some(piece);
    }
    let mut piece = range.1;
    while left > 0 && piece < part.1 && !table.opens(piece) {
        left -= u32::from(table.word(piece).is_some());
        piece += 1;
    }
    (left == 0 && piece > range.1).then(|| piece - 1)
}

/// Calls `each` for every word in the windows around places that are given in order with their pieces: the
/// number of the place, the piece, and whether it stands after the place. A word in the windows of two places
/// counts once, for the nearer one, else for the first; the places themselves are in no window.
pub(super) fn windows(
    table: &Table,
    spots: &[Spot],
    ranges: &[(u32, u32)],
    window: Window,
    mut each: impl FnMut(usize, u32, bool),
) {
    let part = |spot: &Spot| table.parts(spot.doc)[usize::from(spot.in_body)];
    let (mut after, mut before): (Vec<u32>, Vec<u32>) = (Vec::new(), Vec::new());
    let (mut from, mut here) = (0, None);
    for (i, (spot, &range)) in spots.iter().zip(ranges).enumerate() {
        let bounds = part(spot);
        if here != Some(bounds) {
            (here, from) = (Some(bounds), bounds.0);
        }
        // Before the first place of a part nothing is shared.
        if from == bounds.0 {
            reach_back(table, (from, range.0), window, &mut before);
            for &piece in &before {
                each(i, piece, false);
            }
        }
        from = from.max(range.1);
        let next = spots.get(i + 1).zip(ranges.get(i + 1)).filter(|(next, _)| part(next) == bounds);
        let to = next.map_or(bounds.1, |(_, range)| range.0);
        reach_on(table, (from, to.max(from)), window, &mut after);
        before.clear();
        if next.is_some() {
            reach_back(table, (from, to.max(from)), window, &mut before);
        }
        for (far, &piece) in after.iter().enumerate() {
            if before.iter().position(|&other| other == piece).is_none_or(|other| far <= other) {
                each(i, piece, true);
            }
        }
        for (far, &piece) in before.iter().enumerate() {
            if after.iter().position(|&other| other == piece).is_none_or(|other| far < other) {
                each(i + 1, piece, false);
            }
        }
    }
}

/// The words after a place, nearest first.
fn reach_on(table: &Table, (from, to): (u32, u32), window: Window, out: &mut Vec<u32>) {
    out.clear();
    for piece in from..to {
        if out.len() == usize::from(window.right) || (!window.across && table.opens(piece)) {
            return;
        }
        if table.word(piece).is_some() {
            out.push(piece);
        }
    }
}

/// The words before a place, nearest first.
fn reach_back(table: &Table, (from, to): (u32, u32), window: Window, out: &mut Vec<u32>) {
    out.clear();
    for piece in (from..to).rev() {
        if out.len() == usize::from(window.left) || (!window.across && table.opens(piece + 1)) {
            return;
        }
        if table.word(piece).is_some() {
            out.push(piece);
        }
    }
}
