//! Dates, completions, marks that narrow, names, keys of the list, the reader's own words.

use serde_json::json;

use crate::support::Page;

#[tokio::test]
async fn dates_narrow_by_bar_and_by_dragging() {
    let page = Page::open("").await;
    let bars = page
        .js("return [...document.querySelectorAll('.dates__bars a')].map(a => [a.getAttribute('href'), Number(a.dataset.count)])")
        .await;
    let bars = bars.as_array().unwrap().clone();
    assert!(bars.len() > 1, "{bars:?}");
    let sum: u64 = bars.iter().map(|bar| bar[1].as_u64().unwrap()).sum();
    assert_eq!(sum, page.total().await, "every article has its day");
    page.goto(bars[0][0].as_str().unwrap()).await;
    assert_eq!(json!(page.total().await), bars[0][1], "a bar leaves what it counts");
    assert!(page.address().await.contains("from=") && page.address().await.contains("to="));
    page.goto("").await;
    page.css(".dates__bars a").await;
    // Dragging over the first three bars.
    page.js("const bars = [...document.querySelectorAll('.dates__bars a')]; document.querySelector('.dates__bars').scrollIntoView({ block: 'center' }); \
             const at = (bar) => { const r = bar.getBoundingClientRect(); return { bubbles: true, clientX: r.x + r.width / 2, clientY: r.y + r.height / 2 }; }; \
             bars[0].dispatchEvent(new PointerEvent('pointerdown', at(bars[0]))); \
             bars[2].dispatchEvent(new PointerEvent('pointermove', at(bars[2]))); \
             bars[2].dispatchEvent(new PointerEvent('pointerup', at(bars[2])));")
        .await;
    let three: u64 = bars.iter().take(3).map(|bar| bar[1].as_u64().unwrap()).sum();
    page.wait_js(
        "the three days",
        &format!("return Number(document.querySelector('[data-testid=\"result-count\"]')?.dataset.total) === {three}"),
    )
    .await;
    page.close().await;
}

#[tokio::test]
async fn dates_are_chosen_from_lists_without_a_pointer() {
    let page = Page::open("").await;
    let all = page.total().await;
    let choose = "const [end, at] = arguments[0]; const list = document.querySelector(`[data-testid='date-${end}']`); \
                  list.selectedIndex = at < 0 ? list.length + at : at; list.dispatchEvent(new Event('change', { bubbles: true })); return list.value";
    let first = page.js_with(choose, json!(["from", -2])).await;
    page.wait_js("the last two periods", &format!("const n = Number(document.querySelector('[data-testid=\"result-count\"]')?.dataset.total); return n > 0 && n < {all}")).await;
    assert!(page.address().await.contains(&format!("from={}", first.as_str().unwrap())));
    let last = page.js_with(choose, json!(["to", 1])).await;
    page.wait_js("the first period", &format!("return new URLSearchParams(location.search).get('to') === {last}"))
        .await;
    assert!(!page.address().await.contains("from="), "an end before the beginning takes its place");
    assert_eq!(page.js("return document.querySelector('[data-testid=\"date-from\"]').selectedIndex").await, json!(0));
    assert_eq!(page.js("return document.querySelector('[data-testid=\"date-to\"]').selectedIndex").await, json!(1));
    page.close().await;
}

#[tokio::test]
async fn completions_are_offered_and_taken_by_key() {
    let page = Page::open("").await;
    page.js("const box = document.querySelector('[data-testid=\"search-input\"]'); box.focus(); box.value = '梅花'; \
             box.dispatchEvent(new InputEvent('input', { bubbles: true }));")
        .await;
    page.wait_js("completions", "return document.querySelectorAll('#offers li').length > 0").await;
    let first = page.js("return document.querySelector('#offers li').firstChild.textContent").await;
    page.press("\u{e015}").await; // down
    page.press("\u{e007}").await; // enter
    page.wait_js(
        "the box holds it",
        &format!("return document.querySelector('[data-testid=\"search-input\"]').value === {first}"),
    )
    .await;
    page.wait_js("the list is closed", "return document.querySelectorAll('#offers li').length === 0").await;
    assert!(page.total().await > 0);
    page.close().await;
}

#[tokio::test]
async fn pinyin_finds_what_is_written_in_han() {
    let page = Page::open("?q=liaoyuan").await;
    assert!(page.total().await > 3, "{}", page.total().await);
    let tiers = page.js("return [...document.querySelectorAll('.notes li')].map(n => n.textContent).join()").await;
    assert!(tiers.as_str().unwrap().contains("辽源"), "the note says what was found: {tiers}");
    page.close().await;
}

