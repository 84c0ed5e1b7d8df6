//! Chinese personal names that the dictionary leaves in pieces: 王小明.
//!
//! A name is made of what the dictionary cut as single characters, or as a character and a word of two. It is one
//! word where its characters as a name outweigh the pieces as words ([`Names`]) and what stands around it
//! ([`around`]) does not speak against it.

use super::{Token, around};
use crate::text::names::{self, Given, Names};

/// What must speak for a name.
const ENOUGH: i32 = 56;
/// What must speak for a name whose given name is a word, such as 建国: these are seldom wrong.
pub(in crate::text) const ENOUGH_WITH_WORD: i32 = 40;
/// What must speak for a name of two characters: a word on one side that names seldom stand without, too.
const ENOUGH_OF_TWO: i32 = 64;
/// The most that what stands around a name speaks for it.
pub(in crate::text) const CONTEXT: i32 = around::MOST_BEFORE + around::SURE;

/// Where a name may start: the words as they were cut and what stands before them.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    pub(super) text: &'a str,
    /// The words from this one on.
    pub(super) words: &'a [Token],
    /// The word before; empty at the beginning.
    pub(super) before: &'a str,
    /// Whether the word before stands behind another name.
    pub(super) follows: bool,
}

/// How many words are a name, and by how much it is one.
#[derive(Clone, Copy)]
struct Found {
    count: usize,
    excess: i32,
}

/// Adds in order the numbers of the words, counted from `first` on, with which a name may start: of one character
/// before one of one or two, or of two before one of one, with characters as names have them. Few do, and this looks
/// at every word, so that it reads bytes.
pub(super) fn starts(names: &Names, text: &str, words: &[Token], first: usize, starts: &mut Vec<u32>) {
    let bytes = text.as_bytes();
    let three = |at: u32| bytes.get(at as usize..).and_then(<[u8]>::first_chunk::<3>).copied();
    // Han characters, which marks are not, have three bytes, the first of which is one of six.
    let han =
        |at: u32| three(at).filter(|c| matches!(c[0], 0xe4..=0xe9)).and_then(|c| char::from_u32(names::code_point(c)));
    let room = starts.len() + words.len() / 16;
    let mut others = std::mem::replace(starts, Vec::with_capacity(room)).into_iter().peekable();
    for (i, word) in words.iter().enumerate() {
        // Of what can be asked, this is the rarest.
        if !three(word.span.start).is_some_and(|c| names.may_start(c)) {
            continue;
        }
        let Some(next) = words.get(i + 1) else { break };
        let may_be = || {
            let (a, b) = (han(word.span.start)?, han(next.span.start)?);
            let enough = |score: Option<i32>, enough| score.is_some_and(|score| score + CONTEXT >= enough);
            Some(match (word.span.len(), next.span.len()) {
                (3, 3) => {
                    let third = words.get(i + 2).filter(|word| word.span.len() == 3);
                    let third = third.and_then(|word| han(word.span.start));
                    enough(names.two(a, b), ENOUGH_OF_TWO)
                        || third.is_some_and(|c| enough(names.three(a, b, c), ENOUGH))
                }
                (3, 6) => enough(names.with_word(a, (b, han(next.span.start + 3)?)), ENOUGH_WITH_WORD),
                (6, 3) => {
                    let second = han(word.span.start + 3)?;
                    enough(names.in_word((a, second), b), ENOUGH) || names::is_double(a, second)
                }
                _ => false,
            })
        };
        if may_be() == Some(true) {
            let here = (first + i) as u32;
            while let Some(other) = others.next_if(|other| *other < here) {
                starts.push(other);
            }
            others.next_if_eq(&here);
            starts.push(here);
        }
    }
    starts.extend(others);
}

impl<'a> Place<'a> {
    /// How many words are a name that starts here: the likeliest, if it is one.
    pub(super) fn name(&self, names: &Names) -> Option<usize> {
        let found = self.likeliest(names)?;
        // What seems a family name may end the word before.
        let words = self.words.get(1..)?;
        let later = Self { words, before: self.word(0), follows: false, ..*self }.likeliest(names);
        later.is_none_or(|later| later.excess <= found.excess).then_some(found.count)
    }

