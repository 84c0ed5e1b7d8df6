//! Pinyin that a site wrote into the text: `會(huì)`.

use super::{Edit, Kind, gbk, slip::is_han};
use crate::text::{Lexicon, reading::is_syllable_char, variant::simplified};

/// A syllable in brackets, wherever it stands.
pub(super) struct Annotation<'a> {
    pub(super) syllable: &'a str,
    /// Bytes from the bracket to behind the closing one.
    pub(super) len: usize,
    /// Whether the closing bracket is there; else the text ends.
    pub(super) closed: bool,
}

/// The longest syllable, marks apart (`zhuāng`).
const LONGEST: usize = 6;

/// Reads an annotation at the start of `text`, its opening bracket optional where `open` is not asked for.
pub(super) fn annotation(text: &str, open: bool) -> Option<Annotation<'_>> {
    let inside = match text.chars().next()? {
        c @ ('(' | '（') => text.get(c.len_utf8()..)?,
        _ if open => return None,
        _ => text,
    };
    let trimmed = inside.trim_start_matches(is_stray);
    let letters = trimmed.find(|c| !is_syllable_char(c)).unwrap_or(trimmed.len());
    let syllable = trimmed.get(..letters)?;
    let rest = trimmed.get(letters..)?.trim_start_matches(is_stray);
    let after = rest.strip_prefix([')', '）']);
    let closed = after.is_some();
    if syllable.is_empty() || syllable.chars().count() > LONGEST + 1 || !(closed || rest.is_empty()) {
        return None;
    }
    Some(Annotation { syllable, len: text.len() - after.unwrap_or(rest).len(), closed })
}

/// Blanks that stray into an annotation.
fn is_stray(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{3000}' | '\u{200b}')
}

/// Brackets that pinyin is put in, opening and closing.
const OPENING: &str = "(（[［【〔";
const CLOSING: &str = ")）]］】〕";
/// How many of them are round.
const ROUND: usize = 2;

/// What stands in brackets behind a character: one syllable or several, or readings to choose from.
struct Note<'a> {
    inside: &'a str,
    /// Bytes from the opening bracket to behind the closing one.
    len: usize,
    end: End,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Closed,
    /// The line ends first.
    OfLine,
    /// Something else stands where the bracket should close.
    Missing,
}

/// The note at the start of `text`, which starts with an opening bracket.
fn note(text: &str) -> Option<Note<'_>> {
    /// The longest note in bytes: four syllables.
    const LONGEST_NOTE: usize = 48;
    let open = text.chars().next()?;
    let round = OPENING.chars().position(|c| c == open)? < ROUND;
    let behind = text.get(open.len_utf8()..)?;
    let is_inside =
        |c: char| is_syllable_char(c) || is_stray(c) || matches!(c, '1'..='5' | '/' | '／' | '、' | ',' | '\'' | '’');
    let len = behind.find(|c| !is_inside(c)).unwrap_or(behind.len());
    let inside = behind.get(..len).filter(|inside| inside.len() <= LONGEST_NOTE)?.trim_matches(is_stray);
    let rest = behind.get(len..)?;
    let next = rest.chars().next();
    let closes = |c: char| CLOSING.chars().position(|close| close == c).is_some_and(|at| (at < ROUND) == round);
    let (end, closing) = match next {
        Some(c) if closes(c) => (End::Closed, c.len_utf8()),
        None | Some('\n' | '\r') => (End::OfLine, 0),
        _ => (End::Missing, 0),
    };
    let goes_on = end == End::Missing && next.is_some_and(|c| !is_han(c) && !is_stop(c));
    let is_pinyin = inside.starts_with(is_syllable_char) && !goes_on;
    is_pinyin.then_some(Note { inside, len: open.len_utf8() + len + closing, end })
}

