//! Metadata written into text files: front matter of Markdown, credit lines of plain text.

use std::fmt::Write;

use crate::protocol::{ArticleMeta, Rights};

/// A key and its values.
pub(super) type Entry = (String, Vec<String>);

/// Splits front matter from what follows; `None` when the text does not start with any.
/// Understood are `key: value`, `key: [a, b]` and lists of lines that start with `- ` between `---`, and the same with
/// `key = value` between `+++`, as in TOML. What is more text than keys is text: a rule may stand at its head. A line that
/// is none of these is an entry without values.
pub(super) fn split(text: &str) -> Option<(Vec<Entry>, &str)> {
    matter(text, "---", ':').or_else(|| matter(text, "+++", '='))
}

fn matter<'a>(text: &'a str, fence: &str, sign: char) -> Option<(Vec<Entry>, &'a str)> {
    let rest = text.strip_prefix(fence)?;
    let rest = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix('\n'))?;
    let mut entries: Vec<Entry> = Vec::new();
    let (mut used, mut n_keys, mut n_odd) = (0, 0, 0);
    for line in rest.split_inclusive('\n') {
        used += line.len();
        let line = line.trim_end();
        if line == fence || (line == "..." && fence == "---") {
            let is_matter = n_keys >= n_odd && (n_keys > 0 || n_odd == 0);
            // What says that a text is not to be published in full is heard in any case.
            let has_rights = entries.iter().any(|(key, _)| key == "rights");
            return (is_matter || has_rights).then_some((entries, rest.get(used..).unwrap_or_default()));
        }
        let inner = line.trim_start();
        if let Some(item) = inner.strip_prefix("- ") {
            if let Some((_, values)) = entries.last_mut() {
                values.push(unquote(item));
            }
        } else if inner.is_empty() || inner.starts_with(['#', '[', ']', '"', '\'']) {
            // A remark, a table of TOML, a list that goes on.
        } else if let Some((key, value)) = line.split_once(sign).filter(|(key, _)| is_key(key)) {
            entries.push((key.trim().to_lowercase(), values(value.trim())));
            n_keys += 1;
        } else if inner.len() == line.len() {
            entries.push((inner.chars().take(20).collect(), Vec::new()));
            n_odd += 1;
        }
    }
    None
}

fn is_key(key: &str) -> bool {
    let key = key.trim();
    !key.is_empty() && key.chars().count() <= 30 && !key.contains(['，', '。', '；', '：', '、', '“', ' '])
}

fn values(value: &str) -> Vec<String> {
    if let Some(list) = value.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        return list.split(',').map(unquote).filter(|item| !item.is_empty()).collect();
    }
    let value = unquote(value);
    if value.is_empty() { Vec::new() } else { vec![value] }
}

/// A value without its quotes, or without the remark behind it.
fn unquote(value: &str) -> String {
    let value = value.trim();
    let inner = |quote: char| {
        value.strip_prefix(quote).and_then(|rest| rest.rsplit_once(quote)).filter(|(_, after)| is_remark(after))
    };
    if let Some((inner, _)) = inner('"') {
        return inner.replace("\\\"", "\"").replace("\\\\", "\\");
    }
    if let Some((inner, _)) = inner('\'') {
        return inner.replace("''", "'");
    }
    value.split_once(" #").map_or(value, |(value, _)| value.trim_end()).to_owned()
}

fn is_remark(after: &str) -> bool {
    let after = after.trim_start();
    after.is_empty() || after.starts_with('#')
}

