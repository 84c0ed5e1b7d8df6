//! Numbers, dates and times written with digits: they are words before any dictionary is asked.

use super::{Token, join::is_numeral};
use crate::text::{Span, Tag};

/// The number, date or time at the digit at `from`. What stands before `done` is cut already. Nothing where the
/// digits belong to a name such as `5G` or `A380`.
pub(super) fn number(text: &str, from: usize, done: usize) -> Option<Token> {
    let before = text.get(done..from)?;
    let bytes = text.as_bytes();
    if from.checked_sub(1).and_then(|i| bytes.get(i)).is_some_and(|b| b.is_ascii_alphanumeric() || b"_#&".contains(b)) {
        return None;
    }
    let (start, end, tag) = if before.ends_with('第') {
        // An ordinal has no unit: `第3` and `次`, as 第三 and 次.
        (from - '第'.len_utf8(), number_end(bytes, from, digits(bytes, from))?, "m")
    } else if let Some(end) = clock(bytes, from) {
        (from, dash(bytes, end).and_then(|at| clock(bytes, at)).unwrap_or(end), "t")
    } else if let Some(end) = date(bytes, from).or_else(|| season(text, from)) {
        (from, end, "t")
    } else {
        let (last, end) = range(bytes, from);
        if let Some(end) = timed(bytes, last, end) {
            (from, end, "t")
        } else {
            let end = number_end(bytes, from, end)?;
            (signed(text, from, end, done).unwrap_or(from), end, "m")
        }
    };
    Some(Token { span: Span::new(start, end), tag: Tag::named(tag) })
}

/// Where the number ends whose digits are from `from` to `end`, with its mark and what multiplies it: `1—3%`,
/// `20万`, `1/3`.
fn number_end(text: &[u8], from: usize, mut end: usize) -> Option<usize> {
    if text.get(end) == Some(&b'/') {
        end = fraction(text, from, end).unwrap_or(end);
    }
    if let Some(after) = per(text, end) {
        return Some(after);
    }
    if text.get(end).is_some_and(|b| b.is_ascii_alphanumeric() || b"#&_".contains(b))
        || text.get(end) == Some(&b'@') && text.get(end + 1).is_some_and(u8::is_ascii_alphanumeric)
    {
        return None;
    }
    end = multiplied(text, end);
    // 20多万, 3000余.
    let rest = text.get(end..).unwrap_or_default();
    let more = ["多", "余", "餘"].iter().any(|more| rest.starts_with(more.as_bytes()));
    if !more || !is_whole(text.get(from..from + 1)) {
        return Some(end);
    }
    let after = multiplied(text, end + 3);
    let leaves = ["余下", "余额", "余款", "余热", "余量"].iter().any(|word| rest.starts_with(word.as_bytes()));
    let counts = after > end + 3 || !rest.starts_with("多".as_bytes()) && !leaves;
    Some(if counts { after } else { end })
}

/// Where what multiplies a number ends that ends at `end`: 万, 千万.
fn multiplied(text: &[u8], mut end: usize) -> usize {
    loop {
        let rest = text.get(end..).unwrap_or_default();
        if rest.first().is_none_or(u8::is_ascii) {
            return end;
        }
        let big = ["万", "亿", "萬", "億"].iter().any(|big| rest.starts_with(big.as_bytes()));
        let thousand = ["千万", "千亿", "百万", "百亿"].iter().any(|big| rest.starts_with(big.as_bytes()));
        if !(big || thousand) {
            return end;
        }
        end += 3;
    }
}

/// Where the last digits of a number start and end. A range counts as one where its unit shows what it is:
/// `1—6月`, `3%—5%`.
fn range(text: &[u8], from: usize) -> (usize, usize) {
    let end = digits(text, from);
    if let Some(after) = dash(text, end) {
        let to = digits(text, after);
        let is_yearly = || to == after + 4 && text.get(to..).is_some_and(|rest| rest.starts_with("年度".as_bytes()));
        let is_known = || unit(text, to, to - after).is_some() || per(text, to).is_some() || is_yearly();
        if to > after && (is_known() || grows(text, (from, end), (after, to)) && is_measured(text, to)) {
            return (after, to);
        }
    }
    (from, end)
}

/// Whether two whole numbers, each from one place to another, may be the ends of a range: the second is the larger.
fn grows(text: &[u8], first: (usize, usize), second: (usize, usize)) -> bool {
    let value = |(from, to): (usize, usize)| {
        let digits = text.get(from..to).filter(|digits| digits.len() <= 6 && digits.first() != Some(&b'0'))?;
        std::str::from_utf8(digits).ok()?.parse::<u32>().ok()
    };
    // A third number makes no range of them: 3-4-3.
    let alone = !first.0.checked_sub(1).and_then(|at| text.get(at)).is_some_and(|b| b"-/.:".contains(b));
    alone && value(first).zip(value(second)).is_some_and(|(first, second)| first < second)
}

