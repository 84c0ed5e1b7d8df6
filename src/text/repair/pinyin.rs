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

/// Where the next opening bracket stands.
fn next_open(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes().get(from..)?;
    memchr::memchr2_iter(b'(', 0xef, bytes)
        .find(|at| bytes.get(*at..).is_some_and(|rest| rest.starts_with(b"(") || rest.starts_with("（".as_bytes())))
        .map(|at| from + at)
}

/// The annotations to take out.
pub(super) fn find(lexicon: &Lexicon, text: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    // What a writer may have glossed on purpose: a rare character, a reading that is not the usual one, or a syllable
    // without tone.
    let mut doubtful = Vec::new();
    let mut n_capitals = 0;
    let mut read: Vec<(char, &str)> = Vec::new();
    let mut is_converted = false;
    let mut at = 0;
    while let Some(open) = next_open(text, at) {
        at = open + 1;
        while !text.is_char_boundary(at) {
            at += 1;
        }
        let before = text.get(..open).unwrap_or_default().trim_end_matches(is_stray);
        let (Some(c), Some(found)) =
            (before.chars().next_back(), annotation(text.get(open..).unwrap_or_default(), true))
        else {
            continue;
        };
        let fits = if found.closed {
            lexicon.readings.is_reading(c, found.syllable)
        } else {
            lexicon.readings.begins_reading(c, found.syllable)
        };
        if fits {
            let edit = Edit::sure(Kind::Pinyin, before.len(), open + found.len, "");
            at = edit.end;
            // A capital is for names and for chemistry: 邱（Qiū）, 锂(Li).
            if found.syllable.starts_with(char::is_uppercase) {
                n_capitals += 1;
                continue;
            }
            read.push((c, found.syllable));
            let common = gbk::bytes(simplified(c)).is_some_and(is_common);
            // What programs annotate is what they converted: Traditional characters.
            let traditional = simplified(c) != c;
            let usual = traditional || lexicon.readings.is_usual_reading(c, found.syllable);
            if found.closed && common && usual && !found.syllable.is_ascii() {
                is_converted |= traditional;
                edits.push(edit);
            } else {
                doubtful.push(Edit { certain: !found.syllable.is_ascii(), ..edit });
            }
        }
    }
    // A site annotates many characters; a writer a few in a long text.
    let n_han = || text.chars().filter(|c| is_han(*c)).count();
    let is_dense = || is_converted || n_han() <= edits.len() * DENSE;
    // 行(háng)业、行(xíng)走: one character read in two ways is what a few annotations are about.
    let is_lesson =
        read.len() < FEW && read.iter().any(|(c, syllable)| read.iter().any(|(d, other)| c == d && syllable != other));
    if !is_lesson && (edits.len() >= 3 || edits.len() > doubtful.len() + n_capitals && is_dense()) {
        edits.append(&mut doubtful);
        edits.sort_by_key(|edit| edit.start);
        if let Some(end) = cut_start(text) {
            edits.insert(0, Edit { certain: false, ..Edit::sure(Kind::Pinyin, 0, end, "") });
        }
    } else {
        edits.clear();
    }
    edits
}

/// Whether it is one of the 3,755 characters that GB 2312 ranks as common: nobody glosses them for readers.
fn is_common([lead, trail]: [u8; 2]) -> bool {
    (0xb0..=0xd7).contains(&lead) && trail >= 0xa1
}

/// Fewer annotations may be about the readings themselves.
const FEW: usize = 8;

/// One annotation for as many characters is too many for a writer.
const DENSE: usize = 12;

/// Where the rest of an annotation ends with which the text begins: `uì)議`.
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
        ] {
            check(text, text);
        }
    }
}
