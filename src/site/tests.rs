use super::*;
use crate::corpus::{BuildOptions, NoteTaker, build, settle};
use crate::engine::Service;
use crate::protocol::{ArticleMeta, Request, Rights, encode};
use crate::text::Lexicon;
use crate::theme::Themes;

fn program() -> Program {
    let shell = include_str!("../../index.html");
    let shell =
        shell.replacen("<meta charset=\"utf-8\">", &format!("<meta charset=\"utf-8\">{}", Program::BUILD_TAG), 1);
    let module = include_str!("../../web/wenlan.js").to_owned();
    let files = vec!["style-1.css".to_owned(), "app-1.js".to_owned()];
    let offline = include_str!("../../web/sw.js").to_owned();
    let style = serde_json::json!({ "href": "style-1.css", "integrity": "sha384-1" });
    let build = serde_json::json!({ "id": "1", "app": { "js": "app-1.js" }, "style": style });
    Program::new(build, files, shell, module, offline).unwrap()
}

fn articles() -> Vec<Article> {
    let article = |id: &str, title: &str, date: &str, rights: Rights, body: &str| Article {
        meta: ArticleMeta {
            id: id.into(),
            title: title.into(),
            date: date.into(),
            source: "河口日报".into(),
            url: if id == "bridge" { "https://a.example/b?c=1&d=2".into() } else { String::new() },
            rights,
            ..ArticleMeta::default()
        },
        body: body.into(),
        repairs: Vec::new(),
    };
    vec![
        article(
            "bridge",
            "石桥修好了",
            "2024-08-06",
            Rights::Full,
            "村口的石桥修好了，风电项目同日投产。\n<script>alert(1)</script>",
        ),
        article(
            "村 志",
            "“村志”&<b>",
            "2024-07",
            Rights::Excerpt,
            &format!("村志编成。{}末句写着鸬鹚归来。", "记事的人很多，写得也细。".repeat(40)),
        ),
        article("closed", "不刊正文的一篇", "", Rights::Metadata, "这一句里有鹡鸰在原，不得刊出。"),
    ]
}

fn pack(mut articles: Vec<Article>) -> Vec<u8> {
    settle(&mut articles);
    withhold(&mut articles, Lang::Hans);
    let themes = Themes::built_in().unwrap();
    let options = BuildOptions { name: "河口".into(), ..BuildOptions::default() };
    build(articles, Lexicon::embedded(), &options, &mut NoteTaker::new(&themes), &mut |_| {})
}

fn options() -> Options {
    Options {
        title: "河口<文览>".into(),
        intro: "第一段，讲“河口”。\n\n第二段。".into(),
        lang: Some(Lang::Hant),
        url: "https://press.example/explorer/".into(),
        colours: Colours::parse("accent: #123456").unwrap(),
        views: vec![
            SavedView {
                title: "石桥".into(),
                address: "https://press.example/explorer/?q=石桥&corpus=x.wenlan".into(),
                note: "写到石桥的文章".into(),
                ..SavedView::default()
            },
            SavedView {
                id: "wind".into(),
                title: "风电".into(),
                address: "?panel=green&ev=theme.green".into(),
                ..SavedView::default()
            },
        ],
    }
}

fn is_kind(file: &File, end: &str) -> bool {
    std::path::Path::new(&file.path).extension().is_some_and(|known| known == end)
}

fn text_of(files: &[File], path: &str) -> String {
    let file = files.iter().find(|file| file.path == path);
    let file = file.unwrap_or_else(|| panic!("{path} is not among {files:?}"));
    String::from_utf8(file.bytes.clone()).unwrap()
}

/// Whether tags close in their order: enough for XML that this module writes.
fn assert_well_formed(xml: &str) {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = xml.split_once("?>").unwrap().1;
    while let Some((text, tag)) = rest.split_once('<') {
        assert!(
            !text.contains('>')
                && text.matches('&').count() == text.matches(';').count().min(text.matches('&').count())
        );
        let (tag, after) = tag.split_once('>').unwrap();
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name));
        } else if !tag.ends_with('/') {
            open.push(tag.split(' ').next().unwrap());
        }
    }
    assert!(open.is_empty(), "{open:?}");
}

