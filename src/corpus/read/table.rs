//! Tables: CSV, TSV, and what spreadsheets of other countries write.

use csv_core::{ReadFieldResult, ReaderBuilder};

use super::field::{self, Field, FieldMap};
use super::{Opened, ReadError, ReadNote};
use crate::corpus::dates;

pub(super) type Row = Vec<String>;

/// What may stand between columns.
const DELIMITERS: [u8; 4] = [b',', b'\t', b';', b'|'];
/// Rows by which a table without column names is judged.
const JUDGED: usize = 50;
/// Characters that texts have on average.
const LONG: usize = 40;
/// Characters of the longest name of a column that is not known.
const NAME: usize = 12;

pub(super) fn table(text: &str, map: &FieldMap, read: &mut Opened) -> Result<(), ReadError> {
    let (rows, has_odd_quotes) = all_rows(text);
    if has_odd_quotes {
        read.notes.push(ReadNote::Quotes);
    }
    let (names, has_names) = match rows.first() {
        None => return Err(ReadError::Empty),
        Some(header) if is_header(header, map) => (header.clone(), true),
        Some(_) => {
            let guess = guess(rows.get(..JUDGED).unwrap_or(&rows), map)?;
            let column = |field: Field| guess.fields.iter().position(|held| *held == Some(field)).map(|at| at + 1);
            if let Some(body) = column(Field::Body) {
                read.notes.push(ReadNote::NoHeader { body, title: column(Field::Title) });
            }
            let named = guess.names.into_iter().zip(&guess.fields);
            let names = named.map(|(name, field)| field.map_or(name, |field| field.name().to_owned()));
            (names.collect(), guess.has_names)
        }
    };
    let n_before = 1 + usize::from(has_names);
    let unused = names.iter().filter(|name| map.of(name).is_none() && !name.trim().is_empty());
    let unused: Vec<String> = unused.map(|name| name.trim().to_owned()).collect();
    if !unused.is_empty() && has_names {
        read.notes.push(ReadNote::Unused(unused));
    }
    for (i, row) in rows.into_iter().skip(n_before - 1).enumerate() {
        let values = names.iter().zip(row).map(|(name, value)| (name.as_str(), vec![value]));
        match field::draft(values, map) {
            Some(draft) => read.push(draft),
            None => read.left_out(i + n_before, "it has neither title nor body"),
        }
    }
    if read.is_empty() { Err(ReadError::NoText) } else { Ok(()) }
}

/// The rows of a table, and whether its quotes do not come in pairs.
pub(super) fn all_rows(text: &str) -> (Vec<Row>, bool) {
    let text = text.trim_start_matches(['\u{feff}', '\n', ' ']);
    // Excel's own way to name the delimiter.
    let (named, text) = match text.strip_prefix("sep=").and_then(|rest| rest.split_once('\n')) {
        Some((mark, rest)) => (mark.trim().bytes().next().or(Some(b'\t')), rest),
        None => (None, text),
    };
    let delimiter = named.unwrap_or_else(|| sniff(text));
    let mut rows = rows(text, delimiter, true);
    let has_odd_quotes = text.bytes().filter(|b| *b == b'"').count() % 2 == 1;
    if has_odd_quotes {
        // A quote too many swallows all that follows it.
        let plain = self::rows(text, delimiter, false);
        let n_columns = rows.first().map_or(0, Vec::len);
        let fit = |rows: &[Row]| rows.iter().filter(|row| row.len() == n_columns).count();
        if fit(&plain) > fit(&rows) {
            rows = plain;
        }
    }
    (rows, has_odd_quotes)
}

/// Whether a text's first line names columns that are known, at least a title or a text.
pub(super) fn has_header(text: &str) -> bool {
    let first = text.trim_start_matches(['\u{feff}', '\n', ' ']).lines().next().unwrap_or_default();
    if first.len() > 2000 {
        return false;
    }
    let row = rows(first, sniff(first), true).into_iter().next().unwrap_or_default();
    row.len() > 1 && is_header(&row, &FieldMap::default())
}

/// Whether a first row names columns: one that is known, or one that the reader has named.
pub(super) fn is_header(row: &[String], map: &FieldMap) -> bool {
    row.iter().any(|name| {
        map.names(name) || matches!(field::field(name), Some((Field::Title | Field::Body | Field::Summary, _)))
    })
}

