//! Taking articles in: repaired, searchable, counted in the panels.

use std::path::PathBuf;

use serde_json::json;

use crate::support::{Browser, Page, browser};

/// Sentences of our own, damaged as scraped pages are: pinyin in the text, bytes lost from GBK.
const DAMAGED: &str = "遼源打造兩個產業(yè)園\n\n遼源市提出,圍繞遼礦和中國(guó)天楹兩戶(hù)重點(diǎn)企業(yè),加快打造增量配電網(wǎng)和氫基綠能兩個(gè)產(chǎn)業(yè)園,帶動(dòng)氫能“制儲(chǔ)輸用研”全鏈條發(fā)展。襪業(yè)要打響“親相見(jiàn)”品牌,打造百億級(jí)襪業(yè)紡織集群。龍首山、西安礦和礦工紀(jì)念館是講文旅的地方。“這件事要一步一步做?!边|源市委書(shū)記在接受采訪時(shí)說(shuō)。\n";

/// The facet of what was taken in, once it belongs to the search.
const IMPORTED: &str = "[data-testid='facet'][data-field='origin'][data-value='imported'][href*='q=']";

async fn panel_sentences(page: &Page, theme: &str) -> u64 {
    let script = format!(
        "return Number((document.querySelector('[data-testid=\"panel\"][data-theme=\"{theme}\"] .panel__of b:last-of-type')?.textContent ?? '0').replace(/[^0-9]/g, ''))"
    );
    page.js(&script).await.as_u64().unwrap_or(0)
}

async fn check_dropped(page: &Page, name: &str, bytes: &[u8], searched: &str, stands: &str) {
    let before = page.total().await;
    let mut counted = Vec::new();
    for theme in ["green", "industry", "tourism"] {
        counted.push(panel_sentences(page, theme).await);
    }
    page.drop_file(name, bytes).await;
    page.find("import-report").await;
    page.wait_js(
        "one article more",
        &format!(
            "return Number(document.querySelector('[data-testid=\"result-count\"]')?.dataset.total) === {}",
            before + 1
        ),
    )
    .await;
    page.wait_js("the panels count it", &format!("const b = [...document.querySelectorAll('[data-testid=\"panel\"] .panel__of b:last-of-type')]; return b.length > 2 && b.slice(0, 1).every(b => Number(b.textContent.replace(/[^0-9]/g, '')) > {})", counted[0])).await;
    for (theme, before) in ["green", "industry", "tourism"].iter().zip(counted) {
        let now = panel_sentences(page, theme).await;
        assert!(now > before, "{theme}: {before} sentences before, {now} after");
    }
    // Searching in Simplified finds the Traditional text, repaired.
    page.search(searched).await;
    page.click(IMPORTED).await;
    page.wait_js("the imported article", "return document.querySelectorAll('[data-testid=\"result\"]').length === 1")
        .await;
    page.click("[data-testid='result'] h3 a").await;
    page.css("[data-testid='reader'] [data-testid='repair']").await;
    let text = page.js("return document.querySelector('.sheet__text').textContent.replaceAll('°', '')").await;
    let text = text.as_str().unwrap();
    assert!(text.contains(stands), "{text}");
    assert!(!text.contains("?!") && !text.contains("(wǎng)"), "{text}");
    let marks = page
        .js("return [...document.querySelectorAll('.sheet__text mark')].map(m => m.textContent.replaceAll('°', ''))")
        .await;
    assert!(marks.as_array().unwrap().iter().any(|mark| "遼源".contains(mark.as_str().unwrap())), "{marks}");
}

#[tokio::test]
async fn a_damaged_article_is_repaired_searchable_and_counted() {
    let page = Page::open("").await;
    check_dropped(&page, "liaoyuan.txt", DAMAGED.as_bytes(), "辽源", "遼源市委書記").await;
    page.close().await;
}