/// Names of people or places in one value: separated by commas, 、 or ；, and in lists of
/// names also by blanks between Han words.
pub(super) fn names(value: &str) -> Vec<String> {
    let parts = value.split(['，', ',', '、', '；', ';', '/', '|']);
    parts.map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// Takes an entry over; `false` when its key is not one we know.
pub(super) fn take(meta: &mut ArticleMeta, key: &str, values: &[String]) -> bool {
    let one = || values.first().cloned().unwrap_or_default();
    let many = || values.iter().flat_map(|value| names(value)).collect::<Vec<_>>();
    match key {
        "id" => meta.id = one(),
        "title" => meta.title = one(),
        "date" | "pubdate" | "published" => meta.date = iso_date(&one()).unwrap_or_else(one),
        "source" => meta.source = one(),
        "author" | "authors" => meta.authors.extend(many()),
        "reviewer" | "reviewers" => meta.reviewers.extend(many()),
        "place" | "places" | "region" => meta.places.extend(many()),
        "url" | "link" => meta.url = one(),
        "language" | "lang" => meta.language = one(),
        "kind" | "column" => meta.kind = one(),
        "period" => meta.period = one(),
        "note" => meta.note = values.join("\n"),
        // What is not understood is published as little as can be.
        "rights" => meta.rights = Rights::parse(&one()).unwrap_or(Rights::Metadata),
        _ => return false,
    }
    true
}

/// A date as people write it, in ISO form: `2024年8月9日`, `2024/8/9`, `2024.08`, `2024-8-9 10:00`.
pub(super) fn iso_date(text: &str) -> Option<String> {
    let mut numbers: Vec<(u32, usize)> = Vec::new();
    let mut digits = String::new();
    for c in text.trim().chars().chain([' ']) {
        if c.is_ascii_digit() {
            digits.push(c);
            continue;
        }
        if !digits.is_empty() {
            numbers.push((digits.parse().ok()?, digits.len()));
            digits.clear();
        }
        match c {
            '年' | '月' | '-' | '/' | '.' | '－' => {}
            _ if numbers.is_empty() => return None,
            _ => break,
        }
        if numbers.len() == 3 {
            break;
        }
    }
    match *numbers.as_slice() {
        [(n, 8)] => {
            let date = format!("{:04}-{:02}-{:02}", n / 10_000, n / 100 % 100, n % 100);
            super::days(&date).map(|_| date)
        }
        [(year, 4), ref rest @ ..] if rest.len() <= 2 => {
            let mut date = format!("{year:04}");
            for (n, _) in rest {
                let _ = write!(date, "-{n:02}");
            }
            super::days(&date).map(|_| date)
        }
        _ => None,
    }
}

/// What a credit line says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Credit {
    Source,
    Author,
    Reviewer,
    Date,
}

/// Keys of credit lines, folded.
const CREDITS: [(&str, Credit); 20] = [
    ("来源", Credit::Source),
    ("稿源", Credit::Source),
    ("信息来源", Credit::Source),
    ("文章来源", Credit::Source),
    ("作者", Credit::Author),
    ("记者", Credit::Author),
    ("撰文", Credit::Author),
    ("通讯员", Credit::Author),
    ("文字", Credit::Author),
    ("初审", Credit::Reviewer),
    ("一审", Credit::Reviewer),
    ("复审", Credit::Reviewer),
    ("二审", Credit::Reviewer),
    ("终审", Credit::Reviewer),
    ("三审", Credit::Reviewer),
    ("审核", Credit::Reviewer),
    ("责编", Credit::Reviewer),
    ("责任编辑", Credit::Reviewer),
    ("发布时间", Credit::Date),
    ("日期", Credit::Date),
];

