//! One look at a text before it is cut: most of it is Han characters that nothing but the dictionary decides on.

use std::sync::OnceLock;

use super::{join, lookup_form, name};
use crate::text::variant;

/// What one look finds in a text.
#[derive(Default)]
pub(super) struct Scan {
    /// Whether the text is not in its lookup form.
    pub(super) changes: bool,
    /// Where digits stand, marks that may be inside a word in letters, and letters that are not ASCII.
    pub(super) whole: Vec<u32>,
    /// Where characters stand with which something to join may start.
    pub(super) joins: Vec<u32>,
}

/// One bit for each character of the basic plane behind ASCII, and for emoji: whether any of the three may hold for
/// it. What texts use of it is small enough to stay in the nearest cache.
fn marked() -> &'static [u64] {
    static MARKED: OnceLock<Vec<u64>> = OnceLock::new();
    MARKED.get_or_init(|| {
        let mut bits = vec![0; 0x1_fb00 / 64];
        let basic = (0x80..=0xffff).filter_map(char::from_u32);
        for c in basic.filter(|c| is_letter(*c) || join::starts(*c) || is_changed(*c)) {
            variant::set_bit(&mut bits, c as usize);
        }
        for c in ('\u{1f000}'..='\u{1faff}').filter(|c| join::starts(*c)) {
            variant::set_bit(&mut bits, c as usize);
        }
        bits
    })
}

/// The same for ASCII: digits, marks and letters with which something to join may start.
const ASCII: u128 = {
    let mut bits = 0_u128;
    let mut byte = 0_u8;
    while byte < 0x80 {
        if byte.is_ascii_digit() || name::is_mark(byte) || join::is_letter(byte) {
            bits |= 1 << byte;
        }
        byte += 1;
    }
    bits
};

/// Whether a word in letters may be around this character. The blocks in which it may are taken whole.
fn is_letter(c: char) -> bool {
    matches!(c, '\u{c0}'..='\u{7ff}' | '\u{1000}'..='\u{1fff}')
}

fn is_changed(c: char) -> bool {
    variant::is_changed(c) || c >= '\u{3400}' && lookup_form(c) != c
}

impl Scan {
    /// Looks at a text.
    pub(super) fn of(text: &str) -> Self {
        let bits = marked();
        let mut found = Self::default();
        for (at, c) in text.char_indices() {
            if c.is_ascii() {
                if ASCII >> c as u32 & 1 != 0 {
                    found.ascii(text.as_bytes(), at);
                }
            } else if variant::has_bit(bits, c as usize) {
                if is_letter(c) {
                    found.whole.push(at as u32);
                } else {
                    found.changes |= is_changed(c);
                    if join::starts(c) {
                        found.joins.push(at as u32);
                    }
                }
            }
        }
        found
    }

    /// Notes a digit, a mark or a letter.
    fn ascii(&mut self, text: &[u8], at: usize) {
        let Some(byte) = text.get(at).copied() else { return };
        let before = at.checked_sub(1).and_then(|at| text.get(at));
        if byte.is_ascii_digit() || name::is_mark(byte) && before.is_some_and(u8::is_ascii_alphanumeric) {
            self.whole.push(at as u32);
        }
        let behind = text.get(at + 1);
        if byte == b'-' || join::is_letter(byte) && behind.is_some_and(|b| !b.is_ascii()) {
            self.joins.push(at as u32);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_is_seen() {
        for c in '\0'..=char::MAX {
            let scan = Scan::of(c.encode_utf8(&mut [0; 4]));
            let changes = variant::convert(c.encode_utf8(&mut [0; 4]), lookup_form).text != c.to_string();
            assert_eq!(scan.changes, changes, "{c}");
            assert_eq!(!scan.joins.is_empty(), join::starts(c), "{c}");
            assert_eq!(!scan.whole.is_empty(), c.is_ascii_digit() || is_letter(c), "{c}");
            let (mark, letter) = (c.is_ascii() && name::is_mark(c as u8), c.is_ascii() && join::is_letter(c as u8));
            assert_eq!(!Scan::of(&format!("x{c}")).whole.is_empty(), c.is_ascii_digit() || mark || is_letter(c), "{c}");
            assert_eq!(!Scan::of(&format!("{c}甲")).joins.is_empty(), letter || join::starts(c), "{c}");
        }
    }
}
