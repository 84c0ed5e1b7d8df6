//! Numbers as Chinese text writes them: 7092亿, 20多, 二十三, 百分之五, 四分之一, 万亿.

use crate::theme::scan::{Range, Scan};

/// A number at a place.
#[expect(clippy::struct_excessive_bools, reason = "four independent facts of how it is written")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Number {
    /// From the first digit to behind multiplier and 多.
    pub(crate) range: Range,
    pub(crate) value: f64,
    /// Written in Chinese numerals.
    pub(crate) han: bool,
    /// Only a magnitude: 百亿, 万亿.
    pub(crate) bare: bool,
    /// 多, 余 or 几 stands in it.
    pub(crate) many: bool,
    /// Written as a share: 百分之五, 四分之一.
    pub(crate) share: Share,
    /// Has a decimal point or a multiplier.
    pub(crate) exact: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Share {
    None,
    Percent,
    Fraction,
}

/// The number that starts at `i`, as long as it goes.
pub(crate) fn read(scan: &Scan, i: usize) -> Option<Number> {
    let c = scan.get(i);
    if c.is_ascii_digit() {
        return arabic(scan, i);
    }
    if !is_han_numeral(c) {
        return None;
    }
    if scan.has(i, "百分之") {
        let part = if scan.get(i + 3).is_ascii_digit() { arabic(scan, i + 3) } else { whole(scan, i + 3) }?;
        return Some(Number { range: (i, part.range.1), share: Share::Percent, ..part });
    }
    if scan.has(i, "一半") || scan.has(i, "半数") {
        return None;
    }
    let number = whole(scan, i)?;
    if number.bare || !scan.has(number.range.1, "分之") {
        return Some(number);
    }
    // 四分之一
    let top = whole(scan, number.range.1 + 2)?;
    let value = top.value / number.value;
    value.is_finite().then_some(Number {
        range: (i, top.range.1),
        value,
        share: Share::Fraction,
        bare: false,
        ..number
    })
}

fn is_han_numeral(c: char) -> bool {
    matches!(c, '十' | '百' | '千' | '万' | '亿') || digit(c).is_some()
}

fn arabic(scan: &Scan, start: usize) -> Option<Number> {
    let mut i = start;
    let mut digits = String::new();
    let mut point = false;
    loop {
        let c = scan.get(i);
        if c.is_ascii_digit() {
            digits.push(c);
        } else if c == '.' && !point && scan.get(i + 1).is_ascii_digit() {
            point = true;
            digits.push('.');
        } else if !(c == ',' && !point && groups_of_three(scan, start, i)) {
            break;
        }
        i += 1;
    }
    let mut value: f64 = digits.parse().ok()?;
    let mut many = false;
    let mut exact = point;
    // Blanks between number and unit are part of the figure only when a unit follows.
    many |= skip_many(scan, &mut i);
    if let Some((by, n)) = multiplier(scan, i) {
        value = times(&digits, by).unwrap_or(value * by);
        exact = true;
        i += n;
        many |= skip_many(scan, &mut i);
    }
    let range = (start, i);
    Some(Number { range, value, han: false, bare: false, many, share: Share::None, exact })
}

/// `1,234`: the comma is ASCII as written, at most three digits before it and three behind.
fn groups_of_three(scan: &Scan, start: usize, comma: usize) -> bool {
    let ascii = scan.raw.get(comma) == Some(&',');
    let before = (start..comma).rev().take_while(|&j| scan.get(j).is_ascii_digit()).count();
    let behind = (comma + 1..comma + 5).take_while(|&j| scan.get(j).is_ascii_digit()).count();
    ascii && (1..=3).contains(&before) && behind == 3
}

/// Multiplies in decimal, so that 7.89 times a hundred million is a whole number.
fn times(digits: &str, by: f64) -> Option<f64> {
    let zeros = by.log10().round() as usize;
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let part: String = part.chars().chain(std::iter::repeat('0')).take(zeros.max(part.len())).collect();
    let (moved, rest) = part.split_at_checked(zeros)?;
    format!("{whole}{moved}.{rest}0").parse().ok()
}

fn skip_many(scan: &Scan, i: &mut usize) -> bool {
    let many = matches!(scan.get(*i), '多' | '余' | '几') && !is_manifold(scan, *i);
    *i += usize::from(many);
    many
}

/// 多样, 多元化 behind a number: no more than that many.
fn is_manifold(scan: &Scan, i: usize) -> bool {
    scan.has(i, "多样") || scan.has(i, "多元") && "化文素主投共立体融".contains(scan.get(i + 2))
}

/// 十 百 千 万 亿 and their products, but not the 千 of 千瓦.
fn multiplier(scan: &Scan, start: usize) -> Option<(f64, usize)> {
    let (mut by, mut i) = (1.0, start);
    loop {
        by *= match scan.get(i) {
            '十' => 10.0,
            '百' if scan.get(i + 1) != '分' => 100.0,
            '千' if !matches!(scan.get(i + 1), '瓦' | '米' | '克' | '卡' | '伏' | '焦' | '帕' | '兆') => 1e3,
            '万' => 1e4,
            '亿' => 1e8,
            _ => break,
        };
        i += 1;
    }
    (i > start).then_some((by, i - start))
}

