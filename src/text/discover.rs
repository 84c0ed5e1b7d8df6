//! New words of a corpus: strings that hold together and stand freely.
//!
//! Cohesion is the least pointwise mutual information over all ways to part a string in two (how much
//! oftener the parts meet than chance would have it, in nats); freedom is the lesser of the entropies of what
//! stands to its left and to its right (in nats): a string that is always followed by the same character is
//! a part of a longer one. See Church and Hanks, "Word association norms, mutual information, and
//! lexicography" (1990), and Jin and Tanaka-Ishii, "Unsupervised segmentation of Chinese text by use of
//! branching entropy" (2006). What is found so is mostly pieces of sentences and of names: its edges have to be edges of
//! words as the text is cut, and its form that of a word (`wordlike`). What is found is offered, not applied.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Lexicon, Span, Tag, wordlike};

/// A string that may be a word of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct NewWord {
    /// The string.
    pub word: String,
    /// How often it occurs.
    pub count: u32,
    /// Least mutual information of two parts, in nats.
    pub cohesion: f32,
    /// Lesser entropy of its neighbours on either side, in nats.
    pub freedom: f32,
    /// What it is cut into now.
    pub now: Vec<String>,
    /// The text in which it occurs first, as a position in the list given, and the place there.
    pub first: (usize, Span),
}

/// What counts as a word.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DiscoverOptions {
    /// Least number of occurrences; in a long text more are asked for.
    pub min_count: u32,
    /// Least cohesion, in nats.
    pub min_cohesion: f32,
    /// Least freedom, in nats.
    pub min_freedom: f32,
    /// Most characters of a word.
    pub longest: usize,
    /// Most words to give.
    pub limit: usize,
}

impl Default for DiscoverOptions {
    fn default() -> Self {
        Self { min_count: 5, min_cohesion: 3.5, min_freedom: 1.0, longest: 6, limit: 100 }
    }
}

/// Part of the occurrences that have to begin and end where words do as the text is cut now.
const AT_EDGES: f32 = 0.7;

/// A run of Han characters, in numbers: the table of characters, and where each stands.
struct Runs {
    /// All runs one behind the other, each followed by `END` or `NUMBER`.
    chars: Vec<u32>,
    /// Text and offset of each character.
    places: Vec<(u32, u32)>,
    /// Whether a word begins with it as the text is cut now.
    begins: Vec<bool>,
}

const END: u32 = 0;
/// Ends a run, too, and is counted as one neighbour: what always follows a number is a measure.
const NUMBER: u32 = 1;

/// Strings are numbers of 21 bits a character, which six of them fit.
const BITS: u32 = 21;

