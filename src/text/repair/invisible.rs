//! Characters that nobody sees: zero width, soft hyphens, controls.

use super::{Edit, Kind, slip::is_han};
use crate::text::Lexicon;

/// What to take out.
pub(super) fn find(_: &Lexicon, text: &str) -> Vec<Edit> {
    let bytes = text.as_bytes();
    let mut edits: Vec<Edit> = Vec::new();
    let mut at = 0;
    while let Some(found) = bytes.get(at..).and_then(|rest| rest.iter().position(|b| may_start(*b))) {
        at += found;
        let rest = text.get(at..).unwrap_or_default();
        let Some(c) = rest.chars().next() else { break };
        let end = at + c.len_utf8();
        // A variation selector that asks for an emoji, behind a character that is none.
        let varies_han = || c == '\u{fe0f}' && text.get(..at).is_some_and(|before| before.ends_with(is_han));
        if (is_invisible(c) || varies_han())
            && !joins(c, text.get(..at).unwrap_or_default(), text.get(end..).unwrap_or_default())
        {
            match edits.last_mut() {
                Some(last) if last.end == at => last.end = end,
                _ => edits.push(Edit::sure(Kind::Invisible, at, end, "")),
            }
        }
        at = end;
    }
    edits
}

/// Whether an invisible character may start with this byte.
fn may_start(byte: u8) -> bool {
    byte < b' ' && !matches!(byte, b'\n' | b'\r' | b'\t') || matches!(byte, 0x7f | 0xc2 | 0xe1 | 0xe2 | 0xef)
}

fn is_invisible(c: char) -> bool {
    match c {
        '\n' | '\r' | '\t' | '\u{b}' | '\u{c}' | '\u{85}' => false,
        '\u{ad}'
        | '\u{115f}'
        | '\u{1160}'
        | '\u{180e}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{2069}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}' => true,
        _ => c.is_control(),
    }
}

/// Whether a joiner or direction mark does its work: in an emoji, or in a script that needs it.
fn joins(c: char, before: &str, after: &str) -> bool {
    let needs = |c: Option<char>| {
        c.is_some_and(
            |c| matches!(c, '\u{590}'..='\u{109f}' | '\u{2600}'..='\u{27bf}' | '\u{fe0f}' | '\u{1f000}'..='\u{1faff}'),
        )
    };
    matches!(c, '\u{200c}'..='\u{200f}') && needs(before.chars().next_back()) && needs(after.chars().next())
}