#[test]
fn a_site_is_whole_and_says_what_it_was_told() {
    let files = files(&program(), pack(articles()), &options()).unwrap();
    let index = text_of(&files, "index.html");
    assert!(index.contains("<html lang=\"zh-Hant\" data-lang=\"zh-Hant\" data-title=\"河口&lt;文览&gt;\""), "{index}");
    assert!(
        index.contains("<title>河口&lt;文览&gt;</title>")
            && index.contains("<div id=\"intro\"><p>第一段，讲“河口”。</p><p>第二段。</p></div>")
    );
    assert!(
        index.contains("沒有執行腳本") && index.contains("colours-") && index.contains("oembed/index.json"),
        "{index}"
    );
    // Each text that the page has in its own language it has in the others.
    let tongues = files.iter().find(|file| file.path.starts_with("tongues-")).unwrap();
    assert!(index.contains(&tongues.path));
    let tongues: serde_json::Value = serde_json::from_slice(&tongues.bytes).unwrap();
    let english = tongues["en"].as_object().unwrap();
    assert_eq!(tongues.as_object().unwrap().keys().collect::<Vec<_>>(), ["en", "zh-Hans"]);
    assert!(english["lead"].as_str().unwrap().contains("Of 3 articles: "), "{english:?}");
    assert!(english["facts"].as_str().unwrap().contains("<span>3 articles</span>"), "{english:?}");
    // The publisher's name for it and its description are nobody's to translate.
    let says = english["says"].as_object().unwrap();
    let missing: Vec<&String> = says.keys().filter(|text| !index.contains(text.as_str())).collect();
    assert!(missing.len() <= 4 && says.len() > 15, "{missing:?}");
    let corpus = files.iter().find(|file| file.path.starts_with("corpus-")).unwrap();
    assert!(index.contains(&corpus.path) && text_of(&files, "wenlan.js").contains(&corpus.path));
    let page = text_of(&files, "articles/bridge.html");
    assert!(page.contains("<link rel=\"canonical\" href=\"https://a.example/b?c=1&amp;d=2\">"), "{page}");
    assert!(
        page.contains("&lt;script&gt;alert(1)")
            && page.contains("href=\"../style-1.css\"")
            && page.contains("href=\"../colours-")
    );
    assert!(page.contains("https://press.example/explorer/oembed/articles/bridge.json"));
    let view = files.iter().find(|file| file.path.starts_with("views/v-")).unwrap();
    let view = text_of(&files, &view.path);
    assert!(
        view.contains("<mark>石桥</mark>") && view.contains("../articles/bridge.html") && !view.contains("x.wenlan"),
        "{view}"
    );
    let wind = text_of(&files, "views/wind.html");
    assert!(wind.contains("<mark>风电</mark>项目同日投产") && wind.contains("ev=theme.green"), "{wind}");
    assert!(text_of(&files, "method.html").contains("jieba-rs"));
    assert!(
        text_of(&files, "embed.html").contains("&lt;iframe src=&quot;https://press.example/explorer/?embed=reader")
    );
}

#[test]
fn programs_can_read_it() {
    let files = files(&program(), pack(articles()), &options()).unwrap();
    for path in ["sitemap.xml", "feed.xml"] {
        let xml = text_of(&files, path);
        assert_well_formed(&xml);
        assert!(xml.contains("https://press.example/explorer/articles/bridge.html"), "{xml}");
    }
    assert_eq!(text_of(&files, "feed.xml").matches("<entry>").count(), 2, "what has no date is not news");
    assert_eq!(text_of(&files, "sitemap.xml").matches("<url>").count(), 1 + 2 + 3);
    assert!(text_of(&files, "robots.txt").ends_with("Sitemap: https://press.example/explorer/sitemap.xml\n"));
    for file in files.iter().filter(|file| file.path.starts_with("oembed/")) {
        let told: serde_json::Value = serde_json::from_slice(&file.bytes).unwrap();
        assert_eq!((&told["version"], &told["type"]), (&"1.0".into(), &"rich".into()));
        assert!(told["html"].as_str().unwrap().starts_with("<iframe src=\"https://press.example/explorer/?"), "{told}");
    }
    assert_eq!(files.iter().filter(|file| file.path.starts_with("oembed/")).count(), 1 + 3 + 2);
}

#[test]
fn without_an_address_nothing_needs_one_and_all_links_are_relative() {
    let plain = Options { url: String::new(), ..options() };
    let files = files(&program(), pack(articles()), &plain).unwrap();
    assert!(!files.iter().any(|file| file.path.starts_with("oembed/") || is_kind(file, "xml")));
    for file in files.iter().filter(|file| is_kind(file, "html")) {
        let html = text_of(&files, &file.path);
        for part in html.split(" href=\"").skip(1).chain(html.split(" src=\"").skip(1)) {
            let link = part.split('"').next().unwrap();
            let is_own = link.starts_with("https://a.example/") || link.starts_with("data:");
            assert!(is_own || !(link.starts_with('/') || link.contains("://")), "{}: {link}", file.path);
        }
    }
}

#[test]
fn what_is_withheld_is_in_no_file() {
    let files = files(&program(), pack(articles()), &options()).unwrap();
    for file in &files {
        for secret in ["鹡鸰", "不得刊出", "鸬鹚", "归来"] {
            let found = file.bytes.windows(secret.len()).any(|part| part == secret.as_bytes());
            assert!(!found, "{secret} stands in {}", file.path);
        }
    }
    let closed = text_of(&files, "articles/closed.html");
    assert!(closed.contains("不刊正文的一篇") && closed.contains("这里只列题目与出处"), "{closed}");
    // And what is published is published as it was the second time.
    let corpus = files.into_iter().find(|file| file.path.starts_with("corpus-")).unwrap();
    let again = crate::corpus::Corpus::open(corpus.bytes.clone()).unwrap().articles();
    assert_eq!(again.iter().filter(|article| article.meta.rights == Rights::Metadata).count(), 1);
    assert_eq!(pack(again), corpus.bytes);
}