/// Whether a unit of measure stands here, or something that is counted.
fn is_measured(text: &[u8], at: usize) -> bool {
    let rest = text.get(at..).unwrap_or_default();
    UNITS.iter().any(|unit| rest.starts_with(unit.as_bytes()))
}

/// Units before which two numbers with a dash are a range.
#[rustfmt::skip]
const UNITS: &[&str] = &[
    "万", "亿", "元", "美元", "个", "人", "名", "位", "家", "户", "岁", "天", "周", "年", "小时", "分钟", "秒", "次", "倍", "层", "级",
    "度", "℃", "米", "公里", "千米", "厘米", "毫米", "公分", "英寸", "平方", "立方", "亩", "公顷", "吨", "公斤", "千克", "克", "斤",
    "升", "毫升", "千瓦", "兆瓦", "件", "种", "项", "批", "座", "条", "辆", "艘", "台", "套", "页", "篇", "字", "多", "余",
];

/// Where a date or time ends whose unit stands behind the digits from `start` to `end`, or a range of two with the
/// same unit: `8时`, `1日—3日`.
fn timed(text: &[u8], start: usize, end: usize) -> Option<usize> {
    if !is_whole(text.get(start..end)) {
        return None;
    }
    let after = unit(text, end, end - start)?;
    let last = dash(text, after).and_then(|at| {
        let to = at + count(text, at);
        let last = unit(text, to, to - at).filter(|last| text.get(to..*last) == text.get(end..after))?;
        (!text.get(last).is_some_and(u8::is_ascii_digit)).then_some(last)
    });
    Some(last.unwrap_or(after))
}

/// Where a date in digits alone ends: `2024-01-01`, `2024/1/1`, `2024.1.1`.
fn date(text: &[u8], from: usize) -> Option<usize> {
    let value = |at: usize, len: usize| {
        text.get(at..at + len).map(|part| part.iter().fold(0, |n, b| n * 10 + u32::from(b.wrapping_sub(b'0'))))
    };
    let year = (count(text, from) == 4).then_some(from + 4)?;
    let mark = text.get(year).filter(|mark| b"-/.".contains(mark))?;
    let month = count(text, year + 1);
    let behind = year + 1 + month;
    let day = text.get(behind).filter(|second| *second == mark).map(|_| count(text, behind + 1))?;
    let end = behind + 1 + day;
    let is_date = matches!((month, day), (1 | 2, 1 | 2))
        && value(from, 4).is_some_and(|year| (1000..3000).contains(&year))
        && value(year + 1, month).is_some_and(|month| (1..=12).contains(&month))
        && value(behind + 1, day).is_some_and(|day| (1..=31).contains(&day));
    let goes_on = text.get(end).is_some_and(|b| b.is_ascii_alphanumeric() || b"_#&".contains(b))
        || text.get(end).is_some_and(|b| b == mark) && count(text, end + 1) > 0;
    (is_date && !goes_on).then_some(end)
}

/// Where two years end of which the second, in two digits, is the next: `2024/25`. A dash needs what is counted so.
fn season(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let digits = |at: usize, len: usize| text.get(at..at + len)?.parse::<u32>().ok();
    let (year, end) = (from + 4, from + 7);
    let (first, next) = (digits(from, 4).filter(|_| count(bytes, from) == 4)?, digits(year + 1, 2)?);
    let behind = text.get(end..)?;
    let is_season = || ["赛季", "年度", "学年", "财年"].iter().any(|unit| behind.starts_with(unit));
    let joins = match bytes.get(year)? {
        b'/' => !behind.starts_with(|c: char| c.is_ascii_digit() || "/.-".contains(c)),
        b'-' => is_season(),
        _ => false,
    };
    (joins && (1800..2100).contains(&first) && next == (first + 1) % 100).then_some(end)
}

/// Where a fraction ends whose slash stands at `slash`: `1/3`.
fn fraction(text: &[u8], from: usize, slash: usize) -> Option<usize> {
    let is_part = |at: usize| (1..=3).contains(&count(text, at)) && text.get(at) != Some(&b'0');
    let end = slash + 1 + count(text, slash + 1);
    let goes_on =
        matches!(text.get(end), Some(b'/' | b'-')) || text.get(end) == Some(&b'.') && count(text, end + 1) > 0;
    let follows = from.checked_sub(1).and_then(|i| text.get(i)).is_some_and(|b| b"/.-".contains(b));
    let is_fraction = from + count(text, from) == slash && is_part(from) && is_part(slash + 1);
    (is_fraction && !goes_on && !follows).then_some(end)
}

