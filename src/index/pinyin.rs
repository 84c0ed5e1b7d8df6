//! Readings of characters without tones, for what is typed in Latin letters and for words that
//! sound alike.
//!
//! A pack holds the readings of the characters of its vocabulary and of those in common use
//! (a mistyped word need not be one of the corpus). Layout: number of syllables and the
//! syllables; number of characters; then per character its distance, its number of readings
//! and their places in the list of syllables.

use super::bytes::{Reader, put_bytes, put_varint};

/// First character with readings.
const FIRST: u32 = 0x4E00;
/// Readings kept of a character.
const MOST: usize = 3;

/// Writes readings given in the order of the characters: the usual reading first, with or
/// without tone marks.
pub fn write<'r>(chars: impl IntoIterator<Item = (char, Vec<&'r str>)>) -> Vec<u8> {
    let mut list: Vec<(char, Vec<String>)> = Vec::new();
    for (c, readings) in chars {
        let mut kept: Vec<String> = Vec::new();
        for reading in readings {
            let reading: String = reading.chars().filter_map(plain).collect();
            if !reading.is_empty() && !kept.contains(&reading) && kept.len() < MOST {
                kept.push(reading);
            }
        }
        if !kept.is_empty() && c as u32 >= FIRST {
            list.push((c, kept));
        }
    }
    let mut syllables: Vec<&str> = list.iter().flat_map(|(_, kept)| kept.iter().map(String::as_str)).collect();
    syllables.sort_unstable();
    syllables.dedup();
    let mut out = Vec::new();
    put_varint(&mut out, syllables.len() as u32);
    for syllable in &syllables {
        put_bytes(&mut out, syllable.as_bytes());
    }
    put_varint(&mut out, list.len() as u32);
    let mut before = FIRST;
    for (c, kept) in &list {
        put_varint(&mut out, *c as u32 - before);
        before = *c as u32;
        put_varint(&mut out, kept.len() as u32);
        for reading in kept {
            put_varint(&mut out, syllables.binary_search(&reading.as_str()).unwrap_or_default() as u32);
        }
    }
    out
}

/// The letter below a tone mark.
fn plain(c: char) -> Option<char> {
    Some(match c {
        'a'..='z' => c,
        'ā' | 'á' | 'ǎ' | 'à' => 'a',
        'ē' | 'é' | 'ě' | 'è' | 'ê' | 'ế' | 'ề' => 'e',
        'ī' | 'í' | 'ǐ' | 'ì' => 'i',
        'ō' | 'ó' | 'ǒ' | 'ò' => 'o',
        'ū' | 'ú' | 'ǔ' | 'ù' => 'u',
        'ü' | 'ǖ' | 'ǘ' | 'ǚ' | 'ǜ' => 'v',
        'ń' | 'ň' | 'ǹ' => 'n',
        'ḿ' => 'm',
        _ => return None,
    })
}

/// What is typed in Latin letters, as readings are written: `LÜ` as `lv`, without what separates
/// syllables. `None` when something else is among it.
pub fn typed(text: &str) -> Option<String> {
    let mut out = String::new();
    for c in text.chars() {
        match c.to_ascii_lowercase() {
            ' ' | '\'' | '’' => {}
            'Ü' => out.push('v'),
            c => out.push(plain(c)?),
        }
    }
    (!out.is_empty()).then_some(out)
}

/// How what is typed spells a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spelled {
    /// The word goes on after what is typed.
    pub is_part: bool,
    /// Characters given by their initial alone.
    pub n_initials: u32,
}

/// Readings, opened.
#[derive(Debug, Default)]
pub struct Readings {
    syllables: Vec<Box<str>>,
    /// Where the readings of each character from [`FIRST`] on start in `ids`, and how many there are.
    places: Vec<(u32, u8)>,
    ids: Vec<u16>,
}

impl Readings {
    /// Opens the section.
    pub fn open(section: &[u8]) -> Option<Self> {
        let mut reader = Reader::new(section);
        let mut readings = Self::default();
        for _ in 0..reader.varint()? {
            readings.syllables.push(reader.text()?.into());
        }
        let mut code = 0u32;
        for _ in 0..reader.varint()? {
            code = code.checked_add(reader.varint()?).filter(|code| *code < 0x8000)?;
            let n = reader.varint().filter(|n| *n as usize <= MOST)?;
            if readings.places.len() <= code as usize {
                readings.places.resize(code as usize + 1, (0, 0));
            }
            *readings.places.get_mut(code as usize)? = (readings.ids.len() as u32, n as u8);
            for _ in 0..n {
                let id = reader.varint().filter(|&id| (id as usize) < readings.syllables.len())?;
                readings.ids.push(u16::try_from(id).ok()?);
            }
        }
        reader.is_empty().then_some(readings)
    }

    fn ids(&self, c: char) -> &[u16] {
        let place = (c as u32).checked_sub(FIRST).and_then(|code| self.places.get(code as usize));
        let (from, n) = place.map_or((0, 0), |&(from, n)| (from as usize, n as usize));
        self.ids.get(from..from + n).unwrap_or_default()
    }

