//! The words of the pages that stand without the program, in zh-Hans, zh-Hant and English.

use crate::protocol::Lang;

/// Picks the text of a language.
pub(super) fn pick(lang: Lang, said: &[&'static str; 3]) -> &'static str {
    said.get(lang.index()).copied().unwrap_or(said[0])
}

pub(super) const NAME: [&str; 3] = ["文览", "文覽", "Wenlan"];
pub(super) const OPEN: [&str; 3] = ["在文览中打开", "在文覽中打開", "Open in the explorer"];
pub(super) const OPEN_VIEW: [&str; 3] =
    ["在文览中打开这一视图", "在文覽中打開這一視圖", "Open this view in the explorer"];
pub(super) const ORIGINAL: [&str; 3] = ["原文地址", "原文地址", "Canonical address"];
pub(super) const VIEWS: [&str; 3] = ["已存的视图", "已存的視圖", "Saved views"];
pub(super) const PANELS: [&str; 3] = ["图表与数表", "圖表與數表", "Charts and tables"];
pub(super) const PANELS_ABOUT: [&str; 3] = [
    "主题图与数表，不运行程序也能看；图中各笔的原句，在文览中点开。",
    "主題圖與數表，不執行程式也能看；圖中各筆的原句，在文覽中點開。",
    "The charts of all themes with their tables, without the program; the sentences behind each mark open in the explorer.",
];
pub(super) const ALL_ARTICLES: [&str; 3] = ["全部文章", "全部文章", "All articles"];
pub(super) const METHOD: [&str; 3] = ["方法说明", "方法說明", "How this is computed"];
pub(super) const EMBED: [&str; 3] = ["嵌入代码", "嵌入程式碼", "Embed code"];
pub(super) const EMBED_HELP: [&str; 3] = [
    "把一段代码粘到文章页里即可。脚本的一种会随内容调整高度；不能放脚本的地方用框架的一种。",
    "把一段程式碼貼到文章頁裏即可。腳本的一種會隨內容調整高度；不能放腳本的地方用框架的一種。",
    "Paste one of these into a page. The script keeps the height of what is shown; use the frame where scripts are not allowed.",
];
pub(super) const EMBED_ADDRESS: [&str; 3] = [
    "发布时没有给出网址：请把“网址”换成这个文件夹的地址。",
    "發佈時沒有給出網址：請把「网址」換成這個資料夾的位址。",
    "No address was given when this was published: put that of this folder in place of 网址.",
];
pub(super) const BY_FRAME: [&str; 3] = ["框架", "框架", "Frame"];
pub(super) const BY_SCRIPT: [&str; 3] = ["脚本", "腳本", "Script"];
pub(super) const WHOLE: [&str; 3] = ["整个浏览器", "整個瀏覽器", "The whole explorer"];
pub(super) const EVIDENCE: [&str; 3] = ["证据", "證據", "Evidence"];
pub(super) const TABLE: [&str; 3] = ["数表", "數表", "Table"];
pub(super) const NOT_ALL: [&str; 3] = ["其余请在文览中看。", "其餘請在文覽中看。", "The others are in the explorer."];
pub(super) const NO_HIT: [&str; 3] = ["没有找到文章。", "沒有找到文章。", "No article was found."];

/// Texts of `index.html` as they stand there, and what they are in the other languages.
pub(super) const PAGE: [[&str; 3]; 17] = [
    [
        "文览 · 报道与政策文章的证据浏览",
        "文覽 · 報導與政策文章的證據瀏覽",
        "Wenlan · Evidence in news and policy articles",
    ],
    [
        "文览：在浏览器里检索、分词、对照报道与政策文章，图中每一笔都能点开见原句。不上传，不连外网。",
        "文覽：在瀏覽器裏檢索、分詞、對照報導與政策文章，圖中每一筆都能點開見原句。不上傳，不連外網。",
        "Wenlan: search, cut and compare news and policy articles in the browser; every mark opens its sentences. Nothing is uploaded.",
    ],
    [
        "这个浏览器不支持 WebAssembly，图表和完整检索用不了；下面的文章仍可阅读和查找。",
        "這個瀏覽器不支援 WebAssembly，圖表和完整檢索用不了；下面的文章仍可閱讀和查找。",
        "This browser has no WebAssembly: no charts and no full search; the articles below can be read and looked through.",
    ],
    [
        "所在页面的安全策略不允许运行 WebAssembly，图表和完整检索用不了；下面的文章仍可阅读和查找。",
        "所在頁面的安全策略不允許執行 WebAssembly，圖表和完整檢索用不了；下面的文章仍可閱讀和查找。",
        "The page's security policy does not allow WebAssembly: no charts and no full search; the articles below can be read and looked through.",
    ],
    [
        "这个浏览器太旧（WebAssembly 或样式），图表和完整检索用不了；下面的文章仍可阅读和查找。",
        "這個瀏覽器太舊（WebAssembly 或樣式），圖表和完整檢索用不了；下面的文章仍可閱讀和查找。",
        "This browser is too old (its WebAssembly or its styles): no charts and no full search; the articles below can be read and looked through.",
    ],
    [
        "程序文件没有取到，请检查网络后刷新；下面的文章仍可阅读和查找。",
        "程式檔案沒有取到，請檢查網路後重新整理；下面的文章仍可閱讀和查找。",
        "The program could not be fetched: check the network and reload; the articles below can be read and looked through.",
    ],
    [
        "程序意外停止了。刷新即可继续，地址里的检索和筛选都会保留。",
        "程式意外停止了。重新整理即可繼續，位址裏的檢索和篩選都會保留。",
        "The program stopped. Reload to go on: search and filters stay in the address.",
    ],
    [
        "没有运行脚本：检索和图表用不了，文章照样可读。",
        "沒有執行腳本：檢索和圖表用不了，文章照樣可讀。",
        "Scripts do not run: no search and no charts; the articles can be read.",
    ],
    [
        "图表和完整检索没有出现：多半是浏览器太旧，或嵌入本页的网站不许它运行程序。文章照样可读，主题图见",
        "圖表和完整檢索沒有出現：多半是瀏覽器太舊，或嵌入本頁的網站不許它執行程式。文章照樣可讀，主題圖見",
        "Charts and full search have not come: the browser is too old, or the page around does not allow programs. The articles can be read all the same, the charts are on ",
    ],
    ["\"检索文章\"", "\"檢索文章\"", "\"Search the articles\""],
    [
        "词语、“整句”、-排除、地点:辽源、2024..2026",
        "詞語、「整句」、-排除、地點:遼源、2024..2026",
        "words, “phrase”, -not, place:辽源, 2024..2026",
    ],
    [">检索<", ">檢索<", ">Search<"],
    ["\"语料\"", "\"語料\"", "\"Corpus\""],
    [">正在打开语料……<", ">正在打開語料……<", ">Opening the corpus…<"],
    [">统计方法<", ">統計方法<", ">Method<"],
    [">图表页<", ">圖表頁<", ">a page of their own<"],
    [">报道与政策文章的证据浏览<", ">報導與政策文章的證據瀏覽<", ">Evidence in news and policy articles<"],
];

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    #[test]
    fn texts_of_the_page_are_those_of_the_page() {
        let page = include_str!("../../index.html");
        for [hans, ..] in super::PAGE {
            assert_eq!(page.matches(hans).count(), 1, "{hans}");
        }
    }
}
