//! Broken packs: a clear error or the same answers, never a panic.

use proptest::prelude::*;

use super::{Engine, Service};
use crate::corpus::pack::reseal;
use crate::corpus::{Article, BuildOptions, NoteTaker, build};
use crate::protocol::{Answer, ArticleMeta, Ask, FileIn, Query, Request, Script, Told};
use crate::text::Lexicon;
use crate::theme::Themes;

fn sample() -> Vec<u8> {
    let bodies =
        ["辽源发展氢能，绿色转型。建设增量配电网。", "遼源的綠色路\n发展装备制造集群，力争达到百亿级。", "袜业 AI。"];
    let articles = (0..).zip(bodies).map(|(i, body)| Article {
        meta: ArticleMeta {
            id: format!("a{i}"),
            title: body.chars().take(4).collect(),
            date: format!("2024-0{}", i + 1),
            ..Default::default()
        },
        body: body.into(),
        repairs: Vec::new(),
    });
    let themes = Themes::built_in().unwrap();
    build(articles.collect(), Lexicon::embedded(), &BuildOptions::default(), &mut NoteTaker::new(&themes), &mut |_| {})
}

/// Uses all of an engine.
fn use_up(engine: &Engine) -> String {
    use std::fmt::Write;
    let mut out = format!("{:?}", engine.info());
    for text in ["", "辽源", "绿色 发展", "源", "。", "氢*", "辽源怎样发展", "没有"] {
        let query = Query { text: text.into(), limit: 9, ..Query::default() };
        let _ = write!(out, "{:?}{:?}", engine.explore(&query), engine.suggest(text));
        for id in ["a0", "a1", "x"] {
            let _ = write!(out, "{:?}", engine.article(id, &query));
        }
    }
    for ask in super::analysis::one_of_each() {
        let _ = write!(out, "{:?}", engine.analyse(&ask, None));
    }
    let _ = write!(out, "{:?}", engine.corpus().articles());
    out
}

#[test]
fn a_thousand_corruptions_are_noticed() {
    let good = sample();
    let mut state = 7u64;
    let mut random = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((state >> 33) as usize) % below
    };
    for round in 0..1000 {
        let mut bytes = good.clone();
        match round % 4 {
            0 => bytes.truncate(random(good.len())),
            1 => bytes[random(good.len())] ^= 1 << random(8),
            2 => bytes.insert(random(good.len()), random(256) as u8),
            _ => {
                let (from, to) = (random(good.len()), random(good.len()));
                bytes.copy_within(from..(from + 40).min(good.len()), to.min(good.len() - 40));
            }
        }
        if bytes != good {
            let error = Engine::open(bytes).unwrap_err().to_string();
            assert!(error.contains("pack"), "{error}");
        }
    }
}

