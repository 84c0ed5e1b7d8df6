//! Plain text: a title where the first line is one, credits at the end.

use super::{Draft, Opened};
use crate::corpus::front;
use crate::protocol::ArticleMeta;
use crate::text::{Lexicon, repair};

/// Lines at the end of a text that may be credits.
const CREDIT_LINES: usize = 8;
/// Characters of the longest line taken for a title.
const TITLE_CHARS: usize = 40;

pub(super) fn plain(text: &str, lexicon: &Lexicon, read: &mut Opened) {
    read.push(draft(text, lexicon));
}

/// A text without marks as an article.
pub(super) fn draft(text: &str, lexicon: &Lexicon) -> Draft {
    let mut meta = ArticleMeta::default();
    let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let mut body = take_credits_below(&mut meta, text, lexicon);
    if let Some((first, after)) = body.split_once('\n') {
        let line = repair(lexicon, first.trim()).text;
        let ends = line.ends_with(['。', '！', '？', '；', '，', '：', '”', '…', '.', '!', '?', ',', ';', ':']);
        if line.chars().count() <= TITLE_CHARS && !ends && !line.is_empty() {
            meta.title = line;
            body = take_credits_above(&mut meta, after.trim(), lexicon);
        }
    }
    Draft::new(meta, body.to_owned())
}

/// Takes the credits at the end of a text; the text before them.
pub(super) fn take_credits_below<'a>(meta: &mut ArticleMeta, text: &'a str, lexicon: &Lexicon) -> &'a str {
    let mut body = text;
    for _ in 0..CREDIT_LINES {
        let (before, last) = body.rsplit_once('\n').unwrap_or(("", body));
        if !front::take_credit(meta, &repair(lexicon, last.trim()).text) {
            break;
        }
        body = before.trim_end();
    }
    // They were read from the last to the first.
    meta.authors.reverse();
    meta.reviewers.reverse();
    body
}

/// Takes a date and credits right under a title; the text after them.
pub(super) fn take_credits_above<'a>(meta: &mut ArticleMeta, text: &'a str, lexicon: &Lexicon) -> &'a str {
    let mut body = text;
    while let Some((line, after)) = body.split_once('\n') {
        let line = line.trim();
        if meta.date.is_empty()
            && line.chars().count() <= 20
            && let Some(date) = front::iso_date(line)
        {
            meta.date = date;
        } else if !front::take_credit(meta, &repair(lexicon, line).text) {
            break;
        }
        body = after.trim();
    }
    body
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
    fn plain_text_with_title_and_credits() {
        let text = "辽源打造氢能全产业链\n2024年8月9日\n\n正文第一句，很好。\n正文第二句。\n来源：吉林日报\n作者：赵蓓蓓 庞智源\n初审：刘晗\n复审：马萍\n终审：张宇\n";
        let got = read("a.txt", text).unwrap();
        let Article { meta, body, .. } = &got.articles[0];
        assert_eq!(
            (meta.title.as_str(), meta.date.as_str(), meta.source.as_str()),
            ("辽源打造氢能全产业链", "2024-08-09", "吉林日报")
        );
        assert_eq!(meta.reviewers, ["刘晗", "马萍", "张宇"]);
        assert_eq!(body, "正文第一句，很好。\n正文第二句。");
    }

    #[test]
    fn plain_text_without_title() {
        let got = read("a.txt", "“这次会议时机重要，意义重大。”他说，会议围绕工作进行了全面部署。\n第二段。").unwrap();
        assert_eq!(got.articles[0].meta.title, "这次会议时机重要");
        assert!(got.articles[0].body.starts_with("“这次会议"));
    }
}
