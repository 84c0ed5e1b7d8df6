//! What is taken in stays in the browser, and nothing half of it after a crash.

use crate::support::Page;

const ARTICLE: &str = "河口村修好了石桥\n\n河口村的石桥修好了。桥长二十米，由村里的石匠修成。\n";

async fn import_kept(page: &Page) {
    page.drop_file("石桥.txt", ARTICLE.as_bytes()).await;
    page.wait_js(
        "it is kept",
        "return document.querySelector('[data-testid=\"kept-note\"]')?.textContent.includes('已存在')",
    )
    .await;
}

#[tokio::test]
async fn an_imported_article_is_there_after_a_reload() {
    let page = Page::open("").await;
    let before = page.total().await;
    import_kept(&page).await;
    page.goto("?q=%E7%9F%B3%E6%A1%A5").await;
    page.ready().await;
    assert_eq!(page.total().await, 1);
    // From the list of corpora back to the bundled articles, and to the kept ones again.
    page.find("corpora-open").await.click().await.unwrap();
    page.css("[data-testid='corpora'] [data-testid='kept'][aria-current='true']").await;
    page.js("[...document.querySelectorAll('[data-testid=\"corpora\"] button')].find(b => b.textContent === '回到自带文章').click()")
        .await;
    page.wait_js(
        "the bundled articles",
        "return document.querySelector('[data-testid=\"result-count\"]')?.dataset.total === '0'",
    )
    .await;
    page.js(
        "[...document.querySelectorAll('[data-testid=\"kept\"] button')].find(b => b.textContent === '打开').click()",
    )
    .await;
    page.wait_js(
        "the kept article",
        "return document.querySelector('[data-testid=\"result-count\"]')?.dataset.total === '1'",
    )
    .await;
    page.js(
        "[...document.querySelectorAll('[data-testid=\"kept\"] button')].find(b => b.textContent === '删除').click()",
    )
    .await;
    page.wait_js("it is deleted", "return document.querySelectorAll('[data-testid=\"kept\"]').length === 0").await;
    page.goto("").await;
    page.ready().await;
    assert_eq!(page.total().await, before);
    page.close().await;
}

#[tokio::test]
async fn a_page_that_goes_during_an_import_leaves_nothing_half() {
    let page = Page::open("").await;
    let before = page.total().await;
    for wait in [0, 60, 250, 700] {
        page.drop_file("石桥.txt", ARTICLE.as_bytes()).await;
        tokio::time::sleep(std::time::Duration::from_millis(wait)).await;
        page.goto("").await;
        page.ready().await;
        let total = page.total().await;
        assert!(total == before || total == before + 1, "{before} before, {total} after {wait} ms");
        assert_eq!(page.js("return document.querySelector('[data-testid=\"status\"]').dataset.state").await, "ready");
    }
    // And then it is taken in as ever.
    page.drop_file("石桥.txt", ARTICLE.as_bytes()).await;
    page.find("import-report").await;
    page.goto("?q=%E7%9F%B3%E6%A1%A5").await;
    page.ready().await;
    page.close().await;
}
