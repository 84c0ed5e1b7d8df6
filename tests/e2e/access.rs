//! For readers of all kinds: axe-core in the states a reader reaches, sizes of targets, zoom, forced colours.

use std::path::PathBuf;
use std::sync::OnceLock;

use serde_json::{Value, json};

use crate::support::{Page, is_chromium};

/// The checker's script; `./dev setup` fetches it.
fn axe() -> &'static str {
    static AXE: OnceLock<String> = OnceLock::new();
    AXE.get_or_init(|| {
        let home = || std::env::var_os("HOME").map(PathBuf::from).unwrap_or_default().join(".cache/wenlan");
        let cache = std::env::var_os("WENLAN_CACHE").map_or_else(home, PathBuf::from);
        let file = cache.join("axe/node_modules/axe-core/axe.min.js");
        std::fs::read_to_string(&file)
            .unwrap_or_else(|error| panic!("{}: {error}; ./dev setup fetches it", file.display()))
    })
}

/// Findings of axe-core on the page as it stands: rule, impact, elements. No rule and no part of a page is left out.
async fn findings(page: &Page, state: &str) -> Vec<String> {
    page.js(&format!("if (!window.axe) {{ {} }}", axe())).await;
    let run = "const done = arguments[0]; axe.run(document, { rules: { 'label-content-name-mismatch': { enabled: true }, 'target-size': { enabled: true } }, runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }) \
        .then(r => done(r.violations.map(v => [v.id, v.impact, v.nodes.map(n => n.target.join(' ') + ' | ' + (n.any[0]?.message ?? n.all[0]?.message ?? n.none[0]?.message ?? '')).slice(0, 3)])), e => done([[String(e)]]))";
    let found = page.client.execute_async(run, vec![]).await.unwrap();
    found.as_array().unwrap().iter().map(|one| format!("{state}: {one}")).collect()
}

#[tokio::test]
async fn axe_finds_nothing_on_paper() {
    axe_finds_nothing(1280, "light").await;
}

#[tokio::test]
async fn axe_finds_nothing_in_the_dark() {
    axe_finds_nothing(1280, "dark").await;
}

#[tokio::test]
async fn axe_finds_nothing_on_a_phone() {
    axe_finds_nothing(320, "light").await;
}

async fn axe_finds_nothing(width: u32, scheme: &str) {
    let mut all = Vec::new();
    {
        let page = Page::blank(width, 900).await;
        let states = [
            ("front", "", "[data-testid='mark']"),
            ("results", "q=%E6%B0%A2%E8%83%BD", "[data-testid='result']"),
            ("nothing found", "q=%E9%BE%98%E9%BE%98%E9%BE%98", "[data-testid='result-count']"),
            ("list", "panel=list", "[data-testid='result']"),
            ("industry", "panel=industry", "[data-theme='industry'] [data-testid='mark']"),
            ("tourism", "panel=tourism", "[data-theme='tourism'] [data-testid='mark']"),
            ("table", "panel=green&view=table:green.trend", "[data-testid='mark'], [data-testid='table-twin']"),
            ("drawer", "ev=theme.green", "[data-testid='evidence']"),
            ("name", "ev=name.org.%E4%B8%80%E6%B1%BD%E9%9B%86%E5%9B%A2", "[data-testid='evidence-drawer']"),
            ("reader", "article=royal-park-1619", "[data-testid='reader'] p"),
            ("words", "article=hydrogen-chain&words=1", ".word"),
            ("lines", "q=%E6%B0%A2%E8%83%BD&read=kwic", ".kwic li"),
            ("spread", "q=%E6%B0%A2%E8%83%BD&read=spread", ".content a"),
            ("trend", "q=%E6%B0%A2%E8%83%BD&read=trend", ".trend td"),
            ("collocates", "q=%E6%B0%A2%E8%83%BD&read=collocates", ".reading__table tbody tr"),
            ("key words", "q=%E6%B0%A2%E8%83%BD&read=keyness", ".reading__table tbody tr"),
            ("frequent words", "read=words", ".reading__table tbody tr"),
        ];
        for (name, address, shows) in states {
            page.goto(&format!("?{address}&scheme={scheme}")).await;
            page.css(shows).await;
            tokio::time::sleep(std::time::Duration::from_millis(300)).await;
            all.extend(findings(&page, &format!("{name} {width} {scheme}")).await);
        }
        page.goto(&format!("?scheme={scheme}")).await;
        page.find("dictionary-open").await.click().await.unwrap();
        page.css("[data-testid='dictionary'] textarea").await;
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
        all.extend(findings(&page, &format!("dictionary {width} {scheme}")).await);
        page.goto(&format!("?scheme={scheme}")).await;
        page.drop_file("a.txt", "氢能短文\n\n这里写到氢能和绿色转型，够长的一句话。".as_bytes()).await;
        page.find("import-report").await;
        all.extend(findings(&page, &format!("import {width} {scheme}")).await);
        for address in ["panels.html", "articles/hydrogen-chain.html"] {
            page.client.goto(&format!("{}{address}", crate::support::site())).await.unwrap();
            all.extend(findings(&page, &format!("{address} {width}")).await);
        }
        page.close().await;
    }
    all.sort();
    all.dedup();
    assert!(all.is_empty(), "{} findings:\n{}", all.len(), all.join("\n"));
}

