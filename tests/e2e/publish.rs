//! A published folder under a sub-path, and the same from the page.

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::json;

use crate::support::{Page, dist};

const ARTICLES: [(&str, &str); 3] = [
    (
        "stone.md",
        "---\nid: stone\ntitle: 石桥修好了\ndate: 2024-08-06\nsource: 河口日报\n---\n村口的石桥修好了，风电项目同日投产。\n\n两岸的人都来看。\n",
    ),
    (
        "wind.md",
        "---\nid: wind\ntitle: 风电并网\ndate: 2024-09-01\nsource: 河口日报\n---\n风电场一期并网发电，绿色转型迈出一步。\n",
    ),
    (
        "closed.md",
        "---\nid: closed\ntitle: 只列题目的一篇\ndate: 2024-07-01\nrights: metadata\n---\n这一句里有鹡鸰在原。\n",
    ),
];

/// A folder of its own, empty.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("e2e-publish").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("in")).unwrap();
    fs::create_dir_all(folder.join("host/papers")).unwrap();
    fs::write(folder.join("host/index.html"), "<!doctype html><title>host</title>").unwrap();
    folder
}

/// `wenlan serve`, ended with the test.
struct Served(Child, String);

impl Served {
    fn start(dir: &std::path::Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_wenlan"))
            .args(["serve", "--port", "0"])
            .arg(dir)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        Self(child, line.trim().to_owned())
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[tokio::test]
async fn a_published_folder_opens_from_a_sub_path() {
    let place = folder("sub");
    for (name, text) in ARTICLES {
        fs::write(place.join("in").join(name), text).unwrap();
    }
    fs::write(place.join("views.json"), json!([{ "id": "bridge", "title": "石桥", "address": "?q=石桥" }]).to_string())
        .unwrap();
    let out = place.join("host/papers/river");
    let done = Command::new(env!("CARGO_BIN_EXE_wenlan"))
        .arg("publish")
        .arg(place.join("in"))
        .args([
            "--title",
            "河口文览",
            "--intro",
            "这里收河口的文章。",
            "--accent",
            "#8a1c1c",
            "--lang",
            "zh-Hant",
            "--views",
        ])
        .arg(place.join("views.json"))
        .arg("--site")
        .arg(dist())
        .arg("-o")
        .arg(&out)
        .output()
        .unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let served = Served::start(&place.join("host"));
    let base = format!("{}papers/river/", served.1);

    let page = Page::blank(1280, 900).await;
    page.client.goto(&base).await.unwrap();
    page.ready().await;
    assert_eq!(page.total().await, 3);
    assert_eq!(page.text(".masthead__name a").await, "河口文览");
    assert!(page.text(".intro").await.contains("這裡") || page.text(".intro").await.contains("这里收河口的文章"));
    assert_eq!(page.js("return document.documentElement.lang").await, json!("zh-Hant"), "the publisher's language");
    let accent = page.js("return getComputedStyle(document.documentElement).getPropertyValue('--accent').trim()").await;
    assert_eq!(accent, json!("#8a1c1c"));
    // From the explorer to an article without text, and back.
    page.client.goto(&format!("{base}?article=closed")).await.unwrap();
    page.ready().await;
    page.wait_js("the article", "return document.querySelector('.sheet__title')?.textContent === '只列题目的一篇'")
        .await;
    assert!(!page.text("body").await.contains("鹡鸰"));
    // The pages beside it, by their links.
    page.client.goto(&format!("{base}views/")).await.unwrap();
    page.css("#fallback li a").await.click().await.unwrap();
    page.wait_js("the view's page", "return document.querySelector('h1')?.textContent === '石桥'").await;
    page.css("#fallback li a").await.click().await.unwrap();
    page.wait_js("the article's page", "return document.querySelector('h1')?.textContent === '石桥修好了'").await;
    page.js("[...document.querySelectorAll('#fallback a')].find(a => a.search.includes('article=')).click()").await;
    page.wait_js("the reader", "return document.querySelector('.sheet__title')?.textContent === '石桥修好了'").await;
    for name in ["embed.html", "method.html"] {
        page.client.goto(&format!("{base}{name}")).await.unwrap();
        page.css("article h1").await;
    }
    let own = served.1.clone();
    let foreign: Vec<String> =
        page.requests().await.into_iter().filter(|url| url.starts_with("http") && !url.starts_with(&own)).collect();
    assert!(foreign.is_empty(), "{foreign:?}");
    let complaints: Vec<String> = page.console().await.into_iter().filter(|text| !text.contains("favicon")).collect();
    assert!(complaints.is_empty(), "{complaints:?}");
    page.close().await;
}

#[tokio::test]
async fn the_page_publishes_a_zip_that_is_a_site() {
    let place = folder("zip");
    let page = Page::open("?q=%E6%B0%A2%E8%83%BD").await;
    page.drop_file("石桥.md", ARTICLES[0].1.as_bytes()).await;
    page.find("import-report").await;
    page.js("window.made = null; const make = URL.createObjectURL; URL.createObjectURL = (blob) => { window.made = blob; return make.call(URL, blob); }").await;
    page.find("corpora-open").await.click().await.unwrap();
    page.js("[...document.querySelectorAll('[data-testid=\"corpora\"] button')].find(b => b.textContent === '发布为网站').click()").await;
    page.find("publish-title").await;
    page.js_with("document.querySelector('[data-testid=\"publish-title\"]').value = arguments[0]", json!("河口的网站"))
        .await;
    page.find("publish-make").await.click().await.unwrap();
    page.wait_js("the zip", "return window.made?.type === 'application/zip'").await;
    let text = page
        .client
        .execute_async(
            "const [done] = arguments; const reader = new FileReader(); reader.onload = () => done(reader.result.split(',')[1]); reader.readAsDataURL(window.made)",
            Vec::new(),
        )
        .await
        .unwrap();
    let bytes = STANDARD.decode(text.as_str().unwrap()).unwrap();
    page.close().await;

    // Unpacked by another's program: its pages are read from the archive.
    let zip = place.join("site.zip");
    fs::File::create(&zip).unwrap().write_all(&bytes).unwrap();
    let unpacked = place.join("host/papers/river");
    unpack(&bytes, &unpacked);
    let read = Command::new(env!("CARGO_BIN_EXE_wenlan")).arg("read").arg(&zip).arg("--json").output().unwrap();
    let read = String::from_utf8(read.stdout).unwrap();
    assert!(read.contains("石桥修好了"), "{read}");

    let served = Served::start(&place.join("host"));
    let page = Page::blank(1280, 900).await;
    page.client.goto(&format!("{}papers/river/", served.1)).await.unwrap();
    page.ready().await;
    assert_eq!(page.text(".masthead__name a").await, "河口的网站");
    assert_eq!(page.text(".corpus b").await, "河口的网站");
    page.client.goto(&format!("{}papers/river/?article=stone", served.1)).await.unwrap();
    page.wait_js("the article", "return document.querySelector('.sheet__title')?.textContent === '石桥修好了'").await;
    page.close().await;
}

/// Unpacks an archive by its directory (APPNOTE 6.3), checking lengths.
fn unpack(zip: &[u8], into: &std::path::Path) {
    let at = |from: usize| u32::from_le_bytes(zip[from..from + 4].try_into().unwrap()) as usize;
    let short = |from: usize| u16::from_le_bytes(zip[from..from + 2].try_into().unwrap()) as usize;
    let end = zip.len() - 22;
    assert_eq!(at(end), 0x0605_4b50);
    let (n, mut entry) = (short(end + 10), at(end + 16));
    assert!(n > 60, "{n} files");
    for _ in 0..n {
        assert_eq!(at(entry), 0x0201_4b50);
        let (method, packed, size) = (short(entry + 10), at(entry + 20), at(entry + 24));
        let (name_len, local) = (short(entry + 28), at(entry + 42));
        let name = std::str::from_utf8(&zip[entry + 46..entry + 46 + name_len]).unwrap();
        let data = local + 30 + short(local + 26) + short(local + 28);
        let body = &zip[data..data + packed];
        let bytes = if method == 8 { miniz_oxide::inflate::decompress_to_vec(body).unwrap() } else { body.to_vec() };
        assert_eq!(bytes.len(), size, "{name}");
        let path = into.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
        entry += 46 + name_len + short(entry + 30) + short(entry + 32);
    }
}

#[tokio::test]
async fn twenty_work_reports_are_published_and_clicked_through() {
    let Some(data) =
        std::env::var_os("WENLAN_DATA").map(PathBuf::from).filter(|data| data.join("gov_reports").is_dir())
    else {
        eprintln!("not run: WENLAN_DATA names no folder with gov_reports/");
        return;
    };
    let place = folder("reports");
    let views = json!([{ "id": "hydrogen", "title": "氢能怎么说", "address": "?q=氢能&ev=theme.green" }]);
    fs::write(place.join("views.json"), views.to_string()).unwrap();
    let out = place.join("host/papers/reports");
    let publish = |url: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_wenlan"));
        command.arg("publish").arg(data.join("gov_reports/reports.jsonl"));
        command.args(["--title", "政府工作报告", "--intro", "二十份工作报告。", "--accent", "#8a1c1c", "--url", url]);
        command.arg("--views").arg(place.join("views.json")).arg("--site").arg(dist()).arg("-o").arg(&out);
        let done = command.output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    };
    publish("https://press.example/reports/");
    let served = Served::start(&place.join("host"));
    let base = format!("{}papers/reports/", served.1);

    // The front page and a search.
    let page = Page::blank(1280, 900).await;
    page.client.goto(&base).await.unwrap();
    page.ready().await;
    assert_eq!((page.total().await, page.text(".masthead__name a").await), (20, "政府工作报告".into()));
    assert!(page.count("[data-testid='mark']").await > 20);
    page.search("氢能").await;
    page.wait_js("hits", "const n = Number(document.querySelector('[data-testid=\"result-count\"]')?.dataset.total); return n > 0 && n <= 20 && document.querySelectorAll('[data-testid=\"snippet\"] mark').length > 0").await;
    // From a hit to the article, to its own page, and to the explorer again.
    page.css("[data-testid='result'] h3 a").await.click().await.unwrap();
    page.find("reader").await;
    page.client.goto(&format!("{base}sitemap.xml")).await.unwrap();
    let sitemap = fs::read_to_string(out.join("sitemap.xml")).unwrap();
    let pages: Vec<&str> = sitemap
        .split("<loc>")
        .skip(1)
        .filter_map(|part| part.split("</loc>").next())
        .filter_map(|address| address.strip_prefix("https://press.example/reports/"))
        .collect();
    assert!(pages.iter().filter(|path| path.contains("articles/")).count() >= 20, "{pages:?}");
    for path in &pages {
        let file =
            if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { (*path).to_owned() };
        assert!(out.join(&file).is_file(), "{file} is in the sitemap and not in the folder");
    }
    let article = pages.iter().find(|path| path.contains("articles/") && !path.ends_with('/')).unwrap();
    page.client.goto(&format!("{base}{article}")).await.unwrap();
    assert!(page.text("article").await.chars().count() > 2000);
    page.js("[...document.querySelectorAll('#fallback a')].find(a => a.search.includes('article=')).click()").await;
    page.find("reader").await;
    // The saved view's page, and the view itself with its evidence.
    page.client.goto(&format!("{base}views/hydrogen.html")).await.unwrap();
    page.wait_js("the view's page", "return document.querySelector('h1')?.textContent === '氢能怎么说'").await;
    page.js("[...document.querySelectorAll('#fallback a')].find(a => a.search.includes('ev=')).click()").await;
    page.css("[data-testid='evidence-drawer'] [data-testid='evidence']").await;
    // Embed code, feed, oEmbed, method note.
    page.client.goto(&format!("{base}embed.html")).await.unwrap();
    assert!(page.text("article").await.contains("https://press.example/reports/embed.js"));
    page.client.goto(&format!("{base}method.html")).await.unwrap();
    assert!(page.text("article").await.contains("20 篇"));
    let feed = fs::read_to_string(out.join("feed.xml")).unwrap();
    assert_eq!(feed.matches("<entry>").count(), 20);
    let oembed: serde_json::Value = serde_json::from_slice(&fs::read(out.join("oembed/index.json")).unwrap()).unwrap();
    assert!(oembed["html"].as_str().unwrap().contains("https://press.example/reports/"), "{oembed}");
    let complaints: Vec<String> = page.console().await.into_iter().filter(|text| !text.contains("favicon")).collect();
    assert!(complaints.is_empty(), "{complaints:?}");
    page.close().await;
    // Published again, nothing changes; elsewhere, only what names the place.
    let stamp = |name: &str| fs::metadata(out.join(name)).unwrap().modified().unwrap();
    let (before, pack) = (stamp("feed.xml"), stamp(article));
    publish("https://press.example/reports/");
    assert_eq!((stamp("feed.xml"), stamp(article)), (before, pack));
}
