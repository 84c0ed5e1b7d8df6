//! Postings of strings of neighbouring characters: which articles hold one, how often, and
//! whether in the title or the lead.
//!
//! Every run of indexed characters gives its pairs and, for its last character, a pair with
//! [`BREAK`](super::units::BREAK). So the pairs that start with a character are all its places, and single
//! characters need no postings of their own. A string of three characters has postings when
//! both its pairs are frequent, one of four when both its strings of three are, and so on up to
//! [`LONGEST`]: so the text of no more than [`frequent`] articles has to be looked at for any
//! string that is not longer, and what is frequent pays for itself alone.
//!
//! Layout. Directory: number of articles, the least number that is frequent, number of levels
//! (2, 3, ... characters), and per level: number of parents and of strings, then four streams, each
//! with its length: parents (distance to the one before, number of strings), last characters
//! (distance), number of articles, length in bytes beyond the least possible. A parent is the
//! first character, on later levels the place of the string without its last character.
//! Postings: for each string the distances between articles, less one, and then for each
//! article `(n - 1) * 3 + class`. Streams apart compress better and decode faster. The
//! directory is spread out when a pack is opened; postings are used in place.

use super::bytes::Reader;

/// Characters of the longest string with postings.
pub const LONGEST: usize = 8;

/// The least number of articles of a frequent string: a look at so many texts is soon done.
pub fn frequent(n_articles: u32) -> u32 {
    (n_articles / 16).max(64)
}

/// One article of a string's postings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Posting {
    /// The article.
    pub doc: u32,
    /// How often; places do not overlap.
    pub n: u32,
    /// In the title, in the lead, or only elsewhere.
    pub class: Class,
}

/// The best part of an article a string stands in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Only later in the body.
    #[default]
    Body,
    /// Near the start of the body.
    Lead,
    /// In the title.
    Title,
}

impl Class {
    fn of(code: u32) -> Self {
        match code {
            0 => Self::Body,
            1 => Self::Lead,
            _ => Self::Title,
        }
    }
}

/// The directory, spread out.
#[derive(Debug, Default)]
pub struct Grams {
    n_articles: u32,
    least: u32,
    levels: Vec<Level>,
}

#[derive(Debug, Default)]
struct Level {
    parents: Vec<u32>,
    /// First string of each parent; one more at the end.
    groups: Vec<u32>,
    lasts: Vec<u16>,
    counts: Vec<u32>,
    /// Where each string's postings start; one more at the end.
    offsets: Vec<u32>,
}

/// The postings of one string.
#[derive(Clone, Copy, Debug, Default)]
pub struct Postings<'a> {
    /// Number of articles.
    pub n_articles: u32,
    bytes: &'a [u8],
    limit: u32,
}

impl Level {
    fn open(reader: &mut Reader<'_>, start: u32) -> Option<Self> {
        let (n_parents, n_terms) = (reader.varint()?, reader.varint()? as usize);
        let mut stream = || reader.bytes().map(Reader::new);
        let (mut parents, mut lasts, mut counts, mut lengths) = (stream()?, stream()?, stream()?, stream()?);
        // Each takes at least a byte, so that a made-up number cannot ask for memory.
        if n_parents as usize > parents.rest().len() || n_terms > lasts.rest().len() {
            return None;
        }
        let mut level = Self::default();
        level.lasts.reserve(n_terms);
        level.counts.reserve(n_terms);
        level.offsets.reserve(n_terms + 1);
        let (mut parent, mut offset) = (0u32, start);
        for _ in 0..n_parents {
            parent = parent.checked_add(parents.varint()?)?;
            level.parents.push(parent);
            level.groups.push(level.lasts.len() as u32);
            let mut last = 0u32;
            for _ in 0..parents.varint()? {
                last = last.checked_add(lasts.varint()?)?;
                level.lasts.push(u16::try_from(last).ok()?);
                let count = counts.varint()?;
                level.counts.push(count);
                level.offsets.push(offset);
                offset = offset.checked_add(count.checked_mul(2)?)?.checked_add(lengths.varint()?)?;
            }
        }
        level.groups.push(level.lasts.len() as u32);
        level.offsets.push(offset);
        let is_sorted = level.parents.is_sorted_by(|a, b| a < b);
        (is_sorted && level.lasts.len() == n_terms).then_some(level)
    }

    fn group(&self, parent: u32) -> Option<std::ops::Range<usize>> {
        let at = self.parents.binary_search(&parent).ok()?;
        Some(*self.groups.get(at)? as usize..*self.groups.get(at + 1)? as usize)
    }

