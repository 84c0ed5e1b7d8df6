//! The method note of a corpus: what was done to its texts, what is counted and how, with which versions; for the
//! notes of a paper, and beside a published explorer.

use super::analysis;
use crate::corpus::{Corpus, Notes, pack};
use crate::index::rank;
use crate::protocol::{BUILD_ID, Lang, Window, grouped};
use crate::text::UserDictionary;

/// Words of a list that are named; of longer ones the number and the first.
const NAMED: usize = 400;

/// A heading and its text, in a language.
type Part = (String, String);

/// The note of a corpus, part by part.
pub fn note(corpus: &Corpus, lang: Lang) -> Vec<Part> {
    let pick = |[hans, hant, en]: [String; 3]| match lang {
        Lang::Hans => hans,
        Lang::Hant => hant,
        Lang::En => en,
    };
    let part = |name: [&str; 3], text: [String; 3]| (pick(name.map(str::to_owned)), pick(text));
    vec![
        part(["语料", "語料", "Corpus"], about(corpus)),
        part(["文字修复", "文字修復", "Repair"], repairs(corpus)),
        part(["切词", "切詞", "Words"], words(corpus, lang)),
        part(["检索与排序", "檢索與排序", "Search and order"], search()),
        part(["重复文章", "重複文章", "Near-duplicates"], twins(corpus)),
        part(["主题", "主題", "Themes"], themes(corpus, lang)),
        part(["计数与统计", "計數與統計", "Counts and statistics"], statistics()),
        part(
            ["略去的词", "略去的詞", "Words left out of lists"],
            [(); 3].map(|()| listed(&analysis::stop_words(), lang)),
        ),
        part(["版本", "版本", "Versions"], versions()),
    ]
}

/// The note as text: headings, and their paragraphs below them.
pub fn text(corpus: &Corpus, lang: Lang) -> String {
    let parts = note(corpus, lang).into_iter().map(|(name, text)| format!("{name}\n{text}\n"));
    parts.collect::<Vec<_>>().join("\n")
}

fn listed(words: &[String], lang: Lang) -> String {
    let mark = if lang == Lang::En { ", " } else { "、" };
    let mut out = words.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(mark);
    if words.len() > NAMED {
        out.push('…');
    }
    out
}

fn about(corpus: &Corpus) -> [String; 3] {
    let dates = corpus.facets().days.iter().filter(|(low, _)| *low > 0).count();
    let (a, s, c) = (grouped(corpus.n_articles()), grouped(corpus.n_sentences()), corpus.n_chars());
    let undated = grouped(corpus.n_articles().saturating_sub(dates as u32));
    let name = corpus.name();
    [
        format!("{name}：{a} 篇，{s} 句，正文 {c} 字（含标点）；没有日期的 {undated} 篇不计入按时间的统计。"),
        format!("{name}：{a} 篇，{s} 句，正文 {c} 字（含標點）；沒有日期的 {undated} 篇不計入按時間的統計。"),
        format!(
            "{name}: {a} articles, {s} sentences, {c} characters of text with punctuation; the {undated} articles without a date are not in counts over time."
        ),
    ]
}

fn repairs(corpus: &Corpus) -> [String; 3] {
    let (mut n, mut doubtful) = (0_u32, 0_u32);
    for doc in 0..corpus.n_articles() {
        for repair in corpus.repairs(doc) {
            n += 1;
            doubtful += u32::from(!repair.certain);
        }
    }
    let (n, doubtful) = (grouped(n), grouped(doubtful));
    [
        format!(
            "收录时修复了抓取造成的损坏（错解的编码、夹在字间的拼音、丢失的字节、断行与多余的空白），共 {n} 处，其中存疑 {doubtful} 处；每一处都列在文章旁，可对照原样。"
        ),
        format!(
            "收錄時修復了抓取造成的損壞（錯解的編碼、夾在字間的拼音、遺失的位元組、斷行與多餘的空白），共 {n} 處，其中存疑 {doubtful} 處；每一處都列在文章旁，可對照原樣。"
        ),
        format!(
            "Damage of scraping (wrong decodings, pinyin between characters, lost bytes, broken lines, blanks) was repaired when articles were taken in: {n} repairs, {doubtful} of them doubtful; each is listed beside its article with what stood there."
        ),
    ]
}

