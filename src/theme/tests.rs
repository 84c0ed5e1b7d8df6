use proptest::prelude::*;

use super::*;
use crate::text::{Lexicon, Span};

fn themes() -> &'static Themes {
    static THEMES: std::sync::OnceLock<Themes> = std::sync::OnceLock::new();
    THEMES.get_or_init(|| Themes::built_in().unwrap())
}

fn read(sentence: &str) -> SentenceEvidence {
    themes().read(sentence, &Lexicon::embedded().tokens(sentence))
}

fn ids(sentence: &str) -> Vec<&'static str> {
    read(sentence).themes.iter().map(|hit| themes().definition(hit.theme).unwrap().id.as_str()).collect()
}

#[test]
fn themes_of_sentences() {
    for (sentence, expected) in [
        ("大力发展光热储能，形成光热创新链产业链。", vec!["green", "industry"]),
        ("以风清气正的政治生态引领良好发展环境。", vec!["reform"]),
        ("数字经济、绿色能源、贸易、人文等领域交流合作不断深化。", vec![]),
        ("培育传统产业，做优乡村文化旅游业。", vec!["industry", "tourism"]),
        ("为农产品开辟绿色通道。", vec![]),
        ("这里的湿地每年迎来大批候鸟栖息。", vec!["green"]),
    ] {
        assert_eq!(ids(sentence), expected, "{sentence}");
    }
}

#[test]
fn traditional_text_gives_the_same_evidence() {
    let (simplified, traditional) = (
        "打造百亿级袜业纺织集群，发展氢能“制储输用研”全链条。",
        "打造百億級襪業紡織集群，發展氫能“制儲輸用研”全鏈條。",
    );
    let (a, b) = (read(simplified), read(traditional));
    assert_eq!(a.themes, b.themes);
    assert_eq!(a.stages, b.stages);
    assert_eq!(a.figures, b.figures);
    assert!(!a.themes.is_empty() && !a.stages.is_empty() && !a.figures.is_empty());
}

#[test]
fn a_score_is_the_sum_of_its_terms() {
    let evidence = read("加快布局氢能全产业链，推动清洁能源发展。");
    for hit in &evidence.themes {
        let sum: f32 = hit.terms.iter().map(|term| term.weight).sum();
        assert!((sum * hit.damped.iter().fold(1.0, |part, _| part * 0.5) - hit.score).abs() < 1e-4, "{hit:?}");
    }
    assert_eq!(evidence.themes.len(), 2);
}

#[test]
fn exclusions_are_told() {
    let hit = read("修复净化政治生态。").touched.into_iter().find(|hit| hit.theme == ThemeIdx(0)).unwrap();
    assert!(hit.score.abs() < f32::EPSILON);
    assert!(!hit.excluded.is_empty());
}

#[test]
fn people_are_told_from_countries_and_common_words() {
    let people = |text: &str| -> Vec<String> {
        let names = read(text).names.into_iter().filter(|name| name.kind == NameKind::Person);
        names.map(|name| name.canon).collect()
    };
    assert_eq!(people("国务院总理李克强10日主持召开会议。"), ["李克强"]);
    assert_eq!(people("总统弗拉基米尔·普京表示欢迎。"), ["弗拉基米尔·普京"]);
    assert_eq!(people("乌克兰总统称将举行会谈，外长强调合作。"), [""; 0]);
    assert_eq!(people("辽源市委书记沈德生说。"), ["沈德生"]);
}

#[test]
fn a_subject_keeps_what_would_turn_it_around() {
    let subjects = |text: &str| -> Vec<String> {
        read(text).figures.iter().map(|figure| figure.subject.of(text).to_owned()).collect()
    };
    let found = subjects("到2030年，非化石能源占一次能源消费比重达到25%左右。");
    assert!(found[0].starts_with("非化石能源"), "{found:?}");
    assert_eq!(subjects("定制农业签约额突破50亿元。"), ["农业签约额"]);
    assert_eq!(subjects("累计发放城乡低保金9823万元。"), ["城乡低保金"]);
    let years = |text: &str| read(text).figures.iter().map(|figure| figure.year).collect::<Vec<_>>();
    assert_eq!(years("2030年单位产值排放比2005年下降65%以上。"), [Some(2030)]);
}

