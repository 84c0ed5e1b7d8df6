//! An article as a reference.
//!
//! By GB/T 7714—2015 and —2025. What is from a newspaper, as its source is called, is `[N]` (2015: 4.4), `[N/OL]` with
//! an address. What else has an address is an electronic source (2015: 4.6): `[EB/OL]`, the day of the page in
//! parentheses before the day it was read, the body that puts it out in the author's place where no author is named, as
//! the standard's examples have it. What has neither newspaper nor address is no electronic source that could be
//! opened: `[Z]`, “other” (2015: annex B), with source and date where books have publisher and year; the whole date,
//! as the year alone would not find it. 2025 has full-width marks, and a day of reading for web pages alone.
//!
//! Then a plain form; BibTeX (`@article`, `@online`, `@misc`), RIS (`NEWS`, `ELEC`, `GEN`) and CSL-JSON 1.0.2
//! (`article-newspaper`, `webpage`, `document`). What is not known is left out.

use std::fmt::Write as _;

use crate::index::pinyin::Readings;
use crate::protocol::ArticleMeta;

/// Writes the reference of an article read on a day, with its key.
type Writer = fn(&ArticleMeta, &str, &str) -> String;

/// Forms of reference, by the names people know them by.
const STYLES: [(&str, Writer); 6] = [
    ("GB/T 7714—2015", gb),
    ("GB/T 7714—2025", gb_2025),
    // Read in three languages: the characters are the same in both scripts.
    ("文字 · Plain", plain),
    ("BibTeX", bibtex),
    ("RIS", ris),
    ("CSL-JSON", csl),
];

/// The references of an article read on `today` (ISO date): names of forms and texts.
pub(super) fn references(meta: &ArticleMeta, readings: &Readings, today: &str) -> Vec<(String, String)> {
    let meta = ArticleMeta { title: unspaced(&meta.title), ..meta.clone() };
    let key = key(&meta.id, readings);
    STYLES.iter().map(|(name, write)| ((*name).to_owned(), write(&meta, today, &key))).collect()
}

/// What kind of source an article is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Paper,
    Page,
    Other,
}

impl Kind {
    fn of(meta: &ArticleMeta) -> Self {
        match (is_from_paper(meta), meta.url.is_empty()) {
            (true, _) => Self::Paper,
            (false, false) => Self::Page,
            (false, true) => Self::Other,
        }
    }

    fn mark(self, meta: &ArticleMeta) -> &'static str {
        match self {
            Self::Paper if meta.url.is_empty() => "N",
            Self::Paper => "N/OL",
            Self::Page => "EB/OL",
            Self::Other => "Z",
        }
    }

    /// Who answers for it: at most three authors, else the body that puts a page out.
    fn names(self, meta: &ArticleMeta, comma: &str) -> String {
        let mut names = meta.authors.iter().take(3).map(String::as_str).collect::<Vec<_>>();
        if meta.authors.len() > 3 {
            names.push("等");
        }
        if names.is_empty() && self == Self::Page && !meta.source.is_empty() {
            names.push(&meta.source);
        }
        names.join(comma)
    }
}

/// 作者. 题名[N/OL]. 报名, 2024-08-06[2026-11-24]. 地址. Or: 作者. 题名[EB/OL]. (2024-08-06)[2026-11-24]. 地址. Or: 作者.
/// 题名[Z]. 来源, 2024-08-06.
fn gb(meta: &ArticleMeta, today: &str, _: &str) -> String {
    let kind = Kind::of(meta);
    let read = if meta.url.is_empty() { String::new() } else { format!("[{today}]") };
    let issue = match kind {
        Kind::Page => in_brackets(&meta.date, '(', ')') + &read,
        _ => joined(&meta.source, ", ", &meta.date) + &read,
    };
    sentence(&[kind.names(meta, ", "), format!("{}[{}]", meta.title, kind.mark(meta)), issue, meta.url.clone()])
}

/// 作者，作者. 题名[N/OL]. 报名，2024-08-06. 地址. Or: 作者. 题名[EB/OL]. （2024-08-06）[2026-11-24]. 地址.
fn gb_2025(meta: &ArticleMeta, today: &str, _: &str) -> String {
    let kind = Kind::of(meta);
    let issue = match kind {
        Kind::Page => format!("{}[{today}]", in_brackets(&meta.date, '（', '）')),
        _ => joined(&meta.source, "，", &meta.date),
    };
    sentence(&[kind.names(meta, "，"), format!("{}[{}]", meta.title, kind.mark(meta)), issue, meta.url.clone()])
}

/// Parts of a reference that are there, each ended by a stop.
fn sentence(parts: &[String]) -> String {
    let parts = parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect::<Vec<_>>();
    parts.join(". ") + "."
}

fn joined(a: &str, comma: &str, b: &str) -> String {
    [a, b].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(comma)
}

fn in_brackets(text: &str, open: char, close: char) -> String {
    if text.is_empty() { String::new() } else { format!("{open}{text}{close}") }
}

