//! The dictionary: words with frequency and part of speech, and readings.

use std::{collections::BTreeMap, fmt, sync::OnceLock};

use jieba_rs::Jieba;
use thiserror::Error;

use super::{
    Tag, UserDictionary,
    bytes::{Bytes, Sections},
    model::Model,
    reading::Readings,
    variant,
};

/// The dictionary file, opened.
pub struct Lexicon {
    pub(super) jieba: Jieba,
    /// Own words with characters at which the segmenter always cuts: `“5+2”`.
    pub(super) joined: BTreeMap<String, Tag>,
    pub(super) readings: Readings,
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
    #[cfg(any(feature = "cli", test))]
    pub fn bundled() -> Self {
        #[expect(clippy::expect_used, reason = "the file is part of the program and is opened by every test")]
        Self::open(include_bytes!("../../data/lexicon.bin")).expect("data/lexicon.bin opens")
    }

    /// Adds a word that wins over the words it covers.
    pub fn add_word(&mut self, word: &str, tag: Option<&str>) {
        let word = variant::simplify(word.trim()).text;
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
        let word = variant::simplify(word.trim()).text;
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
        let mut out = String::new();
        for c in word.chars() {
            if !out.is_empty() {
                out.push(' ');
            }
            match self.readings.of(variant::simplified(c)).next() {
                Some(syllable) => out.push_str(syllable),
                None => out.push(c),
            }
        }
        out
    }
}

/// Whether the segmenter looks for words across this character.
fn is_cut_inside(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || matches!(c, '+' | '#' | '&' | '.' | '_' | '%' | '-')
        || matches!(c, '\u{3400}'..='\u{9fff}')
}

/// Calls `found` for every word of the file, in order.
pub(super) fn each_word(sections: &Sections<'_>, found: impl FnMut(&[char])) -> Option<()> {
    each_entry(sections.get(b"WLEN")?, sections.get(b"WCHR")?, found)
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

/// Adds every word to an empty segmenter.
fn words(sections: &Sections<'_>) -> Option<Jieba> {
    let mut freqs = Bytes::new(sections.get(b"WFRQ")?);
    let mut tags = Bytes::new(sections.get(b"WTAG")?);
    let names: Vec<&str> = std::str::from_utf8(sections.get(b"TAGS")?).ok()?.lines().collect();
    let mut jieba = Jieba::empty();
    let mut text = String::new();
    each_word(sections, |word| {
        text.clear();
        text.extend(word);
        let freq = (f64::from(freqs.byte().unwrap_or_default()) / 16.0).exp().round() as usize;
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
    fn reads_characters() {
        assert_eq!(Lexicon::embedded().pinyin("遼源"), "liáo yuán");
    }
}
