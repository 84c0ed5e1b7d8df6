//! Collects what [`super::grams`] describes: strings article by article, then directory and postings.

use rustc_hash::FxHashMap;

use super::bytes::{Reader, put_bytes, put_varint, put_varint_at, varint_len};
use super::grams::{LONGEST, frequent};
use super::units::{BREAK, LEAD, Texts, is_indexed};

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
