//! A view as a table, for the page's table twin and for files.

use crate::draw::table::csv;
use crate::protocol::{Analysis, AnalysisView, CellKind, Change, Lang, Sheet};

/// Names of columns: as they are asked for here, and in zh-Hans, zh-Hant, English.
const HEADS: [(&str, [&str; 3]); 44] = [
    ("article", ["篇号", "篇號", "article"]),
    ("title", ["题目", "題目", "title"]),
    ("date", ["日期", "日期", "date"]),
    ("source", ["来源", "來源", "source"]),
    ("left", ["左", "左", "left"]),
    ("key", ["检索词", "檢索詞", "key"]),
    ("right", ["右", "右", "right"]),
    ("start", ["起", "起", "start"]),
    ("end", ["止", "止", "end"]),
    ("part", ["所在", "所在", "part"]),
    ("n", ["次数", "次數", "times"]),
    ("n_articles", ["篇数", "篇數", "articles"]),
    ("of_articles", ["总篇数", "總篇數", "articles searched"]),
    ("of_words", ["总词数", "總詞數", "words searched"]),
    ("n_words", ["词数", "詞數", "words"]),
    ("at", ["位置（0—1）", "位置（0—1）", "positions (0-1)"]),
    ("period", ["时期", "時期", "period"]),
    ("term", ["词", "詞", "term"]),
    ("share", ["篇数占比 %", "篇數佔比 %", "share of articles %"]),
    ("per_million", ["每百万词", "每百萬詞", "per million"]),
    ("burst", ["突增", "突增", "burst"]),
    ("word", ["词", "詞", "word"]),
    ("tag", ["词性", "詞性", "part of speech"]),
    ("dp", ["DP", "DP", "DP"]),
    ("n_left", ["左", "左", "before"]),
    ("n_right", ["右", "右", "after"]),
    ("of", ["总次数", "總次數", "in all"]),
    ("expected", ["期望", "期望", "expected"]),
    ("ll", ["LL", "LL", "LL"]),
    ("logdice", ["logDice", "logDice", "logDice"]),
    ("mi", ["MI", "MI", "MI"]),
    ("t", ["t", "t", "t"]),
    ("side", ["边", "邊", "side"]),
    ("n_1", ["次数 1", "次數 1", "times 1"]),
    ("n_2", ["次数 2", "次數 2", "times 2"]),
    ("per_million_1", ["每百万词 1", "每百萬詞 1", "per million 1"]),
    ("per_million_2", ["每百万词 2", "每百萬詞 2", "per million 2"]),
    ("log_ratio", ["log ratio", "log ratio", "log ratio"]),
    ("bic", ["BIC", "BIC", "BIC"]),
    ("list", ["栏目", "欄目", "list"]),
    ("label", ["项目", "項目", "item"]),
    ("kind", ["类", "類", "kind"]),
    ("text", ["文字", "文字", "text"]),
    ("shared", ["共有名称", "共有名稱", "names in common"]),
];

/// Columns that hold words; all others hold numbers.
const TEXT: [&str; 19] = [
    "article", "title", "date", "source", "left", "key", "right", "part", "at", "period", "term", "burst", "word",
    "tag", "side", "list", "label", "kind", "text",
];

/// Words that stand in cells, in the three languages.
fn cell(name: &str, lang: Lang) -> String {
    let words: [&str; 3] = match name {
        "title" => ["题目", "題目", "title"],
        "body" => ["正文", "正文", "body"],
        "words" => ["用词", "用詞", "words"],
        "themes" => ["主题", "主題", "themes"],
        "names" => ["名称", "名稱", "names"],
        "figures" => ["数字", "數字", "figures"],
        "sentences" => ["句子", "句子", "sentences"],
        "kept" => ["未改", "未改", "kept"],
        "changed" => ["有改", "有改", "changed"],
        "added" => ["新增", "新增", "added"],
        "removed" => ["删去", "刪去", "removed"],
        "self" => ["本篇", "本篇", "this article"],
        "reprint" => ["转载", "轉載", "reprint"],
        "follow" => ["后续", "後續", "follow-up"],
        other => return other.to_owned(),
    };
    words[lang.index()].to_owned()
}

