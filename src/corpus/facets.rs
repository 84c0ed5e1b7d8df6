//! What articles are counted by: theme, place, source, year, kind, origin, and their dates.

use std::collections::BTreeMap;

use crate::index::bytes::{Reader, put_bytes, put_varint};
use crate::protocol::{ArticleMeta, Field, ThemeInfo};

/// The first and the last day a date can mean, as `YYYYMMDD`; `None` when it is no ISO date,
/// month or year. Month ends are taken as 31: the numbers only serve to compare.
pub fn days(date: &str) -> Option<(u32, u32)> {
    let date = date.trim();
    let date = date.split_once(['T', ' ']).map_or(date, |(day, _)| day);
    let mut parts = date.split('-');
    let mut number = |len: usize, most: u32| match parts.next() {
        None => Some(None),
        Some(part) if part.len() == len && part.bytes().all(|b| b.is_ascii_digit()) => {
            part.parse().ok().filter(|n| (1..=most).contains(n)).map(Some)
        }
        Some(_) => None,
    };
    let (year, month, day) = (number(4, 9999)??, number(2, 12)?, number(2, 31)?);
    if parts.next().is_some() {
        return None;
    }
    let low = year * 10_000 + month.unwrap_or(1) * 100 + day.unwrap_or(1);
    Some((low, year * 10_000 + month.unwrap_or(12) * 100 + day.unwrap_or(31)))
}

/// Values of one field and which articles have them.
#[derive(Debug, Default)]
pub struct Values {
    /// The values, as shown.
    pub list: Vec<String>,
    /// First entry of `ids` of each article; one more at the end.
    starts: Vec<u32>,
    ids: Vec<u32>,
}

impl Values {
    /// Positions in `list` of an article's values.
    pub fn of(&self, doc: u32) -> &[u32] {
        let at = |i: usize| self.starts.get(i).map_or(0, |&n| n as usize);
        self.ids.get(at(doc as usize)..at(doc as usize + 1)).unwrap_or_default()
    }
}

/// All fields and the dates of a corpus.
#[derive(Debug, Default)]
pub struct Facets {
    fields: [Values; 6],
    /// First and last day of each article's date; zero when it has none.
    pub days: Vec<(u32, u32)>,
}

impl Facets {
    /// A field's values.
    pub fn field(&self, field: Field) -> &Values {
        static NONE: Values = Values { list: Vec::new(), starts: Vec::new(), ids: Vec::new() };
        self.fields.get(field as usize).unwrap_or(&NONE)
    }

    /// Opens the section.
    pub fn open(section: &[u8], n_articles: u32) -> Option<Self> {
        let mut reader = Reader::new(section);
        let mut facets = Self::default();
        for values in &mut facets.fields {
            for _ in 0..reader.varint()? {
                values.list.push(reader.text()?.to_owned());
            }
            for _ in 0..n_articles {
                values.starts.push(values.ids.len() as u32);
                for _ in 0..reader.varint()? {
                    let id = reader.varint()?;
                    ((id as usize) < values.list.len()).then_some(())?;
                    values.ids.push(id);
                }
            }
            values.starts.push(values.ids.len() as u32);
        }
        for _ in 0..n_articles {
            let low = reader.varint()?;
            facets.days.push((low, if low == 0 { 0 } else { low.checked_add(reader.varint()?)? }));
        }
        reader.is_empty().then_some(facets)
    }
}

