//! Everything by keyboard.

use serde_json::json;

use crate::support::Page;

const ENTER: &str = "\u{e007}";
const ESCAPE: &str = "\u{e00c}";
const RIGHT: &str = "\u{e014}";

#[tokio::test]
async fn arrows_walk_the_marks_enter_opens_escape_returns() {
    let page = Page::open("").await;
    page.css("[data-testid='panel'][data-theme='industry'] [data-testid='mark']").await;
    page.js(
        "document.querySelector('[data-testid=\"panel\"][data-theme=\"industry\"] [data-testid=\"mark\"]').focus()",
    )
    .await;
    let key = "return document.activeElement.dataset.key ?? null";
    let first = page.js(key).await;
    page.press(RIGHT).await;
    let second = page.js(key).await;
    assert_ne!(first, second, "the arrow key moves on");
    assert_ne!(second, json!(null));
    page.press(ENTER).await;
    page.css("[data-testid='evidence']").await;
    page.wait_js(
        "the drawer has the focus",
        "return document.activeElement.closest('[data-testid=\"evidence-drawer\"]') !== null",
    )
    .await;
    page.press(ESCAPE).await;
    page.wait_js("the drawer is closed", "return !document.querySelector('[data-testid=\"evidence-drawer\"]')").await;
    page.wait_js("the mark has the focus again", &format!("return document.activeElement.dataset.key === {second}"))
        .await;
    page.close().await;
}

#[tokio::test]
async fn one_tab_stop_per_picture() {
    let page = Page::open("").await;
    page.css("[data-testid='mark']").await;
    let stops = page
        .js("return [...document.querySelectorAll('.fig__plot svg')].map(svg => svg.querySelectorAll('[data-testid=\"mark\"][tabindex=\"0\"]').length)")
        .await;
    assert!(stops.as_array().unwrap().iter().all(|n| *n == json!(1)), "{stops}");
    page.close().await;
}
