//! The dictionary: words with frequency and part of speech, and readings.

use std::{collections::BTreeMap, fmt, sync::OnceLock};

use jieba_rs::Jieba;
use rustc_hash::FxHashMap;
use thiserror::Error;

use super::{
    Tag, UserDictionary,
    bytes::{Bytes, Sections},
    model::Model,
    reading::Readings,
    segment::lookup_form,
    variant,
};

/// The dictionary file, opened.
pub struct Lexicon {
    pub(super) jieba: Jieba,
    /// Own words with characters at which the segmenter always cuts: `“5+2”`.
    pub(super) joined: BTreeMap<String, Tag>,
    pub(super) readings: Readings,
    word_readings: OnceLock<FxHashMap<String, Vec<u8>>>,
    model: OnceLock<Model>,
    /// The file, for what is read only when damage has to be repaired.
    file: Box<[u8]>,
}

/// Why a dictionary file cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum LexiconError {
    /// It is some other file.
    #[error("this is not a dictionary of Wenlan: fetch `lexicon.bin` of the same release")]
    Foreign,
    /// It is of another version.
    #[error(
        "the dictionary is of version {got}, this program reads version {expected}: fetch that of the same release"
    )]
    Version {
        /// What this program reads.
        expected: u8,
        /// What the file says.
        got: u8,
    },
    /// It ends too early or contradicts itself.
    #[error("the dictionary is damaged in its section {0}: fetch it again")]
    Damaged(&'static str),
}

const MAGIC: &[u8] = b"WLEX";
const VERSION: u8 = 1;

impl fmt::Debug for Lexicon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lexicon").field("jieba", &self.jieba).finish_non_exhaustive()
    }
}

impl Lexicon {
    /// Opens the dictionary file.
    ///
    /// # Errors
    /// Where the bytes are not a dictionary of this version.
    pub fn open(bytes: &[u8]) -> Result<Self, LexiconError> {
        let mut file = Bytes::new(bytes);
        if file.take(MAGIC.len()) != Some(MAGIC) {
            return Err(LexiconError::Foreign);
        }
        match file.byte() {
            Some(VERSION) => {}
            got => return Err(LexiconError::Version { expected: VERSION, got: got.unwrap_or_default() }),
        }
        let sections = Sections::new(file.rest());
        Ok(Self {
            jieba: words(&sections).ok_or(LexiconError::Damaged("words"))?,
            readings: Readings::open(&sections).ok_or(LexiconError::Damaged("readings"))?,
            joined: BTreeMap::new(),
            word_readings: OnceLock::new(),
            model: OnceLock::new(),
            file: file.rest().into(),
        })
    }

    /// The dictionary this program was built with.
    #[cfg(any(feature = "cli", test))]
    pub fn embedded() -> &'static Self {
        static OPENED: OnceLock<Lexicon> = OnceLock::new();
        OPENED.get_or_init(Self::bundled)
    }

    /// What is likely in Chinese text, made at the first need.
    pub(super) fn model(&self) -> &Model {
        self.model.get_or_init(|| Model::build(&Sections::new(&self.file)).unwrap_or_default())
    }

    /// A dictionary of one's own to change, as this program was built with.
    ///
    /// # Panics
    /// Never: the file is part of the program, and the tests open it.
    #[cfg(any(feature = "cli", test))]
    pub fn bundled() -> Self {
        #[expect(clippy::expect_used, reason = "the file is part of the program and is opened by every test")]
        Self::open(include_bytes!("../../data/lexicon.bin")).expect("data/lexicon.bin opens")
    }

    /// The words it was opened with, and their frequencies.
    pub fn words(&self) -> Vec<(String, usize)> {
        let mut words = Vec::new();
        let sections = Sections::new(&self.file);
        let mut freqs = sections.get(*b"WFRQ").unwrap_or_default().iter();
        let _ = each_word(&sections, |word| {
            words.push((word.iter().collect(), frequency(freqs.next().copied().unwrap_or_default())));
        });
        words
    }

    /// Adds a word that wins over the words it covers.
    pub fn add_word(&mut self, word: &str, tag: Option<&str>) {
        let word = variant::convert(word.trim(), lookup_form).text;
        if word.chars().all(is_cut_inside) {
            // Enough to win alone, and some more to win among neighbours.
            let freq = self.jieba.suggest_freq(&word).saturating_mul(8);
            self.jieba.add_word(&word, Some(freq), tag);
        } else if !word.is_empty() {
            self.joined.insert(word, Tag::named(tag.unwrap_or("nz")));
        }
    }

    /// Keeps a word from being cut out whole.
    pub fn forbid_word(&mut self, word: &str) {
        let word = variant::convert(word.trim(), lookup_form).text;
        self.joined.remove(&word);
        // A single character is what remains when nothing else may be cut.
        if word.chars().count() > 1 && self.jieba.has_word(&word) {
            self.jieba.add_word(&word, Some(0), None);
        }
    }

    /// Adds and forbids the words of a list.
    pub fn apply(&mut self, list: &UserDictionary) {
        for (word, tag) in &list.words {
            self.add_word(word, tag.as_deref());
        }
        for word in &list.forbidden {
            self.forbid_word(word);
        }
    }

    /// The reading of a word with tone marks, one syllable a character; characters without a
    /// reading stand for themselves.
    pub fn pinyin(&self, word: &str) -> String {
        let simple = variant::simplify(word).text;
        let which = self.word_readings().get(&simple);
        let mut out = String::new();
        for (i, c) in simple.chars().enumerate() {
            if !out.is_empty() {
                out.push(' ');
            }
            let which = which.and_then(|which| which.get(i)).copied().unwrap_or_default();
            match self.readings.of(c).nth(which as usize) {
                Some(syllable) => out.push_str(syllable),
                None => out.push(c),
            }
        }
        out
    }

    /// The readings of a character, with tone marks, the usual one first.
    pub fn readings_of(&self, c: char) -> impl Iterator<Item = &str> {
        self.readings.of(c)
    }

    /// Words that read otherwise than their characters alone, made at the first need.
    fn word_readings(&self) -> &FxHashMap<String, Vec<u8>> {
        self.word_readings.get_or_init(|| {
            let sections = Sections::new(&self.file);
            let mut entries = Bytes::new(sections.get(*b"RWRD").unwrap_or_default());
            let mut next = entries.varint();
            let mut found = FxHashMap::default();
            let mut index = 0;
            let _ = each_word(&sections, |word| {
                if next == Some(index) {
                    if let Some(which) = entries.take(word.len()) {
                        found.insert(word.iter().collect(), which.to_vec());
                    }
                    next = entries.varint().map(|distance| index + distance);
                }
                index += 1;
            });
            found
        })
    }
}

