//! Bytes read in an encoding that was not theirs.
//!
//! Two families leave enough to go back: bytes read one by one (Latin-1, Windows-1252) and UTF-8 read in
//! pairs (GBK). The characters of a line are turned into the bytes they were read from, and these are read
//! again: as UTF-8 by [`super::utf8`], as GBK or Big5 here. What reads likelier wins.

use super::{
    Edit, Kind, gbk,
    slip::{self, is_han},
    utf8::{self, Unit},
};
use crate::text::{Lexicon, variant::simplified};

/// The stretches to read again.
pub(super) fn find(lexicon: &Lexicon, text: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut is_paired = false;
    for (at, line) in lines(text) {
        let before = edits.len();
        if has_latin(line) {
            latin(lexicon, line, at, &mut edits);
        }
        if edits.len() == before && looks_paired(line) {
            paired(lexicon, line, at, &mut edits);
            is_paired |= edits.len() > before;
        }
        if edits.len() == before && !slip::garbled(lexicon, line).is_empty() {
            edits.extend(big5_as_gbk(lexicon, line, at));
        }
    }
    if is_paired {
        // The other lines were read in the same way, even where they have none of the common traces.
        for (at, line) in lines(text).filter(|(_, line)| !looks_paired(line) && line.contains(is_han)) {
            paired(lexicon, line, at, &mut edits);
        }
        edits.sort_by_key(|edit| edit.start);
        edits.dedup_by(|b, a| b.start < a.end);
    }
    edits
}

/// The lines of a text with their offsets.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_inclusive('\n').scan(0, |at, line| {
        let start = *at;
        *at += line.len();
        Some((start, line))
    })
}

/// Whether a character of Latin-1 stands in the line.
fn has_latin(line: &str) -> bool {
    line.bytes().any(|b| matches!(b, 0xc2 | 0xc3))
}

/// What stands in Windows-1252 from 0x80 to 0x9F; the gaps are read as controls.
const HIGH: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";

/// The character of Windows-1252 at a place from 0x80 to 0x9F, if one stands there.
pub(super) fn windows_char(byte: u8) -> Option<char> {
    HIGH.chars().nth(byte.checked_sub(0x80)? as usize).filter(|c| !c.is_control())
}

/// The byte that Latin-1 or Windows-1252 reads as this character.
pub(super) fn latin_byte(c: char) -> Option<u8> {
    match c {
        '\0'..='\u{ff}' => u8::try_from(c as u32).ok(),
        _ => HIGH.chars().position(|high| high == c).map(|i| 0x80 + i as u8),
    }
}

