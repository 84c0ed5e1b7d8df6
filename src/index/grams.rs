//! Postings of strings of neighbouring characters: which articles hold one, how often, and
//! whether in the title or the lead.
//!
//! Every run of indexed characters gives its pairs and, for its last character, a pair with
//! [`BREAK`]. So the pairs that start with a character are all its places, and single
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

use rustc_hash::FxHashMap;

use super::bytes::{Reader, put_bytes, put_varint, put_varint_at, varint_len};
use super::units::{BREAK, LEAD, Texts, is_indexed};

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

/// Collects strings article by article.
#[derive(Debug, Default)]
pub struct GramBuilder {
    pairs: LevelBuilder,
    /// Where the body of each article starts among its units.
    bodies: Vec<u32>,
    /// The least number of articles of a frequent string, where it is not [`frequent`].
    least: Option<u32>,
}

/// Strings of one length. What an article holds is noted article by article and turned round at the end: so each
/// string costs a few bytes, and no list that grows.
#[derive(Debug, Default)]
struct LevelBuilder {
    ids: Ids,
    terms: Vec<TermBuilder>,
    /// Strings of the present article.
    seen: Vec<Place>,
    noted: Noted,
}

/// What was noted of each article in turn: distances between the numbers of its strings, and payloads.
/// A piece for each article: it lies where the article's text has been let go.
#[derive(Debug, Default)]
struct Noted {
    pieces: Vec<Box<[u8]>>,
    scratch: Vec<u8>,
}

impl Noted {
    /// Adds the article that lies in `scratch`.
    fn end(&mut self) {
        self.pieces.push(self.scratch.as_slice().into());
        self.scratch.clear();
    }

    /// Strings and payloads of a piece.
    fn each(piece: &[u8]) -> impl Iterator<Item = (u32, u32)> {
        let mut reader = Reader::new(piece);
        let mut next = 0;
        std::iter::from_fn(move || {
            let (gap, payload) = (reader.varint()?, reader.varint()?);
            let id = next + gap;
            next = id + 1;
            Some((id, payload))
        })
    }
}

#[derive(Debug)]
struct TermBuilder {
    /// The parent and the last character.
    key: u64,
    n_articles: u32,
    /// Its place in `seen`, if it is there.
    at: u32,
}

/// A string of the present article: how often, in which part, and where the next place may start.
#[derive(Debug)]
struct Place {
    id: u32,
    n: u32,
    class: u32,
    free: u32,
}

/// Numbers of strings by their keys, which lie elsewhere: a number each, where a map would hold the keys again.
#[derive(Debug, Default)]
struct Ids {
    /// Numbers from 1; 0 is free. A power of two.
    slots: Vec<u32>,
}

impl Ids {
    /// The number of a key among `terms`; that of the next one when it is not there yet.
    #[inline]
    fn of(&mut self, key: u64, terms: &[TermBuilder]) -> u32 {
        if terms.len() * 4 >= self.slots.len() * 3 {
            self.grow(terms);
        }
        let mut at = self.start(key);
        loop {
            match self.slots.get_mut(at) {
                Some(0) | None => break,
                Some(id) if terms.get(*id as usize - 1).is_some_and(|term| term.key == key) => return *id - 1,
                Some(_) => at = (at + 1) & (self.slots.len() - 1),
            }
        }
        let next = terms.len() as u32;
        if let Some(slot) = self.slots.get_mut(at) {
            *slot = next + 1;
        }
        next
    }

    fn start(&self, key: u64) -> usize {
        // Fibonacci hashing: the high bits of the product are mixed best.
        let hash = key.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (hash >> 32) as usize & (self.slots.len() - 1)
    }

    #[cold]
    fn grow(&mut self, terms: &[TermBuilder]) {
        let n = (self.slots.len() * 2).max(1 << 10);
        // The old ones are let go first.
        self.slots = Vec::new();
        self.slots.resize(n, 0);
        for (id, term) in (1..).zip(terms) {
            let mut at = self.start(term.key);
            while self.slots.get(at).is_some_and(|slot| *slot != 0) {
                at = (at + 1) & (n - 1);
            }
            if let Some(slot) = self.slots.get_mut(at) {
                *slot = id;
            }
        }
    }
}

impl LevelBuilder {
    /// Notes a place of a string in the present article.
    #[inline]
    fn see(&mut self, key: u64, at: usize, len: usize, class: u32) -> u32 {
        let id = self.ids.of(key, &self.terms);
        if id as usize == self.terms.len() {
            self.terms.push(TermBuilder { key, n_articles: 0, at: 0 });
        }
        let Some(term) = self.terms.get_mut(id as usize) else { return id };
        if let Some(place) = self.seen.get_mut(term.at as usize).filter(|place| place.id == id) {
            // 哈哈哈 holds 哈哈 once.
            if at >= place.free as usize {
                place.n += 1;
                place.free = (at + len) as u32;
            }
            place.class = place.class.max(class);
        } else {
            term.at = self.seen.len() as u32;
            self.seen.push(Place { id, n: 1, class, free: (at + len) as u32 });
        }
        id
    }

