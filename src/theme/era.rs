//! Years written in a sentence: 1911年, 2005—2008年, 上世纪五十年代.

use super::evidence::Era;
use super::scan::{Range, Scan};

/// The years of a sentence in order.
pub(crate) fn read(scan: &Scan) -> Vec<Era> {
    let mut eras: Vec<Era> =
        years(scan).into_iter().map(|(range, from, to)| Era { span: scan.span(range), from, to }).collect();
    eras.extend(decades(scan).into_iter().map(|(range, from, to)| Era { span: scan.span(range), from, to }));
    eras.sort_by_key(|era| era.span);
    eras
}

/// Four digits before 年, with the year a range begins with.
pub(crate) fn years(scan: &Scan) -> Vec<(Range, i32, i32)> {
    let mut found: Vec<(Range, i32, i32)> = Vec::new();
    let mut i = 0;
    while i < scan.len() {
        let Some(first) = four_digits(scan, i) else {
            i += 1;
            continue;
        };
        let mut end = i + 4;
        let mut k = end + usize::from(scan.get(end) == '年');
        let joined = k;
        while matches!(scan.get(k), '-' | '—' | '~' | '至' | '到' | '–') {
            k += 1;
        }
        let second = (k > joined && k <= joined + 2).then(|| four_digits(scan, k)).flatten();
        match second {
            Some(second) if scan.get(k + 4) == '年' && second >= first => {
                found.push(((i, k + 5), first, second));
                end = k + 5;
            }
            _ if scan.get(i + 4) == '年' && scan.get(i + 5) != '代' => {
                found.push(((i, i + 5), first, first));
                end = i + 5;
            }
            _ => {}
        }
        i = end;
    }
    found
}

fn four_digits(scan: &Scan, i: usize) -> Option<i32> {
    if !scan.get(i).is_ascii_digit()
        || scan.before(i).is_ascii_digit()
        || scan.get(i + 4).is_ascii_digit()
        || matches!(scan.get(i + 4), '多' | '余')
    {
        return None;
    }
    let digits = scan.text((i, i + 4));
    let value: i32 = digits.parse().ok().filter(|_| digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_digit()))?;
    (600..2200).contains(&value).then_some(value)
}

/// 上世纪五十年代, 20世纪90年代, 1950年代, 19世纪.
fn decades(scan: &Scan) -> Vec<(Range, i32, i32)> {
    let mut found = Vec::new();
    if !scan.may_have('世') && !scan.may_have('代') {
        return found;
    }
    for i in 0..scan.len() {
        let (start, base, k) = if scan.has(i, "上世纪") {
            (i, 1900, i + 3)
        } else if scan.has(i, "本世纪") {
            (i, 2000, i + 3)
        } else if scan.has(i, "世纪") && scan.before(i).is_ascii_digit() {
            let start = (i.saturating_sub(2)..i).find(|&j| scan.get(j).is_ascii_digit()).unwrap_or(i);
            let Ok(century) = scan.text((start, i)).parse::<i32>() else { continue };
            (start, (century - 1) * 100, i + 2)
        } else if scan.has(i, "年代") && four_digits(scan, i.saturating_sub(4)).is_some() && i >= 4 {
            let from = four_digits(scan, i - 4).unwrap_or_default();
            found.push(((i - 4, i + 2), from, from + 9));
            continue;
        } else {
            continue;
        };
        match decade(scan, k) {
            Some((tens, end)) => {
                let part = ["初", "中期", "末", "后期"].iter().position(|word| scan.has(end, word));
                let (from, to) = match part {
                    Some(0) => (0, 3),
                    Some(1) => (4, 6),
                    Some(_) => (7, 9),
                    None => (0, 9),
                };
                found.push(((start, end), base + tens + from, base + tens + to));
            }
            None if scan.get(k) == '初' => found.push(((start, k + 1), base, base + 9)),
            None if base >= 1000 && !scan.has(start, "本世纪") => found.push(((start, k), base, base + 99)),
            None => {}
        }
    }
    found
}

/// 五十年代, 90年代, 七八十年代: the first decade named.
fn decade(scan: &Scan, k: usize) -> Option<(i32, usize)> {
    let c = scan.get(k);
    let han = "一二三四五六七八九".chars().zip(1_i32..).find(|(d, _)| *d == c).map(|(_, n)| n * 10);
    if let Some(tens) = han {
        let two = "一二三四五六七八九".contains(scan.get(k + 1));
        let end = k + 1 + usize::from(two);
        return (scan.has(end, "十年代")).then_some((tens, end + 3));
    }
    let tens = i32::try_from(c.to_digit(10)?).ok()? * 10;
    (scan.get(k + 1) == '0' && scan.has(k + 2, "年代")).then_some((tens, k + 4))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_and_decades() {
        let check = |text: &str, expected: &[(&str, i32, i32)]| {
            let found = read(&Scan::new(text, &[]));
            let found: Vec<_> = found.iter().map(|era| (era.span.of(text), era.from, era.to)).collect();
            assert_eq!(found, expected, "{text}");
        };
        check("西安煤矿始于1911年，1964年建馆。", &[("1911年", 1911, 1911), ("1964年", 1964, 1964)]);
        check("2005—2008年采煤沉陷区治理", &[("2005—2008年", 2005, 2008)]);
        check("2005年至2008年", &[("2005年至2008年", 2005, 2008)]);
        check("上世纪五十年代建成", &[("上世纪五十年代", 1950, 1959)]);
        check("20世纪90年代初", &[("20世纪90年代", 1990, 1993)]);
        check("1950年代的厂房，19世纪的教堂", &[("1950年代", 1950, 1959), ("19世纪", 1800, 1899)]);
        check("有2500多年历史，产值2024元", &[]);
        check("始建於１９１１年", &[("１９１１年", 1911, 1911)]);
    }
}
