//! Every way of reading has sound markup in each language, and each number opens as many lines as it says.

use crate::corpus::{Article, BuildOptions, NoteTaker, build};
use crate::engine::Service;
use crate::protocol::{Answer, Ask, Request};
use crate::text::Lexicon;
use crate::theme::Themes;

fn article(id: &str, date: &str, place: &str, body: &str) -> Article {
    let mut article = Article::default();
    (article.meta.id, article.meta.date, article.meta.title) = (id.into(), date.into(), format!("题目{id}"));
    article.meta.places = vec![place.into()];
    article.meta.source = "甲报".into();
    article.body = body.into();
    article
}

fn service() -> Service {
    let articles = vec![
        article("a", "2024-01-05", "吉林", "氢能产业园开工。绿色转型提速，氢能重卡上路。氢能产业投资20亿元。"),
        article("b", "2024-03-05", "吉林", "氢能产业园投产。绿色转型提速，氢能重卡上路。今年<新建>加氢站。"),
        article("c", "2024-03-06", "山西", "氢能产业发展快。煤炭保供，氢能产业示范，氢能产业投资30亿元。"),
        article("d", "2025-07-01", "山西", "古建保护。文旅融合。"),
    ];
    let themes = Themes::built_in().unwrap();
    let options = BuildOptions::default();
    let pack = build(articles, Lexicon::embedded(), &options, &mut NoteTaker::new(&themes), &mut |_| {});
    let mut service = Service::default();
    assert!(matches!(service.answer(Request::Open { pack }, &mut |_| {}), Answer::Opened(_)));
    service
}

fn shown(service: &mut Service, address: &str, lang: u8) -> String {
    let request = Request::Sheet { address: address.trim_start_matches('?').to_owned(), lang, rows: 50, width: 640 };
    match service.answer(request, &mut |_| {}) {
        Answer::Drawn(markup) => markup,
        other => panic!("{address}: {other:?}"),
    }
}

/// Whether every element that is opened is closed, in order.
fn is_sound(markup: &str) -> bool {
    let mut open = Vec::new();
    for part in markup.split('<').skip(1) {
        let Some((tag, _)) = part.split_once('>') else { return false };
        let name = tag.split([' ', '/']).find(|name| !name.is_empty()).unwrap_or_default();
        if tag.starts_with('/') {
            if open.pop() != Some(name) {
                return false;
            }
        } else if !tag.ends_with('/') && name != "input" {
            open.push(name);
        }
    }
    open.is_empty()
}

/// Links of table cells with the number that they show.
fn numbers(markup: &str) -> Vec<(String, u32)> {
    let cells = markup.split("<td><a href=\"").skip(1).filter_map(|cell| {
        let (href, rest) = cell.split_once("\">")?;
        let number = rest.split(['<', ' ']).next()?.replace(',', "").parse().ok()?;
        Some((href.replace("&amp;", "&"), number))
    });
    cells.collect()
}

const READINGS: [&str; 19] = [
    "q=氢能&read=kwic&by=r1",
    "q=氢能&read=kwic&a=place:吉林",
    "q=氢能&read=kwic&by=r2&as=sentence",
    "q=氢能&read=kwic&by=source&beside=r1:产业",
    "read=words&topic=green&tag=every&min=1",
    "read=words&by=count&min=1&stop=-的",
    "q=氢能&read=keyness&b=?q=煤炭&min=1",
    "q=氢能&read=spread",
    "read=trend&terms=氢能,theme:green,煤炭+古建",
    "q=氢能&read=trend&by=week&as=n",
    "q=氢能&read=collocates&min=1&span=2",
    "q=煤炭&read=keyness&min=1",
    "q=氢能&read=keyness&b=place:山西&min=1",
    "read=words&by=2&min=1&stop=的",
    "q=氢能&read=compare&a=place:吉林&b=place:山西",
    "read=compare&a=2024-01..2024-03&b=2025",
    "read=compare&a=id:a&b=id:b",
    "read=compare&a=place:山西",
    "read=notes",
];

#[test]
fn each_way_has_sound_markup_in_each_language() {
    let mut service = service();
    for address in
        READINGS.into_iter().chain(["read=story&article=a", "read=compare", "read=kwic", "read=trend&q=没有写过"])
    {
        let said: Vec<String> = (0..3).map(|lang| shown(&mut service, address, lang)).collect();
        for markup in &said {
            assert!(is_sound(markup), "{address}: {markup}");
            assert!(!markup.contains("<新建>"), "{address}");
        }
        assert!(said[0] != said[2] && !said[2].is_empty(), "{address}");
    }
}

