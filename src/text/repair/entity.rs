//! HTML entities that were never decoded.

use super::{Edit, Kind};
use crate::text::Lexicon;

/// Entities that occur in Chinese pages, by name.
const NAMED: [(&str, char); 44] = [
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
];

/// The longest entity, with its ampersand and semicolon.
const LONGEST: usize = 10;

/// The entities to decode.
pub(super) fn find(_: &Lexicon, text: &str) -> Vec<Edit> {
    memchr::memchr_iter(b'&', text.as_bytes())
        .filter_map(|start| {
            let inside = text.get(start + 1..)?;
            let end = inside.bytes().take(LONGEST).position(|b| b == b';')?;
            let name = inside.get(..end)?;
            let c = match name.strip_prefix('#') {
                Some(code) => numbered(code)?,
                None => NAMED.iter().find(|(known, _)| *known == name)?.1,
            };
            Some(Edit::sure(Kind::Entity, start, start + 1 + end + 1, c))
        })
        .collect()
}

/// The character of a number; none for what cannot stand in a text.
fn numbered(code: &str) -> Option<char> {
    let number = match code.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => code.parse().ok()?,
    };
    match char::from_u32(number)? {
        '\u{a0}' => Some(' '),
        c if c.is_control() && c != '\n' && c != '\t' => None,
        c => Some(c),
    }
}
