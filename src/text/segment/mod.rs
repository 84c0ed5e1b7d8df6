//! Words.

mod around;
mod emoji;
mod foreign;
mod join;
mod name;
mod number;
mod own;
mod person;
mod scan;

pub(super) use self::own::Own;
pub(super) use self::person::{CONTEXT as NAME_CONTEXT, ENOUGH_WITH_WORD as NAME_ENOUGH};
use self::scan::Scan;
use super::{Lexicon, Span, Tag, fold::half_width, variant};

/// A word of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its place.
    pub span: Span,
    /// Its part of speech.
    pub tag: Tag,
}

/// The form in which a text is looked up: Simplified, letters and digits of half width.
pub(super) fn lookup_form(c: char) -> char {
    match c {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '．' | '％' | '＋' => half_width(c),
        _ => c,
    }
}

impl Lexicon {
    /// The words of `text`: they cover it without gaps, in order. Traditional text is cut as
    /// its Simplified form is.
    pub fn tokens(&self, text: &str) -> Vec<Token> {
        let mut tokens = Vec::with_capacity(text.len() / 4 + 1);
        for (start, part) in parts(text) {
            self.cut_part::<true>(start, part, &mut tokens);
        }
        tokens
    }

    /// Calls `found` for every word of `text`, in order: the words of [`Lexicon::tokens`] without their parts of
    /// speech, which takes a quarter less time and no memory for all words at once.
    pub fn each_span(&self, text: &str, mut found: impl FnMut(Span)) {
        let mut tokens = Vec::new();
        for (start, part) in parts(text) {
            tokens.clear();
            self.cut_part::<false>(start, part, &mut tokens);
            for token in &tokens {
                found(token.span);
            }
        }
    }

    /// The part of speech of a word; empty where the dictionary has none, or cuts it.
    pub fn tag_of(&self, word: &str) -> &'static str {
        match self.tokens(word).as_slice() {
            [token] => token.tag.name(),
            _ => "",
        }
    }

    /// Appends the words of the part of a text that starts at `start`.
    fn cut_part<const TAGS: bool>(&self, start: usize, part: &str, tokens: &mut Vec<Token>) {
        let from = tokens.len();
        let scan = Scan::of(part);
        if scan.changes {
            let folded = variant::convert(part, lookup_form);
            self.cut_form::<TAGS>(&folded.text, &Scan::of(&folded.text), tokens);
            for token in tokens.iter_mut().skip(from) {
                token.span = folded.to_source(token.span).shift(start);
            }
            return;
        }
        self.cut_form::<TAGS>(part, &scan, tokens);
        if start > 0 {
            for token in tokens.iter_mut().skip(from) {
                token.span = token.span.shift(start);
            }
        }
    }

    /// Appends the words of a text in its lookup form: numbers and words in letters first, what stands between
    /// by the dictionary, which is asked once: it sees blanks in the place of what is cut already.
    fn cut_form<const TAGS: bool>(&self, text: &str, scan: &Scan, tokens: &mut Vec<Token>) {
        let from = tokens.len();
        let whole = whole(text, &scan.whole, &self.own);
        let masked;
        let asked = if whole.is_empty() {
            text
        } else {
            masked = mask(text, &whole);
            &masked
        };
        let mut words = Words { whole: &whole, joins: &scan.joins, done: 0, tokens, starts: Vec::new() };
        if TAGS {
            for word in self.jieba.tag(asked, false) {
                words.push(word.byte_start, word.byte_end, || Tag::named(word.tag));
            }
        } else {
            for word in self.jieba.cut(asked, false) {
                words.push(word.byte_start, word.byte_end, Tag::default);
            }
        }
        let mut starts = words.starts;
        person::starts(&self.names, text, tokens.get(from..).unwrap_or_default(), from, &mut starts);
        join::join(text, tokens, from, &starts, &self.own, &self.names);
    }
}

