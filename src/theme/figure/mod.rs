//! Key figures: number and unit as written, their value, what is said of them.

mod cues;
mod number;
mod skip;
mod status;
mod subject;
mod unit;

use super::evidence::Figure;
use super::scan::{Range, Scan};
use number::{Number, Share};

/// Words right before a number that say how it is meant, longest first.
const BEFORE: &[&str] =
    &["不低于", "不少于", "力争", "预计", "达到", "超过", "突破", "接近", "大约", "达", "超", "约", "近", "逾", "过"];
/// Words right behind a figure.
const BEHIND: &[&str] = &["以上", "左右"];
/// Words that go on over what stands between them and the figure.
const FAR: &[&str] = &["力争", "预计", "不低于"];

/// Reads the figures of a sentence in order.
pub(crate) fn read(scan: &Scan) -> Vec<Figure> {
    let mut found: Vec<Raw> = Vec::new();
    let mut i = 0;
    while i < scan.len() {
        let Some(number) = number::read(scan, i).filter(|n| n.range.1 > i) else {
            i += 1;
            continue;
        };
        let raw = take(scan, number);
        if let Some(raw) = raw {
            i = raw.range.1;
            found.push(raw);
        } else {
            i = number.range.1;
            // The unit of a date or an ordinal may be a numeral itself: none is.
        }
    }
    if let Some(at) = halves(scan) {
        found.extend(at);
        found.sort_by_key(|raw| raw.range);
    }
    found.iter().map(|raw| describe(scan, raw)).collect()
}

/// A figure before it is described.
struct Raw {
    range: Range,
    value: f64,
    unit: String,
    number: Number,
    tier: bool,
}

fn take(scan: &Scan, number: Number) -> Option<Raw> {
    let (start, end) = number.range;
    let blank = usize::from(scan.get(end) == ' ');
    let n = unit::at(scan, end + blank, number.han && !number.bare);
    if let Some(raw) = tier(scan, &number) {
        return Some(raw);
    }
    if let Some(raw) = range_start(scan, &number, n) {
        return Some(raw);
    }
    let unit_start = if n.is_some() { end + blank } else { end };
    let mut unit_end = unit_start + n.unwrap_or_default();
    // 万元GDP: a rate, not an amount. 数十人
    let rate = ["GDP", "地区", "国内", "产值", "增加值", "工业"].iter().any(|word| scan.has(unit_end, word));
    if number.bare && number.value < 1e5 && rate || number.han && matches!(scan.before(start), '数' | '几') {
        return None;
    }
    // 千家万户, 万家寨: a magnitude inside a longer word, or after another, counts nothing.
    let inside = scan.word_over(start).is_some_and(|word| word.end > unit_end);
    if number.bare && (inside || IDIOMS.iter().any(|idiom| over(scan, start, idiom))) {
        return None;
    }
    // 上万场, 数百家
    if number.bare && matches!(scan.before(start), '上' | '数' | '几' | '双' | '每') {
        return None;
    }
    let mut unit = scan.unit_text((unit_start, unit_end));
    if skip::is_no_figure(scan, &number, &unit, unit_end) {
        return None;
    }
    let mut value = number.value;
    match unit.as_str() {
        "成" => {
            value *= 10.0;
            unit = "%".into();
            // 近七成半
            if scan.get(unit_end) == '半' {
                value += 5.0;
                unit_end += 1;
            }
        }
        "个百分点" => unit = "百分点".into(),
        _ => {}
    }
    match number.share {
        Share::Percent => unit = "%".into(),
        Share::Fraction => unit = String::new(),
        Share::None => {}
    }
    let unit_end = if number.share == Share::None { unit_end } else { end };
    Some(Raw { range: (start, unit_end), value, unit, number, tier: false })
}

/// Magnitudes in a manner of speaking.
const IDIOMS: &[&str] =
    &["千家万户", "千门万户", "千军万马", "千头万绪", "万家灯火", "万人空巷", "亿万", "千人口", "百家争鸣"];

