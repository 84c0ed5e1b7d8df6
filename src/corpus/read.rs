//! Files -> articles.

use serde_json::{Map, Value};
use thiserror::Error;

use super::{Article, Decoded, decode, front};
use crate::protocol::ArticleMeta;
use crate::text::{Lexicon, repair};

/// Why nothing could be taken from a file.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ReadError {
    /// No text.
    #[error("this is not a text file ({what}): save it as txt, md, json or jsonl and try again")]
    Binary {
        /// What it looks like.
        what: &'static str,
    },
    /// Nothing in it.
    #[error("the file is empty: nothing to take in")]
    Empty,
    /// The name says it is something that is not read.
    #[error("files of the kind .{extension} are not read: use txt, md, json or jsonl")]
    Format {
        /// The end of the name.
        extension: String,
    },
    /// Not JSON, or not of the form expected.
    #[error(
        "line {line}: {message}: give one object with at least title or body, an array of such objects, or one object a line"
    )]
    Json {
        /// The line, from 1.
        line: usize,
        /// What is wrong.
        message: String,
    },
    /// There are objects, but none has text.
    #[error("no article has any text: check that the text stands in the field `body`")]
    NoText,
}

/// Something that deserves a look although the file was taken in.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ReadNote {
    /// The encoding is a guess.
    #[error("read as {0}, which does not fit everywhere: check the text, or save it as UTF-8")]
    Encoding(&'static str),
    /// One of several records was left out.
    #[error("line {line} was left out: {message}")]
    LeftOut {
        /// The line, from 1 (for arrays: the record).
        line: usize,
        /// Why.
        message: String,
    },
    /// A key of the front matter that means nothing here.
    #[error("`{0}` in the front matter is not used")]
    UnknownKey(String),
    /// The date is none.
    #[error("the date `{0}` was not understood and is left out: write it as YYYY-MM-DD")]
    Date(String),
    /// No title was given; this one was made from the text.
    #[error("no title found: took the first words, `{0}`")]
    TitleMade(String),
}

/// What a file gives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileRead {
    /// The articles in order; ids may be empty or the same (see [`super::settle`]).
    pub articles: Vec<Article>,
    /// The encoding it was read in.
    pub encoding: &'static str,
    /// What deserves a look: the article's position, where it is one article's, and the remark.
    pub notes: Vec<(Option<usize>, ReadNote)>,
}

/// Ends of names that are read.
pub const EXTENSIONS: [&str; 7] = ["md", "markdown", "txt", "text", "json", "jsonl", "ndjson"];

/// Reads a file by its name's end; one without an end is read as plain text.
///
/// # Errors
/// When nothing can be taken from it; the text says why and what to do.
pub fn read_file(name: &str, bytes: &[u8], lexicon: &Lexicon) -> Result<FileRead, ReadError> {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let extension = file.rsplit_once('.').map(|(_, end)| end.to_lowercase()).unwrap_or_default();
    if bytes.is_empty() {
        return Err(ReadError::Empty);
    }
    let Decoded { text, encoding, doubtful } = decode(bytes).map_err(|what| ReadError::Binary { what })?;
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    if text.trim().is_empty() {
        return Err(ReadError::Empty);
    }
    let mut read = FileRead { encoding, ..FileRead::default() };
    if doubtful {
        read.notes.push((None, ReadNote::Encoding(encoding)));
    }
    match extension.as_str() {
        "md" | "markdown" => markdown(&text, lexicon, &mut read),
        "txt" | "text" | "" => plain(&text, lexicon, &mut read),
        "json" => json(&text, lexicon, &mut read)?,
        "jsonl" | "ndjson" => json_lines(&text, lexicon, &mut read)?,
        _ => return Err(ReadError::Format { extension }),
    }
    Ok(read)
}