#[test]
fn the_page_publishes_what_the_command_line_does() {
    let mut service = Service::default();
    service.answer(Request::Open { pack: pack(articles()) }, &mut |_| {});
    let order = Order {
        program: program().text(),
        title: "河口<文览>".into(),
        intro: options().intro,
        lang: "zh-Hant".into(),
        url: "https://press.example/explorer".into(),
        ..Order::default()
    };
    assert!(publish(&service, &encode(&order), &mut |_| {}).unwrap_err().contains("lexicon"));
    service.answer(Request::Lexicon { bytes: include_bytes!("../../data/lexicon.bin").to_vec() }, &mut |_| {});
    let told = publish(&service, &encode(&order), &mut |_| {}).unwrap();
    let told: Vec<(String, Vec<u8>)> = crate::protocol::decode(&told).unwrap();
    let mut articles = articles();
    settle(&mut articles);
    withhold(&mut articles, Lang::Hant);
    let themes = Themes::built_in().unwrap();
    let named = BuildOptions { name: "河口<文览>".into(), ..BuildOptions::default() };
    // The note of the first publish stays, in its language.
    let before = crate::corpus::Corpus::open(pack(self::articles())).unwrap().articles();
    let same = build(before, Lexicon::embedded(), &named, &mut NoteTaker::new(&themes), &mut |_| {});
    let options = Options { colours: Colours::default(), views: Vec::new(), ..options() };
    let native = files(&program(), same, &options).unwrap();
    assert_eq!(told, native.into_iter().map(|file| (file.path, file.bytes)).collect::<Vec<_>>());
    for (field, wrong) in [("url", "ftp://a"), ("accent", "red}"), ("views", "[{}]"), ("program", "{}")] {
        let mut order = order.clone();
        match field {
            "url" => order.url = wrong.into(),
            "accent" => order.accent = wrong.into(),
            "views" => order.views = wrong.into(),
            _ => order.program = wrong.into(),
        }
        assert!(publish(&service, &encode(&order), &mut |_| {}).is_err(), "{field}");
    }
}

#[test]
fn a_program_is_read_as_it_was_written() {
    let program = program();
    assert_eq!(Program::parse(&program.text()).unwrap(), program);
    for text in ["", "{}", "[]", "{\"build\":{},\"files\":[\"../x\"],\"shell\":\"\",\"module\":\"\"}"] {
        assert!(matches!(Program::parse(text), Err(SiteError::Program(_))), "{text}");
    }
    assert!(
        Program::new(
            serde_json::json!({}),
            vec!["../x".into()],
            program_text("shell"),
            program_text("module"),
            program_text("offline")
        )
        .is_err()
    );
}

fn program_text(part: &str) -> String {
    let value: serde_json::Value = serde_json::from_str(&program().text()).unwrap();
    value[part].as_str().unwrap().to_owned()
}

#[test]
fn addresses_are_those_of_folders() {
    for (given, base) in [
        ("https://a.example", "https://a.example/"),
        (" https://a.example/b/index.html ", "https://a.example/b/"),
        ("http://a.example/b/", "http://a.example/b/"),
    ] {
        assert_eq!(base_address(given).unwrap(), base);
    }
    for wrong in ["", "a.example", "https://", "https://a/?q=1", "https://a/\"x", "javascript:alert(1)"] {
        assert!(base_address(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn a_large_site_lists_the_newest_on_its_front_page_and_all_in_a_list_of_their_own() {
    let article = |n: usize| Article {
        meta: ArticleMeta {
            id: format!("a{n}"),
            title: format!("第{n}篇"),
            date: format!("2024-{:02}-{:02}", n % 12 + 1, n % 28 + 1),
            ..ArticleMeta::default()
        },
        body: format!("这是第{n}篇的正文，说的是河口村。"),
        ..Article::default()
    };
    let n = page::LISTED + 5;
    let files = files(&program(), pack((0..n).map(article).collect()), &options()).unwrap();
    let text = |path: &str| {
        let file = files.iter().find(|file| file.path == path).unwrap();
        String::from_utf8(file.bytes.clone()).unwrap()
    };
    let (front, all) = (text("index.html"), text("articles/index.html"));
    assert_eq!(front.matches("<li lang").count(), page::LISTED);
    assert!(front.contains(&format!("<ul data-of=\"{n}\">")) && front.contains("articles/index.html"));
    assert_eq!(all.matches("<li lang").count(), n);
    assert!(all.contains("href=\"a3.html\""));
}
