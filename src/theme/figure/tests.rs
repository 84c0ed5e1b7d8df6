use super::*;
use crate::theme::evidence::Status;

fn figures(text: &str) -> Vec<(String, f64, String, String, Status)> {
    read(&Scan::new(text, &[]))
        .into_iter()
        .map(|f| (f.span.of(text).to_owned(), f.value, f.unit, f.qualifier, f.status))
        .collect()
}

fn check(text: &str, expected: &[(&str, f64, &str, &str, Status)]) {
    let found = figures(text);
    let found: Vec<_> = found.iter().map(|f| (f.0.as_str(), f.1, f.2.as_str(), f.3.as_str(), f.4)).collect();
    assert_eq!(found, expected, "{text}");
}

use Status::{Achieved, Other, Target};

#[test]
fn value_unit_and_qualifier() {
    check("全年发电量7092亿千瓦时。", &[("7092亿千瓦时", 709_200_000_000.0, "千瓦时", "", Achieved)]);
    check("占比去年提高0.8个百分点。", &[("0.8个百分点", 0.8, "百分点", "", Achieved)]);
    check("力争规上工业增加值增长6%以上", &[("6%", 6.0, "%", "力争/以上", Target)]);
    check("占全国9成，同比增长近三倍", &[("9成", 90.0, "%", "", Achieved), ("三倍", 3.0, "倍", "近", Achieved)]);
    check("已建成2000多个村", &[("2000多个", 2000.0, "个", "多", Achieved)]);
    check("接近四分之一", &[("四分之一", 0.25, "", "接近", Achieved)]);
    check("一座有2500多年历史的古城", &[("2500多年", 2500.0, "年", "多", Other)]);
    check("增长5%—5.5%", &[("5%", 5.0, "%", "", Achieved), ("5.5%", 5.5, "%", "", Achieved)]);
}

#[test]
fn magnitudes() {
    check("打造百亿级装备制造业产业集群", &[("百亿级", 1e10, "元", "", Target)]);
    check("旅游收入突破万亿元", &[("万亿元", 1e12, "元", "突破", Achieved)]);
    check("建设千万千瓦级风电基地", &[("千万千瓦级", 1e7, "千瓦", "", Target)]);
}

#[test]
fn what_is_no_figure() {
    for text in [
        "2024年3月5日上午8点",
        "五年来，未来五年，成立30周年",
        "第3次会议位列第一",
        "六部门两大山系三大战役",
        "推进“1+3+N”行动和5A景区、5G基站",
        "PM2.5浓度",
        "打造15分钟健身圈",
        "C919首飞，歼-20亮相",
        "“十四五”时期",
        "产值翻一番、利润过半",
        "一批项目、一个中心、首个基地",
    ] {
        check(text, &[]);
    }
}

#[test]
fn traditional_text_gives_the_same() {
    check("打造百億級裝備製造業", &[("百億級", 1e10, "元", "", Target)]);
    check("發電量達７０９２億千瓦時", &[("７０９２億千瓦時", 709_200_000_000.0, "千瓦时", "达", Achieved)]);
}
