//! What is taken in stays in the browser, and nothing half of it after a crash.

use serde_json::json;

use crate::support::{Browser, Page, With, browser, site};

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
    // It asks once more.
    let delete = "document.querySelector('[data-testid=\"kept-delete\"]').click()";
    page.js(delete).await;
    page.wait_js(
        "it asks",
        "return document.querySelector('[data-testid=\"kept-delete\"]').textContent.includes('不能恢复')",
    )
    .await;
    assert_eq!(page.count("[data-testid='kept']").await, 1);
    page.js(delete).await;
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
        json!({ "title": format!("第{i}座桥"), "date": "2024-08-06", "body": body }).to_string() + "\n"
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

#[tokio::test]
async fn a_name_given_to_a_corpus_holds_everywhere() {
    let page = Page::open("").await;
    import_kept(&page).await;
    page.find("corpora-open").await.click().await.unwrap();
    let name = page.css("[data-testid='kept'] input").await;
    name.clear().await.unwrap();
    name.send_keys("石桥报道").await.unwrap();
    page.js("document.querySelector('[data-testid=\"kept\"] input').blur()").await;
    page.wait_js("the head says it", "return document.querySelector('.corpus b')?.textContent === '石桥报道'").await;
    page.goto("").await;
    assert_eq!(page.text(".corpus b").await, "石桥报道");
    // The file that goes elsewhere has it too.
    let pack = "const bytes = await wenlanHost.script(Uint8Array.of(10)); return new TextDecoder().decode(bytes).includes('石桥报道')";
    assert_eq!(page.js(pack).await, json!(true));
    page.close().await;
}

#[tokio::test]
async fn a_pack_opens_as_a_corpus_of_its_own() {
    let page = Page::open("").await;
    let before = page.total().await;
    import_kept(&page).await;
    let bytes = page.js("const bytes = await wenlanHost.script(Uint8Array.of(10)); let text = ''; for (const byte of bytes.subarray(1)) text += String.fromCharCode(byte); return btoa(text)").await;
    page.js("localStorage.removeItem('wenlan.kept')").await;
    page.goto("").await;
    assert_eq!(page.total().await, before);
    let drop = "const [pack] = arguments[0]; const bytes = Uint8Array.from(atob(pack), (c) => c.charCodeAt(0)); const data = new DataTransfer(); data.items.add(new File([bytes], '语料.wenlan')); for (const kind of ['dragover', 'drop']) document.body.dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));";
    page.js_with(drop, json!([bytes])).await;
    page.find("import-pack-open").await.click().await.unwrap();
    page.wait_js(
        "it is open alone",
        &format!(
            "return Number(document.querySelector('[data-testid=\"result-count\"]')?.dataset.total) === {}",
            before + 1
        ),
    )
    .await;
    page.wait_js("and kept", "return !!localStorage.getItem('wenlan.kept')").await;
    page.goto("?q=%E7%9F%B3%E6%A1%A5").await;
    assert_eq!(page.total().await, 1);
    page.close().await;
}

#[tokio::test]
async fn an_import_that_is_stopped_says_so_and_goes_on() {
    let page = Page::open("").await;
    page.drop_file("many.jsonl", many(6000).as_bytes()).await;
    // In one step: the driver's click may come after the end.
    page.wait_js("it is under way and stopped", "const stop = document.querySelector('[data-testid=\"import-stop\"]'); if (!stop?.checkVisibility() || document.querySelector('.import progress').value <= 0.01) return false; stop.click(); return true").await;
    page.css("[data-testid='import-report'][data-unread='1']").await;
    let told = page.text(".import [role='status']").await;
    assert!(told.starts_with("已停下"), "{told}");
    let n = page.js("return Number(document.querySelector('[data-testid=\"import-report\"]').dataset.articles)").await;
    assert!(n.as_u64().unwrap() < 6000, "{n}");
    page.find("import-go-on").await.click().await.unwrap();
    page.css("[data-testid='import-report'][data-unread='0']").await;
    let rest =
        page.js("return Number(document.querySelector('[data-testid=\"import-report\"]').dataset.articles)").await;
    assert_eq!(n.as_u64().unwrap() + rest.as_u64().unwrap(), 6000);
    page.close().await;
}