#[tokio::test]
async fn a_mark_narrows_the_other_panels_and_is_taken_off_again() {
    let page = Page::open("?ev=theme.tourism").await;
    page.find("evidence-drawer").await;
    page.wait_js("sentences", "return document.querySelectorAll('[data-testid=\"evidence\"]').length > 0").await;
    let all = page.total().await;
    let n = page
        .js("return Number(document.querySelector('[data-testid=\"panel\"][data-theme=\"tourism\"] .panel__of b').textContent)")
        .await
        .as_u64()
        .unwrap();
    page.css("[data-testid='evidence-drawer'] .tools a").await.click().await.unwrap();
    page.wait_js(
        "fewer",
        &format!("return Number(document.querySelector('[data-testid=\"result-count\"]')?.dataset.total) === {n}"),
    )
    .await;
    assert!(page.address().await.contains("mark="));
    page.css("[data-testid='mark-chip'] a[data-remove]").await.click().await.unwrap();
    page.wait_js(
        "all again",
        &format!("return Number(document.querySelector('[data-testid=\"result-count\"]')?.dataset.total) === {all}"),
    )
    .await;
    page.close().await;
}

#[tokio::test]
async fn j_and_k_walk_through_the_list() {
    let page = Page::open("?q=%E6%B0%A2%E8%83%BD").await;
    page.css("[data-testid='result'] h3 a").await;
    let focused = "return [...document.querySelectorAll('[data-testid=\"result\"]')].findIndex(r => r.contains(document.activeElement))";
    page.press("j").await;
    page.wait_js("the first", &format!("return ({}) === 0", focused.trim_start_matches("return "))).await;
    page.press("j").await;
    page.press("j").await;
    page.press("k").await;
    page.wait_js("the second", &format!("return ({}) === 1", focused.trim_start_matches("return "))).await;
    page.close().await;
}

#[tokio::test]
async fn own_words_are_previewed_applied_and_followed_by_everything() {
    let page = Page::open("").await;
    page.find("dictionary-open").await.click().await.unwrap();
    page.css("[data-testid='dictionary'] textarea").await;
    page.js(
        "const box = document.querySelector('[data-testid=\"dictionary\"] textarea'); box.value = '# 我的词\\n\\n氢能全产业链\\n，'; \
             box.dispatchEvent(new InputEvent('input', { bubbles: true }));",
    )
    .await;
    page.find("word-preview").await;
    let said = page.js("return document.querySelector('[data-testid=\"word-preview\"]').textContent").await;
    let said = said.as_str().unwrap();
    assert!(said.contains("现在") && said.contains("应用后") && said.contains("氢能全产业链"), "{said}");
    // What is written stays when the dialog is left.
    page.press("\u{e00c}").await;
    page.wait_js("it is closed", "return !document.querySelector('[data-testid=\"dictionary\"]')").await;
    page.find("dictionary-open").await.click().await.unwrap();
    page.find("word-preview").await;
    let box_says = "return document.querySelector('[data-testid=\"dictionary\"] textarea').value";
    assert_eq!(page.js(box_says).await, json!("# 我的词\n\n氢能全产业链\n，"));
    let fault = page.js("return document.querySelector('[data-testid=\"word-fault\"]').textContent").await;
    assert!(fault.as_str().unwrap().contains("第 4 行"), "{fault}");
    page.find("dictionary-apply").await.click().await.unwrap();
    page.wait_js("it is applied", "return document.querySelector('[data-testid=\"dictionary\"] [role=\"status\"]').textContent.includes('已应用')").await;
    assert_eq!(page.js(box_says).await, json!("# 我的词\n\n氢能全产业链\n，"), "the text is kept as it was written");
    page.js("document.querySelector('[data-testid=\"dictionary\"]').close()").await;
    assert!(page.total().await >= 40, "the corpus is the same");
    page.close().await;
}

#[tokio::test]
async fn lists_are_saved_as_files_that_say_what_they_are() {
    let page = Page::open("?q=%E6%B0%A2%E8%83%BD&ev=theme.green").await;
    page.css("[data-testid='evidence']").await;
    page.js("window.saved = []; const make = URL.createObjectURL; URL.createObjectURL = (blob) => { blob.text().then((text) => window.saved.push(text)); return make.call(URL, blob); }").await;
    let total = page.total().await;
    let sentences =
        page.js("return Number(document.querySelector('[data-testid=\"evidence-drawer\"]').dataset.total)").await;
    for (n, list) in ["hits", "evidence", "filters"].iter().enumerate() {
        page.js(&format!("document.querySelector('[data-testid=\"save-{list}-csv\"]').click()")).await;
        page.wait_js("the file", &format!("return window.saved.length === {}", n + 1)).await;
        let text = page.js(&format!("return window.saved[{n}]")).await;
        let text = text.as_str().unwrap();
        for part in ["# corpus: ", "# query: 氢能", "# day: ", "# build: "] {
            assert!(text.contains(part), "{list}: {part}: {text}");
        }
        let rows = text.lines().filter(|line| !line.contains("# ")).count() as u64;
        match *list {
            "hits" => assert!(rows > total, "{rows} rows of {total}"),
            "evidence" => assert!(rows > sentences.as_u64().unwrap(), "{rows}"),
            _ => assert!(text.contains("theme,"), "{text}"),
        }
    }
    page.close().await;
}