/// Finds new words in `texts`. The same texts give the same words; a megabyte takes well under a second.
pub fn discover(lexicon: &Lexicon, texts: &[&str], options: DiscoverOptions) -> Vec<NewWord> {
    let runs = Runs::of(lexicon, texts);
    let total = runs.chars.iter().filter(|c| **c > NUMBER).count().max(1) as f32;
    // What chance makes grows with the text.
    let min_count = options.min_count.max((total.sqrt() / 125.0) as u32);
    let longest = options.longest.clamp(2, 128 / BITS as usize);
    // Counts by length, each only for strings whose parts are frequent enough.
    let mut counts: Vec<FxHashMap<u128, u32>> = vec![FxHashMap::default(); longest + 1];
    for len in 1..=longest {
        let (shorter, longer) = counts.split_at_mut(len);
        let before = shorter.last();
        let Some(now) = longer.first_mut() else { break };
        runs.each(len, |key, _| {
            let parts = [key >> BITS, key & ((1 << (BITS * (len as u32 - 1))) - 1)];
            if len == 1 || parts.iter().all(|part| before.is_some_and(|before| before.contains_key(part))) {
                *now.entry(key).or_default() += 1;
            }
        });
        if len > 1 {
            now.retain(|_, count| *count >= min_count);
        }
    }
    let count =
        |key: u128, len: usize| counts.get(len).and_then(|counts| counts.get(&key)).copied().unwrap_or_default();
    let cohesion = |key: u128, len: usize| {
        let whole = (count(key, len) as f32 / total).ln();
        (1..len).fold(f32::INFINITY, |least, left| {
            let right = BITS * (len - left) as u32;
            let (a, b) = (count(key >> right, left), count(key & ((1 << right) - 1), len - left));
            least.min(whole - (a as f32 / total).ln() - (b as f32 / total).ln())
        })
    };
    let mut found = Vec::new();
    for len in 2..=longest {
        let mut held: FxHashMap<u128, (f32, usize)> = FxHashMap::default();
        let mut order = Vec::new();
        runs.each(len, |key, at| {
            if let std::collections::hash_map::Entry::Vacant(slot) = held.entry(key)
                && count(key, len) >= min_count
            {
                let holds = cohesion(key, len);
                if holds >= options.min_cohesion {
                    slot.insert((holds, at));
                    order.push(key);
                }
            }
        });
        let sides = runs.sides(len, &held);
        for key in order {
            let (Some(&(cohesion, at)), Some(sides)) = (held.get(&key), sides.get(&key)) else { continue };
            let freedom = sides.left.entropy().min(sides.right.entropy());
            if freedom >= options.min_freedom && sides.stands_alone(count(key, len)) && !sides.is_cut_name(key, len) {
                found.push((key, len, at, count(key, len), cohesion, freedom));
            }
        }
    }
    let mut words: Vec<NewWord> = found
        .into_iter()
        .filter_map(|(key, len, at, n, cohesion, freedom)| {
            let word = spelled(key, len);
            let now = pieces(lexicon, &word);
            let often = |piece: &str| count(packed(piece), piece.chars().count());
            let rarest = now.iter().map(|(piece, _)| often(piece)).min().unwrap_or_default();
            if !wordlike::is_wordlike(&now, n as f32 / rarest.max(1) as f32) {
                return None;
            }
            let now = now.into_iter().map(|(piece, _)| piece).collect();
            let (text, start) = *runs.places.get(at)?;
            let span = Span { start, end: start + word.len() as u32 };
            Some(NewWord { word, count: n, cohesion, freedom, now, first: (text as usize, span) })
        })
        .collect();
    // The surest first; of equals the one that occurs first.
    words.sort_by(|a, b| score(b).total_cmp(&score(a)).then(a.first.0.cmp(&b.first.0)).then(a.first.1.cmp(&b.first.1)));
    let words = without_compounds(lexicon, without_parts(words));
    words.into_iter().take(options.limit).collect()
}

/// How sure a word is: often, held together, free, and in pieces now.
fn score(word: &NewWord) -> f32 {
    let torn = word.now.iter().filter(|piece| piece.chars().count() == 1).count() as f32;
    (word.count as f32).ln() * word.cohesion.min(8.0) * word.freedom.min(2.5) * (1.0 + 0.5 * torn.min(2.0))
}

/// Leaves out what is nearly always part of a longer word that is offered too.
fn without_parts(words: Vec<NewWord>) -> Vec<NewWord> {
    let mut covered: FxHashMap<String, u32> = FxHashMap::default();
    for word in &words {
        let chars: Vec<char> = word.word.chars().collect();
        for len in 2..chars.len() {
            for part in chars.windows(len) {
                let most = covered.entry(part.iter().collect()).or_default();
                *most = (*most).max(word.count);
            }
        }
    }
    words.into_iter().filter(|word| covered.get(&word.word).is_none_or(|longer| longer * 3 < word.count * 2)).collect()
}

