//! Panels: every mark opens as many sentences as it says, and each leads into its article.

use serde_json::json;

use crate::support::{Page, is_chromium};

#[tokio::test]
async fn three_panels_with_at_least_two_forms_each() {
    let page = Page::open("").await;
    for theme in ["green", "industry", "tourism"] {
        let panel = format!("[data-testid='panel'][data-theme='{theme}']");
        page.css(&format!("{panel} [data-testid='mark']")).await;
        let forms = page.js_with("return [...document.querySelectorAll(arguments[0])].filter(f => f.querySelector('[data-testid=\"mark\"]')).length", json!(format!("{panel} .fig"))).await;
        assert!(forms.as_u64().unwrap() >= 2, "{theme} draws {forms} forms");
    }
    page.close().await;
}

#[tokio::test]
async fn a_mark_opens_exactly_its_sentences() {
    let page = Page::open("").await;
    page.css("[data-testid='mark']").await;
    let marks = page
        .js("return [...document.querySelectorAll('[data-testid=\"mark\"]')].map(m => [m.dataset.key, Number(m.dataset.count), m.getAttribute('href')])")
        .await;
    let marks = marks.as_array().unwrap().clone();
    assert!(marks.len() > 20, "{}", marks.len());
    // Every fourth mark of all panels, by its own link.
    for mark in marks.iter().step_by(4) {
        let key = mark[0].as_str().unwrap();
        page.goto(mark[2].as_str().unwrap()).await;
        page.wait_js("the drawer", "return document.querySelector('[data-testid=\"evidence-drawer\"]')?.dataset.busy === undefined && document.querySelector('[data-testid=\"evidence-drawer\"] h2')?.textContent.length > 0").await;
        let total =
            page.js("return Number(document.querySelector('[data-testid=\"evidence-drawer\"]').dataset.total)").await;
        assert_eq!(total, mark[1], "{key}");
        let shown = page.count("[data-testid='evidence']").await;
        assert_eq!(shown, total.as_u64().unwrap().min(30), "{key}");
    }
    page.close().await;
}

#[tokio::test]
async fn mark_to_drawer_to_article_and_back() {
    let page = Page::open("").await;
    let mark = page.css("[data-testid='panel'][data-theme='green'] [data-testid='mark']:not([data-count='0'])").await;
    // An SVG link is clicked where its picture is.
    let key = mark.attr("data-key").await.unwrap().unwrap();
    page.js_with("document.querySelector(`[data-key=\"${CSS.escape(arguments[0])}\"]`).dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }))", json!(key)).await;
    page.css("[data-testid='evidence'] a").await;
    assert!(page.address().await.contains("ev="));
    let sentence = page.text("[data-testid='evidence'] p").await;
    let place = page.js("const e = document.querySelector('[data-testid=\"evidence\"]'); return [e.dataset.article, Number(e.dataset.start), Number(e.dataset.end)]").await;
    assert_eq!(
        place[2].as_u64().unwrap() - place[1].as_u64().unwrap(),
        sentence.chars().count() as u64,
        "offsets count characters"
    );
    page.css("[data-testid='evidence'] a").await.click().await.unwrap();
    page.css("[data-testid='reader'] .sentence[aria-current='true']").await;
    let here = page.js("return document.querySelector('[data-testid=\"reader\"] .sentence[aria-current=\"true\"]').textContent.replaceAll('°', '')").await;
    assert_eq!(here.as_str().unwrap().trim(), sentence.trim());
    let is_seen = page
        .js("const r = document.querySelector('.sentence[aria-current=\"true\"]').getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight")
        .await;
    assert_eq!(is_seen, json!(true), "the sentence is scrolled into view");
    page.client.back().await.unwrap();
    page.wait_js("the panels", "return !document.querySelector('[data-testid=\"reader\"]') && !!document.querySelector('[data-testid=\"evidence-drawer\"]')").await;
    page.client.back().await.unwrap();
    page.wait_js("the drawer is closed", "return !document.querySelector('[data-testid=\"evidence-drawer\"]')").await;
    page.close().await;
}

