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

#[test]
fn what_is_reported_up_to_a_year_is_no_target() {
    for text in [
        "截至2024年底，全省高新技术企业达到3000家。",
        "地区生产总值由2010年的162.4亿元增加到2015年的287.9亿元",
        "三成以上企业扩产",
        "优质小麦占夏粮九成以上",
        "三年行动计划实施以来建成20所",
        "虚拟电厂聚合3万千瓦",
    ] {
        assert!(figures(text).iter().all(|figure| figure.4 == Achieved), "{text}: {:?}", figures(text));
    }
    let text = "要紧的是产值100亿元";
    let tokens = crate::text::Lexicon::embedded().tokens(text);
    assert_eq!(read(&Scan::new(text, &tokens)).first().map(|figure| figure.status), Some(Achieved));
    check("到2030年，装机达到12亿千瓦", &[("12亿千瓦", 1.2e9, "千瓦", "达到", Target)]);
}

#[test]
fn what_is_said_of_the_word_is_neither() {
    for text in [
        "常被记成“梅花鹿产业达千亿元”，错在两处。",
        "若写成已有千亿级规模，就把目标读成了成绩",
        "同一段话里出现了“千亿级”。",
    ] {
        assert!(figures(text).iter().all(|figure| figure.4 == Other), "{text}: {:?}", figures(text));
    }
}

#[test]
fn magnitudes_in_a_manner_of_speaking_count_nothing() {
    for text in ["亿万农民迎来丰收", "走进千家万户", "工作千头万绪", "几十家企业"] {
        check(text, &[]);
    }
    check("高新技术企业突破万家", &[("万家", 1e4, "家", "突破", Achieved)]);
}

#[test]
fn numbers_share_a_multiplier_and_go_on_behind_their_unit() {
    check("装机50—100万千瓦", &[("50", 500_000.0, "千瓦", "", Achieved), ("100万千瓦", 1e6, "千瓦", "", Achieved)]);
    check("约1.5—2亿元", &[("1.5", 1.5e8, "元", "约", Achieved), ("2亿元", 2e8, "元", "", Achieved)]);
    check("产量5千吨", &[("5千吨", 5000.0, "吨", "", Achieved)]);
    check("近七成半的车间", &[("七成半", 75.0, "%", "近", Achieved)]);
}

fn years(text: &str) -> Vec<Option<i32>> {
    read(&Scan::new(text, &[])).into_iter().map(|figure| figure.year).collect()
}

#[test]
fn a_year_that_is_compared_with_is_not_that_of_the_figure() {
    assert_eq!(years("较2019年同期增长4.5%"), [None]);
    assert_eq!(years("占比由2012年的38.6%提高到目前的44.9%"), [Some(2012), None]);
    assert_eq!(years("2024年增长5%，去年增长6%"), [Some(2024), None]);
}

fn subjects(text: &str) -> Vec<String> {
    let tokens = crate::text::Lexicon::embedded().tokens(text);
    read(&Scan::new(text, &tokens)).into_iter().map(|figure| figure.subject.of(text).to_owned()).collect()
}

#[test]
fn a_figure_is_of_what_its_own_clause_speaks_of() {
    assert_eq!(
        subjects("工业投资占投资比重从17.9%提升到35.5%，工业税收占税收比重从34.6%提升到49%"),
        ["工业投资占投资比重", "工业投资占投资比重", "工业税收占税收比重", "工业税收占税收比重"]
    );
    assert_eq!(subjects("会议数量减少，公务接待支出压缩48.2%"), ["支出"]);
    assert_eq!(subjects("居民人均可支配收入增长5%"), ["居民人均可支配收入"]);
}

#[test]
fn a_qualifier_is_a_word_of_its_own() {
    let text = "新签约120个项目，节约3000万元";
    let tokens = crate::text::Lexicon::embedded().tokens(text);
    assert!(read(&Scan::new(text, &tokens)).iter().all(|figure| figure.qualifier.is_empty()));
}