fn markdown(text: &str, lexicon: &Lexicon, read: &mut FileRead) {
    let mut meta = ArticleMeta::default();
    let body = match front::split(text) {
        Some((entries, body)) => {
            for (key, values) in entries {
                if !front::take(&mut meta, &key, &values) {
                    read.notes.push((Some(0), ReadNote::UnknownKey(key)));
                }
            }
            body
        }
        None => text,
    };
    let mut plain = String::with_capacity(body.len());
    for line in body.trim().lines() {
        if meta.title.is_empty() && plain.is_empty() && line.starts_with("# ") {
            line.trim_start_matches('#').trim().clone_into(&mut meta.title);
            continue;
        }
        plain.push_str(&without_marks(line));
        plain.push('\n');
    }
    finish(meta, plain.trim(), lexicon, read);
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

/// Lines at the end of a text that may be credits.
const CREDIT_LINES: usize = 8;
/// Characters of the longest line taken for a title.
const TITLE_CHARS: usize = 40;

fn plain(text: &str, lexicon: &Lexicon, read: &mut FileRead) {
    let mut meta = ArticleMeta::default();
    let mut body = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    for _ in 0..CREDIT_LINES {
        let (before, last) = body.rsplit_once('\n').unwrap_or(("", body));
        if !front::take_credit(&mut meta, &repair(lexicon, last.trim()).text) {
            break;
        }
        body = before.trim_end();
    }
    // Credits were read from the last to the first.
    meta.authors.reverse();
    meta.reviewers.reverse();
    if let Some((first, after)) = body.split_once('\n') {
        let line = repair(lexicon, first.trim()).text;
        let ends = line.ends_with(['。', '！', '？', '；', '，', '：', '”', '…', '.', '!', '?', ',', ';', ':']);
        if line.chars().count() <= TITLE_CHARS && !ends && !line.is_empty() {
            meta.title = line;
            body = after.trim();
            // A date or credits right under the title.
            while let Some((second, after)) = body.split_once('\n') {
                let second = second.trim();
                if meta.date.is_empty()
                    && second.chars().count() <= 20
                    && let Some(date) = front::iso_date(second)
                {
                    meta.date = date;
                } else if !front::take_credit(&mut meta, &repair(lexicon, second).text) {
                    break;
                }
                body = after.trim();
            }
        }
    }
    finish(meta, body, lexicon, read);
}

fn json(text: &str, lexicon: &Lexicon, read: &mut FileRead) -> Result<(), ReadError> {
    let value: Value = match serde_json::from_str(text) {
        Ok(value) => value,
        // Lines of objects in a file named .json.
        Err(_)
            if text
                .trim()
                .lines()
                .nth(1)
                .is_some_and(|line| line.trim().starts_with('{') && line.trim().ends_with('}')) =>
        {
            return json_lines(text, lexicon, read);
        }
        Err(error) => return Err(ReadError::Json { line: error.line(), message: "this is not JSON".into() }),
    };
    let records = match value {
        Value::Array(records) => records,
        Value::Object(mut object) => match object.remove("articles").or_else(|| object.remove("items")) {
            Some(Value::Array(records)) => records,
            _ => vec![Value::Object(object)],
        },
        _ => return Err(ReadError::Json { line: 1, message: "this is neither an object nor an array".into() }),
    };
    for (i, record) in records.into_iter().enumerate() {
        take_record(i + 1, record, lexicon, read);
    }
    if read.articles.is_empty() { Err(ReadError::NoText) } else { Ok(()) }
}

fn json_lines(text: &str, lexicon: &Lexicon, read: &mut FileRead) -> Result<(), ReadError> {
    let mut first = None;
    for (i, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        if let Ok(record) = serde_json::from_str(line) {
            take_record(i + 1, record, lexicon, read);
        } else {
            first = first.or(Some(i + 1));
            let note = ReadNote::LeftOut { line: i + 1, message: "it is not a JSON object".into() };
            read.notes.push((None, note));
        }
    }
    match (read.articles.is_empty(), first) {
        (false, _) => Ok(()),
        (true, Some(line)) => Err(ReadError::Json { line, message: "this is not a JSON object".into() }),
        (true, None) => Err(ReadError::NoText),
    }
}

fn take_record(line: usize, record: Value, lexicon: &Lexicon, read: &mut FileRead) {
    let Value::Object(object) = record else {
        read.notes.push((None, ReadNote::LeftOut { line, message: "it is not an object".into() }));
        return;
    };
    let body = ["body", "content", "text"].iter().find_map(|key| strings(&object, key).into_iter().next());
    let mut meta = ArticleMeta::default();
    for key in object.keys() {
        front::take(&mut meta, &key.to_lowercase(), &strings(&object, key));
    }
    let body = body.unwrap_or_default().replace("\r\n", "\n").replace('\r', "\n");
    if body.trim().is_empty() && meta.title.is_empty() {
        read.notes.push((None, ReadNote::LeftOut { line, message: "it has neither title nor body".into() }));
        return;
    }
    finish(meta, body.trim(), lexicon, read);
}

fn strings(object: &Map<String, Value>, key: &str) -> Vec<String> {
    let one = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    match object.get(key) {
        Some(Value::Array(values)) => values.iter().filter_map(one).collect(),
        Some(value) => one(value).into_iter().filter(|text| !text.is_empty()).collect(),
        None => Vec::new(),
    }
}

/// Repairs, makes up what is missing, and adds the article.
fn finish(mut meta: ArticleMeta, raw: &str, lexicon: &Lexicon, read: &mut FileRead) {
    let index = Some(read.articles.len());
    let repaired = repair(lexicon, raw);
    let fix = |text: &mut String| *text = repair(lexicon, text.trim()).text;
    fix(&mut meta.title);
    fix(&mut meta.source);
    [&mut meta.authors, &mut meta.reviewers, &mut meta.places].into_iter().flatten().for_each(fix);
    if !meta.date.is_empty() && super::days(&meta.date).is_none() {
        read.notes.push((index, ReadNote::Date(std::mem::take(&mut meta.date))));
    }
    if meta.title.is_empty() {
        meta.title = first_words(&repaired.text);
        read.notes.push((index, ReadNote::TitleMade(meta.title.clone())));
    }
    read.articles.push(Article { meta, body: repaired.text, repairs: repaired.repairs });
}

/// The first clause of a text, for a title.
fn first_words(text: &str) -> String {
    let line = text.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '《').lines().next().unwrap_or_default();
    let is_end = |c: char| matches!(c, '。' | '！' | '？' | '；' | '：' | '，' | '!' | '?' | ';' | ',' | '”');
    let clause = line.split(is_end).find(|part| !part.trim().is_empty()).unwrap_or(line).trim();
    let mut title: String = clause.chars().take(30).collect();
    if clause.chars().count() > 30 {
        title.push('…');
    }
    title
}