#[tokio::test]
async fn table_twin_and_csv_hold_the_numbers_of_the_picture() {
    let page = Page::open("?view=table:industry.attention").await;
    page.find("table-twin").await;
    let rows = page.js("return [...document.querySelectorAll('[data-form=\"industry.attention\"] [data-testid=\"table-twin\"] tbody tr')].map(r => Number(r.cells[2].textContent))").await;
    let rows: Vec<u64> = rows.as_array().unwrap().iter().map(|n| n.as_u64().unwrap()).collect();
    assert!(!rows.is_empty());
    let csv = page
        .js(
            "const saved = new Promise((done) => { const make = URL.createObjectURL; URL.createObjectURL = (blob) => { done(blob); return make.call(URL, blob); }; }); \
             document.querySelector('[data-form=\"industry.attention\"] [data-testid=\"export-csv\"]').click(); \
             return (await saved).text();",
        )
        .await;
    let csv = csv.as_str().unwrap().to_owned();
    let lines: Vec<&str> = csv.lines().filter(|line| !line.trim_start_matches('\u{feff}').starts_with('#')).collect();
    assert_eq!(lines.len(), rows.len() + 1, "{csv}");
    let counts: Vec<u64> = lines[1..].iter().map(|line| line.split(',').nth(2).unwrap().parse().unwrap()).collect();
    assert_eq!(counts, rows);
    // The parts make up the whole: years those of their sub-theme, which has a row of its own, and these the panel.
    let (wholes, parts): (Vec<_>, Vec<_>) = lines[1..].iter().zip(&counts).partition(|(line, _)| line.contains("合计"));
    let [sum, of_wholes] = [parts, wholes].map(|rows| rows.iter().map(|(_, n)| **n).sum::<u64>());
    assert_eq!(of_wholes, sum);
    let shown = page.text("[data-form='industry.attention'] .fig__title span").await;
    assert!(shown.starts_with(&sum.to_string()), "{shown} is not the sum {sum}");
    page.close().await;
}

#[tokio::test]
async fn filters_narrow_the_panels() {
    let page = Page::open("").await;
    let count = "return Number(document.querySelector('[data-testid=\"panel\"][data-theme=\"tourism\"] .panel__of b').textContent)";
    let all = page.js(count).await.as_u64().unwrap();
    page.goto("?q=%E6%B0%A2%E8%83%BD").await;
    page.wait_js(
        "fewer",
        &format!(
            "return document.querySelector('[data-testid=\"panel\"][data-theme=\"tourism\"]') !== null && ({}) < {all}",
            count.trim_start_matches("return ")
        ),
    )
    .await;
    page.close().await;
}

#[tokio::test]
async fn a_picture_says_what_is_drawn_and_nothing_is_clipped() {
    let page = Page::open(
        "?q=%E4%BA%A7%E4%B8%9A&from=2020&place=-%E4%BA%AC%E6%B4%A5%E5%86%80%E5%8D%8F%E5%90%8C%E5%8F%91%E5%B1%95",
    )
    .await;
    page.css("[data-form='industry.attention'] [data-testid='mark']").await;
    let said = page
        .js("const saved = new Promise((done) => { const make = URL.createObjectURL; \
             URL.createObjectURL = (blob) => { done(blob); return make.call(URL, blob); }; }); \
             [...document.querySelectorAll('[data-form=\"industry.attention\"] .tools button')].find(b => b.textContent === 'SVG').click(); \
             const text = await (await saved).text(); \
             const svg = document.importNode(new DOMParser().parseFromString(text, 'image/svg+xml').documentElement, true); \
             document.body.append(svg); \
             const width = svg.viewBox.baseVal.width; \
             const own = [...svg.children].filter(e => e.localName === 'text'); \
             return [own.map(e => e.textContent).join(''), own.filter(e => e.getBBox().x + e.getBBox().width > width).length, \
                     document.querySelector('[data-testid=\"result-count\"]').dataset.total];")
        .await;
    let text = said[0].as_str().unwrap();
    assert!(text.contains("检索“产业”") && text.contains("2020–…"), "{text}");
    assert!(text.contains(&format!("其中 {} 篇", said[2].as_str().unwrap())), "{text}");
    assert!(text.contains("q=产业") && text.contains("from=2020"), "the address is whole: {text}");
    assert_eq!(said[1], 0, "lines that are cut at the edge: {text}");
    page.close().await;
}