    fn place(&self, parent: u32, last: u16) -> Option<u32> {
        let group = self.group(parent)?;
        let at = self.lasts.get(group.clone())?.binary_search(&last).ok()?;
        Some((group.start + at) as u32)
    }
}

impl Grams {
    /// Spreads the directory out; `None` when it does not fit the postings.
    pub fn open(directory: &[u8], postings_len: usize) -> Option<Self> {
        let mut reader = Reader::new(directory);
        let mut grams = Self { n_articles: reader.varint()?, least: reader.varint()?, levels: Vec::new() };
        let n_levels = reader.varint()?;
        let mut end = 0;
        for _ in 0..n_levels {
            let level = Level::open(&mut reader, end)?;
            end = *level.offsets.last()?;
            grams.levels.push(level);
        }
        (n_levels < LONGEST as u32 && reader.is_empty() && end as usize == postings_len).then_some(grams)
    }

    /// Number of different pairs.
    pub fn n_pairs(&self) -> usize {
        self.levels.first().map_or(0, |level| level.lasts.len())
    }

    /// Number of different strings of three and more characters.
    pub fn n_longer(&self) -> usize {
        self.levels.iter().skip(1).map(|level| level.lasts.len()).sum()
    }

    /// The place of the string that `parent` and its last character make, on the level of
    /// strings of `len` characters. The parent of a pair is its first character.
    pub fn place(&self, len: usize, parent: u32, last: u16) -> Option<u32> {
        self.levels.get(len.checked_sub(2)?)?.place(parent, last)
    }

    /// Whether so many articles are enough for longer strings to have postings.
    pub fn is_frequent(&self, n_articles: u32) -> bool {
        n_articles >= self.least
    }

    /// The postings of the string at a place.
    pub fn at<'a>(&self, len: usize, place: u32, bytes: &'a [u8]) -> Option<Postings<'a>> {
        let level = self.levels.get(len.checked_sub(2)?)?;
        let i = place as usize;
        let (from, to) = (*level.offsets.get(i)? as usize, *level.offsets.get(i + 1)? as usize);
        Some(Postings { n_articles: *level.counts.get(i)?, bytes: bytes.get(from..to)?, limit: self.n_articles })
    }

    /// The postings of a pair; none when no article holds it.
    pub fn get<'a>(&self, first: u16, second: u16, bytes: &'a [u8]) -> Option<Postings<'a>> {
        self.at(2, self.place(2, u32::from(first), second)?, bytes)
    }

    /// The first characters of all pairs, in order.
    pub fn firsts(&self) -> impl Iterator<Item = u16> {
        self.levels.first().into_iter().flat_map(|pairs| &pairs.parents).map(|&first| first as u16)
    }

    /// The second characters of all pairs that start with a character, and how many articles hold each.
    pub fn following(&self, first: u16) -> impl Iterator<Item = (u16, u32)> {
        let pairs = self.levels.first();
        let group = pairs.and_then(|pairs| pairs.group(u32::from(first))).unwrap_or_default();
        group.filter_map(move |i| Some((*pairs?.lasts.get(i)?, *pairs?.counts.get(i)?)))
    }

    /// The second characters and postings of all pairs that start with a character.
    pub fn starting<'a>(&self, first: u16, bytes: &'a [u8]) -> impl Iterator<Item = (u16, Postings<'a>)> {
        let pairs = self.levels.first();
        let group = pairs.and_then(|pairs| pairs.group(u32::from(first))).unwrap_or_default();
        group.filter_map(move |i| Some((*pairs?.lasts.get(i)?, self.at(2, i as u32, bytes)?)))
    }
}

impl<'a> Postings<'a> {
    /// The articles in order.
    pub fn docs(self) -> impl Iterator<Item = u32> + 'a {
        let mut reader = Reader::new(self.bytes);
        let mut next = 0u32;
        (0..self.n_articles).map_while(move |_| {
            let doc = next.checked_add(reader.varint()?)?;
            next = doc.checked_add(1)?;
            (doc < self.limit).then_some(doc)
        })
    }

    /// Articles with counts, in order.
    pub fn iter(self) -> impl Iterator<Item = Posting> + 'a {
        let mut payloads = Reader::new(self.bytes);
        for _ in 0..self.n_articles {
            if payloads.varint().is_none() {
                break;
            }
        }
        self.docs().map_while(move |doc| {
            let payload = payloads.varint()?;
            Some(Posting { doc, n: payload / 3 + 1, class: Class::of(payload % 3) })
        })
    }
}
