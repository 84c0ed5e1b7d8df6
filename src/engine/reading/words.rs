//! What ways of reading say, in three languages.

catalogue! {
    type_a_word: "先在检索框里写一个词，再看它的上下文、分布与搭配。", "先在檢索框裏寫一個詞，再看它的上下文、分佈與搭配。", "Type a word in the search box first: its lines, spread and company are shown here.";
    nothing_read: "这里没有可列的。", "這裏沒有可列的。", "Nothing to list here.";
    show_more: "再看一些", "再看一些", "Show more";
    save_csv: "存为 CSV", "存為 CSV", "Save as CSV";
    keep_view: "记下这一视图", "記下這一視圖", "Keep this view";
    order: "排序", "排序", "Order";
    measure: "计法", "計法", "Measure";
    // What can be changed
    terms: "比较的词", "比較的詞", "Terms";
    terms_hint: "用逗号隔开，如：氢能，风电+光伏，theme:green", "用逗號隔開，如：氫能，風電+光伏，theme:green", "with commas: 氢能, 风电+光伏, theme:green";
    span: "左右各几词", "左右各幾詞", "Words on either side";
    min: "至少几次", "至少幾次", "At least";
    stop: "略去的词", "略去的詞", "Words left out";
    stop_hint: "不写用自带词表，写“-”都不略去", "不寫用自帶詞表，寫「-」都不略去", "nothing: the usual list; “-”: none";
    against: "与什么对照", "與什麼對照", "Against";
    side_hint: "其余文章；或 place:吉林省、2023..2024、一个词", "其餘文章；或 place:吉林省、2023..2024、一個詞", "the rest; or place:吉林省, 2023..2024, a word";
    holds: "含有", "含有", "Holding";
    tag: "词性", "詞性", "Class";
    from: "从", "從", "From";
    to: "到", "到", "To";
    // Lines
    lines: "行", "行", "lines";
    shown_as: "显示", "顯示", "Shown as";
    near_it: "近旁有", "近旁有", "near";
    take_off: "去掉条件：", "去掉條件：", "Take off:";
    other_groups: "其他", "其他", "Others:";
    over_time: "在时间上的分布", "在時間上的分佈", "Over time";
    every_theme: "不限", "不限", "any";
    of_theme: "主题用语", "主題用語", "Terms of";
    of_usual: "字典里没有、在这批文章里却成词的字串，按把握大小排列；在“词典”里采用后，全部文章重新分词。", "字典裏沒有、在這批文章裏卻成詞的字串，按把握大小排列；在「詞典」裏採用後，全部文章重新分詞。", "Strings that the dictionary lacks and that behave like words in these articles, the surest first. Taken up under “Words”, all articles are cut anew.";
    first_in: "首见", "首見", "First in";
    cut_now: "现切作", "現切作", "Cut now";
    stop_change: "点一个词即不再略去；在上面的格里写“+词”另加，写“-词”保留。", "點一個詞即不再略去；在上面的格裏寫「+詞」另加，寫「-詞」保留。", "Click a word to count it again. In the field above “+word” leaves out one more, “-word” one fewer.";
    // Tables
    word: "词", "詞", "Word";
    times: "次", "次", "times";
    before_it: "左", "左", "before";
    after_it: "右", "右", "after";
    all: "共", "共", "in all";
    per_million: "每百万词", "每百萬詞", "per million";
    in_articles: "篇数", "篇數", "articles";
    here: "这些", "這些", "these";
    there: "其余", "其餘", "others";
    more_here: "这些文章里更多的词", "這些文章裏更多的詞", "More in these articles";
    more_there: "其余文章里更多的词", "其餘文章裏更多的詞", "More in the others";
    company: "常在一起的词", "常在一起的詞", "What keeps it company";
    // Trend
    date: "日期", "日期", "Date";
    burst: "突增", "突增", "burst";
    undated: "没有日期的文章", "沒有日期的文章", "articles without a date";
    all_articles: "全部文章", "全部文章", "all articles";
    trend_share: "每期有它的篇数占该期全部篇数", "每期有它的篇數佔該期全部篇數", "Share of each period's articles that have it";
    trend_count: "每期出现的次数", "每期出現的次數", "Times in each period";
    brush: "在图上横拖，或填起止日期，即只看这一段", "在圖上橫拖，或填起止日期，即只看這一段", "Drag across the picture, or fill in dates, to keep to a span";
    // Compare
    this_side: "这些文章", "這些文章", "These articles";
    rest_side: "其余文章", "其餘文章", "All others";
    first_side: "一边", "一邊", "One side";
    second_side: "另一边", "另一邊", "The other";
    side_field_hint: "place:吉林省、source:新华社、2024、一个词；筛选对两边都算，只有说同一件事的那一项由各边自己定", "place:吉林省、source:新華社、2024、一個詞；篩選對兩邊都算，只有說同一件事的那一項由各邊自己定", "place:吉林省, source:新华社, 2024, a word. Filters hold for both sides, but for what a side says itself.";
    choose_side: "选一个地点、来源、年份或主题，与别的对照；两篇文章的对照从文章页进入。", "選一個地點、來源、年份或主題，與別的對照；兩篇文章的對照從文章頁進入。", "Choose a place, a source, a year or a theme to hold beside others; two articles are compared from an article's page.";
    swap: "互换两边", "互換兩邊", "Swap the sides";
    themes: "主题", "主題", "Themes";
    names: "名称", "名稱", "Names";
    figures: "数字", "數字", "Figures";
    typical: "各自的用词", "各自的用詞", "Words of either side";
    wording: "怎样说", "怎樣說", "How it is said:";
    wording_of: "搭配的词与例句", "搭配的詞與例句", "company and sentences";
    only_first: "只在前者", "只在前者", "only in the first";
    only_second: "只在后者", "只在後者", "only in the second";
    both: "两边都有", "兩邊都有", "on both sides";
    aligned: "逐句对照", "逐句對照", "Sentence by sentence";
    kept: "句未改", "句未改", "sentences unchanged";
    changed: "有改", "有改", "changed";
    added: "新增", "新增", "added";
    removed: "删去", "刪去", "removed";
    aligned_note: "［＋ ＋］内为新增，［－ －］内为删去", "［＋ ＋］內為新增，［－ －］內為刪去", "[+ +] is new, [- -] is gone";
    unlike: "两篇没有相近的句子，不像同一文字的两稿。", "兩篇沒有相近的句子，不像同一文字的兩稿。", "No sentence of one is like one of the other: these are no two versions of a text.";
    none: "未注明", "未註明", "not stated";
    theme: "主题", "主題", "Theme";
    place: "地点", "地點", "Place";
    source: "来源", "來源", "Source";
    year: "年份", "年份", "Year";
    // Story
    this_article: "本篇", "本篇", "this article";
    reprint: "转载", "轉載", "reprint";
    follow: "同题", "同題", "on the same";
    compare_it: "对照", "對照", "Compare";
    shared_names: "共有的名称", "共有的名稱", "Names in common";
}

