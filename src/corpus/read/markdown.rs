//! Markdown, with front matter or without.

use super::{Draft, Opened, ReadNote, plain};
use crate::corpus::front;
use crate::protocol::ArticleMeta;
use crate::text::Lexicon;

pub(super) fn markdown(text: &str, lexicon: &Lexicon, read: &mut Opened) {
    let mut meta = ArticleMeta::default();
    let mut notes = Vec::new();
    let front = front::split(text);
    let has_front = front.is_some();
    let body = match front {
        Some((entries, body)) => {
            for (key, values) in entries {
                if !front::take(&mut meta, &key, &values) {
                    notes.push(ReadNote::UnknownKey(key));
                } else if key == "rights" {
                    notes.extend(ReadNote::of_rights(&values.concat()));
                }
            }
            body
        }
        None => text,
    };
    let mut unmarked = String::with_capacity(body.len());
    for line in body.trim().lines() {
        if meta.title.is_empty() && unmarked.is_empty() && line.starts_with("# ") {
            line.trim_start_matches('#').trim().clone_into(&mut meta.title);
            continue;
        }
        unmarked.push_str(&without_marks(line));
        unmarked.push('\n');
    }
    let mut body = unmarked.trim();
    // Front matter says all there is to say of an article; without it the text does, as in plain files.
    if !has_front {
        body = plain::take_credits_below(&mut meta, body, lexicon);
        if !meta.title.is_empty() {
            body = plain::take_credits_above(&mut meta, body, lexicon);
        }
    }
    read.push(Draft { notes, ..Draft::new(meta, body.to_owned()) });
}

/// A line of Markdown without its signs: headings, quotes, bullets, emphasis, code, links, pictures.
fn without_marks(line: &str) -> String {
    let mut rest = line.trim();
    rest = match rest.trim_start_matches('#') {
        after if after.len() < rest.len() && after.starts_with(' ') => after.trim(),
        _ => rest,
    };
    while let Some(after) = ["> ", "- ", "* ", "+ "].iter().find_map(|sign| rest.strip_prefix(sign)) {
        rest = after.trim_start();
    }
    let mut out = String::with_capacity(rest.len());
    while let Some(at) = rest.find(['*', '`', '[', '!']) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let link = from.strip_prefix('!').unwrap_or(from).strip_prefix('[').and_then(|inner| {
            let (label, after) = inner.split_once("](")?;
            let (_, after) = after.split_once(')')?;
            (!label.contains('\n')).then_some((label, after))
        });
        if let Some((label, after)) = link {
            out.push_str(label);
            rest = after;
        } else if let Some((inner, after)) =
            ["**", "`"].iter().find_map(|sign| from.strip_prefix(sign)?.split_once(sign))
        {
            out.push_str(inner);
            rest = after;
        } else {
            let mut chars = from.chars();
            out.extend(chars.next());
            rest = chars.as_str();
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::super::{FileRead, ReadError, read_file};
    use super::*;
    use crate::corpus::Article;

    fn read(name: &str, text: &str) -> Result<FileRead, ReadError> {
        read_file(name, text.as_bytes(), Lexicon::embedded())
    }

    #[test]
    fn markdown_with_front_matter() {
        let text = "---\nid: a\ntitle: 一张网\ndate: 2026-11-12\nplace: [辽源市, 吉林省]\nauthor: 文览编辑部\nfoo: bar\n---\n\n第一段，有**重点**和[链接](https://a.b)。\n\n## 小标题\n\n- 第二段。\n";
        let got = read("x/a.md", text).unwrap();
        let article = &got.articles[0];
        assert_eq!((article.meta.id.as_str(), article.meta.title.as_str()), ("a", "一张网"));
        assert_eq!(article.meta.places, ["辽源市", "吉林省"]);
        assert_eq!(article.body, "第一段，有重点和链接。\n\n小标题\n\n第二段。");
        assert_eq!(got.notes, [(Some(0), ReadNote::UnknownKey("foo".into()))]);
    }

    #[test]
    fn markdown_without_front_matter_says_its_date_and_credits_in_the_text() {
        let text = "# 一张网\n\n2026年11月12日\n\n**来源：**辽源日报\n\n第一段。\n\n## 小标题\n\n第二段，2024年8月9日。\n\n作者：甲乙\n";
        let got = read("a.md", text).unwrap();
        let Article { meta, body, .. } = &got.articles[0];
        assert_eq!((meta.title.as_str(), meta.date.as_str()), ("一张网", "2026-11-12"));
        assert_eq!((meta.source.as_str(), meta.authors.concat().as_str()), ("辽源日报", "甲乙"));
        assert_eq!(body, "第一段。\n\n小标题\n\n第二段，2024年8月9日。");
    }
}
