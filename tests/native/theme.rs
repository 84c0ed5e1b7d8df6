//! What one article about 辽源 must yield: each fact in a short sentence of its own terms.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use wenlan::{
    text::{Lexicon, Span},
    theme::{NameKind, SentenceEvidence, Themes, TieKind},
};

mod panels;

const SENTENCES: &[&str] = &[
    "辽源提出绿色转型，以新能源引领产业结构转型、以新业态引领传统工业转型、以新文旅引领生态环境转型、以新生活引领城市发展转型。",
    "围绕辽矿和中国天楹2户重点企业，打造增量配电网和氢基绿能2个产业园，带动氢能“制储输用研”全链条发展。",
    "抓好中国天楹风光储氢氨醇一体化项目，带动“风光电氢储”全产业链融合。",
    "布局氢能全产业链，抢占万亿级新赛道。",
    "打造百亿级装备制造业产业集群。",
    "打造百亿级袜业纺织集群。",
    "加强与一汽集团、中国船舶、中车集团等合作，延伸汽车配套产业链。",
    "解决袜业“有产品、没品牌，有产量、没产值”的问题，加快品牌化、数智化、规模化、市场化转型。",
    "做强自主袜业品牌“亲相见”。",
    "培育千亿级梅花鹿产业，与华润旗下的东阿阿胶合作，打造“皇家围场1619”品牌。",
    "围绕打造“吉地吉药”品牌，建设中草药种植基地。",
    "挖掘西安矿的煤炭历史文化，东辽河的源头生态文化，龙首山的传统国学文化。",
    "建设中国天眼科普基地，保护好矿工纪念馆、东城采炭所、盟军战俘营，打造文旅产品。",
    "构建“5+2”特色产业体系，抓好四件事。",
    "辽源市委书记沈德生表示，要弘扬崇严尚实作风。",
];