impl Words {
    /// The name of a choice of what is asked: parts of speech by their tags, else as [`Words::choice`].
    pub(super) fn choice_of(&self, name: &str, choice: &str) -> &'static str {
        if name != "tag" {
            return self.choice(choice);
        }
        self.of_three(match choice {
            "n" => ["名词", "名詞", "nouns"],
            "v" => ["动词", "動詞", "verbs"],
            "a" => ["形容词", "形容詞", "adjectives"],
            "ns" => ["地名", "地名", "places"],
            "nt" => ["机构名", "機構名", "organisations"],
            "nr" => ["人名", "人名", "people"],
            "nz" => ["其他专名", "其他專名", "other names"],
            _ => ["不限", "不限", "any"],
        })
    }

    /// The name of an order, a measure or a unit as addresses have it.
    pub(super) fn choice(&self, choice: &str) -> &'static str {
        let names: [&'static str; 3] = match choice {
            "date" => ["由新到旧", "由新到舊", "newest"],
            "oldest" => ["由旧到新", "由舊到新", "oldest"],
            "l1" => ["左一词", "左一詞", "1st left"],
            "l2" => ["左二词", "左二詞", "2nd left"],
            "l3" => ["左三词", "左三詞", "3rd left"],
            "r1" => ["右一词", "右一詞", "1st right"],
            "r2" => ["右二词", "右二詞", "2nd right"],
            "r3" => ["右三词", "右三詞", "3rd right"],
            "line" => ["逐行", "逐行", "lines"],
            "sentence" => ["整句", "整句", "whole sentences"],
            "new" => ["新词", "新詞", "new words"],
            "source" => ["来源", "來源", "source"],
            "article" => ["篇名", "篇名", "title"],
            "fit" => ["自动", "自動", "automatic"],
            "day" => ["日", "日", "day"],
            "week" => ["周", "週", "week"],
            "month" => ["月", "月", "month"],
            "year" => ["年", "年", "year"],
            "ll" => ["对数似然 LL", "對數似然 LL", "log-likelihood"],
            "ratio" => ["比值 log ratio", "比值 log ratio", "log ratio"],
            "count" => ["次数", "次數", "count"],
            "articles" => ["篇数", "篇數", "articles"],
            "even" => ["最匀", "最勻", "most even"],
            "uneven" => ["最集中", "最集中", "least even"],
            "2" => ["两词连用", "兩詞連用", "two words"],
            "3" => ["三词连用", "三詞連用", "three words"],
            "share" => ["篇数占比", "篇數佔比", "share of articles"],
            "n" => ["次数", "次數", "times"],
            "logdice" => ["logDice"; 3],
            "mi" => ["MI"; 3],
            "t" => ["t"; 3],
            // Kinds of names and statuses of figures.
            "place" => ["地点", "地點", "place"],
            "org" => ["机构", "機構", "organisation"],
            "person" => ["人物", "人物", "person"],
            "project" => ["项目", "項目", "project"],
            "park" => ["园区", "園區", "park"],
            "brand" => ["品牌", "品牌", "brand"],
            "site" => ["景点", "景點", "site"],
            "scheme" => ["提法", "提法", "scheme"],
            "target" => ["目标", "目標", "target"],
            "achieved" => ["已实现", "已實現", "achieved"],
            _ => [""; 3],
        };
        self.of_three(names)
    }

    /// The one in the language of these words.
    fn of_three(&self, names: [&'static str; 3]) -> &'static str {
        let at = WORDS.iter().position(|words| std::ptr::eq(words, self)).unwrap_or_default();
        names.get(at).copied().unwrap_or_default()
    }
}
