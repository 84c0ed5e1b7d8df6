//! Promised, achieved or neither.
//!
//! The sentence's own words decide first: 力争 and 预计 promise, 已 and 同比 report, a size or a
//! casualty is neither. Plans and reports of a government share their bare verbs (新建, 完成);
//! there `cues` weighs what they are made of.

use crate::theme::evidence::Status;
use crate::theme::scan::{Range, Scan};

use super::cues::{self, Shape, any};

/// Words of a goal before a figure, anywhere in its sentence.
#[rustfmt::skip]
const GOAL: &[&str] = &[
    "力争", "争取达到", "争取实现", "争取更好", "预计", "确保", "有望", "到“十五五”末", "奋力", "预测", "预估", "要实现",
    "要达到", "努力实现",
];

/// Words of a goal in the clause of the figure.
const AIM: &[&str] = &[
    "目标",
    "预期",
    "规划",
    "今后",
    "未来",
    "不低于",
    "年内",
    "前完成",
    "以内",
    "努力",
    "将达",
    "将超",
    "任务",
    "提出实施",
    "提出建设",
];

/// Words that say it happened.
#[rustfmt::skip]
const DONE: &[&str] = &[
    "已", "了", "同比", "累计", "截至", "去年", "上年", "环比", "以来", "连续", "目前", "过去", "五年来",
    "历史新高", "“十四五”期间", "“十四五”时期", "率先", "稳居", "居全国", "位居", "跃居", "成效", "增至", "提高到",
    "增长到", "提升至", "提升到", "降至", "全年完成", "获评", "入选", "荣获", "圆满", "超额", "切实方便", "顺利",
    "增加到", "增速", "下降到", "实现了", "完工", "今年前", "上半年", "季度", "月份", "跃升", "迈上", "迈入",
    "病例", "感染者", "今天", "记者", "较20", "比20", "累积", "首次", "新突破", "全部", "显著", "明显", "年共",
    "共办", "共有", "共计",
];

/// Words that say a magnitude was reached.
const REACHED: &[&str] = &[
    "达到", "突破", "超过", "已", "形成", "建成", "跃升", "迈上", "跨入", "拥有", "实现", "成为", "新增", "现有", "达",
];

/// Words that say a magnitude is wanted.
const WANTED: &[&str] =
    &["抢占", "瞄准", "培育", "打造", "冲刺", "迈向", "做强", "做大", "建设", "布局", "向着", "加快", "争"];

/// Words of a rule.
#[rustfmt::skip]
const RULE: &[&str] = &[
    "不得", "应当", "上限", "下限", "每人", "罚款", "处以", "规定", "可享受", "免签", "有效期", "不超过", "给予",
    "以下的", "一次性",
];

/// Words of a size or an age.
#[rustfmt::skip]
const SIZE: &[&str] = &[
    "历史", "全长", "总长", "长约", "海拔", "高约", "全程", "绵延", "距今", "迄今", "占地面积", "占地约", "占地近",
    "总面积", "坐落", "开凿", "始建", "深约", "宽约", "约长", "型宽", "型深", "储存能力", "水深", "重量", "直径", "身高", "年龄", "航程", "时速", "跨度",
    "总库容", "容积",
];

/// Words of a war or an accident.
#[rustfmt::skip]
const WAR: &[&str] = &[
    "死亡", "受伤", "遇难", "丧生", "伤亡", "身亡", "失踪", "击毙", "击落", "被困", "导弹", "空袭", "袭击", "震级",
    "余震", "坠毁", "俘", "摧毁", "流离失所", "轻伤", "重伤", "烧毁",
];

/// What a figure is judged by.
pub(super) struct Given<'a> {
    pub(super) figure: Range,
    /// End of the number, before the unit.
    pub(super) number_end: usize,
    pub(super) qualifier: &'a str,
    pub(super) unit: &'a str,
    pub(super) tier: bool,
}

