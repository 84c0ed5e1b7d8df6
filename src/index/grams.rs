//! Postings of pairs of neighbouring characters: which articles hold a pair, how often, and
//! whether in the title or the lead.
//!
//! Every run of indexed characters gives its pairs and, for its last character, a pair with
//! [`BREAK`]. So the pairs that start with a character are all its places, and single
//! characters need no postings of their own.
//!
//! Layout. Directory: number of first characters and of pairs, then four streams, each with
//! its length: first characters (distance to the one before, number of pairs), second
//! characters (distance), number of articles, length in bytes beyond the least possible.
//! Postings: for each pair the distances between articles, less one, and then for each
//! article `(n - 1) * 3 + class`. Streams apart compress better and decode faster. The
//! directory is spread out when a pack is opened; postings are used in place.

use rustc_hash::FxHashMap;

use super::bytes::{Reader, put_bytes, put_varint};
use super::units::{BREAK, LEAD, is_indexed};

/// One article of a pair's postings.
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

/// Collects pairs article by article.
#[derive(Debug, Default)]
pub struct GramBuilder {
    ids: FxHashMap<u32, u32>,
    terms: Vec<TermBuilder>,
    /// Pair and place of the present article.
    scratch: Vec<u64>,
    n_articles: u32,
}

#[derive(Debug)]
struct TermBuilder {
    pair: u32,
    n_articles: u32,
    next: u32,
    /// Gap and payload in turn.
    bytes: Vec<u8>,
}

fn pair(first: u16, second: u16) -> u32 {
    u32::from(first) << 16 | u32::from(second)
}

impl GramBuilder {
    /// Adds the next article: units of its title, a break, units of its body, a break.
    pub fn push(&mut self, units: impl Iterator<Item = u16>) {
        self.scratch.clear();
        let (mut last, mut body) = (BREAK, None);
        for (at, unit) in units.enumerate() {
            let here = if is_indexed(unit) { unit } else { BREAK };
            if last != BREAK {
                self.scratch.push(u64::from(pair(last, here)) << 32 | (at as u64 - 1));
            }
            if unit == BREAK && body.is_none() {
                body = Some(at as u64 + 1);
            }
            last = here;
        }
        let (doc, body) = (self.n_articles, body.unwrap_or_default());
        self.n_articles += 1;
        self.scratch.sort_unstable();
        let taken = std::mem::take(&mut self.scratch);
        let mut scratch = taken.as_slice();
        while let Some(first) = scratch.first() {
            let key = (first >> 32) as u32;
            let len = scratch.iter().take_while(|entry| (*entry >> 32) as u32 == key).count();
            let Some((places, rest)) = scratch.split_at_checked(len) else { break };
            scratch = rest;
            self.add(doc, key, places, body);
        }
        self.scratch = taken;
    }

    fn add(&mut self, doc: u32, key: u32, places: &[u64], body: u64) {
        let place = |entry: &u64| entry & 0xffff_ffff;
        let class = match (places.first().map(place), places.iter().map(place).find(|at| *at >= body)) {
            (Some(at), _) if at < body => 2,
            (_, Some(at)) if at < body + u64::from(LEAD) => 1,
            _ => 0,
        };
        let n = if key >> 16 == key & 0xffff {
            // 哈哈哈 holds 哈哈 once.
            let (mut n, mut free) = (0, 0);
            for at in places.iter().map(place) {
                if at >= free {
                    n += 1;
                    free = at + 2;
                }
            }
            n
        } else {
            places.len() as u32
        };
        let next_id = self.terms.len() as u32;
        let id = *self.ids.entry(key).or_insert(next_id);
        if id == next_id {
            self.terms.push(TermBuilder { pair: key, n_articles: 0, next: 0, bytes: Vec::new() });
        }
        if let Some(term) = self.terms.get_mut(id as usize) {
            put_varint(&mut term.bytes, doc - term.next);
            put_varint(&mut term.bytes, (n - 1) * 3 + class);
            term.next = doc + 1;
            term.n_articles += 1;
        }
    }