#[tokio::test]
async fn a_panel_is_saved_as_picture_and_json() {
    let page = Page::open("").await;
    page.css("[data-form='industry.attention'] [data-testid='mark']").await;
    let saved = |name: &'static str| {
        format!(
            "const saved = new Promise((done) => {{ const make = URL.createObjectURL; \
             URL.createObjectURL = (blob) => {{ done(blob); return make.call(URL, blob); }}; }}); \
             [...document.querySelectorAll('[data-form=\"industry.attention\"] .tools button')].find(b => b.textContent === '{name}').click(); \
             const blob = await saved; const text = await blob.text(); return [blob.type, blob.size, text];"
        )
    };
    let svg = page.js(&saved("SVG")).await;
    let text = svg[2].as_str().unwrap();
    assert_eq!(svg[0], "image/svg+xml");
    let title = page.text("[data-form='industry.attention'] .fig__title b").await;
    assert!(text.contains(&title), "the picture says what it is");
    assert!(
        text.contains("<rect") && text.contains("fill=\"#") && !text.contains("oklab"),
        "colours are written into it"
    );
    assert!(!text.contains("class=") && !text.contains("href="), "it stands alone");
    let json = page.js(&saved("JSON")).await;
    let value: serde_json::Value = serde_json::from_str(json[2].as_str().unwrap()).unwrap();
    assert_eq!(value["about"]["title"], title.as_str());
    assert!(value["rows"].as_array().unwrap().len() > 2);
    page.close().await;
    let page = Page::open("").await;
    page.css("[data-form='industry.attention'] [data-testid='mark']").await;
    // The first blob is the SVG that is drawn, the second the PNG.
    let png = page
        .js("const blobs = []; const make = URL.createObjectURL; URL.createObjectURL = (blob) => { blobs.push(blob); return make.call(URL, blob); }; \
             [...document.querySelectorAll('[data-form=\"industry.attention\"] .tools button')].find(b => b.textContent === 'PNG').click(); \
             for (let i = 0; i < 100 && blobs.length < 2; i++) await new Promise(d => setTimeout(d, 50)); \
             return [blobs[1]?.type, blobs[1]?.size];")
        .await;
    assert_eq!(png[0], "image/png");
    assert!(png[1].as_u64().unwrap() > 5_000, "{png}");
    page.close().await;
}

#[tokio::test]
async fn a_panel_that_is_not_there_is_said_and_the_first_is_shown() {
    let page = Page::open_sized("?panel=nosuch", 360, 740).await;
    assert!(page.text("[data-testid='no-panel']").await.contains("“nosuch”"));
    let shown = "return [...document.querySelectorAll('[data-testid=\"panel\"], #panel-list')].filter(e => e.offsetHeight > 0).map(e => e.id)";
    assert_eq!(page.js(shown).await, json!(["panel-green"]));
    page.goto("?panel=list").await;
    assert_eq!(page.count("[data-testid='no-panel']").await, 0);
    assert_eq!(page.js(shown).await, json!(["panel-list"]));
    page.close().await;
}

