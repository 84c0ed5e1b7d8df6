//! Listens to all that the browser asks for, as its proxy: pages, frames, workers and the service worker. And reads
//! every page that is published for what it may load.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use serde_json::json;
use wenlan::site::Named;

use crate::server::{Reply, Server};
use crate::support::{Browser, Page, With, browser, dist, proxied};

/// The bundled articles published with a saved view: every kind of page that there is.
fn published() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let place = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("e2e-network");
        let _ = fs::remove_dir_all(&place);
        fs::create_dir_all(&place).unwrap();
        let view = json!([{ "id": "hydrogen", "title": "氢能", "address": "?q=氢能&panel=green" }]);
        fs::write(place.join("views.json"), view.to_string()).unwrap();
        let out = place.join("site");
        let done = Command::new(env!("CARGO_BIN_EXE_wenlan"))
            .args(["publish", "articles", "--accent", "#8a1c1c", "--url", "https://example.org/wenlan/", "--views"])
            .arg(place.join("views.json"))
            .arg("--site")
            .arg(dist())
            .arg("-o")
            .arg(&out)
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()
            .unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        out
    })
}

/// The published files, asked for as any host or through a proxy.
fn serve(target: &str) -> Reply {
    let path = proxied(target).split(['?', '#']).next().unwrap_or_default().trim_start_matches('/');
    let path = if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() };
    if path.contains("..") {
        return Reply::default();
    }
    if path == "portal.html" {
        // A portal's page, on a host of its own.
        return Reply::html(
            "<!doctype html><meta charset=utf-8><title>portal</title><p>portal<script src='http://wenlan.test/embed.js' data-query='氢能' data-eager></script>",
        );
    }
    Reply { body: fs::read(published().join(path)).ok(), ..Reply::default() }
}

/// What browsers ask of their makers whatever page is open, and no switch keeps them from: Chromium who is signed in,
/// Firefox its remote settings.
const BROWSERS_OWN: [&str; 2] = ["accounts.google.com:443", "firefox.settings.services.mozilla.com:443"];

/// What was asked of others than these, the first first. `own` are the beginnings of addresses.
fn foreign(server: &Server, own: &[&str]) -> Vec<String> {
    let seen = server.seen.lock().unwrap();
    let is_own = |path: &str| BROWSERS_OWN.contains(&path) || own.iter().any(|own| path.starts_with(own));
    let others = seen.iter().filter(|(_, path, _)| !is_own(path));
    others.map(|(method, path, _)| format!("{method} {path}")).collect()
}

const PAGES: [&str; 6] = [
    "articles/hydrogen-chain.html",
    "views/index.html",
    "views/hydrogen.html",
    "panels.html",
    "embed.html",
    "method.html",
];

#[tokio::test]
async fn no_page_asks_anyone_but_its_own_site_with_a_service_worker_or_without() {
    let server = Server::start(serve);
    let address = server.origin();
    // WebKit sends what goes to this machine past its proxy, and asks it for any other name.
    let is_named = browser() == Browser::WebKit;
    let home = if is_named { "http://wenlan.test/".to_owned() } else { format!("{address}/") };
    let page = Page::blank_with(1280, 900, With { proxy: Some(&address), ..With::default() }).await;
    // What the browser itself asks for when it starts is not the site's doing: a page without anything comes first.
    page.client.goto(&format!("{home}robots.txt")).await.unwrap();
    tokio::time::sleep(std::time::Duration::from_secs(2)).await;
    server.seen.lock().unwrap().clear();
    for address in ["?q=%E6%B0%A2%E8%83%BD", "?article=hydrogen-chain&words=1", "?ev=theme.green&lang=en"] {
        page.client.goto(&format!("{home}{address}")).await.unwrap();
        page.ready().await;
    }
    page.drop_file("a.txt", "氢能短文\n\n这里写到氢能和绿色转型，够长的一句话。https://example.com/a.png".as_bytes())
        .await;
    page.find("import-report").await;
    for name in PAGES {
        page.client.goto(&format!("{home}{name}")).await.unwrap();
        page.css("h1").await;
    }
    assert!(server.count("/boot-") > 0 && server.count("/lexicon-") > 0, "the listener hears");
    assert_eq!(foreign(&server, &[&home]), Vec::<String>::new());
    if is_named {
        eprintln!("in part: a service worker needs a host that WebKit does not ask its proxy for");
        page.close().await;
        return;
    }
    // Now with the service worker in charge.
    page.client.goto(&home).await.unwrap();
    page.ready().await;
    page.wait_js("the service worker is in charge", "return !!navigator.serviceWorker.controller").await;
    server.seen.lock().unwrap().clear();
    for address in ["", "?q=%E6%B0%A2%E8%83%BD", "?article=hydrogen-chain&words=1"] {
        page.client.goto(&format!("{home}{address}")).await.unwrap();
        page.ready().await;
    }
    for name in PAGES {
        page.client.goto(&format!("{home}{name}")).await.unwrap();
        page.css("h1").await;
    }
    assert!(server.count("/panels.html") > 0, "the listener hears");
    assert_eq!(server.count("/boot-"), 0, "the service worker answers");
    assert_eq!(foreign(&server, &[&home]), Vec::<String>::new());
    page.close().await;
}

