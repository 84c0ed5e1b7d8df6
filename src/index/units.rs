//! Text as search sees it: one 16-bit unit per character, folded.
//!
//! The arena holds title and body of every article in two planes, the low bytes and the high
//! bytes of the units: the low bytes of Han are spread nearly evenly, so that a search for one
//! byte, the rarest of the string, stops seldom, and a position is a number of characters.
//! Characters that folding changes (other than punctuation) are kept aside with their places,
//! so that "as typed" can be told from "the same in the other script" without the source text.

use std::sync::OnceLock;

use memchr::memchr_iter;

use crate::text::fold_char;

/// Ends a run: stands between title and body and after the body. No query contains it.
pub const BREAK: u16 = 0;

/// The unit of a character: its folded code, or a place in the surrogate range for characters
/// beyond 16 bits (several share one; the character itself is then kept aside).
pub fn unit(c: char) -> u16 {
    match table().get(c as usize) {
        Some(unit) => *unit,
        None => compute(c),
    }
}

/// The units of the basic plane, worked out once.
fn table() -> &'static [u16] {
    static TABLE: OnceLock<Vec<u16>> = OnceLock::new();
    TABLE.get_or_init(|| (0..=0xffff).map(|code| char::from_u32(code).map_or(BREAK, compute)).collect())
}

fn compute(c: char) -> u16 {
    let folded = u32::from(fold_char(c));
    u16::try_from(folded).unwrap_or(0xD800 | (folded & 0x7ff) as u16)
}

/// Whether the unit stands for several characters beyond 16 bits.
pub fn is_shared(unit: u16) -> bool {
    unit & 0xF800 == 0xD800
}

/// Whether a unit is indexed: Han, letters and digits are, punctuation and space are not.
pub fn is_indexed(unit: u16) -> bool {
    match unit {
        0x4E00..=0x9FFF | 0x3400..=0x4DBF => true,
        0..=0x7F => (unit as u8).is_ascii_alphanumeric(),
        _ => is_shared(unit) || char::from_u32(u32::from(unit)).is_some_and(char::is_alphanumeric),
    }
}

/// Whether the source character has to be kept beside its unit.
fn is_odd(c: char, unit: u16) -> bool {
    u32::from(c) != u32::from(unit) && (is_shared(unit) || is_indexed(unit))
}

/// What is looked for.
#[derive(Clone, Debug)]
pub struct Needle {
    /// As typed.
    typed: Vec<char>,
    /// Folded.
    units: Vec<u16>,
    low: Vec<u8>,
    high: Vec<u8>,
    /// Typed as it is folded.
    is_plain: bool,
    /// Some unit stands for several characters.
    is_ambiguous: bool,
}

impl Needle {
    /// `None` when there is nothing to look for.
    pub fn new(text: &str) -> Option<Self> {
        let typed: Vec<char> = text.chars().filter(|c| *c != '\0').collect();
        if typed.is_empty() {
            return None;
        }
        let units: Vec<u16> = typed.iter().map(|&c| unit(c)).collect();
        Some(Self {
            is_plain: typed.iter().zip(&units).all(|(&c, &unit)| !is_odd(c, unit)),
            is_ambiguous: units.iter().any(|&unit| is_shared(unit)),
            low: units.iter().map(|&unit| unit as u8).collect(),
            high: units.iter().map(|&unit| (unit >> 8) as u8).collect(),
            typed,
            units,
        })
    }

    /// As typed.
    pub fn typed(&self) -> String {
        self.typed.iter().collect()
    }

    /// The folded units.
    pub fn units(&self) -> &[u16] {
        &self.units
    }

    /// Whether the units do not say all: some stand for several characters.
    pub fn is_ambiguous(&self) -> bool {
        self.is_ambiguous
    }

    /// Number of characters.
    pub fn len(&self) -> usize {
        self.units.len()
    }

    /// Never: an empty needle is not made.
    pub fn is_empty(&self) -> bool {
        self.units.is_empty()
    }

    /// Whether an occurrence of one can share characters with an occurrence of the other.
    pub fn can_overlap(&self, other: &Self) -> bool {
        let (a, b) = (&self.units, &other.units);
        // `shift` is where `b` starts relative to `a`.
        let fits = |a: &[u16], b: &[u16]| (0..a.len()).any(|shift| a.iter().skip(shift).zip(b).all(|(x, y)| x == y));
        fits(a, b) || fits(b, a)
    }
}