/// Reads a line that is nothing but a credit into `meta`; `false` leaves the line to the text.
pub(super) fn take_credit(meta: &mut ArticleMeta, line: &str) -> bool {
    let line = line.trim().trim_matches(['(', ')', '（', '）', '【', '】', '[', ']']);
    let Some((key, value)) = line.split_once([':', '：']) else { return false };
    let key: String = crate::text::fold(key).text.chars().filter(|c| !c.is_whitespace()).collect();
    let value = value.trim();
    let Some((_, credit)) = CREDITS.iter().find(|(name, _)| *name == key) else { return false };
    // A sentence that happens to start like a credit stays in the text.
    if value.is_empty() || value.chars().count() > 60 || value.contains(['。', '！', '？', '；', ':', '：']) {
        return false;
    }
    match credit {
        Credit::Source => value.clone_into(&mut meta.source),
        Credit::Author => meta.authors.extend(names(value)),
        Credit::Reviewer => meta.reviewers.extend(names(value)),
        Credit::Date => match iso_date(value) {
            Some(date) => meta.date = date,
            None => return false,
        },
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_is_split_off() {
        let text = "---\nid: x\ntitle: \"甲：乙\"\nauthors: [张三, 李四]\nplaces:\n  - 辽源\n  - 长春\n# remark\nurl: https://a.b/c\n---\n正文\n";
        let (entries, body) = split(text).unwrap();
        assert_eq!(body, "正文\n");
        let mut meta = ArticleMeta::default();
        for (key, values) in &entries {
            assert!(take(&mut meta, key, values), "{key}");
        }
        assert_eq!((meta.title.as_str(), meta.url.as_str()), ("甲：乙", "https://a.b/c"));
        assert_eq!(meta.authors, ["张三", "李四"]);
        assert_eq!(meta.places, ["辽源", "长春"]);
        assert_eq!(split("正文"), None);
        // A rule at the head of a text, and one after its first part.
        assert_eq!(split("---\n\n第一部分，说的是石桥。\n村里人都来了。\n\n---\n\n第二部分。\n"), None);
        let (entries, body) = split(
            "+++\ntitle = \"甲\\\"乙\\\"\"\ndate = 2024-08-09\nrights = 'metadata' # 只发题录\n[params]\n+++\n正文\n",
        )
        .unwrap();
        assert_eq!(body, "正文\n");
        let value = |key: &str| entries.iter().find(|(name, _)| name == key).map(|(_, values)| values.concat());
        assert_eq!(value("title").as_deref(), Some("甲\"乙\""));
        assert_eq!(value("rights").as_deref(), Some("metadata"));
        assert_eq!(value("date").as_deref(), Some("2024-08-09"));
        // One odd line does not make text of the rest, and is told.
        let (entries, _) = split("---\ntitle: 甲\n这一行没有键\nrights: metadata # 只发题录\n---\n正文\n").unwrap();
        assert_eq!(entries[1], ("这一行没有键".to_owned(), Vec::new()));
        assert_eq!(entries[2].1, ["metadata"]);
        assert_eq!(split("---\nid: x\n"), None);
    }

    #[test]
    fn dates_are_read() {
        for (text, date) in [
            ("2024年8月9日", Some("2024-08-09")),
            ("2024-08-09 10:30:00", Some("2024-08-09")),
            ("2024/8/9", Some("2024-08-09")),
            ("20240809", Some("2024-08-09")),
            ("2024.08", Some("2024-08")),
            ("2024年", Some("2024")),
            ("2024-08-09T01:02:03+08:00", Some("2024-08-09")),
            ("去年8月", None),
            ("2024-13-01", None),
            ("", None),
        ] {
            assert_eq!(iso_date(text).as_deref(), date, "{text}");
        }
    }

    #[test]
    fn only_certain_credits_are_taken() {
        let mut meta = ArticleMeta::default();
        assert!(take_credit(&mut meta, "來源：吉林日報·彩練新聞"));
        assert!(take_credit(&mut meta, "作者:吉林日报记者 赵蓓蓓、庞智源"));
        assert!(take_credit(&mut meta, "初审：刘晗"));
        assert!(take_credit(&mut meta, "（終審：張宇）"));
        assert!(!take_credit(&mut meta, "来源：这是一个完整的句子。后面还有。"));
        assert!(!take_credit(&mut meta, "会议强调：要抓落实"));
        assert!(!take_credit(&mut meta, "来源："));
        assert_eq!(meta.source, "吉林日報·彩練新聞");
        assert_eq!(meta.authors, ["吉林日报记者 赵蓓蓓", "庞智源"]);
        assert_eq!(meta.reviewers, ["刘晗", "張宇"]);
    }
}
