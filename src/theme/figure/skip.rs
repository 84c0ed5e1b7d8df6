//! Numbers that are no figures: dates, periods, ranks, names, slogans.

use crate::theme::scan::Scan;

use super::number::{Number, Share};

/// Whether the number at this place is a date, an ordinal, part of a name or another thing that
/// counts nothing. `unit_end` is the end of its unit, or of the number where it has none.
pub(crate) fn is_no_figure(scan: &Scan, number: &Number, unit: &str, unit_end: usize) -> bool {
    let (start, end) = number.range;
    // 零件, 零售: the character alone is no number. 八百分之一 is no hundredth.
    if end == start + 1 && scan.get(start) == '零'
        || scan.get(start) == '百' && scan.has(start, "百分之") && is_han_digit(scan.before(start))
    {
        return true;
    }
    if number.share != Share::None {
        return false;
    }
    let before = scan.before(start);
    let after = scan.get(unit_end);
    is_named(scan, number, unit, before)
        || is_ordinal(scan, start, before, unit, unit_end)
        || is_date(scan, number, unit, unit_end)
        || is_quoted(scan, start, unit_end, unit)
        || is_misquoted(scan, start)
        || is_slogan(scan, number, unit, unit_end)
        || (unit.is_empty() && !counts_bare(scan, number, after))
        || (end == unit_end && number.han && !number.bare)
}

fn is_han_digit(c: char) -> bool {
    "一二三四五六七八九十两几".contains(c)
}

/// Letters, signs and digits beside it make it part of a name: C919, PM2.5, 4×4, 3:2.
fn is_named(scan: &Scan, number: &Number, unit: &str, before: char) -> bool {
    let (start, end) = number.range;
    let next = scan.get(end);
    let dashed = matches!(before, '-' | '—' | '.') && {
        let c = scan.before(start - 1);
        c.is_ascii_alphabetic() || (c.is_alphabetic() && unit.is_empty())
    };
    let letters = before.is_ascii_alphabetic() || (unit.is_empty() && next.is_ascii_alphabetic());
    let signs =
        matches!(before, '+' | '×' | '·' | '/' | '#') || (unit.is_empty() && matches!(next, '+' | '×' | '·' | '/'));
    let score = (before == ':' || next == ':')
        && (scan.get(end + 1).is_ascii_digit() || start >= 2 && scan.before(start - 1).is_ascii_digit())
        && unit.is_empty();
    dashed || letters || signs || score
}

fn is_ordinal(scan: &Scan, start: usize, before: char, unit: &str, unit_end: usize) -> bool {
    let ranked = ["第", "前", "排名", "位列", "位居", "列全国", "Top", "TOP", "No.", "之"];
    if before == '第' || (ranked.iter().any(|word| scan.ends(start, word)) && matches!(unit, "名" | "位" | "")) {
        return true;
    }
    if scan.ends(start, "新一") || scan.ends(start, "逐") {
        return true;
    }
    matches!(scan.get(unit_end), '强')
        || (unit.is_empty() && matches!(scan.get(unit_end), '号' | '后' | '大' | '国' | '部'))
}

fn is_date(scan: &Scan, number: &Number, unit: &str, unit_end: usize) -> bool {
    let (start, end) = number.range;
    let next = scan.get(end);
    let n_digits = (start..end).filter(|&i| scan.get(i).is_ascii_digit()).count();
    if unit.is_empty() && !number.exact {
        let clock = matches!(next, '日' | '月' | '时' | '点' | '分' | '号' | '秒' | '世') || (next == '年');
        if clock && !scan.has(end, "分之") {
            return true;
        }
    }
    match unit {
        "年" => {
            let year = !number.han && n_digits == 4 && !number.many && (1000.0..2200.0).contains(&number.value);
            year || is_period(scan, start, unit_end, number)
        }
        "周" => scan.get(unit_end) == '年',
        "天" | "个月" | "小时" | "个小时" | "分钟" | "秒" | "个星期" => {
            number.han && number.value <= 3.0 || is_span_of_time(scan, start, unit_end)
        }
        _ => false,
    }
}

/// A period used as time: 五年来, 未来五年, 近3年, 30年以来, 十年前.
fn is_period(scan: &Scan, start: usize, unit_end: usize, number: &Number) -> bool {
    if number.han && !number.many {
        return true;
    }
    let led =
        ["未来", "今后", "过去", "近", "最近", "第", "前", "后", "每", "这", "接下来", "下一个", "隔", "时隔", "往后"];
    led.iter().any(|word| scan.ends(start, word)) && !number.many || is_span_of_time(scan, start, unit_end)
}

