//! What a figure is a figure of: a best guess, as written.

use crate::theme::scan::{Range, Scan};

/// Words that may stand between the subject and the figure.
#[rustfmt::skip]
const LINKS: &[&str] = &[
    "分别增长", "同比增长", "比上年增长", "年均增长", "累计完成", "增长到", "提高到", "提升到", "增加到", "增长",
    "下降", "提高", "提升", "增加", "减少", "降低", "达到", "超过", "突破", "接近", "力争", "预计", "实现", "完成",
    "累计", "分别", "保持在", "稳定在", "维持在", "增至", "降至", "升至", "总计", "合计", "共计", "均", "达", "超",
    "约", "近", "逾", "为", "占", "有", "连续", "惠及", "将", "已", "同比", "环比", "由", "从", "在", "到", "至",
    "的", "共", "年均", "是", "再", "新增", "过", "迈入", "跨入", "迈上", "跃上", "率先", "首次", "接连",
];

/// Words before a subject, not in it.
#[rustfmt::skip]
const LEADS: &[&str] = &[
    "布局", "加快", "推进", "培育", "打造", "发展", "力争", "前", "高质量", "升格", "壮大", "年内", "全年", "本届",
    "计划", "新建", "推动",
];

/// Ends of a tier's subject that say nothing.
const TAILS: &[&str] = &["产业集群", "集群", "板块", "园区", "企业", "规模", "项目"];
/// What a tier may be said of without saying what it is.
const EMPTY: &[&str] = &["产业集群", "集群", "产业", "企业", "园区", "项目"];

/// What a tier is never said of: how it is spoken of, or what it is a tier in.
const SAYS_NOTHING: &[&str] =
    &["", "大关", "台阶", "级", "规模", "新赛道", "赛道", "市场", "主语", "量级", "目标", "说法", "数字"];
/// What tells nothing without the noun behind it.
const MODIFIERS: &[&str] =
    &["特色", "新兴", "优势", "重大", "主导", "支柱", "大型", "高端", "现代", "重点", "标志性", "传统", "龙头", "骨干"];

pub(super) fn read(scan: &Scan, figure: Range, tier: bool) -> Range {
    let clause = scan.clause_at(figure.0);
    if tier {
        return of_tier(scan, figure, clause);
    }
    let left = before(scan, (clause.0, figure.0));
    let counts = !matches!(scan.before(figure.1), '%' | '元' | '点' | '倍' | '成');
    let right = behind(scan, (figure.1, clause.1));
    if counts && right.1 > right.0 + 1 {
        return right;
    }
    if left.1 > left.0 {
        left
    } else if counts {
        right
    } else {
        previous(scan, clause.0)
    }
}

/// Verbs that sums are of: 财政支出, 工业投资.
const OF_SUMS: &[&str] = &["支出", "投资", "消费", "出口", "进口", "收入"];

fn is_nominal(tag: &str) -> bool {
    matches!(tag.as_bytes().first(), Some(b'n' | b'j' | b'l' | b'b' | b'g'))
        || matches!(tag, "vn" | "an" | "eng" | "a" | "s" | "f" | "" | "q" | "i")
}

/// The run of nouns at the end of a range, links and qualifiers left out.
fn before(scan: &Scan, (start, mut end): Range) -> Range {
    while let Some(link) = LINKS.iter().find(|link| scan.ends(end, link) && end >= start + link.chars().count()) {
        end -= link.chars().count();
    }
    let from = nouns_back(scan, start, end);
    // 非化石能源占一次能源消费比重: what has the share is the subject too.
    let share = ["比重", "比例", "份额", "的"].iter().any(|word| scan.ends(end, word));
    if share && scan.before(from) == '占' && from > start + 1 {
        let head = nouns_back(scan, start, from - 1);
        if head + 1 < from - 1 && end - head <= 24 {
            return (head, end);
        }
    }
    (from, end)
}

fn nouns_back(scan: &Scan, start: usize, end: usize) -> usize {
    if scan.words().is_empty() {
        return end.saturating_sub(12).max(start);
    }
    let mut from = end;
    for word in scan.words().iter().rev().filter(|word| word.end <= end && word.start >= start) {
        let text = scan.text((word.start, word.end));
        let inner =
            from < end && matches!(text.as_str(), "的" | "和" | "及" | "以上") || OF_SUMS.contains(&text.as_str());
        if word.end != from || !(is_nominal(word.tag) || inner) || end - word.start > 20 {
            break;
        }
        from = word.start;
    }
    // 非化石能源: without the first character it would say the opposite.
    if from > start && from < end && matches!(scan.before(from), '非' | '未' | '无' | '不') {
        from -= 1;
    }
    from = whole_count(scan, start, from, end);
    while let Some(word) = LEADS.iter().find(|word| scan.has(from, word) && from + word.chars().count() < end) {
        from += word.chars().count();
    }
    while from < end && matches!(scan.get(from), '的' | '和' | '及' | '、' | ' ' | '“' | '”') {
        from += 1;
    }
    from
}

