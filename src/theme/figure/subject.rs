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
const SAYS_NOTHING: &[&str] = &[
    "",
    "大关",
    "台阶",
    "级",
    "规模",
    "新赛道",
    "赛道",
    "市场",
    "目标",
    "产值",
    "营收",
    "营业收入",
    "档",
    "里面",
    "其中",
];
/// Behind a tier, these speak of the word itself (千亿级的主语是全省的一个产业).
const OF_THE_WORD: &[&str] = &["主语", "量级", "说法", "数字", "意思"];
/// A character that is no subject alone: of counting, of place and of time.
const NO_SUBJECT: &str = "个家户名位人条项次批张座处只种类末初底前后上下中内外间时年月日";
/// What tells nothing without the noun behind it.
const MODIFIERS: &[&str] =
    &["特色", "新兴", "优势", "重大", "主导", "支柱", "大型", "高端", "现代", "重点", "标志性", "传统", "龙头", "骨干"];

pub(super) fn read(scan: &Scan, figure: Range, tier: bool) -> Range {
    let clause = scan.clause_at(figure.0);
    if tier {
        return of_tier(scan, figure, clause);
    }
    let left = own(scan, (clause.0, figure.0));
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

/// What the clause of a figure says before it: its last nouns, or those before 从 or 由 where the figure is the second
/// of two (从17.9%提升到35.5%), or those before a verb that no list has (支出压缩48.2%).
fn own(scan: &Scan, (start, end): Range) -> Range {
    let nouns = before(scan, (start, end));
    if nouns.1 > nouns.0 && !NO_SUBJECTS.contains(&scan.text(nouns).as_str()) {
        return nouns;
    }
    let first = ["从", "由"].iter().filter_map(|word| scan.rfind((start, end), word)).find(|&i| scan.is_edge(i));
    if let Some(first) = first.filter(|first| *first > start + 1) {
        let nouns = before(scan, (start, first));
        if nouns.1 > nouns.0 {
            return nouns;
        }
    }
    let mut to = nouns.1;
    for word in scan.words().iter().rev().filter(|word| word.end <= nouns.1 && word.start > start).take(2) {
        let is_sum = OF_SUMS.contains(&scan.text((word.start, word.end)).as_str());
        if word.end != to || is_sum || !matches!(word.tag, "v" | "vd" | "d" | "vi" | "vq") {
            break;
        }
        to = word.start;
    }
    let nouns = if to < nouns.1 { before(scan, (start, to)) } else { (start, start) };
    if NO_SUBJECTS.contains(&scan.text(nouns).as_str()) { (start, start) } else { nouns }
}

/// Nouns that name no subject by themselves.
const NO_SUBJECTS: &[&str] = &["同期", "上年同期", "去年同期", "国家", "省", "市", "县", "比上年", "上年", "去年"];

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
    let from = whole_noun(scan, start, nouns_back(scan, start, end), end);
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

/// One character alone is no subject: it takes the word before it along (签约额, 优待金), or there is none.
fn whole_noun(scan: &Scan, start: usize, from: usize, end: usize) -> usize {
    if from + 1 != end {
        return from;
    }
    if NO_SUBJECT.contains(scan.get(from)) || scan.get(from).is_numeric() {
        return end;
    }
    let word = scan.words().iter().find(|word| word.end == from && word.start >= start);
    word.filter(|word| word.end - word.start > 1)
        .map_or(end, |word| nouns_back(scan, start, word.start).min(word.start))
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
        // 人均可支配收入
        let inner = inner || text == "可" && from < end && scan.has(from, "支配");
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
    if is_slogan(scan, figure) || OF_THE_WORD.contains(&scan.text(head).as_str()) {
        return (figure.1, figure.1);
    }
    let range = bare(scan, head);
    let text = scan.text(range);
    if !is_empty(&text) && range.1 > range.0 + 1 {
        return range;
    }
    // 新增2家千亿级园区: what is counted is not what was spoken of before; nor are things of which each is so large.
    let text = scan.text(head);
    let is_counted = ['个', '家', '批', '条', '户'].contains(&scan.before(figure.0));
    let says = !SAYS_NOTHING.contains(&text.as_str());
    if says && (is_counted || matches!(text.as_str(), "项目" | "企业" | "园区" | "县" | "县区" | "镇" | "县城"))
    {
        return head;
    }
    let own = [before(scan, (clause.0, figure.0)), topic(scan, (clause.0, figure.0))];
    if let Some(own) = own.into_iter().flat_map(|own| [bare(scan, own), own]).find(|own| tells(scan, *own)) {
        return own;
    }
    // 袜业纺织要做强品牌，目标都是百亿级: of what the clause before speaks of, not of its end.
    let is_of_topic =
        clause.0 > 1 && ["目标", "都", "均"].iter().any(|word| scan.find((clause.0, figure.0), word).is_some());
    let last = if is_of_topic { scan.clause_at(clause.0 - 2) } else { (0, 0) };
    let previous = match topic(scan, last) {
        topic if topic.1 > topic.0 => bare(scan, topic),
        _ => bare(scan, previous(scan, clause.0)),
    };
    if tells(scan, previous) {
        return previous;
    }
    if says { head } else { (figure.1, figure.1) }
}

fn is_empty(text: &str) -> bool {
    EMPTY.contains(&text) || SAYS_NOTHING.contains(&text)
}

fn tells(scan: &Scan, range: Range) -> bool {
    range.1 > range.0 + 1 && !is_empty(&scan.text(range))
}

/// A subject without the ends that say nothing: 装备制造业产业集群 is 装备制造业, but 工业企业 stays.
fn bare(scan: &Scan, (mut start, mut end): Range) -> Range {
    // 两个优势产业集群
    if end > start + 3 && "一两二三四五六七八九十".contains(scan.get(start)) && scan.get(start + 1) == '个'
    {
        start += 2;
    }
    // 5大支柱产业迈入万亿级规模
    if scan.has(start, "大")
        && end > start + 2
        && !scan.words().iter().any(|word| word.start == start && word.end > start + 1)
    {
        start += 1;
    }
    if end > start + 2 && matches!(scan.before(end), '上' | '里' | '内' | '中') {
        end -= 1;
    }
    for tail in TAILS {
        let to = end.saturating_sub(tail.chars().count());
        let stays = |word: &&str| scan.ends(to, word);
        if scan.ends(end, tail) && to >= start && !MODIFIERS.iter().chain(&["工业", "农业"]).any(stays) {
            end = to;
        }
    }
    (start, end)
}

/// What says something of what stands before it (氢能在报道里被称作…, 装备制造和袜业纺织要打造…).
#[rustfmt::skip]
const SAYS_OF: &[&str] = &[
    "要", "将", "已", "则", "在", "被", "正", "可", "能", "把", "是", "有", "都", "应", "力争", "打造", "建设", "培育", "形成",
];

/// What a clause speaks of: what it begins with, up to the word that says something of it. A place alone is not what is
/// so large.
fn topic(scan: &Scan, (start, end): Range) -> Range {
    let (mut to, mut is_place) = (start, true);
    for word in scan.words().iter().filter(|word| word.start >= start && word.end <= end) {
        if to == start && !is_nominal(word.tag) {
            break;
        }
        let says = matches!(word.tag, "d" | "p") || SAYS_OF.contains(&scan.text((word.start, word.end)).as_str());
        if says && !is_place {
            return (start, to);
        }
        if says || word.start != to || word.end > start + 16 {
            break;
        }
        is_place &= matches!(word.tag, "ns" | "nt" | "t" | "m");
        to = word.end;
    }
    (start, start)
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
    // 千亿县: one word with the magnitude.
    if to == start && matches!(scan.get(start), '县' | '镇') {
        to += 1;
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
