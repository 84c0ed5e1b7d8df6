//! Themes written in the page: what a definition would find, applied, shown as a panel, kept out of harm.

use crate::support::Page;

async fn say(page: &Page, what: &str, part: &str) {
    let test = format!("return document.querySelector('[data-testid=\"themes-say\"]')?.textContent.includes({part:?})");
    page.wait_js(what, &test).await;
}

#[tokio::test]
async fn a_theme_made_of_a_list_of_words_becomes_a_panel() {
    let page = Page::open("").await;
    page.find("themes-open").await.click().await.unwrap();
    page.wait_js("the editor", "return !!document.querySelector('[data-testid=\"themes\"][open]')").await;
    say(&page, "what the first theme finds", "归入 ").await;
    page.js("document.querySelector('[data-testid=\"themes-new\"]').open = true").await;
    page.find("themes-name").await.send_keys("医药").await.unwrap();
    page.find("themes-list").await.send_keys("中药材、鹿茸，药企").await.unwrap();
    page.find("themes-make").await.click().await.unwrap();
    say(&page, "what the new theme finds", "归入 ").await;
    // The words are marked in the sentences shown.
    page.wait_js("a marked word", "return !!document.querySelector('[data-testid=\"themes\"] li mark')").await;
    let said = page.js("return document.querySelector('[data-testid=\"themes-say\"]').textContent").await;
    let n: String = said.as_str().unwrap().chars().skip(3).take_while(char::is_ascii_digit).collect();
    // Half a line is told, and costs nothing.
    let broken = "const t = document.querySelector('[data-testid=\"themes-text\"]'); window.was = t.value; \
                  t.value = t.value.replace('terms = [', 'terms = '); t.dispatchEvent(new Event('input'));";
    page.js(broken).await;
    say(&page, "the line that is wrong", "第 ").await;
    let said = page.js("return document.querySelector('[data-testid=\"themes-say\"]').textContent").await;
    assert!(!said.as_str().unwrap().contains("TOML"), "{said}");
    let is_off = page.js("return document.querySelector('[data-testid=\"themes-apply\"]').disabled").await;
    assert_eq!(is_off, serde_json::json!(true), "what is wrong cannot be applied");
    page.js("const t = document.querySelector('[data-testid=\"themes-text\"]'); t.value = window.was; t.dispatchEvent(new Event('input'));")
        .await;
    say(&page, "it is right again", "归入 ").await;
    // What is not applied is not thrown away by one click.
    page.find("themes-close").await.click().await.unwrap();
    say(&page, "the question", "再关一次").await;
    page.find("themes-apply").await.click().await.unwrap();
    say(&page, "applied", "已应用").await;
    page.find("themes-close").await.click().await.unwrap();
    page.wait_js("the editor is gone", "return !document.querySelector('[data-testid=\"themes\"]')").await;
    page.wait_js("its panel", "return !!document.querySelector('[data-testid=\"panel\"][data-theme=\"own\"]')").await;
    // The panel counts the sentences that the editor promised.
    let count = "return document.querySelector('[data-testid=\"panel\"][data-theme=\"own\"]').textContent";
    let text = page.js(count).await;
    assert!(text.as_str().unwrap().contains(&n), "{n} is not in {text}");
    // Its words are drawn, and lead to their sentences.
    page.css("[data-form='own.bars'] [data-testid='mark']").await;
    page.close().await;
}
