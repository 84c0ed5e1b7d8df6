//! Foreign names as they are written, 弗拉基米尔·普京: the parts on both sides of their dots.

use super::{Token, around};
use crate::text::{MORE_SOUNDS, SOUNDS};

/// The longest part that is looked for, in characters.
const LONGEST: usize = 9;

/// The words that are a name whose first dot is the word `dot`: the first, and where they end. It does not reach back
/// before the word `free`.
pub(super) fn name(text: &str, tokens: &[Token], dot: usize, free: usize) -> Option<(usize, usize)> {
    let word = |i: usize| tokens.get(i).map_or("", |token| token.span.of(text));
    let chars = |from: usize, to: usize| (from..to).map(|i| word(i).chars().count()).sum::<usize>();
    let mut first = dot;
    while first > free && sounds(word(first - 1)) && chars(first - 1, dot) <= LONGEST {
        first -= 1;
    }
    let mut end = dot;
    while word(end) == "·" {
        let part = end + 1;
        let mut to = part;
        while sounds(word(to)) && chars(part, to + 1) <= LONGEST {
            to += 1;
        }
        if to == part {
            break;
        }
        end = to;
    }
    // A part that goes on in other characters is not known to end here.
    let broken = matches!(word(end), "·" | "-") || around::belongs(word(end), true);
    let joined = first
        .checked_sub(1)
        .map(word)
        .is_some_and(|before| matches!(before, "·" | "-") || around::belongs(before, false));
    let is_name = first < dot && end > dot + 1 && chars(first, end) >= 5 && !broken && !joined;
    is_name.then_some((first, end))
}

/// Countries written with the same characters, which stand before names.
#[rustfmt::skip]
const COUNTRIES: &[&str] = &[
    "伊朗", "巴西", "古巴", "秘鲁", "马里", "乌克兰", "波兰", "荷兰", "芬兰", "爱尔兰", "希腊", "苏丹", "卡塔尔", "巴林", "利比亚", "肯尼亚",
    "塞尔维亚", "克罗地亚", "罗马尼亚", "叙利亚", "奥地利", "阿塞拜疆", "西班牙", "土耳其", "委内瑞拉", "格鲁吉亚", "尼日利亚", "津巴布韦",
];

/// Whether a word may be a part of a foreign name.
fn sounds(word: &str) -> bool {
    let is_country = word.ends_with("斯坦") || COUNTRIES.contains(&word);
    !word.is_empty()
        && word != "因"
        && !is_country
        && word.chars().all(|c| SOUNDS.contains(c) || MORE_SOUNDS.contains(c))
}

#[cfg(test)]
mod tests {
    use crate::text::Lexicon;

    fn check(text: &str, expected: &str) {
        let words: Vec<&str> = Lexicon::embedded().tokens(text).iter().map(|token| token.span.of(text)).collect();
        assert_eq!(words.join(" "), expected);
    }

    #[test]
    fn names_with_dots_are_one_word() {
        check("总统弗拉基米尔·普京表示", "总统 弗拉基米尔·普京 表示");
        check("议员贡纳尔·贝克12日", "议员 贡纳尔·贝克 12日");
        check("若泽·拉莫斯·奥尔塔将于", "若泽·拉莫斯·奥尔塔 将 于");
        check("吉尔吉斯斯坦萝扎·奥通巴耶娃", "吉尔吉斯斯坦 萝扎·奥通巴耶娃");
        check("“和平·发展”", "“ 和平 · 发展 ”");
        check("《寻古中国·稻谷记》", "《 寻 古 中国 · 稻谷 记 》");
    }
}
