//! Without the program: search over the articles, panels as pictures and tables.

use crate::server::{Reply, Server};
use crate::support::{BASE, Browser, Page, With, browser, site, site_file};

#[tokio::test]
async fn articles_are_searched_where_wasm_is_missing() {
    let page = Page::blank_with(800, 900, With { no_wasm: true, ..With::default() }).await;
    page.client.goto(site()).await.unwrap();
    page.wait_js("the reason in words", "return document.querySelector('#boot-status').checkVisibility() && document.querySelector('#boot-status').textContent.includes('不支持 WebAssembly')").await;
    search_plainly(&page).await;
    page.close().await;
}

/// A host whose policy for the explorer lets no wasm run; framed and at the top.
#[tokio::test]
async fn where_a_policy_blocks_wasm_the_reason_is_said_and_articles_are_searched() {
    if browser() == Browser::WebKit {
        eprintln!("skipped: WebKitGTK 2.50 runs wasm whatever the policy says, so that the whole explorer works");
        return;
    }
    let site = Server::start(|target| {
        let reply = Reply { body: site_file(target), ..Reply::default() };
        reply.with("Content-Security-Policy", "script-src 'self'")
    });
    let address = site.origin() + BASE;
    let framing = format!(
        "<!doctype html><meta charset=utf-8><title>host</title><iframe src='{address}?embed=reader' width=800 height=700></iframe>"
    );
    let host = Server::start(move |_| Reply::html(framing.clone()));
    let page = Page::blank(900, 900).await;
    for is_framed in [false, true] {
        page.client.goto(if is_framed { host.origin() } else { address.clone() }.as_str()).await.unwrap();
        if is_framed {
            page.css("iframe").await.enter_frame().await.unwrap();
        }
        page.wait_js("the reason in words", "return document.querySelector('#boot-status')?.checkVisibility() && document.querySelector('#boot-status').textContent.includes('安全策略不允许运行 WebAssembly')").await;
        search_plainly(&page).await;
    }
    page.close().await;
}

/// Searches the list of articles as it is without the program.
async fn search_plainly(page: &Page) {
    page.css("#early [data-testid='search-input']").await.send_keys("氢能 园区").await.unwrap();
    page.wait_js("some are found", "return /^\\d+ 篇写到/.test(document.querySelector('#found').textContent)").await;
    let n = page
        .js("return [...document.querySelectorAll('#fallback li')].filter(li => !li.hidden).length")
        .await
        .as_u64()
        .unwrap();
    assert!(n > 0 && n < 46, "{n}");
    assert_eq!(page.count("#fallback li:not([hidden]) mark").await, n);
    let text = page.js("return document.querySelector('#fallback li:not([hidden]) mark').textContent").await;
    assert_eq!(text, "氢能");
}

/// A line on which the program takes its time, as on a slow phone.
fn slowly(seconds: u64) -> Server {
    Server::start(move |target| {
        if std::path::Path::new(target).extension().is_some_and(|end| end == "wasm") {
            std::thread::sleep(std::time::Duration::from_secs(seconds));
        }
        Reply { body: site_file(target), ..Reply::default() }
    })
}

#[tokio::test]
async fn what_is_typed_before_the_program_is_there_is_answered_and_taken_over() {
    let server = slowly(4);
    let page = Page::blank(800, 900).await;
    page.client.goto(&(server.origin() + BASE)).await.unwrap();
    page.css("#early [data-testid='search-input']").await.send_keys("梅花鹿").await.unwrap();
    page.wait_js(
        "a first answer",
        "return /^\\d+ 篇写到/.test(document.querySelector('#early ~ #fallback #found')?.textContent ?? '')",
    )
    .await;
    let early = page.js("const li = [...document.querySelectorAll('#fallback li:not([hidden])')]; return [li.length, Number(document.querySelector('[data-testid=\"result-count\"]').dataset.total), li.every((one) => one.textContent.includes('梅花鹿')), location.search, document.documentElement.dataset.ready ?? '']").await;
    let n = early[0].as_u64().unwrap();
    assert!(n > 1 && early[1] == n && early[2] == true, "{early}");
    assert_eq!(early[3], "?q=%E6%A2%85%E8%8A%B1%E9%B9%BF");
    assert_eq!(early[4], "", "the program is not there yet");
    page.ready().await;
    let after = page.js("const input = document.querySelector('[data-testid=\"search-input\"]'); return [input.value, document.activeElement === input, input.selectionEnd, document.querySelectorAll('#fallback, #early').length]").await;
    assert_eq!(after, serde_json::json!(["梅花鹿", true, 3, 0]));
    assert!(page.total().await >= n, "the program finds what was found before");
    // A link with a query is answered in the same way.
    page.client.goto(&format!("{}{BASE}?q=%E8%A2%9C", server.origin())).await.unwrap();
    page.wait_js("its first answer", "return document.querySelectorAll('#fallback li:not([hidden]) mark').length > 0")
        .await;
    // What is for the engine alone is not answered before it.
    page.client.goto(&format!("{}{BASE}?q=%E8%A2%9C&theme=industry", server.origin())).await.unwrap();
    page.wait_js("it waits", "return document.querySelector('#found')?.textContent.includes('载入中')").await;
    assert_eq!(page.count("#fallback li:not([hidden]) mark").await, 0);
    page.close().await;
}

#[tokio::test]
async fn before_the_program_the_page_speaks_the_readers_language() {
    let page = Page::blank_with(800, 900, With { no_wasm: true, ..With::default() }).await;
    page.client.goto(&format!("{}?lang=en", site())).await.unwrap();
    page.wait_js("it speaks English", "return document.documentElement.lang === 'en'").await;
    let said = page.js("return [document.querySelector('#early button').textContent, document.querySelector('#early input').placeholder, document.querySelector('#fallback .lead').textContent, document.querySelector('#early .corpus__facts').textContent, document.title, document.querySelector('#boot-status').textContent]").await.to_string();
    for part in [
        "Search",
        "words, ",
        "Of 46 articles: ",
        "Green transition",
        "sentences",
        "Evidence in news",
        "has no WebAssembly",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    let rest = page.js("return [...document.querySelectorAll('#early, #fallback > :not(ul, noscript)')].map((part) => part.innerText).join('')").await;
    // The corpus has the name that it was given.
    let is_han = |c: &char| ('\u{4e00}'..='\u{9fff}').contains(c);
    let han: String = rest.as_str().unwrap().replace("文览样稿", "").chars().filter(is_han).collect();
    assert_eq!(han, "", "{rest}");
    page.css("#early [data-testid='search-input']").await.send_keys("氢能").await.unwrap();
    page.wait_js(
        "it answers in English",
        "return /^Articles found: \\d+\\./.test(document.querySelector('#found').textContent)",
    )
    .await;
    page.close().await;
}

#[tokio::test]
async fn panels_stand_in_a_page_without_scripts() {
    let page = Page::blank(900, 900).await;
    page.client.goto(&format!("{}panels.html", site())).await.unwrap();
    assert!(page.count("section[data-theme]").await >= 3);
    assert!(page.count("figure svg").await >= 8);
    assert_eq!(page.count("script").await, 0);
    assert!(page.count("table td").await > 50);
    let fill = page.js("return getComputedStyle(document.querySelector('svg .fill, svg .wash')).fill").await;
    assert_ne!(fill, serde_json::json!("rgb(0, 0, 0)"), "the styles are found");
    page.close().await;
}
