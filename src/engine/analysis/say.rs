//! How a view was reckoned, and why there is nothing to show, in the three languages.

use super::spot::Spots;
use crate::protocol::{
    Collocates, CollocatesAsk, Comparison, Concordance, Dispersion, Keyness, KeynessAsk, Level, Said, Trend, Unit,
    Words, grouped,
};

fn said(hans: impl Into<String>, hant: impl Into<String>, en: impl Into<String>) -> Said {
    [hans.into(), hant.into(), en.into()]
}

fn unit(unit: Unit) -> Said {
    match unit {
        Unit::Day => said("日", "日", "day"),
        Unit::Week => said("周", "週", "week"),
        Unit::Month => said("月", "月", "month"),
        Unit::Year => said("年", "年", "year"),
    }
}

pub(super) fn concordance(view: &Concordance) -> Said {
    let [n, docs, of] = [view.total, view.n_articles, view.of_articles].map(grouped);
    said(
        format!(
            "检索式在 {of} 篇中的全部出现：{docs} 篇，{n} 行。题目与正文都算；词以打包时的分词为准，左右词不越句。"
        ),
        format!(
            "檢索式在 {of} 篇中的全部出現：{docs} 篇，{n} 行。題目與正文都算；詞以打包時的分詞為準，左右詞不越句。"
        ),
        format!(
            "All places of the query in {of} articles: {n} lines in {docs} articles. Titles and bodies; words as cut when packed, neighbours within the sentence."
        ),
    )
}

pub(super) fn dispersion(view: &Dispersion) -> Said {
    let [n, docs, of, words] = [view.total, view.n_articles, view.of_articles, view.of_words].map(grouped);
    said(
        format!(
            "{of} 篇 {words} 词，{docs} 篇中出现 {n} 次。分布偏差 DP = ½Σ|v−s|（Gries 2008），按篇计，0 为最匀；DPnorm = DP/(1−min s)（Lijffijt 与 Gries 2012）。"
        ),
        format!(
            "{of} 篇 {words} 詞，{docs} 篇中出現 {n} 次。分布偏差 DP = ½Σ|v−s|（Gries 2008），按篇計，0 為最勻；DPnorm = DP/(1−min s)（Lijffijt 與 Gries 2012）。"
        ),
        format!(
            "{n} places in {docs} of {of} articles with {words} words. Deviation of proportions DP = ½Σ|v−s| (Gries 2008) over articles, 0 is most even; DPnorm = DP/(1−min s) (Lijffijt and Gries 2012)."
        ),
    )
}

pub(super) fn trend(view: &Trend, of: u32) -> Said {
    let [hans, hant, en] = unit(view.unit);
    let [of, undated] = [of, view.n_undated].map(grouped);
    said(
        format!(
            "{of} 篇按{hans}计，每期分母为该期篇数与词数，没有文章的一期留空；{undated} 篇没有这样精确的日期，不入图。突增：Kleinberg（2002）两态自动机，s = 2，γ = 1，按篇数。"
        ),
        format!(
            "{of} 篇按{hant}計，每期分母為該期篇數與詞數，沒有文章的一期留空；{undated} 篇沒有這樣精確的日期，不入圖。突增：Kleinberg（2002）兩態自動機，s = 2，γ = 1，按篇數。"
        ),
        format!(
            "{of} articles by {en}, over the articles and words of each; periods without articles are gaps; {undated} articles are not dated so exactly and left out. Bursts: two-state automaton of Kleinberg (2002), s = 2, γ = 1, over articles."
        ),
    )
}

pub(super) fn words(view: &Words, length: usize, min: u32) -> Said {
    let [of, docs, types] = [view.of_words, view.of_articles, view.n_types].map(grouped);
    let n = view.stop.len();
    said(
        format!(
            "{docs} 篇 {of} 词，不同的{} {types} 个；至少出现 {min} 次，略去停用词 {n} 个。每百万词以全部词为分母；DP（Gries 2008）按篇计。",
            if length == 1 { "词" } else { "词串" }
        ),
        format!(
            "{docs} 篇 {of} 詞，不同的{} {types} 個；至少出現 {min} 次，略去停用詞 {n} 個。每百萬詞以全部詞為分母；DP（Gries 2008）按篇計。",
            if length == 1 { "詞" } else { "詞串" }
        ),
        format!(
            "{docs} articles, {of} words, {types} different {}; at least {min} times, without {n} stop words. Per million of all words; DP (Gries 2008) over articles.",
            if length == 1 { "ones".to_owned() } else { format!("rows of {length}") }
        ),
    )
}