#[tokio::test]
async fn a_portal_that_embeds_is_asked_for_nothing_but_its_page() {
    let server = Server::start(serve);
    let page = Page::blank_with(1000, 900, With { proxy: Some(&server.origin()), ..With::default() }).await;
    page.client.goto("http://portal.test/robots.txt").await.unwrap();
    tokio::time::sleep(std::time::Duration::from_secs(2)).await;
    server.seen.lock().unwrap().clear();
    page.client.goto("http://portal.test/portal.html").await.unwrap();
    page.wait_js(
        "the frame is as high as its page",
        "return (document.querySelector('wenlan-explorer')?.shadowRoot.querySelector('iframe').clientHeight ?? 0) > 800",
    )
    .await;
    let others =
        foreign(&server, &["http://wenlan.test/", "http://portal.test/portal.html", "http://portal.test/favicon.ico"]);
    assert_eq!(others, Vec::<String>::new());
    assert_eq!(page.js("return document.cookie").await, json!(""));
    page.close().await;
}

/// The tags of a page, each with its name and attributes as written.
fn tags(page: &str) -> Vec<(&str, &str)> {
    let parts = page.split('<').skip(1).filter(|part| part.starts_with(|c: char| c.is_ascii_alphabetic()));
    parts
        .filter_map(|part| {
            let tag = part.split('>').next()?;
            Some(tag.split_once([' ', '\n']).unwrap_or((tag, "")))
        })
        .collect()
}

fn attribute<'a>(of: &'a str, name: &str) -> Option<&'a str> {
    let (start, quoted) = (format!("{name}=\""), format!(" {name}=\""));
    let rest = of.strip_prefix(&start).or_else(|| of.split_once(&quoted).map(|(_, rest)| rest))?;
    rest.split('"').next()
}

