//! Pinyin of characters.

use super::bytes::Sections;

/// The readings of every character of the basic block.
pub(super) struct Readings {
    syllables: Vec<String>,
    /// Where the readings of each character start in `ids`, from `FIRST` on.
    starts: Vec<u32>,
    ids: Vec<u16>,
}

const FIRST: u32 = 0x4E00;

impl Readings {
    pub(super) fn open(sections: &Sections<'_>) -> Option<Self> {
        let syllables = std::str::from_utf8(sections.get(*b"SYLL")?).ok()?.lines().map(str::to_owned).collect();
        let mut starts = vec![0];
        let mut total = 0;
        for count in sections.get(*b"RCNT")? {
            total += u32::from(*count);
            starts.push(total);
        }
        let ids = sections.get(*b"RIDS")?;
        let (low, high) = ids.split_at_checked(ids.len() / 2)?;
        let ids = low.iter().zip(high).map(|(low, high)| u16::from_le_bytes([*low, *high])).collect();
        Some(Self { syllables, starts, ids })
    }

    /// The readings of a character, the usual one first.
    pub(super) fn of(&self, c: char) -> impl Iterator<Item = &str> {
        let range = (c as u32).checked_sub(FIRST).map(|i| i as usize).map_or(0..0, |i| {
            match (self.starts.get(i), self.starts.get(i + 1)) {
                (Some(from), Some(to)) => *from as usize..*to as usize,
                _ => 0..0,
            }
        });
        self.ids
            .get(range)
            .unwrap_or_default()
            .iter()
            .filter_map(|id| self.syllables.get(*id as usize).map(String::as_str))
    }

    /// Whether `syllable` is a reading of `c`; a syllable without tone mark fits any tone.
    pub(super) fn is_reading(&self, c: char, syllable: &str) -> bool {
        if self.of(c).any(|reading| reading == syllable) {
            return true;
        }
        let asked = Syllable::of(syllable);
        self.of(c).any(|reading| Syllable::of(reading).fits(&asked))
    }

    /// Whether `syllable` is the reading that `c` has in most words.
    pub(super) fn is_usual_reading(&self, c: char, syllable: &str) -> bool {
        self.of(c).next().is_some_and(|usual| Syllable::of(usual).fits(&Syllable::of(syllable)))
    }

    /// Whether `start` begins a reading of `c`.
    pub(super) fn begins_reading(&self, c: char, start: &str) -> bool {
        let asked = Syllable::of(start);
        self.of(c).any(|reading| {
            let reading = Syllable::of(reading);
            reading.letters.starts_with(&asked.letters) && (asked.tone == 0 || asked.tone == reading.tone)
        })
    }
}

/// A syllable taken apart: letters without marks, and the tone, 0 where none is marked.
#[derive(PartialEq, Eq)]
struct Syllable {
    letters: String,
    tone: u8,
}

impl Syllable {
    fn of(text: &str) -> Self {
        let mut tone = 0;
        let letters = text
            .chars()
            .filter_map(|c| {
                let (letter, mark) = plain(c);
                tone = tone.max(mark);
                letter
            })
            .collect();
        Self { letters, tone }
    }

    fn fits(&self, asked: &Self) -> bool {
        self.letters == asked.letters && (asked.tone == 0 || self.tone == 0 || asked.tone == self.tone)
    }
}

/// The letters that carry tone marks, by tone.
const MARKED: [(char, &str); 9] = [
    ('a', "āáǎà"),
    ('e', "ēéěè"),
    ('i', "īíǐì"),
    ('o', "ōóǒò"),
    ('u', "ūúǔù"),
    ('v', "ǖǘǚǜ"),
    ('n', "\u{0}ńňǹ"),
    ('m', "\u{0}ḿ\u{0}\u{0}"),
    // Breve for caron, and other letters that sites write for those above.
    ('a', "\u{0}\u{0}ă\u{0}"),
];

/// The letter below the tone mark, and the tone.
fn plain(c: char) -> (Option<char>, u8) {
    match c {
        'a'..='z' => (Some(c), 0),
        'A'..='Z' => (Some(c.to_ascii_lowercase()), 0),
        'ü' => (Some('v'), 0),
        'ê' => (Some('e'), 0),
        'ɡ' => (Some('g'), 0),
        'ɑ' => (Some('a'), 0),
        '1'..='4' => (None, c as u8 - b'0'),
        '\u{300}' => (None, 4),
        '\u{301}' => (None, 2),
        '\u{304}' => (None, 1),
        '\u{30c}' => (None, 3),
        'ĭ' => (Some('i'), 3),
        'ŏ' => (Some('o'), 3),
        'ŭ' => (Some('u'), 3),
        'ĕ' => (Some('e'), 3),
        _ => MARKED
            .iter()
            .find_map(|(letter, marked)| marked.chars().position(|m| m == c).map(|i| (Some(*letter), i as u8 + 1)))
            .unwrap_or((None, 0)),
    }
}

