//! Panels as the page gets them: their sentence, their counts, their forms as pictures and files.

use super::svg::{Frame, markup};
use super::table::{csv, sheet, twin};
use super::{count, layout, say, words};
use crate::protocol::{
    CellKind, FileKind, Form, FormBody, FormHead, Lang, Mark, Overview, PanelHead, PanelSet, Query, Thin, ThinIn,
};

/// What the page shows of a set of panels. `names` are the themes' names, by panel; `mark` says what the mark of the
/// query is.
pub fn overview(query: Query, set: &PanelSet, lang: Lang, names: &[String], mark: String) -> Overview {
    let is_narrowed = query.is_narrowed();
    let head = |(index, panel): (usize, &crate::protocol::Panel)| PanelHead {
        theme: panel.theme.clone(),
        n_articles: panel.n_articles,
        n_sentences: panel.n_sentences,
        say: say(lang, names.get(index).map_or("", String::as_str), panel),
        lack: if panel.n_sentences == 0 { advice(lang, is_narrowed, set.n_articles) } else { String::new() },
        forms: panel.forms.iter().map(|form| form_head(form, lang, is_narrowed, set.n_articles)).collect(),
        definition: panel.definition.clone(),
    };
    Overview {
        query,
        panels: set.panels.iter().enumerate().map(head).collect(),
        n_articles: set.n_articles,
        n_without: set.n_without,
        mark,
    }
}

fn form_head(form: &Form, lang: Lang, is_narrowed: bool, n_articles: u32) -> FormHead {
    let is_empty = form.body.is_silent();
    let lack = match form.thin {
        Some(thin) => lack(lang, thin, is_narrowed),
        None if is_empty => said_nothing(lang) + &advice(lang, is_narrowed, n_articles),
        None => String::new(),
    };
    FormHead {
        id: form.id.clone(),
        title: lang.pick(&form.titles).to_owned(),
        kind: kind(&form.body).to_owned(),
        n_sentences: form.n_sentences,
        n_articles: form.n_articles,
        note: note(form, lang),
        is_empty,
        lack,
    }
}

/// What the numbers of a form count, and what is not drawn: clauses, each after a comma.
pub fn note(form: &Form, lang: Lang) -> String {
    let mut out = String::new();
    let mut say = |texts: [String; 3]| {
        out.push_str(if lang == Lang::En { "; " } else { "，" });
        out.push_str(lang.pick(&texts));
    };
    let fixed = |texts: [&str; 3]| texts.map(str::to_owned);
    let sum: u32 = form.body.parts().iter().map(|mark| mark.n).sum();
    match &form.body {
        FormBody::Ladder { .. } => say([
            format!("共 {} 处量级说法", count(sum)),
            format!("共 {} 處量級說法", count(sum)),
            format!("{} claims in all", count(sum)),
        ]),
        FormBody::Treemap { .. } => say(fixed([
            "每句只归它最先写到的一项",
            "每句只歸它最先寫到的一項",
            "each sentence counts once, for what it names first",
        ])),
        FormBody::Network { .. } => {
            say(fixed(["数的是两个名字同在的句子", "數的是兩個名字同在的句子", "counted: sentences that name both"]));
        }
        FormBody::Keyness { .. } => say(fixed([
            "条越长，前后差别越不像偶然（对数似然）",
            "條越長，前後差別越不像偶然（對數似然）",
            "a longer bar: less likely to be chance (log-likelihood)",
        ])),
        _ => {}
    }
    if sum > form.n_sentences {
        say(fixed(match form.body {
            FormBody::Ladder { .. } => ["一句可有几处", "一句可有幾處", "a sentence may hold several"],
            _ => ["一句可归几项", "一句可歸幾項", "a sentence may count for several"],
        }));
    }
    if form.n_undated > 0 {
        let n = count(form.n_undated);
        say([format!("另有 {n} 篇无日期"), format!("另有 {n} 篇無日期"), format!("{n} more without a date")]);
    }
    if form.n_left_out > 0 {
        let n = count(form.n_left_out);
        say([
            format!("另有 {n} 项写得少，未画"),
            format!("另有 {n} 項寫得少，未畫"),
            format!("{n} rarer ones not drawn"),
        ]);
    }
    out
}

fn said_nothing(lang: Lang) -> String {
    lang.pick(&["没有一句写到；", "沒有一句寫到；", "No sentence speaks of it; "].map(str::to_owned)).to_owned()
}

