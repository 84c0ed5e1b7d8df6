//! The dictionary: words with frequency and part of speech, and readings.

use std::{
    fmt,
    sync::{Arc, OnceLock},
};

use jieba_rs::Jieba;
use rustc_hash::FxHashMap;
use thiserror::Error;

use super::{
    Folded, Tag, UserDictionary,
    bytes::{Bytes, Sections},
    model::Model,
    names::{Counting, Names},
    reading::Readings,
    segment::{NAME_CONTEXT, NAME_ENOUGH, Own, lookup_form},
    user::UserEntry,
    variant,
};

/// The dictionary file, opened.
pub struct Lexicon {
    pub(super) jieba: Jieba,
    /// What own words say of what is cut without the segmenter.
    pub(super) own: Own,
    pub(super) names: Arc<Names>,
    pub(super) readings: Arc<Readings>,
    word_readings: OnceLock<FxHashMap<String, Vec<u8>>>,
    model: OnceLock<Model>,
    traditional: OnceLock<variant::Variants>,
    /// The file, for what is read only when damage has to be repaired.
    file: Arc<[u8]>,
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
        let (jieba, names) = words(&sections).ok_or(LexiconError::Damaged("words"))?;
        Ok(Self {
            jieba,
            names: Arc::new(names),
            readings: Arc::new(Readings::open(&sections).ok_or(LexiconError::Damaged("readings"))?),
            own: Own::default(),
            word_readings: OnceLock::new(),
            model: OnceLock::new(),
            traditional: OnceLock::new(),
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

    /// Adds a word that wins over the words it covers, in upper or lower case.
    pub fn add_word(&mut self, word: &str, tag: Option<&str>) {
        let word = lookup(word);
        if word.is_empty() {
            return;
        }
        if !is_cut_whole(&word) {
            self.own.keep(&word, Some(Tag::named(tag.unwrap_or("nz"))));
            return;
        }
        self.own.keep(&word, None);
        for form in cases(word) {
            let freq = self.winning(&form);
            self.jieba.add_word(&form, Some(freq), tag);
        }
    }

    /// The frequency with which a word wins over the words it covers: enough to win alone, and some
    /// more to win among neighbours.
    fn winning(&self, word: &str) -> usize {
        self.jieba.suggest_freq(word).saturating_mul(8)
    }

    /// Keeps a word from being cut out whole.
    pub fn forbid_word(&mut self, word: &str) {
        let word = lookup(word);
        if word.is_empty() {
            return;
        }
        self.own.forbid(&word);
        for form in cases(word) {
            // A single character is what remains when nothing else may be cut.
            let mut chars = form.chars();
            let Some(first) = chars.next().filter(|_| chars.next().is_some() && self.jieba.has_word(&form)) else {
                continue;
            };
            // Where its first character is no word of its own, the segmenter would have no other way.
            let first = first.to_string();
            if !self.jieba.has_word(&first) {
                self.jieba.add_word(&first, Some(1), None);
            }
            self.jieba.add_word(&form, Some(0), None);
        }
    }

    /// Adds or forbids one word.
    pub fn apply_entry(&mut self, entry: &UserEntry) {
        match entry {
            UserEntry::Add(word, tag) => self.add_word(word, tag.as_deref()),
            UserEntry::Forbid(word) => self.forbid_word(word),
        }
    }

    /// Adds and forbids the words of a list.
    pub fn apply(&mut self, list: &UserDictionary) {
        for entry in list.entries() {
            self.apply_entry(&entry);
        }
    }

    /// A dictionary of its own with the words of a list; this one stays as it is. It takes some
    /// milliseconds, as the segmenter's words are copied.
    #[must_use]
    pub fn with(&self, list: &UserDictionary) -> Self {
        let mut own = Self {
            jieba: self.jieba.clone(),
            own: self.own.clone(),
            names: Arc::clone(&self.names),
            readings: Arc::clone(&self.readings),
            word_readings: OnceLock::new(),
            model: OnceLock::new(),
            traditional: OnceLock::new(),
            file: Arc::clone(&self.file),
        };
        own.apply(list);
        own
    }

    /// The reading of a word with tone marks, one syllable a character; characters without a
    /// reading stand for themselves. What a longer word contains is read as it is alone: 重庆市 as 重庆.
    pub fn pinyin(&self, word: &str) -> String {
        let simple: Vec<char> = variant::simplify(word).text.chars().collect();
        let mut out: Vec<String> = Vec::new();
        while out.len() < simple.len() {
            let rest = simple.get(out.len()..).unwrap_or_default();
            let longest = (2..=rest.len()).rev().find_map(|len| self.pinyin_of_word(rest.get(..len)?));
            let syllables = longest.unwrap_or_else(|| {
                let alone = |c: char| self.readings.of(c).next().map_or_else(|| c.to_string(), str::to_owned);
                rest.first().map(|c| alone(*c)).into_iter().collect()
            });
            out.extend(syllables);
        }
        out.join(" ")
    }

    /// The syllables of a word that reads otherwise than its characters alone.
    fn pinyin_of_word(&self, word: &[char]) -> Option<Vec<String>> {
        let written: String = word.iter().collect();
        if let Some(syllables) = super::reading::of_word(&written) {
            return Some(syllables.split(' ').map(str::to_owned).collect());
        }
        let which = self.word_readings().get(&written)?;
        let syllable = |(c, which): (&char, &u8)| {
            self.readings.of(*c).nth(*which as usize).map_or_else(|| c.to_string(), str::to_owned)
        };
        Some(word.iter().zip(which).map(syllable).collect())
    }

    /// Converts Simplified text to Traditional, by phrase first: 发展 becomes 發展 and 头发 頭髮. The forms are
    /// OpenCC's standard ones, without regional variants; spans lead back.
    pub fn traditional(&self, text: &str) -> Folded {
        let table = self.traditional.get_or_init(|| {
            let sections = Sections::new(&self.file);
            sections.get(*b"TRAD").and_then(variant::decode).unwrap_or_default()
        });
        let mut out = table.convert(text, |c| c);
        if !super::surname::may_stay(text) {
            return out;
        }
        // Surnames that are written alike in both.
        for (at, _, stays) in self.surnames(text, &self.tokens(text)) {
            let at = at as usize;
            if let (true, Some(c)) = (stays, text.get(at..).and_then(|rest| rest.chars().next())) {
                out.put(at, c);
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

/// The form in which an own word is looked up.
fn lookup(word: &str) -> String {
    variant::convert(word.trim(), lookup_form).text
}

/// A word as it is and in lower and upper case, each once.
fn cases(word: String) -> Vec<String> {
    let mut forms = vec![word.to_ascii_lowercase(), word.to_ascii_uppercase(), word];
    forms.sort_unstable();
    forms.dedup();
    forms
}

/// Whether the segmenter can find this word by itself. Numbers and words in letters with marks are cut before it
/// is asked, and at some characters it always cuts: words with such are joined afterwards. So are words in letters
/// alone, which it would find inside longer ones.
fn is_cut_whole(word: &str) -> bool {
    !word.is_ascii() && word.chars().all(is_cut_inside)
}

/// Whether the segmenter looks for words across this character.
fn is_cut_inside(c: char) -> bool {
    c.is_ascii_alphabetic() || matches!(c, '\u{3400}'..='\u{9fff}')
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

/// Adds every word to an empty segmenter, and counts what personal names are told from.
fn words(sections: &Sections<'_>) -> Option<(Jieba, Names)> {
    let mut freqs = Bytes::new(sections.get(*b"WFRQ")?);
    let mut tags = Bytes::new(sections.get(*b"WTAG")?);
    let names: Vec<&str> = std::str::from_utf8(sections.get(*b"TAGS")?).ok()?.lines().collect();
    let by_byte: Vec<usize> = (0..=u8::MAX).map(frequency).collect();
    let mut jieba = Jieba::empty();
    let mut personal = Counting::open(sections.get(*b"NAME"))?;
    let mut total = 0;
    let mut text = String::new();
    each_word(sections, |word| {
        text.clear();
        text.extend(word);
        let byte = freqs.byte().unwrap_or_default();
        let freq = by_byte.get(byte as usize).copied().unwrap_or_default();
        total += freq;
        personal.count(word, byte);
        let tag = tags.byte().and_then(|tag| names.get(tag as usize));
        jieba.add_word(&text, Some(freq), tag.copied());
    })?;
    // What has a mark and is a word all the same. Elsewhere a plus between two words says that they go together.
    jieba.add_word("互联网+", Some(1000), Some("n"));
    Some((jieba, personal.finish(total, NAME_CONTEXT, NAME_ENOUGH)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

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
            ("重庆市", "chóng qìng shì"),
            ("音乐会", "yīn yuè huì"),
            ("长三角", "cháng sān jiǎo"),
            ("退耕还林", "tuì gēng huán lín"),
            ("种植业", "zhòng zhí yè"),
            ("校长", "xiào zhǎng"),
        ] {
            assert_eq!(Lexicon::embedded().pinyin(word), reading);
        }
    }

    #[test]
    fn converts_to_traditional_by_phrase() {
        for (from, to) in [
            ("发展与头发", "發展與頭髮"),
            ("皇后在后面", "皇后在後面"),
            ("干部晒干粮", "幹部曬乾糧"),
            ("一只船只", "一隻船隻"),
            ("GDP增长5%", "GDP增長5%"),
        ] {
            let folded = Lexicon::embedded().traditional(from);
            assert_eq!(folded.text, to);
            assert_eq!(variant::simplify(&folded.text).text, from);
            assert_eq!(folded.to_source(Span::new(0, to.len())), Span::new(0, from.len()));
        }
    }

    #[test]
    fn what_begins_with_a_rare_character_can_be_forbidden() {
        let mut lexicon = Lexicon::bundled();
        let is_pair = |word: &str| word.chars().count() == 2 && word.chars().all(|c| c >= '丑');
        let (word, _) = lexicon.words().into_iter().find(|(word, _)| is_pair(word)).expect("there are words of two");
        lexicon.forbid_word(&word);
        assert_eq!(words(&lexicon, &word).len(), 2);
        lexicon.add_word("𠮷祥物", None);
        lexicon.add_word("㐂乐多", None);
        lexicon.forbid_word("㐂乐多");
        assert!(!words(&lexicon, "一个㐂乐多。").contains(&"㐂乐多"));
        assert!(words(&lexicon, "一个𠮷祥物。").contains(&"𠮷祥物"));
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

    fn cut(list: &str, text: &str) -> String {
        words(&Lexicon::embedded().with(&UserDictionary::parse(list)), text).join(" ")
    }

    #[test]
    fn what_is_cut_before_the_dictionary_can_be_forbidden() {
        assert_eq!(cut("-20万", "新增20万吨"), "新增 20 万吨");
        assert_eq!(cut("-2026年", "在2026年，"), "在 2026 年 ，");
        assert_eq!(cut("-1—6月", "1—6月"), "1 — 6月");
        assert_eq!(cut("-pm2.5", "降低PM2.5"), "降低 PM 2 . 5");
        assert_eq!(cut("-三点五", "三点五"), "三点 五");
        assert_eq!(cut("-吉地吉药", "“吉地吉药”"), "“ 吉 地 吉 药 ”");
    }

    #[test]
    fn own_words_win_over_numbers() {
        assert_eq!(cut("万千瓦", "新增20万千瓦"), "新增 20 万千瓦");
        assert_eq!(cut("年产", "2026年产粮"), "2026 年产 粮");
        assert_eq!(cut("1日", "5月1日-3日"), "5月 1日 - 3日");
        assert_eq!(cut("5月1日", "5月1日起"), "5月1日 起");
        assert_eq!(cut("6", "2026年"), "2026年");
    }

    #[test]
    fn own_words_match_in_upper_and_lower_case() {
        assert_eq!(cut("pm2.5浓度", "PM2.5浓度"), "PM2.5浓度");
        assert_eq!(cut("ai大模型 nz", "AI大模型和ai大模型"), "AI大模型 和 ai大模型");
        assert_eq!(cut("AI", "TRAIN和ai"), "TRAIN 和 ai");
        assert_eq!(cut("New York", "在New York和new york"), "在 New York 和 new york");
    }

    #[test]
    fn own_words_leave_longer_words_whole() {
        assert_eq!(cut("江大桥", "南京市长江大桥"), cut("", "南京市长江大桥"));
        assert_eq!(cut("江大桥", "看江大桥"), "看 江大桥");
    }
}