/// Where and how often a needle stands in one article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// Number of places that do not overlap.
    pub n: u32,
    /// Whether one is in the title.
    pub in_title: bool,
    /// Whether one is near the start of the body.
    pub in_lead: bool,
    /// Whether one is written as typed.
    pub exact: bool,
}

/// Titles and bodies of all articles, folded.
#[derive(Debug, Default)]
pub struct Texts {
    low: Vec<u8>,
    high: Vec<u8>,
    /// First unit of each title; one more at the end.
    starts: Vec<u32>,
    /// First unit of each body.
    bodies: Vec<u32>,
    /// Characters that folding changes, with their places in the arena.
    odd: Vec<(u32, char)>,
    /// First entry of `odd` of each article; one more at the end.
    odd_starts: Vec<u32>,
    /// One bit for each unit that stands somewhere for a character that folding changed.
    odd_units: Vec<u64>,
    /// How often each low byte occurs in a sample of the text.
    frequency: Vec<u32>,
    /// The byte, through all titles and bodies in turn, of each [`STEP`]th unit.
    steps: Vec<u32>,
    n_bytes: u32,
}

/// Units between those whose byte is known.
const STEP: u32 = 64;

/// Characters at the start of the body that count as its lead.
pub const LEAD: u32 = 100;

/// Units of an article that are counted to learn which low bytes are rare.
const SAMPLE: usize = 256;

/// A needle made ready for one arena.
#[derive(Clone, Copy, Debug)]
pub struct Probe<'n> {
    needle: &'n Needle,
    /// The place in the needle of its rarest low byte, and that byte.
    anchor: usize,
    byte: u8,
    /// No place in the arena differs from its folded form in a unit of the needle.
    is_clean: bool,
}

impl Probe<'_> {
    /// Whether every place is written as typed (`Some(true)`), none is, or that is open.
    pub fn is_exact(&self) -> Option<bool> {
        self.is_clean.then_some(self.needle.is_plain)
    }
}

impl Texts {
    /// An arena for about `n_bytes` bytes of UTF-8.
    pub fn with_capacity(n_articles: usize, n_bytes: usize) -> Self {
        Self::with_units(n_articles, n_bytes / 3 + n_bytes / 16)
    }

    /// An arena for so many units: characters, and two breaks for each article.
    pub fn with_units(n_articles: usize, n_units: usize) -> Self {
        let list = || {
            let mut list = Vec::with_capacity(n_articles + 1);
            list.push(0);
            list
        };
        Self {
            low: Vec::with_capacity(n_units),
            high: Vec::with_capacity(n_units),
            starts: list(),
            bodies: Vec::with_capacity(n_articles),
            odd: Vec::new(),
            odd_starts: list(),
            odd_units: vec![0; 0x1_0000 / 64],
            frequency: vec![0; 256],
            steps: Vec::with_capacity(n_units / STEP as usize + 1),
            n_bytes: 0,
        }
    }

    /// Adds the next article.
    pub fn push(&mut self, title: &str, body: &str) {
        self.append(title);
        self.end();
        self.bodies.push(self.len());
        self.append(body);
        let from = self.bodies.last().map_or(0, |&at| at as usize);
        for low in self.low.iter().skip(from).take(SAMPLE) {
            if let Some(n) = self.frequency.get_mut(*low as usize) {
                *n += 1;
            }
        }
        self.end();
        self.starts.push(self.len());
        self.odd_starts.push(self.odd.len() as u32);
    }

    fn end(&mut self) {
        if self.len().is_multiple_of(STEP) {
            self.steps.push(self.n_bytes);
        }
        self.low.push(BREAK as u8);
        self.high.push((BREAK >> 8) as u8);
    }

    fn append(&mut self, text: &str) {
        let table = table();
        // Counted and not guessed: a guess too high would double what is already there.
        let n_chars = text.chars().count();
        self.low.reserve(n_chars);
        self.high.reserve(n_chars);
        for c in text.chars() {
            let unit = table.get(c as usize).copied().unwrap_or_else(|| compute(c));
            if u32::from(unit) != c as u32 && is_odd(c, unit) {
                self.odd.push((self.low.len() as u32, c));
                if let Some(bits) = self.odd_units.get_mut(unit as usize / 64) {
                    *bits |= 1 << (unit % 64);
                }
            }
            if (self.low.len() as u32).is_multiple_of(STEP) {
                self.steps.push(self.n_bytes);
            }
            self.n_bytes += c.len_utf8() as u32;
            self.low.push(unit as u8);
            self.high.push((unit >> 8) as u8);
        }
    }

