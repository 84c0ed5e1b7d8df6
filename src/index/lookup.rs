//! Finds every article that holds a string, exactly.

use super::grams::{Class, Grams, LONGEST, Postings};
use super::units::{BREAK, Needle, Probe, Texts, is_indexed};

/// An article that holds the string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Match {
    /// The article.
    pub doc: u32,
    /// Number of places that do not overlap.
    pub n: u32,
    /// The best part of the article it stands in.
    pub class: Class,
    /// Whether one place is written as typed.
    pub exact: bool,
}

/// Postings and folded text together.
#[derive(Clone, Copy, Debug)]
pub struct Index<'a> {
    /// Directory of the postings.
    pub grams: &'a Grams,
    /// The postings.
    pub postings: &'a [u8],
    /// The folded text.
    pub texts: &'a Texts,
}

/// Looking at a candidate's text costs about as much as reading this many postings.
const LOOK: usize = 60;
/// Candidates whose text is fetched before the first of them is looked at.
const AHEAD: usize = 16;

impl<'a> Index<'a> {
    /// All articles that hold the needle, in order.
    pub fn find(self, needle: &Needle) -> Vec<Match> {
        match *needle.units() {
            [one] if is_indexed(one) => self.find_one(needle, one),
            _ => self.find_long(needle),
        }
    }

    /// The folded counts are right as they are; only the spelling may need a look at the text.
    fn read(self, needle: &Needle, postings: Postings<'_>) -> Vec<Match> {
        let probe = self.texts.probe(needle);
        let mut found = Vec::with_capacity(postings.n_articles as usize);
        found.extend(postings.iter().map(|posting| Match {
            doc: posting.doc,
            n: posting.n,
            class: posting.class,
            exact: self.texts.is_exact(probe, posting.doc, posting.n),
        }));
        found
    }

    /// A character's places are those of the pairs it starts.
    fn find_one(self, needle: &Needle, unit: u16) -> Vec<Match> {
        let mut found: Vec<Option<(u32, Class, bool)>> = vec![None; self.texts.n_articles() as usize];
        for (second, postings) in self.grams.starting(unit, self.postings) {
            for posting in postings.iter() {
                if let Some(slot) = found.get_mut(posting.doc as usize) {
                    let (n, class, unsure) = slot.unwrap_or_default();
                    *slot = Some((n + posting.n, class.max(posting.class), unsure || second == unit));
                }
            }
        }
        let probe = self.texts.probe(needle);
        let matches = (0..).zip(found).filter_map(|(doc, slot)| {
            let (n, class, unsure) = slot?;
            if unsure || needle.is_ambiguous() {
                // Runs of one character are counted without overlap: count again.
                return self.look(probe, doc, u32::MAX);
            }
            Some(Match { doc, n, class, exact: self.texts.is_exact(probe, doc, n) })
        });
        matches.collect()
    }