    /// The directory and the postings.
    pub fn finish(mut self) -> (Vec<u8>, Vec<u8>) {
        self.terms.sort_unstable_by_key(|term| term.pair);
        let (mut firsts, mut seconds, mut counts, mut lengths) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let mut postings = Vec::new();
        let (mut n_firsts, mut last_first) = (0, 0);
        for group in self.terms.chunk_by(|a, b| a.pair >> 16 == b.pair >> 16) {
            let first = group.first().map_or(0, |term| term.pair >> 16);
            put_varint(&mut firsts, first - last_first);
            put_varint(&mut firsts, group.len() as u32);
            (n_firsts, last_first) = (n_firsts + 1, first);
            let mut last = 0;
            for term in group {
                let second = term.pair & 0xffff;
                put_varint(&mut seconds, second - last);
                last = second;
                put_varint(&mut counts, term.n_articles);
                put_varint(&mut lengths, (term.bytes.len() as u32).saturating_sub(term.n_articles * 2));
                let mut reader = Reader::new(&term.bytes);
                let mut payloads = Vec::with_capacity(term.n_articles as usize);
                while let (Some(gap), Some(payload)) = (reader.varint(), reader.varint()) {
                    put_varint(&mut postings, gap);
                    put_varint(&mut payloads, payload);
                }
                postings.extend_from_slice(&payloads);
            }
        }
        let mut directory = Vec::new();
        put_varint(&mut directory, self.n_articles);
        put_varint(&mut directory, n_firsts);
        put_varint(&mut directory, self.terms.len() as u32);
        for stream in [&firsts, &seconds, &counts, &lengths] {
            put_bytes(&mut directory, stream);
        }
        (directory, postings)
    }
}

/// The directory, spread out.
#[derive(Debug, Default)]
pub struct Grams {
    n_articles: u32,
    firsts: Vec<u16>,
    /// First pair of each first character; one more at the end.
    groups: Vec<u32>,
    seconds: Vec<u16>,
    counts: Vec<u32>,
    /// Where each pair's postings start; one more at the end.
    offsets: Vec<u32>,
}

/// The postings of one pair.
#[derive(Clone, Copy, Debug, Default)]
pub struct Postings<'a> {
    /// Number of articles.
    pub n_articles: u32,
    bytes: &'a [u8],
    limit: u32,
}

impl Grams {
    /// Spreads the directory out; `None` when it does not fit the postings.
    pub fn open(directory: &[u8], postings_len: usize) -> Option<Self> {
        let mut reader = Reader::new(directory);
        let (n_articles, n_firsts, n_pairs) = (reader.varint()?, reader.varint()?, reader.varint()? as usize);
        let mut stream = || reader.bytes().map(Reader::new);
        let (mut firsts, mut seconds, mut counts, mut lengths) = (stream()?, stream()?, stream()?, stream()?);
        // Each takes at least a byte, so that a made-up number cannot ask for memory.
        if n_firsts as usize > firsts.rest().len() || n_pairs > seconds.rest().len() {
            return None;
        }
        let mut grams = Self { n_articles, ..Self::default() };
        grams.seconds.reserve(n_pairs);
        grams.counts.reserve(n_pairs);
        grams.offsets.reserve(n_pairs + 1);
        let (mut first, mut offset) = (0u32, 0u32);
        for _ in 0..n_firsts {
            first = first.checked_add(firsts.varint()?)?;
            grams.firsts.push(u16::try_from(first).ok()?);
            grams.groups.push(grams.seconds.len() as u32);
            let mut second = 0u32;
            for _ in 0..firsts.varint()? {
                second = second.checked_add(seconds.varint()?)?;
                grams.seconds.push(u16::try_from(second).ok()?);
                let count = counts.varint()?;
                grams.counts.push(count);
                grams.offsets.push(offset);
                offset = offset.checked_add(count.checked_mul(2)?)?.checked_add(lengths.varint()?)?;
            }
        }
        grams.groups.push(grams.seconds.len() as u32);
        grams.offsets.push(offset);
        let is_sorted = grams.firsts.is_sorted_by(|a, b| a < b);
        (is_sorted && grams.seconds.len() == n_pairs && offset as usize == postings_len).then_some(grams)
    }

    /// Number of different pairs.
    pub fn n_pairs(&self) -> usize {
        self.seconds.len()
    }

    fn group(&self, first: u16) -> Option<std::ops::Range<usize>> {
        let at = self.firsts.binary_search(&first).ok()?;
        Some(*self.groups.get(at)? as usize..*self.groups.get(at + 1)? as usize)
    }

    fn postings<'a>(&self, index: usize, bytes: &'a [u8]) -> Option<Postings<'a>> {
        let (from, to) = (*self.offsets.get(index)? as usize, *self.offsets.get(index + 1)? as usize);
        Some(Postings { n_articles: *self.counts.get(index)?, bytes: bytes.get(from..to)?, limit: self.n_articles })
    }

    /// The postings of a pair; none when no article holds it.
    pub fn get<'a>(&self, first: u16, second: u16, bytes: &'a [u8]) -> Option<Postings<'a>> {
        let group = self.group(first)?;
        let at = self.seconds.get(group.clone())?.binary_search(&second).ok()?;
        self.postings(group.start + at, bytes)
    }

    /// The second characters and postings of all pairs that start with a character.
    pub fn starting<'a>(&self, first: u16, bytes: &'a [u8]) -> impl Iterator<Item = (u16, Postings<'a>)> {
        let group = self.group(first).unwrap_or_default();
        group.filter_map(move |i| Some((*self.seconds.get(i)?, self.postings(i, bytes)?)))
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
