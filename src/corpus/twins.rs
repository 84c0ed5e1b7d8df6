//! Near-duplicates: articles that were reprinted with small changes.
//!
//! An article is the set of its clauses, the runs of indexed characters between punctuation
//! (of at least [`SHORTEST`] characters, folded), each weighed by its length; clauses of more
//! than [`FORMULA`] articles say nothing. Two articles are twins when they share at least
//! [`SHARE`] hundredths of the weight of the longer one, of which there have to be [`LEAST`]
//! characters, and when no more than [`DAYS`] days lie between their dates: an edited word
//! costs one clause, a new lead or an editor's note a few, while the formulas of an annual
//! occasion make no reprint. Candidates are articles that have
//! one of their [`SKETCH`] smallest hashes in common (a bottom-k sketch: of two articles that
//! share nine clauses in ten, nearly all are the same), and each pair is then compared whole.
//! Twins of twins are one group. Hashes are fixed, so the same articles give the same groups.
//!
//! Section `twin`: number of groups; per group its number of articles and their distances.

use crate::index::bytes::Reader;
#[cfg(feature = "full")]
use crate::index::{bytes::put_varint, units::is_indexed};

/// Characters of the shortest clause that counts.
#[cfg(feature = "full")]
const SHORTEST: u32 = 4;
/// Part of the longer article that twins share, in hundredths.
#[cfg(feature = "full")]
const SHARE: u64 = 80;
/// Characters in clauses of the shortest article that can have twins.
#[cfg(feature = "full")]
const LEAST: u64 = 60;
/// Hashes of an article that are compared with others.
#[cfg(feature = "full")]
const SKETCH: usize = 8;
/// Days between the dates of twins.
#[cfg(feature = "full")]
const DAYS: u32 = 31;
/// A clause that more articles have is a formula, not a reprint.
#[cfg(feature = "full")]
const FORMULA: usize = 64;

/// Collects clauses article by article.
#[cfg(feature = "full")]
#[derive(Debug, Default)]
pub(super) struct TwinFinder {
    /// Per article its clauses in order: a hash, and in its last byte the length, 255 at most.
    clauses: Vec<Box<[u64]>>,
    /// The day of each article, counted on; 0 when it has none.
    days: Vec<u32>,
}

#[cfg(feature = "full")]
impl TwinFinder {
    /// Adds the next article by the folded units of its body and its first day, `YYYYMMDD` or 0.
    pub(super) fn push(&mut self, units: impl Iterator<Item = u16>, day: u32) {
        // Of months of 31 days: enough for a distance.
        self.days.push(day / 10_000 * 372 + day / 100 % 100 * 31 + day % 100);
        let mut clauses: Vec<u64> = Vec::new();
        let (mut hash, mut len) = (0u64, 0);
        for unit in units.chain([0]) {
            if is_indexed(unit) {
                hash = (hash.rotate_left(5) ^ u64::from(unit)).wrapping_mul(0x9e37_79b1_85eb_ca87);
                len += 1;
            } else {
                if len >= SHORTEST {
                    clauses.push((hash ^ hash >> 31) & !0xff | u64::from(len.min(255)));
                }
                (hash, len) = (0, 0);
            }
        }
        clauses.sort_unstable();
        clauses.dedup();
        self.clauses.push(clauses.into_boxed_slice());
    }

