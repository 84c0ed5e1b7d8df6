//! An article as a reference.
//!
//! GB/T 7714—2015, 8.4 (newspapers, `[N]`) and 8.8 (electronic sources, `[EB/OL]`); GB/T 7714—2025 as its examples of
//! newspapers and web pages have it (full-width marks; a day of reading for web pages alone; the body that puts a page
//! out stands where an author would); a plain form; BibTeX (`@article`, `@online`), RIS
//! (`NEWS`, `ELEC`) and CSL-JSON 1.0.2 (`article-newspaper`, `webpage`). What is not known is left out.

use std::fmt::Write as _;

use crate::protocol::ArticleMeta;

/// Writes the reference of an article read on a day.
type Writer = fn(&ArticleMeta, &str) -> String;

/// Forms of reference, by the names people know them by.
const STYLES: [(&str, Writer); 6] = [
    ("GB/T 7714—2015", gb),
    ("GB/T 7714—2025", gb_2025),
    ("Plain", plain),
    ("BibTeX", bibtex),
    ("RIS", ris),
    ("CSL-JSON", csl),
];

/// The references of an article read on `today` (ISO date): names of forms and texts.
pub(super) fn references(meta: &ArticleMeta, today: &str) -> Vec<(String, String)> {
    STYLES.iter().map(|(name, write)| ((*name).to_owned(), write(meta, today))).collect()
}

/// Authors, title, source, date and address, as far as they are known: 作者. 题名[N/OL]. 报名, 2024-08-06[2026-11-24]. 地址.
fn gb(meta: &ArticleMeta, today: &str) -> String {
    let mut out = String::new();
    if !meta.authors.is_empty() {
        let some = meta.authors.iter().take(3).map(String::as_str).collect::<Vec<_>>().join(", ");
        let more = if meta.authors.len() > 3 { ", 等" } else { "" };
        let _ = write!(out, "{some}{more}. ");
    }
    let kind = match (is_from_paper(meta), meta.url.is_empty()) {
        (true, true) => "N",
        (true, false) => "N/OL",
        (false, _) => "EB/OL",
    };
    let _ = write!(out, "{}[{kind}]. ", meta.title);
    match (meta.source.is_empty(), meta.date.is_empty()) {
        (false, false) => {
            let _ = write!(out, "{}, {}", meta.source, meta.date);
        }
        (false, true) => out.push_str(&meta.source),
        (true, false) => {
            let _ = write!(out, "({})", meta.date);
        }
        (true, true) => {}
    }
    if meta.url.is_empty() {
        return format!("{}.", out.trim_end_matches([' ', '.']));
    }
    let _ = write!(out, "[{today}]. {}.", meta.url);
    out
}

/// 作者，作者. 题名[N/OL]. 报名，2024-08-06. 地址. Or: 作者. 题名[EB/OL]. （2024-08-06）[2026-11-24]. 地址.
fn gb_2025(meta: &ArticleMeta, today: &str) -> String {
    let is_paper = is_from_paper(meta);
    let mut names = meta.authors.iter().take(3).map(String::as_str).collect::<Vec<_>>().join("，");
    if meta.authors.len() > 3 {
        names.push_str("，等");
    }
    if names.is_empty() && !is_paper {
        names.clone_from(&meta.source);
    }
    let mut parts: Vec<String> = Vec::new();
    parts.extend((!names.is_empty()).then_some(names));
    let line = if meta.url.is_empty() { "" } else { "/OL" };
    parts.push(format!("{}[{}{line}]", meta.title, if is_paper { "N" } else { "EB" }));
    let date = meta.date.as_str();
    let issue = if is_paper {
        [meta.source.as_str(), date].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("，")
    } else {
        let date = if date.is_empty() { String::new() } else { format!("（{date}）") };
        if meta.url.is_empty() { date } else { format!("{date}[{today}]") }
    };
    parts.extend((!issue.is_empty()).then_some(issue));
    parts.extend((!meta.url.is_empty()).then(|| meta.url.clone()));
    parts.join(". ") + "."
}

