//! Folding for search, character by character.

use super::{Span, variant};

/// A text whose characters were replaced one by one, and the way back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    /// The text after folding.
    pub text: String,
    /// Where the distance between the two texts changes: offset here, offset in the source.
    steps: Vec<(u32, u32)>,
    source_len: u32,
}

impl Folded {
    pub(super) fn with_capacity(bytes: usize) -> Self {
        Self { text: String::with_capacity(bytes), ..Self::default() }
    }

    /// Appends `to`, which stands for `from`.
    pub(super) fn push(&mut self, from: char, to: char) {
        self.text.push(to);
        self.source_len += from.len_utf8() as u32;
        if from.len_utf8() != to.len_utf8() {
            self.steps.push((self.text.len() as u32, self.source_len));
        }
    }

    /// Puts a character in place of the one that stands for that of the source at `at`, if both have as many bytes.
    pub(super) fn put(&mut self, at: usize, c: char) {
        let here = self.from_source(Span::new(at, at + c.len_utf8()));
        if here.of(&self.text).chars().count() == 1 {
            self.text.replace_range(here.start as usize..here.end as usize, c.encode_utf8(&mut [0; 4]));
        }
    }

    /// The place in the source of a place in the folded text. Both lie on character boundaries.
    pub fn to_source(&self, span: Span) -> Span {
        Span { start: self.offset_in_source(span.start), end: self.offset_in_source(span.end) }
    }

    /// The place in the folded text of a place in the source. Both lie on character boundaries.
    pub fn from_source(&self, span: Span) -> Span {
        Span { start: self.offset_here(span.start), end: self.offset_here(span.end) }
    }

    fn offset_here(&self, offset: u32) -> u32 {
        let before = self.steps.partition_point(|(_, source)| *source <= offset);
        match before.checked_sub(1).and_then(|i| self.steps.get(i)) {
            Some((here, source)) => (here + (offset - source)).min(self.text.len() as u32),
            None => offset.min(self.text.len() as u32),
        }
    }

    fn offset_in_source(&self, offset: u32) -> u32 {
        let before = self.steps.partition_point(|(here, _)| *here <= offset);
        match before.checked_sub(1).and_then(|i| self.steps.get(i)) {
            Some((here, source)) => (source + (offset - here)).min(self.source_len),
            None => offset.min(self.source_len),
        }
    }
}

/// The character that stands for `c` in search: Traditional becomes Simplified, full width half
/// width, upper case lower case. Folding twice changes nothing more.
pub fn fold_char(c: char) -> char {
    match c {
        'A'..='Z' => c.to_ascii_lowercase(),
        '\0'..='\u{7f}' => c,
        '\u{3000}' => ' ',
        '！'..='～' => half_width(c).to_ascii_lowercase(),
        'À'..='Þ' if c != '×' => char::from_u32(c as u32 + 0x20).unwrap_or(c),
        'Α'..='Ω' if c != '\u{3a2}' => char::from_u32(c as u32 + 0x20).unwrap_or(c),
        'А'..='Я' => char::from_u32(c as u32 + 0x20).unwrap_or(c),
        // Twice: 薴 becomes 苧, and that 苎.
        _ => variant::simplified(variant::simplified(c)),
    }
}

/// The ASCII character of a full-width one.
pub(super) fn half_width(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

/// Folds a whole text, keeping the way back.
pub fn fold(text: &str) -> Folded {
    let mut folded = Folded::with_capacity(text.len());
    for c in text.chars() {
        folded.push(c, fold_char(c));
    }
    folded
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn folds_what_readers_take_for_the_same() {
        for (from, to) in
            [("遼源市", "辽源市"), ("ＧＤＰ增长", "gdp增长"), ("隨著", "随着"), ("Σ，", "σ,"), ("後", "后")]
        {
            assert_eq!(fold(from).text, to);
        }
    }

    #[test]
    fn folding_twice_changes_nothing_for_any_character() {
        for c in '\0'..=char::MAX {
            let once = fold_char(c);
            assert_eq!(fold_char(once), once, "{c}");
        }
    }

    proptest! {
        #[test]
        fn spans_lead_back(text in "[a-cＡ-Ｃ遼源　é𠮷]{0,40}") {
            let folded = fold(&text);
            let mut source = 0;
            let mut here = 0;
            for c in text.chars() {
                let span = Span::new(here, here + fold_char(c).len_utf8());
                let there = Span::new(source, source + c.len_utf8());
                prop_assert_eq!(folded.to_source(span), there);
                prop_assert_eq!(folded.from_source(there), span);
                here += fold_char(c).len_utf8();
                source += c.len_utf8();
            }
        }
    }
}