pub(super) fn collocates(view: &Collocates, ask: &CollocatesAsk) -> Said {
    let [nodes, window, of] = [view.n_nodes, view.of_window, view.of_words].map(grouped);
    let (left, right, min) = (ask.window.left, ask.window.right, ask.min.max(1));
    let across = ask.window.across;
    said(
        format!(
            "{nodes} 处，左 {left} 右 {right} 词{}，窗内 {window} 词，所查文章 {of} 词（检索词除外）；至少共现 {min} 次。期望 E = 窗内词数 × 词频 ÷ 总词数；LL（Dunning 1993），logDice（Rychlý 2008），MI = log₂(O/E)（Church 与 Hanks 1990），t = (O−E)/√O。两处之间的词只算给较近的一处。",
            if across { "" } else { "，不越句" }
        ),
        format!(
            "{nodes} 處，左 {left} 右 {right} 詞{}，窗內 {window} 詞，所查文章 {of} 詞（檢索詞除外）；至少共現 {min} 次。期望 E = 窗內詞數 × 詞頻 ÷ 總詞數；LL（Dunning 1993），logDice（Rychlý 2008），MI = log₂(O/E)（Church 與 Hanks 1990），t = (O−E)/√O。兩處之間的詞只算給較近的一處。",
            if across { "" } else { "，不越句" }
        ),
        format!(
            "{nodes} places, {left} words before and {right} after{}, {window} words in windows of {of} searched (without the places); at least {min} together. Expected E = words in windows × frequency ÷ words; LL (Dunning 1993), logDice (Rychlý 2008), MI = log₂(O/E) (Church and Hanks 1990), t = (O−E)/√O. A word between two places counts for the nearer.",
            if across { "" } else { " within the sentence" }
        ),
    )
}

pub(super) fn keyness(view: &Keyness, ask: &KeynessAsk) -> Said {
    let [a, b] = view.of_words.map(grouped);
    let [da, db] = view.of_articles.map(grouped);
    let (types, cutoff, min) = (grouped(view.n_types), view.cutoff, ask.min.max(1));
    let [hans, hant, en] = match ask.level {
        Level::Bic => said("BIC ≥ 2（Wilson 2013）", "BIC ≥ 2（Wilson 2013）", "BIC ≥ 2 (Wilson 2013)"),
        Level::Bonferroni => {
            said("p < 0.05，Bonferroni 校正", "p < 0.05，Bonferroni 校正", "p < 0.05 after Bonferroni")
        }
        Level::All => said("不设门槛", "不設門檻", "no threshold"),
        level => {
            let p = level.name();
            said(format!("p < {p}"), format!("p < {p}"), format!("p < {p}"))
        }
    };
    said(
        format!(
            "{da} 篇 {a} 词对 {db} 篇 {b} 词，比较 {types} 个词（合计至少 {min} 次）。LL（Rayson 与 Garside 2000）≥ {cutoff:.2}：{hans}；log ratio（Hardie 2014），一方没有时按 0.5 次算。"
        ),
        format!(
            "{da} 篇 {a} 詞對 {db} 篇 {b} 詞，比較 {types} 個詞（合計至少 {min} 次）。LL（Rayson 與 Garside 2000）≥ {cutoff:.2}：{hant}；log ratio（Hardie 2014），一方沒有時按 0.5 次算。"
        ),
        format!(
            "{da} articles with {a} words against {db} with {b}, {types} words compared (at least {min} times in all). LL (Rayson and Garside 2000) ≥ {cutoff:.2}: {en}; log ratio (Hardie 2014), none counts as half a time."
        ),
    )
}

pub(super) fn comparison(view: &Comparison) -> Said {
    let [a, b] = view.words.of_articles.map(grouped);
    let cutoff = view.words.cutoff;
    said(
        format!(
            "{a} 篇对 {b} 篇。用词：LL ≥ {cutoff:.2} 与 log ratio；主题、名称、数字按句计。各一篇时逐句对齐：字对的 Dice 系数至少 0.4，总和最大。"
        ),
        format!(
            "{a} 篇對 {b} 篇。用詞：LL ≥ {cutoff:.2} 與 log ratio；主題、名稱、數字按句計。各一篇時逐句對齊：字對的 Dice 係數至少 0.4，總和最大。"
        ),
        format!(
            "{a} articles against {b}. Words: LL ≥ {cutoff:.2} and log ratio; themes, names and figures by sentences. One article each: sentences aligned for the greatest sum of Dice coefficients of character pairs, each at least 0.4."
        ),
    )
}

pub(super) fn story() -> Said {
    said(
        "转载（打包时查出的近重复）与同有两个以上少见名称的文章，按日期排列；地名不算。",
        "轉載（打包時查出的近重複）與同有兩個以上少見名稱的文章，按日期排列；地名不算。",
        "Reprints (near-duplicates found when packed) and articles that share two or more rare names, by date; places do not count.",
    )
}

