//! Every word of the interface, in three languages. A missing one does not compile.

use crate::state::Lang;

catalogue! {
    // Masthead
    name: "文览", "文覽", "Wenlan";
    tagline: "报道与政策文章的证据浏览", "報道與政策文章的證據瀏覽", "Articles and the sentences that prove them";
    search: "检索", "檢索", "Search";
    search_hint: "词语、“整句”、-排除、地点:辽源、2024..2026", "詞語、「整句」、-排除、地點:遼源、2024..2026", "words, “phrase”, -not, place:辽源, 2024..2026";
    both_scripts: "简体、繁体同检", "簡體、繁體同檢", "Simplified and Traditional alike";
    clear: "清除", "清除", "Clear";
    import: "导入文章", "匯入文章", "Import";
    language: "语言", "語言", "Language";
    scheme: "颜色", "顏色", "Colours";
    scheme_light: "浅", "淺", "Light";
    scheme_dark: "深", "深", "Dark";
    scheme_auto: "随系统", "隨系統", "Auto";
    skip: "跳到正文", "跳到正文", "Skip to content";
    corpus_note: "只在本机运算，文章不上传", "只在本機運算，文章不上傳", "Computed on this device; nothing is uploaded";
    // Facets
    filters: "筛选", "篩選", "Filters";
    theme: "主题", "主題", "Theme";
    place: "地点", "地點", "Place";
    source: "来源", "來源", "Source";
    year: "年份", "年份", "Year";
    kind: "体裁", "體裁", "Kind";
    origin: "文章", "文章", "Articles";
    bundled: "自带", "自帶", "Bundled";
    imported: "导入", "匯入", "Imported";
    exclude: "排除", "排除", "Leave out";
    excluded: "已排除", "已排除", "Left out";
    unit_articles: "篇", "篇", "articles";
    more: "更多", "更多", "More";
    fewer: "收起", "收起", "Fewer";
    clear_filters: "清除筛选", "清除篩選", "Clear filters";
    multi_note: "一篇可属多个主题，合计多于总数。", "一篇可屬多個主題，合計多於總數。", "An article may belong to several themes.";
    dates: "日期", "日期", "Dates";
    all_dates: "不限日期", "不限日期", "All dates";
    any_date: "不限", "不限", "any";
    date_from: "从", "從", "From";
    date_to: "到", "到", "To";
    none: "未注明", "未注明", "not stated";
    // Results
    results: "检索结果", "檢索結果", "Results";
    articles: "文章", "文章", "Articles";
    by_relevance: "按相关", "按相關", "By relevance";
    by_newest: "由新到旧", "由新到舊", "Newest first";
    by_oldest: "由旧到新", "由舊到新", "Oldest first";
    by_longest: "按篇幅", "按篇幅", "Longest first";
    sort: "排序", "排序", "Order";
    show_more: "再看一些", "再看一些", "Show more";
    tier_whole: "原文就这样写", "原文就這樣寫", "Written exactly so";
    tier_variant: "写法不同，字同（简繁、大小写）", "寫法不同，字同（簡繁、大小寫）", "The same in the other script or letter case";
    tier_near: "几个词相近", "幾個詞相近", "All words, close together";
    tier_all: "几个词都有", "幾個詞都有", "All words";
    tier_some: "只有一部分词", "只有一部分詞", "Some of the words";
    tier_pinyin: "拼音相合", "拼音相合", "By pinyin";
    nothing: "没有找到", "沒有找到", "Nothing found";
    try_these: "试试：", "試試：", "Try: ";
    nothing_help: "可以换一个词，少写几个字，或清除左侧的筛选。", "可以換一個詞，少寫幾個字，或清除左側的篩選。", "Try another word, fewer characters, or clear the filters.";
    reprints: "内容几乎相同：", "內容幾乎相同：", "Nearly the same:";
    unfold: "逐篇列出", "逐篇列出", "List each";
    fold: "合并相同", "合併相同", "Fold together";
    searching: "检索中……", "檢索中……", "Searching…";
    // Panels
    panels: "主题面板", "主題面板", "Theme panels";
    table: "表格", "表格", "Table";
    csv: "CSV", "CSV", "CSV";
    link: "链接", "連結", "Link";
    copied: "已复制", "已複製", "Copied";
    method: "如何计算", "如何計算", "How this is computed";
    mentions_only: "所数为提及的句子，不是产业规模", "所數為提及的句子，不是產業規模", "What is counted are sentences that mention it, not sizes";
    enter_opens: "回车看证据", "回車看證據", "Enter opens the evidence";
    counting: "正在数……", "正在數……", "Counting…";
    sentences: "句", "句", "Sentences";
    date: "日期", "日期", "Date";
    // Evidence
    evidence: "证据", "證據", "Evidence";
    close: "关闭", "關閉", "Close";
    in_context: "在文中看", "在文中看", "See in the article";
    copy_quote: "复制引文", "複製引文", "Copy quotation";
    only_these: "只看这些文章", "只看這些文章", "Only these articles";
    narrowed_by: "只看有此标记的文章", "只看有此標記的文章", "Only articles with this mark";
    remove: "取消", "取消", "Remove";
    with_it: "同句出现", "同句出現", "In the same sentences";
    belongs_to: "属于", "屬於", "Belongs to";
    years_said: "文中年代", "文中年代", "Years in the text";
    evidence_gone: "这一处的句子已被筛去。", "這一處的句子已被篩去。", "The sentences behind this mark are filtered out.";
    evidence_unknown: "没有一句写到它；链接也可能来自另一份语料。", "沒有一句寫到它；連結也可能來自另一份語料。", "No sentence speaks of it; or the link is of another corpus.";
    paragraph: "段", "段", "paragraph";
    // Reading
    reading: "研读", "研讀", "Read closely";
    back_articles: "回到文章与图", "回到文章與圖", "Back to articles and charts";
    read_kwic: "上下文", "上下文", "Concordance";
    read_spread: "分布", "分佈", "Spread";
    read_trend: "走势", "走勢", "Trend";
    read_collocates: "搭配", "搭配", "Collocates";
    read_keyness: "特征词", "特徵詞", "Keywords";
    read_words: "词频", "詞頻", "Words";
    read_compare: "对照", "對照", "Compare";
    read_notes: "笔记", "筆記", "Notes";
    read_story: "来龙去脉与共有的名称", "來龍去脈與共有的名稱", "The story so far, names in common";
    read_method: "统计方法", "統計方法", "Method";
    themes: "主题", "主題", "Themes";
    // Dictionary
    dictionary: "词典", "詞典", "Words";
    // Reader
    back_results: "回到结果", "回到結果", "Back to results";
    back_front: "回到版首", "回到版首", "Back to the front";
    show_words: "词界与拼音", "詞界與拼音", "Words and pinyin";
    hide_words: "收起词界", "收起詞界", "Hide words";
    loading_words: "正在取词典……", "正在取詞典……", "Fetching the dictionary…";
    script: "字形", "字形", "Script";
    script_own: "原文", "原文", "As written";
    script_hans: "简体", "簡體", "Simplified";
    script_hant: "繁体", "繁體", "Traditional";
    as_written: "原样", "原樣", "As it came";
    repaired: "修复后", "修復後", "Repaired";
    repairs: "修复", "修復", "Repairs";
    certain: "确定", "確定", "certain";
    doubtful: "存疑", "存疑", "doubtful";
    original_was: "原作", "原作", "was";
    removed: "删去", "刪去", "removed";
    this_article: "本篇", "本篇", "This article";
    similar: "相近的文章", "相近的文章", "Similar articles";
    shared_words: "共用词", "共用詞", "shared words";
    canonical: "原文地址", "原文地址", "Canonical address";
    missing_article: "语料里没有这一篇。它可能属于另一份语料，或是上次导入、未保存的文章。", "語料裏沒有這一篇。它可能屬於另一份語料，或是上次匯入、未保存的文章。", "This corpus has no such article. It may belong to another corpus, or was imported earlier and not kept.";
    cite: "引用本文", "引用本文", "Cite this article";
    copy: "复制", "複製", "Copy";
    author: "作者", "作者", "Author";
    reviewers: "审核", "審核", "Reviewed by";
    speaks_of: "所述时间", "所述時間", "Time it speaks of";
    themes_here: "主题句", "主題句", "Theme sentences";
    next_hit: "下一处", "下一處", "Next match";
    // Import
    drop_here: "松手即导入：txt、md、网页、docx、json、csv、RSS、zip、.wenlan，文件夹也可以，文件不会离开这台设备", "鬆手即匯入：txt、md、網頁、docx、json、csv、RSS、zip、.wenlan，資料夾也可以，檔案不會離開這台裝置", "Drop to add: txt, md, html, docx, json, csv, feeds, zip, .wenlan, and folders. Nothing leaves this device";
    // Corpora
    corpora: "语料", "語料", "Corpora";
    corpora_title: "存在本机的语料", "存在本機的語料", "Corpora kept in this browser";
    corpora_help: "导入的文章自动存进这个浏览器，刷新后仍在；换一台设备时，导出为一个 .wenlan 文件，在那边拖进页面。", "匯入的文章自動存進這個瀏覽器，重新整理後仍在；換一台裝置時，匯出為一個 .wenlan 檔案，在那邊拖進頁面。", "What you add is kept in this browser and is there after a reload. For another device, save it as one .wenlan file and drop it on the page there.";
    none_kept: "还没有存下的语料。", "還沒有存下的語料。", "Nothing is kept yet.";
    corpus_name: "名称", "名稱", "Name";
    is_open: "正在看", "正在看", "open";
    open_it: "打开", "開啟", "Open";
    join_it: "并入当前", "併入目前", "Add to the open one";
    delete_it: "删除", "刪除", "Delete";
    own_corpus: "我的语料", "我的語料", "My corpus";
    delete_sure: "确定删除，不能恢复", "確定刪除，不能復原", "Delete for good";
    export_pack: "导出 .wenlan", "匯出 .wenlan", "Save as .wenlan";
    publish: "发布为网站", "發佈為網站", "Publish as a site";
    keep_now: "存到本机", "存到本機", "Keep";
    bundled_corpus: "回到自带文章", "回到自帶文章", "Bundled articles";
    add_folder: "导入文件夹", "匯入資料夾", "Add a folder";
    empty_corpus: "从空白开始", "從空白開始", "Start empty";
    used: "本站已用", "本站已用", "Used by this site:";
    promised: "浏览器答应长期保留。", "瀏覽器答應長期保留。", "The browser promises to keep it.";
    not_promised: "空间紧张时浏览器可能清除，重要的请导出。", "空間緊張時瀏覽器可能清除，重要的請匯出。", "The browser may clear it when space runs short: save what matters as a file.";
    no_storage: "存取不成：浏览器没有给本页存储空间，或空间已满。请导出为文件。", "存取不成：瀏覽器沒有給本頁儲存空間，或空間已滿。請匯出為檔案。", "Storage failed: the browser gives this page none, or it is full. Save as a file.";
    keeping: "正在存到本机……", "正在存到本機……", "Keeping…";
    corpora_loose: "这个浏览器没有收下导入的文章，关闭或刷新后就没有了；请导出为一个 .wenlan 文件，下次拖进页面即可打开。", "這個瀏覽器沒有收下匯入的文章，關閉或重新整理後就沒有了；請匯出為一個 .wenlan 檔案，下次拖進頁面即可打開。", "This browser has not kept what you added: it is gone when the page is closed or reloaded. Save it as one .wenlan file and drop it on the page next time.";
    kept_apart: "另一个标签页在此期间改过这份语料；这里的另存成了一份，两份都在“语料”里。", "另一個分頁在此期間改過這份語料；這裏的另存成了一份，兩份都在「語料」裏。", "Another tab has changed this corpus meanwhile: this one was kept beside it; both are under “Corpora”.";
    kept_here: "已存在这个浏览器里，刷新后仍在；可在“语料”里改名、导出、删除。", "已存在這個瀏覽器裏，重新整理後仍在；可在「語料」裏改名、匯出、刪除。", "Kept in this browser, and there after a reload; rename, save or delete it under “Corpora”.";
    kept_in_frame: "已存在这个浏览器里，但只在嵌入它的这个网站里找得到；别处要用，请在“语料”里导出为文件。", "已存在這個瀏覽器裏，但只在嵌入它的這個網站裏找得到；別處要用，請在「語料」裏匯出為檔案。", "Kept in this browser, but found only inside this host's pages: for use elsewhere save it as a file under “Corpora”.";
    kept_gone: "这份语料已从这个浏览器删除；这一页还开着它，关闭或刷新后就没有了。要留下，可在“语料”里再存一次或导出为文件。", "這份語料已從這個瀏覽器刪除；這一頁還開着它，關閉或重新整理後就沒有了。要留下，可在「語料」裏再存一次或匯出為檔案。", "This corpus has been deleted from this browser. This page still has it open, and it is gone when the page is closed or reloaded: to keep it, keep it again or save it as a file under “Corpora”.";
    not_kept: "没能存在这个浏览器里，关闭或刷新后就没有了；可在“语料”里导出为文件。", "沒能存在這個瀏覽器裏，關閉或重新整理後就沒有了；可在「語料」裏匯出為檔案。", "Not kept in this browser: gone when the page is closed or reloaded. Save it as a file under “Corpora”.";
    // Status
    loading: "正在打开语料……", "正在打開語料……", "Opening the corpus…";
    slow: "还在打开，网络或设备较慢……", "還在打開，網路或裝置較慢……", "Still opening: the network or the device is slow…";
    failed: "出错了", "出錯了", "Something went wrong";
    retry: "重试", "重試", "Try again";
    reload: "刷新页面", "重新整理頁面", "Reload the page";
    not_started: "计算程序没有载入，检索和图表暂时用不了；文章照样可读。", "計算程式沒有載入，檢索和圖表暫時用不了；文章照樣可讀。", "The program that searches did not load: no search and no charts for now; the articles can be read.";
    worker_dead: "计算线程停止了，重试即可；存在本机的文章都在。", "計算執行緒停止了，重試即可；存在本機的文章都在。", "The worker stopped. Try again: what is kept in this browser is still there.";
    stale: "页面与程序的版本不一致，刷新后即可继续。", "頁面與程式的版本不一致，重新整理後即可繼續。", "Page and program are of different versions; reload to go on.";
    foreign_corpus: "语料须与本页放在同一网站：本页的安全策略不从别处取数据。请把 .wenlan 文件放到本站，或下载后拖进页面。", "語料須與本頁放在同一網站：本頁的安全策略不從別處取資料。請把 .wenlan 檔案放到本站，或下載後拖進頁面。", "The corpus has to be on this page's own site: its security policy fetches nothing from elsewhere. Put the .wenlan file on this site, or download it and drop it on the page.";
    fetch_failed: "有文件没有取到，请检查网络后重试。", "有檔案沒有取到，請檢查網路後重試。", "A file could not be fetched; check the network and try again.";
}

