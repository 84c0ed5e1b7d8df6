//! What an import would make of the fields or columns of a file, before it begins.

use serde_json::Value;

use super::field::{self, Field, FieldMap};
use super::kind::{self, Kind};
use super::{json, table, text_of};
use crate::corpus::What;

/// Records that are looked at.
const RECORDS: usize = 50;
/// Characters of a sample.
const SAMPLE: usize = 80;
/// Characters on average from which a column that is not used may be the text.
const LONG: usize = 80;

/// The fields or columns of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// What kind of file it is.
    pub kind: &'static str,
    /// The encoding it was read in.
    pub encoding: &'static str,
    /// Its fields, in the order of the file.
    pub columns: Vec<Column>,
    /// Whether somebody should have a look: no text or no title is known, or one that is long is not used.
    pub is_doubtful: bool,
}

/// A field or column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Column {
    /// Its name in the file; of tables without names its number.
    pub name: String,
    /// What it is taken for.
    pub field: Option<Field>,
    /// The beginning of the first value that has any text.
    pub sample: String,
    /// Whether an article is made of it: of two that hold the same the first wins.
    pub is_used: bool,
}

/// Looks at the beginning of a file; nothing when its articles have no fields. `bytes` may end anywhere.
pub fn look(name: &str, bytes: &[u8], map: &FieldMap) -> Option<Look> {
    if bytes.is_empty() || What::of(bytes).is_some() {
        return None;
    }
    // A character of two bytes is not cut in the middle; of others the end is forgiven.
    let bytes = bytes.get(..bytes.len() / 2 * 2).filter(|_| bytes.len() > 64).unwrap_or(bytes);
    let (text, opened) = text_of(bytes.to_vec()).ok()?;
    let Ok((kind, _)) = kind::of(&kind::extension(name), &text) else { return None };
    let mut map = map.clone();
    let (names, records, has_names) = match kind {
        Kind::Table => rows(&text, &mut map)?,
        Kind::Json | Kind::Lines => {
            let (names, records) = objects(&text);
            (names, records, true)
        }
        _ => return None,
    };
    let kind = kind.name();
    let columns = columns(&names, &records, &map);
    let has = |wanted: &[Field]| columns.iter().any(|column| column.field.is_some_and(|field| wanted.contains(&field)));
    let is_long = |at: usize| {
        let n = records.iter().filter_map(|record| record.get(at)).map(|value| value.chars().count()).sum::<usize>();
        n / records.len().max(1) >= LONG
    };
    let wasted = columns.iter().enumerate().any(|(at, column)| column.field.is_none() && is_long(at));
    let is_doubtful = !has_names || !has(&[Field::Title]) || !has(&[Field::Body, Field::Summary]) || wasted;
    (!columns.is_empty()).then_some(Look { kind, encoding: opened.encoding, columns, is_doubtful })
}

type Records = Vec<Vec<String>>;

fn columns(names: &[String], records: &Records, map: &FieldMap) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    for (at, name) in names.iter().enumerate() {
        let values = records.iter().filter_map(|record| record.get(at));
        let sample = values.map(|value| value.trim()).find(|value| !value.is_empty()).unwrap_or_default();
        columns.push(Column {
            name: name.trim().to_owned(),
            field: map.of(name).map(|(field, _)| field),
            sample: sample.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(SAMPLE).collect(),
            is_used: false,
        });
    }
    for field in Field::ALL {
        let same = (0..columns.len()).filter(|&at| columns.get(at).is_some_and(|column| column.field == Some(field)));
        let has_text = |at: &usize| columns.get(*at).is_some_and(|column| !column.sample.is_empty());
        let rank = |at: &usize| names.get(*at).and_then(|name| map.of(name)).map(|(_, rank)| rank);
        if let Some(first) = same.filter(has_text).min_by_key(rank)
            && let Some(column) = columns.get_mut(first)
        {
            column.is_used = true;
        }
    }
    // A summary is taken only where there is no text.
    if columns.iter().any(|column| column.is_used && column.field == Some(Field::Body)) {
        columns
            .iter_mut()
            .filter(|column| column.field == Some(Field::Summary))
            .for_each(|column| column.is_used = false);
    }
    columns
}

/// Names, rows, and whether the columns have names; where they have none `map` learns what was guessed.
fn rows(text: &str, map: &mut FieldMap) -> Option<(Vec<String>, Records, bool)> {
    let (mut rows, _) = table::all_rows(text);
    rows.truncate(RECORDS + 1);
    if table::is_header(rows.first()?, map) {
        let names = rows.remove(0);
        return Some((names, rows, true));
    }
    let is_said = (1..=rows.iter().map(Vec::len).max()?).any(|number| map.names(&number.to_string()));
    let Ok(guess) = table::guess(&rows, map) else {
        let numbered = (1..=rows.first()?.len()).map(|column| column.to_string()).collect();
        return Some((numbered, rows, false));
    };
    if guess.has_names {
        rows.remove(0);
    }
    if !is_said {
        let held = guess.names.iter().zip(&guess.fields);
        let said: Vec<String> = held.filter_map(|(name, field)| Some(format!("{}={name}", (*field)?.name()))).collect();
        *map = FieldMap::parse(said.iter().map(String::as_str)).unwrap_or_default();
    }
    Some((guess.names, rows, is_said))
}

