//! Without the program: search over the articles, panels as pictures and tables.

use crate::support::{Page, before_load, is_chromium, site};

#[tokio::test]
async fn articles_are_searched_where_wasm_is_missing() {
    if !is_chromium("taking WebAssembly away") {
        return;
    }
    let page = Page::blank(800, 900).await;
    before_load(&page, "delete globalThis.WebAssembly;").await;
    page.client.goto(site()).await.unwrap();
    page.css("[data-testid='plain-input']").await.send_keys("氢能 园区").await.unwrap();
    page.wait_js(
        "some are found",
        "return /^\\d+ 篇写到/.test(document.querySelector('[data-testid=\"plain-count\"]').textContent)",
    )
    .await;
    let n = page
        .js("return [...document.querySelectorAll('#fallback li')].filter(li => !li.hidden).length")
        .await
        .as_u64()
        .unwrap();
    assert!(n > 0 && n < 46, "{n}");
    assert_eq!(page.count("#fallback li:not([hidden]) mark").await, n);
    let text = page.text("#fallback li:not([hidden]) mark").await;
    assert_eq!(text, "氢能");
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