/// Whether the segmenter looks for words across this character. Numbers are cut before it is asked.
fn is_cut_inside(c: char) -> bool {
    c.is_ascii_alphabetic() || matches!(c, '+' | '#' | '&' | '.' | '_' | '%' | '-' | '\u{3400}'..='\u{9fff}')
}

/// Calls `found` for every word of the file, in order.
pub(super) fn each_word(sections: &Sections<'_>, found: impl FnMut(&[char])) -> Option<()> {
    each_entry(sections.get(*b"WLEN")?, sections.get(*b"WCHR")?, found)
}

/// Calls `found` for every entry of a sorted list: how much each shares with the last and how
/// long its rest is, and the rests.
pub(super) fn each_entry(lengths: &[u8], chars: &[u8], mut found: impl FnMut(&[char])) -> Option<()> {
    let mut lengths = Bytes::new(lengths);
    let mut chars = std::str::from_utf8(chars).ok()?.chars();
    let mut word: Vec<char> = Vec::new();
    for _ in 0..lengths.varint()? {
        let length = lengths.byte()?;
        word.truncate((length >> 4) as usize);
        for _ in 0..length & 15 {
            word.push(chars.next()?);
        }
        found(&word);
    }
    Some(())
}

/// The frequency that a byte of the file stands for.
fn frequency(byte: u8) -> usize {
    (f64::from(byte) / 16.0).exp().round() as usize
}

/// Adds every word to an empty segmenter.
fn words(sections: &Sections<'_>) -> Option<Jieba> {
    let mut freqs = Bytes::new(sections.get(*b"WFRQ")?);
    let mut tags = Bytes::new(sections.get(*b"WTAG")?);
    let names: Vec<&str> = std::str::from_utf8(sections.get(*b"TAGS")?).ok()?.lines().collect();
    let mut jieba = Jieba::empty();
    let mut text = String::new();
    each_word(sections, |word| {
        text.clear();
        text.extend(word);
        let freq = frequency(freqs.byte().unwrap_or_default());
        let tag = tags.byte().and_then(|tag| names.get(tag as usize));
        jieba.add_word(&text, Some(freq), tag.copied());
    })?;
    Some(jieba)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opens_what_the_builder_wrote_and_nothing_else() {
        assert!(Lexicon::embedded().jieba.has_word("高质量"));
        assert_eq!(Lexicon::open(b"something").err(), Some(LexiconError::Foreign));
        assert_eq!(Lexicon::open(b"WLEX\x07").err(), Some(LexiconError::Version { expected: 1, got: 7 }));
        assert!(matches!(Lexicon::open(b"WLEX\x01").err(), Some(LexiconError::Damaged(_))));
    }

    #[test]
    fn reads_words() {
        for (word, reading) in [
            ("遼源", "liáo yuán"),
            ("重庆", "chóng qìng"),
            ("銀行", "yín háng"),
            ("长大", "zhǎng dà"),
            ("长春", "cháng chūn"),
            ("GDP", "G D P"),
        ] {
            assert_eq!(Lexicon::embedded().pinyin(word), reading);
        }
    }

    fn words<'a>(lexicon: &Lexicon, text: &'a str) -> Vec<&'a str> {
        lexicon.tokens(text).iter().map(|token| token.span.of(text)).collect()
    }

    #[test]
    fn own_words_win_and_forbidden_ones_do_not_appear() {
        let mut lexicon = Lexicon::bundled();
        let text = "打造皇家围场1619和“吉地·吉药”的零碳高地，有产品和服务";
        assert!(!words(&lexicon, text).contains(&"皇家围场1619"));
        lexicon.apply(&UserDictionary::parse("皇家围场1619\n吉地·吉药 nz\n零碳高地\n-服务"));
        let cut = words(&lexicon, text);
        for word in ["皇家围场1619", "吉地·吉药", "零碳高地", "产品"] {
            assert!(cut.contains(&word), "{word} in {cut:?}");
        }
        assert!(!cut.contains(&"服务"), "{cut:?}");
        assert_eq!(cut.concat(), text);
    }
}