/// What to try where nothing is found.
fn advice(lang: Lang, is_narrowed: bool, n_articles: u32) -> String {
    let texts = match (is_narrowed, n_articles) {
        (true, 0) => [
            "这一筛选下没有文章，放宽筛选再看。",
            "這一篩選下沒有文章，放寬篩選再看。",
            "no article meets these filters: widen them.",
        ],
        (true, n) => {
            return lang
                .pick(&[
                    format!("这一筛选下有 {} 篇，放宽筛选再看。", count(n)),
                    format!("這一篩選下有 {} 篇，放寬篩選再看。", count(n)),
                    format!("these filters leave {}: widen them.", lang.n_articles(n)),
                ])
                .to_owned();
        }
        (false, 0) => {
            ["还没有文章，导入后再看。", "還沒有文章，匯入後再看。", "there are no articles yet: import some."]
        }
        (false, _) => ["导入更多文章再看。", "匯入更多文章再看。", "import more articles."],
    };
    lang.pick(&texts.map(str::to_owned)).to_owned()
}

/// What a form lacks, in words.
fn lack(lang: Lang, Thin { what, found, least }: Thin, is_narrowed: bool) -> String {
    let [hans, hant, en] = match what {
        ThinIn::Pairs => ["写在同一句里的词对", "寫在同一句裏的詞對", "Pairs in one sentence"],
        ThinIn::Months => ["有文章的月份", "有文章的月份", "Months with articles"],
        ThinIn::Provinces => ["写到的省份", "寫到的省份", "Provinces named"],
        ThinIn::Terms => ["前后有别的用词", "前後有別的用詞", "Terms that differ"],
        ThinIn::Parts => ["写到的组成部分", "寫到的組成部分", "Parts spoken of"],
    };
    let [wide_hans, wide_hant, wide_en] = if is_narrowed {
        ["放宽筛选，或", "放寬篩選，或", "Widen the filters or import"]
    } else {
        ["", "", "Import"]
    };
    match lang {
        Lang::Hans => format!("{hans}只有 {found} 个，至少 {least} 个才画得出来。{wide_hans}导入更多文章再看。"),
        Lang::Hant => format!("{hant}只有 {found} 個，至少 {least} 個才畫得出來。{wide_hant}匯入更多文章再看。"),
        Lang::En => format!("{en}: {found}; the picture needs {least}. {wide_en} more articles."),
    }
}

/// The kind of a form, for the page's layout.
fn kind(body: &FormBody) -> &'static str {
    match body {
        FormBody::Network { .. } => "network",
        FormBody::Figures { .. } => "figures",
        FormBody::Multiples { .. } => "multiples",
        _ => "form",
    }
}

/// A form as SVG markup for a width in CSS pixels, empty when there is nothing to draw. Addresses of marks
/// say what they open; the view they open it in is the page's to add.
pub fn picture(form: &Form, lang: Lang, width: f32) -> String {
    let scene = layout(&form.body, width, &words(lang));
    if scene.items.is_empty() {
        return String::new();
    }
    let frame = Frame {
        label: lang.pick(&form.titles),
        href: &|mark: &Mark| {
            let key: String = form_urlencoded::byte_serialize(mark.key.as_bytes()).collect();
            format!("?ev={key}")
        },
        note: &|mark: &Mark| lang.evidence(mark.n, mark.n_articles),
        open: None,
    };
    markup(&scene, &frame)
}

/// A form's table as a file. `about` says what it is, a line each: title, corpus, view, day.
pub fn file(form: &Form, lang: Lang, kind: FileKind, about: &[(&str, &str)]) -> String {
    let sheet = sheet(&twin(&form.body), lang);
    match kind {
        FileKind::Csv => {
            let about = about.iter().filter(|(_, value)| !value.is_empty());
            let mut rows: Vec<Vec<String>> = about.map(|(name, value)| vec![format!("# {name}: {value}")]).collect();
            rows.push(sheet.head.into_iter().map(|(name, _)| name).collect());
            rows.extend(sheet.rows.into_iter().map(|(cells, _)| cells));
            csv(&rows)
        }
        FileKind::Json => {
            let about: Vec<String> =
                about.iter().map(|(name, value)| format!("{}:{}", Quoted(name), Quoted(value))).collect();
            let cell = |(cell, (_, kind)): (&String, &(String, CellKind))| match kind {
                CellKind::Opens | CellKind::Number if cell.parse::<u32>().is_ok() => cell.clone(),
                _ => Quoted(cell).to_string(),
            };
            let row = |(cells, key): &(Vec<String>, String)| {
                format!("{{\"cells\":{},\"key\":{}}}", list(cells.iter().zip(&sheet.head).map(cell)), Quoted(key))
            };
            format!(
                "{{\"about\":{{{}}},\"columns\":{},\"rows\":{}}}\n",
                about.join(","),
                list(sheet.head.iter().map(|(name, _)| Quoted(name))),
                list(sheet.rows.iter().map(row))
            )
        }
    }
}

