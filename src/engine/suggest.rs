//! Completions while typing, and words that are meant perhaps.

use super::Engine;
use crate::corpus::Corpus;
use crate::index::units::unit;
use crate::index::{Needle, pinyin};
use crate::protocol::{Note, Suggestion};
use crate::text::fold;

/// Completions shown.
const COMPLETIONS: usize = 8;
/// Similar words named.
const SIMILAR: usize = 3;
/// Characters of the longest string that is a word mistyped, where parts of it are found.
const LONGEST_MISTYPED: usize = 8;

/// Chains followed from one character to the next.
const BEAM: usize = 200;
/// Characters of the longest chain.
const LONGEST_CHAIN: usize = 12;
/// Letters of the longest spelling.
const LONGEST: usize = 40;

/// The best few things by a key, greatest first; of equal keys the earlier.
struct Best<T> {
    list: Vec<((u32, u32), T)>,
    most: usize,
}

impl<T> Best<T> {
    fn new(most: usize) -> Self {
        Self { list: Vec::new(), most }
    }

    fn offer(&mut self, key: (u32, u32), make: impl FnOnce() -> T) {
        let at = self.list.partition_point(|(other, _)| *other >= key);
        if at < self.most {
            self.list.insert(at, (key, make()));
            self.list.truncate(self.most);
        }
    }
}

/// Words of the corpus, and longer strings in it, that letters spell by readings and initials,
/// best first; `parts` also takes words that go on. What is spelled by whole readings
/// comes first, and then, unless `parts`, nothing else does.
pub(super) fn spelled(corpus: &Corpus, typed: &str, most: usize, parts: bool) -> Vec<String> {
    let letters = typed.as_bytes();
    if letters.is_empty() || letters.len() > LONGEST {
        return Vec::new();
    }
    let (vocab, section) = corpus.vocab();
    let readings = corpus.readings();
    let mut whole: Best<(String, bool)> = Best::new(most);
    let mut chars = Vec::new();
    vocab.walk(section, "", |word, n| {
        chars.clear();
        chars.extend(word.chars());
        let Some(&first) = chars.first() else { return true };
        if !readings.of(first).any(|reading| reading.bytes().next().is_some_and(|letter| letters.contains(&letter))) {
            return true;
        }
        if let Some(found) = readings.spells(letters, &chars).filter(|found| parts || !found.is_part) {
            let is_read = found.n_initials == 0;
            let rank = u32::from(!found.is_part) * 2 + u32::from(is_read);
            whole.offer((rank, n), || (word.to_owned(), is_read));
        }
        true
    });
    let is_read = whole.list.iter().any(|(_, (_, is_read))| *is_read);
    let mut out: Vec<String> =
        whole.list.into_iter().filter(|(_, (_, read))| parts || !is_read || *read).map(|(_, (word, _))| word).collect();
    if out.len() < most && (parts || !is_read) {
        let more = chains(corpus, letters, most, parts);
        out.extend(more.into_iter().filter(|text| !text.is_empty()));
        out.dedup();
        out.truncate(most);
    }
    out
}

