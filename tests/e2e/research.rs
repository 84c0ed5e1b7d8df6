//! A researcher's way: reports in, how a thing is spoken of in two provinces, years compared, sentences quoted and
//! kept, the link opened anew.

use serde_json::json;

use crate::support::Page;

/// Reports of our own of two provinces in two years each; the years of a province are versions of one text.
fn reports() -> String {
    let report = |region: &str, year: u32, body: &str| {
        json!({
            "id": format!("{region}-{year}"),
            "title": format!("{region}政府工作报告（{year}年）"),
            "date": format!("{year}-01-20"),
            "source": format!("{region}人民政府"),
            "region": region,
            "body": body,
        })
        .to_string()
    };
    [
        report("吉林省", 2025, "一年来，全省上下稳住了粮食生产。我们把氢能产业作为新赛道，氢能产业园开工三个项目。白城的绿电首次送到化工园区。冰雪经济带动就业五万人。今年要继续推进氢能产业发展，新建加氢站十座。"),
        report("吉林省", 2026, "一年来，全省上下稳住了粮食生产。我们把氢能产业作为重要支柱，氢能产业园投产三个项目。冰雪经济带动就业五万人。首条绿氨产线建成。今年要继续推进氢能产业发展，新建加氢站二十座。"),
        report("山西省", 2025, "去年煤炭稳产保供任务完成。氢能重卡在运煤线路上试运行。古建保护修缮四十处。今年要扩大氢能重卡示范，支持焦炉煤气制氢。"),
        report("山西省", 2026, "去年煤炭稳产保供任务完成。氢能重卡投入运营五百辆。古建保护修缮六十处。今年要建设氢能走廊，支持焦炉煤气制氢，让氢能重卡跑得更远。"),
    ]
    .join("\n")
}

/// 氢能，吉林省对山西省，只看导入的。
const TWO_PROVINCES: &str = "?q=%E6%B0%A2%E8%83%BD&origin=imported&read=compare&a=place%3A%E5%90%89%E6%9E%97%E7%9C%81&b=place%3A%E5%B1%B1%E8%A5%BF%E7%9C%81";

async fn with_reports() -> Page {
    let page = Page::open("").await;
    page.drop_file("reports.jsonl", reports().as_bytes()).await;
    page.find("import-report").await;
    page.wait_js("kept in this browser", "return !!localStorage.getItem('wenlan.kept')").await;
    page
}

/// Takes what is copied, for a browser that is driven has no clipboard.
async fn catch_copies(page: &Page) {
    page.js("window.copied = []; navigator.clipboard.writeText = async (text) => void window.copied.push(text)").await;
}

async fn press(page: &Page, key: &str) {
    let script =
        format!("document.body.dispatchEvent(new KeyboardEvent('keydown', {{ key: '{key}', bubbles: true }}))");
    page.js(&script).await;
}

/// Walks from sentence to sentence in the open article and copies three.
async fn quote_three(page: &Page) -> serde_json::Value {
    catch_copies(page).await;
    page.wait_js("the desk is there", "document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'j', bubbles: true})); return !!document.querySelector('.desk')").await;
    for n in 1..=3 {
        press(page, "j").await;
        press(page, "c").await;
        page.wait_js("copied", &format!("return window.copied.length === {n}")).await;
    }
    page.js("return window.copied").await
}