/// Sentences with numbers, in a language.
#[derive(Clone, Copy, Debug)]
pub struct Phrases(pub Lang);

impl Phrases {
    fn pick(self, hans: String, hant: String, en: String) -> String {
        match self.0 {
            Lang::Hans => hans,
            Lang::Hant => hant,
            Lang::En => en,
        }
    }

    /// "12 篇" / "12 articles".
    pub fn n_articles(self, n: u32) -> String {
        self.0.n_articles(n)
    }

    /// "12 句" / "12 sentences".
    pub fn n_sentences(self, n: u32) -> String {
        self.0.n_sentences(n)
    }

    /// "没有名为 x 的面板".
    pub fn no_panel(self, id: &str) -> String {
        self.pick(
            format!("地址里写的面板“{id}”，这份语料里没有；有的都在下面。"),
            format!("位址裏寫的面板「{id}」，這份語料裏沒有；有的都在下面。"),
            format!("This corpus has no panel “{id}”, which the address names; those it has are below."),
        )
    }

    /// "28 句 / 11 篇".
    pub fn evidence(self, sentences: u32, articles: u32) -> String {
        self.0.evidence(sentences, articles)
    }

    /// "6 篇，21 处".
    pub fn results(self, articles: u32, places: u32) -> String {
        match self.0 {
            Lang::En => format!(
                "{}, {} {}",
                self.n_articles(articles),
                thousands(places),
                if places == 1 { "place" } else { "places" }
            ),
            Lang::Hans => format!("{}，{} 处", self.n_articles(articles), thousands(places)),
            Lang::Hant => format!("{}，{} 處", self.n_articles(articles), thousands(places)),
        }
    }

