//! Reading an article: words on demand, repairs in place.

use serde_json::json;

use crate::support::Page;

#[tokio::test]
async fn words_are_shown_on_demand() {
    let page = Page::open("?article=hydrogen-chain").await;
    page.find("reader").await;
    assert_eq!(page.count(".word").await, 0);
    page.css(".reader__bar a[data-words]").await.click().await.unwrap();
    page.css(".word").await;
    assert!(page.count(".word").await > 100);
    assert!(page.address().await.contains("words=1"));
    let classes = page.js("return [...new Set([...document.querySelectorAll('.word')].map(word => word.title))]").await;
    assert!(classes.as_array().unwrap().contains(&json!("名词")), "{classes}");
    // The text itself is unchanged by the marks around it.
    let text = page.js("return [...document.querySelectorAll('.sheet__text > p')].map(p => { const c = p.cloneNode(true); c.querySelectorAll('rt').forEach(r => r.remove()); return c.textContent; }).join('\\n')").await;
    assert!(text.as_str().unwrap().contains("制、储、输、用、研") || text.as_str().unwrap().contains("制氢"), "{text}");
    page.close().await;
}

#[tokio::test]
async fn repairs_of_a_scraped_article_are_shown_and_undone() {
    let page = Page::open("?article=royal-park-1619").await;
    page.find("repair").await;
    assert!(page.count("[data-testid='repair']").await > 5);
    let text = page.text(".sheet__text").await;
    assert!(!text.contains("?!") && !text.contains("?！"), "{text}");
    // By the keyboard: what was changed is said, and shown with Enter.
    let label = page.js("const repair = document.querySelector('.repair[tabindex]'); repair.focus(); return repair.getAttribute('aria-label')").await;
    assert!(label.as_str().is_some_and(|label| label.contains("原作") || label.contains("删去")), "{label}");
    page.press("\u{e007}").await;
    assert_eq!(page.js("return document.activeElement.hasAttribute('data-open')").await, json!(true));
    page.css(".sheet > a[data-raw]").await.click().await.unwrap();
    let raw = "return document.querySelector('.sheet__text').textContent.includes('(')";
    page.wait_js("the text as it came", raw).await;
    // It is in the address, and stays when something else is chosen.
    assert!(page.address().await.contains("raw=1"));
    page.css(".reader__bar a[href*='script=hans']").await.click().await.unwrap();
    page.wait_js("the script", "return location.search.includes('script=hans') && location.search.includes('raw=1')")
        .await;
    page.wait_js("the text as it came", raw).await;
    page.close().await;
}

#[tokio::test]
async fn an_unknown_article_is_said_to_be_unknown() {
    let page = Page::open("?article=no-such-thing").await;
    page.wait_js(
        "the message",
        "return document.querySelector('[data-testid=\"reader\"]')?.textContent.includes('没有这一篇')",
    )
    .await;
    assert_eq!(
        page.js("return document.querySelectorAll('[data-testid=\"reader\"] a').length > 0").await,
        json!(true),
        "there is a way back"
    );
    page.close().await;
}

#[tokio::test]
async fn matches_are_marked_in_the_article() {
    let page = Page::open("?q=%E6%A2%85%E8%8A%B1%E9%B9%BF&article=sika-deer-industry").await; // 梅花鹿
    page.css("[data-testid='reader'] mark").await;
    let marked = page
        .js("return [...new Set([...document.querySelectorAll('.sheet__text mark')].map(m => m.textContent))]")
        .await;
    assert_eq!(marked, json!(["梅花鹿"]));
    page.close().await;
}

#[tokio::test]
async fn the_script_is_switched_and_places_stay() {
    let page = Page::open("?article=hydrogen-chain&q=%E6%B0%A2%E8%83%BD").await;
    page.find("reader").await;
    let before = page.count(".sheet__text mark").await;
    page.css(".reader__bar a[href*='script=hant']").await.click().await.unwrap();
    page.wait_js("Traditional", "return document.querySelector('.sheet__text').textContent.includes('氫能')").await;
    assert_eq!(page.count(".sheet__text mark").await, before, "the same matches are marked");
    assert!(!page.text(".sheet__text").await.contains("氢能"));
    // The title, too, and both are said to be Traditional.
    let title = page.js("const title = document.querySelector('.sheet__title'); return [title.textContent, title.lang, document.querySelector('.sheet__text').lang]").await;
    assert!(title[0].as_str().is_some_and(|title| title.contains('氫') && !title.contains('氢')), "{title}");
    assert_eq!((&title[1], &title[2]), (&json!("zh-Hant"), &json!("zh-Hant")));
    page.close().await;
}