    fn word(&self, i: usize) -> &'a str {
        self.words.get(i).map_or("", |token| token.span.of(self.text))
    }

    /// The only character of a word, or the first two.
    fn chars(&self, i: usize) -> Option<(char, Option<char>)> {
        let mut chars = self.word(i).chars();
        Some((chars.next()?, chars.next()))
    }

    /// Tells for each name that may start here how many words it has, how much must speak for it and how much its
    /// characters do.
    fn each(&self, names: &Names, mut tell: impl FnMut(usize, i32, Option<i32>)) {
        let (Some(first), Some(second)) = (self.chars(0), self.chars(1)) else { return };
        match (first, second) {
            ((family, None), (first, None)) => {
                // The longer one comes first, so that of two as likely it is taken.
                if let Some((second, None)) = self.chars(2) {
                    tell(3, ENOUGH, names.three(family, first, second));
                }
                tell(2, ENOUGH_OF_TWO, names.two(family, first));
            }
            ((family, None), (first, Some(second))) => {
                tell(2, ENOUGH_WITH_WORD, names.with_word(family, (first, second)));
            }
            ((first, Some(second)), given) => match given {
                (only, None) if names::is_double(first, second) => {
                    if let Some((second, None)) = self.chars(2) {
                        tell(3, ENOUGH, names.double(Given::Pair(only, second)));
                    }
                    tell(2, ENOUGH, names.double(Given::Only(only)));
                }
                (last, None) => tell(2, ENOUGH, names.in_word((first, second), last)),
                _ => {}
            },
        }
    }

    fn likeliest(&self, names: &Names) -> Option<Found> {
        let mut found = None;
        self.each(names, |count, enough, score| self.weigh(count, enough, score, &mut found));
        found
    }

    /// Takes the first `count` words as a name if `enough` speaks for it, and more than for what was `found`.
    fn weigh(&self, count: usize, enough: i32, score: Option<i32>, found: &mut Option<Found>) {
        let Some(score) = score.filter(|score| score + CONTEXT >= enough) else { return };
        // 和 joins nothing to a comma: in 魏凤和、 it ends the name.
        let and = if self.word(count) == "和" { count } else { count - 1 };
        let ends = || self.chars(and + 1).is_none_or(|(c, _)| "、，。；：）, \u{3000}".contains(c));
        if self.word(and) == "和" && ends() == (and == count) {
            return;
        }
        let behind = around::behind(self.word(count));
        if score + around::MOST_BEFORE + behind < enough {
            return;
        }
        let listed = self.follows && matches!(self.before, "、" | "/" | "和" | " " | "\u{3000}");
        let before = if listed { around::LISTED } else { around::before(self.before) };
        let excess = score + before + behind - enough;
        let stands = enough != ENOUGH_OF_TWO || before.max(behind) >= around::SURE;
        if stands && excess >= 0 && found.is_none_or(|found| excess > found.excess) {
            *found = Some(Found { count, excess });
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::text::{Lexicon, UserDictionary};

    fn cut(lexicon: &Lexicon, text: &str) -> String {
        let words: Vec<&str> = lexicon.tokens(text).iter().map(|token| token.span.of(text)).collect();
        words.join(" ")
    }

    fn check(text: &str, expected: &str) {
        assert_eq!(cut(Lexicon::embedded(), text), expected);
    }

    #[test]
    fn names_are_one_word() {
        check("王小明指出，书记杨海峰和张晓丽表示", "王小明 指出 ， 书记 杨海峰 和 张晓丽 表示");
        check("记者欧阳昌琼报道", "记者 欧阳昌琼 报道");
        check("記者陳曉麗表示", "記者 陳曉麗 表示");
        let text = "记者王小明";
        assert_eq!(Lexicon::embedded().tokens(text).last().map(|token| token.tag.name()), Some("nr"));
    }

    #[test]
    fn what_joins_two_names_may_end_one() {
        check("委员魏凤和、李作成", "委员 魏凤和 、 李作成");
        check("书记陈昱和李作成", "书记 陈昱 和 李作成");
    }

    #[test]
    fn names_of_two_characters_need_an_office_or_speech() {
        check("书记陈昱表示", "书记 陈昱 表示");
        check("栽植黄栌、栾树", "栽植 黄 栌 、 栾 树");
    }

    #[test]
    fn places_and_phrases_are_no_names() {
        check("在陕西夏津县", "在 陕西 夏 津 县");
        check("从南到北", "从 南 到 北");
        check("160万标箱", "160万 标 箱");
        check("马方愿同中方", "马 方 愿 同 中方");
    }

    #[test]
    fn own_words_win_over_names() {
        let own = |list: &str| Lexicon::embedded().with(&UserDictionary::parse(list));
        assert_eq!(cut(&own("-王小明"), "记者王小明，"), "记者 王 小 明 ，");
        assert_eq!(cut(&own("小明"), "记者王小明，"), "记者 王 小明 ，");
    }
}
