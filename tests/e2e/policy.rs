//! What the page may not do: ask others, break its own policy, be blank.

use fantoccini::Locator;

use crate::support::{Page, With, dist, is_chromium, missing_files, site};

#[tokio::test]
async fn no_request_leaves_the_site() {
    if !is_chromium("the network's log") {
        return;
    }
    let page = Page::blank(1280, 900).await;
    page.goto("?q=%E6%B0%A2%E8%83%BD").await;
    page.goto("?article=hydrogen-chain&words=1").await;
    page.css(".word").await;
    let requests = page.requests().await;
    assert!(requests.iter().any(|url| url.contains("lexicon-")), "the log works: {requests:?}");
    let own = site().split("/portal").next().unwrap().to_owned();
    for url in &requests {
        let is_local = url.starts_with("data:")
            || url.starts_with("blob:")
            || url.starts_with("chrome")
            || url.starts_with("about:");
        assert!(url.starts_with(&own) || is_local, "a foreign request: {url}");
    }
    let complaints = page.console().await;
    assert!(complaints.is_empty(), "{complaints:?}");
    assert_eq!(missing_files(), Vec::<String>::new());
    page.close().await;
}

#[tokio::test]
async fn the_policy_is_strict_and_everything_has_integrity() {
    let page = Page::open("").await;
    let policy = page.js("return document.querySelector('meta[http-equiv=\"Content-Security-Policy\"]').content").await;
    let policy = policy.as_str().unwrap();
    assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{policy}");
    assert!(policy.contains("default-src 'none'") && policy.contains("connect-src 'self'"), "{policy}");
    let bare = page
        .js("return [...document.querySelectorAll('script[src], link[rel=stylesheet], link[rel=modulepreload], link[rel=preload]')].filter(e => !e.integrity).map(e => e.outerHTML)")
        .await;
    assert_eq!(bare.as_array().unwrap().len(), 0, "{bare}");
    let inline = page.js("return document.querySelectorAll('script:not([src]):not([type=\"application/json\"]), [style*=\"url\"]').length").await;
    assert_eq!(inline, serde_json::json!(0));
    // One style, of which the policy has the hash.
    let of_policy = "const sheets = [...document.querySelectorAll('style')]; \
        const sum = await crypto.subtle.digest('SHA-384', new TextEncoder().encode(sheets[0].textContent)); \
        const base64 = btoa(String.fromCharCode(...new Uint8Array(sum))); \
        return [sheets.length, arguments[0].includes(`style-src 'self' 'sha384-${base64}'`)]";
    assert_eq!(page.js_with(of_policy, serde_json::json!(policy)).await, serde_json::json!([1, true]));
    page.close().await;
}

#[tokio::test]
async fn articles_are_readable_without_the_program() {
    // The page as it comes from the host, before anything runs.
    let html =
        std::fs::read_to_string(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("dist/index.html")).unwrap();
    assert!(html.matches("href=\"articles/").count() >= 40);
    // Without WebAssembly the page says so and the articles stay.
    let page = Page::blank_with(800, 900, With { no_wasm: true, ..With::default() }).await;
    page.client.goto(site()).await.unwrap();
    page.wait_js("the reason in words", "return document.querySelector('#boot-status').checkVisibility() && document.querySelector('#boot-status').textContent.includes('WebAssembly')").await;
    page.client.find(Locator::Css("#fallback li a")).await.unwrap().click().await.unwrap();
    page.css("article h1").await;
    let text = page.text("article").await;
    assert!(text.chars().count() > 300, "{text}");
    let style = page.js("return getComputedStyle(document.querySelector('article')).fontFamily").await;
    assert!(
        style.as_str().unwrap().contains("Song") || style.as_str().unwrap().contains("Serif"),
        "the styles are found: {style}"
    );
    page.close().await;
}

#[tokio::test]
async fn a_dead_worker_is_said_and_replaced() {
    let page = Page::open("").await;
    let all = page.total().await;
    // What the browser does when it takes a worker's memory away.
    page.js("window.wenlanHost.restart()").await;
    page.search("氢能").await;
    page.css("[data-testid='status'][data-state='failed'] button").await.click().await.unwrap();
    page.wait_js(
        "it works again",
        "return document.querySelector('[data-testid=\"status\"]').dataset.state === 'ready'",
    )
    .await;
    page.wait_js("and answers", &format!("const n = Number(document.querySelector('[data-testid=\"result-count\"]')?.dataset.total); return n > 0 && n < {all}")).await;
    page.close().await;
}

#[tokio::test]
async fn where_the_corpus_cannot_be_had_the_articles_can_be_read() {
    let page = Page::blank(1280, 900).await;
    page.client.goto(&format!("{}?corpus=nowhere.wenlan", site())).await.unwrap();
    page.wait_js("it says so", "return document.querySelector('[data-testid=\"status\"]')?.dataset.state === 'failed'")
        .await;
    assert!(page.count("#fallback li a").await > 40);
    assert!(page.count("#main:not([hidden])").await == 0);
    page.close().await;
}

/// The page's own program is small and holds neither engine nor dictionary: those are the worker's.
#[test]
fn the_pages_program_holds_no_engine() {
    let files = std::fs::read_dir(dist()).unwrap().map(|entry| entry.unwrap().path());
    let wasm: Vec<_> = files.filter(|path| path.extension().is_some_and(|end| end == "wasm")).collect();
    let named = |start: &str| {
        let name = |path: &&std::path::PathBuf| path.file_name().unwrap().to_string_lossy().starts_with(start);
        std::fs::read(wasm.iter().find(name).unwrap_or_else(|| panic!("no {start} in {wasm:?}"))).unwrap()
    };
    let holds = |bytes: &[u8], text: &str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
    let (app, small, full) = (named("app-"), named("worker_bg-"), named("worker_full_bg-"));
    // The first bytes of packs stand in the programs that read them, the segmenter's name in the one that has it.
    let (pack, segmenter) = ("wenlan\r\n", "jieba");
    assert!(holds(&full, pack) && holds(&full, segmenter), "the marks looked for are right");
    assert!(holds(&small, pack) && !holds(&small, segmenter));
    assert!(!holds(&app, pack) && !holds(&app, segmenter));
    assert!(app.len() < 900_000, "{} bytes", app.len());
}
