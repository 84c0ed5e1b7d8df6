//! HTML entities that were never decoded.

use super::{Edit, Kind};
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
        .filter_map(|start| {
            let inside = text.get(start + 1..)?;
            let Some(end) = inside.bytes().take(LONGEST).position(|b| b == b';') else { return open(inside, start) };
            let name = inside.get(..end)?;
            let c = match name.strip_prefix('#') {
                Some(code) => numbered(code)?,
                None => match NAMED.iter().find(|(known, _)| *known == name) {
                    Some((_, c)) => *c,
                    None => return open(inside, start),
                },
            };
            Some(Edit::sure(Kind::Entity, start, start + 1 + end + 1, c))
        })
        .collect()
}

/// An entity whose semicolon is missing, where Chinese text or nothing follows it: in addresses such
/// names are those of parameters.
fn open(inside: &str, start: usize) -> Option<Edit> {
    let end = inside.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(inside.len());
    let name = inside.get(..end)?;
    let ends = inside.get(end..)?.chars().next().is_none_or(|c| c >= '\u{2000}' || c == '&' || c.is_whitespace());
    if !ends || !OPEN.contains(&name) {
        return None;
    }
    let (_, c) = NAMED.iter().find(|(known, _)| *known == name)?;
    Some(Edit::sure(Kind::Entity, start, start + 1 + end, *c))
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
        '\u{80}'..='\u{9f}' => super::encoding::windows_char(number as u8),
        c if c.is_control() && c != '\n' && c != '\t' => None,
        c => Some(c),
    }
}
