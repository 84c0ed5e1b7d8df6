//! How likely a stretch of Chinese text is: the dictionary's frequencies, as costs in nats.

use rustc_hash::FxHashMap;

use super::bytes::{Bytes, Sections};

/// Words by their characters read from the end, so that all words that end at one place are
/// found by walking back once.
#[derive(Default)]
pub(super) struct Model {
    /// Sixteen times the logarithm of the frequency, or `PART` for what only begins a key.
    nodes: FxHashMap<u64, u8>,
    log_total: f32,
}

/// What begins a key without being one. No frequency is that large.
const PART: u8 = 255;

/// Stands for the frequency of words too rare to be cut by: about 5.
const RARE: u8 = 26;

/// Words longer than this are not looked for.
pub(super) const LONGEST: usize = 8;

/// Characters that cost more seldom stand alone: their frequency is that of their words.
const COMMON: f32 = 7.5;
/// The most that standing alone adds.
const ALONE: f32 = 5.0;

/// The cost of a character the dictionary does not know.
const UNKNOWN: f32 = 21.0;

fn step(hash: u64, c: char) -> u64 {
    (hash.rotate_left(5) ^ c as u64).wrapping_mul(0x517c_c1b7_2722_0a95)
}

fn insert(nodes: &mut FxHashMap<u64, u8>, word: &[char], freq: u8) {
    let mut hash = 0;
    for (i, c) in word.iter().rev().enumerate() {
        hash = step(hash, *c);
        let node = nodes.entry(hash).or_insert(PART);
        if i + 1 == word.len() {
            *node = freq;
        }
    }
}

impl Model {
    pub(super) fn build(sections: &Sections<'_>) -> Option<Self> {
        let mut freqs = Bytes::new(sections.get(b"WFRQ")?);
        let mut nodes = FxHashMap::default();
        let mut total = 0.0;
        super::lexicon::each_word(sections, |word| {
            let freq = freqs.byte().unwrap_or_default().min(PART - 1);
            total += (f32::from(freq) / 16.0).exp();
            insert(&mut nodes, word, freq);
        })?;
        super::lexicon::each_entry(sections.get(b"RLEN")?, sections.get(b"RCHR")?, |word| {
            insert(&mut nodes, word, RARE);
        })?;
        Some(Self { nodes, log_total: total.ln() })
    }

    /// Calls `found(length, cost)` for every word that ends a text whose characters `back`
    /// gives from the last one on.
    pub(super) fn words_ending(&self, back: impl Iterator<Item = char>, mut found: impl FnMut(usize, f32)) {
        let mut hash = 0;
        let mut single = None;
        for (i, c) in back.take(LONGEST).enumerate() {
            hash = step(hash, c);
            let node = self.nodes.get(&hash);
            match node {
                Some(&freq) if freq != PART => {
                    single.get_or_insert(0.0);
                    let cost = self.log_total - f32::from(freq) / 16.0;
                    found(i + 1, if i == 0 { cost + ((cost - COMMON) * 0.8).clamp(0.0, ALONE) } else { cost });
                }
                _ if i == 0 => found(1, unlisted(c)),
                _ => {}
            }
            if node.is_none() {
                break;
            }
        }
    }

    /// The cost of a text cut at its best.
    pub(super) fn cost(&self, chars: &[char]) -> f32 {
        let mut best = vec![0.0f32];
        for end in 1..=chars.len() {
            let mut least = f32::INFINITY;
            let back = chars.get(..end).unwrap_or_default().iter().rev().copied();
            self.words_ending(back, |len, cost| {
                if let Some(before) = end.checked_sub(len).and_then(|at| best.get(at)) {
                    least = least.min(before + cost);
                }
            });
            best.push(least);
        }
        best.last().copied().unwrap_or_default()
    }
}

/// The cost of a character that is no word of the dictionary.
fn unlisted(c: char) -> f32 {
    match c {
        '，' | ',' => 3.0,
        '。' => 3.7,
        '、' => 4.0,
        '“' | '”' | '\n' | '：' | '；' | '《' | '》' | '（' | '）' | '(' | ')' | ':' | ';' => 5.0,
        '0'..='9' => 4.5,
        '！' | '？' | '!' | '‘' | '’' | '·' | '—' | '…' | '%' | '.' | '-' | ' ' => 7.0,
        'a'..='z' | 'A'..='Z' => 7.5,
        '?' | '|' | '_' | '~' | '@' | '^' | '`' | '\\' | '{' | '}' | '[' | ']' => 10.0,
        '\u{2000}'..='\u{206f}' | '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}' => 10.0,
        _ => UNKNOWN,
    }
}

#[cfg(test)]
mod tests {
    use crate::text::Lexicon;

    fn cost(text: &str) -> f32 {
        Lexicon::embedded().model().cost(&text.chars().collect::<Vec<_>>())
    }

    #[test]
    fn sense_costs_less_than_garbage() {
        assert!(cost("辽源市委书记") + 20.0 < cost("边源市委书记").max(cost("闭劶叭绾呜")));
        assert!(cost("规模“大”") < cost("规。“大”"));
    }
}