/// Leaves out what is only a word that is offered too, beside words of the dictionary: 王毅参加会见 beside 王毅.
fn without_compounds(lexicon: &Lexicon, words: Vec<NewWord>) -> Vec<NewWord> {
    let known: FxHashSet<String> = words.iter().map(|word| word.word.clone()).collect();
    let is_known = |rest: &str| {
        let rest = pieces(lexicon, rest);
        rest.iter().all(|(piece, tag)| piece.chars().nth(1).is_some() || tag.name().starts_with('v'))
    };
    let is_compound = |word: &str| {
        let mut parts = word.char_indices().skip(2).filter_map(|(at, _)| word.split_at_checked(at));
        parts.any(|(a, b)| {
            known.contains(a) && is_known(b) || known.contains(b) && a.chars().nth(1).is_some() && is_known(a)
        })
    };
    words.into_iter().filter(|word| !is_compound(&word.word)).collect()
}

fn spelled(key: u128, len: usize) -> String {
    (0..len as u32).rev().filter_map(|i| char::from_u32((key >> (BITS * i)) as u32 & ((1 << BITS) - 1))).collect()
}

fn packed(word: &str) -> u128 {
    word.chars().fold(0, |key, c| key << BITS | c as u128)
}

fn pieces(lexicon: &Lexicon, word: &str) -> Vec<(String, Tag)> {
    lexicon.tokens(word).iter().map(|token| (token.span.of(word).to_owned(), token.tag)).collect()
}

/// What stands on both sides of a string.
#[derive(Default)]
struct Sides {
    left: Neighbours,
    right: Neighbours,
    /// How often both its ends are edges of words as the text is cut.
    at_edges: u32,
}

impl Sides {
    /// Whether a string that occurs `n` times mostly ends where words do, and stands in sentences, too: what always
    /// stands between marks is a heading or a site's own line.
    fn stands_alone(&self, n: u32) -> bool {
        let n = n as f32;
        let between = self.left.edges.min(self.right.edges) as f32;
        self.at_edges as f32 >= n * AT_EDGES && between < n * 0.85
    }

    /// Whether it is a piece of longer foreign names: written in their characters, and beside others of them.
    fn is_cut_name(&self, key: u128, len: usize) -> bool {
        let is_foreign = |c: &u32| char::from_u32(*c).is_some_and(wordlike::is_of_foreign_names);
        let beside = |side: &Neighbours| {
            let foreign: u32 = side.chars.iter().filter(|(c, _)| is_foreign(c)).map(|(_, n)| n).sum();
            foreign * 5 >= side.chars.values().sum::<u32>() + side.edges
        };
        spelled(key, len).chars().all(wordlike::is_of_foreign_names) && (beside(&self.left) || beside(&self.right))
    }
}

/// Neighbours and their number. The edges of a run count one by one: anything may stand there.
#[derive(Default)]
struct Neighbours {
    chars: FxHashMap<u32, u32>,
    edges: u32,
}

impl Neighbours {
    fn add(&mut self, c: u32) {
        if c == END {
            self.edges += 1;
        } else {
            *self.chars.entry(c).or_default() += 1;
        }
    }

    fn entropy(&self) -> f32 {
        let mut counts: Vec<u32> = Vec::with_capacity(self.chars.len());
        counts.extend(self.chars.values());
        // In an order that does not depend on the table, as sums of fractions do.
        counts.sort_unstable();
        let total = (counts.iter().sum::<u32>() + self.edges) as f32;
        let part = |n: f32| n / total * (total / n).ln();
        counts.iter().map(|n| part(*n as f32)).sum::<f32>() + self.edges as f32 * part(1.0)
    }
}

impl Runs {
    fn of(lexicon: &Lexicon, texts: &[&str]) -> Self {
        let mut runs = Self { chars: vec![END], places: vec![(0, 0)], begins: vec![true] };
        let mut seen: FxHashSet<&str> = FxHashSet::default();
        for (number, text) in (0..).zip(texts) {
            let mut start = 0;
            for line in text.split_inclusive('\n') {
                // What a site repeats under every article is counted once.
                if line.len() > 30 && !seen.insert(line) {
                    start += line.len();
                    continue;
                }
                let mut starts: FxHashSet<u32> = FxHashSet::default();
                lexicon.each_span(line, |span| {
                    starts.insert(span.start);
                });
                for (at, c) in line.char_indices() {
                    if matches!(c, '\u{3400}'..='\u{9fff}') {
                        runs.push(c as u32, (number, (start + at) as u32), starts.contains(&(at as u32)));
                    } else {
                        let end = if c.is_ascii_digit() { NUMBER } else { END };
                        if runs.chars.last() != Some(&end) {
                            runs.push(end, (0, 0), true);
                        }
                    }
                }
                start += line.len();
            }
            if runs.chars.last() != Some(&END) {
                runs.push(END, (0, 0), true);
            }
        }
        runs
    }