#[test]
fn each_number_opens_as_many_lines() {
    let mut service = service();
    let mut n = 0;
    for address in READINGS {
        for (href, number) in
            numbers(&shown(&mut service, address, 0)).into_iter().filter(|(href, _)| href.contains("read=kwic"))
        {
            let lines = shown(&mut service, &href, 0);
            let total = lines.split("data-total=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or("none");
            assert_eq!(total, number.to_string(), "{address}: {href}");
            n += 1;
        }
    }
    assert!(n > 20, "{n}");
}

#[test]
fn versions_are_readable_without_colour() {
    let markup = shown(&mut service(), "read=compare&a=id:a&b=id:b", 0);
    assert!(markup.contains("<del><i>［－</i>开工<i>－］</i></del><ins><i>［＋</i>投产<i>＋］</i></ins>"), "{markup}");
    assert!(markup.contains("1 句未改") && markup.contains("&lt;新建&gt;"), "{markup}");
}

#[test]
fn a_trend_names_themes_and_keeps_gaps() {
    let mut service = service();
    let markup = shown(&mut service, "read=trend&terms=theme:green", 0);
    assert!(!markup.contains(">theme:green") && markup.contains("绿色"), "{markup}");
    // January and March 2024 and July 2025 have articles: three stretches of ground.
    assert_eq!(markup.matches("class=\"axis\"").count(), 3, "{markup}");
    assert!(markup.contains("data-brush=\"2024-01 2024-02 "));
    // Counted in all, as its lines.
    let svg = markup.split("class=\"mark\"").skip(1).filter_map(|mark| {
        let count = mark.split("data-count=\"").nth(1)?.split('"').next()?.parse::<u32>().ok()?;
        Some(count)
    });
    let rows: u32 = numbers(&markup).iter().map(|(_, number)| number).sum();
    assert_eq!(svg.sum::<u32>(), rows);
}

#[test]
fn what_is_kept_travels_with_the_pack() {
    let mut service = service();
    let ask = |service: &mut Service, kind: Ask, body: &str| {
        service.ask(&[&[kind as u8], body.as_bytes()].concat(), &mut |_| {})
    };
    let before = ask(&mut service, Ask::Export, "");
    let text = "[{\"id\":\"1\",\"note\":\"氢能\"}]";
    assert_eq!(ask(&mut service, Ask::Notes, text), [&[0], text.as_bytes()].concat());
    let pack = ask(&mut service, Ask::Export, "");
    assert_ne!(pack, before);
    let mut other = Service::default();
    assert!(matches!(other.answer(Request::Open { pack: pack[1..].to_vec() }, &mut |_| {}), Answer::Opened(_)));
    assert_eq!(ask(&mut other, Ask::Notes, ""), [&[0], text.as_bytes()].concat());
    // The articles are the same, and what is forgotten leaves the pack.
    assert_eq!(other.export().map(|pack| pack.len()), Ok(pack.len() - 1));
    assert_eq!(shown(&mut other, READINGS[0], 0), shown(&mut service, READINGS[0], 0));
    let quote = String::from_utf8(ask(&mut other, Ask::Quote, "a\n30\n2026-01-01\nzh-Hans")).unwrap();
    assert!(quote.contains("“绿色转型提速，氢能重卡上路。”") && quote.contains("甲报, 2024-01-05"), "{quote}");
    assert_eq!(ask(&mut other, Ask::Quote, "nowhere\n0\n\n"), b"\0null");
}

#[test]
fn notes_of_a_pack_that_is_taken_in_are_kept() {
    let mut one = service();
    let ask = |service: &mut Service, kind: Ask, body: &[u8]| service.ask(&[&[kind as u8], body].concat(), &mut |_| {});
    ask(&mut one, Ask::Notes, "[{\"id\":\"1\"},{\"id\":\"2\"}]".as_bytes());
    let pack = ask(&mut one, Ask::Export, b"")[1..].to_vec();
    // Among others, one of which is the same.
    let mut other = service();
    assert_eq!(ask(&mut other, Ask::Lexicon, include_bytes!("../../../data/lexicon.bin"))[0], 0);
    ask(&mut other, Ask::Notes, "[{\"id\":\"2\"},{\"id\":\"3\"}]".as_bytes());
    let file = crate::protocol::FileIn { name: "a.wenlan".into(), bytes: pack, modified: None };
    let add = crate::protocol::encode(&(vec![file], None::<String>));
    assert_eq!(ask(&mut other, Ask::Add, &add)[0], 0);
    let notes: Vec<serde_json::Value> = serde_json::from_slice(&ask(&mut other, Ask::Notes, b"")[1..]).unwrap();
    let ids: Vec<&str> = notes.iter().filter_map(|note| note["id"].as_str()).collect();
    assert_eq!(ids, ["2", "3", "1"]);
}

#[test]
fn sides_keep_the_filters_that_speak_of_something_else() {
    let mut service = service();
    let of = |service: &mut Service, address: &str| {
        let markup = shown(service, address, 2);
        markup.split("reading__method\">").nth(1).and_then(|rest| rest.split('<').next()).unwrap_or_default().to_owned()
    };
    // A year is chosen, and another period stands against it.
    let method = of(&mut service, "year=2025&read=keyness&b=2024&min=1");
    assert!(method.contains("1 articles") && method.contains('3'), "{method}");
    let none = shown(&mut service, "read=keyness", 0);
    assert!(none.contains("请先检索或筛选"), "{none}");
    // Views are named by all they ask.
    let named = shown(&mut service, "q=氢能&read=compare&a=place:吉林&b=?q=煤炭%26year=2024", 0);
    assert!(named.contains("煤炭 · 2024"), "{named}");
}

#[test]
fn scripts_read_by_address() {
    let mut service = service();
    let lexicon = include_bytes!("../../../data/lexicon.bin");
    let mut ask = |kind: Ask, body: &[u8]| service.ask(&[&[kind as u8], body].concat(), &mut |_| {});
    assert_eq!(ask(Ask::Lexicon, lexicon)[0], 0);
    let found = ask(Ask::Read, "2\nq=氢能&read=kwic&a=place%3A山西".as_bytes());
    let value: serde_json::Value = serde_json::from_slice(&found[1..]).unwrap();
    assert_eq!((&value["total"], value["lines"].as_array().map(Vec::len)), (&serde_json::json!(3), Some(2)));
    assert_eq!(ask(Ask::Read, b"2\nq=x")[0], 1);
}

#[test]
fn the_method_note_is_there_for_any_corpus_in_each_language() {
    let mut service = service();
    for (lang, part) in [(0, "4 篇"), (1, "4 篇"), (2, "4 articles")] {
        let markup = shown(&mut service, "?read=method", lang);
        assert!(is_sound(&markup) && markup.contains(part) && markup.contains("jieba-rs"), "{markup}");
    }
}