fn is_span_of_time(scan: &Scan, start: usize, unit_end: usize) -> bool {
    let after = [
        "多来",
        "多以来",
        "多前",
        "来",
        "以来",
        "间",
        "前",
        "之前",
        "以前",
        "后",
        "之后",
        "以后",
        "内",
        "之内",
        "以内",
        "里",
        "期间",
        "规划",
        "行动",
    ];
    after.iter().any(|word| scan.has(unit_end, word)) && !scan.has(unit_end, "以内的") && !scan.has(unit_end, "来自")
        || scan.ends(start, "未来")
        || scan.ends(start, "今后")
        || scan.ends(start, "过去")
        || scan.ends(start, "最近")
        || (scan.ends(start, "前") && !scan.ends(start, "目前"))
}

/// In a quotation that is called a mistake: 记成“年产值一千亿元”.
fn is_misquoted(scan: &Scan, start: usize) -> bool {
    let quote = (start.saturating_sub(40)..start)
        .rev()
        .find(|&i| matches!(scan.get(i), '“' | '‘' | '「' | '”' | '’' | '」'))
        .filter(|&i| matches!(scan.get(i), '“' | '‘' | '「'));
    quote.is_some_and(|at| {
        ["记成", "写成", "说成", "误作", "误写为", "误记为", "算成", "当成"].iter().any(|verb| scan.ends(at, verb))
    })
}

/// Inside short quotes it is a brand or a slogan: “1+3+N”, “117项目”, “15分钟健身圈”.
fn is_quoted(scan: &Scan, start: usize, unit_end: usize, unit: &str) -> bool {
    if scan.get(unit_end) == '圈' || scan.has(unit_end, "生活圈") || scan.has(unit_end, "健身圈") {
        return true;
    }
    if matches!(unit, "%" | "元" | "千瓦时" | "吨") {
        return false;
    }
    let opens =
        (start.saturating_sub(10)..start).rev().find(|&i| matches!(scan.get(i), '“' | '”' | '「' | '《' | '》'));
    let closes = (unit_end..unit_end + 10).find(|&i| matches!(scan.get(i), '“' | '”' | '」' | '》' | '《'));
    let inside = |i: Option<usize>, c: [char; 3]| i.is_some_and(|i| c.contains(&scan.get(i)));
    inside(opens, ['“', '「', '《']) && inside(closes, ['”', '」', '》'])
}

/// Counts of a slogan: 四个全面, 两个确立, 三大战役, 五大行动.
fn is_slogan(scan: &Scan, number: &Number, unit: &str, unit_end: usize) -> bool {
    let (start, _) = number.range;
    if scan.get(unit_end) == '大' && (unit.is_empty() || number.han) {
        return true;
    }
    if !number.han || number.share != Share::None || number.bare {
        return false;
    }
    // 一 is rarely a count; small counts with 个, 种, 次, 类 name things rather than count them.
    let vague = matches!(unit, "个" | "种" | "类" | "次" | "场" | "部" | "条" | "级" | "本" | "支" | "份" | "人");
    let led = ["每", "这", "那", "某", "另", "同", "任何", "上", "下", "首", "全", "进", "更", "之"];
    // 1 to 9 with such measure words: the text names its points or tells a story.
    (number.value - 1.0).abs() < f64::EPSILON && !number.many
        || (vague && number.value < 10.0 && !number.many)
        || led.iter().any(|word| scan.ends(start, word))
        || scan.has(unit_end, "全会")
        || scan.has(unit_end, "规定")
        || (unit == "件" && scan.get(unit_end) == '事')
}

/// A number without unit counts when it is exact or something says how much.
fn counts_bare(scan: &Scan, number: &Number, after: char) -> bool {
    if number.share != Share::None {
        return true;
    }
    if number.bare || number.han {
        return false;
    }
    let start = number.range.0;
    let led =
        ["达", "达到", "超", "超过", "突破", "约", "为", "至", "近", "到"].iter().any(|word| scan.ends(start, word));
    if after == '级' || after == '后' || after == '版' {
        return false;
    }
    let multiplied = number.value >= 1e4 && number.exact;
    let decimal = number.exact && led;
    multiplied || decimal
}