/// Reads the status of a figure from its sentence.
pub(super) fn read(scan: &Scan, given: &Given) -> Status {
    let (start, end) = given.figure;
    let clause = scan.clause_at(start);
    let (whole, left) = ((0, scan.len()), (clause.0, start));
    let any = |range: Range, words: &[&str]| any(scan, range, words);
    if any(clause, WAR) || any(whole, &["死亡", "遇难", "伤亡", "袭击", "空袭", "身亡", "龙卷风", "飓风", "山火"])
    {
        return Status::Other;
    }
    let done = any(left, DONE) || scan.get(end) == '了';
    if any((0, start), &["预计全年", "预计上年", "刚刚过去的"]) && any((0, start), &["预计"]) {
        return Status::Achieved;
    }
    if (given.qualifier.contains("力争") || given.qualifier.contains("预计")) && !any(left, &["已", "了"]) {
        return Status::Target;
    }
    if is_of_the_word(scan, given) {
        return Status::Other;
    }
    if is_size(scan, given, clause) || any(clause, RULE) && !done {
        return Status::Other;
    }
    let wanted = (any((0, start), GOAL) || plans_to(scan, (0, start))) && !any(whole, &["截至", "已完成"]);
    if !done && (wanted || any(clause, AIM) || promises(scan, left)) {
        return Status::Target;
    }
    let reported = any(whole, DONE);
    if !reported && promises(scan, (0, start)) {
        return Status::Target;
    }
    let told = any(whole, &["公布了", "提出了", "明确了", "确定了", "定下了", "公布", "提出", "目标"]);
    if to_year(scan, whole) && !any(whole, &["已", "同比"]) && (told || !any(whole, &["了"])) {
        return Status::Target;
    }
    let plans = cues::score(scan, given, shape(scan, given)) > if reported { REPORTED } else { 0 };
    if given.tier {
        // A magnitude is not reached by being named: 万亿级新赛道 is neither promised nor achieved.
        let reached = reported || given.qualifier.contains('过') || any(whole, REACHED);
        return match (plans, reached) {
            (true, _) => Status::Target,
            (false, true) => Status::Achieved,
            (false, false) if any(whole, WANTED) => Status::Target,
            (false, false) => Status::Other,
        };
    }
    if plans { Status::Target } else { Status::Achieved }
}

/// 计划 and 拟 as verbs: not 行动计划, not 虚拟.
fn plans_to(scan: &Scan, (start, end): Range) -> bool {
    (start..end).any(|i| match scan.get(i) {
        '拟' => scan.is_edge(i) && scan.is_edge(i + 1) && !matches!(scan.before(i), '虚' | '模'),
        '计' if scan.has(i, "计划") => {
            !scan.ends(i, "行动") && !["实施", "启动", "完成"].iter().any(|word| scan.has(i + 2, word))
        }
        _ => false,
    })
}

/// A figure that is spoken about, not stated: 若写成千亿, 记成“达千亿”错在两处, 出现了“千亿级”.
fn is_of_the_word(scan: &Scan, given: &Given) -> bool {
    const ABOUT: &[&str] =
        &["写成", "记成", "说成", "读成", "误作", "误写", "误读", "误记", "错在", "写错", "不等于", "不等同于"];
    const SAID: &[&str] = &["说的", "这个词", "一词", "二字", "两个字", "三个字", "的说法", "之说", "的主语", "的意思"];
    let (start, end) = given.figure;
    let quoted = "“‘「『".contains(scan.before(start)) && "”’」』".contains(scan.get(end));
    let alone = quoted && matches!(scan.get(end + 1), '。' | ',' | '、' | ';' | ' ' | '这' | '两' | '和' | '与' | '一');
    any(scan, (0, scan.len()), ABOUT)
        || given.tier && (alone || SAID.iter().any(|word| scan.has(end + usize::from(quoted), word)))
}

/// What a sentence with a word of report must outweigh to be a plan.
const REPORTED: i32 = 250;