#[cfg(test)]
mod tests {
    use super::*;

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

    #[test]
    fn json_in_its_forms() {
        let one = r#"{"id":7,"title":"甲","date":"2024/8/9","region":"辽源","author":"张三、李四","body":"正文。"}"#;
        for text in [one.to_string(), format!("[{one}]"), format!("{{\"articles\":[{one}]}}")] {
            let got = read("a.json", &text).unwrap();
            let meta = &got.articles[0].meta;
            assert_eq!((meta.id.as_str(), meta.date.as_str()), ("7", "2024-08-09"));
            assert_eq!((meta.places.as_slice(), meta.authors.len()), (["辽源".to_string()].as_slice(), 2));
        }
        let got = read("a.jsonl", &format!("{one}\n\nnonsense\n{one}\n{{\"x\":1}}\n")).unwrap();
        assert_eq!(got.articles.len(), 2);
        assert_eq!(got.notes.len(), 2);
        assert!(matches!(read("a.json", "{"), Err(ReadError::Json { line: 1, .. })));
        assert!(matches!(read("a.jsonl", "a\nb"), Err(ReadError::Json { line: 1, .. })));
        assert_eq!(read("a.json", "[]"), Err(ReadError::NoText));
    }

    #[test]
    fn refusals_say_what_to_do() {
        for (name, bytes, part) in [
            ("a.txt", b"".as_slice(), "empty"),
            ("a.txt", b" \n ", "empty"),
            ("a.pdf", b"%PDF-1.4", "PDF"),
            ("a.exe", b"abc", ".exe"),
        ] {
            let error = read_file(name, bytes, Lexicon::embedded()).unwrap_err().to_string();
            assert!(error.contains(part), "{error}");
        }
    }
}
