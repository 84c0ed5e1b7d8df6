//! The word list: jieba's own, pruned.

use std::collections::BTreeMap;

use crate::{Fault, varint};

/// Words with frequency and tag, in the order of their bytes.
pub type Words = BTreeMap<String, (u32, String)>;

/// Entries of a lower frequency are bulk additions that cost more than they help.
const LEAST: u32 = 10;

/// Keeps single characters and what is frequent enough.
pub fn prune(dict: &str) -> Result<Words, Fault> {
    let mut words = Words::new();
    for line in dict.lines() {
        let mut parts = line.split_ascii_whitespace();
        let (Some(word), Some(freq)) = (parts.next(), parts.next()) else { continue };
        let freq: u32 = freq.parse()?;
        if freq >= LEAST || word.chars().count() == 1 {
            words.insert(word.to_owned(), (freq, parts.next().unwrap_or("x").to_owned()));
        }
    }
    Ok(words)
}

/// The sections that hold the words: lengths, characters, frequencies and tags apart,
/// because each compresses best among its like.
pub fn sections(words: &Words) -> Vec<([u8; 4], Vec<u8>)> {
    let mut lengths = Vec::new();
    let mut chars = Vec::new();
    let mut freqs = Vec::new();
    let mut tags = Vec::new();
    let mut last: Vec<char> = Vec::new();
    varint(&mut lengths, words.len() as u32);
    for (word, (freq, tag)) in words {
        let now: Vec<char> = word.chars().collect();
        let shared = now.iter().zip(&last).take_while(|(a, b)| a == b).count();
        lengths.push((shared as u8) << 4 | (now.len() - shared) as u8);
        chars.extend(now.iter().skip(shared).collect::<String>().into_bytes());
        freqs.push((f64::from((*freq).max(1)).ln() * 16.0).round() as u8);
        tags.push(tag.clone());
        last = now;
    }
    let mut names: Vec<String> = tags.clone();
    names.sort();
    names.dedup();
    let ids: Vec<u8> = tags.iter().map(|tag| names.binary_search(tag).unwrap_or_default() as u8).collect();
    vec![
        (*b"WLEN", lengths),
        (*b"WCHR", chars),
        (*b"WFRQ", freqs),
        (*b"WTAG", ids),
        (*b"TAGS", names.join("\n").into_bytes()),
    ]
}