fn words(corpus: &Corpus, lang: Lang) -> [String; 3] {
    // Comments and blank lines are the reader's.
    let own = UserDictionary::of_lines(corpus.user_words().iter().map(String::as_str)).lines();
    let mut said = [
        "词由 jieba-rs 切分：词典取自 jieba，词频低于 10 的条目不用，另补近年的词，不用 HMM；数字、日期、带字母的词先行认出；繁体先折成简体再切。索引、检索与统计用同一次切分。".to_owned(),
        "詞由 jieba-rs 切分：詞典取自 jieba，詞頻低於 10 的條目不用，另補近年的詞，不用 HMM；數字、日期、帶字母的詞先行認出；繁體先折成簡體再切。索引、檢索與統計用同一次切分。".to_owned(),
        "Words are cut by jieba-rs with jieba's dictionary without entries of frequency under 10, with words of recent years added, and without HMM; numbers, dates and words with letters are found first; Traditional text is folded to Simplified before. Index, search and statistics use the same cut.".to_owned(),
    ];
    if !own.is_empty() {
        let n = grouped(own.len() as u32);
        let list = listed(&own, lang);
        let more = [
            format!("自己的词 {n} 条：{list}"),
            format!("自己的詞 {n} 條：{list}"),
            format!(" Own words, {n}: {list}"),
        ];
        said.iter_mut().zip(more).for_each(|(said, more)| said.push_str(&more));
    }
    said
}

fn search() -> [String; 3] {
    let (k1, b, title) = (rank::K1, rank::B, rank::TITLE);
    [
        format!(
            "按字与字对取候选，逐一在原文中核对，所以任何字串都能找到，不论是否成词；简繁、全半角、大小写折叠后比较。先分层（原样、异体、相邻、全有、部分、拼音），层内按 BM25F 排序（k1 {k1}，b {b}，标题权重 {title}）。"
        ),
        format!(
            "按字與字對取候選，逐一在原文中核對，所以任何字串都能找到，不論是否成詞；簡繁、全半形、大小寫折疊後比較。先分層（原樣、異體、相鄰、全有、部分、拼音），層內按 BM25F 排序（k1 {k1}，b {b}，標題權重 {title}）。"
        ),
        format!(
            "Characters and pairs of them give candidates, each verified in the text, so that any string is found, word or not; script, width and letter case are folded. Hits stand in tiers (as typed, other script, near, all words, some words, pinyin), within a tier by BM25F (k1 {k1}, b {b}, title weight {title})."
        ),
    ]
}

fn twins(corpus: &Corpus) -> [String; 3] {
    let n = grouped(corpus.twins().n_groups());
    [
        format!(
            "两篇的分句（按长度加权）八成以上相同、日期相距不超过 31 天的，视为转载，检索结果里合在一处；这里有 {n} 组。总数仍逐篇计。"
        ),
        format!(
            "兩篇的分句（按長度加權）八成以上相同、日期相距不超過 31 天的，視為轉載，檢索結果裏合在一處；這裏有 {n} 組。總數仍逐篇計。"
        ),
        format!(
            "Articles that share 80 % of their clauses by length, dated within 31 days, count as reprints and stand together among the hits: {n} groups here. Totals count each article."
        ),
    ]
}

