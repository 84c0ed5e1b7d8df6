//! The dictionary: words with frequency and part of speech, and readings.

use std::fmt;

use jieba_rs::Jieba;
use thiserror::Error;

use super::bytes::Bytes;

/// The dictionary file, opened.
pub struct Lexicon {
    pub(super) jieba: Jieba,
    readings: Readings,
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
        let sections = Sections { file: file.rest() };
        Ok(Self {
            jieba: words(&sections).ok_or(LexiconError::Damaged("words"))?,
            readings: Readings::open(&sections)?,
        })
    }

    /// The dictionary this program was built with.
    #[cfg(any(feature = "cli", test))]
    pub fn embedded() -> &'static Self {
        static OPENED: std::sync::OnceLock<Lexicon> = std::sync::OnceLock::new();
        #[expect(clippy::expect_used, reason = "the file is part of the program and is opened by every test")]
        OPENED.get_or_init(|| Self::open(include_bytes!("../../data/lexicon.bin")).expect("data/lexicon.bin opens"))
    }

    /// Adds a word that wins over the words it covers.
    pub fn add_word(&mut self, word: &str, tag: Option<&str>) {
        self.jieba.add_word(word, None, tag);
    }

    /// The reading of a word with tone marks, one syllable a character; characters without a
    /// reading stand for themselves.
    pub fn pinyin(&self, word: &str) -> String {
        let mut out = String::new();
        for c in word.chars() {
            if !out.is_empty() {
                out.push(' ');
            }
            match self.readings.of(super::variant::simplified(c)).next() {
                Some(syllable) => out.push_str(syllable),
                None => out.push(c),
            }
        }
        out
    }
}

/// The sections of the file, by tag.
struct Sections<'a> {
    file: &'a [u8],
}

impl<'a> Sections<'a> {
    fn get(&self, tag: &[u8; 4]) -> Option<&'a [u8]> {
        let mut file = Bytes::new(self.file);
        loop {
            let found = file.take(4)?;
            let len = u32::from_le_bytes(file.take(4)?.try_into().ok()?);
            let body = file.take(len as usize)?;
            if found == tag {
                return Some(body);
            }
        }
    }
}

/// Adds every word to an empty segmenter.
fn words(sections: &Sections<'_>) -> Option<Jieba> {
    let mut lengths = Bytes::new(sections.get(b"WLEN")?);
    let mut chars = std::str::from_utf8(sections.get(b"WCHR")?).ok()?.chars();
    let mut freqs = Bytes::new(sections.get(b"WFRQ")?);
    let mut tags = Bytes::new(sections.get(b"WTAG")?);
    let names: Vec<&str> = std::str::from_utf8(sections.get(b"TAGS")?).ok()?.lines().collect();
    let mut jieba = Jieba::empty();
    let mut word: Vec<char> = Vec::new();
    let mut text = String::new();
    for _ in 0..lengths.varint()? {
        let length = lengths.byte()?;
        word.truncate((length >> 4) as usize);
        for _ in 0..length & 15 {
            word.push(chars.next()?);
        }
        text.clear();
        text.extend(&word);
        let freq = (f64::from(freqs.byte()?) / 16.0).exp().round() as usize;
        jieba.add_word(&text, Some(freq), Some(names.get(tags.byte()? as usize)?));
    }
    Some(jieba)
}

/// Pinyin of characters.
struct Readings {
    syllables: Vec<String>,
    /// Where the readings of each character start in `ids`, from `FIRST` on.
    starts: Vec<u32>,
    ids: Vec<u16>,
}

const FIRST: u32 = 0x4E00;

impl Readings {
    fn open(sections: &Sections<'_>) -> Result<Self, LexiconError> {
        Self::decode(sections).ok_or(LexiconError::Damaged("readings"))
    }

    fn decode(sections: &Sections<'_>) -> Option<Self> {
        let syllables = std::str::from_utf8(sections.get(b"SYLL")?).ok()?.lines().map(str::to_owned).collect();
        let mut starts = vec![0];
        let mut total = 0;
        for count in sections.get(b"RCNT")? {
            total += u32::from(*count);
            starts.push(total);
        }
        let ids = sections.get(b"RIDS")?;
        let (low, high) = ids.split_at_checked(ids.len() / 2)?;
        let ids = low.iter().zip(high).map(|(low, high)| u16::from_le_bytes([*low, *high])).collect();
        Some(Self { syllables, starts, ids })
    }

    /// The readings of a character, the usual one first.
    fn of(&self, c: char) -> impl Iterator<Item = &str> {
        let i = (c as u32).checked_sub(FIRST).map_or(usize::MAX - 1, |i| i as usize);
        let range = match (self.starts.get(i), self.starts.get(i + 1)) {
            (Some(from), Some(to)) => *from as usize..*to as usize,
            _ => 0..0,
        };
        self.ids
            .get(range)
            .unwrap_or_default()
            .iter()
            .filter_map(|id| self.syllables.get(*id as usize).map(String::as_str))
    }
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