/// Strings of three characters and more, words or not, that letters spell and that stand in the
/// corpus: chains of its pairs, of which the most frequent are followed.
fn chains(corpus: &Corpus, letters: &[u8], most: usize, parts: bool) -> Vec<String> {
    let (index, readings) = (corpus.index(), corpus.readings());
    let char_of = |unit: u16| char::from_u32(u32::from(unit)).unwrap_or_default();
    // Letters used up, characters, the number of articles of the rarest pair.
    let mut open: Vec<(usize, Vec<char>, u32)> = Vec::new();
    for first in index.grams.firsts().map(char_of) {
        readings.takes(letters, first, parts, |n| open.push((n, vec![first], u32::MAX)));
    }
    let mut ended: Vec<(u32, String)> = Vec::new();
    for len in 2..=LONGEST_CHAIN {
        let mut next: Vec<(usize, Vec<char>, u32)> = Vec::new();
        for (used, chars, n) in &open {
            let Some(&last) = chars.last() else { continue };
            for (second, n_articles) in index.grams.following(unit(last)) {
                let second = char_of(second);
                readings.takes(letters.get(*used..).unwrap_or_default(), second, parts, |more| {
                    next.push((used + more, chars.iter().copied().chain([second]).collect(), n_articles.min(*n)));
                });
            }
        }
        crate::order::sort_by(&mut next, |a, b| b.2.cmp(&a.2).then_with(|| a.1.cmp(&b.1)));
        let (whole, rest): (Vec<_>, Vec<_>) = next.into_iter().partition(|(used, ..)| *used == letters.len());
        if len > 2 {
            ended.extend(whole.into_iter().take(BEAM).map(|(_, chars, n)| (n, chars.into_iter().collect())));
        }
        open = rest;
        open.truncate(BEAM);
    }
    crate::order::sort_by(&mut ended, |a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    ended.truncate(BEAM);
    let mut best: Best<String> = Best::new(most);
    for (_, text) in ended {
        let n = Needle::new(&text).map_or(0, |needle| index.find(&needle).len() as u32);
        if n > 0 {
            best.offer((n, 0), || text);
        }
    }
    let mut out: Vec<String> = best.list.into_iter().map(|(_, text)| text).collect();
    out.dedup();
    out
}

impl Engine {
    /// Completions of the last word of what is typed, from the words of the corpus: words that
    /// begin so, then words that hold it; what is typed in Latin letters also by pinyin and
    /// initials. Each is the whole text with that word completed.
    pub fn suggest(&self, typed: &str) -> Vec<Suggestion> {
        let separates = |c: char| c.is_whitespace() || "\"“”「」:：|-－".contains(c);
        let word = typed.rsplit(separates).next().unwrap_or_default();
        let before = typed.strip_suffix(word).unwrap_or_default();
        let part = fold(word).text;
        if part.is_empty() {
            return Vec::new();
        }
        let (vocab, section) = self.corpus.vocab();
        let mut best: Best<String> = Best::new(COMPLETIONS);
        let mut offer = |word: &str, n: u32| {
            if word != part && word.contains(&part) {
                best.offer((u32::from(word.starts_with(&part)), n), || word.to_owned());
            }
            true
        };
        vocab.walk(section, "", &mut offer);
        let mut words: Vec<String> = best.list.into_iter().map(|(_, word)| word).collect();
        if let Some(letters) = pinyin::typed(&part)
            && words.len() < COMPLETIONS
        {
            let more = spelled(&self.corpus, &letters, COMPLETIONS, true);
            words.extend(more.into_iter().filter(|word| *word != part));
            words.dedup();
            words.truncate(COMPLETIONS);
        }
        let count = |word: &str| Needle::new(word).map_or(0, |needle| self.corpus.index().find(&needle).len() as u32);
        words.into_iter().map(|word| Suggestion { n_articles: count(&word), text: format!("{before}{word}") }).collect()
    }

    /// Words of the corpus that sound like strings that do not occur, and those that share most
    /// pairs of characters with them: of much the same length where parts of the strings were found.
    pub(super) fn did_you_mean(&self, missing: &[Needle], has_parts: bool) -> Option<Note> {
        let (vocab, section) = self.corpus.vocab();
        let mut similar: Vec<(f32, u32, String)> = Vec::new();
        for needle in missing {
            let typed: Vec<char> = fold(&needle.typed()).text.chars().collect();
            if typed.len() < 2 || has_parts && typed.len() > LONGEST_MISTYPED {
                continue;
            }
            vocab.walk(section, "", |word, n| {
                if has_parts && word.chars().count().abs_diff(typed.len()) > 1 {
                    return true;
                }
                let chars: Vec<char> = word.chars().collect();
                let readings = self.corpus.readings();
                let sounds =
                    typed.len() == chars.len() && typed.iter().zip(&chars).all(|(&a, &b)| readings.sound_alike(a, b));
                let likeness = if sounds { 2.0 } else { likeness(&typed, &chars) };
                if likeness >= 0.5 && similar.iter().all(|(.., other)| other != word) {
                    let at = similar.partition_point(|(other, count, _)| (*other, *count) >= (likeness, n));
                    if at < SIMILAR {
                        similar.insert(at, (likeness, n, word.to_owned()));
                        similar.truncate(SIMILAR);
                    }
                }
                true
            });
        }
        let mut words: Vec<String> = similar.into_iter().map(|(_, _, word)| word).collect();
        if words.is_empty() && has_parts {
            words = missing.iter().flat_map(|needle| self.with_a_word_that_sounds_so(needle)).take(SIMILAR).collect();
        }
        if words.is_empty()
            && let [needle] = missing
            && let Some(letters) = pinyin::typed(&needle.typed())
        {
            words = spelled(&self.corpus, &letters, SIMILAR, true);
        }
        (!words.is_empty()).then_some(Note::DidYouMean(words))
    }

    /// The string with a few of its characters put right by a word that sounds the same, where that occurs.
    fn with_a_word_that_sounds_so(&self, needle: &Needle) -> Vec<String> {
        let typed: Vec<char> = fold(&needle.typed()).text.chars().collect();
        let mut found: Vec<String> = Vec::new();
        if typed.len() > LONGEST_MISTYPED {
            return found;
        }
        let (vocab, section) = self.corpus.vocab();
        let readings = self.corpus.readings();
        vocab.walk(section, "", |word, _| {
            let chars: Vec<char> = word.chars().collect();
            if chars.len() < 2 || chars.len() >= typed.len() {
                return true;
            }
            for (at, window) in typed.windows(chars.len()).enumerate() {
                if window != chars && window.iter().zip(&chars).all(|(&a, &b)| readings.sound_alike(a, b)) {
                    let mut right = typed.clone();
                    right.splice(at..at + chars.len(), chars.iter().copied());
                    let right: String = right.into_iter().collect();
                    let occurs = Needle::new(&right).is_some_and(|right| !self.corpus.index().find(&right).is_empty());
                    if occurs && !found.contains(&right) {
                        found.push(right);
                    }
                }
            }
            found.len() < SIMILAR
        });
        found
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