/// Whether `word` stands over character `i`.
fn over(scan: &Scan, i: usize, word: &str) -> bool {
    (0..word.chars().count()).any(|k| i >= k && scan.has(i - k, word))
}

/// 百亿级, 千亿元级, 百万千瓦级, 万亿元: a magnitude without digits.
fn tier(scan: &Scan, number: &Number) -> Option<Raw> {
    let (start, end) = number.range;
    let n_digits = (start..end).filter(|&i| scan.get(i).is_ascii_digit()).count();
    if !number.bare && n_digits == 0 {
        return None;
    }
    let n = unit::at(scan, end, false).filter(|_| scan.get(end) != '成').unwrap_or_default();
    let level = scan.get(end + n) == '级' && !matches!(scan.get(end + n + 1), '别' | '以');
    if !number.bare {
        // 500亿级, 10万吨级
        let big = number.value >= 1e9 && level && n == 0 || level && n > 0 && number.value >= 1e4;
        return big.then(|| {
            let unit = if n == 0 { "元".into() } else { scan.text((end, end + n)) };
            Raw { range: (start, end + n + 1), value: number.value, unit, number: *number, tier: true }
        });
    }
    if number.value < 1e5 || is_vague(scan, start) && !level {
        return None;
    }
    if level {
        let unit = if n == 0 { "元".into() } else { scan.text((end, end + n)) };
        return Some(Raw { range: (start, end + n + 1), value: number.value, unit, number: *number, tier: true });
    }
    // 新一轮千亿斤粮食产能提升行动: the name of a campaign.
    let item =
        (end + n..(end + n + 12).min(scan.len())).take_while(|&i| !matches!(scan.get(i), ',' | '、' | '。' | ';'));
    if item.clone().any(|i| scan.has(i, "行动")) {
        return None;
    }
    let unit = scan.text((end, end + n));
    if n > 0 {
        return Some(Raw { range: (start, end + n), value: number.value, unit, number: *number, tier: true });
    }
    let money = number.value >= 1e10;
    money.then(|| Raw { range: (start, end), value: number.value, unit: "元".into(), number: *number, tier: true })
}

/// 上万亿, 数百亿, 成百上千: a manner of speaking.
fn is_vague(scan: &Scan, start: usize) -> bool {
    match scan.before(start) {
        '上' | '数' | '近' | '几' | '第' | '双' | '每' => true,
        '成' => !matches!(scan.before(start - 1), '形' | '建' | '完' | '达'),
        _ => false,
    }
}

/// The first number of a range: `3-5年` is 3 and 5年, `5%—5.5%` is read as two figures anyway.
fn range_start(scan: &Scan, number: &Number, unit: Option<usize>) -> Option<Raw> {
    let end = number.range.1;
    if unit.is_some() || number.bare || number.share != Share::None {
        return None;
    }
    let mut i = end;
    while matches!(scan.get(i), '-' | '—' | '~' | '至' | '到' | '–') {
        i += 1;
    }
    if i == end || i > end + 2 {
        return None;
    }
    let second = number::read(scan, i).filter(|second| second.value > number.value && second.han == number.han)?;
    let n = unit::at(scan, second.range.1, second.han)?;
    let text = scan.text((second.range.1, second.range.1 + n));
    if skip::is_no_figure(scan, &second, &text, second.range.1 + n)
        || skip::is_no_figure(scan, &Number { range: number.range, ..second }, &text, second.range.1 + n)
    {
        return None;
    }
    let unit = match text.as_str() {
        "个百分点" => "百分点".into(),
        _ => text,
    };
    // 50—100万千瓦: the multiplier goes for both.
    let digits: String =
        (i..second.range.1).map(|k| scan.get(k)).take_while(|c| c.is_ascii_digit() || *c == '.').collect();
    let shares = !(number.range.0..end).any(|k| "十百千万亿".contains(scan.get(k)));
    let base = digits.parse().ok().filter(|base| *base > number.value && shares).unwrap_or(second.value);
    let value = number.value * (second.value / base);
    Some(Raw { range: number.range, value, unit, number: *number, tier: false })
}