#[test]
fn a_good_pack_answers_the_same_every_time() {
    let answers = use_up(&Engine::open(sample()).unwrap());
    assert_eq!(answers, use_up(&Engine::open(sample()).unwrap()));
    assert!(answers.contains("增量配电网"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

    /// Made up with a right checksum: what lies deeper is read without panic too.
    #[test]
    fn forged_packs_do_not_panic(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6)) {
        static GOOD: std::sync::OnceLock<Vec<u8>> = std::sync::OnceLock::new();
        let mut bytes = GOOD.get_or_init(sample).clone();
        for (at, value) in changes {
            let at = at.index(bytes.len());
            bytes[at] = value;
        }
        reseal(&mut bytes);
        if let Ok(engine) = Engine::open(bytes) {
            let _ = use_up(&engine);
        }
    }
}

fn texts(n: usize) -> Vec<FileIn> {
    let file = |i: usize| FileIn {
        name: format!("{i}.txt"),
        bytes: format!("第{i}篇的标题\n\n辽源发展氢能，这是第{i}篇，很好。").into_bytes(),
        modified: None,
    };
    let mut files: Vec<FileIn> = (0..n).map(file).collect();
    files.push(FileIn { name: "x.pdf".into(), bytes: b"%PDF-1.7".to_vec(), modified: None });
    files
}

fn with_lexicon() -> Service {
    let mut service = Service::default();
    let bytes = include_bytes!("../../data/lexicon.bin").to_vec();
    assert_eq!(service.answer(Request::Lexicon { bytes }, &mut |_| {}), Answer::LexiconReady);
    service
}

/// What a script is told.
fn told(service: &mut Service, ask: Ask, body: &str) -> serde_json::Value {
    let answer = service.ask(&[&[ask as u8], body.as_bytes()].concat(), &mut |_| {});
    assert_eq!(answer[0], Told::Json as u8, "{}", String::from_utf8_lossy(&answer[1..]));
    serde_json::from_slice(&answer[1..]).unwrap()
}

/// Begins an import of files.
fn begin(service: &mut Service, files: &[FileIn], again: bool) {
    let n: usize = files.iter().map(|file| file.bytes.len()).sum();
    told(service, Ask::Begin, &format!("{} {n} {} en", files.len(), u8::from(again)));
}

/// Steps until the import is done; how many it took, and what was told at the end.
fn run(service: &mut Service, files: Vec<FileIn>, fields: &str) -> (usize, serde_json::Value) {
    let (mut n, mut files) = (0, files.into_iter());
    loop {
        n += 1;
        let told = told(service, Ask::Step, "50");
        match told["stage"].as_str().unwrap() {
            "hungry" => {
                let file = files.next().unwrap();
                service.give(&file.name, fields, file.bytes);
            }
            "read" | "index" => assert!(told["bytes"].as_u64() <= told["bytes_of"].as_u64(), "{told}"),
            "done" => return (n, told),
            other => panic!("{other}"),
        }
    }
}

#[test]
fn an_import_in_steps_gives_what_one_at_once_gives() {
    let mut whole = with_lexicon();
    let import = Request::Import { files: texts(20), fresh: true };
    let Answer::Imported(expected, _) = whole.answer(import, &mut |_| {}) else { panic!("the import failed") };
    let mut service = with_lexicon();
    begin(&mut service, &texts(20), false);
    let (n, report) = run(&mut service, texts(20), "");
    assert!(n > 20, "{n}");
    assert_eq!((report["articles"].as_u64(), report["first"].as_str()), (Some(20), Some(expected.ids[0].as_str())));
    assert_eq!(report["files"].as_array().map(Vec::len), Some(expected.files.len()));
    assert!(report["files"][20]["error"].as_str().unwrap().contains("PDF"), "{report}");
    assert_eq!(service.answer(Request::Export, &mut |_| {}), whole.answer(Request::Export, &mut |_| {}));
    // The same files again: all are there.
    begin(&mut service, &texts(20), false);
    let (_, report) = run(&mut service, texts(20), "");
    assert_eq!((report["articles"].as_u64(), report["files"][0]["repeated"].as_u64()), (Some(0), Some(1)));
    assert_eq!(service.engine().unwrap().info().n_articles, 20);
}

#[test]
fn an_import_with_other_columns_takes_the_place_of_the_last() {
    let mut service = with_lexicon();
    service.answer(Request::Import { files: texts(2), fresh: true }, &mut |_| {});
    let csv = "名头,标题,正文\n真的题,假的题,石桥修好了，很好。\n";
    let file = || vec![FileIn { name: "a.csv".into(), bytes: csv.into(), modified: None }];
    let title = |service: &mut Service| {
        let ask = Request::Explore(Query { text: "石桥".into(), limit: 5, ..Query::default() });
        let Answer::Found(found) = service.answer(ask, &mut |_| {}) else { panic!("no answer") };
        found.hits.iter().map(|hit| hit.title.clone()).collect::<Vec<_>>()
    };
    begin(&mut service, &file(), false);
    run(&mut service, file(), "");
    assert_eq!(title(&mut service), ["假的题"]);
    begin(&mut service, &file(), true);
    run(&mut service, file(), "title=名头\n-=标题");
    assert_eq!(title(&mut service), ["真的题"]);
    assert_eq!(service.engine().unwrap().info().n_articles, 3);
    // Before the import the page is told what it would make of the columns.
    let part = |text: &str| [&(text.len() as u32).to_le_bytes(), text.as_bytes()].concat();
    let question = [vec![Ask::Look as u8], part("title=名头\n-=标题"), part("a.csv"), csv.into()].concat();
    let answer = service.ask(&question, &mut |_| {});
    let look: serde_json::Value = serde_json::from_slice(&answer[1..]).unwrap();
    assert_eq!(
        look["columns"][0],
        serde_json::json!({"name": "名头", "field": "title", "sample": "真的题", "used": true})
    );
    assert_eq!(look["columns"][1]["field"], "");
    let question = [vec![Ask::Look as u8], part(""), part("a.txt"), b"text".to_vec()].concat();
    assert_eq!(service.ask(&question, &mut |_| {})[1..], *b"null");
}

#[test]
fn near_duplicates_are_named_in_the_report() {
    let clauses = [
        "村口的石桥上月修好了",
        "两岸的人都来看新桥",
        "桥面铺的是本地青石",
        "栏杆上刻着十二生肖",
        "孩子们在桥头放风筝",
        "老人说从前这里只有渡船",
        "渡船翻过一次没有人落水",
        "如今汽车也可以开过去",
    ];
    let body = |more: &str| format!("{}，{more}。", clauses.join("，"));
    let file = |name: &str, text: String| FileIn { name: name.into(), bytes: text.into_bytes(), modified: None };
    let files = vec![
        file("甲.md", format!("---\ntitle: 石桥修好\nsource: 河口日报\n---\n{}", body("摄影沈石"))),
        file("乙.md", format!("---\ntitle: 新桥落成\n---\n{}", body("转自别处"))),
        file("丙.md", "---\ntitle: 别的事\n---\n河边的杏花开了，蜜蜂也来了。".into()),
    ];
    let mut service = with_lexicon();
    let Answer::Imported(report, _) = service.answer(Request::Import { files, fresh: true }, &mut |_| {}) else {
        panic!("the import failed");
    };
    assert_eq!(report.ids.len(), 3);
    let said = |file: usize| report.files[file].notes.iter().map(|note| note[0].as_str()).collect::<Vec<_>>();
    assert_eq!(said(0), ["《石桥修好》与《新桥落成》内容几乎相同，检索结果里合在一处。"]);
    // Once for the two of them.
    assert!(said(1).is_empty());
    assert!(said(2).is_empty());
}

#[test]
fn what_was_there_already_is_named() {
    let mut service = with_lexicon();
    let file = |n: usize| {
        let rows = (0..n).map(|i| format!("题{i},第{i}座石桥上月修好了。")).collect::<Vec<_>>().join("\n");
        vec![FileIn { name: "a.csv".into(), bytes: format!("标题,正文\n{rows}").into_bytes(), modified: None }]
    };
    service.answer(Request::Import { files: file(4), fresh: true }, &mut |_| {});
    let import = Request::Import { files: file(5), fresh: false };
    let Answer::Imported(report, _) = service.answer(import, &mut |_| {}) else { panic!("the import failed") };
    assert_eq!((report.files[0].n_articles, report.files[0].n_repeated), (1, 4));
    let said: Vec<&str> = report.files[0].notes.iter().map(|note| note[0].as_str()).collect();
    assert_eq!(said, ["已有的是《题0》《题1》《题2》等。"]);
}

#[test]
fn an_import_that_is_stopped_keeps_what_is_done_or_nothing() {
    let mut service = with_lexicon();
    service.answer(Request::Import { files: texts(2), fresh: true }, &mut |_| {});
    for (keep, least, most) in [(true, 3, 20), (false, 2, 2)] {
        begin(&mut service, &texts(60), false);
        for file in texts(60).into_iter().take(10) {
            while told(&mut service, Ask::Step, "20")["stage"] != "hungry" {}
            service.give(&file.name, "", file.bytes);
        }
        // Meanwhile the corpus as it was answers.
        assert!(matches!(service.answer(Request::Explore(Query::default()), &mut |_| {}), Answer::Found(_)));
        told(&mut service, Ask::Stop, if keep { "keep" } else { "" });
        if keep {
            run(&mut service, Vec::new(), "");
        }
        let n = service.engine().unwrap().info().n_articles;
        assert!((least..=most).contains(&n), "{n}");
        assert_eq!(told(&mut service, Ask::Step, "20")["stage"], "stopped");
        service.answer(Request::Import { files: texts(2), fresh: true }, &mut |_| {});
    }
}

#[test]
fn an_article_in_another_script_has_its_title_and_language() {
    let mut service = with_lexicon();
    service.open(sample()).unwrap();
    let mut shown = |id: &str, script| {
        let request = Request::Article { id: id.into(), query: Query::default(), words: false, script, lang: 0 };
        let Answer::Article(Some(article)) = service.answer(request, &mut |_| {}) else { panic!("no article") };
        (article.meta.title.clone(), article.meta.language.clone(), article.swaps.len())
    };
    let of = |title: &str, language: &str, n| (title.to_owned(), language.to_owned(), n);
    assert_eq!(shown("a0", Script::AsWritten), of("辽源发展", "", 0));
    assert_eq!(shown("a0", Script::Hant), of("遼源發展", "zh-Hant", 8));
    assert_eq!(shown("a1", Script::Hans), of("辽源的绿", "zh-Hans", 2));
}