/// WCAG 2.2, 2.5.8: 24 px, or 24 px of room around the middle; links inside sentences are free.
#[tokio::test]
async fn targets_are_large_enough_under_a_thumb() {
    let page = Page::blank(320, 700).await;
    let mut small = Vec::new();
    for address in ["", "?q=%E6%B0%A2%E8%83%BD", "?ev=theme.green", "?article=hydrogen-chain"] {
        page.goto(address).await;
        let found = page.js("const boxes = [...document.querySelectorAll('button, input, select, summary, a[href]')].filter(e => e.checkVisibility() && !e.closest('svg, .sr, .skip, p, h1, h2, .cl')).map(e => [e, e.getBoundingClientRect()]).filter(([, r]) => r.width > 0); \
            return boxes.filter(([e, r]) => r.height < 24 || r.width < 24).filter(([e, r]) => boxes.some(([o, s]) => o !== e && Math.hypot(Math.max(s.left - (r.left + r.width / 2), (r.left + r.width / 2) - s.right, 0), Math.max(s.top - (r.top + r.height / 2), (r.top + r.height / 2) - s.bottom, 0)) < 12)).map(([e, r]) => `${e.outerHTML.slice(0, 120)} ${Math.round(r.width)} x ${Math.round(r.height)}`)").await;
        small.extend(found.as_array().unwrap().iter().map(|one| format!("{address}: {one}")));
    }
    assert!(small.is_empty(), "{}", small.join("\n"));
    page.close().await;
}

#[tokio::test]
async fn zoomed_four_times_nothing_is_cut_off() {
    // 1280 by 1024 at 400 % is a window of 320 by 256.
    let page = Page::open_sized("", 320, 256).await;
    for address in ["", "?ev=theme.green", "?article=hydrogen-chain"] {
        page.goto(address).await;
        assert_eq!(
            page.js("return document.documentElement.scrollWidth - document.documentElement.clientWidth").await,
            json!(0),
            "{address}"
        );
        let close = page.js("const b = document.querySelector('.evidence button'); if (!b) return true; const r = b.getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight").await;
        assert_eq!(close, json!(true), "the drawer can be closed");
    }
    page.close().await;
}

#[tokio::test]
async fn forced_colours_and_reduced_motion_are_followed() {
    if !is_chromium("emulated media") {
        return;
    }
    let page = Page::blank(1000, 900).await;
    page.emulate(&[("forced-colors", "active"), ("prefers-reduced-motion", "reduce")]).await;
    page.goto("?ev=theme.green").await;
    page.css("[data-testid='evidence']").await;
    let moving = page.js("return document.getAnimations().length").await;
    assert_eq!(moving, json!(0));
    // Bars and marks are still to be told from the ground.
    let ground = page.js("return getComputedStyle(document.body).backgroundColor").await;
    let fills = page.js("return [...new Set([...document.querySelectorAll('svg .fill, svg .wash2')].map(e => getComputedStyle(e).fill))]").await;
    assert!(fills.as_array().unwrap().iter().all(|fill: &Value| *fill != ground), "{fills} on {ground}");
    page.close().await;
}

#[tokio::test]
async fn narrow_paper_has_all_panels_and_says_what_is_left_out() {
    if !is_chromium("emulated media") {
        return;
    }
    // A4 is as narrow as windows that show one panel at a time.
    let page = Page::open_sized("?q=%E8%BE%BD%E6%BA%90", 700, 900).await;
    page.css(".list__more").await;
    let seen = "return [...document.querySelectorAll('.panel, .list')].map(e => e.getClientRects().length > 0)";
    let on_screen = page.js(seen).await;
    assert!(on_screen.as_array().unwrap().contains(&json!(false)), "one at a time: {on_screen}");
    page.as_printed().await;
    let printed = page.js(seen).await;
    let printed = printed.as_array().unwrap();
    assert!(printed.len() > 2 && printed.iter().all(|is_seen| *is_seen == json!(true)), "{printed:?}");
    let said = "const more = document.querySelector('.list__more'); return getComputedStyle(more, '::before').content + more.textContent";
    let said = page.js(said).await.to_string();
    assert!(said.contains("其余没有印出") && said.contains("再看一些"), "{said}");
    // A table may be longer than a page: its figure is no block that has to stay whole.
    let whole = page.js("return [getComputedStyle(document.querySelector('.fig')).breakInside, getComputedStyle(document.querySelector('.fig__plot')).breakInside]").await;
    assert_eq!(whole, json!(["auto", "avoid"]));
    page.close().await;
}
