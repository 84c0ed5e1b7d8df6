//! How likely Chinese characters are as a personal name, against how often they stand in texts as what the
//! dictionary makes of them. All weights are logarithms in sixteenths of a nat, as the dictionary's frequencies are,
//! and whole numbers, so that every machine cuts the same.

use rustc_hash::FxHashMap;

use super::bytes::Bytes;

/// The characters that have a row.
const FIRST: u32 = 0x4e00;
const COUNT: usize = 0x5200;

/// What the steps of the file count from, and what one is; `examples/build_data/names.rs` writes them.
const LEAST: i32 = 13 * 16;
const STEP: i32 = 8;
/// What a character has that is not in the file.
const UNSEEN: [u8; 4] = [0, 4, 4, 7];

/// Of a thousand words of a text about six are personal names, and six in seven of these have a given name of two
/// characters.
const NAME: i32 = -82;
const TWO: i32 = -3;
const ONE: i32 = -30;
/// A family name of two characters, such as 欧阳, among all.
const DOUBLE: i32 = -147;

/// The first characters of family names of two.
const DOUBLE_STARTS: &str = "欧濮司上诸皇尉公长慕令夏宇端呼南轩拓完独申淳澹闻赫太钟";

/// Whether two characters are a family name.
pub(super) fn is_double(first: char, second: char) -> bool {
    matches!(
        (first, second),
        ('欧' | '濮', '阳')
            | ('司', '马' | '徒')
            | ('上', '官')
            | ('诸', '葛')
            | ('皇', '甫')
            | ('尉', '迟')
            | ('公' | '长', '孙')
            | ('慕', '容')
            | ('令', '狐')
            | ('夏', '侯')
            | ('宇', '文')
            | ('端', '木')
            | ('呼', '延')
            | ('南', '宫')
            | ('轩', '辕')
            | ('拓', '跋')
            | ('完', '颜')
            | ('独', '孤')
            | ('申', '屠')
            | ('淳', '于')
            | ('澹', '台')
            | ('闻', '人')
            | ('赫', '连')
            | ('太', '史')
            | ('钟', '离')
    )
}

/// The weight of a character at a place where it cannot be.
const NEVER: i16 = i16::MIN;

/// What a character may be.
#[derive(Clone, Copy)]
enum Place {
    Family,
    First,
    Second,
    Only,
}

/// One bit for each character of three bytes.
type Bits = [u64; 0x1_0000 / 64];
/// Words of two characters and what they weigh.
type Pairs = Vec<((char, char), i16)>;

/// The weights of characters and of words of two of them.
#[derive(Debug)]
pub(super) struct Names {
    /// For each character what it weighs at each place against itself as a word; [`NEVER`] where it cannot be there.
    weights: Vec<[i16; 4]>,
    /// Which characters a family name may start with.
    starts: Bits,
    /// Words that may be a given name: 建国.
    given: FxHashMap<(char, char), i16>,
    /// Words that may be a family name and the first half of a given name: 王国 in 王国强.
    heads: FxHashMap<(char, char), i16>,
    /// The frequency of all words.
    total: i32,
}

/// Names while the dictionary is read.
pub(super) struct Counting {
    /// For each character its steps at each place, 0 where it cannot be there, and its frequency.
    rows: Vec<([u8; 4], u8)>,
    starts: Bits,
    given: Pairs,
    heads: Pairs,
}

impl Counting {
    /// What the file says.
    pub(super) fn open(section: Option<&[u8]>) -> Option<Self> {
        let mut bytes = Bytes::new(section?);
        let count = bytes.varint()?;
        let mut at = 0_usize;
        let mut chars = Vec::new();
        for _ in 0..count {
            at += bytes.varint()? as usize;
            chars.push(at);
        }
        let mut rows = vec![(UNSEEN, 0); COUNT];
        for place in 0..UNSEEN.len() {
            for at in &chars {
                *rows.get_mut(*at)?.0.get_mut(place)? = bytes.byte()?;
            }
        }
        let mut starts = [0; 0x1_0000 / 64];
        let families = (FIRST..).zip(&rows).filter(|(_, (steps, _))| steps[Place::Family as usize] > 0);
        let doubles = DOUBLE_STARTS.chars().map(u32::from);
        for at in families.map(|(c, _)| c).chain(doubles).map(|c| c as usize) {
            starts[at / 64] |= 1 << (at % 64);
        }
        Some(Self { rows, starts, given: Vec::new(), heads: Vec::new() })
    }

    /// Takes a word of the dictionary and its frequency.
    pub(super) fn count(&mut self, word: &[char], freq: u8) {
        match *word {
            [c] => {
                if let Some(row) = index(c).and_then(|at| self.rows.get_mut(at)) {
                    row.1 = freq;
                }
            }
            [a, b] => {
                let log = |c, place| log(self.rows.get(index(c)?)?.0, place);
                let weight = |first: Option<i32>, second: Option<i32>| {
                    i16::try_from(first? + second? - i32::from(freq)).ok().map(|weight| ((a, b), weight))
                };
                self.given.extend(weight(log(a, Place::First), log(b, Place::Second)));
                self.heads.extend(weight(log(a, Place::Family), log(b, Place::First)));
            }
            _ => {}
        }
    }

