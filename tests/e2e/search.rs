//! Searching: as you type, facets, back and forward.

use fantoccini::Locator;
use serde_json::json;

use crate::support::Page;

#[tokio::test]
async fn words_are_found_and_marked() {
    let page = Page::open("").await;
    let all = page.total().await;
    assert!(all >= 40, "the bundled articles are listed: {all}");
    page.search("氢能").await;
    page.wait_js(
        "fewer articles",
        &format!("return Number(document.querySelector('[data-testid=\"result-count\"]')?.dataset.total) < {all}"),
    )
    .await;
    let n = page.total().await;
    assert!(n > 3, "{n}");
    assert_eq!(page.count("[data-testid='result']").await.min(20), n.min(20));
    assert!(page.address().await.contains("q=氢能"));
    let marked = page
        .js("return [...document.querySelectorAll('[data-testid=\"snippet\"] mark')].map(m => m.textContent)")
        .await;
    let marked = marked.as_array().unwrap().clone();
    assert!(!marked.is_empty());
    for mark in marked {
        assert!(["氢能", "氫能"].contains(&mark.as_str().unwrap()), "{mark}");
    }
    page.close().await;
}

#[tokio::test]
async fn both_scripts_are_found_and_told_apart() {
    let page = Page::open("?q=%E6%B0%AB%E8%83%BD").await; // 氫能
    let tiers = page.js("return [...document.querySelectorAll('.tier__head')].map(h => h.dataset.tier)").await;
    assert_eq!(tiers, json!(["whole", "variant"]), "as written first, the other script after it");
    page.close().await;
}

#[tokio::test]
async fn composing_does_not_search() {
    let page = Page::open("").await;
    let before = page.total().await;
    page.js("const box = document.querySelector('[data-testid=\"search-input\"]'); box.focus(); \
         box.dispatchEvent(new CompositionEvent('compositionstart')); box.value = 'qing'; \
         box.dispatchEvent(new InputEvent('input', { isComposing: true, data: 'qing', bubbles: true }));")
        .await;
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    assert_eq!(page.total().await, before, "letters that are being composed are not yet text");
    page.js("const box = document.querySelector('[data-testid=\"search-input\"]'); box.value = '氢'; \
         box.dispatchEvent(new CompositionEvent('compositionend', { data: '氢', bubbles: true }));")
        .await;
    page.wait_js("the composed text is searched", "return location.search.includes(encodeURIComponent('氢'))").await;
    page.close().await;
}

#[tokio::test]
async fn facets_filter_for_and_out() {
    let page = Page::open("").await;
    let all = page.total().await;
    let tourism = "[data-testid='facet'][data-field='theme'][data-value='tourism']";
    let count = page.css(tourism).await.attr("data-count").await.unwrap().unwrap().parse::<u64>().unwrap();
    assert!(count > 0 && count < all);
    page.css(tourism).await.click().await.unwrap();
    page.wait_js(
        "only tourism",
        &format!("return Number(document.querySelector('[data-testid=\"result-count\"]')?.dataset.total) === {count}"),
    )
    .await;
    assert!(page.address().await.contains("theme=tourism"));
    let row =
        |say: &'static str| format!("const row = document.querySelector(\"{tourism}\").closest('li'); return {say}");
    let says = "[row.getAttribute('aria-current'), row.hasAttribute('data-out')]";
    assert_eq!(page.js(&row(says)).await, json!(["true", false]), "the row says that it is kept");
    // The number on a facet is the number of articles it leaves; left out and kept add up.
    page.goto("?theme=-tourism").await;
    assert_eq!(page.js(&row(says)).await, json!([null, true]), "the row says that it is left out");
    assert_eq!(page.total().await, all - count);
    // Back leads to the filter, forward from it.
    page.client.back().await.unwrap();
    page.ready().await;
    page.wait_js(
        "the filter is back",
        &format!("return Number(document.querySelector('[data-testid=\"result-count\"]')?.dataset.total) === {count}"),
    )
    .await;
    page.close().await;
}

#[tokio::test]
async fn every_facet_count_is_what_it_leaves() {
    let page = Page::open("?q=%E8%BE%BD%E6%BA%90").await; // 辽源
    let facets = page
        .js("return [...document.querySelectorAll('[data-testid=\"facet\"]')].map(f => [f.getAttribute('href'), Number(f.dataset.count)])")
        .await;
    let facets = facets.as_array().unwrap().clone();
    assert!(facets.len() > 5);
    for facet in facets.iter().take(12) {
        page.goto(facet[0].as_str().unwrap()).await;
        assert_eq!(json!(page.total().await), facet[1], "{facet}");
    }
    page.close().await;
}

#[tokio::test]
async fn back_forward_and_reload_restore_the_view() {
    let page = Page::open("").await;
    let all = page.total().await;
    page.search("梅花鹿").await;
    page.wait_js("the search", "return document.querySelectorAll('[data-testid=\"result\"] mark').length > 0").await;
    let n = page.total().await;
    page.css("[data-testid='result'] h3 a").await.click().await.unwrap();
    page.find("reader").await;
    assert!(page.address().await.contains("article="));
    page.client.refresh().await.unwrap();
    page.ready().await;
    page.css("[data-testid='reader'] h1").await;
    page.client.back().await.unwrap();
    page.wait_js("the results", &format!("return !document.querySelector('[data-testid=\"reader\"]') && Number(document.querySelector('[data-testid=\"result-count\"]')?.dataset.total) === {n}")).await;
    page.client.back().await.unwrap();
    page.wait_js(
        "the front page",
        &format!("return Number(document.querySelector('[data-testid=\"result-count\"]')?.dataset.total) === {all}"),
    )
    .await;
    page.client.forward().await.unwrap();
    page.wait_js("the search again", &format!("return document.querySelector('[data-testid=\"search-input\"]').value === '梅花鹿' && Number(document.querySelector('[data-testid=\"result-count\"]')?.dataset.total) === {n}")).await;
    page.close().await;
}

#[tokio::test]
async fn nothing_found_says_what_to_try() {
    let page = Page::open("?q=%E9%BE%98%E9%9D%90%E9%BD%89").await;
    assert_eq!(page.total().await, 0);
    let text = page.text(".content").await;
    assert!(text.contains("没有找到") && text.contains("换一个词"), "{text}");
    // A malformed query is understood as far as it goes, and a note says how.
    page.goto("?q=%E2%80%9C%E6%B0%A2%E8%83%BD").await; // “氢能
    assert!(page.total().await > 0);
    assert!(page.text(".notes").await.contains("引号"), "{}", page.text(".notes").await);
    page.close().await;
}

#[tokio::test]
async fn languages_and_colours_switch() {
    let page = Page::open("?lang=en").await;
    assert!(page.text("main").await.contains("Green transition"), "{}", page.text("main").await);
    page.goto("?lang=zh-Hant").await;
    assert!(page.text("main").await.contains("綠色轉型"));
    let dark = page.client.find(Locator::Css("[data-testid='scheme-switch']")).await.unwrap();
    dark.select_by_value("dark").await.unwrap();
    let paper = page.js("return getComputedStyle(document.body).backgroundColor").await;
    assert_eq!(paper, json!("rgb(23, 22, 19)"));
    page.client.refresh().await.unwrap();
    page.ready().await;
    assert_eq!(page.js("return document.documentElement.dataset.scheme").await, json!("dark"), "the choice is kept");
    page.close().await;
}