#[test]
fn a_tier_is_said_of_what_it_is_a_tier_of() {
    let subjects = |text: &str| -> Vec<String> {
        let figures = read(text).figures.into_iter().filter(|figure| figure.tier);
        figures.map(|figure| figure.subject.of(text).to_owned()).collect()
    };
    for (text, expected) in [
        ("打造百亿级装备制造业产业集群。", &["装备制造业"][..]),
        ("新增2家千亿级、24家百亿级工业企业。", &["工业企业", "工业企业"]),
        ("加快打造一批千亿级、百亿级企业。", &["企业", "企业"]),
        ("一批百亿级重大项目开工建设。", &["重大项目"]),
        ("着力打造特色突出的主导产业，力争新增2家千亿级园区。", &["园区"]),
        ("培育壮大12个千亿级特色产业集群。", &["特色产业"]),
        ("壮大千亿级文旅融合产业链。", &["文旅融合产业链"]),
        ("新增仙桃、潜江、宜都、大冶4个千亿县。", &["县"]),
        ("现代化工、农产品加工5大支柱产业迈入万亿级规模。", &["支柱产业"]),
        ("氢能则被称为万亿级新赛道。", &["氢能"]),
        ("装备制造和袜业纺织要打造百亿级集群。", &["装备制造和袜业纺织"]),
        ("装备制造业产业集群要做到百亿级。", &["装备制造业"]),
        ("袜业纺织要做强品牌，目标都是百亿级。", &["袜业纺织"]),
        ("千亿级的主语是全省的一个产业。", &[""]),
        ("推动形成万亿立柱、千亿提升、百亿成势的产业发展格局。", &["", "", ""]),
    ] {
        assert_eq!(subjects(text), expected, "{text}");
    }
}

#[test]
fn a_mine_called_after_a_place_is_not_the_place() {
    let places = |text: &str| -> Vec<String> {
        let names = read(text).names.into_iter().filter(|name| name.kind == NameKind::Place);
        names.map(|name| name.canon).collect()
    };
    assert_eq!(places("挖掘西安矿的历史。"), [""; 0]);
    assert_eq!(places("他从西安回到辽源。"), ["西安", "辽源"]);
}

#[test]
fn what_follows_a_quotation_is_not_of_the_name() {
    let text = "把“以新文旅引领生态环境转型”单列一条。";
    let ties: Vec<_> = read(text).ties.iter().map(|tie| tie.to.of(text).to_owned()).collect();
    assert_eq!(ties, ["生态环境转型"]);
}

#[test]
fn a_theme_of_terms_alone_works() {
    let silk = Definition::parse("id = \"silk\"\nterms = [\"桑蠶\", \"丝绸^0.5\"]").unwrap();
    let themes = Themes::compile(vec![silk]).unwrap();
    assert_eq!(themes.read("发展桑蚕。", &[]).themes.len(), 1);
    assert_eq!(themes.read("丝绸之路。", &[]).themes.len(), 0);
    assert_eq!(themes.read("絲綢之路。", &[]).touched.len(), 1);
}

proptest! {
    #[test]
    fn any_text_gives_spans_on_boundaries(text in "[一-龥0-9年、，。“”亿万百%a-zA-Z. ]{0,60}") {
        let evidence = read(&text);
        let mut spans: Vec<Span> = evidence.figures.iter().flat_map(|f| [f.span, f.subject]).collect();
        spans.extend(evidence.names.iter().map(|n| n.span));
        spans.extend(evidence.stages.iter().map(|n| n.span));
        spans.extend(evidence.eras.iter().map(|n| n.span));
        spans.extend(evidence.ties.iter().flat_map(|n| [n.from, n.to]));
        spans.extend(evidence.themes.iter().chain(&evidence.touched).flat_map(|h| h.terms.iter().map(|t| t.span)));
        for span in spans {
            prop_assert!(text.get(span.start as usize..span.end as usize).is_some(), "{:?} in {:?}", span, text);
        }
    }
}
