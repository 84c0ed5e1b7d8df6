//! What was kept with notes: the worker says the words, `web/desk.js` fills in what the browser keeps.

use super::At;
use super::html::Html;
use crate::engine::json::Json;
use crate::protocol::Lang;

catalogue! {
    title: "笔记", "筆記", "Notes";
    about: "视图与句子可记下并附上几句话，只存在这个浏览器里，随语料一同导出。在文章里点一句，或按 n 记下、按 c 复制引文，j、k 走到下一句、上一句。", "視圖與句子可記下並附上幾句話，只存在這個瀏覽器裏，隨語料一同匯出。在文章裏點一句，或按 n 記下、按 c 複製引文，j、k 走到下一句、上一句。", "Views and sentences can be kept with a note. They stay in this browser and travel with the saved corpus. In an article click a sentence, or press n to keep it, c to copy it as a quotation, j and k for the next and the one before.";
    keep: "记下现在的检索与筛选", "記下現在的檢索與篩選", "Keep the present search and filters";
    keep_sentence: "记下", "記下", "Keep";
    quote: "复制引文", "複製引文", "Copy quotation";
    copied: "已复制引文与出处", "已複製引文與出處", "Quotation and reference copied";
    not_copied: "没能复制：浏览器不准本页使用剪贴板。", "沒能複製：瀏覽器不准本頁使用剪貼簿。", "Not copied: the browser keeps this page from the clipboard.";
    kept: "已记下", "已記下", "Kept";
    not_kept: "没能记下：浏览器没有给本页存储空间。", "沒能記下：瀏覽器沒有給本頁儲存空間。", "Not kept: the browser gives this page no storage.";
    empty: "还没有记下什么。", "還沒有記下什麼。", "Nothing is kept yet.";
    note: "写几句", "寫幾句", "Your note";
    edit: "改", "改", "Edit";
    save: "保存", "儲存", "Save";
    cancel: "取消", "取消", "Cancel";
    delete: "删除", "刪除", "Delete";
    export: "导出 JSON", "匯出 JSON", "Save as JSON";
    view: "视图", "視圖", "View";
    sentence: "句子", "句子", "Sentence";
}

/// What `web/desk.js` says, as JSON.
pub(in crate::engine) fn said(lang: Lang) -> String {
    let words = Words::of(lang);
    let mut json = Json::default();
    json.open('{');
    for (name, text) in [
        ("keep_sentence", words.keep_sentence),
        ("quote", words.quote),
        ("copied", words.copied),
        ("not_copied", words.not_copied),
        ("kept", words.kept),
        ("not_kept", words.not_kept),
        ("empty", words.empty),
        ("note", words.note),
        ("edit", words.edit),
        ("save", words.save),
        ("cancel", words.cancel),
        ("delete", words.delete),
        ("view", words.view),
        ("sentence", words.sentence),
        ("title", words.title),
    ] {
        json.key(name).text(text);
    }
    json.close('}');
    json.into_text()
}

/// The list of what is kept, without what is kept.
pub(in crate::engine) fn notes(at: &At<'_>) -> String {
    let words = Words::of(at.lang);
    let mut html = Html::default();
    html.leaf("p", &[("class", "quiet reading__method")], words.about);
    html.open("div", &[("data-notes", "1"), ("data-testid", "notes")]).close("div");
    html.open("p", &[("class", "tools")]);
    html.leaf("button", &[("type", "button"), ("data-keep", "search"), ("data-key", "keep")], words.keep);
    html.leaf("button", &[("type", "button"), ("data-export", "1"), ("data-key", "export")], words.export).close("p");
    html.0
}