/// 将 and 要 as verbs of what is to come; 将 before a noun only moves its object forward.
fn promises(scan: &Scan, (start, end): Range) -> bool {
    (start..end).any(|i| match scan.get(i) {
        '将' => {
            let moves = scan.word_over(i + 1).is_some_and(|word| word.start == i + 1 && word.tag.starts_with('n'));
            !moves && !matches!(scan.get(i + 1), '士' | '军' | '领' | '近') && scan.before(i) != '大'
        }
        '要' => {
            !matches!(scan.before(i), '重' | '主' | '需' | '纲' | '必' | '首' | '概' | '摘' | '简' | '只' | '次')
                && !matches!(
                    scan.get(i + 1),
                    '素' | '求' | '点' | '闻' | '塞' | '道' | '地' | '件' | '客' | '紧' | '害' | '职'
                )
        }
        _ => false,
    })
}

/// A length, an age, the capacity of a project that is not said to be finished, a number of
/// categories.
fn is_size(scan: &Scan, given: &Given, clause: Range) -> bool {
    let (start, end) = given.figure;
    let any = |range: Range, words: &[&str]| any(scan, range, words);
    if given.unit == "岁" {
        return !any(clause, &["寿命"]);
    }
    if matches!(
        given.unit,
        "英寸" | "纳米" | "微米" | "毫米" | "厘米" | "海里" | "公里/小时" | "℃" | "摄氏度" | "千伏" | "微克/立方米"
    ) {
        return !any(clause, &["下降", "降至", "降到", "均浓度"]);
    }
    // 近10万亩的滩涂, 24小时不间断, 全村153户村民: what there is, not what was done.
    let measured = matches!(given.unit, "亩" | "平方米" | "平方公里" | "公里" | "米" | "公顷" | "天" | "小时");
    let made = ["完成", "新增", "修复", "治理", "种植", "改造", "建成", "投资", "修建", "新建", "打造", "经过", "历时"];
    if measured && scan.get(end) == '的' && !any((clause.0, start), &made)
        || given.unit == "小时" && scan.ends(given.number_end, "24")
        || given.unit == "户" && scan.ends(start, "全村")
        || scan.ends(start, "占地")
    {
        return true;
    }
    if any((end, (end + 7).min(clause.1)), &["指标"]) {
        return true;
    }
    let capacity = matches!(given.unit, "吨" | "千瓦" | "兆瓦" | "台" | "辆" | "套" | "千瓦时");
    let next = (end, (end + 14).min(clause.1));
    let finished = any(clause, &["完工", "投产", "建成", "竣工", "投运", "并网", "达产", "投用"]);
    if capacity
        && any(next, &["项目", "工程", "露天矿", "机组"])
        && !any((clause.0, start), &["产量", "规模", "达", "完成", "新增"])
    {
        return !finished && scan.get(end) != '以';
    }
    any(clause, SIZE) && !any(clause, &["通车", "完成", "新增", "历史新高", "历史性", "里程"])
}

/// The digits of the number without the zeros at its end, and whether it has a decimal point.
fn digits(scan: &Scan, given: &Given) -> (String, bool) {
    let text = scan.text((given.figure.0, given.number_end));
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    (digits.trim_end_matches('0').to_owned(), text.contains('.'))
}

/// How the number is written.
fn shape(scan: &Scan, given: &Given) -> Shape {
    let (kept, point) = digits(scan, given);
    let percent = matches!(given.unit, "%" | "百分点");
    match (kept.len(), point, percent) {
        (0, ..) => Shape::Han,
        (_, true, true) => Shape::ExactPercent,
        (1, false, true) => Shape::RoundPercent,
        (_, false, true) if kept.ends_with('5') => Shape::RoundPercent,
        (_, false, true) => Shape::Percent,
        _ => Shape::Plain,
    }
}

/// 到2030年, but not 截至2024年 and not 提高到2025年的.
fn to_year(scan: &Scan, (start, end): Range) -> bool {
    (start..end).any(|i| {
        (scan.get(i) == '到' || scan.get(i) == '至')
            && (1..=4).all(|k| scan.get(i + k).is_ascii_digit())
            && scan.get(i + 1) == '2'
            && scan.get(i + 5) == '年'
            && !matches!(scan.before(i), '年' | '截' | '高' | '升' | '增' | '加' | '长' | '降' | '减' | '少' | '止')
            && !["从", "由", "自"].iter().any(|word| scan.find((scan.clause_at(i).0, i), word).is_some())
    })
}