#[tokio::test]
async fn the_seed_article_is_repaired_searchable_and_counted() {
    let path = std::env::var_os("WENLAN_SEED")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/seeds/liaoyuan.txt"), PathBuf::from);
    let Ok(bytes) = std::fs::read(&path) else {
        eprintln!("not run: {} is not here (WENLAN_SEED names another place)", path.display());
        return;
    };
    let page = Page::open("").await;
    check_dropped(&page, "liaoyuan.txt", &bytes, "辽源", "遼源市委書記").await;
    page.close().await;
}

#[tokio::test]
async fn gb18030_and_markdown_by_the_file_input() {
    let page = Page::open("").await;
    let before = page.total().await;
    let folder = std::env::temp_dir().join(format!("wenlan-e2e-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    // 龙首山 and a sentence in GB18030.
    let (gbk, _, _) =
        encoding_rs::GB18030.encode("龙首山的传统国学文化\n\n龙首山在辽源，山上讲传统国学文化，是游客常去的地方。\n");
    std::fs::write(folder.join("gbk.txt"), &gbk).unwrap();
    std::fs::write(
        folder.join("note.md"),
        "---\ntitle: 一篇自带的笔记\ndate: 2024-08-06\nsource: 自撰\n---\n\n氢能要从制氢说起，园区正在建设制氢项目。\n",
    )
    .unwrap();
    std::fs::write(folder.join("bad.bin.txt"), [0_u8, 159, 146, 150, 0, 1, 2, 0, 0, 3]).unwrap();
    let input = page.find("import-input").await;
    let names: Vec<String> =
        ["gbk.txt", "note.md", "bad.bin.txt"].iter().map(|name| folder.join(name).display().to_string()).collect();
    input.send_keys(&names.join("\n")).await.unwrap();
    page.find("import-report").await;
    let report = page.text("[data-testid='import-report']").await;
    assert!(report.contains("GB18030") || report.contains("gb18030"), "{report}");
    assert_eq!(page.count("[data-testid='import-report'] li[data-failed]").await, 1, "{report}");
    page.wait_js(
        "two articles more",
        &format!(
            "return Number(document.querySelector('[data-testid=\"result-count\"]')?.dataset.total) === {}",
            before + 2
        ),
    )
    .await;
    page.search("国学文化").await;
    page.wait_js("the GB18030 text is found", "return [...document.querySelectorAll('[data-testid=\"result\"] h3')].some(h => h.textContent.includes('龙首山'))").await;
    std::fs::remove_dir_all(&folder).unwrap();
    page.close().await;
}

#[tokio::test]
async fn text_is_never_markup() {
    let page = Page::open("").await;
    let evil = "<img src=x onerror=\"window.pwned=1\"> 氢能 <script>window.pwned=1</script>\n\n<svg onload=window.pwned=1> 氢能产业园 “<b>品牌</b>” 打造百亿级<i>氢能</i>集群。\n";
    page.drop_file("<img src=x onerror=window.pwned=1>.txt", evil.as_bytes()).await;
    page.find("import-report").await;
    page.search("氢能").await;
    page.click(IMPORTED).await;
    page.wait_js("the article", "return document.querySelectorAll('[data-testid=\"result\"]').length === 1").await;
    page.click("[data-testid='result'] h3 a").await;
    page.find("reader").await;
    assert_eq!(page.js("return window.pwned ?? null").await, json!(null));
    assert_eq!(page.count("main img, main script, main b > b").await, 0);
    page.close().await;
}

/// Words of our own as a news page: head, navigation, article, footer.
const WEB_PAGE: &str = r#"<!doctype html><html><head><meta charset="utf-8"><title>石桥修好了_河口新闻网</title>
<meta property="og:title" content="石桥修好了"><meta name="pubdate" content="2024-08-06 09:10"><meta name="source" content="河口日报">
<script>var menu = "首页 新闻 氢能频道";</script></head><body><ul class="nav"><li><a href="/">首页</a></li><li><a href="/n">新闻</a></li></ul>
<h1>石桥修好了</h1><p>2024-08-06 09:10　来源：河口日报</p><div class="article"><p>　　河口村的石桥修好了。桥长二十米，由村里的石匠修成，两岸的人来往不必再绕远路。</p>
<p>　　村里的老人说，石料是从对岸山上运来的，一块一块凿平，前后用了一个冬天，开春时才合龙。</p></div>
<div class="footer">版权所有 河口新闻网 联系我们 网站地图</div></body></html>"#;

#[tokio::test]
async fn a_web_page_and_a_table_are_read_as_articles() {
    let page = Page::open("").await;
    page.drop_file("bridge.html", WEB_PAGE.as_bytes()).await;
    page.css("[data-testid='import-report'][data-articles='1']").await;
    page.drop_file(
        "rows.csv",
        "标题,日期,来源,正文\n水渠修好了,2024-05-01,河口日报,村里的水渠修好了，田里有了水。\n桥头开了店,2024-05-02,河口日报,桥头的小店开了门，卖油盐。\n".as_bytes(),
    )
    .await;
    page.css("[data-testid='import-report'][data-articles='2']").await;
    page.search("石桥").await;
    page.wait_js(
        "the page's article",
        "return document.querySelector('[data-testid=\"result\"] h3')?.textContent.includes('石桥修好了')",
    )
    .await;
    page.click("[data-testid='result'] h3 a").await;
    page.css("[data-testid='reader'] .sheet__text").await;
    let text = page.text("[data-testid='reader']").await;
    assert!(text.contains("一块一块凿平") && text.contains("河口日报") && text.contains("2024-08-06"), "{text}");
    assert!(!text.contains("网站地图") && !text.contains("氢能频道") && !text.contains("首页"), "{text}");
    page.close().await;
}

/// Whether a table's column is taken for a field, as the page shows it.
async fn field_of(page: &Page, column: &str) -> String {
    let script = "return [...document.querySelectorAll('[data-testid=\"import-field\"]')].find(s => s.dataset.column === arguments[0])?.value ?? 'none'";
    page.js_with(script, json!(column)).await.as_str().unwrap().to_owned()
}

async fn choose_field(page: &Page, column: &str, field: &str) {
    let script = "const [column, field] = arguments[0]; const select = [...document.querySelectorAll('[data-testid=\"import-field\"]')].find(s => s.dataset.column === column); select.value = field; select.dispatchEvent(new Event('change', { bubbles: true }));";
    page.js_with(script, json!([column, field])).await;
}

#[tokio::test]
async fn columns_that_are_not_certain_are_shown_before_anything_is_imported() {
    let page = Page::open("").await;
    let before = page.total().await;
    let text = "河口村的石桥修好了，桥长二十米，由村里的石匠修成，两岸的人来往不必再绕远路，孩子们在桥头放风筝，老人们坐着看水，船也还在，只是没有人再撑了。".repeat(2);
    let csv = format!("名头,何时,材料,记者\n石桥修好了,2024-08-06,{text},沈石\n");
    page.drop_file("rows.csv", csv.as_bytes()).await;
    page.find("import-mapping").await;
    assert_eq!(page.total().await, before);
    let guessed = (field_of(&page, "名头").await, field_of(&page, "材料").await, field_of(&page, "记者").await);
    assert_eq!(guessed, ("title".into(), "body".into(), "author".into()));
    assert!(page.text("[data-testid='import-columns']").await.contains("石桥修好了"));
    // Refused, nothing has happened; taken, the reader's choice holds.
    page.find("import-cancel").await.click().await.unwrap();
    page.wait_js("it is gone", "return !document.querySelector('[data-testid=\"import-mapping\"]')").await;
    page.drop_file("rows.csv", csv.as_bytes()).await;
    page.find("import-mapping").await;
    for (column, field) in [("名头", "title"), ("何时", "date"), ("材料", "body")] {
        choose_field(&page, column, field).await;
    }
    page.find("import-begin").await.click().await.unwrap();
    page.css("[data-testid='import-report'][data-articles='1']").await;
    page.search("石桥").await;
    page.wait_js("its title", "return [...document.querySelectorAll('[data-testid=\"result\"] h3')].some(h => h.textContent.includes('石桥修好了'))").await;
    page.close().await;
}

#[tokio::test]
async fn columns_can_be_changed_afterwards_and_take_the_place_of_the_last_import() {
    let page = Page::open("").await;
    let before = page.total().await;
    let csv = "副题,标题,日期,正文\n真的题目,假的题目,2024-08-06,桥头开了一家杂货铺，卖油盐。\n";
    page.drop_file("rows.csv", csv.as_bytes()).await;
    page.css("[data-testid='import-report'][data-articles='1']").await;
    page.find("import-fields").await.click().await.unwrap();
    assert_eq!(field_of(&page, "标题").await, "title");
    choose_field(&page, "标题", "").await;
    choose_field(&page, "副题", "title").await;
    page.find("import-again").await.click().await.unwrap();
    page.search("杂货铺").await;
    page.wait_js("the other title", "return [...document.querySelectorAll('[data-testid=\"result\"] h3')].map(h => h.textContent.trim()).join().includes('真的题目')").await;
    // As a reader empties the box: the driver's own way says nothing to the page.
    page.js("const box = document.querySelector('[data-testid=\"search-input\"]'); box.value = ''; box.dispatchEvent(new InputEvent('input', { bubbles: true }))").await;
    page.wait_js(
        "one article more, not two",
        &format!(
            "return Number(document.querySelector('[data-testid=\"result-count\"]')?.dataset.total) === {}",
            before + 1
        ),
    )
    .await;
    page.close().await;
}

#[tokio::test]
async fn ten_thousand_empty_files_are_listed_without_holding_the_page_up() {
    let page = Page::open("").await;
    let before = page.total().await;
    // What is dropped in WebKit tells in a time that grows with the square of its number which files are folders.
    let n = if browser() == Browser::WebKit { 1_000 } else { 10_000 };
    if n < 10_000 {
        eprintln!("in part: a thousand files, as WebKit takes a minute to say of ten thousand that none is a folder");
    }
    page.js_with(
        "const data = new DataTransfer(); for (let i = 0; i < arguments[0]; i++) data.items.add(new File([], `空\\u0007<b>${i}.txt`)); \
         document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));",
        json!(n),
    )
    .await;
    page.css("[data-testid='import-report'][data-articles='0']").await;
    assert_eq!(page.count("[data-testid='import-report'] li").await, 100);
    assert!(page.text("[data-testid='import-report'] li").await.contains("空的"));
    assert_eq!(page.count("[data-testid='import-report'] b b").await, 0);
    page.find("import-more").await.click().await.unwrap();
    assert_eq!(page.count("[data-testid='import-report'] li[data-failed]").await, 200);
    page.find("import-save").await;
    assert_eq!(page.total().await, before);
    page.close().await;
}

#[tokio::test]
async fn what_is_pasted_and_word_documents_are_taken_in() {
    let page = Page::open("").await;
    // Firefox fills an event that a script makes from names of its own.
    page.js(
        "const text = '桥头的杂货铺\\n\\n桥头开了一家杂货铺，卖油盐酱醋。', data = new DataTransfer(); data.setData('text/plain', text); \
         document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, data: text, dataType: 'text/plain', bubbles: true, cancelable: true }));",
    )
    .await;
    page.css("[data-testid='import-report'][data-articles='1']").await;
    page.search("杂货铺").await;
    page.wait_js(
        "the pasted text",
        "return document.querySelector('[data-testid=\"result\"] h3')?.textContent.includes('桥头的杂货铺')",
    )
    .await;
    // What is pasted into the search box is no article.
    page.js(
        "const text = '不是文章', data = new DataTransfer(); data.setData('text/plain', text); \
         document.querySelector('[data-testid=\"search-input\"]').dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, data: text, dataType: 'text/plain', bubbles: true, cancelable: true }));",
    )
    .await;
    page.drop_file("a.pdf", b"%PDF-1.7 and so on").await;
    page.css("[data-testid='import-report'][data-articles='0'] li[data-failed]").await;
    let said = page.text("[data-testid='import-report']").await;
    assert!(said.contains("PDF") && said.contains("另存为文本"), "{said}");
    page.find("import-retry").await.click().await.unwrap();
    page.css("[data-testid='import-report'][data-articles='0'] li[data-failed]").await;
    page.close().await;
}