impl Note<'_> {
    /// The syllables of several characters: `huì yì`.
    fn syllables(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.inside.split([' ', '\u{a0}', '\'', '’']).filter(|part| !part.is_empty())
    }

    /// Readings of one character: `zhǎng/cháng`.
    fn choices(&self) -> impl Iterator<Item = &str> {
        self.inside.split(['/', '／', '、', ',']).map(|part| part.trim_matches(is_stray))
    }

    /// The characters at the end of `before` that this note is about; none where it is no pinyin of them.
    fn about(&self, lexicon: &Lexicon, before: &str) -> Vec<char> {
        let last = before.chars().next_back();
        if self.end != End::Closed {
            let toned = self.end == End::OfLine || is_toned(self.inside);
            let fits = |c: &char| toned && lexicon.readings.begins_reading(*c, self.inside);
            return last.into_iter().filter(fits).collect();
        }
        if self.choices().all(|syllable| last.is_some_and(|c| lexicon.readings.is_reading(c, syllable))) {
            return last.into_iter().collect();
        }
        let mut chars: Vec<char> = Vec::new();
        for (syllable, c) in self.syllables().rev().zip(before.chars().rev()) {
            if !lexicon.readings.is_reading(c, syllable) {
                return Vec::new();
            }
            chars.push(c);
        }
        if chars.len() == self.syllables().count() { chars } else { Vec::new() }
    }
}

/// Marks that may follow an annotation whose closing bracket is missing.
fn is_stop(c: char) -> bool {
    matches!(c, '，' | '。' | '、' | '；' | '：' | '！' | '？' | '”' | '》')
}

/// Whether a syllable says its tone, with a mark or a number.
fn is_toned(syllable: &str) -> bool {
    !syllable.is_ascii() || syllable.ends_with(|c: char| c.is_ascii_digit())
}

/// Where the next opening bracket stands from the character at `from` on.
fn next_open(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    loop {
        at += match bytes.get(at)? {
            b'(' | b'[' => return Some(at),
            0..=0x7f => 1,
            0xe3 | 0xef => match bytes.get(at..at + 3)? {
                // （ ［ 【 〔
                [0xef, 0xbc, 0x88 | 0xbb] | [0xe3, 0x80, 0x90 | 0x94] => return Some(at),
                _ => 3,
            },
            0x80..=0xdf => 2,
            0xe0..=0xef => 3,
            _ => 4,
        };
    }
}