    /// The sentence above the results. `is_literal`: what was typed stands in the articles as it is, and is what
    /// was counted.
    pub fn results_say(self, q: &str, articles: u32, places: u32, is_literal: bool) -> String {
        let (a, p, n) = (thousands(articles), thousands(places), self.n_articles(articles));
        let [hans, hant, en] = [("“", "”"), ("「", "」"), ("“", "”")].map(|(open, close)| {
            let is_quoted = q.starts_with(['“', '"', '「', '”', '＂']);
            if is_quoted { q.to_owned() } else { format!("{open}{q}{close}") }
        });
        if places == 0 {
            return self.pick(
                format!("合于{hans}的有 {a} 篇。"),
                format!("合於{hant}的有 {a} 篇。"),
                format!("{en}: {n}."),
            );
        }
        let times = if places == 1 { "time" } else { "times" };
        if is_literal {
            return self.pick(
                format!("{hans}在 {a} 篇中出现 {p} 处。"),
                format!("{hant}在 {a} 篇中出現 {p} 處。"),
                format!("{en} stands in {n}, {p} {times}."),
            );
        }
        self.pick(
            format!("合于{hans}的有 {a} 篇，其中的字词出现 {p} 处。"),
            format!("合於{hant}的有 {a} 篇，其中的字詞出現 {p} 處。"),
            format!("{en} is met by {n}; its words stand there {p} {times}."),
        )
    }

