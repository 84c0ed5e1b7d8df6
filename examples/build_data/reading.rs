//! Pinyin by character and, where a word reads otherwise, by word.

use std::collections::BTreeMap;

use crate::{lexicon::Words, varint};

/// First and last character whose readings are kept.
const RANGE: std::ops::RangeInclusive<u32> = 0x4E00..=0x9FFF;

/// The sections that hold the readings.
pub fn build(pinyin: &str, phrases: Option<&str>, words: &Words) -> Vec<([u8; 4], Vec<u8>)> {
    let mut chars: BTreeMap<u32, Vec<&str>> = BTreeMap::new();
    for line in pinyin.lines() {
        let Some((code, rest)) = line.strip_prefix("U+").and_then(|line| line.split_once(':')) else { continue };
        let Ok(code) = u32::from_str_radix(code, 16) else { continue };
        if RANGE.contains(&code) {
            let list = rest.split('#').next().unwrap_or_default();
            chars.insert(code, list.split(',').map(str::trim).filter(|s| !s.is_empty()).collect());
        }
    }
    let mut syllables: Vec<&str> = chars.values().flatten().copied().collect();
    syllables.sort_unstable();
    syllables.dedup();
    let id = |syllable: &str| syllables.binary_search(&syllable).unwrap_or_default() as u16;
    let mut counts = Vec::new();
    let (mut low, mut high) = (Vec::new(), Vec::new());
    for code in RANGE {
        let list = chars.get(&code).map(Vec::as_slice).unwrap_or_default();
        counts.push(list.len() as u8);
        for syllable in list {
            let [l, h] = id(syllable).to_le_bytes();
            low.push(l);
            high.push(h);
        }
    }
    let ids = [low, high].concat();
    let words = phrases.map(|phrases| by_word(phrases, &chars, words)).unwrap_or_default();
    vec![(*b"RWRD", words), (*b"SYLL", syllables.join("\n").into_bytes()), (*b"RCNT", counts), (*b"RIDS", ids)]
}

/// Words that read otherwise than their characters alone: the distance to the last such word in
/// the list of words, then for each character which of its readings it has.
fn by_word(phrases: &str, chars: &BTreeMap<u32, Vec<&str>>, words: &Words) -> Vec<u8> {
    // The list is JSON: a word, then one list of syllables per character.
    let mut read: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut word = "";
    for text in phrases.split('"').skip(1).step_by(2) {
        if text.chars().next().is_some_and(|c| c >= '\u{3400}') {
            word = text;
        } else {
            read.entry(word).or_default().push(text);
        }
    }
    let mut out = Vec::new();
    let mut last = 0;
    for (i, word) in words.keys().enumerate() {
        let Some(syllables) = read.get(word.as_str()).filter(|list| list.len() == word.chars().count()) else {
            continue;
        };
        let which: Vec<u8> = word
            .chars()
            .zip(syllables)
            .map(|(c, syllable)| {
                // 一 and 不 change with what follows; they are read as they stand alone.
                let list = chars.get(&(c as u32)).filter(|_| !matches!(c, '一' | '不'));
                list.and_then(|list| list.iter().position(|s| s == syllable)).unwrap_or_default() as u8
            })
            .collect();
        if which.iter().any(|which| *which > 0) {
            varint(&mut out, i as u32 - last);
            out.extend(which);
            last = i as u32;
        }
    }
    out
}
