//! Panels as the page gets them: their sentence, their counts, their forms as pictures and files.

use super::svg::{Frame, markup};
use super::table::{csv, sheet, twin};
use super::{layout, say, words};
use crate::protocol::{
    CellKind, FileKind, Form, FormBody, FormHead, Lang, Mark, Overview, PanelHead, PanelSet, Query, Thin, ThinIn,
};

/// What the page shows of a set of panels. `names` are the themes' names, by panel.
pub fn overview(query: Query, set: &PanelSet, lang: Lang, names: &[String]) -> Overview {
    let head = |(index, panel): (usize, &crate::protocol::Panel)| PanelHead {
        theme: panel.theme.clone(),
        n_articles: panel.n_articles,
        n_sentences: panel.n_sentences,
        say: say(lang, names.get(index).map_or("", String::as_str), panel),
        forms: panel.forms.iter().map(|form| form_head(form, lang)).collect(),
        definition: panel.definition.clone(),
    };
    Overview {
        query,
        panels: set.panels.iter().enumerate().map(head).collect(),
        n_articles: set.n_articles,
        n_without: set.n_without,
    }
}

fn form_head(form: &Form, lang: Lang) -> FormHead {
    FormHead {
        id: form.id.clone(),
        title: lang.pick(&form.titles).to_owned(),
        kind: kind(&form.body).to_owned(),
        n_sentences: form.n_sentences,
        n_articles: form.n_articles,
        overlaps: form.body.counted().iter().map(|mark| mark.n).sum::<u32>() > form.n_sentences,
        is_empty: twin(&form.body).says_nothing(),
        lack: form.thin.map(|thin| lack(lang, thin)).unwrap_or_default(),
    }
}

/// What a form lacks, in words.
fn lack(lang: Lang, Thin { what, found, least }: Thin) -> String {
    let [hans, hant, en] = match what {
        ThinIn::Pairs => ["写在同一句里的词对", "寫在同一句裏的詞對", "Pairs in one sentence"],
        ThinIn::Months => ["有文章的月份", "有文章的月份", "Months with articles"],
        ThinIn::Provinces => ["写到的省份", "寫到的省份", "Provinces named"],
        ThinIn::Terms => ["前后有别的用词", "前後有別的用詞", "Terms that differ"],
        ThinIn::Parts => ["写到的组成部分", "寫到的組成部分", "Parts spoken of"],
    };
    match lang {
        Lang::Hans => format!("{hans}只有 {found} 个，至少 {least} 个才画得出来。放宽筛选，或导入更多文章再看。"),
        Lang::Hant => format!("{hant}只有 {found} 個，至少 {least} 個才畫得出來。放寬篩選，或匯入更多文章再看。"),
        Lang::En => format!("{en}: {found}; the picture needs {least}. Widen the filters or add articles."),
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