/// A title without the blanks of typesetting: `政 府 工 作 报 告` is one word to each blank, `绿色转型 吉林先行` is not.
fn unspaced(title: &str) -> String {
    let parts: Vec<&str> = title.split_whitespace().collect();
    let is_one = |part: &&&str| part.chars().count() == 1 && part.chars().all(is_han);
    let mut out = String::with_capacity(title.len());
    for (i, part) in parts.iter().enumerate() {
        if let Some(before) = i.checked_sub(1).and_then(|i| parts.get(i)) {
            let is_spread = lone(before.chars().rev()) && lone(part.chars());
            // `2013年省政 府 工 作 报 告`
            let is_begun =
                before.chars().next_back().is_some_and(is_han) && parts.iter().skip(i).take_while(is_one).count() >= 3;
            if !is_spread && !is_begun {
                out.push(' ');
            }
        }
        out.push_str(part);
    }
    out
}

/// Whether the first of these characters is Han and the next is not.
fn lone(mut chars: impl Iterator<Item = char>) -> bool {
    chars.next().is_some_and(is_han) && chars.next().is_none_or(|c| !is_han(c))
}

fn is_han(c: char) -> bool {
    c.is_alphabetic() && c >= '\u{2e80}'
}

/// The key of an article in BibTeX: its id, in ASCII. Han characters are spelled; as several ids may be spelled alike
/// (山西, 陕西), and other characters are lost, such a key ends with a number made of the whole id.
fn key(id: &str, readings: &Readings) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | ':' | '/');
    if !id.is_empty() && id.chars().all(is_plain) {
        return id.to_owned();
    }
    let mut key = String::new();
    for c in id.chars() {
        if is_plain(c) {
            key.push(c);
        } else {
            key.extend(readings.of(c).next().into_iter().flat_map(str::chars).filter(char::is_ascii_alphanumeric));
        }
    }
    key.truncate(48);
    // FNV-1a: the same on every machine.
    let hash = id.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    let key = key.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    format!("{}-{hash:08x}", if key.is_empty() { "wenlan" } else { key })
}

