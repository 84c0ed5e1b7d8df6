//! Completions while typing, and words that are meant perhaps.

use super::Engine;
use super::matching::Group;
use crate::corpus::Corpus;
use crate::index::units::unit;
use crate::index::{Needle, pinyin};
use crate::protocol::{Note, Suggestion};
use crate::text::fold;

/// Completions shown.
const COMPLETIONS: usize = 8;
/// Similar words named.
const SIMILAR: usize = 3;

/// Halves of a spelling kept per place where it can be divided.
const HALVES: usize = 40;
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

/// Words of the corpus, or two that stand together in it, that letters spell by readings and
/// initials, best first; `parts` also takes words that go on. What is spelled by whole readings
/// comes first, and then, unless `parts`, nothing else does.
pub(super) fn spelled(corpus: &Corpus, typed: &str, most: usize, parts: bool) -> Vec<String> {
    let letters = typed.as_bytes();
    if letters.is_empty() || letters.len() > LONGEST {
        return Vec::new();
    }
    let (vocab, section) = corpus.vocab();
    let readings = corpus.readings();
    let mut whole: Best<(String, bool)> = Best::new(most);
    let halves = || -> Vec<Best<Vec<char>>> { (0..letters.len()).map(|_| Best::new(HALVES)).collect() };
    // Words that spell the letters up to a place, and from there on.
    let (mut heads, mut tails) = (halves(), halves());
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
        for at in 1..letters.len() {
            let (head, tail) = letters.split_at(at);
            if let (Some(found), Some(best)) = (readings.spells(head, &chars), heads.get_mut(at))
                && !found.is_part
            {
                best.offer((0, n), || chars.clone());
            }
            if let (Some(found), Some(best)) = (readings.spells(tail, &chars), tails.get_mut(at))
                && (parts || !found.is_part)
            {
                best.offer((u32::from(!found.is_part), n), || chars.clone());
            }
        }
        true
    });
    let is_read = whole.list.iter().any(|(_, (_, is_read))| *is_read);
    let mut out: Vec<String> =
        whole.list.into_iter().filter(|(_, (_, read))| parts || !is_read || *read).map(|(_, (word, _))| word).collect();
    if out.len() < most && !(is_read && !parts) {
        let mut pairs: Best<String> = Best::new(most - out.len());
        let index = corpus.index();
        for (heads, tails) in heads.iter().zip(&tails) {
            for (_, head) in &heads.list {
                for (_, tail) in &tails.list {
                    let (Some(&a), Some(&b)) = (head.last(), tail.first()) else { continue };
                    let Some(bridge) = index.grams.get(unit(a), unit(b), index.postings) else { continue };
                    if pairs.list.len() == pairs.most
                        && pairs.list.last().is_some_and(|((n, _), _)| *n >= bridge.n_articles)
                    {
                        continue;
                    }
                    let text: String = head.iter().chain(tail).collect();
                    let n = Needle::new(&text).map_or(0, |needle| index.find(&needle).len() as u32);
                    if n > 0 && !out.contains(&text) && pairs.list.iter().all(|(_, other)| *other != text) {
                        pairs.offer((n, 0), || text);
                    }
                }
            }
        }
        out.extend(pairs.list.into_iter().map(|(_, text)| text));
    }
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
    /// pairs of characters with them.
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
                let readings = self.corpus.readings();
                let sounds =
                    typed.len() == chars.len() && typed.iter().zip(&chars).all(|(&a, &b)| readings.sound_alike(a, b));
                let likeness = if sounds { 2.0 } else { likeness(&typed, &chars) };
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