#[tokio::test]
async fn an_import_that_was_cut_off_is_offered_again() {
    let page = Page::open("").await;
    let before = page.total().await;
    page.drop_file("many.jsonl", many(6000).as_bytes()).await;
    page.wait_js("it is under way", "return (document.querySelector('.import progress')?.value ?? 0) > 0.05").await;
    page.goto("").await;
    assert_eq!(page.total().await, before);
    let offer = page.find("import-resume").await.text().await.unwrap();
    assert!(offer.contains("many.jsonl"), "{offer}");
    page.find("import-resume-resume").await.click().await.unwrap();
    page.css("[data-testid='import-report'][data-articles='6000']").await;
    page.wait_js(
        "it is kept",
        "return document.querySelector('[data-testid=\"kept-note\"]')?.textContent.includes('已存在')",
    )
    .await;
    page.goto("").await;
    assert_eq!(page.total().await, before + 6000);
    assert_eq!(page.count("[data-testid='import-resume']").await, 0, "it is offered no more");
    page.close().await;
}

#[tokio::test]
async fn a_worker_that_ends_without_a_word_is_noticed() {
    if browser() != Browser::Chromium {
        eprintln!("skipped: only Chromium's driver runs a script before those of the page");
        return;
    }
    // Terminated from outside no worker says a word, as when the system takes its memory.
    let before = "const Own = Worker; window.Worker = class extends Own { constructor(...all) { super(...all); window.workers = [...(window.workers ?? []), this]; } };";
    let page = Page::blank_with(1280, 900, With { before, ..With::default() }).await;
    page.goto("").await;
    let total = page.total().await;
    page.drop_file("many.jsonl", many(4000).as_bytes()).await;
    page.wait_js("it is under way", "return (document.querySelector('.import progress')?.value ?? 0) > 0.05").await;
    page.js(
        "const Own = Object.getPrototypeOf(Worker); for (const worker of workers) Own.prototype.terminate.call(worker)",
    )
    .await;
    page.wait_js("the page says so", "return document.querySelector('[data-testid=\"status\"]').dataset.state === 'failed' && !!document.querySelector('.import [data-failed]')").await;
    page.css("[data-testid='status'] button").await.click().await.unwrap();
    page.wait_js("the corpus of before", &format!("return document.querySelector('[data-testid=\"status\"]').dataset.state === 'ready' && Number(document.querySelector('[data-testid=\"result-count\"]')?.dataset.total) === {total}")).await;
    page.find("import-retry").await.click().await.unwrap();
    page.css("[data-testid='import-report'][data-articles='4000']").await;
    page.close().await;
}

#[tokio::test]
async fn two_tabs_do_not_write_over_each_other() {
    let page = Page::open("").await;
    import_kept(&page).await;
    let first = page.client.window().await.unwrap();
    let second = page.client.new_window(browser() != Browser::WebKit).await.unwrap().handle;
    page.client.switch_to_window(second).await.unwrap();
    page.client.goto(site()).await.unwrap();
    page.ready().await;
    let total = page.total().await;
    page.drop_file("二.txt", "第二篇\n\n另一座石桥也修好了，桥长三十米。\n".as_bytes()).await;
    page.wait_js(
        "kept in the second",
        "return document.querySelector('[data-testid=\"kept-note\"]')?.textContent.includes('已存在')",
    )
    .await;
    page.client.switch_to_window(first).await.unwrap();
    page.drop_file("三.txt", "第三篇\n\n还有一座石桥要修，桥长四十米。\n".as_bytes()).await;
    page.wait_js(
        "kept apart in the first",
        "return document.querySelector('[data-testid=\"kept-note\"]')?.textContent.includes('另存成了一份')",
    )
    .await;
    page.find("corpora-open").await.click().await.unwrap();
    page.wait_js("both are there", "return document.querySelectorAll('[data-testid=\"kept\"]').length === 2").await;
    page.goto("").await;
    assert_eq!(page.total().await, total + 1);
    page.close().await;
}

/// A second tab with the page; the first one's handle and its own.
async fn second_tab(page: &Page) -> [fantoccini::wd::WindowHandle; 2] {
    let first = page.client.window().await.unwrap();
    let second = page.client.new_window(browser() != Browser::WebKit).await.unwrap().handle;
    page.client.switch_to_window(second.clone()).await.unwrap();
    page.client.goto(site()).await.unwrap();
    page.ready().await;
    [first, second]
}

