//! Dates as pages, feeds and tables write them -> ISO 8601.

use super::days;

/// Years that articles are from.
const YEARS: std::ops::RangeInclusive<u32> = 1900..=2099;

/// The date of a field that holds one: as in [`find`], of RFC 2822 (`Mon, 06 May 2024 08:00:00 +0800`), of RFC 3339,
/// or seconds or milliseconds since 1970, taken in China's time. Elsewhere the day is that written, whatever its zone.
pub(super) fn iso(text: &str) -> Option<String> {
    let text = text.trim();
    if let Ok(number) = text.parse::<u64>()
        && matches!(text.len(), 10 | 13)
    {
        let seconds = if text.len() == 13 { number / 1000 } else { number };
        return Some(of_unix(seconds));
    }
    super::front::iso_date(text).or_else(|| english(text)).or_else(|| find(text))
}

/// The first whole date in a text: `2024年5月6日`, `2024-05-06`, `2024/5/6`, `2024.5.6`, `二〇二四年五月六日`,
/// `民國113年5月6日`.
pub(super) fn find(text: &str) -> Option<String> {
    let chars: Vec<char> = text.chars().map(ascii).collect();
    let mut at = 0;
    while at < chars.len() {
        let (number, next) = digits(&chars, at);
        if next == at {
            at += 1;
            continue;
        }
        let starts = at == 0 || !chars.get(at - 1).is_some_and(char::is_ascii_alphanumeric);
        let year = match next - at {
            4 if starts && YEARS.contains(&number) => Some(number),
            // Years of the Republic.
            2 | 3
                if at > 1
                    && matches!(chars.get(at - 1), Some('国' | '國'))
                    && matches!(chars.get(at - 2), Some('民')) =>
            {
                Some(number + 1911)
            }
            _ => None,
        };
        let date = year.and_then(|year| {
            let mark = *chars.get(next)?;
            let closes: &[char] = match mark {
                '年' => &['月'],
                '-' | '/' | '.' => &['-', '/', '.'],
                _ => return None,
            };
            let (month, after) = digits(&chars, skip(&chars, next + 1));
            let second = *chars.get(after)?;
            if !closes.contains(&second) || after - next > 4 {
                return None;
            }
            let (day, end) = digits(&chars, skip(&chars, after + 1));
            if end == after + 1 || chars.get(end).is_some_and(|c| *c == second && mark != '年') {
                return None;
            }
            written(year, month, day)
        });
        if date.is_some() {
            return date;
        }
        at = next;
    }
    None
}

/// The date in the path of an address: `/2024/05/06/`, `/2024-05/06/`, `/202405/06/`, `/20240506/`, `t20240506_`.
pub(super) fn of_address(address: &str) -> Option<String> {
    let path = address.split_once("://").map_or(address, |(_, rest)| rest).split_once('/')?.1;
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let mut runs: Vec<&str> = path.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty()).collect();
    runs.retain(|run| run.len() <= 8);
    for (i, run) in runs.iter().enumerate() {
        let number = |run: Option<&&str>, len: usize| run.filter(|run| run.len() <= len)?.parse::<u32>().ok();
        let whole: u32 = run.parse().unwrap_or_default();
        let date = match run.len() {
            8 => written(whole / 10_000, whole / 100 % 100, whole % 100),
            6 => number(runs.get(i + 1), 2).and_then(|day| written(whole / 100, whole % 100, day)),
            4 => number(runs.get(i + 1), 2)
                .zip(number(runs.get(i + 2), 2))
                .and_then(|(month, day)| written(whole, month, day))
                .or_else(|| {
                    // `/2024/0506/`
                    let next = runs.get(i + 1).filter(|next| next.len() == 4)?.parse::<u32>().ok()?;
                    written(whole, next / 100, next % 100)
                }),
            _ => None,
        };
        if date.is_some() {
            return date;
        }
    }
    None
}

