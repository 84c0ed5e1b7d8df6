//! Numbers, dates and times written with digits: they are words before any dictionary is asked.

use crate::text::Tag;

/// The number, date or time that starts at the digit at `from`: where it ends, and its part of
/// speech. Nothing where the digits belong to a name such as `5G` or `A380`.
pub(super) fn number(text: &[u8], from: usize) -> Option<(usize, Tag)> {
    if from.checked_sub(1).and_then(|i| text.get(i)).is_some_and(|b| b.is_ascii_alphanumeric() || b"+-_#&".contains(b))
    {
        return None;
    }
    if let Some(end) = clock(text, from) {
        let end = dash(text, end).and_then(|at| clock(text, at)).unwrap_or(end);
        return Some((end, Tag::named("t")));
    }
    let mut end = digits(text, from);
    let mut first = end - from;
    let mut start = from;
    // A range counts as one where its unit shows what it is: `1—6月`, `3%—5%`.
    if let Some(after) = dash(text, end) {
        let to = digits(text, after);
        if to > after && (unit(text, to, to - after).is_some() || text.get(to) == Some(&b'%')) {
            start = after;
            first = to - after;
            end = to;
        }
    }
    match text.get(end) {
        Some(b'%') => return Some((end + 1, Tag::named("m"))),
        Some(b) if b.is_ascii_alphanumeric() || b"+#&_".contains(b) => return None,
        _ => {}
    }
    if let Some(after) = unit(text, end, first).filter(|_| is_whole(text.get(start..end))) {
        return Some((after, Tag::named("t")));
    }
    loop {
        let rest = text.get(end..).unwrap_or_default();
        let big = ["万", "亿", "萬", "億"].iter().any(|big| rest.starts_with(big.as_bytes()));
        let thousand = ["千万", "千亿", "百万", "百亿"].iter().any(|big| rest.starts_with(big.as_bytes()));
        if !(big || thousand) {
            break;
        }
        end += 3;
    }
    Some((end, Tag::named("m")))
}

/// Where a time of day ends that starts at `from`: `8:30`, `20：05：00`.
fn clock(text: &[u8], from: usize) -> Option<usize> {
    let two = |at: usize| {
        Some(u32::from(text.get(at)?.wrapping_sub(b'0')) * 10 + u32::from(text.get(at + 1)?.wrapping_sub(b'0')))
    };
    let count =
        |at: usize| text.get(at..).unwrap_or_default().iter().take(3).take_while(|b| b.is_ascii_digit()).count();
    let colon = |at: usize| {
        let rest = text.get(at..)?;
        let rest = rest.strip_prefix(b":").or_else(|| rest.strip_prefix("：".as_bytes()))?;
        Some(text.len() - rest.len())
    };
    let hours = count(from);
    let is_hour = hours == 1 || hours == 2 && two(from)? <= 24;
    let minutes = |at: usize| (count(at) == 2 && two(at).is_some_and(|n| n < 60)).then_some(at + 2);
    let end = minutes(colon(from + hours).filter(|_| is_hour)?)?;
    let end = colon(end).and_then(minutes).unwrap_or(end);
    let goes_on = colon(end).is_some_and(|at| count(at) > 0) || text.get(end) == Some(&b'.') && count(end + 1) > 0;
    (!goes_on).then_some(end)
}

/// Where the digits from `from` on end; marks between digits belong to them.
fn digits(text: &[u8], from: usize) -> usize {
    let mut end = from;
    while let Some(b) = text.get(end) {
        let inside = matches!(b, b'.' | b',') && text.get(end + 1).is_some_and(u8::is_ascii_digit) && end > from;
        if !b.is_ascii_digit() && !inside {
            break;
        }
        end += 1;
    }
    end
}

fn is_whole(digits: Option<&[u8]>) -> bool {
    digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_digit))
}

/// Where a dash between two numbers ends.
fn dash(text: &[u8], at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    let rest = rest.strip_prefix(b"%").unwrap_or(rest);
    let rest = ["-", "—", "–", "~", "～", "－"].iter().find_map(|dash| rest.strip_prefix(dash.as_bytes()))?;
    Some(text.len() - rest.len())
}

/// Where the unit of a date or time ends that stands at `at` behind `count` digits.
fn unit(text: &[u8], at: usize, count: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    let has = |unit: &str| rest.starts_with(unit.as_bytes());
    let number = text.get(at - count..at)?.iter().fold(0_u32, |n, b| n * 10 + u32::from(b.wrapping_sub(b'0') % 10));
    let taken = match count {
        4 if has("年") && !has("年代") => "年",
        1 | 2 if has("月份") && number <= 12 => "月份",
        1 | 2 if has("月") && number <= 12 => "月",
        1 | 2 if has("日") && number <= 31 => "日",
        1 | 2 if (has("时") && !has("时代")) && number <= 24 => "时",
        1 | 2 if has("分") && number < 60 && text.get(..at - count)?.ends_with("时".as_bytes()) => "分",
        _ => return None,
    };
    Some(at + taken.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&str>) {
        let found = number(text.as_bytes(), 0).map(|(end, _)| text.get(..end).unwrap_or_default());
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
    }
}
