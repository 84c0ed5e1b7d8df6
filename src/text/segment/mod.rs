//! Words.

mod join;
mod number;

use super::{Lexicon, Span, fold::half_width, variant};

/// A word of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its place.
    pub span: Span,
    /// Its part of speech.
    pub tag: Tag,
}

/// Names of the parts of speech, sorted; the first is for what has none.
const NAMES: [&str; 58] = [
    "", "a", "ad", "ag", "an", "b", "c", "d", "df", "dg", "e", "eng", "f", "g", "h", "i", "j", "k", "l", "m", "mg",
    "mq", "n", "ng", "nr", "nrfg", "nrt", "ns", "nt", "nz", "o", "p", "q", "r", "rg", "rr", "rz", "s", "t", "tg", "u",
    "ud", "ug", "uj", "ul", "uv", "uz", "v", "vd", "vg", "vi", "vn", "vq", "x", "y", "yg", "z", "zg",
];

/// Places in `NAMES` of the names of one or two letters, by these.
static SHORT: [u8; 26 * 27] = {
    let mut table = [0; 26 * 27];
    let mut i = 1;
    while i < NAMES.len() {
        let name = NAMES[i].as_bytes();
        let row = (name[0] - b'a') as usize * 27;
        if name.len() == 1 {
            table[row] = i as u8;
        } else if name.len() == 2 {
            table[row + (name[1] - b'a') as usize + 1] = i as u8;
        }
        i += 1;
    }
    table
};

/// A part of speech by its jieba tag.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tag(u8);

impl Tag {
    /// The tag of that name; the empty tag where there is none.
    pub fn named(name: &str) -> Self {
        // Nearly all names have one or two letters, and this is asked for every word.
        match name.as_bytes() {
            [a @ b'a'..=b'z'] => SHORT.get((a - b'a') as usize * 27),
            [a @ b'a'..=b'z', b @ b'a'..=b'z'] => SHORT.get((a - b'a') as usize * 27 + (b - b'a') as usize + 1),
            _ => return Self(NAMES.binary_search(&name).unwrap_or_default() as u8),
        }
        .copied()
        .map_or_else(Self::default, Self)
    }

    /// Its name, such as `n`, `v`, `ns`; empty where unknown.
    pub fn name(self) -> &'static str {
        NAMES.get(self.0 as usize).copied().unwrap_or_default()
    }
}

/// The form in which a text is looked up: Simplified, letters and digits of half width.
pub(super) fn lookup_form(c: char) -> char {
    match c {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '．' | '％' => half_width(c),
        _ => c,
    }
}

impl Lexicon {
    /// The words of `text`: they cover it without gaps, in order. Traditional text is cut as
    /// its Simplified form is.
    pub fn tokens(&self, text: &str) -> Vec<Token> {
        if !variant::any_changes(text, lookup_form) {
            return self.cut(text);
        }
        let folded = variant::convert(text, lookup_form);
        let mut tokens = self.cut(&folded.text);
        for token in &mut tokens {
            token.span = folded.to_source(token.span);
        }
        tokens
    }

    fn cut(&self, text: &str) -> Vec<Token> {
        let mut tokens = Vec::with_capacity(text.len() / 4);
        let bytes = text.as_bytes();
        let (mut done, mut at) = (0, 0);
        while let Some(found) = bytes.get(at..).and_then(|rest| rest.iter().position(u8::is_ascii_digit)) {
            at += found;
            match number::number(bytes, at) {
                Some((end, tag)) => {
                    self.cut_words(text, done, at, &mut tokens);
                    tokens.push(Token { span: Span::new(at, end), tag });
                    done = end;
                    at = end;
                }
                None => at += bytes.get(at..).map_or(1, |rest| rest.iter().take_while(|b| b.is_ascii_digit()).count()),
            }
        }
        self.cut_words(text, done, text.len(), &mut tokens);
        join::join(text, tokens, &self.joined)
    }

    /// Cuts a part by the dictionary.
    fn cut_words(&self, text: &str, start: usize, end: usize, tokens: &mut Vec<Token>) {
        let part = text.get(start..end).unwrap_or_default();
        if !part.is_empty() {
            tokens.extend(self.jieba.tag(part, false).into_iter().map(|word| Token {
                span: Span::new(start + word.byte_start, start + word.byte_end),
                tag: Tag::named(word.tag),
            }));
        }
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn words(text: &str) -> Vec<&str> {
        Lexicon::embedded().tokens(text).iter().map(|token| token.span.of(text)).collect()
    }

    #[test]
    fn names_are_sorted() {
        assert!(NAMES.is_sorted());
        assert!(NAMES.iter().all(|name| Tag::named(name).name() == *name));
        assert_eq!(Tag::named("nonsense"), Tag::default());
    }

    #[test]
    fn cuts_traditional_text_as_simplified() {
        assert_eq!(words("遼源市委書記"), ["遼源", "市委", "書記"]);
    }

    proptest! {
        #[test]
        fn tokens_cover_the_text(text in any::<String>()) {
            prop_assert_eq!(words(&text).concat(), text);
        }

        #[test]
        fn tokens_cover_chinese_text(text in "[遼源市委書記隨著發展２０万千瓦。“5+2”a-c０-９ \\n]{0,60}") {
            prop_assert_eq!(words(&text).concat(), text);
        }
    }
}
