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

/// Lines of articles, each of its own words.
fn many(n: usize) -> String {
    let line = |i: usize| {
        let body = format!("第{i}座石桥修好了，桥长{i}米。").repeat(30);
        serde_json::json!({ "title": format!("第{i}座桥"), "date": "2024-08-06", "body": body }).to_string() + "\n"
    };
    (0..n).map(line).collect()
}

#[tokio::test]
async fn a_worker_that_is_killed_during_an_import_leaves_the_corpus_of_before() {
    let page = Page::open("").await;
    import_kept(&page).await;
    let before = page.total().await;
    let text = many(4000);
    for stage in ["0", "0.3"] {
        page.drop_file("many.jsonl", text.as_bytes()).await;
        page.wait_js(
            "it is under way",
            &format!("return (document.querySelector('.import progress')?.value ?? 0) > {stage}"),
        )
        .await;
        page.js("wenlanHost.restart()").await;
        page.wait_js(
            "the page says so",
            "return document.querySelector('[data-testid=\"status\"]').dataset.state === 'failed'",
        )
        .await;
        page.css("[data-testid='status'] button").await.click().await.unwrap();
        page.wait_js(
            "the corpus of before",
            &format!(
                "return document.querySelector('[data-testid=\"status\"]').dataset.state === 'ready' && Number(document.querySelector('[data-testid=\"result-count\"]')?.dataset.total) === {before}"
            ),
        )
        .await;
    }
    // It can be done again, and is kept then.
    page.drop_file("many.jsonl", text.as_bytes()).await;
    page.css("[data-testid='import-report'][data-articles='4000']").await;
    page.close().await;
}

#[tokio::test]
async fn a_page_that_goes_in_the_middle_of_a_large_import_opens_the_corpus_of_before() {
    let page = Page::open("").await;
    import_kept(&page).await;
    let before = page.total().await;
    let text = many(4000);
    for part in ["0", "0.4", "0.9"] {
        page.drop_file("many.jsonl", text.as_bytes()).await;
        page.wait_js(
            "it is under way",
            &format!("return (document.querySelector('.import progress')?.value ?? 0) > {part}"),
        )
        .await;
        page.goto("").await;
        let total = page.total().await;
        assert!(total == before || total == before + 4000, "{before} before, {total} after {part}");
        if total != before {
            break;
        }
    }
    page.close().await;
}
