//! JSON, lines of JSON and JSON Feed.

use serde_json::{Map, Value};

use super::{Opened, ReadError, field};

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

pub(super) fn json(text: &str, read: &mut Opened) -> Result<(), ReadError> {
    let value: Value = match serde_json::from_str(text) {
        Ok(value) => value,
        // Lines of objects in a file named .json.
        Err(_) if looks_like_lines(text) => return lines(text, read),
        Err(error) => return Err(ReadError::Json { line: error.line(), message: "this is not JSON".into() }),
    };
    // A feed names itself once, not in every entry.
    let source = match &value {
        Value::Object(object) if text_of(object, "version").contains("jsonfeed.org") => text_of(object, "title"),
        _ => String::new(),
    };
    let records = records(value, DEPTH).map_err(|message| ReadError::Json { line: 1, message: message.into() })?;
    for (i, record) in records.into_iter().enumerate() {
        take(i + 1, record, &source, read);
    }
    if read.is_empty() { Err(ReadError::NoText) } else { Ok(()) }
}

/// Whether the second line is an object by itself.
pub(super) fn looks_like_lines(text: &str) -> bool {
    text.trim().lines().nth(1).is_some_and(|line| line.trim().starts_with('{') && line.trim().ends_with('}'))
}

fn text_of(object: &Map<String, Value>, key: &str) -> String {
    object.get(key).and_then(Value::as_str).unwrap_or_default().trim().to_owned()
}

/// The articles of a document: a list, an object that holds one under a usual name, or one object.
fn records(value: Value, depth: usize) -> Result<Vec<Value>, &'static str> {
    match value {
        Value::Array(records) => Ok(records),
        Value::Object(mut object) => {
            let has_own = object
                .keys()
                .any(|name| matches!(field::field(name), Some((field::Field::Body | field::Field::Title, _))))
                && object.values().any(Value::is_string);
            for name in LISTS {
                let is_list = match object.get(name) {
                    Some(Value::Array(list)) => list.iter().any(Value::is_object),
                    Some(Value::Object(_)) => !has_own && depth > 0,
                    _ => false,
                };
                if is_list && let Some(list) = object.remove(name) {
                    return records(list, depth.saturating_sub(1));
                }
            }
            // An object whose values are the articles: `{"1": {...}, "2": {...}}`.
            let is_map = !has_own && object.len() > 1 && object.values().all(Value::is_object);
            Ok(if is_map { object.into_iter().map(|(_, value)| value).collect() } else { vec![Value::Object(object)] })
        }
        _ => Err("this is neither an object nor an array"),
    }
}

pub(super) fn lines(text: &str, read: &mut Opened) -> Result<(), ReadError> {
    let mut first = None;
    for (i, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        if let Ok(record) = serde_json::from_str(line) {
            take(i + 1, record, "", read);
        } else {
            first = first.or(Some(i + 1));
            read.left_out(i + 1, "it is not a JSON object");
        }
    }
    match (read.is_empty(), first) {
        (false, _) => Ok(()),
        (true, Some(line)) => Err(ReadError::Json { line, message: "this is not a JSON object".into() }),
        (true, None) => Err(ReadError::NoText),
    }
}

fn take(line: usize, record: Value, source: &str, read: &mut Opened) {
    let Value::Object(mut object) = record else {
        read.left_out(line, "it is not an object");
        return;
    };
    // What search engines and archives wrap around a record.
    for wrapper in ["_source", "article", "attributes", "fields"] {
        if matches!(object.get(wrapper), Some(Value::Object(_)))
            && !object.contains_key("title")
            && let Some(Value::Object(inner)) = object.remove(wrapper)
        {
            object = inner;
        }
    }
    let values = object.iter().map(|(name, value)| (name.as_str(), strings(value)));
    match field::draft(values) {
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
fn strings(value: &Value) -> Vec<String> {
    let one = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Object(object) => ["name", "title", "text", "value", "rendered"]
            .iter()
            .find_map(|key| Some(object.get(*key)?.as_str()?.to_owned())),
        _ => None,
    };
    match value {
        Value::Array(values) => values.iter().filter_map(one).collect(),
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
        assert!(matches!(read("a.json", "{"), Err(ReadError::Json { line: 1, .. })));
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
