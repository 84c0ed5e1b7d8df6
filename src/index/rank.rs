//! Scores: BM25F over title, lead and body, with boosts for closeness and date.
//!
//! For each word, `weight = n + TITLE (when in the title) + LEAD (when in title or lead)`,
//! where `n` counts its places; `score = idf * weight * (K1 + 1) / (weight + K1 * length)`
//! with `length = 1 - B + B * characters / average`. The article's score is the sum over
//! words, times `1 + NEAR / (1 + characters between the words)` where all stand close, times
//! `1 + DATE * part` where `part` runs from 0 (oldest date of the corpus) to 1 (newest).
//! Tiers come before scores: a score only orders hits of one tier. Where a string does not occur
//! and its words are looked for, each pair of its characters adds `PAIR` times its own score.
//!
//! Nine settings were tried on one set: on the first half of drcd_dev `K1` of 0.8 to 1.8, `B` of 0.4 to
//! 0.75, `PAIR` of 0.3 to 1.5 and `LEAD` of 0 to 0.5 gave first hits between .913 and .921.
//!
//! `PAIR`, `LEAD` and the part of the best score that the engine asks for were chosen on
//! the first half of each set of `examples/bench_rank`, among a few values each; that program
//! prints the second half too.

use super::grams::Class;

/// How soon further places stop to count.
pub const K1: f32 = 1.2;
/// How much longer articles are held back.
pub const B: f32 = 0.6;
/// Places a word in the title is worth.
pub const TITLE: f32 = 3.0;
/// Places a word in the lead is worth.
pub const LEAD: f32 = 0.5;
/// Boost of words that stand side by side.
pub const NEAR: f32 = 0.5;
/// Boost of the newest article against the oldest.
pub const DATE: f32 = 0.05;

/// What a pair of characters of a string that does not occur is worth beside its words.
pub const PAIR: f32 = 0.5;

/// How rare a word is: `ln(1 + (N - n + 0.5) / (n + 0.5))`.
pub fn idf(n_articles: u32, of: u32) -> f32 {
    let (n, of) = (n_articles as f32, of.max(n_articles) as f32);
    ((of - n + 0.5) / (n + 0.5)).ln_1p()
}

/// The part of a length in the score.
pub fn length(n_chars: u32, average: f32) -> f32 {
    1.0 - B + B * n_chars as f32 / average.max(1.0)
}

/// One word's part of an article's score.
pub fn word(idf: f32, n: u32, class: Class, length: f32) -> f32 {
    let weight = n as f32
        + match class {
            Class::Title => TITLE + LEAD,
            Class::Lead => LEAD,
            Class::Body => 0.0,
        };
    idf * weight * (K1 + 1.0) / (weight + K1 * length)
}

/// The boost for words with `gap` other characters between them.
pub fn nearness(gap: u32) -> f32 {
    1.0 + NEAR / (1.0 + gap as f32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rarer_more_often_shorter_and_higher_up_score_more() {
        assert!(idf(1, 100) > idf(50, 100) && idf(100, 100) > 0.0);
        let plain = word(1.0, 1, Class::Body, 1.0);
        assert!(word(1.0, 2, Class::Body, 1.0) > plain);
        assert!(word(1.0, 1, Class::Lead, 1.0) > plain);
        assert!(word(1.0, 1, Class::Title, 1.0) > word(1.0, 1, Class::Lead, 1.0));
        assert!(word(1.0, 1, Class::Body, length(100, 500.0)) > word(1.0, 1, Class::Body, length(900, 500.0)));
        assert!(nearness(0) > nearness(10) && nearness(1000) >= 1.0);
    }
}
