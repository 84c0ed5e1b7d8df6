//! What the panels show of a corpus: every fact of one article about 辽源 as a mark that opens its
//! sentence, and the sums that must hold over all marks.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use wenlan::corpus::{Article, BuildOptions, NoteTaker, build, read_file};
use wenlan::draw::table::twin;
use wenlan::engine::Service;
use wenlan::protocol::{Answer, Ask, EvidenceList, Form, FormBody, Mark, NamePage, PanelSet, Query, Request, Told};
use wenlan::text::{Lexicon, simplify};
use wenlan::theme::Themes;

struct Shown {
    service: Service,
    panels: PanelSet,
}

/// Packs files by themselves and asks for their panels.
fn shown(paths: &[PathBuf]) -> Shown {
    let lexicon = Lexicon::embedded();
    let read = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        read_file(&name, &std::fs::read(path).unwrap(), lexicon).unwrap().articles
    };
    let articles: Vec<Article> = paths.iter().flat_map(read).collect();
    let themes = Themes::built_in().unwrap();
    let pack = build(articles, lexicon, &BuildOptions::default(), &mut NoteTaker::new(&themes), &mut |_| {});
    let mut service = Service::default();
    assert!(matches!(ask(&mut service, Request::Open { pack }), Answer::Opened(_)));
    let panels = service.panels(&Query::default(), 0).unwrap().clone();
    Shown { service, panels }
}

fn ask(service: &mut Service, request: Request) -> Answer {
    service.answer(request, &mut |_| {})
}

fn own_articles() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("articles");
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "md"));
    paths.sort();
    paths
}

/// The article as it was scraped, where the data folder is at hand.
fn seed() -> Option<PathBuf> {
    let data = std::env::var("WENLAN_DATA").unwrap_or_else(|_| "../shared/data".into());
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(data).join("../seeds/liaoyuan.txt");
    path.exists().then_some(path)
}

/// All marks of a form.
fn marks(body: &FormBody) -> Vec<&Mark> {
    match body {
        FormBody::Chain { stages, whole, layers, links } => {
            let nodes = stages.iter().chain(whole).chain(layers.iter().flatten());
            nodes.chain(links.iter().map(|link| &link.mark)).collect()
        }
        FormBody::Multiples { rows, .. } => {
            rows.iter().flat_map(|row| std::iter::once(&row.mark).chain(&row.cells)).collect()
        }
        FormBody::Treemap { groups } => {
            groups.iter().flat_map(|(group, parts)| std::iter::once(group).chain(parts)).collect()
        }
        FormBody::Ladder { rungs } => rungs
            .iter()
            .flat_map(|rung| std::iter::once(&rung.mark).chain(rung.claims.iter().map(|claim| &claim.0)))
            .collect(),
        FormBody::Network { nodes, links } => {
            nodes.iter().map(|node| &node.0).chain(links.iter().map(|link| &link.mark)).collect()
        }
        FormBody::Lanes { lanes, .. } => lanes
            .iter()
            .flat_map(|lane| {
                let rest = lane.eras.iter().map(|era| &era.2).chain(lane.ticks.iter().map(|tick| &tick.mark));
                std::iter::once(&lane.mark).chain(rest)
            })
            .collect(),
        FormBody::Ego { centre, arms } => std::iter::once(centre).chain(arms).collect(),
        FormBody::Figures { figures } => figures.iter().map(|figure| &figure.mark).collect(),
        FormBody::Bars { bars } => bars.iter().collect(),
        FormBody::Tree { nodes } => nodes.iter().map(|node| &node.mark).collect(),
        FormBody::Keyness { rows, .. } => {
            rows.iter().flat_map(|row| std::iter::once(&row.mark).chain(&row.sides)).collect()
        }
        FormBody::Calendar { years } => years.iter().flat_map(|year| &year.months).collect(),
        FormBody::Tiles { tiles } => tiles.iter().map(|tile| &tile.mark).collect(),
    }
}

impl Shown {
    fn form(&self, theme: &str, id: &str) -> Option<&Form> {
        self.panels.panels.iter().find(|panel| panel.theme == theme)?.forms.iter().find(|form| form.id == id)
    }

    fn evidence(&mut self, key: &str) -> EvidenceList {
        let request = Request::Evidence { query: Query::default(), key: key.to_owned(), lang: 0 };
        match ask(&mut self.service, request) {
            Answer::Evidence(list) => list,
            other => panic!("{key}: {other:?}"),
        }
    }

    fn name(&mut self, kind: &str, name: &str) -> Option<Box<NamePage>> {
        let request = Request::Name { query: Query::default(), key: format!("name.{kind}.{name}"), lang: 0 };
        match ask(&mut self.service, request) {
            Answer::Name(page) => page,
            other => panic!("{name}: {other:?}"),
        }
    }