fn themes(corpus: &Corpus, lang: Lang) -> [String; 3] {
    let notes = Notes::open(corpus.pack());
    let names = notes.definitions().iter().map(|theme| {
        let name = corpus.themes().iter().find(|info| info.id == theme.id).map_or("", |info| lang.pick(&info.names));
        format!("{name} ({}, ≥ {})", theme.id, theme.threshold)
    });
    let names = names.collect::<Vec<_>>().join(if lang == Lang::En { ", " } else { "、" });
    if names.is_empty() {
        return ["没有主题定义。", "沒有主題定義。", "There are no theme definitions."].map(str::to_owned);
    }
    [
        format!(
            "主题由可编辑的词表定义，逐句计分：词语计满分，提示词计半分、与语境词同在一分句时计满分，例外与他类词扣减；达到门槛的句子才算。门槛：{names}。图中每个数都是句数，可点开逐句核对；数额照原文引用，从不相加。"
        ),
        format!(
            "主題由可編輯的詞表定義，逐句計分：詞語計滿分，提示詞計半分、與語境詞同在一分句時計滿分，例外與他類詞扣減；達到門檻的句子才算。門檻：{names}。圖中每個數都是句數，可點開逐句核對；數額照原文引用，從不相加。"
        ),
        format!(
            "Themes are editable lists of terms; each sentence is scored (terms count in full, hints half, or in full beside a context word; exclusions and words of other subjects take away) and belongs to a theme from its threshold on: {names}. Every number in a picture is a number of sentences that can be opened; figures are quoted and never added up."
        ),
    ]
}

fn statistics() -> [String; 3] {
    let Window { left, right, .. } = Window::default();
    [
        format!(
            "搭配：默认取左 {left} 词、右 {right} 词，不跨句；对数似然（Dunning 1993）与 logDice（Rychlý 2008）。特征词：所选文章与其余文章之比，对数似然并给出效应大小。走势：每月（或年、日）的篇数，旁注分母。各表的实际设置写在表下和导出的文件里。"
        ),
        format!(
            "搭配：預設取左 {left} 詞、右 {right} 詞，不跨句；對數似然（Dunning 1993）與 logDice（Rychlý 2008）。特徵詞：所選文章與其餘文章之比，對數似然並給出效應大小。走勢：每月（或年、日）的篇數，旁注分母。各表的實際設定寫在表下和匯出的檔案裏。"
        ),
        format!(
            "Collocates: by default {left} words to the left and {right} to the right within the sentence; log-likelihood (Dunning 1993) and logDice (Rychlý 2008). Keywords: the chosen articles against the others, log-likelihood with effect size. Trends: articles per month (or year, day) with the denominator beside them. The settings of each table stand below it and in its file."
        ),
    ]
}

fn versions() -> [String; 3] {
    [(); 3].map(|()| format!("Wenlan {BUILD_ID}; .wenlan {}; jieba-rs 0.11", pack::VERSION))
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use crate::corpus::{Article, BuildOptions, build};
    use crate::protocol::ArticleMeta;
    use crate::text::Lexicon;

    #[test]
    fn the_note_names_corpus_words_and_versions() {
        let mut lexicon = Lexicon::open(include_bytes!("../../data/lexicon.bin")).unwrap();
        let own = UserDictionary::parse("石拱桥面\n");
        lexicon.apply(&own);
        let article = Article {
            meta: ArticleMeta { id: "a".into(), title: "石桥".into(), ..ArticleMeta::default() },
            body: "村口的石拱桥面修好了。".into(),
            repairs: Vec::new(),
        };
        let options = BuildOptions { name: "河口".into(), user_words: own.lines() };
        let corpus = Corpus::open(build(vec![article], &lexicon, &options, &mut (), &mut |_| {})).unwrap();
        for lang in Lang::ALL {
            let text = text(&corpus, lang);
            assert_eq!(note(&corpus, lang).len(), 9);
            assert!(text.contains("河口") && text.contains("石拱桥面") && text.contains(BUILD_ID), "{text}");
            assert!(text.contains("因为") && text.contains("31") && text.contains("1.2"), "{text}");
        }
    }
}