/// Writes the section: per field its values and each article's, then the dates.
pub(super) fn write(metas: &[ArticleMeta], themes: &[ThemeInfo], theme_counts: &[Vec<(u32, u32)>]) -> Vec<u8> {
    let mut out = Vec::new();
    for field in Field::ALL {
        let lists: Vec<Vec<String>> =
            if field == Field::Theme { Vec::new() } else { metas.iter().map(|meta| values_of(meta, field)).collect() };
        let mut places: BTreeMap<&str, u32> = lists.iter().flatten().map(|value| (value.as_str(), 0)).collect();
        for (place, id) in places.values_mut().zip(0..) {
            *place = id;
        }
        if field == Field::Theme {
            put_varint(&mut out, themes.len() as u32);
            for theme in themes {
                put_bytes(&mut out, theme.id.as_bytes());
            }
        } else {
            put_varint(&mut out, places.len() as u32);
            for value in places.keys() {
                put_bytes(&mut out, value.as_bytes());
            }
        }
        for i in 0..metas.len() {
            let mut ids: Vec<u32> = if field == Field::Theme {
                theme_counts.get(i).into_iter().flatten().map(|(theme, _)| *theme).collect()
            } else {
                lists.get(i).into_iter().flatten().filter_map(|value| places.get(value.as_str()).copied()).collect()
            };
            ids.retain(|&id| field != Field::Theme || (id as usize) < themes.len());
            ids.sort_unstable();
            ids.dedup();
            put_varint(&mut out, ids.len() as u32);
            for &id in &ids {
                put_varint(&mut out, id);
            }
        }
    }
    for meta in metas {
        let (low, high) = days(&meta.date).unwrap_or_default();
        put_varint(&mut out, low);
        if low > 0 {
            put_varint(&mut out, high - low);
        }
    }
    out
}

fn values_of(meta: &ArticleMeta, field: Field) -> Vec<String> {
    let some = |value: &str| if value.is_empty() { Vec::new() } else { vec![value.to_owned()] };
    match field {
        Field::Theme => Vec::new(),
        Field::Place => meta.places.iter().filter(|place| !place.is_empty()).cloned().collect(),
        Field::Source => some(&meta.source),
        Field::Year => days(&meta.date).map(|(low, _)| format!("{:04}", low / 10_000)).into_iter().collect(),
        Field::Kind => some(&meta.kind),
        Field::Origin => some(if meta.imported { "imported" } else { "bundled" }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_any_precision_are_ranges() {
        let cases = [
            ("2024", Some((20_240_101, 20_241_231))),
            ("2024-02", Some((20_240_201, 20_240_231))),
            ("2024-02-09", Some((20_240_209, 20_240_209))),
            ("2024-02-09T08:00", Some((20_240_209, 20_240_209))),
            ("", None),
            ("24", None),
            ("2024-13", None),
            ("2024-1", None),
            ("2024-01-01-01", None),
            ("二〇二四", None),
        ];
        for (date, expected) in cases {
            assert_eq!(days(date), expected, "{date}");
        }
    }

    #[test]
    fn values_come_back() {
        let meta = |source: &str, places: &[&str], date: &str| ArticleMeta {
            source: source.into(),
            places: places.iter().map(ToString::to_string).collect(),
            date: date.into(),
            ..Default::default()
        };
        let metas = [meta("乙报", &["辽源", "长春"], "2024-03"), meta("", &[], ""), meta("甲报", &["辽源"], "2023")];
        let themes = [ThemeInfo { id: "green".into(), ..Default::default() }];
        let section = write(&metas, &themes, &[vec![(0, 3)], vec![], vec![(9, 1)]]);
        let facets = Facets::open(&section, 3).unwrap();
        let of = |field, doc| -> Vec<&str> {
            let values = facets.field(field);
            values.of(doc).iter().map(|&id| values.list[id as usize].as_str()).collect()
        };
        assert_eq!(of(Field::Source, 0), ["乙报"]);
        assert_eq!(of(Field::Source, 1), [""; 0]);
        assert_eq!(of(Field::Place, 0), ["辽源", "长春"]);
        assert_eq!(of(Field::Year, 2), ["2023"]);
        assert_eq!(of(Field::Theme, 0), ["green"]);
        assert_eq!(of(Field::Theme, 2), [""; 0]);
        assert_eq!(of(Field::Origin, 2), ["bundled"]);
        assert_eq!(facets.days, [(20_240_301, 20_240_331), (0, 0), (20_230_101, 20_231_231)]);
        for cut in 0..section.len() {
            assert!(Facets::open(&section[..cut], 3).is_none());
        }
    }
}
