//! What the dictionary leaves in pieces although it is one word.

use std::ops::Range;

use super::{Own, Token, emoji, foreign, person::Place};
use crate::text::{Span, Tag, names::Names};

/// Joins numerals, runs of one mark, quoted terms, personal names and own words among the words from `from` on.
/// `starts` is which words something to join may start with: few do, and those between are moved in one piece.
pub(super) fn join(text: &str, tokens: &mut Vec<Token>, from: usize, starts: &[u32], own: &Own, names: &Names) {
    // Up to `to` the words are as they will be, from `at` on as they were cut.
    let (mut at, mut to) = (from, from);
    // Where the last personal name ends, among the words as they were cut.
    let mut named = from;
    for start in starts.iter().map(|start| *start as usize) {
        if start < at {
            continue;
        }
        let found = group(text, tokens, start, at).or_else(|| {
            let words = tokens.get(start..)?;
            let before = (if start > at { start } else { to }).checked_sub(1).filter(|before| *before >= from);
            let place = Place {
                text,
                words,
                before: before.and_then(|before| tokens.get(before)).map_or("", |token| token.span.of(text)),
                follows: named > from && start == named + 1,
            };
            let count = place.name(names)?;
            named = start + count;
            Some((start..start + count, Tag::named("nr")))
        });
        let Some((words, tag)) = found else { continue };
        let word = joined(tokens.get(words.clone()).unwrap_or_default(), tag);
        if !own.allows(text, word.span) {
            continue;
        }
        tokens.copy_within(at..words.start, to);
        to += words.start - at;
        if let Some(place) = tokens.get_mut(to) {
            *place = word;
        }
        to += 1;
        at = words.end;
    }
    tokens.drain(to..at);
    own.join(text, tokens, from);
}

/// What is to be joined at the word `start`: which words, and what they are together. Words before `free` are
/// joined already.
fn group(text: &str, tokens: &[Token], start: usize, free: usize) -> Option<(Range<usize>, Tag)> {
    let rest = tokens.get(start..)?;
    let (first, count, tag) = match rest.first()?.span.of(text).chars().next()? {
        open @ ('“' | '「' | '『') => {
            (start + 1, count_quoted(text, rest.get(1..)?, closing(open)), Tag::named("nz"))
        }
        '〔' => {
            let first = document(text, tokens, start, free)?;
            (first, start - first + 5, Tag::named("nz"))
        }
        '·' => {
            let (first, end) = foreign::name(text, tokens, start, free)?;
            (first, end - first, Tag::named("nr"))
        }
        c if emoji::is_emoji(c) => (start, emoji::count(rest.iter().map(|token| token.span.of(text))), Tag::named("x")),
        '-' if is_model(text, tokens, start, free) => (start - 1, 3, Tag::named("nz")),
        '—' | '…' | '－' | '-' => (start, run(text, rest), Tag::named("x")),
        'A'..='Z' => (start, lettered(text, rest), Tag::named("n")),
        c if c != '第' && !is_numeral(c) => return None,
        _ => {
            let half = half_hour(text, rest).map(|count| (count, Tag::named("t")));
            let decimal = || decimal(text, rest).map(|count| (count, Tag::named("m")));
            let (count, tag) = half.or_else(decimal).unwrap_or_else(|| numerals(text, rest));
            (start, count, tag)
        }
    };
    (count > 1).then_some((first..first + count, tag))
}

/// Whether something to join may start with this character: a dash, an ellipsis, a mark that opens, a numeral, 第 or
/// an emoji.
pub(super) fn starts(c: char) -> bool {
    is_numeral(c) || matches!(c, '第' | '—' | '…' | '－' | '“' | '「' | '『' | '〔' | '·' | '-') || emoji::is_emoji(c)
}

/// Whether a word of one letter and one character may start with this letter.
pub(super) const fn is_letter(byte: u8) -> bool {
    matches!(byte, b'A' | b'B' | b'H' | b'K' | b'T' | b'U' | b'X')
}

/// How many words are a word of one letter and what follows: A股, X光.
fn lettered(text: &str, tokens: &[Token]) -> usize {
    let word = |i: usize| tokens.get(i).map_or("", |token| token.span.of(text));
    let is_one = matches!(
        (word(0), word(1)),
        ("A" | "B" | "H", "股")
            | ("B", "超")
            | ("K", "线" | "线图" | "歌")
            | ("T", "恤" | "恤衫" | "台")
            | ("U", "盘")
            | ("X", "光" | "射线")
    );
    if is_one { 2 } else { 1 }
}

