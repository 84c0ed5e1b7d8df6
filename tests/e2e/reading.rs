//! The articles of a search read closely: lines, spread, trend, company, key words, words.

use serde_json::json;

use crate::support::Page;

const HYDROGEN: &str = "q=%E6%B0%A2%E8%83%BD";

/// Places counted in the sentence above the page.
async fn n_places(page: &Page) -> u64 {
    let script = "return Number(document.querySelector('[data-testid=\"result-count\"]').textContent.match(/([0-9,]+) 处/)[1].replaceAll(',', ''))";
    page.js(script).await.as_u64().unwrap()
}

async fn n_lines(page: &Page) -> u64 {
    page.css("[data-testid='kwic-total']").await;
    page.js("return Number(document.querySelector('[data-testid=\"kwic-total\"]').dataset.total)")
        .await
        .as_u64()
        .unwrap()
}

#[tokio::test]
async fn every_place_is_a_line_that_opens_its_article() {
    let page = Page::open(&format!("?{HYDROGEN}&read=kwic&by=r1")).await;
    let lines = n_lines(&page).await;
    assert_eq!(lines, n_places(&page).await);
    assert_eq!(page.count(".kwic li").await, lines.min(100));
    let keys = page.js("return [...new Set([...document.querySelectorAll('.kwic b')].map(b => b.textContent))]").await;
    assert!(keys.as_array().unwrap().iter().all(|key| ["氢能", "氫能"].contains(&key.as_str().unwrap())), "{keys}");
    page.css(".kwic li a").await.click().await.unwrap();
    page.css("[data-testid='reader'] mark").await;
    page.js("history.back()").await;
    page.css(".kwic li").await;
    assert!(page.address().await.contains("read=kwic"));
    page.close().await;
}

#[tokio::test]
async fn a_neighbour_opens_as_many_lines_as_it_counts() {
    let page = Page::open(&format!("?{HYDROGEN}&read=collocates")).await;
    page.css(".reading__table tbody tr").await;
    let n = page.js("return Number(document.querySelector('.reading__table tbody td').textContent)").await;
    page.css(".reading__table tbody th a").await.click().await.unwrap();
    assert_eq!(n_lines(&page).await, n.as_u64().unwrap());
    assert!(page.count(".kwic mark").await > 0);
    page.close().await;
}

#[tokio::test]
async fn every_reading_has_rows_a_method_and_room() {
    for (width, height) in [(320, 700), (1200, 800)] {
        let page = Page::blank(width, height).await;
        for (read, rows) in [
            ("kwic", ".kwic li"),
            ("spread", ".spread li"),
            ("trend", ".trend tbody tr"),
            ("collocates", ".reading__table tbody tr"),
            ("keyness", ".reading__table tbody tr"),
            ("words", ".reading__table tbody tr"),
        ] {
            page.goto(&format!("?{HYDROGEN}&read={read}")).await;
            page.css(rows).await;
            assert!(page.text(".reading__method").await.chars().count() > 10, "{read}");
            let wide = page.js("return document.documentElement.scrollWidth - innerWidth").await.as_i64().unwrap();
            assert!(wide <= 0, "{read} at {width}: {wide} px too wide");
        }
        page.close().await;
    }
}

#[tokio::test]
async fn without_a_word_the_page_asks_for_one() {
    let page = Page::open("?read=kwic").await;
    page.wait_js("it asks", "return document.querySelector('.reading .empty')?.textContent.includes('检索框')").await;
    page.close().await;
}

#[tokio::test]
async fn a_point_of_a_trend_opens_as_many_lines_as_it_counts() {
    // A theme, either of two words, and the query's own places.
    for terms in ["theme:green", "风电%2B光伏", ""] {
        let page = Page::open(&format!("?{HYDROGEN}&read=trend&terms={terms}")).await;
        page.css(".trend tbody td a").await;
        let n = page.js("return Number(document.querySelector('.trend tbody td a').textContent.split('/')[0])").await;
        assert!(n.as_u64().unwrap() > 0, "{terms}");
        page.css(".trend tbody td a").await.click().await.unwrap();
        assert_eq!(n_lines(&page).await, n.as_u64().unwrap(), "{terms}");
        page.close().await;
    }
}

