//! Traditional and Simplified: the table of `data/variants.bin` and the conversion by phrase.

use std::sync::OnceLock;

use super::{Folded, bytes::Bytes};

/// Built by `examples/build_data` from OpenCC's tables.
static TABLE: &[u8] = include_bytes!("../../data/variants.bin");

/// What characters and phrases become.
#[derive(Default)]
pub(super) struct Variants {
    /// For each character of the basic plane what it becomes; 0 where it stays.
    chars: Vec<u16>,
    /// One bit for each of them: whether it changes. Small enough to stay in the nearest cache.
    changes: Vec<u64>,
    /// The same for characters that may begin a phrase, in either form.
    begins: Vec<u64>,
    /// Phrases whose characters do not become what they become alone, sorted.
    phrases: Vec<(Vec<char>, Vec<char>)>,
}

fn table() -> &'static Variants {
    static DECODED: OnceLock<Variants> = OnceLock::new();
    DECODED.get_or_init(|| decode(TABLE).unwrap_or_default())
}

/// Reads a table as `examples/build_data` writes it.
pub(super) fn decode(table: &[u8]) -> Option<Variants> {
    let mut bytes = Bytes::new(table);
    let count = bytes.varint()? as usize;
    let mut from = Vec::with_capacity(count);
    let mut last = 0;
    for _ in 0..count {
        last += bytes.varint()?;
        from.push(last);
    }
    let mut chars = vec![0; 0x1_0000];
    for from in from {
        *chars.get_mut(from as usize)? = u16::from_le_bytes([bytes.byte()?, bytes.byte()?]);
    }
    let phrases = std::str::from_utf8(bytes.rest())
        .ok()?
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .map(|(from, to)| (from.chars().collect(), to.chars().collect()))
        .collect();
    let mut table = Variants { chars, phrases, ..Variants::default() };
    table.changes = vec![0; 0x1_0000 / 64];
    table.begins = vec![0; 0x1_0000 / 64];
    let mut first: Vec<u32> = table.phrases.iter().filter_map(|(from, _)| Some(*from.first()? as u32)).collect();
    first.dedup();
    for &code in &first {
        set_bit(&mut table.begins, code as usize);
    }
    for (code, &to) in table.chars.iter().enumerate().filter(|(_, to)| **to != 0) {
        set_bit(&mut table.changes, code);
        if first.binary_search(&u32::from(to)).is_ok() {
            set_bit(&mut table.begins, code);
        }
    }
    Some(table)
}

/// Sets one of the bits that stand for the characters of the basic plane.
pub(super) fn set_bit(bits: &mut [u64], code: usize) {
    if let Some(bits) = bits.get_mut(code / 64) {
        *bits |= 1 << (code % 64);
    }
}

/// Whether that bit is set.
pub(super) fn has_bit(bits: &[u64], code: usize) -> bool {
    bits.get(code / 64).is_some_and(|bits| bits >> (code % 64) & 1 == 1)
}

/// The Simplified form of a character that stands alone; itself where there is none.
pub(super) fn simplified(c: char) -> char {
    table().alone(c)
}

/// Whether a character is changed where it stands alone.
pub(super) fn is_changed(c: char) -> bool {
    has_bit(&table().changes, c as usize)
}

/// Converts Traditional text to Simplified, by phrase first, so that 著名 keeps its 著 and
/// 隨著 becomes 随着.
pub fn simplify(text: &str) -> Folded {
    convert(text, |c| c)
}

/// [`simplify`] with a further map over every character.
pub(super) fn convert(text: &str, map: impl Fn(char) -> char) -> Folded {
    table().convert(text, map)
}

impl Variants {
    /// What a character becomes that stands alone; itself where it stays.
    fn alone(&self, c: char) -> char {
        match self.chars.get(c as usize) {
            None | Some(0) => c,
            Some(to) => char::from_u32(u32::from(*to)).unwrap_or(c),
        }
    }

    /// Converts a text by phrase, then maps every character further.
    pub(super) fn convert(&self, text: &str, map: impl Fn(char) -> char) -> Folded {
        let chars: Vec<char> = text.chars().collect();
        let mut folded = Folded::with_capacity(text.len());
        let mut i = 0;
        while let Some(&c) = chars.get(i) {
            if (c as u32) < 0x3400 {
                folded.push(c, map(c));
                i += 1;
                continue;
            }
            let begins = has_bit(&self.begins, c as usize);
            if let Some(to) = chars.get(i..).filter(|_| begins).and_then(|rest| self.phrase_at(rest)) {
                for &to in to {
                    folded.push(chars.get(i).copied().unwrap_or(to), map(to));
                    i += 1;
                }
            } else {
                folded.push(c, map(self.alone(c)));
                i += 1;
            }
        }
        folded
    }

    /// What the longest phrase that starts here becomes.
    fn phrase_at(&self, rest: &[char]) -> Option<&[char]> {
        let first = *rest.first()?;
        let simple = simplified(first);
        let written = self.longest(first, rest);
        if simple == first {
            return written;
        }
        written.into_iter().chain(self.longest(simple, rest)).max_by_key(|to| to.len())
    }

    /// The longest phrase with that first character. Its characters may be written in their
    /// Traditional form, so that 显著 stands for 顯著 as well.
    fn longest(&self, first: char, rest: &[char]) -> Option<&[char]> {
        let from = self.phrases.partition_point(|(phrase, _)| phrase.first().is_some_and(|c| *c < first));
        self.phrases
            .get(from..)?
            .iter()
            .take_while(|(phrase, _)| phrase.first() == Some(&first))
            .filter(|(phrase, _)| {
                phrase.len() <= rest.len()
                    && phrase.iter().zip(rest).skip(1).all(|(c, is)| c == is || *c == simplified(*is))
            })
            .max_by_key(|(phrase, _)| phrase.len())
            .map(|(_, to)| to.as_slice())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn converts_by_phrase() {
        for (from, to) in [
            ("隨著著名學者", "随着著名学者"),
            ("乾隆年間很乾", "乾隆年间很干"),
            ("皇后在後面", "皇后在后面"),
            ("陜西", "陕西"),
            ("顯著提高，住著", "显著提高，住着"),
            ("瞭解與瞭望", "了解与瞭望"),
        ] {
            assert_eq!(simplify(from).text, to);
        }
    }
}