/// What is wrong with a published page.
fn wrong_with(page: &str) -> Vec<String> {
    const SOURCES: [(&str, &str); 10] = [
        ("default-src", "'none'"),
        ("script-src", "'self' 'wasm-unsafe-eval'"),
        ("style-src", "'self'"),
        ("img-src", "'self' data: blob:"),
        ("connect-src", "'self'"),
        ("worker-src", "'self'"),
        ("font-src", "'self'"),
        ("manifest-src", "'self'"),
        ("base-uri", "'none'"),
        ("form-action", "'none'"),
    ];
    let mut wrong = Vec::new();
    let tags = tags(page);
    let is_policy = |(name, of): &(&str, &str)| *name == "meta" && of.contains("Content-Security-Policy");
    let at = tags.iter().position(is_policy);
    let first =
        tags.iter().position(|(name, _)| matches!(*name, "script" | "link" | "style" | "img" | "iframe" | "body"));
    if at.is_none() || at > first {
        wrong.push("the policy does not stand before what it is for".into());
    }
    let policy = at.and_then(|at| attribute(tags[at].1, "content")).unwrap_or_default();
    // The front page has its style in it, and its policy the hash of that text.
    let style = page.split_once("<style>").and_then(|(_, rest)| rest.split_once("</style>")).map(|(text, _)| text);
    let own = style.map(|text| format!(" '{}'", Named::of("style.css", text.as_bytes()).integrity)).unwrap_or_default();
    let policy = policy.replacen(&own, "", 1);
    let mut said: Vec<(&str, &str)> = policy.split(';').filter_map(|part| part.trim().split_once(' ')).collect();
    said.sort_unstable();
    let mut sources = SOURCES;
    sources.sort_unstable();
    if said != sources {
        wrong.push(format!("another policy: {policy}"));
    }
    if tags.iter().filter(|(name, _)| *name == "style").count() > 1 {
        wrong.push("a second style".into());
    }
    if !page.starts_with("<!doctype html>")
        || !tags.iter().any(|(name, of)| *name == "html" && attribute(of, "lang").is_some())
    {
        wrong.push("no doctype or language".into());
    }
    for (name, of) in tags {
        let odd = |why: &str| format!("{why}: <{name} {of}>");
        // Without what is quoted, so that words inside a value are not names of attributes.
        let names = of.split('"').step_by(2).collect::<String>();
        let names = names.split([' ', '\n']).map(|one| one.split('=').next().unwrap_or_default());
        for one in names {
            if one == "style" || one == "srcdoc" || one.starts_with("on") {
                wrong.push(odd("inline code"));
            }
        }
        let data = ["application/json", "application/ld+json"];
        match name {
            // The search box that stands before the program: it sends nothing, and has no address to send to.
            "form" if attribute(of, "role") == Some("search") && attribute(of, "action").is_none() => {}
            "style" if of.is_empty() => {}
            "style" | "base" | "iframe" | "object" | "embed" | "form" => wrong.push(odd("not expected")),
            "script" => match attribute(of, "src") {
                Some(_) if attribute(of, "integrity").is_none() => wrong.push(odd("no integrity")),
                None if !attribute(of, "type").is_some_and(|kind| data.contains(&kind)) => {
                    wrong.push(odd("inline code"));
                }
                _ => {}
            },
            "link" => {
                let rel = attribute(of, "rel").unwrap_or_default();
                let loads = matches!(rel, "stylesheet" | "preload" | "modulepreload" | "icon" | "manifest");
                let needs = matches!(rel, "stylesheet" | "modulepreload");
                if needs && !attribute(of, "integrity").is_some_and(|sum| sum.starts_with("sha384-")) {
                    wrong.push(odd("no integrity"));
                }
                let href = attribute(of, "href").unwrap_or_default();
                if loads && (href.contains("//") || href.starts_with("data:")) {
                    wrong.push(odd("another site's"));
                }
            }
            _ => {}
        }
        let is_anchor = matches!(name, "a" | "link" | "meta");
        let src = attribute(of, "src").unwrap_or_default();
        if !is_anchor && src.contains("//") {
            wrong.push(odd("another site's"));
        }
    }
    wrong
}

#[test]
fn the_check_of_pages_finds_what_is_wrong() {
    let good = fs::read_to_string(dist().join("method.html")).unwrap();
    let front = fs::read_to_string(dist().join("index.html")).unwrap();
    assert_eq!([wrong_with(&good), wrong_with(&front)], [Vec::<String>::new(), Vec::new()]);
    for bad in [
        good.replacen("'self' 'wasm-unsafe-eval'", "'self' 'unsafe-eval'", 1),
        good.replacen("style-src 'self'", "style-src 'self' 'unsafe-inline'", 1),
        good.replacen("</main>", "<p onclick=\"x()\">x</p></main>", 1),
        good.replacen("</main>", "<p style=\"color: red\">x</p></main>", 1),
        good.replacen("</main>", "<script>x()</script></main>", 1),
        front.replacen("</style>", "p{color:red}</style>", 1),
        front.replacen("</main>", "<style>p{color:red}</style></main>", 1),
        good.replacen("</main>", "<form role=\"search\" action=\"/x\"></form></main>", 1),
        good.replacen("</main>", "<img src=\"https://example.org/x.png\"></main>", 1),
        good.replacen(" integrity=\"", " data-integrity=\"", 1),
        good.replacen("<meta http-equiv", "<link rel=\"icon\" href=\"x\"><meta http-equiv", 1),
    ] {
        assert_ne!(wrong_with(&bad), Vec::<String>::new(), "{bad:.300}");
    }
}

#[test]
fn every_published_page_has_the_policy_and_integrity() {
    fn pages(folder: &Path, into: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                pages(&path, into);
            } else if path.extension().is_some_and(|end| end == "html") {
                into.push(path);
            }
        }
    }
    let mut all = Vec::new();
    pages(&dist(), &mut all);
    let n = all.len();
    pages(published(), &mut all);
    assert!(n > 48 && all.len() > n + 50, "{n} and {} pages", all.len() - n);
    let wrong: Vec<String> = all
        .iter()
        .flat_map(|path| {
            wrong_with(&fs::read_to_string(path).unwrap()).into_iter().map(|one| format!("{}: {one}", path.display()))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
