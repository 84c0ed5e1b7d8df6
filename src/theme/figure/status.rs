//! Promised, achieved or neither.

use crate::theme::evidence::Status;
use crate::theme::scan::{Range, Scan};

/// Words of a goal, a plan or a forecast.
const GOAL: &[&str] = &[
    "力争",
    "争取",
    "预计",
    "预期",
    "目标",
    "计划",
    "确保",
    "有望",
    "规划",
    "拟",
    "到“十五五”末",
    "今后",
    "未来",
    "不低于",
    "将达",
    "将超",
    "将建",
    "将新",
    "要达",
    "要实现",
    "任务",
    "前完成",
    "以内",
    "奋力",
    "努力",
    "预测",
    "预估",
];

/// Words of a fact.
const FACT: &[&str] = &[
    "已",
    "了",
    "同比",
    "累计",
    "达到",
    "达",
    "增长到",
    "增至",
    "提高到",
    "提升至",
    "降至",
    "超过",
    "占",
    "比上年",
    "较",
    "创",
    "位居",
    "完成",
    "实现",
    "获",
    "跃升",
    "迈上",
    "连续",
    "去年",
    "过去",
    "以来",
    "共",
    "截至",
    "目前",
    "环比",
    "突破",
    "率先",
    "稳居",
    "历史新高",
    "全年",
];

/// Words of a rule, a size, an age or a war.
const RULE: &[&str] = &[
    "不得",
    "应当",
    "标准为",
    "上限",
    "下限",
    "每人",
    "罚款",
    "处以",
    "规定",
    "可享受",
    "免签",
    "有效期",
    "不超过",
    "给予",
];
const SIZE: &[&str] = &[
    "历史",
    "全长",
    "总长",
    "长约",
    "海拔",
    "高约",
    "全程",
    "绵延",
    "距今",
    "迄今",
    "占地",
    "总面积",
    "面积约",
    "坐落",
    "开凿",
    "始建",
    "深约",
    "宽约",
    "直径",
    "重达",
    "身高",
    "年龄",
    "岁",
    "设计",
    "航程",
    "口径",
];
const WAR: &[&str] = &[
    "死亡",
    "受伤",
    "遇难",
    "丧生",
    "伤亡",
    "身亡",
    "失踪",
    "击毙",
    "击落",
    "被困",
    "导弹",
    "无人机袭",
    "空袭",
    "袭击",
    "震级",
    "余震",
    "坠毁",
    "俘",
];

/// Verbs that begin a task when nothing says that it was done.
const TASK: &[&str] = &[
    "新建",
    "新增",
    "改造",
    "建设",
    "培育",
    "打造",
    "实施",
    "推进",
    "力推",
    "引进",
    "支持",
    "开展",
    "推动",
    "壮大",
    "加快",
    "建成",
    "完成",
    "发展",
    "创建",
    "滚动",
    "扩大",
    "抓好",
    "办好",
    "安排",
    "设立",
    "遴选",
    "推出",
    "组织",
    "布局",
    "做强",
    "深化",
    "完善",
    "落实",
    "争创",
    "推广",
    "实现",
    "保持",
    "提高",
    "稳定",
    "建立",
    "增加",
    "新改建",
    "升级",
    "构建",
    "培训",
];

/// Reads the status of a figure from its sentence.
pub(super) fn read(scan: &Scan, figure: Range, qualifier: &str, unit: &str, tier: bool) -> Status {
    let clause = scan.clause_at(figure.0);
    let whole = (0, scan.len());
    let left = (clause.0, figure.0);
    let any = |range: Range, words: &[&str]| words.iter().any(|word| scan.find(range, word).is_some());
    if unit == "岁" || any(clause, WAR) || any(whole, &["死亡", "遇难", "伤亡", "袭击", "空袭"]) {
        return Status::Other;
    }
    let promised = qualifier.contains("力争") || qualifier.contains("预计");
    let done = any(left, &["已", "了", "同比", "累计", "截至", "去年"]) || scan.get(figure.1) == '了';
    if promised && !done {
        return Status::Target;
    }
    if any(clause, RULE) && !done {
        return Status::Other;
    }
    if any(clause, SIZE) && !any(clause, GOAL) {
        return Status::Other;
    }
    if matches!(unit, "英寸" | "纳米" | "毫米" | "厘米" | "海里" | "公里/小时" | "℃" | "摄氏度" | "千伏")
    {
        return Status::Other;
    }
    if any(left, GOAL) && !done {
        return Status::Target;
    }
    let will = (left.0..left.1).rev().take(18).any(|i| scan.get(i) == '将' && scan.before(i) != '即');
    if will && !done {
        return Status::Target;
    }
    if to_year(scan, whole) && !any(whole, &["已", "了", "同比"]) {
        return Status::Target;
    }
    let facts =
        any(clause, FACT) || any(whole, &["已", "同比", "累计", "去年", "截至", "五年来", "“十四五”期间", "以来"]);
    if (qualifier.contains("以上") || qualifier.contains("左右")) && !done && !any(clause, &["达", "占", "超过"])
    {
        return Status::Target;
    }
    if any(left, &["增长", "下降"]) && !any(clause, &["保持", "左右", "以上"]) {
        return Status::Achieved;
    }
    let starts = TASK.iter().any(|verb| scan.has(clause.0, verb) || scan.has(0, verb));
    if !facts && (starts || tier && any(whole, TASK)) {
        return Status::Target;
    }
    Status::Achieved
}

/// 到2030年: a year after 到 or before 年底前.
fn to_year(scan: &Scan, (start, end): Range) -> bool {
    (start..end).any(|i| {
        (scan.get(i) == '到' || scan.get(i) == '至')
            && (1..=4).all(|k| scan.get(i + k).is_ascii_digit())
            && scan.get(i + 1) == '2'
            && scan.get(i + 5) == '年'
            && !(i >= 1 && scan.before(i) == '年')
    })
}