/// The names of all fields and their values, record by record, of JSON that may be cut off.
fn objects(text: &str) -> (Vec<String>, Records) {
    let whole = serde_json::from_str::<Value>(text).ok();
    let values = match whole.and_then(|value| json::records(value, &FieldMap::default(), 4).ok()) {
        Some(values) => values,
        None => pieces(text),
    };
    let (mut names, mut records): (Vec<String>, Records) = (Vec::new(), Vec::new());
    for value in values.into_iter().take(RECORDS) {
        let Value::Object(object) = value else { continue };
        let mut record = vec![String::new(); names.len()];
        for (name, value) in json::unwrapped(object) {
            let value = json::strings(value).join(" ");
            if let Some(at) = names.iter().position(|known| *known == name) {
                if let Some(slot) = record.get_mut(at) {
                    *slot = value;
                }
            } else {
                names.push(name);
                record.push(value);
            }
        }
        records.push(record);
    }
    (names, records)
}

/// Objects that stand side by side in a text that is no JSON as a whole: lines of objects, or a list without its end.
fn pieces(text: &str) -> Vec<Value> {
    for (at, _) in text.match_indices(['{', '[']).take(20) {
        let start = if text.get(at..).is_some_and(|rest| rest.starts_with('[')) { at + 1 } else { at };
        let mut rest = text.get(start..).unwrap_or_default();
        let mut found = Vec::new();
        while found.len() < RECORDS {
            rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
            let mut stream = serde_json::Deserializer::from_str(rest).into_iter::<Value>();
            match stream.next() {
                Some(Ok(value)) if value.is_object() => found.push(value),
                _ => break,
            }
            let n = stream.byte_offset();
            rest = rest.get(n..).unwrap_or_default();
        }
        let is_known = |value: &Value| {
            value.as_object().is_some_and(|object| object.keys().any(|name| field::field(name).is_some()))
        };
        if found.len() > 1 || found.iter().any(is_known) {
            return found;
        }
    }
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "全市上下围绕绿色转型这一主线，加快布局氢能、风电和光伏产业，一批项目陆续开工，带动上下游企业集聚发展，产业链条不断延伸，园区里的厂房一座接一座地建起来，年底就要投产，工人们正在安装设备。";

    fn said(look: &Look) -> Vec<(&str, &str, bool)> {
        let one = |column: &'_ Column| (column.field.map_or("", Field::name), column.is_used);
        look.columns.iter().map(|column| (column.name.as_str(), one(column).0, one(column).1)).collect()
    }

    #[test]
    fn columns_are_told_before_anything_is_taken() {
        let csv = format!("序号,标题,内容,正文\n1,甲题,,{TEXT}\n2,乙题,,{TEXT}\n");
        let found = look("a.csv", csv.as_bytes(), &FieldMap::default()).unwrap();
        let expected = [("序号", "", false), ("标题", "title", true), ("内容", "body", false), ("正文", "body", true)];
        assert_eq!((said(&found), found.is_doubtful, found.kind), (expected.to_vec(), false, "CSV"));
        assert_eq!(found.columns[1].sample, "甲题");
        // Names that say nothing, a text that would be lost, and what the reader says of it.
        let csv = format!("名头,材料\n甲题,{TEXT}\n");
        let found = look("a.csv", csv.as_bytes(), &FieldMap::default()).unwrap();
        assert!(found.is_doubtful && found.columns.len() == 2, "{found:?}");
        let map = FieldMap::parse(["title=名头", "正文=材料"]).unwrap();
        let found = look("a.csv", csv.as_bytes(), &map).unwrap();
        assert_eq!((said(&found), found.is_doubtful), (vec![("名头", "title", true), ("材料", "body", true)], false));
        assert!(look("a.txt", TEXT.as_bytes(), &map).is_none() && look("a.csv", b"", &map).is_none());
    }

    #[test]
    fn what_is_cut_off_is_told_too() {
        let record = format!("{{\"headline\":\"甲题\",\"story\":\"{TEXT}\",\"date\":\"2024-05-06\"}}");
        let wrapped = format!("{{\"code\":0,\"data\":{{\"list\":[{record},{record},{record}");
        for (name, text) in [
            ("a.jsonl", format!("{record}\n{record}\n{record}")),
            ("a.json", format!("[{record},{record},{record}]")),
            ("a.json", wrapped),
        ] {
            for cut in [text.len(), text.len() - 7, text.len() - 100] {
                let found = look(name, &text.as_bytes()[..cut], &FieldMap::default()).unwrap();
                let mut told = said(&found);
                told.sort_unstable();
                let expected = vec![("date", "date", true), ("headline", "title", true), ("story", "", false)];
                assert_eq!((told, found.is_doubtful), (expected, true), "{name} {cut}");
            }
        }
        let utf16: Vec<u8> = format!("标题,正文\n甲题,{TEXT}\n").encode_utf16().flat_map(u16::to_le_bytes).collect();
        let found = look("a.csv", &utf16[..utf16.len() - 3], &FieldMap::default()).unwrap();
        assert_eq!(said(&found), [("标题", "title", true), ("正文", "body", true)]);
    }
}