/// The annotations to take out.
pub(super) fn find(lexicon: &Lexicon, text: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    // What a writer may have glossed on purpose: a rare character, a reading that is not the usual one, a syllable
    // without tone, or several characters.
    let mut doubtful = Vec::new();
    let mut n_capitals = 0;
    // Notes of several characters and how many these are; notes without tones.
    let (mut n_words, mut n_in_words, mut n_toneless) = (0, 0, 0);
    let mut read: Vec<(char, &str)> = Vec::new();
    // Notes on characters that a program converted, notes that end an item of a list, and notes that are none of the
    // character's readings.
    let (mut n_converted, mut n_items, mut n_refused) = (0, 0, 0);
    let mut at = 0;
    while let Some(open) = next_open(text, at) {
        at = open + 1;
        while !text.is_char_boundary(at) {
            at += 1;
        }
        let before = text.get(..open).unwrap_or_default().trim_end_matches(is_stray);
        let Some(found) = note(text.get(open..).unwrap_or_default()) else { continue };
        let chars = found.about(lexicon, before);
        let Some(&c) = chars.first() else {
            let is_syllable = found.end == End::Closed && !found.inside.is_ascii() && before.ends_with(is_han);
            n_refused += usize::from(is_syllable);
            continue;
        };
        let mut end = open + found.len;
        // Blanks on both sides of the bracket came with it.
        let behind = text.get(end..).unwrap_or_default();
        let rest = behind.trim_start_matches(is_stray);
        let is_item = rest.starts_with(['、', '\n', '|', '｜', '”', '」', '/', '：']);
        n_items += usize::from(found.end == End::Closed && is_item);
        if before.len() < open && rest.starts_with(is_han) {
            end += behind.len() - rest.len();
        }
        let edit = Edit::sure(Kind::Pinyin, before.len(), end, "");
        at = edit.end;
        // A capital is for names and for chemistry: 邱（Qiū）, 锂(Li).
        if found.inside.starts_with(char::is_uppercase) {
            n_capitals += 1;
            continue;
        }
        let toned = is_toned(found.inside);
        n_toneless += usize::from(!toned && found.end == End::Closed);
        if chars.len() > 1 {
            n_words += 1;
            n_in_words += chars.len();
        }
        read.push((c, found.inside));
        // Nobody glosses the common ones for readers.
        let common = gbk::is_common(simplified(c));
        // What programs annotate is what they converted: Traditional characters.
        let traditional = simplified(c) != c;
        let usual = traditional || lexicon.readings.is_usual_reading(c, found.inside);
        if found.end == End::Closed && common && usual && toned && chars.len() == 1 {
            n_converted += usize::from(traditional);
            edits.push(edit);
        } else {
            doubtful.push(Edit { certain: toned && chars.len() == 1 && found.end != End::Missing, ..edit });
        }
    }
    if edits.is_empty() && doubtful.is_empty() {
        return edits;
    }
    // A site annotates many characters; a writer a few in a long text.
    let n_han = text.chars().filter(|c| is_han(*c)).count();
    let is_dense = n_converted > 1 || n_han <= edits.len() * DENSE;
    // 行(háng)业、行(xíng)走: one character read in two ways is what a few annotations are about.
    let is_twofold =
        read.len() < FEW && read.iter().any(|(c, syllable)| read.iter().any(|(d, other)| c == d && syllable != other));
    let is_list = n_items * 3 > read.len() && (n_items > 2 || n_converted == 0);
    // A lesson says so, lists what it asks, or offers wrong readings. What a program converted is none.
    let is_lesson = n_converted < SURE && (n_refused > 0 || is_list || LESSONS.iter().any(|word| text.contains(word)));
    let of_chars = edits.len() >= 3 || edits.len() > doubtful.len() + n_capitals && is_dense;
    let of_words = n_words >= 3 && n_han <= n_in_words * DENSE;
    // Where hardly a character is without, the tones may be missing.
    let toneless = n_toneless >= MANY_TONELESS && n_han <= n_toneless * DENSE_TONELESS;
    // One note on a Traditional character may be a writer's, or one of a site in a part of a text.
    let is_lone = edits.len() == 1 && doubtful.is_empty() && n_converted == 1 && n_capitals == 0;
    let lone_is_usual = || read.iter().all(|(c, syllable)| lexicon.readings.is_usual_reading(simplified(*c), syllable));
    if is_twofold || is_lesson {
        edits.clear();
    } else if of_chars || of_words || toneless {
        edits.append(&mut doubtful);
        edits.extend(cut_starts(text));
        edits.sort_by_key(|edit| edit.start);
        edits.dedup_by(|b, a| b.start < a.end);
    } else if is_lone && lone_is_usual() {
        for edit in &mut edits {
            edit.certain = false;
        }
    } else {
        edits.clear();
    }
    edits
}

/// So many notes on converted characters are a site's, whatever the text is about.
const SURE: usize = 4;

/// What texts about readings speak of.
const LESSONS: [&str; 18] = [
    "读音",
    "讀音",
    "拼音",
    "注音",
    "声调",
    "聲調",
    "四声",
    "四聲",
    "多音字",
    "生字",
    "读作",
    "讀作",
    "應讀",
    "加点字",
    "读错",
    "讀錯",
    "错别字",
    "錯別字",
];

/// Annotations without tones are taken out where there are so many, one for so few characters.
const MANY_TONELESS: usize = 6;
const DENSE_TONELESS: usize = 4;

/// Fewer annotations may be about the readings themselves.
const FEW: usize = 8;

/// One annotation for as many characters is too many for a writer.
const DENSE: usize = 12;