/// A run that begins with a measure word takes its numeral along (一次能源, 二氧化碳) or leaves
/// the measure word out where the numeral is a figure's.
fn whole_count(scan: &Scan, start: usize, from: usize, end: usize) -> usize {
    if from <= start || !"一二三两".contains(scan.before(from)) || scan.before(from - 1).is_numeric() {
        let first = scan.word_over(from).filter(|word| word.start == from && word.tag == "q" && word.end < end);
        return first.map_or(from, |word| word.end);
    }
    from - 1
}

/// The run of nouns at the start of a range.
fn behind(scan: &Scan, (mut start, end): Range) -> Range {
    for tail in ["以上", "左右", "的"] {
        if scan.has(start, tail) {
            start += tail.chars().count();
        }
    }
    let mut to = start;
    for word in scan.words().iter().filter(|word| word.start >= start && word.end <= end) {
        let inner = to > start && matches!(scan.get(word.start), '的');
        if word.start != to || !(is_nominal(word.tag) || inner) || matches!(word.tag, "f") || word.end - start > 16 {
            break;
        }
        to = word.end;
    }
    while to > start && matches!(scan.before(to), '的' | '、' | '“' | '”') {
        to -= 1;
    }
    (start, to)
}

/// 百亿级 -> 装备制造业; with nothing that tells behind it, what its clause or the one before speaks of, or else what is
/// counted (千亿级 -> 园区).
fn of_tier(scan: &Scan, figure: Range, clause: Range) -> Range {
    let head = head_of_tier(scan, figure, clause.1);
    if is_slogan(scan, figure) {
        return (figure.1, figure.1);
    }
    let mut range = head;
    for tail in TAILS {
        if scan.ends(range.1, tail) && range.1 >= range.0 + tail.chars().count() {
            range.1 -= tail.chars().count();
        }
    }
    let text = scan.text(range);
    let is_empty = |text: &str| EMPTY.contains(&text) || SAYS_NOTHING.contains(&text);
    if MODIFIERS.contains(&text.as_str()) {
        return head;
    }
    if !is_empty(&text) && range.1 > range.0 + 1 {
        return range;
    }
    // 新增2家千亿级园区: what is counted is not what was spoken of before; nor are things of which each is so large.
    let text = scan.text(head);
    let is_counted = ['个', '家', '批', '条', '户'].contains(&scan.before(figure.0));
    let says = !SAYS_NOTHING.contains(&text.as_str());
    if says && (is_counted || matches!(text.as_str(), "项目" | "企业" | "园区" | "县" | "县区" | "镇")) {
        return head;
    }
    let left = before(scan, (clause.0, figure.0));
    if left.1 > left.0 + 1 && !is_empty(&scan.text(left)) {
        return left;
    }
    let previous = previous(scan, clause.0);
    if previous.1 > previous.0 || !says { previous } else { head }
}

/// 万亿立柱、千亿提升、百亿成势: the words behind say what the sums do.
fn is_slogan(scan: &Scan, figure: Range) -> bool {
    let is_bare = !matches!(scan.before(figure.1), '级' | '元');
    let next = figure.1 + 2;
    let goes_on = scan.get(next) == '、' && "百千万".contains(scan.get(next + 1)) && scan.get(next + 2) == '亿';
    let went_on = scan.before(figure.0) == '、' && figure.0 >= 4 && scan.get(figure.0 - 4) == '亿';
    is_bare && (goes_on || went_on)
}

/// The nouns behind a tier, and behind those that are listed with it (千亿级、百亿级企业).
fn head_of_tier(scan: &Scan, figure: Range, end: usize) -> Range {
    let of_number = |c: char| c.is_ascii_digit() || "一二三四五六七八九十百千万亿元级余多个家户批、和及".contains(c);
    let mut start = figure.1;
    if matches!(scan.get(start), '、' | '和' | '及') {
        let to = (start..end).find(|i| !of_number(scan.get(*i))).unwrap_or(end);
        if (start..to).any(|i| scan.get(i) == '亿') {
            start = to;
        }
    }
    for word in ["以上", "左右", "规模", "的"] {
        if scan.has(start, word) {
            start += word.chars().count();
        }
    }
    let mut to = start;
    if scan.words().is_empty() {
        let is_stop = |i: &usize| matches!(scan.get(*i), '、' | '“' | '”' | '(' | '的');
        to = (start..end).find(is_stop).unwrap_or(end).min(start + 16);
    }
    for word in scan.words().iter().filter(|word| word.start >= start && word.end <= end) {
        if word.start != to || !is_nominal(word.tag) || word.tag == "f" || word.end > start + 16 {
            break;
        }
        to = word.end;
    }
    if scan.ends(to, "建设") && to > start + 2 {
        to -= 2;
    }
    (start, to)
}

/// The subject of the clause before: its last nouns that a verb of growing or laying out leads.
fn previous(scan: &Scan, clause_start: usize) -> Range {
    if clause_start < 2 {
        return (clause_start, clause_start);
    }
    let last = scan.clause_at(clause_start - 2);
    let digits = (last.0..last.1).find(|&i| scan.get(i).is_ascii_digit());
    let mut range = before(scan, (last.0, digits.unwrap_or(last.1)));
    for tail in ["全产业链", "产业链", "产业", "领域"] {
        if scan.ends(range.1, tail) && range.1 > range.0 + tail.chars().count() {
            range.1 -= tail.chars().count();
        }
    }
    range
}