    /// Ends an article.
    fn end(&mut self) {
        self.seen.sort_unstable_by_key(|place| place.id);
        let bytes = &mut self.noted.scratch;
        let mut next = 0;
        for Place { id, n, class, .. } in self.seen.drain(..) {
            put_varint(bytes, id - next);
            put_varint(bytes, (n - 1) * 3 + class);
            next = id + 1;
            if let Some(term) = self.terms.get_mut(id as usize) {
                term.n_articles += 1;
            }
        }
        self.noted.end();
    }

    /// Lengths of the gaps and of the payloads of each string.
    fn measure(&self) -> Vec<(u32, u32)> {
        let mut next = vec![0; self.terms.len()];
        let mut lengths = vec![(0, 0); self.terms.len()];
        for (doc, piece) in (0..).zip(&self.noted.pieces) {
            for (id, payload) in Noted::each(piece) {
                if let (Some(next), Some(lengths)) = (next.get_mut(id as usize), lengths.get_mut(id as usize)) {
                    lengths.0 += varint_len(doc - *next);
                    lengths.1 += varint_len(payload);
                    *next = doc + 1;
                }
            }
        }
        lengths
    }

    /// Writes directory and postings; `ranks` gives the places of the parents, where parents are
    /// strings, and `lengths` is what [`LevelBuilder::measure`] found. Returns the places of this level's strings.
    fn write(
        self,
        mut lengths: Vec<(u32, u32)>,
        ranks: Option<&[u32]>,
        directory: &mut Vec<u8>,
        postings: &mut Vec<u8>,
    ) -> Vec<u32> {
        let place = |key: u64| match ranks {
            Some(ranks) => ranks.get((key >> 16) as usize).copied().unwrap_or_default(),
            None => (key >> 16) as u32,
        };
        let key = |id: u32| {
            self.terms.get(id as usize).map_or(0, |term| u64::from(place(term.key)) << 16 | (term.key & 0xffff))
        };
        let mut order: Vec<u32> = (0..self.terms.len() as u32).collect();
        order.sort_unstable_by_key(|id| key(*id));
        let mut places = vec![0; order.len()];
        let (mut parents, mut lasts, mut counts, mut sizes) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let (mut n_parents, mut last_parent) = (0, 0);
        let mut at = 0;
        let mut end = postings.len() as u32;
        for group in order.chunk_by(|a, b| key(*a) >> 16 == key(*b) >> 16) {
            let parent = group.first().map_or(0, |id| (key(*id) >> 16) as u32);
            put_varint(&mut parents, parent - last_parent);
            put_varint(&mut parents, group.len() as u32);
            (n_parents, last_parent) = (n_parents + 1, parent);
            let mut before = 0;
            for id in group {
                let last = (key(*id) & 0xffff) as u32;
                put_varint(&mut lasts, last - before);
                before = last;
                if let Some(place) = places.get_mut(*id as usize) {
                    *place = at;
                }
                at += 1;
                let n_articles = self.terms.get(*id as usize).map_or(0, |term| term.n_articles);
                put_varint(&mut counts, n_articles);
                // From now on these are the ends of what has been written of it.
                if let Some((gaps, payloads)) = lengths.get_mut(*id as usize) {
                    put_varint(&mut sizes, (*gaps + *payloads).saturating_sub(n_articles * 2));
                    let (from, length) = (end, *gaps + *payloads);
                    (*gaps, *payloads) = (from, from + *gaps);
                    end += length;
                }
            }
        }
        put_varint(directory, n_parents);
        put_varint(directory, order.len() as u32);
        for stream in [&parents, &lasts, &counts, &sizes] {
            put_bytes(directory, stream);
        }
        drop(order);
        let mut next = vec![0; self.terms.len()];
        drop(self.terms);
        postings.resize(end as usize, 0);
        for (doc, piece) in (0..).zip(self.noted.pieces) {
            for (id, payload) in Noted::each(&piece) {
                if let (Some(next), Some((gaps, payloads))) = (next.get_mut(id as usize), lengths.get_mut(id as usize))
                {
                    *gaps += put_varint_at(postings, *gaps, doc - *next);
                    *payloads += put_varint_at(postings, *payloads, payload);
                    *next = doc + 1;
                }
            }
        }
        places
    }
}

fn class_of(at: usize, body: usize) -> u32 {
    if at < body { 2 } else { u32::from(at < body + LEAD as usize) }
}

impl GramBuilder {
    /// With another bound of what is frequent.
    pub fn with_least(least: u32) -> Self {
        Self { least: Some(least), ..Self::default() }
    }