    /// The readings of a character.
    pub fn of(&self, c: char) -> impl Iterator<Item = &str> {
        self.ids(c).iter().filter_map(|&id| self.syllables.get(id as usize).map(|text| &**text))
    }

    /// Whether two characters have a reading in common.
    pub fn sound_alike(&self, a: char, b: char) -> bool {
        a == b || self.ids(a).iter().any(|id| self.ids(b).contains(id))
    }

    /// How many letters at the start of `typed` a character can take: its reading, its initial,
    /// and all of them where, with `parts`, they begin its reading.
    pub fn takes(&self, typed: &[u8], c: char, parts: bool, mut each: impl FnMut(usize)) {
        let Some(&letter) = typed.first() else { return };
        let mut taken = 0u64;
        let mut take = |n: usize| {
            if n < 64 && taken >> n & 1 == 0 {
                taken |= 1 << n;
                each(n);
            }
        };
        if c.is_ascii_alphanumeric() && c as u32 == u32::from(letter) {
            take(1);
        }
        for reading in self.of(c).map(str::as_bytes).filter(|reading| reading.first() == Some(&letter)) {
            take(1);
            if reading.get(1) == Some(&b'h') && typed.get(1) == Some(&b'h') {
                take(2);
            }
            if typed.starts_with(reading) {
                take(reading.len());
            } else if parts && reading.starts_with(typed) {
                take(typed.len());
            }
        }
    }

    /// How `typed` spells a word: each character by its whole reading or its initial, the last one
    /// by any beginning of its reading. Whole readings are preferred.
    pub fn spells(&self, typed: &[u8], word: &[char]) -> Option<Spelled> {
        let Some((&c, rest)) = word.split_first() else {
            return typed.is_empty().then_some(Spelled { is_part: false, n_initials: 0 });
        };
        let Some(&letter) = typed.first() else { return Some(Spelled { is_part: true, n_initials: 0 }) };
        if c.is_ascii_alphanumeric() {
            return if c as u32 == u32::from(letter) { self.spells(typed.get(1..)?, rest) } else { None };
        }
        let mut best: Option<Spelled> = None;
        let mut take = |found: Option<Spelled>| {
            if let Some(found) = found {
                best = Some(best.map_or(found, |best| best.min(found)));
            }
        };
        for reading in self.of(c) {
            let reading = reading.as_bytes();
            if reading.first() != Some(&letter) {
                continue;
            }
            if let Some(after) = typed.strip_prefix(reading) {
                take(self.spells(after, rest));
            } else if reading.starts_with(typed) && typed.len() > 1 {
                take(Some(Spelled { is_part: true, n_initials: 0 }));
            }
            let initial = |found: Option<Spelled>| found.map(|f| Spelled { n_initials: f.n_initials + 1, ..f });
            if reading.get(1) == Some(&b'h') && typed.get(1) == Some(&b'h') {
                take(initial(self.spells(typed.get(2..)?, rest)));
            }
            if reading.len() > 1 {
                take(initial(self.spells(typed.get(1..)?, rest)));
            }
        }
        best
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sample() -> Readings {
        let section = write(
            [
                ('原', vec!["yuán"]),
                ('女', vec!["nǚ", "rǔ"]),
                ('新', vec!["xīn"]),
                ('源', vec!["yuán"]),
                ('能', vec!["néng", "nài"]),
                ('辽', vec!["liáo"]),
                ('重', vec!["zhòng", "chóng"]),
            ]
            .into_iter()
            .collect::<std::collections::BTreeMap<_, _>>(),
        );
        Readings::open(&section).unwrap()
    }

    #[test]
    fn words_are_spelled_by_readings_and_initials() {
        let readings = sample();
        let spells = |typed: &str, word: &str| {
            let word: Vec<char> = word.chars().collect();
            readings.spells(typed.as_bytes(), &word).map(|s| (s.is_part, s.n_initials))
        };
        for (typed, word, expected) in [
            ("liaoyuan", "辽源", Some((false, 0))),
            ("ly", "辽源", Some((false, 2))),
            ("liaoy", "辽源", Some((false, 1))),
            ("liaoyu", "辽源", Some((true, 0))),
            ("lyxny", "辽源新能源", Some((false, 5))),
            ("lyx", "辽源新能源", Some((true, 3))),
            ("nv", "女", Some((false, 0))),
            ("chong", "重", Some((false, 0))),
            ("zhxin", "重新", Some((false, 1))),
            ("yl", "辽源", None),
            ("liaoyuanx", "辽源", None),
        ] {
            assert_eq!(spells(typed, word), expected, "{typed} {word}");
        }
        assert!(readings.sound_alike('原', '源') && !readings.sound_alike('原', '辽'));
        assert_eq!(typed("LÜ xi'an").as_deref(), Some("lvxian"));
        assert_eq!(typed("辽yuan"), None);
    }

    proptest! {
        #[test]
        fn any_section_is_read_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..60), typed in "[a-z]{0,8}") {
            if let Some(readings) = Readings::open(&bytes) {
                let _ = readings.spells(typed.as_bytes(), &['一', '丁', '七']);
            }
        }
    }
}
