//! Traditional to Simplified and back, by character and by phrase.

use std::collections::{BTreeMap, BTreeSet};

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

    table(&chars, &exceptions)
}

/// A table as the program reads it.
fn table(chars: &BTreeMap<char, char>, exceptions: &BTreeMap<String, String>) -> Vec<u8> {
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

/// The way back: Simplified to Traditional, by character and by those phrases that are words of jieba's
/// dictionary and do not become what their characters and shorter phrases become. `own` comes before OpenCC's.
pub(crate) fn traditional(characters: &str, phrases: &str, own: &str, dict: &str) -> Vec<u8> {
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
    let words: BTreeSet<&str> = dict.lines().filter_map(|line| line.split_ascii_whitespace().next()).collect();
    let own: BTreeMap<&str, &str> = rows(own).collect();
    let mut rows: Vec<(Vec<char>, &str)> = rows(phrases)
        .filter(|(from, to)| {
            words.contains(from) && !own.contains_key(from) && from.chars().count() == to.chars().count()
        })
        .chain(own.iter().map(|(from, to)| (*from, *to)))
        .map(|(from, to)| (from.chars().collect(), to))
        .collect();
    rows.sort_by_key(|(from, _)| from.len());
    let mut kept: BTreeMap<Vec<char>, String> = BTreeMap::new();
    for (from, to) in rows {
        let mut derived = String::new();
        let mut i = 0;
        while i < from.len() {
            let longest = (i + 2..=from.len()).rev().find_map(|end| kept.get_key_value(&from[i..end]));
            if let Some((part, to)) = longest {
                derived.push_str(to);
                i += part.len();
            } else {
                derived.push(chars.get(&from[i]).copied().unwrap_or(from[i]));
                i += 1;
            }
        }
        if derived != to {
            kept.insert(from, to.to_owned());
        }
    }
    let kept = kept.into_iter().map(|(from, to)| (from.into_iter().collect(), to)).collect();
    table(&chars, &kept)
}
