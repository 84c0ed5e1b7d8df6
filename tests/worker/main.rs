//! The engine in a real worker: the same answers as natively.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics has found something")]
#![cfg(target_arch = "wasm32")]

use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use wenlan::engine::Service;
use wenlan::protocol::{Answer, BUILD_ID, Failure, FileIn, Query, Request};

wasm_bindgen_test_configure!(run_in_dedicated_worker);

const LEXICON: &[u8] = include_bytes!("../../data/lexicon.bin");

fn ask(service: &mut Service, request: Request) -> Answer {
    service.answer(request, &mut |_| {})
}

fn article(name: &str, text: &str) -> FileIn {
    FileIn { name: name.into(), bytes: text.as_bytes().to_vec(), modified: None }
}

#[wasm_bindgen_test]
fn says_what_it_lacks() {
    let mut service = Service::default();
    assert_eq!(ask(&mut service, Request::Hello { build: "x".into() }), Answer::Welcome { build: BUILD_ID.into() });
    assert_eq!(ask(&mut service, Request::Explore(Query::default())), Answer::Failed(Failure::NoCorpus));
    let import = Request::Import { files: vec![article("a.txt", "氢能")], fresh: true };
    assert_eq!(ask(&mut service, import), Answer::Failed(Failure::NoLexicon));
    assert!(matches!(ask(&mut service, Request::Open { pack: vec![1, 2, 3] }), Answer::Failed(Failure::Pack(_))));
    assert!(matches!(service.answer_bytes(&[250, 250, 250], &mut |_| {}), Answer::Failed(Failure::Message(_))));
}

#[wasm_bindgen_test]
fn imports_and_finds_what_natively_is_found() {
    let mut service = Service::default();
    assert_eq!(ask(&mut service, Request::Lexicon { bytes: LEXICON.to_vec() }), Answer::LexiconReady);
    let files = vec![
        article(
            "one.md",
            "---\ntitle: 氢能园区\ndate: 2024-08-06\n---\n\n遼源圍繞氫能打造產業園。\n\n絲襪也要有品牌。\n",
        ),
        article("two.txt", "动(dòng)力从风电来\n\n风电变成绿电,绿电变成氢能。\n"),
    ];
    let Answer::Imported(report, info) = ask(&mut service, Request::Import { files, fresh: true }) else {
        panic!("the import failed");
    };
    assert_eq!((report.files.len(), report.ids.len(), info.n_articles), (2, 2, 2), "{report:?}");
    let Answer::Found(found) =
        ask(&mut service, Request::Explore(Query { text: "氢能".into(), limit: 10, ..Query::default() }))
    else {
        panic!("no answer");
    };
    assert_eq!(found.total, 2);
    let Answer::Panels(set) = ask(&mut service, Request::Panels { query: Query::default(), lang: 0 }) else {
        panic!("no panels")
    };
    let green = set.panels.iter().find(|panel| panel.theme == "green").unwrap();
    assert!(green.n_sentences >= 2, "{green:?}");
    let Answer::Evidence(list) =
        ask(&mut service, Request::Evidence { query: Query::default(), key: "theme.green".into(), lang: 0 })
    else {
        panic!("no evidence");
    };
    assert_eq!(list.items.len() as u32, green.n_sentences);
    // The pack that was built here opens again and gives the same answer.
    let Answer::Pack(pack) = ask(&mut service, Request::Export) else { panic!("no pack") };
    let mut again = Service::default();
    assert!(matches!(ask(&mut again, Request::Open { pack }), Answer::Opened(_)));
    let Answer::Found(same) =
        ask(&mut again, Request::Explore(Query { text: "氢能".into(), limit: 10, ..Query::default() }))
    else {
        panic!("no answer");
    };
    assert_eq!(same, found);
}