#[tokio::test]
async fn a_researcher_compares_quotes_keeps_and_shares() {
    let page = with_reports().await;

    // How it is spoken of in two provinces: each number of lines opens as many.
    page.goto(TWO_PROVINCES).await;
    page.css("[data-testid='compare-wording'] section:nth-child(2) table").await;
    let counts = page
        .js("return [...document.querySelectorAll('[data-testid=\"compare-wording\"] h3 a')].map(a => Number(a.textContent.match(/[0-9]+/)[0]))")
        .await;
    assert_eq!(counts, json!([6, 5]));
    let words = page.text("[data-testid='compare-wording'] section:nth-child(2)").await;
    assert!(words.contains("重卡"), "{words}");
    page.css("[data-testid='compare-wording'] h3 a").await.click().await.unwrap();
    page.wait_js("its lines", "return document.querySelector('[data-testid=\"kwic-total\"]')?.dataset.total === '6'")
        .await;

    // Years of one province are versions of a text: what changed is said by signs.
    let years = "?read=compare&a=id%3A%E5%90%89%E6%9E%97%E7%9C%81-2025&b=id%3A%E5%90%89%E6%9E%97%E7%9C%81-2026";
    page.goto(years).await;
    page.css("[data-testid='aligned']").await;
    let changed = page.text("[data-testid='aligned'] [data-change='changed']").await;
    assert!(changed.contains("［＋重要支柱＋］") || changed.contains("支柱"), "{changed}");
    assert!(changed.contains("［－") && changed.contains("［＋"), "{changed}");
    for (kind, said) in [("added", "首条绿氨产线建成"), ("removed", "白城的绿电首次送到化工园区")]
    {
        assert!(page.text(&format!("[data-testid='aligned'] [data-change='{kind}']")).await.contains(said), "{kind}");
    }

    // Three sentences with their references.
    page.goto("?q=%E6%B0%A2%E8%83%BD&article=%E5%90%89%E6%9E%97%E7%9C%81-2026").await;
    page.css("[data-testid='reader'] .sentence").await;
    let copied = quote_three(&page).await;
    for text in copied.as_array().unwrap() {
        let lines: Vec<&str> = text.as_str().unwrap().lines().collect();
        assert!(lines[0].starts_with('“') && lines[0].ends_with("。”"), "{text}");
        assert!(lines[1].contains("吉林省政府工作报告（2026年）[Z]. 吉林省人民政府, 2026-01-20."), "{text}");
        assert!(lines[2].contains("article=") && lines[2].contains("at="), "{text}");
    }

    // One is kept with a note, and so is the comparison.
    press(&page, "n").await;
    page.css("[data-testid='note-form'] textarea").await.send_keys("冰雪经济的说法没有变").await.unwrap();
    page.save_note(1).await;
    page.goto(TWO_PROVINCES).await;
    page.css("[data-testid='compare-wording']").await;
    let before = page.text("[data-testid='reading']").await;
    page.css("[data-keep='view']").await.click().await.unwrap();
    page.save_note(2).await;
    page.goto("?read=notes").await;
    page.wait_js("both are listed", "return document.querySelectorAll('[data-testid=\"note\"]').length === 2").await;
    let notes = page.text("[data-testid='notes']").await;
    assert!(notes.contains("冰雪经济的说法没有变") && notes.contains("[Z]"), "{notes}");

    // They are in the pack that is written, and the worker tells them to whoever opens it.
    let in_pack = "const done = arguments[arguments.length - 1]; wenlanHost.store('notes').then(() => wenlanHost.script(Uint8Array.of(10))).then((bytes) => done(new TextDecoder().decode(bytes).includes('冰雪经济的说法没有变')))";
    assert_eq!(page.client.execute_async(in_pack, vec![]).await.unwrap(), json!(true));

    // Whoever is given the pack finds the notes, by their address too.
    let other = Page::open("").await;
    hand_over(&page, &other).await;
    other.goto("?read=notes").await;
    other.wait_js("both came along", "return document.querySelectorAll('[data-testid=\"note\"]').length === 2").await;
    other.close().await;

    // The link of the view that was kept, opened anew, shows the same.
    page.css("[data-testid='note'][data-kind='view'] a").await.click().await.unwrap();
    page.css("[data-testid='compare-wording']").await;
    let address = page.address().await;
    page.goto(&address.split_once('?').map(|(_, search)| format!("?{search}")).unwrap()).await;
    page.css("[data-testid='compare-wording']").await;
    assert_eq!(page.text("[data-testid='reading']").await, before);

    // A note is changed and deleted.
    page.goto("?read=notes").await;
    page.css("[data-testid='note'][data-kind='sentence'] button:last-child").await.click().await.unwrap();
    page.wait_js("one is left", "return document.querySelectorAll('[data-testid=\"note\"]').length === 1").await;
    page.close().await;
}