/// Words of the dictionary and those cut before, put together.
struct Words<'a> {
    /// What was cut before and is not yet taken.
    whole: &'a [Token],
    /// Where something to join may start, from here on.
    joins: &'a [u32],
    /// Where the last word ends.
    done: usize,
    tokens: &'a mut Vec<Token>,
    /// Which words something to join may start with.
    starts: Vec<u32>,
}

impl Words<'_> {
    fn push(&mut self, start: usize, end: usize, tag: impl FnOnce() -> Tag) {
        if start < self.done {
            return;
        }
        let token = match self.whole.split_first() {
            Some((token, rest)) if token.span.start as usize <= start => {
                self.whole = rest;
                *token
            }
            _ => Token { span: Span::new(start, end), tag: tag() },
        };
        self.done = token.span.end as usize;
        while let Some((at, rest)) = self.joins.split_first().filter(|(at, _)| **at <= token.span.start) {
            if *at == token.span.start {
                self.starts.push(self.tokens.len() as u32);
            }
            self.joins = rest;
        }
        self.tokens.push(token);
    }
}

/// Texts are cut in parts of about this many bytes: what is found stays in the nearest cache.
const PART: usize = 6000;

/// The parts of a text and where each starts; they end with a line, or with the text.
fn parts(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    std::iter::from_fn(move || {
        let rest = text.get(start..).filter(|rest| !rest.is_empty())?;
        let behind = rest.as_bytes().get(PART..).unwrap_or_default();
        let len = memchr::memchr(b'\n', behind).map_or(rest.len(), |at| PART + at + 1);
        start += len;
        Some((start - len, rest.get(..len)?))
    })
}

/// What is a word before any dictionary is asked: numbers, and words in letters with marks. They are found from
/// a digit, a mark or a letter that is not ASCII on.
fn whole(text: &str, starts: &[u32], own: &Own) -> Vec<Token> {
    let bytes = text.as_bytes();
    let eng = |span| Token { span, tag: Tag::named("eng") };
    let mut found: Vec<Token> = Vec::new();
    let (mut done, mut next) = (0, 0);
    for at in starts.iter().map(|at| *at as usize) {
        if at < next {
            continue;
        }
        let byte = bytes.get(at).copied().unwrap_or_default();
        let token = if byte.is_ascii_digit() {
            number::number(text, at, done).or_else(|| name::name(text, at, done).map(eng))
        } else if byte.is_ascii() {
            name::name(text, at, done).map(eng)
        } else {
            letters(text, at, done).map(eng)
        };
        if let Some(mut token) = token {
            if !own.allows(text, token.span) {
                token.span = piece(bytes, token.span);
            }
            done = token.span.end as usize;
            next = done;
            found.push(token);
        } else if byte.is_ascii_digit() {
            next = name::run(bytes, at);
        }
    }
    found
}

/// What is left of a word that must not be whole: its first digits or letters, or the mark it starts with.
fn piece(text: &[u8], span: Span) -> Span {
    let start = span.start as usize;
    let rest = text.get(start..span.end as usize).unwrap_or_default();
    let first = rest.first().copied().unwrap_or_default();
    let len = rest
        .iter()
        .take_while(|b| match first {
            b'0'..=b'9' => b.is_ascii_digit(),
            _ if first.is_ascii() => first.is_ascii_alphabetic() && b.is_ascii_alphabetic(),
            _ => !b.is_ascii(),
        })
        .count();
    Span::new(start, start + len.max(1))
}

/// The word in letters around the letter at `at` that is not ASCII, such as a syllable of pinyin with its
/// tone mark. It does not reach back behind `done`.
fn letters(text: &str, at: usize, done: usize) -> Option<Span> {
    let is_mark = |c: char| matches!(c, '\u{300}'..='\u{36f}');
    let is_letter = |c: char| c < '\u{2000}' && (c.is_alphabetic() || is_mark(c));
    let first = text.get(at..)?.chars().next().filter(|c| is_letter(*c))?;
    let before = text.get(done..at)?;
    let start = at - before.bytes().rev().take_while(u8::is_ascii_alphabetic).count();
    if is_mark(first) && start == at {
        return None;
    }
    let rest = text.get(at..)?;
    let len = rest.find(|c| !is_letter(c)).unwrap_or(rest.len());
    Some(Span::new(start, at + len))
}