    /// The same where what was typed asks for nothing.
    pub fn all_say(self, articles: u32) -> String {
        let a = thousands(articles);
        self.pick(
            format!("没有要找的字，列出全部 {a} 篇。"),
            format!("沒有要找的字，列出全部 {a} 篇。"),
            format!("Nothing to look for: all {}.", self.n_articles(articles)),
        )
    }

    /// The same where what was typed stands nowhere as it is.
    pub fn parts_say(self, q: &str, articles: u32, places: u32) -> String {
        let (a, p) = (thousands(articles), thousands(places));
        self.pick(
            format!("没有一篇写着“{q}”；有其中字词的 {a} 篇，共 {p} 处。"),
            format!("沒有一篇寫着「{q}」；有其中字詞的 {a} 篇，共 {p} 處。"),
            format!("“{q}” stands nowhere as it is; {} have parts of it, {p} in all.", self.n_articles(articles)),
        )
    }

    /// What was searched.
    pub fn searched(self, articles: u32, sentences: u32) -> String {
        let (a, s) = (thousands(articles), thousands(sentences));
        self.pick(
            format!("检索于 {a} 篇 {s} 句"),
            format!("檢索於 {a} 篇 {s} 句"),
            format!("searched {a} articles, {s} sentences"),
        )
    }