    /// Whether a form has a mark of this label, one of whose sentences says `said`.
    fn proves(&mut self, theme: &str, form: &str, label: &str, said: &str) -> Result<(), String> {
        let all = self.form(theme, form).map(|form| form.body.clone());
        let Some(body) = all else { return Err(format!("{theme}: no form {form}")) };
        let named = marks(&body).into_iter().filter(|mark| mark.n > 0 && simplify(&mark.label).text == label);
        let keys: Vec<String> = named.map(|mark| mark.key.clone()).collect();
        if keys.is_empty() {
            let labels: Vec<&str> = marks(&body).iter().map(|mark| mark.label.as_str()).collect();
            return Err(format!("{theme}/{form}: no mark {label} in {labels:?}"));
        }
        let says = |key: &String| self.evidence(key).items.iter().any(|item| simplify(&item.text).text.contains(said));
        if keys.iter().any(says) { Ok(()) } else { Err(format!("{theme}/{form}/{label}: no sentence says {said}")) }
    }
}

/// Theme, form, label of the mark, what one of its sentences says.
const FACTS: &[(&str, &str, &str, &str)] = &[
    ("green", "paths", "新能源 → 产业结构转型", "以新能源引领"),
    ("green", "paths", "新业态 → 传统工业转型", "以新业态引领"),
    ("green", "paths", "新文旅 → 生态环境转型", "以新文旅引领"),
    ("green", "paths", "新生活 → 城市发展转型", "以新生活引领"),
    ("industry", "network", "增量配电网产业园", "增量配电网"),
    ("industry", "network", "氢基绿能产业园", "氢基绿能"),
    ("industry", "network", "辽矿", "辽矿"),
    ("industry", "network", "中国天楹", "天楹"),
    ("green", "chain", "制", "制储输用研"),
    ("green", "chain", "储", "制储输用研"),
    ("green", "chain", "输", "制储输用研"),
    ("green", "chain", "用", "制储输用研"),
    ("green", "chain", "研", "制储输用研"),
    ("green", "chain", "风", "风光电氢储"),
    ("green", "chain", "光", "风光电氢储"),
    ("green", "chain", "绿电", "风光电氢储"),
    ("green", "chain", "氢", "风光电氢储"),
    ("industry", "ladder", "装备制造业", "百亿级装备制造"),
    ("industry", "ladder", "袜业纺织", "百亿级袜业纺织"),
    ("industry", "ladder", "梅花鹿产业", "千亿级梅花鹿"),
    ("industry", "ladder", "氢能", "万亿级"),
    ("industry", "partners", "一汽集团", "一汽集团"),
    ("industry", "partners", "中国船舶", "中国船舶"),
    ("industry", "partners", "中车集团", "中车集团"),
    ("industry", "partners", "华润", "华润"),
    ("industry", "partners", "东阿阿胶", "东阿阿胶"),
    ("industry", "brands", "亲相见", "亲相见"),
    ("specialty", "brands", "皇家围场1619", "皇家围场1619"),
    ("specialty", "brands", "吉地吉药", "吉地吉药"),
    ("industry", "path", "没品牌", "有产品、没品牌"),
    ("industry", "path", "没产值", "没产值"),
    ("industry", "upgrade", "品牌化", "品牌化、数智化、规模化、市场化"),
    ("industry", "upgrade", "数智化", "品牌化、数智化、规模化、市场化"),
    ("industry", "upgrade", "规模化", "品牌化、数智化、规模化、市场化"),
    ("industry", "upgrade", "市场化", "品牌化、数智化、规模化、市场化"),
    ("tourism", "told", "西安矿 → 煤炭历史文化", "西安矿的煤炭历史文化"),
    ("tourism", "told", "东辽河 → 源头生态文化", "东辽河的源头生态文化"),
    ("tourism", "told", "龙首山 → 传统国学文化", "龙首山的传统国学文化"),
    ("tourism", "lanes", "中国天眼科普基地", "天眼科普基地"),
    ("tourism", "lanes", "矿工纪念馆", "矿工纪念馆"),
    ("tourism", "lanes", "东城采炭所", "东城采炭所"),
    ("tourism", "lanes", "盟军战俘营", "盟军战俘营"),
    ("industry", "system", "“5+2”特色产业体系", "“5+2”"),
    ("reform", "schemes", "5+2", "“5+2”"),
    ("reform", "schemes", "四件事", "四件事"),
];