    /// Ends the counting: `total` is the sum of all frequencies. Forgets words that no name can be made of for
    /// which at most `context` speaks, where `enough` makes a name.
    pub(super) fn finish(self, total: usize, context: i32, enough: i32) -> Names {
        let total = ((total as f64).ln() * 16.0).round() as i32;
        let weigh = |(steps, freq): ([u8; 4], u8)| {
            let places = [Place::Family, Place::First, Place::Second, Place::Only];
            let weight = |place| i16::try_from(log(steps, place)? - i32::from(freq) + total).ok();
            places.map(|place| weight(place).unwrap_or(NEVER))
        };
        let weights: Vec<[i16; 4]> = self.rows.into_iter().map(weigh).collect();
        let most = |place: Place| weights.iter().map(|row| i32::from(row[place as usize])).max().unwrap_or_default();
        let (family, second) = (most(Place::Family), most(Place::Second));
        let least = enough - context - NAME - TWO - total;
        let kept = |pairs: Pairs, other: i32| {
            pairs.into_iter().filter(|(_, weight)| i32::from(*weight) + other >= least).collect()
        };
        let (given, heads) = (kept(self.given, family), kept(self.heads, second));
        Names { weights, starts: self.starts, given, heads, total }
    }
}

impl Names {
    /// Whether a family name may start with a character, given by its three bytes.
    pub(super) fn may_start(&self, bytes: [u8; 3]) -> bool {
        let c = code_point(bytes);
        self.starts[(c / 64) as usize] >> (c % 64) & 1 != 0
    }

    /// How much speaks for a name of three words of one character: 王, 小, 明.
    pub(super) fn three(&self, family: char, first: char, second: char) -> Option<i32> {
        Some(NAME + TWO + self.weight(family, Place::Family)? + self.pair(first, second)?)
    }

    /// The same of two words of one character: 王, 明.
    pub(super) fn two(&self, family: char, only: char) -> Option<i32> {
        Some(NAME + ONE + self.weight(family, Place::Family)? + self.weight(only, Place::Only)?)
    }

    /// The same of a character and a word: 王, 建国.
    pub(super) fn with_word(&self, family: char, given: (char, char)) -> Option<i32> {
        Some(NAME + TWO + self.weight(family, Place::Family)? + self.word(&self.given, given)?)
    }

    /// The same of a word and a character: 王国, 强.
    pub(super) fn in_word(&self, head: (char, char), second: char) -> Option<i32> {
        let second = self.weight(second, Place::Second)?;
        Some(NAME + TWO + self.word(&self.heads, head)? + second)
    }

    /// The same of a family name of two characters and a given name.
    pub(super) fn double(&self, given: Given) -> Option<i32> {
        let given = match given {
            Given::Pair(first, second) => TWO + self.pair(first, second)?,
            Given::Only(only) => ONE + self.weight(only, Place::Only)?,
        };
        // The family name is about as frequent a word as it is a name.
        Some(NAME + DOUBLE + self.total - 6 * 16 + given)
    }

    fn pair(&self, first: char, second: char) -> Option<i32> {
        Some(self.weight(first, Place::First)? + self.weight(second, Place::Second)?)
    }

    fn word(&self, words: &FxHashMap<(char, char), i16>, word: (char, char)) -> Option<i32> {
        words.get(&word).map(|weight| i32::from(*weight) + self.total)
    }

    /// A character at a place against the character as a word.
    fn weight(&self, c: char, place: Place) -> Option<i32> {
        let weight = self.weights.get(index(c)?)?[place as usize];
        (weight != NEVER).then(|| i32::from(weight))
    }
}

/// How likely a character is at a place.
fn log(steps: [u8; 4], place: Place) -> Option<i32> {
    let step = steps[place as usize];
    (step > 0).then(|| i32::from(step) * STEP - LEAST)
}

/// A given name behind a family name of two characters.
#[derive(Clone, Copy)]
pub(super) enum Given {
    /// Two words of one character.
    Pair(char, char),
    /// One character.
    Only(char),
}

/// The code point that three bytes of UTF-8 write.
pub(super) fn code_point([a, b, c]: [u8; 3]) -> u32 {
    u32::from(a & 0x0f) << 12 | u32::from(b & 0x3f) << 6 | u32::from(c & 0x3f)
}

fn index(c: char) -> Option<usize> {
    (c as usize).checked_sub(FIRST as usize).filter(|at| *at < COUNT)
}

#[cfg(test)]
mod tests {
    use crate::text::Lexicon;

    #[test]
    fn names_weigh_more_than_words() {
        let names = &Lexicon::embedded().names;
        assert!(names.three('王', '小', '明') > names.three('王', '二', '月'));
        assert!(names.with_word('王', ('建', '国')) > names.with_word('王', ('国', '有')));
        assert!(names.two('王', '刚') > names.two('时', '起'));
        let may_start = |c: &str| names.may_start(*c.as_bytes().first_chunk().unwrap());
        assert!(may_start("王") && may_start("欧") && !may_start("的") && !may_start("。"));
        assert_eq!(names.three('王', '小', '县'), None);
        assert_eq!(names.three('的', '小', '明'), None);
    }
}
