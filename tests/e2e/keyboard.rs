//! Everything by keyboard.

use serde_json::json;

use crate::support::{Browser, Page, browser};

const ENTER: &str = "\u{e007}";
const ESCAPE: &str = "\u{e00c}";
const RIGHT: &str = "\u{e014}";
const TAB: &str = "\u{e004}";

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
async fn focus_is_never_lost_and_the_first_link_leads_past_the_filters() {
    let page = Page::open("?ev=theme.tourism").await;
    page.css("[data-testid='evidence'] a").await;
    page.js("document.querySelector('[data-testid=\"evidence\"] a').focus()").await;
    page.press(ENTER).await;
    page.css("[data-testid='reader'] .sentence[aria-current='true']").await;
    page.press(ESCAPE).await;
    page.wait_js("the drawer is closed", "return !document.querySelector('[data-testid=\"evidence-drawer\"]')").await;
    page.wait_js("the title has the focus", "return document.activeElement.matches('.sheet__title')").await;
    page.close().await;
    let page = Page::open("").await;
    page.css("[data-testid='mark']").await;
    page.js("document.querySelector('.skip').click()").await;
    let mut n = 0;
    while page.js("return document.activeElement.matches('.mark')").await != json!(true) && n < 20 {
        page.press(TAB).await;
        n += 1;
    }
    assert!(n < 20, "{n} stops from the link past the filters to the first mark");
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

/// What has the focus: a name for it, and what a reader who sees would miss.
const FOCUSED: &str = "const e = document.activeElement; if (!e || e === document.body) return ['', '']; \
    const r = e.getBoundingClientRect(); const x = Math.min(Math.max(r.x + r.width / 2, 1), innerWidth - 1), y = r.y + Math.min(r.height / 2, 40); \
    const name = `${e.tagName} ${e.id || e.className?.baseVal || e.className} ${(e.getAttribute('aria-label') ?? e.textContent).trim().slice(0, 30)}`; \
    const wrong = []; \
    if (!e.checkVisibility() || r.width === 0 || r.height === 0) wrong.push('not to be seen'); \
    if (r.bottom < 1 || r.top > innerHeight - 1) wrong.push(`outside the window: ${Math.round(r.top)} to ${Math.round(r.bottom)}`); \
    const over = document.elementFromPoint(x, y); \
    if (over && !e.contains(over) && !over.contains(e) && !over.closest('svg')) wrong.push(`under ${over.tagName} ${over.className?.baseVal ?? over.className}`); \
    const s = getComputedStyle(e), f = e.querySelector(':scope > .focus'); \
    if ((s.outlineStyle === 'none' || s.outlineWidth === '0px') && (!f || getComputedStyle(f).stroke === 'none') && !e.matches('.search:focus-within input')) wrong.push('without a frame'); \
    return [name, wrong.join(', ')];";

#[tokio::test]
async fn tab_goes_through_the_whole_page_and_out_of_it() {
    for (width, height) in [(1280, 900), (320, 640)] {
        if browser() == Browser::WebKit && width < 1280 {
            eprintln!(
                "in part: at 1280 px alone, as without a window manager only WebKit's first window has the focus"
            );
            continue;
        }
        let page = Page::blank(width, height).await;
        let mut all = Vec::new();
        for address in [
            "",
            "?q=%E6%B0%A2%E8%83%BD",
            "?ev=theme.green",
            "?article=hydrogen-chain",
            "?q=%E6%B0%A2%E8%83%BD&read=kwic",
        ] {
            page.goto(address).await;
            page.css("[data-testid='mark'], [data-testid='result'], [data-testid='reader'] p, .kwic li").await;
            tokio::time::sleep(std::time::Duration::from_millis(400)).await;
            page.js("document.activeElement?.blur(); scrollTo(0, 0)").await;
            let (mut n, mut last) = (0, String::new());
            loop {
                page.press(TAB).await;
                let found = page.js(FOCUSED).await;
                let (name, wrong) = (found[0].as_str().unwrap_or_default(), found[1].as_str().unwrap_or_default());
                // The window of WebKit's driver has nothing but the page: Tab comes round to where it began.
                let round = "const [first, e] = [window.firstStop, document.activeElement]; window.firstStop ??= e; return first === e";
                let is_round = browser() == Browser::WebKit && page.js(round).await == json!(true);
                if name.is_empty() || is_round || n > 600 {
                    break;
                }
                if !wrong.is_empty() {
                    all.push(format!("{address} at {width} px: {name} after {last}: {wrong}"));
                }
                n += 1;
                name.clone_into(&mut last);
            }
            let end = page.js("const all = [...document.querySelectorAll('a[href], button, input, select, summary, [tabindex=\"0\"]')].filter(e => e.tabIndex >= 0 && e.checkVisibility() && !e.disabled); return all.length").await;
            let end = end.as_u64().unwrap_or(0);
            // With evidence open one starts in it, at the end of the page.
            let end = if address.contains("ev=") { 20 } else { end };
            assert!(
                n <= 600 && n >= end,
                "{address} at {width} px: {n} stops, {end} things to be used; the last was {last}"
            );
        }
        assert!(all.is_empty(), "{} stops:\n{}", all.len(), all.join("\n"));
        page.close().await;
    }
}

#[tokio::test]
async fn what_changes_is_said() {
    let page = Page::open("").await;
    page.search("氢能").await;
    page.wait_js("the number of articles is said", "const n = document.querySelector('[data-testid=\"result-count\"]')?.dataset.total; return [...document.querySelectorAll('[role=status], [aria-live]')].some(e => n > 0 && e.textContent.includes(n))").await;
    page.close().await;
}