#[tokio::test]
async fn a_group_of_lines_opens_as_many_as_it_counts() {
    let page = Page::open(&format!("?{HYDROGEN}&read=kwic&by=r1")).await;
    page.css(".reading__groups a").await;
    let n = page.js("return Number(document.querySelector('.reading__groups a b').textContent)").await;
    page.css(".reading__groups a").await.click().await.unwrap();
    page.css("[data-testid='kwic-conditions'] a").await;
    assert_eq!(n_lines(&page).await, n.as_u64().unwrap());
    // What the lines are kept to is said, and can be taken off.
    let all = n_places(&page).await;
    page.css("[data-testid='kwic-conditions'] a").await.click().await.unwrap();
    page.wait_js("all lines again", &format!("return Number(document.querySelector('[data-testid=\"kwic-total\"]')?.dataset.total) === {all} && !document.querySelector('[data-testid=\"kwic-conditions\"]')")).await;
    page.close().await;
}

#[tokio::test]
async fn lines_are_shown_as_whole_sentences() {
    let page = Page::open(&format!("?{HYDROGEN}&read=kwic&as=sentence")).await;
    page.css(".kwic--sentence li").await;
    let ends = "const all = [...document.querySelectorAll('.kwic--sentence li a')].map(a => { const copy = a.cloneNode(true); copy.querySelector('small').remove(); return copy.textContent.trim(); }); return all.filter(text => /[。！？；”」…：]$/.test(text)).length / all.length";
    assert!(page.js(ends).await.as_f64().unwrap() > 0.8);
    page.close().await;
}

#[tokio::test]
async fn a_long_concordance_is_a_window() {
    // 的 stands more often than lines are sent at first.
    let page = Page::open_sized("?q=%E7%9A%84&read=kwic", 1280, 900).await;
    page.css("[data-testid='kwic-window'] li").await;
    let total = n_lines(&page).await;
    assert!(total > 300, "{total}");
    let last =
        "return [...document.querySelectorAll('.kwic li')].map(li => Number(li.getAttribute('aria-posinset'))).at(-1)";
    assert_eq!(page.js(last).await, json!(100));
    let height = page.js("return document.querySelector('.kwic').getBoundingClientRect().height").await;
    page.js("const box = document.querySelector('[data-testid=\"kwic-window\"]'); box.scrollTop = box.scrollHeight")
        .await;
    page.wait_js("the last lines", &format!("{last} === {total}")).await;
    assert!(page.count(".kwic li").await < 200);
    let now = page.js("return document.querySelector('.kwic').getBoundingClientRect().height").await;
    assert!((now.as_f64().unwrap() - height.as_f64().unwrap()).abs() < 2.0, "{height} {now}");
    // Home goes to the first line, though it is not there; the focus follows.
    page.js("document.querySelector('.kwic li:last-child a').focus()").await;
    page.client.active_element().await.unwrap().send_keys("\u{E011}").await.unwrap();
    page.wait_js(
        "the first line has the focus",
        "return document.activeElement.closest('li')?.getAttribute('aria-posinset') === '1'",
    )
    .await;
    page.client.active_element().await.unwrap().send_keys("\u{E015}").await.unwrap();
    page.wait_js("the second", "return document.activeElement.closest('li')?.getAttribute('aria-posinset') === '2'")
        .await;
    // Lines that came later open their articles too.
    page.js("document.activeElement.click()").await;
    page.css("[data-testid='reader'] mark").await;
    page.close().await;
}

#[tokio::test]
async fn words_left_out_are_counted_again_one_by_one() {
    let page = Page::open("?read=words").await;
    page.css(".reading__table tbody tr").await;
    let first = page.text(".reading__table tbody th").await;
    page.js("document.querySelector('.reading__stop').parentElement.open = true").await;
    page.js("[...document.querySelectorAll('.reading__stop a')].find(a => a.textContent === '的').click()").await;
    page.wait_js("的 is counted", "return document.querySelector('.reading__table tbody th')?.textContent === '的'")
        .await;
    assert_ne!(first, "的");
    assert_eq!(page.js("return new URLSearchParams(location.search).get('stop')").await, json!("-的"));
    // Only terms of a theme.
    page.js("document.querySelector('[data-key=\"topic.green\"]').click()").await;
    page.wait_js("terms of green", "return document.querySelectorAll('.reading__table tbody tr').length > 3 && document.querySelector('.reading__table tbody th').textContent !== '的'").await;
    page.close().await;
}

#[tokio::test]
async fn new_words_are_listed_with_their_lines() {
    let page = Page::open("?read=words&by=new").await;
    page.css(".reading__table tbody tr").await;
    let n = page
        .js("return Number(document.querySelector('.reading__table tbody td').textContent.replaceAll(',', ''))")
        .await;
    page.css(".reading__table tbody td a").await.click().await.unwrap();
    assert_eq!(n_lines(&page).await, n.as_u64().unwrap());
    page.close().await;
}