struct Reading {
    themes: Themes,
    evidence: Vec<(&'static str, SentenceEvidence)>,
}

fn reading() -> Reading {
    let themes = Themes::built_in().unwrap();
    let lexicon = Lexicon::embedded();
    let evidence = SENTENCES.iter().map(|text| (*text, themes.read(text, &lexicon.tokens(text)))).collect();
    Reading { themes, evidence }
}

impl Reading {
    fn names(&self, kind: NameKind) -> Vec<&str> {
        let all = self.evidence.iter().flat_map(|(_, e)| &e.names);
        let mut names: Vec<&str> = all.filter(|name| name.kind == kind).map(|name| name.canon.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    fn ties(&self, kind: TieKind) -> Vec<(&str, &str)> {
        let of = |(text, e): &(&'static str, SentenceEvidence)| {
            let mine = e.ties.iter().filter(|tie| tie.kind == kind);
            mine.map(|tie| (tie.from.of(text), tie.to.of(text))).collect::<Vec<_>>()
        };
        self.evidence.iter().flat_map(of).collect()
    }

    /// Ids of the lit stages of a chain in one sentence.
    fn stages(&self, theme: &str, chain: &str, sentence: usize) -> Vec<&str> {
        let theme = self.themes.index_of(theme).unwrap();
        let definition = self.themes.definition(theme).unwrap();
        let chain_idx = definition.chains.iter().position(|c| c.id == chain).unwrap();
        let hits = self.evidence[sentence].1.stages.iter();
        let mine = hits.filter(|hit| hit.theme == theme && hit.chain as usize == chain_idx);
        let mut ids: Vec<(u16, &str)> = mine
            .filter_map(|hit| hit.stage)
            .map(|stage| (stage, definition.chains[chain_idx].stages[stage as usize].id.as_str()))
            .collect();
        ids.sort_unstable();
        ids.dedup();
        ids.into_iter().map(|(_, id)| id).collect()
    }

    fn tiers(&self) -> Vec<(&str, f64, &str)> {
        let of = |(text, e): &(&'static str, SentenceEvidence)| {
            let tiers = e.figures.iter().filter(|figure| figure.tier);
            tiers.map(|f| (f.span.of(text), f.value, f.subject.of(text))).collect::<Vec<_>>()
        };
        self.evidence.iter().flat_map(of).collect()
    }

    fn ids(&self, sentence: usize) -> Vec<&str> {
        let hits = self.evidence[sentence].1.themes.iter();
        hits.filter_map(|hit| self.themes.definition(hit.theme)).map(|d| d.id.as_str()).collect()
    }
}

#[test]
fn four_paths_of_leading() {
    let expected = [
        ("新能源", "产业结构转型"),
        ("新业态", "传统工业转型"),
        ("新文旅", "生态环境转型"),
        ("新生活", "城市发展转型"),
    ];
    assert_eq!(reading().ties(TieKind::Leads), expected);
}

#[test]
fn parks_enterprises_and_partners() {
    let reading = reading();
    let parks = reading.names(NameKind::Park);
    for park in ["增量配电网产业园", "氢基绿能产业园", "中草药种植基地"] {
        assert!(parks.contains(&park), "{park} in {parks:?}");
    }
    let orgs = reading.names(NameKind::Org);
    for org in ["辽矿", "中国天楹", "一汽集团", "中国船舶", "中车集团", "华润", "东阿阿胶"] {
        assert!(orgs.contains(&org), "{org} in {orgs:?}");
    }
    let partners: Vec<&str> = reading.ties(TieKind::Works).into_iter().map(|tie| tie.1).collect();
    assert_eq!(partners, ["一汽集团", "中国船舶", "中车集团", "华润", "东阿阿胶"]);
    assert_eq!(reading.ties(TieKind::Owns), [("华润", "东阿阿胶")]);
    let relied: Vec<&str> = reading.ties(TieKind::Relies).into_iter().map(|tie| tie.1).collect();
    assert!(relied.contains(&"辽矿") && relied.contains(&"中国天楹"), "{relied:?}");
    let projects = reading.names(NameKind::Project);
    assert!(projects.iter().any(|name| name.contains("氢氨醇一体化项目")), "{projects:?}");
}

#[test]
fn the_hydrogen_chain() {
    let reading = reading();
    assert_eq!(reading.stages("green", "hydrogen", 1), ["make", "store", "move", "use", "study"]);
    let energy = reading.stages("green", "energy", 2);
    for stage in ["wind", "sun", "power", "storage", "hydrogen", "ammonia", "methanol"] {
        assert!(energy.contains(&stage), "{stage} in {energy:?}");
    }
    let whole = reading.evidence[1].1.stages.iter().find(|hit| hit.stage.is_none()).unwrap();
    assert_eq!(whole.span.of(SENTENCES[1]), "制储输用研");
}

#[test]
fn clusters_and_their_magnitudes() {
    let expected = [
        ("万亿级", 1e12, "氢能"),
        ("百亿级", 1e10, "装备制造业"),
        ("百亿级", 1e10, "袜业纺织"),
        ("千亿级", 1e11, "梅花鹿产业"),
    ];
    assert_eq!(reading().tiers(), expected);
    for sentence in [4, 5, 6, 7] {
        assert!(reading().ids(sentence).contains(&"industry"), "{}", SENTENCES[sentence]);
    }
}

#[test]
fn the_problem_of_the_socks_and_four_ways_out() {
    let reading = reading();
    assert_eq!(reading.stages("industry", "upgrade", 7), ["brand", "digital", "scale", "market"]);
    let path = reading.stages("industry", "path", 7);
    assert!(path.contains(&"problem") && path.contains(&"measure"), "{path:?}");
}

#[test]
fn brands_sites_and_schemes() {
    let reading = reading();
    assert_eq!(reading.names(NameKind::Brand), ["亲相见", "吉地吉药", "皇家围场1619"]);
    let sites = reading.names(NameKind::Site);
    for site in ["中国天眼科普基地", "矿工纪念馆", "东城采炭所", "盟军战俘营", "西安矿", "东辽河", "龙首山"]
    {
        assert!(sites.contains(&site), "{site} in {sites:?}");
    }
    assert!(!reading.names(NameKind::Place).contains(&"西安"));
    let schemes = reading.names(NameKind::Scheme);
    assert_eq!(schemes, ["5+2", "四件事"]);
}

#[test]
fn three_cultures_and_their_places() {
    let expected = [("西安矿", "煤炭历史文化"), ("东辽河", "源头生态文化"), ("龙首山", "传统国学文化")];
    assert_eq!(reading().ties(TieKind::Culture), expected);
    assert!(reading().ids(11).contains(&"tourism") && reading().ids(12).contains(&"tourism"));
}

#[test]
fn places_and_people() {
    let reading = reading();
    let (text, evidence) = &reading.evidence[14];
    let person = evidence.names.iter().find(|name| name.kind == NameKind::Person).unwrap();
    assert_eq!((person.canon.as_str(), person.within.as_slice()), ("沈德生", &["辽源市委书记".to_owned()][..]));
    assert_eq!(person.span.of(text), "沈德生");
    let place = evidence.names.iter().find(|name| name.kind == NameKind::Place).unwrap();
    assert_eq!((place.canon.as_str(), place.within.as_slice()), ("辽源", &["吉林".to_owned()][..]));
}

#[test]
fn all_marks_lie_in_their_sentence() {
    for (text, e) in &reading().evidence {
        let mut spans: Vec<Span> = e.names.iter().map(|name| name.span).collect();
        spans.extend(e.figures.iter().flat_map(|figure| [figure.span, figure.subject]));
        spans.extend(e.themes.iter().flat_map(|hit| hit.terms.iter().map(|term| term.span)));
        for span in spans {
            assert!(text.get(span.start as usize..span.end as usize).is_some(), "{span:?} in {text}");
        }
    }
}
