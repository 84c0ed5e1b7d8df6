//! Traditional to Simplified, by character and by phrase.

use std::collections::BTreeMap;

use crate::{lexicon::Words, varint};

/// Lines of an OpenCC table: what is written, and the first of what it becomes.
fn rows(table: &str) -> impl Iterator<Item = (&str, &str)> {
    table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let (from, to) = line.split_once('\t')?;
        Some((from, to.split(' ').next()?))
    })
}

/// Characters that OpenCC keeps although ordinary text means another one.
const FORMS: [(char, char); 2] = [('著', '着'), ('陜', '陕')];

/// The table: first the characters (distance from the last, then what each becomes), then
/// the phrases whose characters do not become what they become alone.
pub(crate) fn build(characters: &str, phrases: &str, words: &Words) -> Vec<u8> {
    let mut chars: BTreeMap<char, char> = BTreeMap::new();
    for (from, to) in rows(characters) {
        if let (Some(from), Some(to)) = (from.chars().next(), to.chars().next())
            && from != to
            && (from as u32) < 0x1_0000
            && (to as u32) < 0x1_0000
        {
            chars.insert(from, to);
        }
    }
    chars.extend(FORMS);
    let by_char = |phrase: &str| phrase.chars().map(|c| chars.get(&c).copied().unwrap_or(c)).collect::<String>();

    let mut exceptions: BTreeMap<String, String> = rows(phrases)
        .filter(|(from, to)| from.chars().count() == to.chars().count() && by_char(from) != *to)
        .map(|(from, to)| (from.to_owned(), to.to_owned()))
        .collect();
    // Simplified words that keep a character which alone would be changed (著名, 乾隆).
    for word in words.keys().filter(|word| word.chars().count() > 1) {
        if word.chars().any(|c| FORMS.iter().any(|(from, _)| *from == c)) {
            exceptions.entry(word.clone()).or_insert_with(|| word.clone());
        }
    }

    let mut out = Vec::new();
    varint(&mut out, chars.len() as u32);
    let mut last = 0;
    for from in chars.keys() {
        varint(&mut out, *from as u32 - last);
        last = *from as u32;
    }
    for to in chars.values() {
        out.extend_from_slice(&(*to as u16).to_le_bytes());
    }
    let lines: Vec<String> = exceptions.iter().map(|(from, to)| format!("{from}\t{to}")).collect();
    out.extend_from_slice(lines.join("\n").as_bytes());
    out
}