/// The delimiter under which the first line names most columns, or the lines have the same number of them.
fn sniff(text: &str) -> u8 {
    let head: String = text.split_inclusive('\n').take(12).collect();
    let score = |delimiter: u8| {
        let rows = rows(&head, delimiter, true);
        let names = rows.first().map_or(0, |row| row.iter().filter(|name| field::field(name).is_some()).count());
        let n_columns = rows.first().map_or(0, Vec::len);
        let same = rows.iter().filter(|row| row.len() == n_columns && n_columns > 1).count();
        (names, same)
    };
    let mut best = (b',', score(b','));
    for delimiter in DELIMITERS {
        let score = score(delimiter);
        if score > best.1 {
            best = (delimiter, score);
        }
    }
    best.0
}

/// All rows that hold anything.
fn rows(text: &str, delimiter: u8, has_quotes: bool) -> Vec<Row> {
    let mut reader = ReaderBuilder::new().delimiter(delimiter).quoting(has_quotes).build();
    let (mut rows, mut row, mut field) = (Vec::new(), Row::new(), Vec::new());
    let (mut rest, mut out) = (text.as_bytes(), vec![0; 1 << 16]);
    loop {
        let (result, n_in, n_out) = reader.read_field(rest, &mut out);
        rest = rest.get(n_in..).unwrap_or_default();
        field.extend_from_slice(out.get(..n_out).unwrap_or_default());
        match result {
            // An empty input next says that this was all.
            ReadFieldResult::InputEmpty | ReadFieldResult::OutputFull => {}
            ReadFieldResult::Field { record_end } => {
                row.push(String::from_utf8_lossy(&field).into_owned());
                field.clear();
                if record_end {
                    let row = std::mem::take(&mut row);
                    if row.iter().any(|value| !value.trim().is_empty()) {
                        rows.push(row);
                    }
                }
            }
            ReadFieldResult::End => return rows,
        }
    }
}

/// What the columns of a table are, none of which has a name that is known.
#[derive(Debug, Default)]
pub(super) struct Guess {
    /// Their names, or their numbers.
    pub(super) names: Row,
    /// What they hold.
    pub(super) fields: Vec<Option<Field>>,
    /// Whether the first row is one of names.
    pub(super) has_names: bool,
}

/// The column of long texts is the text, one of dates the date, the first of short texts the title. A first row of
/// short words above long texts is one of names. The reader names columns without names by number.
pub(super) fn guess(rows: &[Row], map: &FieldMap) -> Result<Guess, ReadError> {
    let n_columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    let numbered: Row = (1..=n_columns).map(|column| column.to_string()).collect();
    if numbered.iter().any(|name| map.names(name)) {
        return Ok(Guess { fields: vec![None; n_columns], names: numbered, has_names: false });
    }
    let (first, rest) = rows.split_first().map_or((&[][..], rows), |(first, rest)| (first.as_slice(), rest));
    let is_name = |cell: &String| {
        let n = cell.trim().chars().count();
        (1..=NAME).contains(&n) && dates::iso(cell).is_none() && !cell.trim().chars().all(|c| c.is_ascii_digit())
    };
    let long = |rows: &[Row]| longest(rows, n_columns);
    let has_names = first.len() == n_columns && first.iter().all(is_name) && long(rest).is_some();
    let judged = if has_names { rest } else { rows };
    let Some(body) = long(judged) else {
        let found: String = first.join(", ").chars().take(60).collect();
        return Err(ReadError::NoColumns { found });
    };
    let are_dates = |column: &usize| {
        let has_date = |row: &&Row| row.get(*column).is_some_and(|value| dates::iso(value).is_some());
        judged.iter().filter(has_date).count() * 2 > judged.len()
    };
    let date = (0..n_columns).filter(|column| *column != body).find(are_dates);
    let is_title =
        |column: &usize| (4..80).contains(&mean(judged, *column)) && Some(*column) != date && *column != body;
    let title = (0..n_columns).find(is_title);
    let names = if has_names { first.to_vec() } else { numbered };
    let field = |(column, name): (usize, &String)| match column {
        column if column == body => Some(Field::Body),
        column if Some(column) == date => Some(Field::Date),
        column if Some(column) == title => Some(Field::Title),
        _ => map.of(name).map(|(field, _)| field),
    };
    Ok(Guess { fields: names.iter().enumerate().map(field).collect(), names, has_names })
}

/// Characters that a column has on average.
fn mean(rows: &[Row], column: usize) -> usize {
    let chars = rows.iter().filter_map(|row| row.get(column)).map(|value| value.chars().count());
    chars.sum::<usize>() / rows.len().max(1)
}

/// The column of the longest texts, when they are long.
fn longest(rows: &[Row], n_columns: usize) -> Option<usize> {
    (0..n_columns).max_by_key(|column| mean(rows, *column)).filter(|column| mean(rows, *column) >= LONG)
}
