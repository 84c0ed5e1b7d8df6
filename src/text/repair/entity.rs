//! HTML entities that were never decoded.

use super::{Edit, Kind, is_code};
use crate::text::Lexicon;

/// Entities that occur in Chinese pages, by name.
const NAMED: [(&str, char); 64] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", ' '),
    ("ensp", ' '),
    ("emsp", ' '),
    ("thinsp", ' '),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("sbquo", '‚'),
    ("bdquo", '„'),
    ("laquo", '«'),
    ("raquo", '»'),
    ("lsaquo", '‹'),
    ("rsaquo", '›'),
    ("mdash", '—'),
    ("ndash", '–'),
    ("hellip", '…'),
    ("middot", '·'),
    ("bull", '•'),
    ("times", '×'),
    ("divide", '÷'),
    ("plusmn", '±'),
    ("deg", '°'),
    ("permil", '‰'),
    ("sup2", '²'),
    ("sup3", '³'),
    ("frac12", '½'),
    ("micro", 'µ'),
    ("copy", '©'),
    ("reg", '®'),
    ("trade", '™'),
    ("yen", '¥'),
    ("euro", '€'),
    ("pound", '£'),
    ("sect", '§'),
    ("rarr", '→'),
    ("larr", '←'),
    ("le", '≤'),
    ("ge", '≥'),
    ("ne", '≠'),
    ("asymp", '≈'),
    ("infin", '∞'),
    ("uarr", '↑'),
    ("darr", '↓'),
    ("shy", '\u{ad}'),
    ("zwnj", '\u{200c}'),
    ("zwj", '\u{200d}'),
    ("lrm", '\u{200e}'),
    ("rlm", '\u{200f}'),
    ("alpha", 'α'),
    ("beta", 'β'),
    ("gamma", 'γ'),
    ("delta", 'δ'),
    ("lambda", 'λ'),
    ("mu", 'μ'),
    ("pi", 'π'),
    ("omega", 'ω'),
    ("Omega", 'Ω'),
    ("Delta", 'Δ'),
];

/// Entities that browsers read without a semicolon too.
const OPEN: [&str; 14] =
    ["nbsp", "amp", "quot", "lt", "gt", "middot", "times", "deg", "laquo", "raquo", "copy", "reg", "yen", "plusmn"];

/// The longest entity, with its ampersand and semicolon.
const LONGEST: usize = 10;

/// The entities to decode.
pub(super) fn find(_: &Lexicon, text: &str) -> Vec<Edit> {
    memchr::memchr_iter(b'&', text.as_bytes())
        .filter(|start| !is_code(text, *start))
        .filter_map(|start| {
            let inside = text.get(start + 1..)?;
            // `&amp;amp;lt;`: what was encoded again and again is one entity.
            let amps = inside.as_bytes().chunks(AMP.len()).take_while(|part| *part == AMP.as_bytes()).count();
            let skip = amps * AMP.len();
            let (c, len) = match inside.get(skip..).and_then(entity) {
                Some((c, len)) => (c, skip + len),
                None if amps > 0 => ('&', skip),
                None => return None,
            };
            Some(Edit::sure(Kind::Entity, start, start + 1 + len, c))
        })
        .collect()
}

const AMP: &str = "amp;";

/// The entity whose name, behind the ampersand, `inside` starts with: its character, and the bytes of the name and
/// the semicolon.
fn entity(inside: &str) -> Option<(char, usize)> {
    let Some(end) = inside.bytes().take(LONGEST).position(|b| b == b';') else { return open(inside) };
    let name = inside.get(..end)?;
    let found = match name.strip_prefix('#') {
        Some(code) => numbered(code),
        None => named(name),
    };
    found.map(|c| (c, end + 1)).or_else(|| open(inside))
}

/// An entity whose semicolon is missing: a number, or a name where Chinese text or nothing follows it. In addresses
/// such names are those of parameters.
fn open(inside: &str) -> Option<(char, usize)> {
    if let Some(digits) = inside.strip_prefix('#') {
        let len = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
        return numbered(digits.get(..len)?).filter(|c| *c >= '\u{80}').map(|c| (c, 1 + len));
    }
    let end = inside.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(inside.len());
    let name = inside.get(..end)?;
    let ends = inside.get(end..)?.chars().next().is_none_or(|c| c >= '\u{2000}' || c == '&' || c.is_whitespace());
    if ends && OPEN.contains(&name) { Some((named(name)?, end)) } else { None }
}

/// The character of a name.
fn named(name: &str) -> Option<char> {
    NAMED.iter().find(|(known, _)| *known == name).map(|(_, c)| *c).or_else(|| letter(name))
}

/// The letter with a mark that an entity names: those of pinyin and of the languages of Western Europe.
fn letter(name: &str) -> Option<char> {
    const MARKS: [(&str, char); 7] = [
        ("grave", '\u{300}'),
        ("acute", '\u{301}'),
        ("circ", '\u{302}'),
        ("tilde", '\u{303}'),
        ("uml", '\u{308}'),
        ("macr", '\u{304}'),
        ("caron", '\u{30c}'),
    ];
    const LETTERS: &str = "aàáâãäāǎ eèéêẽëēě iìíîĩïīǐ oòóôõöōǒ uùúûũüūǔ nǹń\0ñ\0\0ň";
    let first = name.chars().next().filter(char::is_ascii_alphabetic)?;
    let mark = MARKS.iter().position(|(mark, _)| name.get(1..) == Some(mark))?;
    let row = LETTERS.split(' ').find(|row| row.starts_with(first.to_ascii_lowercase()))?;
    let c = row.chars().nth(mark + 1)?;
    if first.is_ascii_uppercase() { c.to_uppercase().next() } else { Some(c) }
}

/// The character of a number; none for what cannot stand in a text.
fn numbered(code: &str) -> Option<char> {
    let number = match code.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => code.parse().ok()?,
    };
    match char::from_u32(number)? {
        '\u{a0}' => Some(' '),
        // As browsers do: such numbers were written for Windows-1252.
        c @ '\u{80}'..='\u{9f}' => Some(super::encoding::windows_char(number as u8).unwrap_or(c)),
        c if c.is_control() && c != '\n' && c != '\t' => None,
        c => Some(c),
    }
}