/// Why there are no places, or others than might be expected.
pub(super) fn nothing(total: u32, spots: &Spots) -> Vec<Said> {
    if total > 0 && spots.is_cut {
        return vec![said(
            "没有整串写成这样的，所列是其中各词的出现。",
            "沒有整串寫成這樣的，所列是其中各詞的出現。",
            "Nothing is written so as a whole: these are the places of its words.",
        )];
    }
    if total > 0 {
        return Vec::new();
    }
    let remark = if spots.searched.is_empty() {
        said(
            "筛选后没有文章：请放宽筛选。",
            "篩選後沒有文章：請放寬篩選。",
            "No article is left by the filters: widen them.",
        )
    } else if spots.has_text {
        said(
            "所查文章里没有这个词：换一个说法，或放宽筛选。",
            "所查文章裏沒有這個詞：換一個說法，或放寬篩選。",
            "The articles searched do not have it: try another wording, or widen the filters.",
        )
    } else {
        said(
            "还没有要查的词：请输入一个词。",
            "還沒有要查的詞：請輸入一個詞。",
            "There is no word to look for yet: type one.",
        )
    };
    vec![remark]
}

pub(super) fn no_words(articles: u32) -> Said {
    if articles == 0 {
        return said(
            "筛选后没有文章：请放宽筛选。",
            "篩選後沒有文章：請放寬篩選。",
            "No article is left by the filters: widen them.",
        );
    }
    said(
        "没有合条件的词：请降低最少次数，或改停用词。",
        "沒有合條件的詞：請降低最少次數，或改停用詞。",
        "No word meets the conditions: lower the minimum, or change the stop words.",
    )
}

pub(super) fn no_tags() -> Said {
    said(
        "词典还没有载入，不知道词性，没有按词性挑选。",
        "詞典還沒有載入，不知道詞性，沒有按詞性挑選。",
        "The lexicon is not loaded, so parts of speech are not known and were not used.",
    )
}

pub(super) fn no_company() -> Said {
    said(
        "没有够次数的搭配词：请降低最少次数，或放宽窗口。",
        "沒有夠次數的搭配詞：請降低最少次數，或放寬窗口。",
        "No word keeps it company often enough: lower the minimum, or widen the window.",
    )
}

pub(super) fn no_rest() -> Said {
    said(
        "现在是全部文章，没有其余的可对照：请先检索或筛选，或在“与什么对照”里写一边。",
        "現在是全部文章，沒有其餘的可對照：請先檢索或篩選，或在「與什麼對照」裏寫一邊。",
        "These are all articles, so there are no others to hold them against: search or filter first, or say against what.",
    )
}

pub(super) fn no_side() -> Said {
    said(
        "有一边没有文章：请放宽那边的筛选。",
        "有一邊沒有文章：請放寬那邊的篩選。",
        "One side has no article: widen its filters.",
    )
}

pub(super) fn no_difference() -> Said {
    said(
        "没有过门槛的词：两边用词相近，或文字太少。",
        "沒有過門檻的詞：兩邊用詞相近，或文字太少。",
        "No word passes the threshold: the sides are alike, or too short.",
    )
}

pub(super) fn overlap(n: u32) -> Said {
    let n = grouped(n);
    said(
        format!("有 {n} 篇两边都算，差别会显得小些。"),
        format!("有 {n} 篇兩邊都算，差別會顯得小些。"),
        format!("{n} articles are on both sides, which makes differences look smaller."),
    )
}

pub(super) fn too_many_terms(n: usize) -> Said {
    said(
        format!("一次画 {n} 个词，后面的略去了。"),
        format!("一次畫 {n} 個詞，後面的略去了。"),
        format!("{n} terms are drawn at once; those after them were left out."),
    )
}

pub(super) fn coarser(to: Unit) -> Said {
    let [hans, hant, en] = unit(to);
    said(
        format!("时间太长，改按{hans}计。"),
        format!("時間太長，改按{hant}計。"),
        format!("So long a time is shown by {en}."),
    )
}

pub(super) fn no_figures(most: usize) -> Said {
    said(
        format!("每边不超过 {most} 篇才逐一比较数字。"),
        format!("每邊不超過 {most} 篇才逐一比較數字。"),
        format!("Figures are compared one by one for no more than {most} articles a side."),
    )
}

pub(super) fn no_article(id: &str) -> Said {
    said(format!("没有“{id}”这一篇。"), format!("沒有「{id}」這一篇。"), format!("There is no article `{id}`."))
}

pub(super) fn no_story() -> Said {
    said(
        "没有找到转载，也没有同名的后续。",
        "沒有找到轉載，也沒有同名的後續。",
        "Neither reprints nor articles with the same names were found.",
    )
}