/// 一半, 过半 is left out; 一半 counts as 0.5.
fn halves(scan: &Scan) -> Option<Vec<Raw>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(i) = scan.find((from, scan.len()), "一半") {
        from = i + 2;
        let number = Number {
            range: (i, i + 2),
            value: 0.5,
            han: true,
            bare: false,
            many: false,
            share: Share::Fraction,
            exact: false,
        };
        if !matches!(scan.get(i + 2), '是' | '靠') && scan.before(i) != '另' {
            found.push(Raw { range: (i, i + 2), value: 0.5, unit: String::new(), number, tier: false });
        }
    }
    (!found.is_empty()).then_some(found)
}

fn describe(scan: &Scan, raw: &Raw) -> Figure {
    let qualifier = qualifier(scan, raw);
    let given = status::Given {
        figure: raw.range,
        number_end: raw.number.range.1,
        qualifier: &qualifier,
        unit: &raw.unit,
        tier: raw.tier,
    };
    let status = status::read(scan, &given);
    Figure {
        span: scan.span(raw.range),
        value: raw.value,
        unit: raw.unit.clone(),
        status,
        subject: scan.span(subject::read(scan, raw.range, raw.tier)),
        year: year(scan, raw.range.0),
        qualifier,
        tier: raw.tier,
    }
}

fn qualifier(scan: &Scan, raw: &Raw) -> String {
    let (start, end) = raw.range;
    let clause = scan.clause_at(start);
    let mut words: Vec<&str> = Vec::new();
    let mut i = start;
    while let Some(word) = BEFORE.iter().find(|word| scan.ends(i, word)) {
        // 签约120个, 节约3000万元: a piece of another word.
        if !scan.is_edge(i - word.chars().count()) {
            break;
        }
        if *word == "过" && matches!(scan.before(i - 1), '通' | '经' | '不' | '来' | '去' | '做' | '走') {
            break;
        }
        words.insert(0, word);
        i -= word.chars().count();
    }
    if words.is_empty() && scan.before(start) == '、' && scan.find((clause.0, start), "分别").is_some() {
        words.extend(shared(scan, (clause.0, start - 1)));
    }
    for far in FAR {
        let led = scan.find((clause.0, i), far).is_some() || *far == "预计" && forecast(scan, clause.0);
        if led && !words.contains(far) {
            words.insert(0, far);
        }
    }
    if raw.number.many {
        let text = scan.text(raw.number.range);
        words.push(if text.contains('余') { "余" } else { "多" });
    }
    words.extend(BEHIND.iter().filter(|word| scan.has(end, word)));
    words.join("/")
}

/// 分别超过2%、5%: what stands before the first figure of the list goes for all.
fn shared(scan: &Scan, range: Range) -> Vec<&'static str> {
    let Some(i) = scan.rfind(range, "分别") else { return Vec::new() };
    BEFORE.iter().find(|word| scan.has(i + 2, word)).map(|word| vec![*word]).unwrap_or_default()
}

/// A forecast in the clause before goes on where this clause does not say that it happened.
fn forecast(scan: &Scan, clause_start: usize) -> bool {
    clause_start > 0 && {
        let last = scan.clause_at(clause_start.saturating_sub(2));
        scan.find(last, "预计").is_some()
    }
}

/// The last year written before the figure, as `2025年`, but none that it is only compared with (比2005年), and none
/// where another time that is not written as a year stands between (由2012年的38.6%提高到目前的44.9%).
fn year(scan: &Scan, before: usize) -> Option<i32> {
    let years: Vec<_> = super::era::years(scan).into_iter().filter(|(range, _, _)| range.1 <= before).collect();
    let is_base = |range: &Range| ["比", "较", "以"].iter().any(|word| scan.ends(range.0, word));
    let (range, _, to) = years.iter().rfind(|(range, _, _)| !is_base(range))?;
    let other = ["目前", "现在", "如今", "今年", "去年", "上年", "明年"];
    (!cues::any(scan, (range.1, before), &other)).then_some(*to)
}

#[cfg(test)]
mod tests;