const BLANKS: &str = "                ";

/// The text with blanks in the place of what is cut already.
fn mask(text: &str, whole: &[Token]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for token in whole {
        out.push_str(text.get(at..token.span.start as usize).unwrap_or_default());
        let mut len = token.span.len();
        while len > 0 {
            let blanks = BLANKS.get(..len).unwrap_or(BLANKS);
            out.push_str(blanks);
            len -= blanks.len();
        }
        at = token.span.end as usize;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
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
    fn cuts_traditional_text_as_simplified() {
        assert_eq!(words("遼源市委書記"), ["遼源", "市委", "書記"]);
    }

    #[test]
    fn words_in_letters_stay_whole() {
        assert_eq!(words("绿色lǜsè 转型"), ["绿色", "lǜsè", " ", "转型"]);
        assert_eq!(words("liáo yuán"), ["liáo", " ", "yuán"]);
        assert_eq!(words("café和Москва"), ["café", "和", "Москва"]);
        assert_eq!(words("hui\u{300}議"), ["hui\u{300}", "議"]);
        assert_eq!(words("2×3é"), ["2", "×", "3", "é"]);
    }

    #[test]
    fn words_are_the_same_alone_and_in_a_text() {
        for word in
            ["PM2.5", "ＰＭ２．５", "C++", "F-35", "2024-01-01", "1/3", "+8.5%", "1日-3日", "1，000", "abc@example.com"]
        {
            let text = format!("指标，{word}。");
            assert_eq!(words(word), [word]);
            assert_eq!(words(&text), ["指标", "，", word, "。"]);
        }
        assert_eq!(words("互联网+医疗"), ["互联网+", "医疗"]);
        assert_eq!(words("5G+北斗"), ["5G", "+", "北斗"]);
    }

    #[test]
    fn long_texts_are_cut_as_short_ones() {
        let line = "2026年1—6月，全市新增20万千瓦，打造“5+2”体系。\n";
        let text = line.repeat(500);
        let once: Vec<&str> = words(line);
        assert_eq!(words(&text), once.repeat(500));
        assert!(once.contains(&"2026年") && once.contains(&"1—6月") && once.contains(&"5+2"), "{once:?}");
    }

    proptest! {
        #[test]
        fn tokens_cover_the_text(text in any::<String>()) {
            prop_assert_eq!(words(&text).concat(), text);
        }

        #[test]
        fn numbers_and_names_cover_the_text(
            text in "[a-cT0-9+.#@:/_&\\-—，第点年月日五百分之“”℃%‰歼股 ]{0,40}",
            own in "[a-c1-3.点五年 ]{0,4}\n-[a-c1-3.点五年]{0,4}",
        ) {
            let own = Lexicon::embedded().with(&super::super::UserDictionary::parse(&own));
            for lexicon in [Lexicon::embedded(), &own] {
                let tokens: Vec<Span> = lexicon.tokens(&text).into_iter().map(|token| token.span).collect();
                let mut spans = Vec::new();
                lexicon.each_span(&text, |span| spans.push(span));
                prop_assert_eq!(&tokens, &spans);
                prop_assert_eq!(tokens.iter().map(|span| span.of(&text)).collect::<String>(), text.as_str());
                prop_assert!(tokens.iter().all(|span| !span.is_empty()));
            }
        }

        #[test]
        fn tokens_cover_chinese_text(text in "[遼源市委書記隨著發展２０万千瓦。“5+2”a-c０-９ \\n]{0,60}") {
            prop_assert_eq!(words(&text).concat(), text);
        }
    }
}