/// Whether the dash at `dash` is that of the model of an aircraft or missile: 歼-20, 东风-41. These names of makers and kinds are
/// all there are; of other words a dash may divide what stands before it from a number.
fn is_model(text: &str, tokens: &[Token], dash: usize, free: usize) -> bool {
    let word = |i: Option<usize>| i.and_then(|i| tokens.get(i)).map_or("", |token| token.span.of(text));
    let maker = dash.checked_sub(1).filter(|at| *at >= free);
    let is_maker = matches!(
        word(maker),
        "歼" | "轰"
            | "强"
            | "运"
            | "直"
            | "教"
            | "初"
            | "苏"
            | "米"
            | "图"
            | "安"
            | "卡"
            | "米格"
            | "伊尔"
            | "空警"
            | "东风"
            | "巨浪"
            | "红旗"
            | "鹰击"
            | "霹雳"
            | "长征"
            | "翼龙"
            | "彩虹"
            | "枭龙"
            | "鹘鹰"
            | "无侦"
            | "攻击"
    );
    let is_measured = || word(dash.checked_sub(2)).ends_with(|c: char| c.is_ascii_digit() || is_numeral(c));
    let number = word(Some(dash + 1));
    is_maker
        && number.starts_with(|c: char| c.is_ascii_digit())
        && number.chars().all(|c| c.is_ascii_alphanumeric())
        && !is_measured()
}

fn joined(tokens: &[Token], tag: Tag) -> Token {
    let start = tokens.first().map_or(0, |token| token.span.start);
    let end = tokens.last().map_or(start, |token| token.span.end);
    Token { span: Span { start, end }, tag }
}

/// How many of the same mark stand here.
fn run(text: &str, tokens: &[Token]) -> usize {
    let first = tokens.first().map_or("", |token| token.span.of(text));
    tokens.iter().take_while(|token| token.span.of(text) == first).count().max(1)
}

/// The mark that closes what `open` opens.
const fn closing(open: char) -> &'static str {
    match open {
        '「' => "」",
        '『' => "』",
        _ => "”",
    }
}

/// The first word of the number of a document whose year stands in the brackets at `open`: 国发〔2024〕15号. Before
/// them stands who made it, a word, and characters of which the last says what it is.
fn document(text: &str, tokens: &[Token], open: usize, free: usize) -> Option<usize> {
    let word = |i: usize| tokens.get(i).map_or("", |token| token.span.of(text));
    let is_number = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit());
    let has_year = word(open + 1).len() == 4 && is_number(word(open + 1)) && word(open + 2) == "〕";
    if !(has_year && is_number(word(open + 3)) && word(open + 4) == "号") {
        return None;
    }
    let before = |at: usize| at.checked_sub(1).filter(|at| *at >= free);
    let one = |at: &usize| word(*at).chars().count() == 1 && word(*at).chars().all(is_content);
    let Some(kind) = before(open).filter(|at| one(at) && "发函字办令规复电通文".contains(word(*at))) else {
        return Some(open);
    };
    // 鄂, 政, 发; 国办, 函.
    let mut first = kind;
    while let Some(at) = before(first).filter(|at| kind - at <= 3 && one(at) && !"据按照依见".contains(word(*at)))
    {
        first = at;
    }
    let maker = before(first).filter(|_| first == kind);
    Some(maker.filter(|at| word(*at).chars().count() <= 3 && word(*at).chars().all(is_content)).unwrap_or(first))
}

/// How many tokens a short quotation has that is one term.
fn count_quoted(text: &str, tokens: &[Token], close: &str) -> usize {
    /// In bytes: more than six characters, a dash and four digits have.
    const MOST: usize = 24;
    let Some(start) = tokens.first().map(|token| token.span.start as usize) else { return 0 };
    let rest = text.as_bytes().get(start..).unwrap_or_default();
    if rest.first().is_some_and(u8::is_ascii) {
        return count_formula(text, tokens, close);
    }
    let close = close.as_bytes();
    let near = rest.get(..(MOST + close.len()).min(rest.len())).unwrap_or_default();
    let Some(len) = near.windows(close.len()).position(|window| window == close) else { return 0 };
    let Some(term) = text.get(start..start + len) else { return 0 };
    let end = (start + len) as u32;
    let count = tokens.iter().take_while(|token| token.span.end <= end).count();
    if count > 1 && (is_named(term) || is_coined(term, count)) { count } else { 0 }
}

/// How many tokens a short quotation without Han characters has: `“5+2”`.
fn count_formula(text: &str, tokens: &[Token], close: &str) -> usize {
    const MOST: usize = 12;
    let count = tokens
        .iter()
        .take(MOST)
        .take_while(|token| token.span.of(text).chars().all(|c| c.is_ascii_alphanumeric() || "+-*/.&:".contains(c)))
        .count();
    match tokens.get(count) {
        Some(token) if token.span.of(text) == close => count,
        _ => 0,
    }
}