/// 作者：《题名》，来源，2024-08-06，地址。
fn plain(meta: &ArticleMeta, _: &str) -> String {
    let names = meta.authors.join("、");
    let by = if names.is_empty() { names } else { format!("{names}：") };
    let rest = [meta.source.as_str(), meta.date.as_str(), meta.url.as_str()];
    let parts = rest.into_iter().filter(|part| !part.is_empty()).map(|part| format!("，{part}"));
    let rest = parts.collect::<Vec<_>>().concat();
    // A stop right behind an address would be taken for a part of it.
    let end = if meta.url.is_empty() { "。" } else { " 。" };
    format!("{by}《{}》{rest}{end}", meta.title)
}

/// Whether the source is called as newspapers are.
fn is_from_paper(meta: &ArticleMeta) -> bool {
    meta.source.ends_with(['报', '報']) || meta.source.contains("日报") || meta.source.contains("日報")
}

/// `{`, `}` and `\` mean something to TeX; so do the signs it reads as commands.
fn tex(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '{' | '}' | '%' | '&' | '#' | '_' | '$' => out.extend(['\\', c]),
            '\\' => out.push_str("\\textbackslash{}"),
            '\n' | '\r' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

fn bibtex(meta: &ArticleMeta, today: &str) -> String {
    let kind = if is_from_paper(meta) { "article" } else { "online" };
    let key: String = meta.id.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    let key = if key.is_empty() { "wenlan".to_owned() } else { key };
    let mut out = format!("@{kind}{{{key},\n");
    let mut field = |name: &str, value: &str| {
        if !value.is_empty() {
            let _ = writeln!(out, "  {name} = {{{value}}},");
        }
    };
    field(
        "author",
        &meta.authors.iter().map(|author| format!("{{{}}}", tex(author))).collect::<Vec<_>>().join(" and "),
    );
    field("title", &format!("{{{}}}", tex(&meta.title)));
    field(if kind == "article" { "journal" } else { "organization" }, &tex(&meta.source));
    field("year", meta.date.split('-').next().unwrap_or_default());
    field("date", &meta.date);
    field("url", &meta.url);
    field("urldate", if meta.url.is_empty() { "" } else { today });
    field("language", &meta.language);
    out + "}\n"
}

fn ris(meta: &ArticleMeta, today: &str) -> String {
    let mut out = format!("TY  - {}\n", if is_from_paper(meta) { "NEWS" } else { "ELEC" });
    let mut field = |tag: &str, value: &str| {
        if !value.is_empty() {
            let _ = writeln!(out, "{tag}  - {}", value.replace(['\n', '\r'], " "));
        }
    };
    for author in &meta.authors {
        field("AU", author);
    }
    field("TI", &meta.title);
    field("T2", &meta.source);
    field("PY", meta.date.split('-').next().unwrap_or_default());
    field("DA", &meta.date.replace('-', "/"));
    field("UR", &meta.url);
    field("Y2", &if meta.url.is_empty() { String::new() } else { today.replace('-', "/") });
    field("LA", &meta.language);
    out + "ER  - \n"
}

/// A text as a JSON string.
fn json(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04x}", c as u32);
            }
            c => out.push(c),
        }
    }
    out + "\""
}

