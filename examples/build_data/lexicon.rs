//! The word list: jieba's own, pruned.

use std::collections::{BTreeMap, BTreeSet};

use crate::{Fault, varint};

/// Words with frequency and tag, in the order of their bytes.
pub(crate) type Words = BTreeMap<String, (u32, String)>;

/// Entries of a lower frequency are bulk additions that cost more than they help.
const LEAST: u32 = 10;

/// Whether a word is a numeral with its measure word (一个, 两次, 第一次): two words, as the
/// numeral can be any other.
fn is_counted(word: &str) -> bool {
    let counted = word.strip_prefix('第').unwrap_or(word);
    let mut chars = counted.chars();
    let (Some(first), Some(second), None) = (chars.next(), chars.next(), chars.next()) else { return false };
    "一二两三四五六七八九十百千几这那".contains(first) && "个次年条位种批项名届岁张件座辆艘篇份元".contains(second)
}

/// Pairs of characters that are no words to cut by, but tell a repair what is likely: what
/// jieba counted at least twice, without the bulk that all has frequency 3.
pub(crate) fn rare(dict: &str) -> Vec<([u8; 4], Vec<u8>)> {
    let rare: BTreeSet<&str> = dict
        .lines()
        .filter_map(|line| {
            let mut parts = line.split_ascii_whitespace();
            let word = parts.next()?;
            let freq: u32 = parts.next()?.parse().ok()?;
            (word.chars().count() == 2 && freq < LEAST && freq != 3).then_some(word)
        })
        .collect();
    let (lengths, chars) = front_coded(rare.into_iter());
    vec![(*b"RLEN", lengths), (*b"RCHR", chars)]
}

/// A sorted list as lengths (shared with the last, rest) and the characters of the rests.
fn front_coded<'a>(words: impl ExactSizeIterator<Item = &'a str>) -> (Vec<u8>, Vec<u8>) {
    let mut lengths = Vec::new();
    let mut chars = Vec::new();
    let mut last: Vec<char> = Vec::new();
    varint(&mut lengths, words.len() as u32);
    for word in words {
        let now: Vec<char> = word.chars().collect();
        let shared = now.iter().zip(&last).take_while(|(a, b)| a == b).count();
        lengths.push((shared as u8) << 4 | (now.len() - shared) as u8);
        chars.extend(now.iter().skip(shared).collect::<String>().into_bytes());
        last = now;
    }
    (lengths, chars)
}

/// Keeps single characters and what is frequent enough.
pub(crate) fn prune(dict: &str) -> Result<Words, Fault> {
    let mut words = Words::new();
    for line in dict.lines() {
        let mut parts = line.split_ascii_whitespace();
        let (Some(word), Some(freq)) = (parts.next(), parts.next()) else { continue };
        let freq: u32 = freq.parse()?;
        if (freq >= LEAST && !is_counted(word)) || word.chars().count() == 1 {
            words.insert(word.to_owned(), (freq, parts.next().unwrap_or("x").to_owned()));
        }
    }
    Ok(words)
}

/// Adds words that came into use after the dictionary was counted, each with a frequency that wins
/// over the words it covers: twice what the likeliest cut into those has.
pub(crate) fn add_modern(words: &mut Words, list: &str) {
    let total: f64 = words.values().map(|(freq, _)| f64::from((*freq).max(1))).sum();
    for line in list.lines().filter(|line| !line.starts_with('#')) {
        let mut parts = line.split_ascii_whitespace();
        let (Some(word), Some(tag)) = (parts.next(), parts.next()) else { continue };
        let chars: Vec<char> = word.chars().collect();
        // The logarithm of the likeliest cut of every beginning.
        let mut best = vec![0.0_f64; chars.len() + 1];
        for end in 1..=chars.len() {
            best[end] = (0..end)
                .map(|start| {
                    let part: String = chars[start..end].iter().collect();
                    let freq = words
                        .get(&part)
                        .map_or(if end - start == 1 { 1.0 } else { 0.0 }, |(freq, _)| f64::from((*freq).max(1)));
                    best[start] + (freq / total).ln()
                })
                .fold(f64::NEG_INFINITY, f64::max);
        }
        let freq = (best[chars.len()].exp() * total * 2.0).ceil().max(f64::from(LEAST) * 2.0);
        words.entry(word.to_owned()).or_insert((freq as u32, tag.to_owned()));
    }
}

/// The sections that hold the words: lengths, characters, frequencies and tags apart,
/// because each compresses best among its like.
pub(crate) fn sections(words: &Words) -> Vec<([u8; 4], Vec<u8>)> {
    let (lengths, chars) = front_coded(words.keys().map(String::as_str));
    let freqs = words.values().map(|(freq, _)| (f64::from((*freq).max(1)).ln() * 16.0).round() as u8).collect();
    let tags: Vec<&str> = words.values().map(|(_, tag)| tag.as_str()).collect();
    let mut names = tags.clone();
    names.sort_unstable();
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