/// Whether a quoted term is a name with a number or a plus behind it: 雪龙2, 北溪-1, 金砖+.
fn is_named(term: &str) -> bool {
    let name = term.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = term.len() - name.len();
    let name = match digits {
        0 => name.strip_suffix('+').unwrap_or_default(),
        1..=4 => name.strip_suffix('-').unwrap_or(name),
        _ => "",
    };
    (1..=6).contains(&name.chars().count()) && name.chars().all(is_content)
}

/// Whether a quoted term was coined: the dictionary has no word in it, so that `count` pieces are its characters,
/// and none of these makes a phrase of it: 绿进沙退, but not 用得着.
fn is_coined(term: &str, count: usize) -> bool {
    count <= 6 && term.chars().count() == count && term.chars().all(is_content)
}

/// Whether a character is a Han character, and none of those that are mostly words of grammar or count things.
fn is_content(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}')
        && !"的了着过得不没是我你您他她它们这那谁什么吗呢吧啊呀哦嘛也都很就还又才再和与及或但把被让给个件条张位名次种些"
            .contains(c)
}

/// Whether a character is a Chinese numeral.
pub(super) fn is_numeral(c: char) -> bool {
    matches!(
        c,
        '〇' | '○'
            | '零'
            | '一'
            | '二'
            | '三'
            | '四'
            | '五'
            | '六'
            | '七'
            | '八'
            | '九'
            | '十'
            | '百'
            | '千'
            | '万'
            | '亿'
            | '两'
    )
}

/// How many tokens make one number, ordinal or date in Chinese numerals.
fn numerals(text: &str, tokens: &[Token]) -> (usize, Tag) {
    let word = |i: usize| tokens.get(i).map_or("", |token| token.span.of(text));
    // 第一, where the dictionary has more in one than 第.
    let ordinal = usize::from(word(0).strip_prefix('第').is_some_and(|rest| rest.chars().all(is_numeral)));
    let mut count = ordinal;
    while !word(count).is_empty() && word(count).chars().all(is_numeral) {
        count += 1;
    }
    // 一百 and 二十三条, of which the dictionary knows the second.
    let mut chars = word(count).chars();
    let counted = chars.next_back().is_some_and(|last| !is_numeral(last) && "条届章节款项号".contains(last));
    if count > 0 && counted && !chars.as_str().is_empty() && chars.all(is_numeral) {
        return (count + 1, Tag::named("m"));
    }
    if ordinal == 0 && count > 0 && word(count) == "世纪" && word(0).chars().count() <= 3 {
        return (count + 1, Tag::named("t"));
    }
    if count == ordinal {
        return (1, tokens.first().map_or_else(Tag::default, |token| token.tag));
    }
    let digits: usize =
        tokens.get(ordinal..count).unwrap_or_default().iter().map(|t| t.span.of(text).chars().count()).sum();
    // 二〇二三年, of which the dictionary knows 二三年.
    let rest = word(count).strip_suffix('年').unwrap_or_default();
    let is_year =
        ordinal == 0 && !rest.is_empty() && rest.chars().all(|c| is_numeral(c) && !"十百千万亿两".contains(c));
    if is_year && digits + rest.chars().count() == 4 {
        return (count + 1, Tag::named("t"));
    }
    let dated: bool = ordinal == 0
        && match word(count) {
            "年" => digits == 4 && !word(0).contains(['十', '百', '千', '万']),
            "月" | "日" => (1..=3).contains(&digits) && !word(0).contains(['百', '千', '万', '亿', '两']),
            _ => false,
        };
    if dated { (count + 1, Tag::named("t")) } else { (count, Tag::named("m")) }
}

/// How many tokens make a time of day with half an hour: 三点半.
fn half_hour(text: &str, tokens: &[Token]) -> Option<usize> {
    let word = |i: usize| tokens.get(i).map_or("", |token| token.span.of(text));
    let (hour, count) = match word(0).strip_suffix('点') {
        Some(hour) => (hour, 1),
        None => (word(0), if word(1) == "点" { 2 } else { return None }),
    };
    let is_hour = (1..=3).contains(&hour.chars().count()) && hour.chars().all(|c| "一二三四五六七八九十两".contains(c));
    (is_hour && word(count) == "半").then_some(count + 1)
}