#[tokio::test]
async fn every_mark_leads_on_from_what_was_searched() {
    let page = Page::open_sized("", 760, 900).await;
    page.js("const q = document.getElementById('q'); q.value = '氢能'; q.dispatchEvent(new Event('input', { bubbles: true }))").await;
    page.css("[data-testid='result-count'][data-query='氢能']").await;
    page.js("document.querySelector(\".tabs a[data-theme='industry']\").click()").await;
    page.css("#panel-industry [data-testid='mark']").await;
    // Pictures come one after the other.
    let marks = page
        .js("await new Promise((done) => setTimeout(done, 1500)); \
             const marks = [...document.querySelectorAll(\"[data-testid='mark']\")]; \
             const asks = (mark) => new URLSearchParams(mark.getAttribute('href')); \
             return [marks.length, marks.filter((mark) => asks(mark).get('q') !== '氢能' || asks(mark).get('ev') !== mark.dataset.key).length]")
        .await;
    assert!(marks[0].as_u64().unwrap() > 20, "{marks}");
    assert_eq!(marks[1], 0, "{marks}");
    page.close().await;
}

#[tokio::test]
async fn nothing_moves_where_the_address_names_a_panel() {
    if !is_chromium("what moves by itself") {
        return;
    }
    for (width, height) in [(360, 740), (1280, 800)] {
        let page = Page::blank(width, height).await;
        for theme in ["green", "industry", "tourism"] {
            page.goto(&format!("?panel={theme}")).await;
            let moved = page
                .js("return new Promise((done) => new PerformanceObserver((list) => done(list.getEntries().reduce((sum, shift) => sum + shift.value, 0))).observe({ type: 'layout-shift', buffered: true }) || setTimeout(() => done(0), 500))")
                .await;
            let moved = moved.as_f64().unwrap();
            assert!(moved < 0.02, "{theme} at {width}: {moved}");
        }
        page.close().await;
    }
}

#[tokio::test]
async fn a_tapped_mark_stays_in_sight_and_narrowing_names_it() {
    let page = Page::open_sized("?panel=specialty", 320, 740).await;
    let tab = "const t = document.querySelector('.tabs [aria-current]').getBoundingClientRect(); return t.left >= 0 && t.right <= innerWidth";
    assert_eq!(page.js(tab).await, json!(true), "the tab of the panel is seen");
    page.css("#panel-specialty [data-testid='mark']").await;
    let key = page
        .js("const marks = [...document.querySelectorAll(\"#panel-specialty [data-testid='mark']\")]; \
             const mark = marks[Math.min(4, marks.length - 1)]; \
             scrollTo(0, scrollY + mark.getBoundingClientRect().bottom - innerHeight + 20); \
             mark.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true })); return mark.dataset.key")
        .await;
    page.css("[data-testid='evidence'] a").await;
    let is_seen = format!(
        "const m = [...document.querySelectorAll('#panel-specialty .mark')].find(m => m.dataset.key === {key}).getBoundingClientRect(); \
         const d = document.querySelector('[data-testid=\"evidence-drawer\"]').getBoundingClientRect(); \
         return m.bottom <= d.top + 1 && m.bottom > 0"
    );
    page.wait_js("the mark above the drawer", &is_seen).await;
    page.close().await;
    let page = Page::open("?mark=theme.industry*name.org.%E4%B8%80%E6%B1%BD%E9%9B%86%E5%9B%A2").await;
    let chip = page.text("[data-testid='mark-chip']").await;
    assert!(chip.contains("一汽集团"), "{chip}");
    page.close().await;
}

#[tokio::test]
async fn the_link_of_a_figure_leads_to_it() {
    let page = Page::open("?panel=industry#industry.ladder").await;
    page.css("[data-form='industry.ladder'] [data-testid='mark']").await;
    page.wait_js(
        "the figure",
        "const r = document.getElementById('industry.ladder').getBoundingClientRect(); return r.top >= 0 && r.top < innerHeight / 2",
    )
    .await;
    page.close().await;
}