fn digit(c: char) -> Option<f64> {
    let value = match c {
        '零' | '〇' => 0.0,
        '一' => 1.0,
        '二' | '两' => 2.0,
        '三' => 3.0,
        '四' => 4.0,
        '五' => 5.0,
        '六' => 6.0,
        '七' => 7.0,
        '八' => 8.0,
        '九' => 9.0,
        _ => return None,
    };
    Some(value)
}

/// A number in Chinese numerals that is no fraction: 二十三, 一千二百, 两万多, 百亿, 三点五, 十二点五万.
fn whole(scan: &Scan, start: usize) -> Option<Number> {
    let (mut total, mut section, mut last) = (0.0, 0.0, None);
    let (mut i, mut many, mut exact, mut bare) = (start, false, false, true);
    loop {
        let c = scan.get(i);
        if let Some(value) = digit(c) {
            if last.is_some_and(|l| l != 0.0) && value != 0.0 && i > start && digit(scan.before(i)).is_some() {
                // 三四 and 十四五 are no counts.
                return None;
            }
            bare = false;
            last = Some(value);
            i += 1;
            continue;
        }
        let unit = match c {
            '十' => 10.0,
            '百' if scan.get(i + 1) != '分' => 100.0,
            '千' if !matches!(scan.get(i + 1), '瓦' | '米' | '克' | '伏') => 1e3,
            '万' => 1e4,
            '亿' => 1e8,
            '多' | '余' | '几' if i > start && !many && !is_manifold(scan, i) => {
                many = true;
                i += 1;
                continue;
            }
            _ => break,
        };
        if c == '十' && i == start {
            bare = false;
        }
        let part = last.take();
        if unit < 1e4 {
            section += part.unwrap_or(1.0) * unit;
        } else {
            section += part.unwrap_or(0.0);
            if section == 0.0 && total == 0.0 {
                section = 1.0;
            }
            // 万亿: a unit upon a unit. 亿万 is a manner of speaking.
            if section == 0.0 && unit < 1e8 {
                return None;
            }
            if section == 0.0 {
                total *= unit;
            } else {
                total += section * unit;
            }
            section = 0.0;
            exact = true;
        }
        i += 1;
    }
    if i == start {
        return None;
    }
    let mut value = total + section + last.unwrap_or(0.0);
    if scan.get(i) == '点' {
        let mut scale = 0.1;
        let mut k = i + 1;
        while let Some(part) = digit(scan.get(k)) {
            value += part * scale;
            scale /= 10.0;
            k += 1;
        }
        if k > i + 1 && !matches!(scan.get(k), '钟' | '半') {
            i = k;
            exact = true;
            value = (value * 1e6).round() / 1e6;
            if let Some((by, n)) = multiplier(scan, i) {
                value = (value * by * 1e6).round() / 1e6;
                i += n;
            }
        }
    }
    Some(Number { range: (start, i), value, han: true, bare, many, share: Share::None, exact })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, value: f64, len: usize) {
        let scan = Scan::new(text, &[]);
        let number = read(&scan, 0).unwrap_or_else(|| panic!("{text}: no number"));
        assert!((number.value - value).abs() < 1e-9 * value.max(1.0), "{text}: {number:?}");
        assert_eq!(number.range.1, len, "{text}: {number:?}");
    }

    #[test]
    fn numbers_are_read_whole() {
        check("7092亿千瓦时", 709_200_000_000.0, 5);
        check("7.89亿元", 789_000_000.0, 5);
        check("2000多个", 2000.0, 5);
        check("7万多个", 70_000.0, 3);
        check("1,234.5吨", 1234.5, 7);
        check("10千瓦", 10.0, 2);
        check("万亿级", 1e12, 2);
        check("百亿级", 1e10, 2);
        check("千万千瓦级", 1e7, 2);
        check("百万吨级", 1e6, 2);
        check("十名委员", 10.0, 1);
        check("二十三条", 23.0, 3);
        check("一千二百人", 1200.0, 4);
        check("三十多万人", 300_000.0, 4);
        check("三万五千亩", 35_000.0, 4);
        check("百分之五", 5.0, 4);
        check("百分之百", 100.0, 4);
        check("四分之一", 0.25, 4);
        check("三点五倍", 3.5, 3);
        check("十二点五万亩", 125_000.0, 5);
        check("百分之三点五", 3.5, 6);
        check("5千吨", 5000.0, 2);
        check("66亿多元", 6_600_000_000.0, 4);
        check("20多元化项目", 20.0, 2);
    }

    #[test]
    fn long_runs_of_the_same_are_read() {
        for text in
            ["百分之".repeat(100_000) + "五", "三分之".repeat(100_000) + "一", "3".to_owned() + &"元/".repeat(100_000)]
        {
            let scan = Scan::new(&text, &[]);
            let _ = read(&scan, 0);
            let _ = crate::theme::figure::unit::at(&scan, 1, false);
        }
    }

    #[test]
    fn no_number() {
        for text in ["十四五规划", "三四个", "元", "亿万人民", "零分之一"] {
            assert_eq!(read(&Scan::new(text, &[]), 0).filter(|n| n.range.1 > 1), None, "{text}");
        }
    }
}