/// Where the sign of a number stands. Integers have one where degrees follow; what may be a dash between two
/// things is none.
fn signed(text: &str, from: usize, end: usize, done: usize) -> Option<usize> {
    let before = text.get(done..from)?;
    let rest = before.strip_suffix(['-', '+', '－', '＋', '−'])?;
    let number = text.get(from..end)?;
    let measured = number.ends_with(['%', '‰']) || text.get(end..)?.starts_with(['℃', '°']);
    let first = rest.chars().next_back();
    let free = match first {
        None => done == 0,
        Some(c) if c.is_alphanumeric() => measured && !c.is_ascii() && !is_numeral(c) && !matches!(c, '度' | '成'),
        Some(c) => c.is_whitespace() || "（(【[“‘「，、；：。,;:=≤≥<>".contains(c),
    };
    (free && (measured || number.contains('.'))).then_some(done + rest.len())
}

/// Where the mark behind a share ends: `%`, `‰`.
fn per(text: &[u8], at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    let rest = rest.strip_prefix(b"%").or_else(|| rest.strip_prefix("‰".as_bytes()))?;
    Some(text.len() - rest.len())
}

/// How many digits stand here.
fn count(text: &[u8], at: usize) -> usize {
    text.get(at..).unwrap_or_default().iter().take_while(|b| b.is_ascii_digit()).count()
}

/// Where a time of day ends that starts at `from`: `8:30`, `20：05：00`.
fn clock(text: &[u8], from: usize) -> Option<usize> {
    let two = |at: usize| {
        Some(u32::from(text.get(at)?.wrapping_sub(b'0')) * 10 + u32::from(text.get(at + 1)?.wrapping_sub(b'0')))
    };
    let colon = |at: usize| {
        let rest = text.get(at..)?;
        let rest = rest.strip_prefix(b":").or_else(|| rest.strip_prefix("：".as_bytes()))?;
        Some(text.len() - rest.len())
    };
    let hours = count(text, from);
    let is_hour = hours == 1 || hours == 2 && two(from)? <= 24;
    let minutes = |at: usize| (count(text, at) == 2 && two(at).is_some_and(|n| n < 60)).then_some(at + 2);
    let end = minutes(colon(from + hours).filter(|_| is_hour)?)?;
    let end = colon(end).and_then(minutes).unwrap_or(end);
    let goes_on =
        colon(end).is_some_and(|at| count(text, at) > 0) || text.get(end) == Some(&b'.') && count(text, end + 1) > 0;
    (!goes_on).then_some(end)
}

/// Where the digits from `from` on end; marks between digits belong to them.
fn digits(text: &[u8], from: usize) -> usize {
    let mut end = from + count(text, from);
    if end == from {
        return from;
    }
    if end - from <= 3 && text.get(from) != Some(&b'0') {
        end = thousands(text, end);
    }
    while matches!(text.get(end), Some(b'.' | b',')) && text.get(end + 1).is_some_and(u8::is_ascii_digit) {
        end += 1 + count(text, end + 1);
    }
    end
}

/// Where groups of three digits end that stand at `end` behind commas of full width: `1，000`.
fn thousands(text: &[u8], mut end: usize) -> usize {
    while text.get(end..).is_some_and(|rest| rest.starts_with("，".as_bytes())) && count(text, end + 3) == 3 {
        end += 6;
    }
    end
}

fn is_whole(digits: Option<&[u8]>) -> bool {
    digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_digit))
}

/// Where a dash between two numbers ends.
fn dash(text: &[u8], at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    let rest = per(text, at).and_then(|at| text.get(at..)).unwrap_or(rest);
    let rest = ["-", "—", "–", "~", "～", "－"].iter().find_map(|dash| rest.strip_prefix(dash.as_bytes()))?;
    Some(text.len() - rest.len())
}

/// Where the unit of a date or time ends that stands at `at` behind `count` digits.
fn unit(text: &[u8], at: usize, count: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    let has = |unit: &str| rest.starts_with(unit.as_bytes());
    let number = text.get(at - count..at)?.iter().fold(0_u32, |n, b| n * 10 + u32::from(b.wrapping_sub(b'0') % 10));
    let taken = match count {
        2 | 4 if has("年代") && number % 10 == 0 => "年代",
        4 if has("年") && !has("年代") && !has("年度") => "年",
        1 | 2 if has("世纪") && number <= 22 => "世纪",
        1 | 2 if has("月份") && number <= 12 => "月份",
        1 | 2 if has("月") && number <= 12 => "月",
        1 | 2 if has("日") && number <= 31 => "日",
        1 | 2 if (has("时") && !has("时代")) && number <= 24 => "时",
        1 | 2 if has("点钟") && number <= 24 => "点钟",
        1 | 2 if has("点半") && number <= 24 && !has("点半决赛") && !has("点半导体") => "点半",
        1 | 2 if has("点") && number <= 24 && is_minutes(text, at + 3) => "点",
        1 | 2 if has("分") && number < 60 && is_behind_hour(text.get(..at - count)?) => "分",
        _ => return None,
    };
    Some(at + taken.len())
}