#[tokio::test]
async fn what_another_tab_keeps_stays() {
    let view = "?q=%E6%B0%A2%E8%83%BD&read=trend";
    let page = Page::open(view).await;
    let first = page.client.window().await.unwrap();
    page.css("[data-keep='view']").await;
    let second = page.client.new_window(true).await.unwrap();
    page.client.switch_to_window(second.handle).await.unwrap();
    page.goto(view).await;
    page.css("[data-keep='view']").await.click().await.unwrap();
    page.save_note(1).await;
    // The first has read what is kept before that.
    page.client.switch_to_window(first).await.unwrap();
    page.css("[data-keep='view']").await.click().await.unwrap();
    page.save_note(2).await;
    page.goto("?read=notes").await;
    page.wait_js("both are listed", "return document.querySelectorAll('[data-testid=\"note\"]').length === 2").await;
    page.close().await;
}

#[tokio::test]
async fn comparisons_are_reached_from_facets_and_articles() {
    let page = Page::open_sized("", 1280, 900).await;
    page.css(".facet__vs").await.click().await.unwrap();
    page.css("[data-testid='compare-sides']").await;
    page.css(".reading__table tbody tr").await;
    assert!(page.address().await.contains("read=compare"));
    // From an article to one that is like it.
    page.goto("?q=%E6%B0%A2%E8%83%BD").await;
    page.css("[data-testid='result'] h3 a").await.click().await.unwrap();
    page.css(".similar li a + span a").await.click().await.unwrap();
    page.css("[data-testid='compare-sides']").await;
    let sides = page.text("[data-testid='compare-sides']").await;
    assert_eq!(sides.matches('《').count(), 2, "{sides}");
    page.close().await;
}

#[tokio::test]
async fn a_span_is_chosen_on_the_picture_of_a_trend() {
    for pointer in ["mouse", "touch"] {
        span_by(pointer).await;
    }
}

async fn span_by(pointer: &str) {
    let page = Page::open("?q=%E6%B0%A2%E8%83%BD&read=trend&terms=theme:green").await;
    page.css("[data-testid='trend-picture'] svg [data-testid='mark']").await;
    let head = page.text(".reading__table thead").await;
    assert!(!head.contains("theme:green"), "{head}");
    let drag = format!(
        "const plot = document.querySelector('.trendplot svg'); const box = plot.getBoundingClientRect(); const at = (kind, x, of) => of.dispatchEvent(new PointerEvent(kind, {{ clientX: box.left + x, clientY: box.top + 60, button: 0, pointerType: '{pointer}', isPrimary: true, bubbles: true }})); at('pointerdown', 4, plot); at('pointermove', box.width / 3, window); at('pointermove', box.width / 2, window); at('pointerup', box.width / 2, window)"
    );
    page.wait_js("the brush is there", &format!("{drag}; return !!new URLSearchParams(location.search).get('from')"))
        .await;
    let n =
        page.js("const view = new URLSearchParams(location.search); return view.get('from') <= view.get('to')").await;
    assert_eq!(n, json!(true));
    page.wait_js("fewer periods", "return !!document.querySelector('.trendplot')").await;
    page.close().await;
}

/// Twenty work reports that are not part of the project: of `gov_reports` in `WENLAN_DATA`.
fn reports_of_others() -> Option<Vec<u8>> {
    let Some(root) = std::env::var_os("WENLAN_DATA") else {
        eprintln!("skipped: WENLAN_DATA names no folder with gov_reports/reports.jsonl");
        return None;
    };
    std::fs::read(std::path::Path::new(&root).join("gov_reports/reports.jsonl"))
        .inspect_err(|error| eprintln!("skipped: gov_reports/reports.jsonl in WENLAN_DATA: {error}"))
        .ok()
}

/// What a button saves, in place of a download.
async fn saved(page: &Page, button: &str) -> String {
    page.js("window.caught = null; const make = URL.createObjectURL; URL.createObjectURL = (blob) => { blob.text().then((text) => (window.caught = text)); return make.call(URL, blob); }").await;
    page.css(button).await.click().await.unwrap();
    page.wait_js("saved", "return typeof window.caught === 'string'").await;
    page.js("return window.caught").await.as_str().unwrap().to_owned()
}

