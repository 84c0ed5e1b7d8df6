//! Bytes read in an encoding that was not theirs.

use super::{Edit, Kind, gbk};
use crate::text::{Lexicon, variant::simplified};

/// The stretches to read again.
pub(super) fn find(lexicon: &Lexicon, text: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if has_latin(line) {
            latin(lexicon, line, at, &mut edits);
        }
        if looks_repaired(line) {
            chinese(lexicon, line, at, &mut edits);
        }
        at += line.len();
    }
    edits
}

/// Whether a character of Latin-1 stands in the line.
fn has_latin(line: &str) -> bool {
    line.bytes().any(|b| matches!(b, 0xc2 | 0xc3))
}

/// The byte that Windows-1252 reads as this character.
fn latin_byte(c: char) -> Option<u8> {
    /// What stands from 0x80 to 0x9F; the gaps are read as controls.
    const HIGH: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";
    match c {
        '\u{80}'..='\u{ff}' => u8::try_from(c as u32).ok(),
        _ => HIGH.chars().position(|high| high == c).map(|i| 0x80 + i as u8),
    }
}

/// Finds UTF-8 and GB 18030 that was read as Latin-1.
fn latin(lexicon: &Lexicon, line: &str, base: usize, edits: &mut Vec<Edit>) {
    let chars: Vec<(usize, char)> = line.char_indices().collect();
    let mut i = 0;
    while let Some(&(start, _)) = chars.get(i) {
        let bytes: Vec<u8> = chars.get(i..).unwrap_or_default().iter().map_while(|(_, c)| latin_byte(*c)).collect();
        if bytes.is_empty() {
            i += 1;
            continue;
        }
        let next = i + bytes.len();
        let end = chars.get(next).map_or(line.len(), |(at, _)| *at);
        if let Some((after, certain)) = read_utf8(&bytes).or_else(|| read_gbk(lexicon, &bytes)) {
            edits.push(Edit { certain, ..Edit::sure(Kind::Encoding, base + start, base + end, after) });
        }
        i = next;
    }
}

/// A run that is whole UTF-8 and says something likelier than it did.
fn read_utf8(bytes: &[u8]) -> Option<(String, bool)> {
    let text = std::str::from_utf8(bytes).ok()?;
    let likely = |c: char| {
        matches!(c, '\u{a0}' | '·' | '×' | '°' | 'À'..='ɏ' | '\u{2010}'..='\u{203b}' | '\u{3000}'..='\u{303f}')
            || matches!(c, '\u{3400}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}' | '\u{80}'..='\u{9f}' | '①'..='⑳')
    };
    text.chars().all(likely).then(|| (text.to_owned(), true))
}

/// A run that is whole GB 2312 and reads as Chinese.
fn read_gbk(lexicon: &Lexicon, bytes: &[u8]) -> Option<(String, bool)> {
    if bytes.len() < 4 || bytes.len() % 2 != 0 || bytes.iter().any(|b| *b < 0xa1) {
        return None;
    }
    let chars: Option<Vec<char>> = bytes.chunks_exact(2).map(|b| gbk::pair(*b.first()?, *b.last()?)).collect();
    let chars = chars?;
    let cost = lexicon.model().cost(&chars) / chars.len() as f32;
    (cost < 9.0).then(|| (chars.iter().collect(), chars.len() > 3))
}

/// Whether the line holds so many characters outside GB 2312 that it may be UTF-8 read as GBK:
/// half of such pairs end below A1.
fn looks_repaired(line: &str) -> bool {
    // The commonest traces first: leading bytes of punctuation, and of 的, 是, 一, 在, 了, 年.
    const TRACES: [char; 22] = [
        '锛', '銆', '鈥', '鐨', '涓', '鏄', '鍦', '浜', '骞', '鏈', '鍥', '鍙', '鍜', '鎴', '宸', '鍏', '澶', '绗',
        '鍒', '涔', '鏃', '寮',
    ];
    let (mut traces, mut han) = (0, 0);
    for c in line.chars().filter(|c| matches!(c, '\u{4e00}'..='\u{9fff}')) {
        han += 1;
        traces += usize::from(TRACES.contains(&c));
    }
    traces > 0 && traces * 12 >= han
}

/// Finds UTF-8 that was read as GBK.
fn chinese(lexicon: &Lexicon, line: &str, base: usize, edits: &mut Vec<Edit>) {
    let chars: Vec<(usize, char)> = line.char_indices().collect();
    let mut i = 0;
    while let Some(&(start, _)) = chars.get(i) {
        let pairs: Vec<[u8; 2]> =
            chars.get(i..).unwrap_or_default().iter().map_while(|(_, c)| gbk::bytes(*c)).collect();
        if pairs.len() < 2 {
            i += pairs.len().max(1);
            continue;
        }
        let mut next = i + pairs.len();
        // A byte without partner was shown as a mark, together with what followed it.
        let open = chars.get(next).is_some_and(|(_, c)| super::slip::is_mark(*c) || *c == '€');
        let raw: Vec<char> = chars.get(i..next).unwrap_or_default().iter().map(|(_, c)| *c).collect();
        next += usize::from(open);
        let end = chars.get(next).map_or(line.len(), |(at, _)| *at);
        if let Some((after, certain)) = read_again(lexicon, &pairs.concat(), &raw, open) {
            edits.push(Edit { certain, ..Edit::sure(Kind::Encoding, base + start, base + end, after) });
        }
        i = next;
    }
}

/// The run read as UTF-8, if that is whole and likelier. Where its last byte was lost, the
/// likeliest is put in its place.
fn read_again(lexicon: &Lexicon, bytes: &[u8], raw: &[char], open: bool) -> Option<(String, bool)> {
    let cost = |chars: &[char]| {
        let simple: Vec<char> = chars.iter().map(|c| simplified(*c)).collect();
        lexicon.model().cost(&simple)
    };
    let whole = match std::str::from_utf8(bytes) {
        Ok(text) => (text.to_owned(), true),
        Err(error) if open && error.error_len().is_none() => {
            let valid = std::str::from_utf8(bytes.get(..error.valid_up_to())?).ok()?;
            let rest = bytes.get(error.valid_up_to()..)?;
            let last = (0x80..=0xbf_u8).filter_map(|last| {
                let full = [rest, &[last]].concat();
                std::str::from_utf8(&full).ok().and_then(|text| text.chars().next())
            });
            let tail: Vec<char> = valid.chars().rev().take(6).collect::<Vec<_>>().into_iter().rev().collect();
            let best = last.min_by(|a, b| {
                let with = |c: char| cost(&[tail.as_slice(), &[c]].concat());
                with(*a).total_cmp(&with(*b))
            })?;
            (format!("{valid}{best}"), false)
        }
        Err(_) => return None,
    };
    let chars: Vec<char> = whole.0.chars().collect();
    let margin = if whole.1 { 4.0 } else { 10.0 };
    (cost(&chars) + margin < cost(raw)).then_some(whole)
}