/// Finds UTF-8, GBK and Big5 that was read byte by byte.
fn latin(lexicon: &Lexicon, line: &str, base: usize, edits: &mut Vec<Edit>) {
    let mut start = 0;
    while start < line.len() {
        let rest = line.get(start..).unwrap_or_default();
        let len = rest.find(|c| latin_byte(c).is_none() && c != '\u{fffd}').unwrap_or(rest.len());
        let stretch = rest.get(..len).unwrap_or_default();
        let high = stretch.chars().filter(|c| !c.is_ascii()).count();
        if high > 1 {
            if let Some((from, to, after, certain)) = pairs(lexicon, stretch) {
                let (from, to) = (base + start + from, base + start + to);
                edits.push(Edit { certain, ..Edit::sure(Kind::Encoding, from, to, after) });
            } else {
                let found = edits.len();
                let units: Vec<Unit> = stretch
                    .char_indices()
                    .map(|(at, c)| {
                        let may_be_blank = matches!(c, ' ' | '\u{a0}');
                        Unit { byte: latin_byte(c), at, is_first: true, may_be_blank, is_gap: c == '\u{fffd}' }
                    })
                    .collect();
                utf8::read(lexicon, &units, stretch, base + start, edits);
                if edits.len() == found {
                    runs(stretch, base + start, edits);
                }
            }
        }
        start += len;
        start += line.get(start..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
    }
}

/// Letters of other languages, marks and pictures in UTF-8 that was read byte by byte: `cafÃ©`, `Â©`. A run counts
/// that is whole UTF-8 and says something likelier than it did.
fn runs(stretch: &str, base: usize, edits: &mut Vec<Edit>) {
    let found = edits.len();
    let mut start = 0;
    while let Some(next) = stretch.get(start..).and_then(|rest| rest.find(|c: char| !c.is_ascii())) {
        start += next;
        let rest = stretch.get(start..).unwrap_or_default();
        let len = rest.find(|c: char| c.is_ascii()).unwrap_or(rest.len());
        let bytes: Option<Vec<u8>> = rest.get(..len).unwrap_or_default().chars().map(latin_byte).collect();
        if let Some(text) = bytes.and_then(|bytes| String::from_utf8(bytes).ok())
            && is_likely(&text)
        {
            edits.push(Edit::sure(Kind::Encoding, base + start, base + start + len, text));
        }
        start += len;
    }
    if edits.len() > found {
        // The second byte of à and of a blank that does not break is shown as a blank, and blanks are often made one.
        for (at, lone) in stretch.match_indices(['Ã', 'Â']) {
            let Some(rest) = stretch.get(at + lone.len()..).and_then(|rest| rest.strip_prefix(' ')) else { continue };
            let more = usize::from(rest.starts_with(' '));
            let end = base + at + lone.len() + more;
            let after = if lone == "Ã" { "à" } else { "" };
            edits.push(Edit { certain: false, ..Edit::sure(Kind::Encoding, base + at, end, after) });
        }
        if let Some(edits) = edits.get_mut(found..) {
            edits.sort_by_key(|edit| edit.start);
        }
    }
}

/// Whether a text in which no Chinese was found is what a run of letters stands for.
fn is_likely(text: &str) -> bool {
    let is_other = |c: char| matches!(c, 'Α'..='ω' | 'Ё' | 'А'..='я' | 'ё');
    let is_known = |c: char| {
        matches!(c, '\u{a0}'..='ɏ' | '\u{2010}'..='\u{203b}' | '\u{20a0}'..='\u{22ff}' | '\u{2460}'..='\u{27bf}')
            || matches!(c, '\u{3000}'..='\u{303f}' | '\u{3400}'..='\u{9fff}' | '\u{fe0f}' | '\u{ff00}'..='\u{ffef}')
            || matches!(c, '\u{1f000}'..='\u{1faff}')
    };
    let n_other = text.chars().filter(|c| is_other(*c)).count();
    n_other != 1 && text.chars().all(|c| is_known(c) || is_other(c))
}

/// The part of a stretch that is GBK or Big5 read byte by byte: from where to where, what it
/// says, and whether that is certain.
pub(super) fn pairs(lexicon: &Lexicon, stretch: &str) -> Option<(usize, usize, String, bool)> {
    let from = stretch.find(|c: char| !c.is_ascii())?;
    let part = stretch.get(from..)?.trim_end_matches(|c: char| c.is_ascii() && !matches!(c, '@'..='~'));
    let bytes: Vec<u8> = part.chars().map(latin_byte).collect::<Option<_>>()?;
    // Signs alone are an ornament: `·×·×`.
    if !part.chars().any(|c| matches!(c, 'À'..='ÿ') && !matches!(c, '×' | '÷')) {
        return None;
    }
    // What is whole UTF-8 is no accident.
    if std::str::from_utf8(&bytes).is_ok() {
        return None;
    }
    let letters = bytes.iter().filter(|b| b.is_ascii_alphabetic()).count();
    let high = bytes.iter().filter(|b| **b >= 0x80).count();
    if letters > high {
        return None;
    }
    let read = |read: fn(u8, u8) -> Option<char>| in_pairs(&bytes, read).map(|text| (rate(lexicon, &text), text));
    let best = [read(gbk::pair), read(gbk::big5)].into_iter().flatten().min_by(|a, b| a.0.total_cmp(&b.0));
    let (cost, after) = best?;
    let han = after.chars().filter(|c| is_han(*c)).count();
    let is_text = cost < LIKELY && (han >= 4 || han >= 2 && letters == 0);
    is_text.then_some((from, from + part.len(), after, han > 3))
}

/// Bytes read in pairs, those of ASCII alone; nothing where a pair is none.
fn in_pairs(bytes: &[u8], read: fn(u8, u8) -> Option<char>) -> Option<String> {
    let mut text = String::new();
    let mut bytes = bytes.iter();
    while let Some(&byte) = bytes.next() {
        text.push(if byte < 0x80 { char::from(byte) } else { read(byte, *bytes.next()?)? });
    }
    Some(text)
}

/// What a text costs per character.
fn rate(lexicon: &Lexicon, text: &str) -> f32 {
    let simple: Vec<char> = text.chars().map(simplified).collect();
    lexicon.model().cost(&simple) / simple.len().max(1) as f32
}

/// Text that costs less per character is taken for Chinese.
const LIKELY: f32 = 9.0;

/// Big5 that was read as GBK: a line whose bytes say much likelier things in the other encoding.
fn big5_as_gbk(lexicon: &Lexicon, line: &str, base: usize) -> Option<Edit> {
    let line = line.trim_end_matches(['\n', '\r']);
    let mut bytes = Vec::with_capacity(line.len());
    for c in line.chars() {
        match gbk::bytes_or_private(c) {
            Some(pair) => bytes.extend(pair),
            None => bytes.push(u8::try_from(c as u32).ok().filter(u8::is_ascii)?),
        }
    }
    let text = in_pairs(&bytes, gbk::big5)?;
    let han = text.chars().filter(|c| is_han(*c)).count();
    let is_text = han >= 6 && rate(lexicon, &text) < LIKELY && rate(lexicon, line) > slip::GARBLED;
    is_text.then(|| Edit::sure(Kind::Encoding, base, base + line.len(), text))
}

/// The commonest traces of UTF-8 read as GBK: the first two bytes of marks and of the commonest characters.
const TRACES: [char; 47] = [
    '锛', '銆', '鈥', '鐨', '涓', '鏄', '鍦', '浜', '骞', '鏈', '鍥', '鍙', '鍜', '鎴', '宸', '鍏', '澶', '绗', '鍒',
    '涔', '鏃', '寮', '浠', '瀛', '鎬', '閮', '鑳', '琛', '缃', '璇', '杩', '鏂', '鍔', '鐢', '濮', '瑙', '鎺', '鍩',
    '甯', '缁', // Twice.
    '閿', '閵', '閸', '閻', '閺', '娑', '閳',
];

/// Whether the line may hold UTF-8 that was read as GBK.
pub(super) fn looks_paired(line: &str) -> bool {
    is_latin_paired(line) || has_traces(line)
}

/// Whether nearly all Han characters of the line have first bytes of Latin letters in UTF-8: such text was read byte by
/// byte before it was read in pairs.
fn is_latin_paired(line: &str) -> bool {
    const FIRST: usize = 6;
    let is_latin = |c: char| gbk::bytes(c).is_some_and(|[lead, _]| matches!(lead, 0xc2 | 0xc3));
    let mut han = line.chars().filter(|c| is_han(*c));
    let mut n = 0;
    let starts = han.by_ref().take(FIRST).all(|c| {
        n += 1;
        is_latin(c)
    });
    starts && n == FIRST && {
        let (mut rest, mut latin) = (0, 0);
        for c in han {
            rest += 1;
            latin += usize::from(is_latin(c));
        }
        latin * 10 >= rest * 7
    }
}

/// Whether the line has many of the common traces of UTF-8 in GBK.
fn has_traces(line: &str) -> bool {
    let (mut traces, mut han) = (0, 0);
    for c in line.chars().filter(|c| is_han(*c)) {
        han += 1;
        traces += usize::from(is_trace(c));
    }
    traces > 0 && (traces * 14 >= han || traces > 5)
}

/// Whether a character is one of the traces. This is asked of every Han character.
fn is_trace(c: char) -> bool {
    /// By their last ten bits, which tell nearly all other characters apart.
    const LOW: [u64; 16] = {
        let (mut bits, mut i) = ([0; 16], 0);
        while i < TRACES.len() {
            let low = TRACES[i] as usize & 1023;
            bits[low / 64] |= 1 << (low % 64);
            i += 1;
        }
        bits
    };
    let low = c as usize & 1023;
    LOW.get(low / 64).is_some_and(|bits| bits >> (low % 64) & 1 == 1) && TRACES.contains(&c)
}

/// Finds UTF-8 that was read as GBK.
fn paired(lexicon: &Lexicon, line: &str, base: usize, edits: &mut Vec<Edit>) {
    let mut units = Vec::new();
    let mut start = 0;
    for (at, c) in line.char_indices() {
        let unit = |byte: Option<u8>, is_first: bool| Unit {
            byte,
            at: at - start,
            is_first,
            may_be_blank: false,
            is_gap: false,
        };
        match gbk::bytes_or_private(c) {
            // Programs read a lone 80 as the euro sign, which seldom stands for its own pair.
            _ if c == '€' => units.push(unit(Some(0x80), true)),
            Some([a, b]) => units.extend([unit(Some(a), true), unit(Some(b), false)]),
            // A byte without partner was shown as a mark.
            None if slip::is_mark(c) => units.push(unit(None, true)),
            None if c.is_ascii() => units.push(unit(Some(c as u8), true)),
            None => {
                utf8::read(lexicon, &units, line.get(start..at).unwrap_or_default(), base + start, edits);
                units.clear();
                start = at + c.len_utf8();
            }
        }
    }
    utf8::read(lexicon, &units, line.get(start..).unwrap_or_default(), base + start, edits);
}