    /// What is published beside the reader's own articles.
    pub fn mixed(self, n: u32) -> String {
        let n = self.n_articles(n);
        self.pick(
            format!("另有 {n}不是导入的，也会一并发布；只发布自己的文章，请先“从空白开始”再导入。"),
            format!("另有 {n}不是匯入的，也會一併發佈；只發佈自己的文章，請先「從空白開始」再匯入。"),
            format!("{n} that you did not add will be published too; to publish your own alone, start empty and import them there."),
        )
    }

    /// Why a corpus was not kept: bytes it needs and bytes left, as people read them.
    pub fn no_room(self, need: &str, left: &str) -> String {
        self.pick(
            format!("没能存下：这份语料要 {need}，浏览器给本站的空间只剩 {left}。可在“语料”里删掉不用的，或导出为文件；不存的话，关闭或刷新后就没有了。"),
            format!("沒能存下：這份語料要 {need}，瀏覽器給本站的空間只剩 {left}。可在「語料」裏刪掉不用的，或匯出為檔案；不存的話，關閉或重新整理後就沒有了。"),
            format!("Not kept: this corpus needs {need}, and the browser has {left} left for this site. Delete others under “Corpora” or save it as a file; otherwise it is gone when the page is closed or reloaded."),
        )
    }

    /// Place of a paragraph.
    pub fn nth_paragraph(self, n: u32) -> String {
        match self.0 {
            Lang::En => format!("paragraph {n}"),
            _ => format!("第 {n} 段"),
        }
    }
}

pub use crate::protocol::grouped as thousands;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped() {
        for (n, text) in [(0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567")] {
            assert_eq!(thousands(n), text);
        }
    }

    #[test]
    fn english_has_plurals() {
        assert_eq!(Phrases(Lang::En).n_articles(1), "1 article");
        assert_eq!(Phrases(Lang::En).n_sentences(2), "2 sentences");
        assert_eq!(Phrases(Lang::Hans).evidence(28, 11), "28 句 / 11 篇");
    }
}

/// A number with so many decimals. Made of whole numbers, for formatting fractions takes a tenth of the page's size.
pub(super) fn fixed(x: f64, decimals: u32) -> String {
    if !x.is_finite() {
        return "—".to_owned();
    }
    let unit = 10_u64.pow(decimals);
    let n = (x.abs() * unit as f64).round() as u64;
    let sign = if x < 0.0 && n > 0 { "-" } else { "" };
    let (whole, part) = (n / unit, n % unit);
    if decimals == 0 {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{part:0width$}", width = decimals as usize)
    }
}