    /// The postings that say most of a run of indexed characters: the longest strings that have
    /// some, and for each whether it is the whole run. `None` when no article can hold it.
    fn strings(self, run: &[u16], out: &mut Vec<Postings<'a>>) -> Option<()> {
        // Per start: the place of the string of the present length, and its postings.
        let pair = |pair: &[u16]| {
            let place = self.grams.place(2, u32::from(*pair.first()?), *pair.last()?)?;
            Some(Some((place, self.grams.at(2, place, self.postings)?)))
        };
        let mut here: Vec<Option<(u32, Postings<'a>)>> = run.windows(2).map(pair).collect::<Option<_>>()?;
        for len in 3..=LONGEST + 1 {
            let is_frequent = |at: usize| {
                here.get(at).is_some_and(|some| some.is_some_and(|(_, of)| self.grams.is_frequent(of.n_articles)))
            };
            let mut longer: Vec<Option<(u32, Postings<'a>)>> = Vec::new();
            let mut covered = vec![false; here.len()];
            for at in 0..here.len().saturating_sub(1) {
                let mut found = None;
                if len <= LONGEST
                    && is_frequent(at)
                    && is_frequent(at + 1)
                    && let (Some(Some((parent, _))), Some(&last)) = (here.get(at), run.get(at + len - 1))
                {
                    let place = self.grams.place(len, *parent, last)?;
                    found = Some((place, self.grams.at(len, place, self.postings)?));
                    covered.iter_mut().skip(at).take(2).for_each(|covered| *covered = true);
                }
                longer.push(found);
            }
            out.extend(
                here.iter()
                    .zip(&covered)
                    .filter(|(_, covered)| !**covered)
                    .filter_map(|(some, _)| Some(some.as_ref()?.1)),
            );
            here = longer;
            if here.iter().all(Option::is_none) {
                break;
            }
        }
        Some(())
    }

    fn find_long(self, needle: &Needle) -> Vec<Match> {
        let units = needle.units();
        let mut pairs: Vec<Postings<'a>> = Vec::new();
        let mut single = None;
        let mut from = 0;
        for run in units.split(|&unit| !is_indexed(unit)) {
            let to = from + run.len();
            let ends_inside = to < units.len();
            if let (true, Some(&last)) = (ends_inside, run.last()) {
                // The run ends inside the needle, so its last character ends a run in the text.
                match self.grams.get(last, BREAK, self.postings) {
                    Some(postings) => pairs.push(postings),
                    None => return Vec::new(),
                }
            }
            if let ([one], false) = (run, ends_inside) {
                single = Some(*one);
            }
            if self.strings(run, &mut pairs).is_none() {
                return Vec::new();
            }
            from = to + 1;
        }
        // One string that has postings of its own.
        if let ([postings], false) = (pairs.as_slice(), needle.is_ambiguous())
            && units.len() <= LONGEST
            && self.whole(units)
        {
            return self.read(needle, *postings);
        }
        pairs.sort_by_key(|postings| postings.n_articles);
        let mut pairs = pairs.into_iter();
        // A pair stands at least as often in an article as a string that holds it.
        let candidates: Vec<(u32, u32)> = match (pairs.next(), single) {
            (Some(rarest), _) => {
                let mut candidates = Vec::with_capacity(rarest.n_articles as usize);
                candidates.extend(rarest.iter().map(|posting| (posting.doc, posting.n)));
                for postings in pairs {
                    if candidates.len().saturating_mul(LOOK) < postings.n_articles as usize {
                        break;
                    }
                    intersect(&mut candidates, postings);
                }
                candidates
            }
            (None, Some(unit)) => {
                let mut docs: Vec<u32> =
                    self.grams.starting(unit, self.postings).flat_map(|(_, postings)| postings.docs()).collect();
                docs.sort_unstable();
                docs.dedup();
                docs.into_iter().map(|doc| (doc, u32::MAX)).collect()
            }
            (None, None) => (0..self.texts.n_articles()).map(|doc| (doc, u32::MAX)).collect(),
        };
        let probe = self.texts.probe(needle);
        let mut found = Vec::with_capacity(candidates.len());
        for some in candidates.chunks(AHEAD) {
            // One after the other, each look would wait for memory; together they wait once.
            self.texts.touch(some.iter().map(|(doc, _)| *doc));
            found.extend(some.iter().filter_map(|&(doc, most)| self.look(probe, doc, most)));
        }
        found
    }

    /// Whether a string of indexed characters has postings of its own.
    fn whole(self, units: &[u16]) -> bool {
        let mut parent = units.first().map(|&first| u32::from(first));
        for (i, &last) in units.iter().enumerate().skip(1) {
            parent = parent.and_then(|parent| self.grams.place(i + 1, parent, last));
        }
        parent.is_some() && units.len() > 1 && units.iter().all(|&unit| is_indexed(unit))
    }

    fn look(self, probe: Probe<'_>, doc: u32, most: u32) -> Option<Match> {
        let seen = self.texts.see(probe, doc, most)?;
        let class = match (seen.in_title, seen.in_lead) {
            (true, _) => Class::Title,
            (false, true) => Class::Lead,
            _ => Class::Body,
        };
        Some(Match { doc, n: seen.n, class, exact: seen.exact })
    }
}

/// Keeps the candidates that the postings hold.
fn intersect(candidates: &mut Vec<(u32, u32)>, postings: Postings<'_>) {
    let mut docs = postings.docs();
    let mut here = docs.next();
    candidates.retain(|&(candidate, _)| {
        while let Some(doc) = here {
            if doc >= candidate {
                return doc == candidate;
            }
            here = docs.next();
        }
        false
    });
}