/// Whether `c` can stand in a syllable of pinyin.
pub(super) fn is_syllable_char(c: char) -> bool {
    let (letter, tone) = plain(c);
    letter.is_some() || tone > 0 && !c.is_ascii_digit()
}

/// Words and parts of words that the dictionary reads by their characters alone, which are read otherwise.
const WORDS: [(&str, &str); 64] = [
    ("长三角", "cháng sān jiǎo"),
    ("长白", "cháng bái"),
    ("长治", "cháng zhì"),
    ("音乐", "yīn yuè"),
    ("乐团", "yuè tuán"),
    ("还款", "huán kuǎn"),
    ("还书", "huán shū"),
    ("还钱", "huán qián"),
    ("还本", "huán běn"),
    ("还贷", "huán dài"),
    ("还林", "huán lín"),
    ("还草", "huán cǎo"),
    ("还湿", "huán shī"),
    ("还田", "huán tián"),
    ("还乡", "huán xiāng"),
    ("种粮", "zhòng liáng"),
    ("种植", "zhòng zhí"),
    ("种地", "zhòng dì"),
    ("种田", "zhòng tián"),
    ("种树", "zhòng shù"),
    ("种菜", "zhòng cài"),
    ("种草", "zhòng cǎo"),
    ("种养", "zhòng yǎng"),
    ("耕种", "gēng zhòng"),
    ("栽种", "zāi zhòng"),
    ("重阳", "chóng yáng"),
    ("重组", "chóng zǔ"),
    ("重建", "chóng jiàn"),
    ("重启", "chóng qǐ"),
    ("重塑", "chóng sù"),
    ("重构", "chóng gòu"),
    ("重振", "chóng zhèn"),
    ("双重", "shuāng chóng"),
    ("多重", "duō chóng"),
    ("率队", "shuài duì"),
    ("率团", "shuài tuán"),
    ("率先", "shuài xiān"),
    ("支行", "zhī háng"),
    ("分行", "fēn háng"),
    ("央行", "yāng háng"),
    ("总行", "zǒng háng"),
    ("行长", "háng zhǎng"),
    ("行情", "háng qíng"),
    ("藏羚羊", "zàng líng yáng"),
    ("藏族", "zàng zú"),
    ("曾国藩", "zēng guó fān"),
    ("朴槿惠", "piáo jǐn huì"),
    ("阿勒泰", "ā lè tài"),
    ("乐亭", "lào tíng"),
    ("洪洞", "hóng tóng"),
    ("单县", "shàn xiàn"),
    ("泌阳", "bì yáng"),
    ("涡阳", "guō yáng"),
    ("漯河", "luò hé"),
    ("六安", "lù ān"),
    ("任丘", "rén qiū"),
    ("华山", "huà shān"),
    ("吴堡", "wú bǔ"),
    ("晒干", "shài gān"),
    ("圈养", "juàn yǎng"),
    ("落下", "luò xià"),
    ("薄膜", "bó mó"),
    ("应届", "yīng jiè"),
    ("量体温", "liáng tǐ wēn"),
];

/// A syllable without its tone mark.
pub(super) fn toneless(syllable: &str) -> String {
    syllable
        .chars()
        .map(|c| if c.is_ascii() { c } else { plain(c).0.map_or(c, |letter| if letter == 'v' { 'ü' } else { letter }) })
        .collect()
}

/// The syllables of such a word.
pub(super) fn of_word(word: &str) -> Option<&'static str> {
    WORDS.iter().find(|(known, _)| *known == word).map(|(_, syllables)| *syllables)
}

#[cfg(test)]
mod tests {
    use crate::text::Lexicon;

    #[test]
    fn a_syllable_is_a_reading_whatever_way_it_is_written() {
        let readings = &Lexicon::embedded().readings;
        for (c, syllable, yes) in [
            ('長', "zhǎng", true),
            ('長', "cháng", true),
            ('長', "chang", true),
            ('長', "chǎng", false),
            ('女', "nǚ", true),
            ('女', "nv", true),
            ('会', "hui\u{300}", true),
            ('会', "hui4", true),
            ('会', "hui1", false),
            ('a', "a", false),
        ] {
            assert_eq!(readings.is_reading(c, syllable), yes, "{c} {syllable}");
        }
        assert!(readings.begins_reading('國', "gu"));
        assert!(!readings.begins_reading('國', "go"));
    }
}