#[tokio::test]
async fn a_tab_keeps_in_its_own_corpus_whatever_another_has_open() {
    let page = Page::open("").await;
    let total = page.total().await;
    import_kept(&page).await;
    let [first, _] = second_tab(&page).await;
    // The bundled articles again, and a corpus made of them.
    page.js("localStorage.removeItem('wenlan.kept')").await;
    page.goto("").await;
    assert_eq!(page.total().await, total);
    page.drop_file("二.txt", "第二篇\n\n另一座石桥也修好了，桥长三十米。\n".as_bytes()).await;
    page.wait_js("the second is kept", "return !!localStorage.getItem('wenlan.kept')").await;
    page.client.switch_to_window(first).await.unwrap();
    page.drop_file("三.txt", "第三篇\n\n还有一座石桥要修，桥长四十米。\n".as_bytes()).await;
    page.wait_js(
        "the first has grown",
        &format!(
            "return Number(document.querySelector('[data-testid=\"result-count\"]')?.dataset.total) === {} && document.querySelector('[data-testid=\"kept-note\"]')?.textContent.includes('已存在')",
            total + 2
        ),
    )
    .await;
    page.find("corpora-open").await.click().await.unwrap();
    page.wait_js(
        "each is as its tab has it",
        &format!(
            "const kept = [...document.querySelectorAll('[data-testid=\"kept\"]')]; const n = (count) => kept.some((row) => row.textContent.includes(`${{count}} 篇`)); return kept.length === 2 && n({}) && n({})",
            total + 1,
            total + 2
        ),
    )
    .await;
    page.close().await;
}

#[tokio::test]
async fn a_corpus_that_another_tab_deletes_stays_open_and_is_said_to_be_gone() {
    let page = Page::open("").await;
    import_kept(&page).await;
    let [first, second] = second_tab(&page).await;
    page.find("corpora-open").await.click().await.unwrap();
    for said in ["删除", "确定"] {
        page.wait_js(
            "the button",
            &format!("return document.querySelector('[data-testid=\"kept-delete\"]')?.textContent.includes('{said}')"),
        )
        .await;
        page.find("kept-delete").await.click().await.unwrap();
    }
    let is_gone =
        "return document.querySelector('[data-testid=\"kept-note\"]')?.textContent.includes('已从这个浏览器删除')";
    page.wait_js("the tab itself says so", is_gone).await;
    page.client.switch_to_window(first).await.unwrap();
    page.wait_js("the other tab says so", is_gone).await;
    // What is taken in there is kept with it again, for itself.
    page.drop_file("二.txt", "第二篇\n\n另一座石桥也修好了，桥长三十米。\n".as_bytes()).await;
    page.wait_js(
        "it is kept",
        "return document.querySelector('[data-testid=\"kept-note\"]')?.textContent.includes('已存在')",
    )
    .await;
    page.client.switch_to_window(second).await.unwrap();
    page.goto("").await;
    page.find("corpora-open").await.click().await.unwrap();
    page.wait_js("one is kept", "return document.querySelectorAll('[data-testid=\"kept\"]').length === 1").await;
    page.close().await;
}

#[tokio::test]
async fn a_corpus_that_is_joined_brings_its_notes() {
    let page = Page::open("").await;
    let total = page.total().await;
    import_kept(&page).await;
    page.js("document.querySelector('[data-testid=\"import-report\"] a').click()").await;
    page.css("[data-testid='reader'] .sentence").await;
    let press = "document.dispatchEvent(new KeyboardEvent('keydown', { key: 'KEY', bubbles: true }))";
    let to_sentence = format!(
        "const there = () => !!document.querySelector('[data-testid=\"desk\"]'); if (!there()) {}; return there()",
        press.replace("KEY", "j")
    );
    page.wait_js("a sentence is chosen", &to_sentence).await;
    page.js(&press.replace("KEY", "n")).await;
    page.css("[data-testid='note-form'] textarea").await.send_keys("石桥要去看看").await.unwrap();
    page.save_note(1).await;
    page.goto("?read=notes").await;
    page.wait_js("it is kept", "return document.querySelectorAll('[data-testid=\"note\"]').length === 1").await;
    // Another corpus, of the bundled articles, to which the first is joined.
    page.js("localStorage.removeItem('wenlan.kept')").await;
    page.goto("").await;
    page.drop_file("二.txt", "第二篇\n\n另一座石桥也修好了，桥长三十米。\n".as_bytes()).await;
    page.wait_js("it is kept", "return !!localStorage.getItem('wenlan.kept')").await;
    page.find("corpora-open").await.click().await.unwrap();
    page.wait_js("both are listed", "return document.querySelectorAll('[data-testid=\"kept\"]').length === 2").await;
    page.js("[...document.querySelectorAll('[data-testid=\"kept\"] button')].find((button) => button.textContent === '并入当前').click()").await;
    page.wait_js(
        "it is joined",
        "return document.querySelector('[data-testid=\"import-report\"]')?.dataset.articles === '1'",
    )
    .await;
    let is_kept =
        format!("return (await wenlanHost.store('list', '')).some((kept) => kept.n_articles === {})", total + 2);
    page.wait_js("and kept", &is_kept).await;
    page.goto("?read=notes").await;
    page.wait_js(
        "its note is there",
        "return document.querySelector('[data-testid=\"note\"]')?.textContent.includes('石桥要去看看') === true",
    )
    .await;
    page.close().await;
}