struct Maker {
    lang: Lang,
    columns: Vec<&'static str>,
    rows: Vec<(Vec<String>, String)>,
}

impl Maker {
    fn row(&mut self, cells: Vec<String>) {
        self.rows.push((cells, String::new()));
    }

    fn finish(self) -> Sheet {
        let head = |name: &&str| {
            let words = HEADS.iter().find(|(other, _)| other == name).map_or("", |(_, words)| words[self.lang.index()]);
            let kind = if TEXT.contains(name) || *name == "shared" { CellKind::Text } else { CellKind::Number };
            (words.to_owned(), kind)
        };
        Sheet { head: self.columns.iter().map(head).collect(), rows: self.rows }
    }
}

fn number(n: f64) -> String {
    format!("{n:.4}").trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A view as a table.
pub fn sheet(analysis: &Analysis, lang: Lang) -> Sheet {
    let mut maker = Maker { lang, columns: Vec::new(), rows: Vec::new() };
    match &analysis.view {
        AnalysisView::Concordance(view) => {
            maker.columns = vec!["article", "title", "date", "source", "part", "start", "end", "left", "key", "right"];
            for line in &view.lines {
                let part = cell(if line.in_title { "title" } else { "body" }, lang);
                let (start, end) = line.chars;
                maker.row(vec![
                    line.article.clone(),
                    line.title.clone(),
                    line.date.clone(),
                    line.source.clone(),
                    part,
                    start.to_string(),
                    end.to_string(),
                    line.left.clone(),
                    line.key.clone(),
                    line.right.clone(),
                ]);
            }
        }
        AnalysisView::Dispersion(view) => {
            maker.columns = vec!["article", "title", "date", "n", "n_words", "per_million", "at"];
            for row in &view.articles {
                let at: Vec<String> = row.at.iter().map(|at| format!("{at:.3}")).collect();
                maker.row(vec![
                    row.article.clone(),
                    row.title.clone(),
                    row.date.clone(),
                    row.n.to_string(),
                    row.n_words.to_string(),
                    number(super::frequency::per_million(row.n, row.n_words)),
                    at.join(" "),
                ]);
            }
        }
        AnalysisView::Trend(view) => {
            maker.columns =
                vec!["term", "period", "n", "n_articles", "of_articles", "of_words", "share", "per_million", "burst"];
            for series in &view.series {
                for ((at, period), point) in (0u32..).zip(&view.periods).zip(&series.points) {
                    let Some(point) = point else { continue };
                    let in_burst = series.bursts.iter().any(|burst| (burst.first..=burst.last).contains(&at));
                    let share = f64::from(point.n_articles) * 100.0 / f64::from(period.of_articles.max(1));
                    maker.row(vec![
                        series.label.clone(),
                        period.name.clone(),
                        point.n.to_string(),
                        point.n_articles.to_string(),
                        period.of_articles.to_string(),
                        period.of_words.to_string(),
                        number(share),
                        number(super::frequency::per_million(point.n, period.of_words)),
                        if in_burst { "1" } else { "" }.to_owned(),
                    ]);
                }
            }
        }
        AnalysisView::Words(view) => {
            maker.columns = vec!["word", "tag", "n", "per_million", "n_articles", "dp"];
            for row in &view.rows {
                maker.row(vec![
                    row.words.join(" "),
                    row.tag.clone(),
                    row.n.to_string(),
                    number(row.per_million),
                    row.n_articles.to_string(),
                    number(row.dp),
                ]);
            }
        }
        AnalysisView::Collocates(view) => {
            maker.columns =
                vec!["word", "n", "n_left", "n_right", "n_articles", "of", "expected", "ll", "logdice", "mi", "t"];
            for row in &view.rows {
                let counts = [row.n, row.n_left, row.n_right, row.n_articles, row.of].map(|n| n.to_string());
                let scores = [row.expected, row.likelihood, row.log_dice, row.mi, row.t].map(number);
                maker.row([vec![row.word.clone()], counts.to_vec(), scores.to_vec()].concat());
            }
        }
        AnalysisView::Keyness(view) => key_rows(&mut maker, view),
        AnalysisView::Compare(view) => {
            maker.columns = vec!["list", "label", "kind", "n_1", "n_2", "text", "ll", "log_ratio"];
            let none = || [String::new(), String::new()];
            for (side, rows) in [("1", &view.words.more), ("2", &view.words.less)] {
                for row in rows {
                    let [a, b] = row.n.map(|n| n.to_string());
                    let of = [number(row.likelihood), number(row.log_ratio)];
                    let cells = vec![cell("words", lang), row.word.clone(), side.to_owned(), a, b, String::new()];
                    maker.row(cells.into_iter().chain(of).collect());
                }
            }
            for (list, rows) in [("themes", &view.themes), ("names", &view.names), ("figures", &view.figures)] {
                for row in rows {
                    let [a, b] = row.n.map(|n| n.to_string());
                    let cells = vec![cell(list, lang), row.label.clone(), row.kind.clone(), a, b, String::new()];
                    maker.row(cells.into_iter().chain(none()).collect());
                }
            }
            for row in &view.aligned {
                let piece = |(change, text): &(Change, String)| match change {
                    Change::Added => format!("[+{text}+]"),
                    Change::Removed => format!("[-{text}-]"),
                    _ => text.clone(),
                };
                let text: String = row.parts.iter().map(piece).collect();
                let change = cell(row.change.name(), lang);
                let cells = vec![cell("sentences", lang), change, String::new(), String::new(), String::new(), text];
                maker.row(cells.into_iter().chain(none()).collect());
            }
        }
        AnalysisView::Story(steps) => {
            maker.columns = vec!["date", "article", "title", "source", "kind", "shared"];
            for step in steps {
                let kind = if step.is_self {
                    "self"
                } else if step.is_reprint {
                    "reprint"
                } else {
                    "follow"
                };
                maker.row(vec![
                    step.date.clone(),
                    step.article.clone(),
                    step.title.clone(),
                    step.source.clone(),
                    cell(kind, lang),
                    step.shared.join("、"),
                ]);
            }
        }
    }
    maker.finish()
}

fn key_rows(maker: &mut Maker, view: &crate::protocol::Keyness) {
    maker.columns = vec!["word", "side", "n_1", "n_2", "per_million_1", "per_million_2", "ll", "log_ratio", "bic"];
    for (side, rows) in [("1", &view.more), ("2", &view.less)] {
        for row in rows {
            let [a, b] = row.n.map(|n| n.to_string());
            let [x, y] = row.per_million.map(number);
            let scores = [row.likelihood, row.log_ratio, row.bic].map(number);
            maker.row([vec![row.word.clone(), side.to_owned(), a, b, x, y], scores.to_vec()].concat());
        }
    }
}

/// A view as CSV. `about` says what it is, a line each; how it was reckoned comes after that.
pub fn file(analysis: &Analysis, lang: Lang, about: &[(&str, &str)]) -> String {
    let sheet = sheet(analysis, lang);
    let method = [("method", lang.pick(&analysis.method))];
    let about = about.iter().chain(&method).filter(|(_, value)| !value.is_empty());
    let mut rows: Vec<Vec<String>> = about.map(|(name, value)| vec![format!("# {name}: {value}")]).collect();
    rows.push(sheet.head.into_iter().map(|(name, _)| name).collect());
    rows.extend(sheet.rows.into_iter().map(|(cells, _)| cells));
    csv(&rows)
}