fn prove_all(shown: &mut Shown) {
    let missing: Vec<String> =
        FACTS.iter().filter_map(|(theme, form, label, said)| shown.proves(theme, form, label, said).err()).collect();
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn every_fact_of_the_scraped_article_is_shown_with_its_sentence() {
    let Some(path) = seed() else {
        println!("left out: ../seeds/liaoyuan.txt beside WENLAN_DATA is absent");
        return;
    };
    let mut shown = shown(&[path]);
    prove_all(&mut shown);
    check_sums(&mut shown);
}

#[test]
fn every_fact_is_shown_by_the_articles_that_come_along() {
    let mut shown = shown(&own_articles());
    prove_all(&mut shown);
}

#[test]
fn what_is_searched_in_vain_is_no_blank_picture() {
    let mut shown = shown(&own_articles());
    let nothing = Query { text: "魑魅魍魉".into(), ..Query::default() };
    for panel in &shown.service.panels(&nothing, 0).unwrap().panels {
        let drawn: Vec<&str> = panel.forms.iter().map(|form| form.id.as_str()).collect();
        assert!(panel.n_sentences == 0 && drawn.is_empty(), "{}: {drawn:?}", panel.theme);
    }
    for panel in &shown.panels.panels {
        let silent: Vec<bool> = panel.forms.iter().map(|form| form.body.is_silent()).collect();
        assert!(silent.is_sorted(), "{}: a form without marks stands before one that has them", panel.theme);
    }
}

#[test]
fn numbers_are_the_lengths_of_their_lists() {
    check_sums(&mut shown(&own_articles()));
}

fn check_sums(shown: &mut Shown) {
    for panel in shown.panels.panels.clone() {
        let theme = shown.evidence(&format!("theme.{}", panel.theme));
        assert_eq!(
            (theme.items.len(), theme.n_articles),
            (panel.n_sentences as usize, panel.n_articles),
            "{}",
            panel.theme
        );
        let dated = theme.items.iter().filter(|item| item.date.len() >= 7).count() as u32;
        for form in &panel.forms {
            let name = format!("{}/{}", panel.theme, form.id);
            check_parts(&name, form, dated);
            let mut of_marks: BTreeSet<&str> = BTreeSet::new();
            for mark in marks(&form.body) {
                let list = shown.evidence(&mark.key);
                assert_eq!(
                    (list.items.len(), list.n_articles),
                    (mark.n as usize, mark.n_articles),
                    "{name}: {}",
                    mark.key
                );
                of_marks.insert(&mark.key);
                for item in &list.items {
                    assert!(
                        !item.marks.is_empty() || mark.key.starts_with("at."),
                        "{name}: nothing marked for {}",
                        mark.key
                    );
                }
            }
            // The table has the picture's marks and their numbers, all of them and no other.
            let rows = twin(&form.body).rows;
            for mark in marks(&form.body).into_iter().filter(|mark| mark.n > 0) {
                assert!(rows.iter().any(|row| row.mark.key == mark.key), "{name}: {} is not in the table", mark.key);
            }
            for row in rows {
                assert!(of_marks.contains(row.mark.key.as_str()), "{name}: {} is in the table only", row.mark.key);
                assert!(row.cells.contains(&row.mark.n.to_string()), "{name}: {:?}", row.cells);
            }
        }
    }
}

/// Sums within a form.
fn check_parts(name: &str, form: &Form, dated: u32) {
    let sum = |marks: &[Mark]| marks.iter().map(|mark| mark.n).sum::<u32>();
    match &form.body {
        FormBody::Treemap { groups } => {
            assert_eq!(groups.iter().map(|(group, _)| group.n).sum::<u32>(), form.n_sentences, "{name}");
            for (group, parts) in groups {
                assert_eq!(sum(parts), group.n, "{name}: {}", group.label);
            }
        }
        FormBody::Multiples { rows, .. } => {
            for row in rows {
                assert!(sum(&row.cells) <= row.mark.n, "{name}: {}", row.mark.label);
            }
        }
        FormBody::Ladder { rungs } => {
            // A sentence may claim a magnitude of two subjects.
            for rung in rungs {
                let claims: u32 = rung.claims.iter().map(|claim| claim.0.n).sum();
                assert!(claims >= rung.mark.n, "{name}: {}", rung.mark.label);
            }
        }
        FormBody::Keyness { rows, of, .. } => {
            for row in rows {
                assert_eq!(row.sides[0].n + row.sides[1].n, row.mark.n, "{name}: {}", row.mark.label);
                assert!(row.sides.iter().zip(of).all(|(side, of)| side.n <= *of), "{name}: {}", row.mark.label);
            }
        }
        FormBody::Calendar { years } if !years.is_empty() => {
            assert_eq!(years.iter().map(|year| sum(&year.months)).sum::<u32>(), dated, "{name}");
        }
        FormBody::Figures { figures } => {
            let keys: BTreeSet<&str> = figures.iter().map(|figure| figure.mark.key.as_str()).collect();
            assert_eq!(keys.len(), figures.len(), "{name}: figures share a key");
            assert!(figures.iter().all(|figure| figure.mark.n == 1), "{name}");
        }
        FormBody::Lanes { lanes, .. } => {
            for lane in lanes {
                let ticks: u32 = lane.ticks.iter().map(|tick| tick.mark.n).sum();
                assert!(ticks <= lane.mark.n, "{name}: {}", lane.mark.label);
            }
        }
        _ => {}
    }
    let drawn = marks(&form.body).iter().any(|mark| mark.n > 0);
    assert!(!(drawn && form.thin.is_some()), "{name}: drawn and thin");
}

#[test]
fn a_name_has_a_page_whose_counts_open() {
    let mut shown = shown(&own_articles());
    let page = shown.name("place", "辽源").unwrap();
    assert_eq!(page.within.first().map(|mark| mark.label.as_str()), Some("吉林"));
    assert!(page.mark.n > 20 && page.neighbours.len() > 5 && !page.themes.is_empty(), "{page:?}");
    assert!(page.dates.iter().map(|tick| tick.mark.n).sum::<u32>() <= page.mark.n);
    let org = shown.name("org", "一汽集团").unwrap();
    assert!(org.ties.iter().any(|tie| tie.label.contains("一汽集团")), "{:?}", org.ties);
    let all = [page, org];
    for page in &all {
        let rest =
            page.neighbours.iter().map(|(mark, _)| mark).chain(&page.themes).chain(&page.within).chain(&page.ties);
        let rest = rest.chain(page.dates.iter().map(|tick| &tick.mark)).chain(page.eras.iter().map(|era| &era.2));
        for mark in std::iter::once(&page.mark).chain(rest) {
            assert_eq!(shown.evidence(&mark.key).items.len(), mark.n as usize, "{}", mark.key);
        }
    }
    assert!(shown.name("org", "没有这家").is_none());
    // Opened from a panel, all its numbers are of that panel's sentences.
    let key = "theme.industry*name.org.一汽集团".to_owned();
    let request = Request::Name { query: Query::default(), key: key.clone(), lang: 0 };
    let Answer::Name(Some(within)) = ask(&mut shown.service, request) else { panic!("no page") };
    assert!(within.mark.n as usize == shown.evidence(&key).items.len() && !within.neighbours.is_empty());
    for (mark, _) in &within.neighbours {
        assert!(mark.n <= within.mark.n, "{mark:?}");
        assert_eq!(shown.evidence(&mark.key).items.len(), mark.n as usize, "{}", mark.key);
    }
}

/// What the editor is told of a definition.
fn diagnosis(service: &mut Service, toml: &str) -> serde_json::Value {
    let told = service.ask(&[&[Ask::Diagnose as u8], toml.as_bytes()].concat(), &mut |_| {});
    assert_eq!(told[0], Told::Json as u8);
    serde_json::from_slice(&told[1..]).unwrap()
}

#[test]
fn terms_of_a_definition_are_counted_as_it_is_written() {
    let mut shown = shown(&own_articles());
    let said = diagnosis(&mut shown.service, "id = \"x\"\nterms = [\"绿氢^0.6\", \"綠氫\", \"没有人写过的词\"]");
    let n: Vec<u64> = (0..3).map(|i| said["words"][i]["sentences"].as_u64().unwrap()).collect();
    assert!(n[0] > 3 && n[0] == n[1], "{n:?}");
    assert_eq!(n[2], 0);
    let list = shown.evidence("text.绿氢");
    assert_eq!(list.items.len() as u64, n[0]);
    assert!(list.items.iter().all(|item| simplify(&item.text).text.contains("绿氢") && !item.marks.is_empty()));
    let empty = diagnosis(&mut shown.service, "id = \"x\"\nterms = [\"\"]");
    assert!(empty["fault"]["todo"].is_string(), "{empty}");
}

#[test]
fn a_definition_is_diagnosed_and_its_words_counted() {
    let mut shown = shown(&own_articles());
    let good = diagnosis(&mut shown.service, "id = \"silk\"\nterms = [\"桑蚕\"]\nhints = [\"丝绸^0.4\"]");
    let words: Vec<&str> =
        good["words"].as_array().unwrap().iter().map(|word| word["text"].as_str().unwrap()).collect();
    assert!(good.get("fault").is_none());
    assert_eq!(words, ["桑蚕", "丝绸^0.4"]);
    let bad = diagnosis(&mut shown.service, "id = \"silk\"\nterms = [\"桑蚕\"]\ncolour = \"red\"");
    assert_eq!((&bad["fault"]["line"], &bad["fault"]["todo"]), (&serde_json::json!(3), &serde_json::json!("colour")));
    assert!(bad["fault"]["what"].as_str().unwrap().contains("red"), "{bad}");
}
