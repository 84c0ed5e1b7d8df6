//! Finds every article that holds a string, exactly.

use super::grams::{Class, Grams, Postings};
use super::units::{BREAK, Needle, Texts, is_indexed};

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
const LOOK: usize = 200;

impl<'a> Index<'a> {
    /// All articles that hold the needle, in order.
    pub fn find(self, needle: &Needle) -> Vec<Match> {
        match *needle.units() {
            [one] if is_indexed(one) => self.find_one(needle, one),
            [a, b] if is_indexed(a) && is_indexed(b) && !needle.is_ambiguous() => self.find_pair(needle, a, b),
            _ => self.find_long(needle),
        }
    }

    /// The folded counts are right as they are; only the spelling may need a look at the text.
    fn find_pair(self, needle: &Needle, a: u16, b: u16) -> Vec<Match> {
        let Some(postings) = self.grams.get(a, b, self.postings) else { return Vec::new() };
        let mut found = Vec::with_capacity(postings.n_articles as usize);
        found.extend(postings.iter().map(|posting| Match {
            doc: posting.doc,
            n: posting.n,
            class: posting.class,
            exact: self.texts.is_exact(needle, posting.doc, posting.n),
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
        let matches = (0..).zip(found).filter_map(|(doc, slot)| {
            let (n, class, unsure) = slot?;
            if unsure || needle.is_ambiguous() {
                // Runs of one character are counted without overlap: count again.
                return self.look(needle, doc);
            }
            Some(Match { doc, n, class, exact: self.texts.is_exact(needle, doc, n) })
        });
        matches.collect()
    }

    fn find_long(self, needle: &Needle) -> Vec<Match> {
        let mut pairs: Vec<Postings<'a>> = Vec::new();
        let mut single = None;
        let mut last = BREAK;
        for (i, &unit) in needle.units().iter().enumerate() {
            let here = if is_indexed(unit) { unit } else { BREAK };
            if last != BREAK && here != BREAK {
                match self.grams.get(last, here, self.postings) {
                    Some(postings) => pairs.push(postings),
                    None => return Vec::new(),
                }
            } else if last != BREAK {
                // The run ends inside the needle, so its last character ends a run in the text.
                match self.grams.get(last, BREAK, self.postings) {
                    Some(postings) => pairs.push(postings),
                    None => return Vec::new(),
                }
            } else if here != BREAK && i + 1 == needle.len() {
                single = Some(here);
            }
            last = here;
        }
        pairs.sort_by_key(|postings| postings.n_articles);
        let mut pairs = pairs.into_iter();
        let candidates: Vec<u32> = match (pairs.next(), single) {
            (Some(rarest), _) => {
                let mut candidates: Vec<u32> = rarest.docs().collect();
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
                docs
            }
            (None, None) => (0..self.texts.n_articles()).collect(),
        };
        candidates.into_iter().filter_map(|doc| self.look(needle, doc)).collect()
    }

    fn look(self, needle: &Needle, doc: u32) -> Option<Match> {
        let seen = self.texts.see(needle, doc)?;
        let class = match (seen.in_title, seen.in_lead) {
            (true, _) => Class::Title,
            (false, true) => Class::Lead,
            _ => Class::Body,
        };
        Some(Match { doc, n: seen.n, class, exact: seen.exact })
    }
}

/// Keeps the candidates that the postings hold.
fn intersect(candidates: &mut Vec<u32>, postings: Postings<'_>) {
    let mut docs = postings.docs();
    let mut here = docs.next();
    candidates.retain(|&candidate| {
        while let Some(doc) = here {
            if doc >= candidate {
                return doc == candidate;
            }
            here = docs.next();
        }
        false
    });
}
