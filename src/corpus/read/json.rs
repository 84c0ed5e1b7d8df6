//! JSON, lines of JSON and JSON Feed.

use serde_json::{Map, Value};

use super::field::{self, FieldMap};
use super::{Opened, ReadError, Rest};

/// Names under which collections keep their articles.
const LISTS: [&str; 14] = [
    "articles",
    "items",
    "data",
    "results",
    "list",
    "records",
    "rows",
    "docs",
    "documents",
    "news",
    "entries",
    "posts",
    "hits",
    "文章",
];
/// How deep lists are looked for in lists of objects.
const DEPTH: usize = 4;

pub(super) fn json(text: String, map: &FieldMap, read: &mut Opened) -> Result<(), ReadError> {
    let value: Value = match serde_json::from_str(&text) {
        Ok(value) => value,
        // Lines of objects in a file named .json.
        Err(_) if looks_like_lines(&text) || goes_on(&text) => {
            read.rest = Rest::Lines(Lines::new(text, map));
            return Ok(());
        }
        Err(error) => return Err(ReadError::BrokenJson { line: error.line() }),
    };
    drop(text);
    // A feed names itself once, not in every entry.
    let source = match &value {
        Value::Object(object) if text_of(object, "version").contains("jsonfeed.org") => text_of(object, "title"),
        _ => String::new(),
    };
    let records = records(value, map, DEPTH).map_err(|message| ReadError::Json { line: 1, message: message.into() })?;
    for (i, record) in records.into_iter().enumerate() {
        take(i + 1, record, &source, map, read);
    }
    if read.is_empty() { Err(ReadError::NoText) } else { Ok(()) }
}

/// Whether the second line is an object by itself.
pub(super) fn looks_like_lines(text: &str) -> bool {
    text.trim().lines().nth(1).is_some_and(|line| line.trim().starts_with('{') && line.trim().ends_with('}'))
}

/// Whether another object follows the one that a text begins with. Reads the first to its end.
fn goes_on(text: &str) -> bool {
    first_object(text).is_some_and(|(_, n)| text.get(n..).unwrap_or_default().trim_start().starts_with('{'))
}

/// The object that a text begins with, over as many lines as it takes, and its length in bytes.
fn first_object(text: &str) -> Option<(Value, usize)> {
    // Of a list all would be read to be thrown away.
    if !text.trim_start().starts_with('{') {
        return None;
    }
    let mut objects = serde_json::Deserializer::from_str(text).into_iter::<Value>();
    let first = objects.next()?.ok().filter(Value::is_object)?;
    Some((first, objects.byte_offset()))
}

fn text_of(object: &Map<String, Value>, key: &str) -> String {
    object.get(key).and_then(Value::as_str).unwrap_or_default().trim().to_owned()
}

/// The articles of a document: a list, an object that holds one under a usual name, or one object.
pub(super) fn records(value: Value, map: &FieldMap, depth: usize) -> Result<Vec<Value>, &'static str> {
    match value {
        Value::Array(records) => Ok(records),
        Value::Object(mut object) => {
            let has_own =
                object.keys().any(|name| matches!(map.of(name), Some((field::Field::Body | field::Field::Title, _))))
                    && object.values().any(Value::is_string);
            for name in LISTS {
                let is_list = match object.get(name) {
                    Some(Value::Array(list)) => list.iter().any(Value::is_object),
                    Some(Value::Object(_)) => !has_own && depth > 0,
                    _ => false,
                };
                if is_list && let Some(list) = object.remove(name) {
                    return records(list, map, depth.saturating_sub(1));
                }
            }
            // An object whose values are the articles: `{"1": {...}, "2": {...}}`.
            let is_map = !has_own && object.len() > 1 && object.values().all(Value::is_object);
            Ok(if is_map { object.into_iter().map(|(_, value)| value).collect() } else { vec![Value::Object(object)] })
        }
        _ => Err("this is neither an object nor an array"),
    }
}

/// Lines of objects, taken one by one.
#[derive(Debug)]
pub(super) struct Lines {
    text: String,
    at: usize,
    line: usize,
    /// The first line that is none.
    first_bad: Option<usize>,
    map: FieldMap,
}

impl Lines {
    pub(super) fn new(text: String, map: &FieldMap) -> Self {
        Self { text, at: 0, line: 0, first_bad: None, map: map.clone() }
    }

    pub(super) fn part_done(&self) -> f64 {
        self.at as f64 / self.text.len().max(1) as f64
    }

    /// Takes the next line; `false` after the last.
    pub(super) fn next(&mut self, read: &mut Opened) -> Result<bool, ReadError> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        if rest.is_empty() {
            return match (read.is_empty(), self.first_bad) {
                (false, _) => Ok(false),
                (true, Some(line)) => Err(ReadError::Json { line, message: "this is not a JSON object".into() }),
                (true, None) => Err(ReadError::NoText),
            };
        }
        let (line, n) = rest.split_once('\n').map_or((rest, rest.len()), |(line, _)| (line, line.len() + 1));
        self.at += n;
        self.line += 1;
        if line.trim().is_empty() {
            return Ok(true);
        }
        if let Ok(record) = serde_json::from_str(line) {
            take(self.line, record, "", &self.map, read);
        } else if let Some((record, length)) = first_object(rest) {
            // Objects over several lines, or several on one.
            take(self.line, record, "", &self.map, read);
            let lines = rest.get(..length).unwrap_or_default().matches('\n').count();
            self.at = self.at - n + length;
            self.line = self.line - 1 + lines;
        } else {
            self.first_bad = self.first_bad.or(Some(self.line));
            read.left_out(self.line, "it is not a JSON object");
        }
        Ok(true)
    }
}

