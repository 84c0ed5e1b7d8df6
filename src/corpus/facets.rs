//! What articles are counted by: theme, place, source, year, kind, origin, and their dates.

use std::collections::BTreeMap;

use crate::index::bytes::{Reader, put_bytes, put_varint};
use crate::protocol::{ArticleMeta, Field, ThemeInfo};

/// The first and the last day a date can mean, as `YYYYMMDD`; `None` when it is no ISO date,
/// month or year, or a day that its month has not. Where no day is said months end with the 31st: the numbers only serve
/// to compare.
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
    if parts.next().is_some() || day.is_some_and(|day| day > month_days(year, month.unwrap_or(1))) {
        return None;
    }
    let low = year * 10_000 + month.unwrap_or(1) * 100 + day.unwrap_or(1);
    Some((low, year * 10_000 + month.unwrap_or(12) * 100 + day.unwrap_or(31)))
}

/// Number of days of a month, by the Gregorian calendar.
fn month_days(year: u32, month: u32) -> u32 {
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 => 28 + u32::from(is_leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Values of one field and which articles have them.
#[derive(Debug, Default)]
pub struct Values {
    /// The values, as shown.
    pub list: Vec<String>,
    /// First entry of `ids` of each article; one more at the end.
    starts: Vec<u32>,
    ids: Vec<u32>,
    /// Values that many articles have, each with one bit per article.
    dense: Vec<(u32, Bits)>,
    /// The other values per article, as `starts` and `ids`.
    rest: (Vec<u32>, Vec<u32>),
}

/// A set of articles, one bit each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bits(Vec<u64>);

impl Bits {
    /// The empty set, for so many articles.
    pub fn none(n_articles: u32) -> Self {
        Self(vec![0; (n_articles as usize).div_ceil(64)])
    }

    /// All of so many articles.
    pub fn all(n_articles: u32) -> Self {
        let mut bits = Self(vec![u64::MAX; (n_articles as usize).div_ceil(64)]);
        if let Some(last) = bits.0.last_mut()
            && !n_articles.is_multiple_of(64)
        {
            *last = (1 << (n_articles % 64)) - 1;
        }
        bits
    }

    /// Adds an article.
    #[inline]
    pub fn insert(&mut self, doc: u32) {
        if let Some(word) = self.0.get_mut(doc as usize / 64) {
            *word |= 1 << (doc % 64);
        }
    }

    /// Whether it holds an article.
    #[inline]
    pub fn has(&self, doc: u32) -> bool {
        self.0.get(doc as usize / 64).is_some_and(|word| word >> (doc % 64) & 1 == 1)
    }

    /// Keeps what the other holds too.
    pub fn and(&mut self, other: &Self) {
        for (word, other) in self.0.iter_mut().zip(&other.0) {
            *word &= other;
        }
    }

    /// Leaves out what the other holds.
    pub fn and_not(&mut self, other: &Self) {
        for (word, other) in self.0.iter_mut().zip(&other.0) {
            *word &= !other;
        }
    }

    /// Number of articles.
    pub fn len(&self) -> u32 {
        self.0.iter().map(|word| word.count_ones()).sum()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|&word| word == 0)
    }

    /// Number of articles that the other holds too.
    pub fn shared(&self, other: &Self) -> u32 {
        self.0.iter().zip(&other.0).map(|(a, b)| (a & b).count_ones()).sum()
    }

    /// Number of articles from `from` to before `to`.
    pub fn between(&self, from: u32, to: u32) -> u32 {
        let (first, last) = (from as usize / 64, to.saturating_sub(1) as usize / 64);
        if to <= from {
            return 0;
        }
        let words = self.0.get(first..=last).unwrap_or_default();
        let n: u32 = words.iter().map(|word| word.count_ones()).sum();
        let before = words.first().map_or(0, |word| (word & ((1 << (from % 64)) - 1)).count_ones());
        let after =
            words.last().map_or(0, |word| if to.is_multiple_of(64) { 0 } else { (word >> (to % 64)).count_ones() });
        n.saturating_sub(before + after)
    }

    /// The articles in order.
    pub fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        (0..).zip(&self.0).flat_map(|(at, &word)| {
            let mut rest = word;
            std::iter::from_fn(move || {
                let bit = rest.trailing_zeros();
                rest &= rest.wrapping_sub(1);
                (bit < 64).then_some(at * 64 + bit)
            })
        })
    }
}

impl Values {
    /// Positions in `list` of an article's values.
    pub fn of(&self, doc: u32) -> &[u32] {
        let at = |i: usize| self.starts.get(i).map_or(0, |&n| n as usize);
        self.ids.get(at(doc as usize)..at(doc as usize + 1)).unwrap_or_default()
    }