fn list<T: std::fmt::Display>(items: impl Iterator<Item = T>) -> String {
    let items: Vec<String> = items.map(|item| item.to_string()).collect();
    format!("[{}]", items.join(","))
}

/// A text as JSON writes it (RFC 8259, section 7). The worker that answers has no JSON library.
struct Quoted<'a>(&'a str);

impl std::fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        use std::fmt::Write;
        f.write_char('"')?;
        for c in self.0.chars() {
            match c {
                '"' => f.write_str("\\\"")?,
                '\\' => f.write_str("\\\\")?,
                c if u32::from(c) < 0x20 => write!(f, "\\u{:04x}", u32::from(c))?,
                c => f.write_char(c)?,
            }
        }
        f.write_char('"')
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> Form {
        let mark = |label: &str, n| Mark { key: format!("theme.x*{label}"), label: label.into(), n, n_articles: 1 };
        Form {
            id: "bars".into(),
            titles: ["写到什么".into(), String::new(), "What is named".into()],
            n_sentences: 7,
            n_articles: 2,
            thin: None,
            n_undated: 0,
            n_left_out: 0,
            body: FormBody::Bars { bars: vec![mark("氢能", 4), mark("“5+2”\\", 3)] },
        }
    }

    #[test]
    fn picture_leaves_room_for_the_view() {
        let svg = picture(&form(), Lang::En, 640.0);
        assert!(svg.contains("href=\"?ev=theme.x*%E6%B0%A2%E8%83%BD\""), "{svg}");
        assert!(svg.contains("4 sentences / 1 article"), "{svg}");
        assert!(svg.contains("What is named"), "{svg}");
    }

    #[test]
    fn an_empty_form_says_why_and_what_to_try() {
        let bare = |n_articles| {
            let body = FormBody::Bars { bars: vec![Mark { label: "氢能".into(), ..Mark::default() }] };
            let form = Form { n_sentences: 0, n_articles: 0, body, ..form() };
            let panel = crate::protocol::Panel { forms: vec![form], ..crate::protocol::Panel::default() };
            PanelSet { panels: vec![panel], n_articles, n_without: 0 }
        };
        let said = |query: Query, n| {
            let shown = overview(query, &bare(n), Lang::Hans, &[], String::new());
            let form = shown.panels[0].forms[0].clone();
            assert!(form.is_empty && shown.panels[0].lack.contains("再看"), "{form:?}");
            form.lack
        };
        let narrow = Query { text: "魑魅魍魉".into(), ..Query::default() };
        assert!(said(narrow.clone(), 0).contains("放宽筛选"));
        assert!(said(narrow, 7).contains("有 7 篇，放宽筛选"));
        // Without a filter none is blamed.
        assert!(said(Query::default(), 0).contains("还没有文章"));
        assert!(!said(Query::default(), 5).contains("筛选"));
    }

    #[test]
    fn notes_say_what_is_counted() {
        let mark = |n| Mark { key: "k".into(), label: "甲".into(), n, n_articles: 1 };
        let ego = FormBody::Ego { centre: mark(11), arms: vec![mark(9), mark(4)] };
        let ego = Form { n_sentences: 11, body: ego, n_undated: 1, n_left_out: 3, ..form() };
        assert_eq!(note(&ego, Lang::Hans), "，一句可归几项，另有 1 篇无日期，另有 3 项写得少，未画");
        assert_eq!(note(&form(), Lang::Hans), "");
        let rungs = vec![crate::protocol::Rung {
            mark: mark(2),
            value: 1e9,
            claims: vec![(mark(2), "target".into()), (mark(1), "other".into())],
        }];
        let ladder = Form { n_sentences: 2, body: FormBody::Ladder { rungs }, ..form() };
        assert_eq!(note(&ladder, Lang::Hans), "，共 3 处量级说法，一句可有几处");
    }

    #[test]
    fn json_is_json_with_the_numbers_of_the_picture() {
        let text = file(&form(), Lang::Hans, FileKind::Json, &[("标题", "写到\n什么"), ("日期", "")]);
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(value["about"]["标题"], "写到\n什么");
        assert_eq!(value["columns"][1], "句数".trim_end_matches('数'));
        assert_eq!(value["rows"][1]["cells"][0], "“5+2”\\");
        // Numbers are numbers, also to programs.
        assert_eq!(value["rows"][0]["cells"], serde_json::json!(["氢能", 4, 1]));
    }

    #[test]
    fn csv_says_what_it_is() {
        let text = file(&form(), Lang::Hans, FileKind::Csv, &[("标题", "写到什么"), ("视图", "")]);
        assert!(text.starts_with("\u{feff}# 标题: 写到什么\r\n"), "{text}");
        assert!(text.contains("氢能,4,1\r\n"), "{text}");
    }
}