    /// The section.
    pub(super) fn finish(mut self) -> Vec<u8> {
        self.drop_formulas();
        let weight = |list: &[u64]| -> u64 { list.iter().copied().map(weight).sum() };
        let mut sketches: Vec<(u64, u32)> = Vec::new();
        for (doc, list) in (0..).zip(&self.clauses) {
            if weight(list) >= LEAST {
                sketches.extend(list.iter().take(SKETCH).map(|clause| (*clause, doc)));
            }
        }
        sketches.sort_unstable();
        let mut pairs: Vec<(u32, u32)> = Vec::new();
        for same in sketches.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() <= FORMULA) {
            for (i, (_, a)) in same.iter().enumerate() {
                pairs.extend(same.iter().skip(i + 1).map(|(_, b)| (*a, *b)));
            }
        }
        pairs.sort_unstable();
        pairs.dedup();
        // Each article's group is named by its first article.
        let mut first: Vec<u32> = (0..self.clauses.len() as u32).collect();
        let find = |first: &[u32], mut doc: u32| {
            while let Some(&next) = first.get(doc as usize).filter(|&&next| next != doc) {
                doc = next;
            }
            doc
        };
        for (a, b) in pairs {
            let (Some(x), Some(y)) = (self.clauses.get(a as usize), self.clauses.get(b as usize)) else { continue };
            let day = |doc: u32| self.days.get(doc as usize).copied().unwrap_or_default();
            if day(a) > 0 && day(b) > 0 && day(a).abs_diff(day(b)) > DAYS {
                continue;
            }
            let longer = weight(x).max(weight(y));
            if shared(x, y) * 100 >= longer * SHARE {
                let (a, b) = (find(&first, a), find(&first, b));
                if let Some(slot) = first.get_mut(a.max(b) as usize) {
                    *slot = a.min(b);
                }
            }
        }
        let mut groups: Vec<(u32, u32)> = (0..first.len() as u32).map(|doc| (find(&first, doc), doc)).collect();
        groups.sort_unstable();
        let groups: Vec<&[(u32, u32)]> = groups.chunk_by(|a, b| a.0 == b.0).filter(|group| group.len() > 1).collect();
        let mut out = Vec::new();
        put_varint(&mut out, groups.len() as u32);
        let mut start = 0;
        for group in groups {
            put_varint(&mut out, group.len() as u32);
            let mut before = start;
            for (i, (_, doc)) in group.iter().enumerate() {
                put_varint(&mut out, doc - before);
                before = *doc;
                if i == 0 {
                    start = *doc;
                }
            }
        }
        out
    }
}

#[cfg(feature = "full")]
impl TwinFinder {
    fn drop_formulas(&mut self) {
        let mut all: Vec<u64> = self.clauses.iter().flatten().copied().collect();
        all.sort_unstable();
        let formulas = all.chunk_by(|a, b| a == b).filter(|same| same.len() > FORMULA);
        let formulas: Vec<u64> = formulas.filter_map(|same| same.first().copied()).collect();
        for list in &mut self.clauses {
            if list.iter().any(|clause| formulas.binary_search(clause).is_ok()) {
                *list = list.iter().copied().filter(|clause| formulas.binary_search(clause).is_err()).collect();
            }
        }
    }
}

/// What a clause weighs: its length.
#[cfg(feature = "full")]
fn weight(clause: u64) -> u64 {
    clause & 0xff
}

/// Weight of the clauses that both have.
#[cfg(feature = "full")]
fn shared(a: &[u64], b: &[u64]) -> u64 {
    let mut rest = b.iter().peekable();
    let mut sum = 0;
    for clause in a {
        while rest.next_if(|other| *other < clause).is_some() {}
        if rest.next_if(|other| *other == clause).is_some() {
            sum += weight(*clause);
        }
    }
    sum
}

/// Groups of twins, opened.
#[derive(Debug, Default)]
pub struct Twins {
    /// Articles that have twins, in order, with the number of their group.
    of: Vec<(u32, u32)>,
    n_groups: u32,
}

impl Twins {
    /// Opens the section.
    pub(super) fn open(section: &[u8], n_articles: u32) -> Option<Self> {
        let mut reader = Reader::new(section);
        let mut twins = Self { of: Vec::new(), n_groups: reader.varint()? };
        let mut start = 0u32;
        for group in 0..twins.n_groups {
            let mut doc = start;
            for i in 0..reader.varint()? {
                doc = doc.checked_add(reader.varint()?).filter(|&doc| doc < n_articles)?;
                twins.of.push((doc, group));
                if i == 0 {
                    start = doc;
                }
            }
        }
        twins.of.sort_unstable();
        (reader.is_empty() && twins.of.is_sorted_by(|a, b| a.0 < b.0)).then_some(twins)
    }

    /// The group of an article that has twins.
    pub fn group(&self, doc: u32) -> Option<u32> {
        let at = self.of.binary_search_by_key(&doc, |(doc, _)| *doc).ok()?;
        self.of.get(at).map(|(_, group)| *group)
    }

    /// Number of groups.
    pub fn n_groups(&self) -> u32 {
        self.n_groups
    }
}