    fn push(&mut self, c: u32, place: (u32, u32), begins: bool) {
        self.chars.push(c);
        self.places.push(place);
        self.begins.push(begins);
    }

    /// Calls `found` with every string of `len` characters and where it starts.
    fn each(&self, len: usize, mut found: impl FnMut(u128, usize)) {
        let mask = if BITS as usize * len >= 128 { u128::MAX } else { (1 << (BITS as usize * len)) - 1 };
        let (mut key, mut run) = (0_u128, 0);
        for (at, &c) in self.chars.iter().enumerate() {
            run = if c <= NUMBER { 0 } else { run + 1 };
            key = (key << BITS | u128::from(c)) & mask;
            if run >= len {
                found(key, at + 1 - len);
            }
        }
    }

    /// What stands beside the strings of `len` characters that are asked for.
    fn sides(&self, len: usize, held: &FxHashMap<u128, (f32, usize)>) -> FxHashMap<u128, Sides> {
        let mut sides: FxHashMap<u128, Sides> = FxHashMap::default();
        self.each(len, |key, at| {
            if held.contains_key(&key) {
                let both = sides.entry(key).or_default();
                let char_at = |i: Option<usize>| i.and_then(|i| self.chars.get(i)).copied().unwrap_or(END);
                both.left.add(char_at(at.checked_sub(1)));
                both.right.add(char_at(Some(at + len)));
                let is_edge = |i: usize| self.begins.get(i).copied().unwrap_or(true);
                both.at_edges += u32::from(is_edge(at) && is_edge(at + len));
            }
        });
        sides
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Texts in which one new word occurs in many surroundings.
    fn texts() -> Vec<String> {
        let around = [
            ("发展", "产业"),
            ("支持", "企业"),
            ("看好", "前景"),
            ("布局", "项目"),
            ("用上", "设备"),
            ("谈谈", "价格"),
        ];
        let mut texts = Vec::new();
        for round in 0..4 {
            for (before, after) in around {
                texts.push(format!(
                    "第{round}天，大家{before}沁砚坞{after}。今天天气很好，明天也好；山上有风，河里有水，城外的田野一片金黄，\
                     路边的老人坐着晒太阳，孩子放学回家，商店还开着门，远处传来火车的声音，谁也没有多说一句话。\n"
                ));
            }
        }
        texts
    }

    #[test]
    fn finds_what_holds_together_and_stands_freely() {
        let texts = texts();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let found = discover(Lexicon::embedded(), &texts, DiscoverOptions::default());
        let first = found.iter().find(|word| word.word == "沁砚坞").expect("the word is found");
        assert_eq!((first.count, first.now.len()), (24, 3));
        assert_eq!(first.first.1.of(texts[first.first.0]), "沁砚坞");
        assert!(found.iter().all(|word| word.word != "沁砚" && word.word != "砚坞"), "{found:?}");
        // Neither words of the dictionary nor bits of sentences.
        assert!(found.iter().all(|word| word.word != "今天" && !word.word.starts_with('的')));
        assert_eq!(discover(Lexicon::embedded(), &texts, DiscoverOptions::default()), found);
    }

    #[test]
    fn nothing_comes_of_nothing() {
        assert!(discover(Lexicon::embedded(), &[], DiscoverOptions::default()).is_empty());
        assert!(discover(Lexicon::embedded(), &["", "a", "短"], DiscoverOptions::default()).is_empty());
    }
}
