//! The articles of a search read closely: lines, spread, trend, company, key words, words.

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