/// The object that a record is, without what search engines and archives wrap around it.
pub(super) fn unwrapped(mut object: Map<String, Value>) -> Map<String, Value> {
    for wrapper in ["_source", "article", "attributes", "fields"] {
        if matches!(object.get(wrapper), Some(Value::Object(_)))
            && !object.contains_key("title")
            && let Some(Value::Object(inner)) = object.remove(wrapper)
        {
            object = inner;
        }
    }
    object
}

fn take(line: usize, record: Value, source: &str, map: &FieldMap, read: &mut Opened) {
    let Value::Object(object) = record else {
        read.left_out(line, "it is not an object");
        return;
    };
    let values = unwrapped(object).into_iter().map(|(name, value)| (name, strings(value)));
    match field::draft(values, map) {
        Some(mut draft) => {
            if draft.meta.source.is_empty() {
                source.clone_into(&mut draft.meta.source);
            }
            read.push(draft);
        }
        None => read.left_out(line, "it has neither title nor body"),
    }
}

/// A value as texts: itself, the items of a list, the name of an object.
pub(super) fn strings(value: Value) -> Vec<String> {
    fn one(value: Value) -> Option<String> {
        match value {
            Value::String(text) => Some(text),
            Value::Number(number) => Some(number.to_string()),
            Value::Object(mut object) => {
                ["name", "title", "text", "value", "rendered"].iter().find_map(|key| match object.remove(*key) {
                    Some(Value::String(text)) => Some(text),
                    _ => None,
                })
            }
            _ => None,
        }
    }
    match value {
        Value::Array(values) => values.into_iter().filter_map(one).collect(),
        value => one(value).into_iter().filter(|text| !text.is_empty()).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{FileRead, ReadError, ReadNote, read_file};
    use crate::text::Lexicon;

    fn read(name: &str, text: &str) -> Result<FileRead, ReadError> {
        read_file(name, text.as_bytes(), Lexicon::embedded())
    }

    #[test]
    fn json_in_its_forms() {
        let one = r#"{"id":7,"title":"甲","date":"2024/8/9","region":"辽源","author":"张三、李四","body":"正文。"}"#;
        for text in [
            one.to_string(),
            format!("[{one}]"),
            format!("{{\"articles\":[{one}]}}"),
            format!("{{\"code\":0,\"data\":{{\"list\":[{one}]}}}}"),
            format!("{{\"hits\":{{\"hits\":[{{\"_source\":{one}}}]}}}}"),
        ] {
            let got = read("a.json", &text).unwrap();
            let meta = &got.articles[0].meta;
            assert_eq!((meta.id.as_str(), meta.date.as_str()), ("7", "2024-08-09"));
            assert_eq!((meta.places.as_slice(), meta.authors.len()), (["辽源".to_string()].as_slice(), 2));
        }
        let got = read("a.jsonl", &format!("{one}\n\nnonsense\n{one}\n{{\"x\":1}}\n")).unwrap();
        assert_eq!(got.articles.len(), 2);
        assert_eq!(got.notes.iter().filter(|(_, note)| matches!(note, ReadNote::LeftOut { .. })).count(), 2);
        // Objects over several lines, and several on one.
        let pretty = one.replace(",\"", ",\n  \"");
        for name in ["a.jsonl", "a.json"] {
            for text in
                [format!("{pretty}\n{pretty}\n"), format!("{one}{one}\n{one}"), format!("{one}\n{pretty}\n{{\n")]
            {
                let n = text.matches("正文").count();
                assert_eq!(read(name, &text).unwrap().articles.len(), n, "{name}: {text}");
            }
        }
        assert_eq!(read("a.json", "{"), Err(ReadError::BrokenJson { line: 1 }));
        assert!(matches!(read("a.jsonl", "a\nb"), Err(ReadError::Json { line: 1, .. })));
        assert_eq!(read("a.json", "[]"), Err(ReadError::NoText));
        assert_eq!(
            read("a.json", "{\"标题\":\"乙\",\"正文\":\"<p>一。</p><p>二。</p>\",\"媒体\":\"样报\"}").unwrap().articles
                [0]
            .body,
            "一。\n二。"
        );
    }

    #[test]
    fn json_feeds_name_their_source() {
        let feed = r#"{"version":"https://jsonfeed.org/version/1.1","title":"样报","items":[{"id":"1","url":"https://a.b/1","title":"甲","content_html":"<p>第一段。</p><p>第二段。</p>","date_published":"2024-05-06T08:00:00+08:00","authors":[{"name":"张三"}]}]}"#;
        let got = read("feed.json", feed).unwrap();
        let article = &got.articles[0];
        assert_eq!(
            (article.body.as_str(), article.meta.source.as_str(), article.meta.date.as_str()),
            ("第一段。\n第二段。", "样报", "2024-05-06")
        );
        assert_eq!((article.meta.authors.join("、").as_str(), article.meta.url.as_str()), ("张三", "https://a.b/1"));
    }
}