/// The rests of annotations with which lines begin: `uì)議`.
fn cut_starts(text: &str) -> impl Iterator<Item = Edit> {
    let starts = std::iter::once(0).chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1));
    starts.filter_map(|start| {
        let end = start + cut_start(text.get(start..)?)?;
        Some(Edit { certain: false, ..Edit::sure(Kind::Pinyin, start, end, "") })
    })
}

/// Where the rest of an annotation ends with which a text begins.
fn cut_start(text: &str) -> Option<usize> {
    let letters = text.find(|c| !is_syllable_char(c))?;
    let found = annotation(text, false)?;
    (found.closed && letters <= 2 * LONGEST && !text.starts_with(['(', '（']) && !found.syllable.is_ascii())
        .then_some(found.len)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(raw: &str, expected: &str) {
        let repaired = crate::text::repair(Lexicon::embedded(), raw);
        assert_eq!(repaired.text, expected);
        assert_eq!(repaired.original(), raw);
    }

    #[test]
    fn takes_out_what_is_a_reading() {
        check("會(huì)議(yì)開(kāi)", "會議開");
        check("會(huì )議 (yì)開（kāi）完(wán", "會議開完");
        check("全會(huì)", "全會");
        check("uì)議開(kāi)了會(huì)和項(xiàng)目", "議開了會和項目");
        check("會 (huì) 議[yì]開【kāi】完〔wán〕了", "會議開完了");
        check("會(hui4)議(yi4)開(kai1)，長(zhǎng/cháng)久", "會議開，長久");
        check("人民(rén mín)政府(zhèng fǔ)工作(gōng zuò)报告", "人民政府工作报告");
        check("人(ren)民(min)政(zheng)府(fu)工(gong)作(zuo)", "人民政府工作");
        check("會(huì)議(yì\n開(kāi)始(shǐ，很好(hǎo)。\nuò)作", "會議\n開始，很好。\n作");
    }

    #[test]
    fn capitals_stay_where_all_else_goes() {
        check("會(huì)議(yì)開(kāi)始，锂(Li)电池、邱（Qiū）某", "會議開始，锂(Li)电池、邱（Qiū）某");
    }

    #[test]
    fn leaves_what_readers_need() {
        for text in [
            "总书记(左)",
            "GDP(gross domestic product)",
            "中(A)国",
            "人(ren)",
            "垚（yáo）字",
            "丘、邱（Qiū）同姓",
            "单（shàn）雄信是隋末好汉。",
            "六（lù）安市和番(pān)禺区",
            "行(háng)业、行(xíng)走、长(zhǎng)大",
            "国家队队员王楠（nán）昨日在巴黎举行的比赛里赢下了第一场，队友都为她高兴。",
            "茼蒿（tóng hāo）",
            "重庆（chóng qìng）",
            "人(ren)和民(min)",
            "“把(bǎ)”字句与“被(bèi)”字句是汉语语法的重点，学习者常常混淆。",
            "普通话四声：妈(mā)、麻(má)、马(mǎ)、骂(mà)。",
            "易读错的字：氛(fēn)围、档(dàng)案、脂(zhī)肪、友谊(yì)、质(zhì)量、尽(jǐn)管",
            "A.嫩芽(nèn) 炽痛(zhì) 嗥鸣(háo) 山巅(diān)",
            "詞語解釋：踌躇(chóu chú)：犹豫。徘徊(pái huái)：来回走。彷徨(páng huáng)：犹疑不决。",
            "單(shàn)縣在山東省的西南部，黃河從它的北面流過。",
            "尉迟(yù chí)、万俟(mò qí)、令狐(líng hú)都是复姓。",
            "变量命名：长(chang)宽(kuan)高(gao)重(zhong)价(jia)",
            "规划(2021—2025年)、人(1名)",
            "数组a[a]和表[i]，甲[1]乙[2]",
        ] {
            check(text, text);
        }
    }
}