    /// Adds the next article: units of its title, a break, units of its body, a break. `body` says
    /// where the body starts.
    pub fn push(&mut self, units: impl Iterator<Item = u16>, body: usize) {
        let mut last = BREAK;
        for (at, unit) in units.enumerate() {
            let here = if is_indexed(unit) { unit } else { BREAK };
            if at > 0 && last != BREAK {
                self.pairs.see(pair(last, here), at - 1, 2, class_of(at - 1, body));
            }
            last = here;
        }
        self.pairs.end();
        self.bodies.push(body as u32);
    }

    /// The directory and the postings; `texts` are the articles that were added.
    pub fn finish(mut self, texts: &Texts) -> (Vec<u8>, Vec<u8>) {
        let n_articles = self.bodies.len() as u32;
        let least = self.least.unwrap_or_else(|| frequent(n_articles));
        // Numbers of strings are looked up no more: their room is for what comes.
        self.pairs.ids = Ids::default();
        let mut levels = vec![std::mem::take(&mut self.pairs)];
        let mut places = Places::default();
        while levels.len() < LONGEST - 1
            && let Some(before) = levels.last()
            && let Some(level) = self.longer(before, levels.len() + 2, least, texts, &mut places)
        {
            levels.push(level);
        }
        drop(places);
        let (mut directory, mut postings) = (Vec::new(), Vec::new());
        let lengths: Vec<Vec<(u32, u32)>> = levels.iter().map(LevelBuilder::measure).collect();
        postings.reserve_exact(lengths.iter().flatten().map(|(gaps, payloads)| (gaps + payloads) as usize).sum());
        put_varint(&mut directory, n_articles);
        put_varint(&mut directory, least);
        put_varint(&mut directory, levels.len() as u32);
        let mut ranks: Option<Vec<u32>> = None;
        for (level, lengths) in levels.into_iter().zip(lengths) {
            ranks = Some(level.write(lengths, ranks.as_deref(), &mut directory, &mut postings));
        }
        (directory, postings)
    }

    /// The strings of `len` characters whose two parts are frequent; `None` when there are none.
    /// `places` says where the parts are, and then where the strings are; those of pairs are told from the texts, as
    /// most places are of no use.
    fn longer(
        &self,
        before: &LevelBuilder,
        len: usize,
        least: u32,
        texts: &Texts,
        places: &mut Places,
    ) -> Option<LevelBuilder> {
        let is_frequent: Vec<bool> = before.terms.iter().map(|term| term.n_articles >= least).collect();
        if !is_frequent.contains(&true) {
            return None;
        }
        let pairs: FxHashMap<u64, u32> = match len {
            3 => (0..)
                .zip(&before.terms)
                .filter(|(_, term)| term.n_articles >= least)
                .map(|(id, term)| (term.key, id))
                .collect(),
            _ => FxHashMap::default(),
        };
        let (mut level, mut found, mut list) = (LevelBuilder::default(), Places::default(), Vec::new());
        for (doc, &body) in (0..).zip(&self.bodies) {
            // The part that ends one character before the present one starts, if it is frequent.
            let mut last: Option<(u32, u32)> = None;
            list.clear();
            let mut see = |at: u32, id: u32| {
                if let Some((start, parent)) = last
                    && start + 1 == at
                {
                    let end = before.terms.get(id as usize).map_or(0, |term| term.key & 0xffff);
                    if end != u64::from(BREAK) {
                        let key = u64::from(parent) << 16 | end;
                        let id = level.see(key, start as usize, len, class_of(start as usize, body as usize));
                        list.push((start, id));
                    }
                }
                last = Some((at, id));
            };
            if len == 3 {
                let mut first = BREAK;
                for (at, unit) in (0..).zip(texts.units(doc)) {
                    let here = if is_indexed(unit) { unit } else { BREAK };
                    if first != BREAK
                        && let Some(&id) = pairs.get(&pair(first, here))
                    {
                        see(at - 1, id);
                    }
                    first = here;
                }
            } else {
                for &(at, id) in places.of(doc) {
                    if is_frequent.get(id as usize).copied().unwrap_or_default() {
                        see(at, id);
                    }
                }
            }
            level.end();
            found.articles.push(list.as_slice().into());
        }
        level.ids = Ids::default();
        *places = found;
        (!level.terms.is_empty()).then_some(level)
    }
}

/// Where strings of one length are, article by article.
#[derive(Debug, Default)]
struct Places {
    /// Character and string of each place.
    articles: Vec<Box<[(u32, u32)]>>,
}

impl Places {
    fn of(&self, doc: u32) -> &[(u32, u32)] {
        self.articles.get(doc as usize).map(|list| &**list).unwrap_or_default()
    }
}

fn pair(first: u16, second: u16) -> u64 {
    u64::from(first) << 16 | u64::from(second)
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