/// 作者：《题名》，来源，2024-08-06，地址。
fn plain(meta: &ArticleMeta, _: &str, _: &str) -> String {
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
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '\n' | '\r' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

fn bibtex(meta: &ArticleMeta, today: &str, key: &str) -> String {
    let (kind, source) = match Kind::of(meta) {
        Kind::Paper => ("article", "journal"),
        Kind::Page => ("online", "organization"),
        Kind::Other => ("misc", "howpublished"),
    };
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
    field(source, &tex(&meta.source));
    field("year", meta.date.split('-').next().unwrap_or_default());
    field("date", &meta.date);
    field("url", &meta.url);
    field("urldate", if meta.url.is_empty() { "" } else { today });
    field("language", &meta.language);
    out + "}\n"
}

fn ris(meta: &ArticleMeta, today: &str, _: &str) -> String {
    let kind = match Kind::of(meta) {
        Kind::Paper => "NEWS",
        Kind::Page => "ELEC",
        Kind::Other => "GEN",
    };
    let mut out = format!("TY  - {kind}\n");
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

fn csl(meta: &ArticleMeta, today: &str, _: &str) -> String {
    let date = |date: &str| {
        let parts: Vec<&str> = date.split('-').map(|part| part.trim_start_matches('0')).collect();
        format!("{{\"date-parts\": [[{}]]}}", parts.join(", "))
    };
    let kind = match Kind::of(meta) {
        Kind::Paper => "article-newspaper",
        Kind::Page => "webpage",
        Kind::Other => "document",
    };
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
            gb(&meta(), "2026-11-24", ""),
            "沈石, 何桥. 石桥修好了[N/OL]. 河口日报, 2024-08-06[2026-11-24]. https://a.example/b?c=1&d=2."
        );
        let paper = ArticleMeta { url: String::new(), authors: Vec::new(), ..meta() };
        assert_eq!(gb(&paper, "2026-11-24", ""), "石桥修好了[N]. 河口日报, 2024-08-06.");
        let bare = ArticleMeta { title: "无题".into(), ..ArticleMeta::default() };
        assert_eq!(gb(&bare, "2026-11-24", ""), "无题[Z].");
        let four = ArticleMeta { authors: ["甲", "乙", "丙", "丁"].map(String::from).to_vec(), ..paper };
        assert!(gb(&four, "", "").starts_with("甲, 乙, 丙, 等. "));
    }

    #[test]
    fn the_same_by_the_newer_standard_and_plainly() {
        assert_eq!(
            gb_2025(&meta(), "2026-11-24", ""),
            "沈石，何桥. 石桥修好了[N/OL]. 河口日报，2024-08-06. https://a.example/b?c=1&d=2."
        );
        let page = ArticleMeta { source: "河口博物馆".into(), authors: Vec::new(), ..meta() };
        assert_eq!(
            gb_2025(&page, "2026-11-24", ""),
            "河口博物馆. 石桥修好了[EB/OL]. （2024-08-06）[2026-11-24]. https://a.example/b?c=1&d=2."
        );
        let paper = ArticleMeta { url: String::new(), ..meta() };
        assert_eq!(gb_2025(&paper, "2026-11-24", ""), "沈石，何桥. 石桥修好了[N]. 河口日报，2024-08-06.");
        assert_eq!(plain(&paper, "", ""), "沈石、何桥：《石桥修好了》，河口日报，2024-08-06。");
        assert_eq!(plain(&ArticleMeta { title: "无题".into(), ..ArticleMeta::default() }, "", ""), "《无题》。");
    }

    #[test]
    fn for_programs() {
        let text = bibtex(&meta(), "2026-11-24", "bridge-1");
        assert!(
            text.starts_with("@article{bridge-1,\n  author = {{沈石} and {何桥}},\n  title = {{石桥修好了}},"),
            "{text}"
        );
        assert!(text.contains("urldate = {2026-11-24}") && text.ends_with("}\n"), "{text}");
        let text = ris(&meta(), "2026-11-24", "");
        assert_eq!(
            text,
            "TY  - NEWS\nAU  - 沈石\nAU  - 何桥\nTI  - 石桥修好了\nT2  - 河口日报\nPY  - 2024\nDA  - 2024/08/06\n\
             UR  - https://a.example/b?c=1&d=2\nY2  - 2026/11/24\nLA  - zh-Hans\nER  - \n"
        );
        let wild = ArticleMeta { title: "说“\"}{\\\n".into(), date: "2024-08".into(), ..meta() };
        let parsed: serde_json::Value = serde_json::from_str(&csl(&wild, "2026-11-24", "")).unwrap();
        assert_eq!(parsed["title"], "说“\"}{\\\n");
        assert_eq!(parsed["issued"]["date-parts"], serde_json::json!([[2024, 8]]));
        assert_eq!(parsed["type"], "article-newspaper");
        assert!(bibtex(&wild, "", "bridge-1").contains("说“\"\\}\\{\\textbackslash{} "));
    }

    #[test]
    fn a_page_has_its_day_in_brackets_and_an_address() {
        let page = ArticleMeta { source: "河口市人民政府".into(), authors: Vec::new(), ..meta() };
        assert_eq!(
            gb(&page, "2026-11-24", ""),
            "河口市人民政府. 石桥修好了[EB/OL]. (2024-08-06)[2026-11-24]. https://a.example/b?c=1&d=2."
        );
        let undated = ArticleMeta { date: String::new(), ..page.clone() };
        assert_eq!(
            gb(&undated, "2026-11-24", ""),
            "河口市人民政府. 石桥修好了[EB/OL]. [2026-11-24]. https://a.example/b?c=1&d=2."
        );
        // Without an address there is nothing to be opened, and no day on which it was.
        let other = ArticleMeta { url: String::new(), ..page };
        assert_eq!(gb(&other, "2026-11-24", ""), "石桥修好了[Z]. 河口市人民政府, 2024-08-06.");
        assert_eq!(gb_2025(&other, "2026-11-24", ""), "石桥修好了[Z]. 河口市人民政府，2024-08-06.");
        assert!(bibtex(&other, "2026-11-24", "k").starts_with("@misc{k,"));
        assert!(ris(&other, "2026-11-24", "").starts_with("TY  - GEN\n"));
    }

    #[test]
    fn blanks_of_typesetting_are_left_out() {
        for (title, cited) in [
            ("政 府 工 作 报 告", "政府工作报告"),
            ("通　知", "通知"),
            ("2013年省政 府 工 作 报 告（草 案）", "2013年省政府工作报告（草案）"),
            ("绿色转型 吉林先行", "绿色转型 吉林先行"),
            ("A 和 B", "A 和 B"),
            ("5G 进 村", "5G 进村"),
        ] {
            let meta = ArticleMeta { title: title.into(), ..meta() };
            let all = references(&meta, &Readings::default(), "2026-11-24");
            assert!(all.iter().all(|(_, text)| text.contains(cited)), "{title}: {all:?}");
        }
    }

    #[test]
    fn keys_are_ascii_and_differ() {
        let section = crate::index::pinyin::write([
            ('吉', vec!["ji"]),
            ('山', vec!["shan"]),
            ('西', vec!["xi"]),
            ('陕', vec!["shan"]),
        ]);
        let readings = Readings::open(&section).unwrap();
        assert_eq!(key("bridge-1", &readings), "bridge-1");
        let keys = ["gwr-2026-山西", "gwr-2026-陕西", "gwr-2026-吉", "gwr-2026-龘", "龘", "齉", ""]
            .map(|id| key(id, &readings));
        assert!(keys.iter().all(|key| !key.is_empty() && key.is_ascii()), "{keys:?}");
        assert_eq!(keys.iter().collect::<std::collections::BTreeSet<_>>().len(), keys.len(), "{keys:?}");
        assert!(keys[0].starts_with("gwr-2026-shanxi-") && keys[3].starts_with("gwr-2026-"), "{keys:?}");
        let cited = references(&ArticleMeta { id: "gwr-2026-山西".into(), ..meta() }, &readings, "");
        assert!(cited.iter().any(|(_, text)| text.starts_with(&format!("@article{{{},", keys[0]))), "{cited:?}");
    }
}