/// The pack of one page, with its notes, dropped on another.
async fn hand_over(page: &Page, other: &Page) {
    let script = "const done = arguments[arguments.length - 1]; wenlanHost.store('notes').then(() => wenlanHost.script(Uint8Array.of(10))).then((bytes) => { let text = ''; for (let i = 1; i < bytes.length; i += 4096) text += String.fromCharCode(...bytes.subarray(i, Math.min(i + 4096, bytes.length))); done(btoa(text)); })";
    let pack = page.client.execute_async(script, vec![]).await.unwrap();
    other.js_with("const [pack] = arguments[0]; const bytes = Uint8Array.from(atob(pack), (c) => c.charCodeAt(0)); const data = new DataTransfer(); data.items.add(new File([bytes], 'reports.wenlan')); for (const kind of ['dragover', 'drop']) document.body.dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));", json!([pack])).await;
    // Its articles beside those that are open.
    other.find("import-pack-join").await.click().await.unwrap();
    other.wait_js("kept there", "return !!localStorage.getItem('wenlan.kept')").await;
}

#[tokio::test]
async fn twenty_work_reports_are_read() {
    let Some(reports) = reports_of_others() else { return };
    let page = Page::open("").await;
    page.drop_file("reports.jsonl", &reports).await;
    page.find("import-report").await;
    page.wait_js("kept in this browser", "return !!localStorage.getItem('wenlan.kept')").await;

    // How 氢能 is spoken of in two provinces.
    let imported = "q=%E6%B0%A2%E8%83%BD&origin=imported";
    let sides = "a=place%3A%E7%94%98%E8%82%83%E7%9C%81&b=place%3A%E7%A6%8F%E5%BB%BA%E7%9C%81";
    page.goto(&format!("?{imported}&read=compare&{sides}")).await;
    page.css("[data-testid='compare-wording'] section:nth-child(2)").await;
    let wording = page.text("[data-testid='compare-wording']").await;
    assert!(wording.contains("氢能"), "{wording}");

    // Its company in all of them, and the lines that a file holds.
    page.goto(&format!("?{imported}&read=collocates&min=1")).await;
    page.css(".reading__table tbody tr").await;
    page.goto(&format!("?{imported}&read=kwic&by=r1")).await;
    page.css("[data-testid='kwic-total']").await;
    let total = page.js("return Number(document.querySelector('[data-testid=\"kwic-total\"]').dataset.total)").await;
    let total = total.as_u64().unwrap();
    assert!(total >= 6, "{total}");
    let file = saved(&page, "[data-testid='export-csv']").await;
    let lines = file.lines().filter(|line| line.contains("gwr-")).count() as u64;
    assert_eq!(lines, total, "{file}");
    assert!(file.contains("氢能") && file.contains("origin=imported"), "{file}");

    // Years of one district, sentence by sentence.
    page.goto("?read=compare&a=id%3Agwr-2018-%E6%B5%B7%E6%8B%89%E5%B0%94%E5%8C%BA&b=id%3Agwr-2019-%E6%B5%B7%E6%8B%89%E5%B0%94%E5%8C%BA").await;
    page.css("[data-testid='aligned'] [data-change='added']").await;
    page.css("[data-testid='aligned'] [data-change='removed']").await;

    // Three sentences quoted.
    page.goto(&format!("?{imported}&article=gwr-2026-%E7%94%98%E8%82%83%E7%9C%81")).await;
    page.css("[data-testid='reader'] .sentence").await;
    let copied = quote_three(&page).await;
    assert!(
        copied.as_array().unwrap().iter().all(|text| text.as_str().unwrap().contains("甘肃省政府工作报告")),
        "{copied}"
    );

    // The pack goes to someone else, who opens the link and sees the same.
    let link = format!("?{imported}&read=compare&{sides}");
    page.goto(&link).await;
    page.css("[data-testid='compare-wording'] section:nth-child(2)").await;
    let here = page.text("[data-testid='compare-wording']").await;
    let other = Page::open("").await;
    hand_over(&page, &other).await;
    other.goto(&link).await;
    other.css("[data-testid='compare-wording'] section:nth-child(2)").await;
    assert_eq!(other.text("[data-testid='compare-wording']").await, here);
    other.close().await;
    page.close().await;
}