fn csl(meta: &ArticleMeta, today: &str) -> String {
    let date = |date: &str| {
        let parts: Vec<&str> = date.split('-').map(|part| part.trim_start_matches('0')).collect();
        format!("{{\"date-parts\": [[{}]]}}", parts.join(", "))
    };
    let kind = if is_from_paper(meta) { "article-newspaper" } else { "webpage" };
    let mut fields = vec![("id", json(&meta.id)), ("type", json(kind)), ("title", json(&meta.title))];
    if !meta.authors.is_empty() {
        // Chinese names are given whole: no part of them is cut off or turned around.
        let names = meta.authors.iter().map(|author| format!("{{\"literal\": {}}}", json(author)));
        fields.push(("author", format!("[{}]", names.collect::<Vec<_>>().join(", "))));
    }
    for (name, value) in [("container-title", &meta.source), ("URL", &meta.url), ("language", &meta.language)] {
        if !value.is_empty() {
            fields.push((name, json(value)));
        }
    }
    if meta.date.split('-').all(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit())) {
        fields.push(("issued", date(&meta.date)));
    }
    if !meta.url.is_empty() {
        fields.push(("accessed", date(today)));
    }
    let fields = fields.iter().map(|(name, value)| format!("  \"{name}\": {value}")).collect::<Vec<_>>();
    format!("{{\n{}\n}}\n", fields.join(",\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meta() -> ArticleMeta {
        ArticleMeta {
            id: "bridge-1".into(),
            title: "石桥修好了".into(),
            date: "2024-08-06".into(),
            source: "河口日报".into(),
            authors: vec!["沈石".into(), "何桥".into()],
            url: "https://a.example/b?c=1&d=2".into(),
            language: "zh-Hans".into(),
            ..ArticleMeta::default()
        }
    }

    #[test]
    fn a_paper_on_line_and_on_paper() {
        assert_eq!(
            gb(&meta(), "2026-11-24"),
            "沈石, 何桥. 石桥修好了[N/OL]. 河口日报, 2024-08-06[2026-11-24]. https://a.example/b?c=1&d=2."
        );
        let paper = ArticleMeta { url: String::new(), authors: Vec::new(), ..meta() };
        assert_eq!(gb(&paper, "2026-11-24"), "石桥修好了[N]. 河口日报, 2024-08-06.");
        let bare = ArticleMeta { title: "无题".into(), ..ArticleMeta::default() };
        assert_eq!(gb(&bare, "2026-11-24"), "无题[EB/OL].");
        let four = ArticleMeta { authors: ["甲", "乙", "丙", "丁"].map(String::from).to_vec(), ..paper };
        assert!(gb(&four, "").starts_with("甲, 乙, 丙, 等. "));
    }

    #[test]
    fn the_same_by_the_newer_standard_and_plainly() {
        assert_eq!(
            gb_2025(&meta(), "2026-11-24"),
            "沈石，何桥. 石桥修好了[N/OL]. 河口日报，2024-08-06. https://a.example/b?c=1&d=2."
        );
        let page = ArticleMeta { source: "河口博物馆".into(), authors: Vec::new(), ..meta() };
        assert_eq!(
            gb_2025(&page, "2026-11-24"),
            "河口博物馆. 石桥修好了[EB/OL]. （2024-08-06）[2026-11-24]. https://a.example/b?c=1&d=2."
        );
        let paper = ArticleMeta { url: String::new(), ..meta() };
        assert_eq!(gb_2025(&paper, "2026-11-24"), "沈石，何桥. 石桥修好了[N]. 河口日报，2024-08-06.");
        assert_eq!(plain(&paper, ""), "沈石、何桥：《石桥修好了》，河口日报，2024-08-06。");
        assert_eq!(plain(&ArticleMeta { title: "无题".into(), ..ArticleMeta::default() }, ""), "《无题》。");
    }

    #[test]
    fn for_programs() {
        let text = bibtex(&meta(), "2026-11-24");
        assert!(
            text.starts_with("@article{bridge-1,\n  author = {{沈石} and {何桥}},\n  title = {{石桥修好了}},"),
            "{text}"
        );
        assert!(text.contains("urldate = {2026-11-24}") && text.ends_with("}\n"), "{text}");
        let text = ris(&meta(), "2026-11-24");
        assert_eq!(
            text,
            "TY  - NEWS\nAU  - 沈石\nAU  - 何桥\nTI  - 石桥修好了\nT2  - 河口日报\nPY  - 2024\nDA  - 2024/08/06\n\
             UR  - https://a.example/b?c=1&d=2\nY2  - 2026/11/24\nLA  - zh-Hans\nER  - \n"
        );
        let wild = ArticleMeta { title: "说“\"}{\\\n".into(), date: "2024-08".into(), ..meta() };
        let parsed: serde_json::Value = serde_json::from_str(&csl(&wild, "2026-11-24")).unwrap();
        assert_eq!(parsed["title"], "说“\"}{\\\n");
        assert_eq!(parsed["issued"]["date-parts"], serde_json::json!([[2024, 8]]));
        assert_eq!(parsed["type"], "article-newspaper");
        assert!(bibtex(&wild, "").contains("说“\"\\}\\{\\textbackslash{} "));
    }
}