/// The day in China at a number of seconds after 1970.
fn of_unix(seconds: u64) -> String {
    // Days from civil calendars, after H. Hinnant, "chrono-Compatible Low-Level Date Algorithms".
    let days = (seconds + 8 * 3600) / 86_400 + 719_468;
    let (era, of_era) = (days / 146_097, days % 146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

fn english(text: &str) -> Option<String> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let words: Vec<String> = text
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let place = words.iter().position(|word| word.len() >= 3 && MONTHS.iter().any(|month| word.starts_with(month)))?;
    let month =
        MONTHS.iter().position(|month| words.get(place).is_some_and(|word| word.starts_with(month)))? as u32 + 1;
    let number =
        |at: Option<usize>| words.get(at?)?.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse::<u32>().ok();
    // `06 May 2024`, `May 6, 2024`.
    let before = number(place.checked_sub(1)).filter(|day| (1..=31).contains(day));
    let (day, year) = match before {
        Some(day) => (day, number(Some(place + 1))?),
        None => (number(Some(place + 1))?, number(Some(place + 2))?),
    };
    written(if year < 100 { year + 2000 } else { year }, month, day)
}

fn written(year: u32, month: u32, day: u32) -> Option<String> {
    let date = format!("{year:04}-{month:02}-{day:02}");
    (YEARS.contains(&year) && (1..=31).contains(&day) && days(&date).is_some()).then_some(date)
}

/// Full-width and Chinese digits as ASCII; 十 stays.
fn ascii(c: char) -> char {
    match c {
        '０'..='９' => char::from_u32(c as u32 - 0xff10 + 0x30).unwrap_or(c),
        '〇' | '零' | '○' => '0',
        '一' => '1',
        '二' => '2',
        '三' => '3',
        '四' => '4',
        '五' => '5',
        '六' => '6',
        '七' => '7',
        '八' => '8',
        '九' => '9',
        '－' | '–' => '-',
        '／' => '/',
        _ => c,
    }
}

fn skip(chars: &[char], mut at: usize) -> usize {
    while chars.get(at).is_some_and(|c| matches!(c, ' ' | '\u{a0}')) {
        at += 1;
    }
    at
}

/// The number that begins here, with 十 as Chinese counts by it, and where it ends.
fn digits(chars: &[char], start: usize) -> (u32, usize) {
    let (mut number, mut at, mut tens) = (0_u32, start, None);
    while let Some(c) = chars.get(at) {
        match c {
            '0'..='9' if at - start < 9 => number = number * 10 + (*c as u32 - '0' as u32),
            '十' if tens.is_none() && at - start < 2 => {
                tens = Some(number.max(1) * 10);
                number = 0;
            }
            _ => break,
        }
        at += 1;
    }
    (tens.unwrap_or_default() + number, at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_found_in_lines() {
        for (text, date) in [
            ("来源：新华网 2024年5月6日 08:00", Some("2024-05-06")),
            ("发布时间：2024-05-06 08:00:00", Some("2024-05-06")),
            ("2024 年", None),
            ("时间：2024年 5月 6日", Some("2024-05-06")),
            ("2024/5/6", Some("2024-05-06")),
            ("二〇二四年十二月二十一日", Some("2024-12-21")),
            ("民國113年5月6日", Some("2024-05-06")),
            ("电话：0437-3225678", None),
            ("192.2024.5.6.7", None),
            ("2024.13.40", None),
            ("共12024-05-06", None),
            ("2024-2025年度报告", None),
        ] {
            assert_eq!(find(text).as_deref(), date, "{text}");
        }
    }

    #[test]
    fn fields_hold_dates_in_many_forms() {
        for (text, date) in [
            ("Mon, 06 May 2024 08:00:00 +0800", Some("2024-05-06")),
            ("May 6, 2024", Some("2024-05-06")),
            ("2024-05-06T23:59:59Z", Some("2024-05-06")),
            ("1714953600", Some("2024-05-06")),
            ("1714953600000", Some("2024-05-06")),
            ("20240506", Some("2024-05-06")),
            ("2024年", Some("2024")),
            ("昨天", None),
        ] {
            assert_eq!(iso(text).as_deref(), date, "{text}");
        }
        for (text, date) in [
            ("https://a.cn/2024/05/06/ARTI123.shtml", Some("2024-05-06")),
            ("http://a.gov.cn/xw/202405/t20240506_123456.html", Some("2024-05-06")),
            ("http://a.cn/n1/2024/0506/c1001-40229.html", Some("2024-05-06")),
            ("http://a.cn/2024-05/06/content_1.htm", Some("2024-05-06")),
            ("https://a.cn/detail/12345678", None),
        ] {
            assert_eq!(of_address(text).as_deref(), date, "{text}");
        }
    }
}