    fn len(&self) -> u32 {
        self.low.len() as u32
    }

    /// Makes a needle ready.
    pub fn probe<'n>(&self, needle: &'n Needle) -> Probe<'n> {
        let rarity = |low: &u8| self.frequency.get(*low as usize).copied().unwrap_or_default();
        let rarest = needle.low.iter().enumerate().min_by_key(|(_, low)| rarity(low));
        let (anchor, byte) = rarest.map_or((0, 0), |(at, low)| (at, *low));
        let is_odd =
            |unit: u16| self.odd_units.get(unit as usize / 64).is_some_and(|bits| bits >> (unit % 64) & 1 == 1);
        let is_clean = !needle.is_ambiguous && !needle.units.iter().any(|&unit| is_odd(unit));
        Probe { needle, anchor, byte, is_clean }
    }

    /// Number of articles.
    pub fn n_articles(&self) -> u32 {
        self.bodies.len() as u32
    }

    /// Number of characters of an article's body.
    pub fn body_len(&self, doc: u32) -> u32 {
        let (_, body, end) = self.bounds(doc);
        end.saturating_sub(body + 1)
    }

    /// Number of characters of an article's title.
    pub fn title_len(&self, doc: u32) -> u32 {
        let (start, body, _) = self.bounds(doc);
        body.saturating_sub(start + 1)
    }

    fn bounds(&self, doc: u32) -> (u32, u32, u32) {
        let at = |list: &[u32], i: u32| list.get(i as usize).copied().unwrap_or_default();
        (at(&self.starts, doc), at(&self.bodies, doc), at(&self.starts, doc + 1))
    }

    /// A place at or before the character `n` of an article's body whose byte is known: its
    /// character, and its byte through all titles and bodies; `None` for the start of the body.
    pub fn step(&self, doc: u32, n: u32) -> Option<(u32, u32)> {
        let body = self.bodies.get(doc as usize)?;
        let step = body.checked_add(n)? / STEP;
        let char = (step * STEP).checked_sub(*body)?;
        Some((char, *self.steps.get(step as usize)?))
    }

    /// The same for a byte through all titles and bodies.
    pub fn step_at(&self, doc: u32, byte: u32) -> Option<(u32, u32)> {
        let (_, body, end) = self.bounds(doc);
        let first = body.div_ceil(STEP);
        let steps = self.steps.get(first as usize..=(end / STEP) as usize).or(self.steps.get(first as usize..))?;
        let at = steps.partition_point(|&step| step <= byte).checked_sub(1)?;
        Some(((first + at as u32) * STEP - body, *steps.get(at)?))
    }

    fn odd_of(&self, doc: u32) -> &[(u32, char)] {
        let at = |i: u32| self.odd_starts.get(i as usize).map_or(0, |&n| n as usize);
        self.odd.get(at(doc)..at(doc + 1)).unwrap_or_default()
    }

    /// The units of an article: title, break, body, break.
    pub fn units(&self, doc: u32) -> impl Iterator<Item = u16> + '_ {
        let (start, _, end) = self.bounds(doc);
        self.units_at(doc, 0, end - start)
    }

    /// Some units of an article: of [`Texts::units`] those from `from` on, `length` of them.
    pub fn units_at(&self, doc: u32, from: u32, length: u32) -> impl Iterator<Item = u16> + '_ {
        let (start, ..) = self.bounds(doc);
        let range = (start + from) as usize..(start + from + length) as usize;
        let (low, high) = (self.low.get(range.clone()), self.high.get(range));
        let (low, high) = (low.unwrap_or_default(), high.unwrap_or_default());
        low.iter().zip(high).map(|(&low, &high)| u16::from(low) | u16::from(high) << 8)
    }

    /// Places among [`Texts::units`] of an article at which folding changed a character.
    pub fn changed(&self, doc: u32) -> impl Iterator<Item = u32> + '_ {
        let (start, ..) = self.bounds(doc);
        self.odd_of(doc).iter().map(move |(at, _)| at - start)
    }

    /// Calls `each` with the arena position of every place, from `from` on; stops when it says so.
    fn scan(&self, probe: Probe<'_>, from: u32, to: u32, mut each: impl FnMut(u32) -> bool) {
        let Probe { needle, anchor, byte, .. } = probe;
        let range = from as usize..to as usize;
        let (Some(low), Some(high)) = (self.low.get(range.clone()), self.high.get(range)) else { return };
        let n = needle.low.len();
        let Some(window) = low.len().checked_sub(n).and_then(|last| low.get(anchor..=last + anchor)) else { return };
        let mut free = 0;
        for at in memchr_iter(byte, window) {
            if at >= free
                && low.get(at..at + n).is_some_and(|here| is_same(here, &needle.low))
                && high.get(at..at + n).is_some_and(|here| is_same(here, &needle.high))
            {
                if !each(from + at as u32) {
                    return;
                }
                free = at + n;
            }
        }
    }

    /// Whether the place holds the needle as typed, and whether it holds it at all (units
    /// shared by several characters leave that open).
    fn compare(odd: &[(u32, char)], needle: &Needle, at: u32) -> (bool, bool) {
        let first = odd.partition_point(|(place, _)| *place < at);
        let mut kept = odd.get(first..).unwrap_or_default().iter().peekable();
        let (mut exact, mut same) = (true, true);
        for (i, (&typed, &unit)) in needle.typed.iter().zip(&needle.units).enumerate() {
            let here = kept.next_if(|(place, _)| *place == at + i as u32).map(|(_, c)| *c);
            match here {
                Some(c) => {
                    exact &= c == typed;
                    same &= !is_shared(unit) || fold_char(c) == fold_char(typed);
                }
                None => exact &= !is_odd(typed, unit),
            }
        }
        (exact, same)
    }

    /// All places of the needle in an article, in characters: of the title, then of the body.
    pub fn places(&self, needle: &Needle, doc: u32) -> (Vec<u32>, Vec<u32>) {
        let (start, body, end) = self.bounds(doc);
        let odd = self.odd_of(doc);
        let (mut title, mut text) = (Vec::new(), Vec::new());
        self.scan(self.probe(needle), start, end, |at| {
            if !needle.is_ambiguous || Self::compare(odd, needle, at).1 {
                if at < body { title.push(at - start) } else { text.push(at - body) }
            }
            true
        });
        (title, text)
    }

    /// Asks memory for the start of some articles.
    pub fn touch(&self, docs: impl Iterator<Item = u32>) {
        let mut sum = 0;
        for doc in docs {
            let start = self.starts.get(doc as usize).map_or(0, |&at| at as usize);
            for at in [start, start + 64] {
                for plane in [&self.low, &self.high] {
                    sum ^= plane.get(at).copied().unwrap_or_default();
                }
            }
        }
        std::hint::black_box(sum);
    }

    /// Counts the needle's places in an article, of which there are no more than `most`; `None`
    /// when there is none.
    pub fn see(&self, probe: Probe<'_>, doc: u32, most: u32) -> Option<Seen> {
        let needle = probe.needle;
        let (start, body, end) = self.bounds(doc);
        let odd = if probe.is_clean { &[] } else { self.odd_of(doc) };
        let mut seen = Seen::default();
        let always = needle.is_plain && odd.is_empty();
        let never = !needle.is_plain && odd.is_empty();
        self.scan(probe, start, end, |at| {
            let (exact, same) = if needle.is_ambiguous || !(always || never || seen.exact) {
                Self::compare(odd, needle, at)
            } else {
                (always, true)
            };
            if same {
                seen.n += 1;
                seen.exact |= exact;
                seen.in_title |= at < body;
                seen.in_lead |= at >= body && at < body + LEAD;
            }
            seen.n < most
        });
        (seen.n > 0).then_some(seen)
    }

    /// Whether an article that is known to hold the needle `n` times has it as typed.
    pub fn is_exact(&self, probe: Probe<'_>, doc: u32, n: u32) -> bool {
        let needle = probe.needle;
        if probe.is_clean {
            return needle.is_plain;
        }
        let odd = self.odd_of(doc);
        if needle.is_plain {
            // Each odd character can spoil one place at most.
            let spoiling = odd.iter().filter(|(_, c)| needle.units.contains(&unit(*c))).count();
            if spoiling < n as usize {
                return true;
            }
        } else if odd.is_empty() {
            return false;
        }
        let (start, _, end) = self.bounds(doc);
        let mut exact = false;
        self.scan(probe, start, end, |at| {
            exact = Self::compare(odd, needle, at).0;
            !exact
        });
        exact
    }
}

/// Byte by byte: strings searched for are short, and a call costs more than it saves.
#[inline]
fn is_same(a: &[u8], b: &[u8]) -> bool {
    a.iter().zip(b).all(|(a, b)| a == b)
}
