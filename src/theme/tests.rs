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

/// Names of a kind as `canon`, or `canon/what it belongs to`.
fn names(kind: NameKind, text: &str) -> Vec<String> {
    let names = read(text).names.into_iter().filter(|name| name.kind == kind);
    names.map(|name| std::iter::once(name.canon).chain(name.within).collect::<Vec<_>>().join("/")).collect()
}

#[test]
fn a_county_needs_what_it_belongs_to() {
    for text in [
        "国家级示范县创建工作推进。",
        "存款余额突破千亿大关。",
        "三江平原黑土地保护取得成效。",
        "治理鄱阳湖和太湖。",
        "完善大城市功能，改造老城区。",
        "党在执政兴国中人民安宁。",
        "巴中友谊源远流长，中巴关系密切。",
        "沿河景观改造完成，新城区和东海之滨相连。",
        "高云龙主席出席。",
        "五年来，和县乡村振兴。",
    ] {
        assert_eq!(names(NameKind::Place, text), [""; 0], "{text}");
    }
    for (text, expected) in [
        ("山西吉县的果农很忙。", &["山西", "吉县/临汾/山西"][..]),
        ("江西兴国和云南安宁。", &["江西", "兴国县/赣州/江西", "云南", "安宁市/昆明/云南"]),
        ("在湖南双峰这个市场。", &["湖南", "双峰县/娄底/湖南"]),
        ("他走进东丰县。", &["东丰县/辽源/吉林"]),
        ("云南大理和广东中山。", &["云南", "大理/云南", "广东", "中山/广东"]),
        ("石嘴山、白银、个旧、焦作。", &["石嘴山/宁夏", "白银/甘肃", "个旧市/红河/云南", "焦作/河南"]),
        ("流过辽源市区。", &["辽源/吉林"]),
    ] {
        assert_eq!(names(NameKind::Place, text), expected, "{text}");
    }
}

#[test]
fn places_of_one_name_belong_to_the_nearest() {
    for (text, expected) in [
        ("福州市鼓楼区和南京市。", &["福州/福建", "鼓楼区/福州/福建", "南京/江苏"][..]),
        ("河南开封鼓楼区，徐州鼓楼区。", &["河南", "开封/河南", "鼓楼区/开封/河南", "徐州/江苏", "鼓楼区/徐州/江苏"]),
        ("北京朝阳区，长春朝阳区。", &["北京", "朝阳区/北京", "长春/吉林", "朝阳区/长春/吉林"]),
        ("北京市通州区与江苏南通通州区。", &["北京", "通州区/北京", "江苏", "南通/江苏", "通州区/南通/江苏"]),
        ("在南通，通州区企业。", &["南通/江苏", "通州区/南通/江苏"]),
    ] {
        assert_eq!(names(NameKind::Place, text), expected, "{text}");
    }
}

#[test]
fn a_place_in_a_longer_name_is_not_the_place() {
    for text in [
        "《吉林日报》2024年的报道。",
        "据湖南日报消息。",
        "吉林大学研究。",
        "青海湖水位上升。",
        "西安矿的“西安”二字。",
        "广西海洋实验室挂牌。",
    ] {
        assert_eq!(names(NameKind::Place, text), [""; 0], "{text}");
    }
    assert_eq!(names(NameKind::Place, "辽源市委书记说。"), ["辽源/吉林"]);
    assert_eq!(names(NameKind::Place, "江苏省人民政府印发通知。"), ["江苏"]);
}

