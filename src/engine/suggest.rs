//! Completions while typing, and words that are meant perhaps.

use super::Engine;
use super::matching::Group;
use crate::index::Needle;
use crate::protocol::{Note, Suggestion};
use crate::text::fold;

/// Completions shown.
const COMPLETIONS: usize = 8;
/// Similar words named.
const SIMILAR: usize = 3;

impl Engine {
    /// Completions of the last word of what is typed, from the words of the corpus. Each is the
    /// whole text with that word completed.
    pub fn suggest(&self, typed: &str) -> Vec<Suggestion> {
        let separates = |c: char| c.is_whitespace() || "\"“”「」:：|-－".contains(c);
        let word = typed.rsplit(separates).next().unwrap_or_default();
        let before = typed.strip_suffix(word).unwrap_or_default();
        let prefix = fold(word).text;
        if prefix.is_empty() {
            return Vec::new();
        }
        let (vocab, section) = self.corpus.vocab();
        let mut best: Vec<(u32, String)> = Vec::new();
        vocab.walk(section, &prefix, |word, n| {
            if !word.starts_with(&prefix) {
                return false;
            }
            if word != prefix {
                let at = best.partition_point(|(other, _)| *other >= n);
                if at < COMPLETIONS {
                    best.insert(at, (n, word.to_owned()));
                    best.truncate(COMPLETIONS);
                }
            }
            true
        });
        let count = |word: &str| Needle::new(word).map_or(0, |needle| self.corpus.index().find(&needle).len() as u32);
        best.into_iter()
            .map(|(_, word)| Suggestion { n_articles: count(&word), text: format!("{before}{word}") })
            .collect()
    }

    /// Words of the corpus that share most pairs of characters with strings that do not occur.
    pub(super) fn did_you_mean(&self, groups: &[Group]) -> Option<Note> {
        let (vocab, section) = self.corpus.vocab();
        let mut similar: Vec<(f32, u32, String)> = Vec::new();
        for (needle, _) in groups.iter().filter(|group| group.matches.is_empty()).flat_map(|group| &group.needles) {
            let typed: Vec<char> = fold(&needle.typed()).text.chars().collect();
            if typed.len() < 2 {
                continue;
            }
            vocab.walk(section, "", |word, n| {
                let chars: Vec<char> = word.chars().collect();
                let likeness = likeness(&typed, &chars);
                if likeness >= 0.5 {
                    let at = similar.partition_point(|(other, count, _)| (*other, *count) >= (likeness, n));
                    if at < SIMILAR {
                        similar.insert(at, (likeness, n, word.to_owned()));
                        similar.truncate(SIMILAR);
                    }
                }
                true
            });
        }
        let words: Vec<String> = similar.into_iter().map(|(_, _, word)| word).collect();
        (!words.is_empty()).then_some(Note::DidYouMean(words))
    }
}

/// Part of the characters and pairs that two words share, from 0 to 1.
fn likeness(a: &[char], b: &[char]) -> f32 {
    let singles = a.iter().filter(|c| b.contains(c)).count();
    let pairs = a.windows(2).filter(|pair| b.windows(2).any(|other| other == *pair)).count();
    let most = (a.len() + b.len()).max(1) as f32;
    let most_pairs = (a.len() + b.len()).saturating_sub(2).max(1) as f32;
    (2.0 * singles as f32 / most).midpoint(2.0 * pairs as f32 / most_pairs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_alike_by_what_they_share() {
        let of = |a: &str, b: &str| likeness(&a.chars().collect::<Vec<_>>(), &b.chars().collect::<Vec<_>>());
        assert!(of("增量配电网", "增量配电网") > 0.99);
        assert!(of("增量配电纲", "增量配电网") > of("增量配电纲", "增量"));
        assert!(of("氢能", "煤炭") < 0.01);
    }
}