/// Whether minutes stand here.
fn is_minutes(text: &[u8], at: usize) -> bool {
    let digits = count(text, at);
    (1..=2).contains(&digits) && text.get(at + digits..).is_some_and(|rest| rest.starts_with("分".as_bytes()))
}

fn is_behind_hour(before: &[u8]) -> bool {
    ["时", "点"].iter().any(|hour| before.ends_with(hour.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&str>) {
        let at = text.find(|c: char| c.is_ascii_digit()).unwrap();
        let found = number(text, at, 0).map(|token| token.span.of(text));
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn numbers_end_with_their_unit() {
        check("20万千瓦", Some("20万"));
        check("2026年1—6月", Some("2026年"));
        check("1—6月", Some("1—6月"));
        check("12月31日电", Some("12月"));
        check("3.5%的", Some("3.5%"));
        check("5.2%—6%", Some("5.2%—6%"));
        check("1,200.5亿元", Some("1,200.5亿"));
        check("3千瓦", Some("3"));
        check("3千万元", Some("3千万"));
        check("5G网络", None);
        check("20年", Some("20"));
        check("8时30分", Some("8时"));
        check("40月", Some("40"));
        check("8:30开始", Some("8:30"));
        check("9：00—17：30", Some("9：00—17：30"));
        check("20:05:59。", Some("20:05:59"));
        check("1:50000", Some("1"));
        check("3:2", Some("3"));
        check("192:10:20:30", Some("192"));
        check("12点30分", Some("12点"));
        check("12点建议", Some("12"));
        check("8点钟", Some("8点钟"));
        check("2023年度", Some("2023"));
        check("3点半开始", Some("3点半"));
        check("3点半决赛", Some("3"));
        check("20世纪90年代", Some("20世纪"));
        check("90年代初", Some("90年代"));
        check("1990年代", Some("1990年代"));
        check("95年代", Some("95"));
        check("20多万元", Some("20多万"));
        check("20多人", Some("20"));
        check("3000余家", Some("3000余"));
        check("3000余下", Some("3000"));
    }

    #[test]
    fn dates_in_digits_are_one() {
        check("2024-01-01", Some("2024-01-01"));
        check("2024/1/1。", Some("2024/1/1"));
        check("2024.1.1", Some("2024.1.1"));
        check("2024-13-01", Some("2024"));
        check("2024/1", Some("2024"));
        check("2024-01-01-02", Some("2024"));
    }

    #[test]
    fn ranges_with_a_unit_are_one() {
        check("1日-3日", Some("1日-3日"));
        check("2019年—2021年，", Some("2019年—2021年"));
        check("29日—10月6日", Some("29日"));
        check("1月—5月20日", Some("1月"));
        check("2022—2023年度", Some("2022—2023"));
        check("100-200元", Some("100-200"));
        check("50—60岁", Some("50—60"));
        check("3-5万元", Some("3-5万"));
        check("5-3个", Some("5"));
        check("以3-4告负", Some("3"));
    }

    #[test]
    fn two_years_of_a_season_are_one() {
        check("2024/25赛季", Some("2024/25"));
        check("1999/00", Some("1999/00"));
        check("2024-25赛季", Some("2024-25"));
        check("2024-25", Some("2024"));
        check("2024/26", Some("2024"));
    }

    #[test]
    fn fractions_and_shares_are_one() {
        check("1/3的", Some("1/3"));
        check("1/10万", Some("1/10万"));
        check("15/21/22", Some("15"));
        check("01/02星", Some("01"));
        check("2023/2024", Some("2023"));
        check("3.5‰", Some("3.5‰"));
    }

    #[test]
    fn commas_of_full_width_divide_thousands() {
        check("1，000元", Some("1，000"));
        check("12，345，678人", Some("12，345，678"));
        check("1，20人", Some("1"));
        check("1，2000人", Some("1"));
        check("2021，100人", Some("2021"));
    }

    #[test]
    fn signs_belong_to_what_is_measured() {
        check("+8.5%", Some("+8.5%"));
        check("气温降至-5℃", Some("-5"));
        check("增速为-0.3%", Some("-0.3%"));
        check("（-0.5）", Some("-0.5"));
        check("－13℃", Some("－13"));
        check("北溪-1", Some("1"));
        check("三-5%", Some("5%"));
        check("跌至-45，", Some("45"));
        check("三度-5℃", Some("5"));
        check("′-5°", Some("5"));
    }

    #[test]
    fn ordinals_have_no_unit() {
        check("第3次", Some("第3"));
        check("第20万名", Some("第20万"));
        check("第3日", Some("第3"));
        check("第5G", None);
    }
}