#[test]
fn people_at_home_and_abroad() {
    for (text, expected) in [
        ("习近平总书记向全党发出号召。", &["习近平/总书记"][..]),
        ("习近平指出，要坚持高质量发展。", &["习近平"]),
        ("普京总统抵达，法国总统马克龙同他会谈。", &["普京/总统", "马克龙/法国总统"]),
        ("总统普京表示。", &["普京/总统"]),
        ("马克龙说，泽连斯基表示。", &["马克龙", "泽连斯基"]),
        ("全国人大常委会副委员长沈跃跃出席。", &["沈跃跃/全国人大常委会副委员长"]),
        ("主任梁言顺，厅长王正谱。", &["梁言顺/主任", "王正谱/厅长"]),
        ("总统杜特尔特，联邦安全会议副主席梅德韦杰夫。", &["杜特尔特/总统", "梅德韦杰夫/联邦安全会议副主席"]),
        ("工业和信息化部部长金壮龙。", &["金壮龙/工业和信息化部部长"]),
        ("国务委员谌贻琴，肖捷副委员长。", &["谌贻琴/国务委员", "肖捷/副委员长"]),
        ("叙利亚总统巴沙尔·阿萨德和西摩·赫什。", &["巴沙尔·阿萨德", "西摩·赫什"]),
        ("德国总统施泰因迈尔欢迎，总统普京因故未到。", &["施泰因迈尔/德国总统", "普京/总统"]),
        ("记者 赵蓓蓓 庞智源", &["赵蓓蓓/记者", "庞智源/记者"]),
        ("马尔代夫总统穆伊兹，黎巴嫩总统奥恩。", &["穆伊兹/马尔代夫总统", "奥恩/黎巴嫩总统"]),
    ] {
        assert_eq!(names(NameKind::Person, text), expected, "{text}");
    }
    for text in [
        "总书记殷切关怀。",
        "国家主席祝贺，代表任何一方。",
        "总统任期届满，主席团开会。",
        "黎巴嫩总统当选。",
        "吉林日报·彩练新闻。",
        "甘肃·庆阳，信心·权威。",
        "敬老院和马拉松。",
    ] {
        assert_eq!(names(NameKind::Person, text), [""; 0], "{text}");
    }
}

#[test]
fn organs_have_one_name() {
    for (text, expected) in [
        ("国家发展改革委、工信部和农业农村部。", &["国家发展和改革委员会", "工业和信息化部", "农业农村部"][..]),
        ("外交部发言人说，联合国欢迎。", &["外交部", "联合国"]),
        ("中国科学院、清华大学和北京大学。", &["中国科学院", "清华大学", "北京大学"]),
        ("财政部门和教育部署。", &[]),
        ("河南省工业和信息化厅。", &["河南省工业和信息化厅"]),
        ("世界道教联合会成立。", &["世界道教联合会"]),
        ("在北京会见英国汇丰集团代表。", &["英国汇丰集团"]),
        ("城市医疗集团和境内外上市公司。", &[]),
    ] {
        assert_eq!(names(NameKind::Org, text), expected, "{text}");
    }
}

#[test]
fn an_alias_stands_alone() {
    for text in ["松根海尔汗区。", "国网信通大数据。", "一汽大众和一汽丰田。"] {
        assert_eq!(names(NameKind::Org, text), [""; 0], "{text}");
    }
    assert_eq!(names(NameKind::Org, "一汽的总部在那里。"), ["一汽集团"]);
    let text = "吉林长龙药业股份有限公司（以下简称“长龙”）签约，";
    assert_eq!(names(NameKind::Org, text), ["吉林长龙药业股份有限公司", "吉林长龙药业股份有限公司"]);
}

#[test]
fn names_keep_their_beginning_and_no_more() {
    for (text, park) in [
        ("推进中俄蒙国际汽车产业园建设。", &["中俄蒙国际汽车产业园"][..]),
        ("建设横琴粤澳深度合作区。", &["横琴粤澳深度合作区"]),
        ("北京连接雄安新区，实地考察雄安新区。", &["雄安新区", "雄安新区"]),
        ("天津滨海新区和甘肃兰州新区。", &[]),
        ("国家生态文明试验区、经济技术开发区和养老产业基地。", &[]),
    ] {
        assert_eq!(names(NameKind::Park, text), park, "{text}");
    }
    for (text, project) in [
        ("推进环北部湾水资源配置工程。", &["环北部湾水资源配置工程"][..]),
        ("国家重点水利工程引汉济渭工程。", &["引汉济渭工程"]),
        ("力争污水处理厂提标改造工程完工。", &[]),
    ] {
        assert_eq!(names(NameKind::Project, text), project, "{text}");
    }
    for text in ["打造高端旅游景区，人均博物馆，充分利用旧址。", "平顶山的变化。"] {
        assert_eq!(names(NameKind::Site, text), [""; 0], "{text}");
    }
}

#[test]
#[allow(clippy::disallowed_methods, reason = "these tests are native")]
fn names_take_time_in_proportion() {
    let time = |times: usize| {
        let text = "辽源市新能源产业园完成投资，".repeat(times);
        let tokens = Lexicon::embedded().tokens(&text);
        let scan = Scan::new(&text, &tokens);
        let matcher = &themes().matcher;
        let found = matcher.find(&scan);
        let start = std::time::Instant::now();
        assert!(name::read(&scan, matcher, &found).len() >= times);
        start.elapsed()
    };
    let (few, many) = (time(250), time(4000));
    assert!(many < few * 80 + std::time::Duration::from_millis(500), "{few:?} {many:?}");
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