    /// The articles that have one of some values.
    pub fn having(&self, ids: &[u32], n_articles: u32) -> Bits {
        let mut bits = Bits::none(n_articles);
        for doc in 0..n_articles {
            if self.of(doc).iter().any(|id| ids.contains(id)) {
                bits.insert(doc);
            }
        }
        bits
    }

    /// Number of articles of a set per value: of what many articles have by counting bits, of
    /// the rest by looking at each article; when the set is small, all by looking.
    pub fn count(&self, set: &Bits) -> Vec<u32> {
        let mut counts = vec![0; self.list.len()];
        let mut add = |ids: &[u32]| {
            for &id in ids {
                if let Some(n) = counts.get_mut(id as usize) {
                    *n += 1;
                }
            }
        };
        if set.len() as usize <= self.dense.len() * set.0.len() / 4 {
            set.iter().for_each(|doc| add(self.of(doc)));
            return counts;
        }
        let (starts, ids) = &self.rest;
        if !ids.is_empty() {
            let at = |i: usize| starts.get(i).map_or(0, |&n| n as usize);
            set.iter().for_each(|doc| add(ids.get(at(doc as usize)..at(doc as usize + 1)).unwrap_or_default()));
        }
        for (id, bits) in &self.dense {
            if let Some(n) = counts.get_mut(*id as usize) {
                *n = bits.shared(set);
            }
        }
        counts
    }

    /// Divides the values by how many articles have them.
    fn divide(&mut self, n_articles: u32) {
        let mut counts = vec![0u32; self.list.len()];
        for &id in &self.ids {
            if let Some(n) = counts.get_mut(id as usize) {
                *n += 1;
            }
        }
        let mut places: Vec<Option<usize>> = vec![None; counts.len()];
        for ((id, &n), place) in (0..).zip(&counts).zip(&mut places) {
            if n > n_articles / 16 {
                *place = Some(self.dense.len());
                self.dense.push((id, Bits::none(n_articles)));
            }
        }
        self.rest.0.push(0);
        for doc in 0..n_articles {
            let at = |i: usize| self.starts.get(i).map_or(0, |&n| n as usize);
            for &id in self.ids.get(at(doc as usize)..at(doc as usize + 1)).unwrap_or_default() {
                match places.get(id as usize).copied().flatten().and_then(|place| self.dense.get_mut(place)) {
                    Some((_, bits)) => bits.insert(doc),
                    None => self.rest.1.push(id),
                }
            }
            self.rest.0.push(self.rest.1.len() as u32);
        }
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
        static NONE: Values = Values {
            list: Vec::new(),
            starts: Vec::new(),
            ids: Vec::new(),
            dense: Vec::new(),
            rest: (Vec::new(), Vec::new()),
        };
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
            values.divide(n_articles);
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
            ("2024-02-29", Some((20_240_229, 20_240_229))),
            ("2023-02-29", None),
            ("2024-04-31", None),
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

    #[test]
    fn sets_are_counted_right_whatever_their_size() {
        for n in [0, 1, 63, 64, 65, 200] {
            assert_eq!(Bits::all(n).iter().collect::<Vec<_>>(), (0..n).collect::<Vec<_>>());
            let mut thirds = Bits::none(n);
            (0..n).filter(|doc| doc % 3 == 0).for_each(|doc| thirds.insert(doc));
            assert_eq!(thirds.len(), n.div_ceil(3));
            assert_eq!(thirds.shared(&Bits::all(n)), thirds.len());
            for (from, to) in [(0, n), (1, n), (5, 5), (3, 64), (64, 128), (10, 70), (0, 1)] {
                let expected = (from..to.min(n)).filter(|doc| doc % 3 == 0).count() as u32;
                assert_eq!(thirds.between(from, to.min(n)), expected, "{from}..{to} of {n}");
            }
            let mut others = Bits::all(n);
            others.and_not(&thirds);
            assert!((0..n).all(|doc| others.has(doc) != thirds.has(doc)));
        }
        // Three values for all, one that few have: counted the same by bits and one by one.
        let places = |i: usize| -> Vec<String> {
            let list = [("甲", 2), ("乙", 3), ("丙", 1), ("丁", 97)];
            list.iter().filter(|(_, every)| i.is_multiple_of(*every)).map(|(place, _)| (*place).to_owned()).collect()
        };
        let metas: Vec<ArticleMeta> =
            (0..300).map(|i| ArticleMeta { places: places(i), ..Default::default() }).collect();
        let facets = Facets::open(&write(&metas, &[], &[]), 300).unwrap();
        let values = facets.field(Field::Place);
        for every in [1, 7, 150] {
            let mut set = Bits::none(300);
            (0..300).step_by(every).for_each(|doc| set.insert(doc));
            let counts = values.count(&set);
            for (id, value) in values.list.iter().enumerate() {
                let expected = (0..300).step_by(every).filter(|&doc| places(doc).contains(value)).count();
                assert_eq!(counts[id] as usize, expected, "{value} of every {every}th");
            }
        }
    }
}