/// How many tokens make a decimal in Chinese numerals: 三点五, 百分之零点八. It may end with what multiplies it.
fn decimal(text: &str, tokens: &[Token]) -> Option<usize> {
    let start = tokens.first()?.span.start as usize;
    let rest = text.get(start..)?;
    let mut at = numerals_len(rest);
    if !rest.get(at..)?.starts_with(['点', '分']) {
        return None;
    }
    let share = rest.get(at..)?.strip_prefix("分之");
    if let Some(rest) = share {
        at += "分之".len() + numerals_len(rest);
    }
    let Some(fraction) = rest.get(at..)?.strip_prefix('点') else {
        // A whole number of hundredths, or a fraction.
        return share.filter(|rest| numerals_len(rest) > 0).and_then(|_| tokens_up_to(tokens, start + at));
    };
    let digits: usize =
        fraction.chars().take_while(|c| "〇○零一二三四五六七八九".contains(*c)).map(char::len_utf8).sum();
    let behind = fraction.get(digits..)?;
    let big: usize = behind.chars().take_while(|c| matches!(c, '万' | '亿')).map(char::len_utf8).sum();
    // 五点三十 is a time, 一点一点 and 五点一线 are no numbers.
    let goes_on = behind.starts_with(['十', '百', '千', '点', '分', '刻', '时', '线', '面', '滴', '是']);
    if digits == 0 || share.is_none() && (goes_on || rest.starts_with('两')) {
        return None;
    }
    // 亿 may belong to 亿元.
    let end = start + at + '点'.len_utf8() + digits;
    [end + big, end].into_iter().find_map(|end| tokens_up_to(tokens, end))
}

/// How many tokens end at a place together.
fn tokens_up_to(tokens: &[Token], end: usize) -> Option<usize> {
    let count = tokens.iter().take_while(|token| token.span.end as usize <= end).count();
    (tokens.get(count.checked_sub(1)?)?.span.end as usize == end).then_some(count)
}

/// How long the Chinese numerals are that a text starts with, in bytes.
fn numerals_len(text: &str) -> usize {
    text.chars().take_while(|c| is_numeral(*c)).map(char::len_utf8).sum()
}

#[cfg(test)]
mod tests {
    use crate::text::Lexicon;

    fn check(text: &str, expected: &str) {
        let words: Vec<&str> = Lexicon::embedded().tokens(text).iter().map(|token| token.span.of(text)).collect();
        assert_eq!(words.join(" "), expected);
    }

    #[test]
    fn quoted_names_are_one_word() {
        check("“皇家围场1619”开业", "“ 皇家围场1619 ” 开业");
        check("“北溪-1”和“绿氢+”", "“ 北溪-1 ” 和 “ 绿氢+ ”");
        check("“思想+艺术”", "“ 思想 + 艺术 ”");
        check("“增长3个”", "“ 增长 3 个 ”");
    }

    #[test]
    fn coined_terms_are_one_word_and_phrases_are_not() {
        check("“吉地吉药”品牌", "“ 吉地吉药 ” 品牌");
        check("“绿进沙退”", "“ 绿进沙退 ”");
        check("“不是的”", "“ 不是 的 ”");
        check("“用得着”", "“ 用 得 着 ”");
    }

    #[test]
    fn decimals_in_chinese_numerals_are_one_word() {
        check("百分之三点五", "百分之三点五");
        check("增长三点五亿元和五点一万人", "增长 三点五 亿元 和 五点一万 人");
        check("零点五", "零点五");
        check("五点三十", "五点 三十");
        check("百分之三", "百分之三");
        check("占百分之三十五", "占 百分之三十五");
        check("二〇二三年和二○二五年", "二〇二三年 和 二○二五年");
    }

    #[test]
    fn times_ordinals_and_centuries_are_one_word() {
        check("凌晨三点半和两点半", "凌晨 三点半 和 两点半");
        check("一点半点", "一点 半点");
        check("第一百二十三条和第一〇九号", "第一百二十三条 和 第一〇九号");
        check("第一次", "第一 次");
        check("二十世纪六十年代", "二十世纪 六十年代");
        check("上世纪八十年代", "上世纪 八十年代");
    }

    #[test]
    fn numbers_of_documents_are_one_word() {
        check("根据国发〔2024〕15号", "根据 国发〔2024〕15号");
        check("见鄂政发〔2022〕8号文", "见 鄂政发〔2022〕8号 文");
        check("财政部令第105号", "财政部 令 第105 号");
        check("〔2024〕", "〔 2024 〕");
    }

    #[test]
    fn terms_in_other_quotation_marks_are_one_word() {
        check("「吉地吉药」『雪龙2』", "「 吉地吉药 」 『 雪龙2 』");
        check("「5+2」", "「 5+2 」");
        check("「吉地吉药”", "「 吉 地 吉 药 ”");
    }

    #[test]
    fn emoji_of_several_characters_are_one_word() {
        check("👍🏽很好👨\u{200d}👩\u{200d}👧❤\u{fe0f}", "👍🏽 很 好 👨\u{200d}👩\u{200d}👧 ❤\u{fe0f}");
    }

    #[test]
    fn models_and_letters_join_what_follows() {
        check("我国歼-20和图-95", "我国 歼-20 和 图-95");
        check("东风-41导弹", "东风-41 导弹");
        check("5米-8米", "5 米 - 8 米");
        check("跌至-45", "跌 至 - 45");
        check("A股和X射线、T恤衫", "A股 和 X射线 、 T恤衫");
        check("CBA股东", "CBA 股东");
    }
}
