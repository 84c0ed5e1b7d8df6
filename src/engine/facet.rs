//! Filters, facet counts and the histogram.

use crate::corpus::{Corpus, days};
use crate::protocol::{Bin, Facet, FacetValue, Field, Filter, Note};
use crate::text::fold;

use super::language::Dates;

/// Bit of the dates in the mask of what an article fails.
const DATES: u8 = 1 << 7;

/// All conditions that are no text.
#[derive(Debug, Default)]
pub(super) struct Conditions {
    /// Per field: values to keep, values to leave out, whether some value to keep was asked for.
    fields: [(Vec<u32>, Vec<u32>, bool); 6],
    /// First and last day.
    days: Option<(u32, u32)>,
    any: bool,
}

impl Conditions {
    pub(super) fn new(
        corpus: &Corpus,
        filters: &[Filter],
        typed: &[(Field, String, bool)],
        range: (Option<&str>, Option<&str>),
        dates: &[Dates],
        notes: &mut Vec<Note>,
    ) -> Self {
        let mut conditions = Self::default();
        for filter in filters {
            let values = &corpus.facets().field(filter.field).list;
            let ids = values.iter().position(|value| *value == filter.value).map(|id| id as u32);
            conditions.add(filter.field, ids.into_iter().collect(), filter.out);
        }
        for (field, value, out) in typed {
            let ids = find_value(corpus, *field, value);
            if ids.is_empty() {
                notes.push(Note::UnknownValue(field.name().into(), value.clone()));
            }
            conditions.add(*field, ids, *out);
        }
        let (mut from, mut to) = (0, u32::MAX);
        let mut day = |text: &str, notes: &mut Vec<Note>| {
            let found = days(text);
            if found.is_none() {
                notes.push(Note::BadDate(text.to_owned()));
            }
            conditions.any |= found.is_some();
            found
        };
        if let Some((low, _)) = range.0.filter(|text| !text.is_empty()).and_then(|text| day(text, notes)) {
            from = from.max(low);
        }
        if let Some((_, high)) = range.1.filter(|text| !text.is_empty()).and_then(|text| day(text, notes)) {
            to = to.min(high);
        }
        for condition in dates {
            match condition {
                Dates::Before(date) => {
                    to = to.min(day(date, notes).map_or(to, |(low, _)| low.saturating_sub(1)));
                }
                Dates::After(date) => from = from.max(day(date, notes).map_or(from, |(_, high)| high + 1)),
                Dates::Between(first, last) => {
                    if let Some(date) = first {
                        from = from.max(day(date, notes).map_or(from, |(low, _)| low));
                    }
                    if let Some(date) = last {
                        to = to.min(day(date, notes).map_or(to, |(_, high)| high));
                    }
                }
            }
        }
        conditions.days = (from > 0 || to < u32::MAX).then_some((from, to));
        conditions
    }

    fn add(&mut self, field: Field, ids: Vec<u32>, out: bool) {
        self.any = true;
        if let Some((keep, leave, asked)) = self.fields.get_mut(field as usize) {
            if out {
                leave.extend(ids);
            } else {
                keep.extend(ids);
                *asked = true;
            }
        }
    }

    /// What an article fails, as bits; 0 when it passes.
    fn failed(&self, corpus: &Corpus, doc: u32) -> u8 {
        if !self.any {
            return 0;
        }
        let mut failed = 0;
        for (field, (keep, leave, asked)) in Field::ALL.into_iter().zip(&self.fields) {
            if !*asked && leave.is_empty() {
                continue;
            }
            let values = corpus.facets().field(field).of(doc);
            let has = |list: &[u32]| values.iter().any(|id| list.contains(id));
            if (*asked && !has(keep)) || has(leave) {
                failed |= 1 << field as u8;
            }
        }
        if let Some((from, to)) = self.days {
            let (low, high) = corpus.facets().days.get(doc as usize).copied().unwrap_or_default();
            if low == 0 || high < from || low > to {
                failed |= DATES;
            }
        }
        failed
    }

    fn chosen(&self, field: Field, id: u32) -> Option<bool> {
        let (keep, leave, _) = self.fields.get(field as usize)?;
        if keep.contains(&id) { Some(true) } else { leave.contains(&id).then_some(false) }
    }
}

/// Values of a field meant by what was typed: the same after folding, else those that contain it.
fn find_value(corpus: &Corpus, field: Field, typed: &str) -> Vec<u32> {
    let typed = fold(typed.trim()).text;
    let values = &corpus.facets().field(field).list;
    let names = |id: usize, value: &String| -> Vec<String> {
        let theme = (field == Field::Theme).then(|| corpus.themes().get(id)).flatten();
        let mut names: Vec<String> = theme.map(|theme| theme.names.to_vec()).unwrap_or_default();
        names.push(value.clone());
        names.iter().map(|name| fold(name).text).collect()
    };
    let matching = |fits: &dyn Fn(&String) -> bool| -> Vec<u32> {
        let fitting = values.iter().enumerate().filter(|(id, value)| names(*id, value).iter().any(fits));
        fitting.map(|(id, _)| id as u32).collect()
    };
    let same = matching(&|name| *name == typed);
    if same.is_empty() && !typed.is_empty() { matching(&|name| name.contains(&typed)) } else { same }
}

/// Counts over the articles that match a query's text.
#[derive(Debug)]
pub(super) struct Tally<'a> {
    corpus: &'a Corpus,
    conditions: &'a Conditions,
    counts: Vec<Vec<u32>>,
    months: Vec<u32>,
}

impl<'a> Tally<'a> {
    pub(super) fn new(corpus: &'a Corpus, conditions: &'a Conditions, n_months: usize) -> Self {
        let counts = Field::ALL.iter().map(|&field| vec![0; corpus.facets().field(field).list.len()]).collect();
        Self { corpus, conditions, counts, months: vec![0; n_months] }
    }

    /// Counts an article of the query's text; `true` when it passes all conditions.
    pub(super) fn take(&mut self, doc: u32, month: Option<u32>) -> bool {
        let failed = self.conditions.failed(self.corpus, doc);
        if failed & !DATES == 0
            && let Some(n) = month.and_then(|month| self.months.get_mut(month as usize))
        {
            *n += 1;
        }
        for (field, counts) in Field::ALL.into_iter().zip(&mut self.counts) {
            // A field's own filter does not hide its other values.
            if failed & !(1 << field as u8) == 0 {
                for &id in self.corpus.facets().field(field).of(doc) {
                    if let Some(n) = counts.get_mut(id as usize) {
                        *n += 1;
                    }
                }
            }
        }
        failed == 0
    }

    /// The facets: values that occur or are chosen, most frequent first.
    pub(super) fn facets(&self) -> Vec<Facet> {
        let mut facets = Vec::new();
        for (field, counts) in Field::ALL.into_iter().zip(&self.counts) {
            let values = &self.corpus.facets().field(field).list;
            let mut list: Vec<FacetValue> = Vec::new();
            for ((id, value), &count) in (0..).zip(values).zip(counts) {
                let chosen = self.conditions.chosen(field, id);
                if count > 0 || chosen.is_some() {
                    list.push(FacetValue { value: value.clone(), count, chosen });
                }
            }
            list.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
            if !list.is_empty() {
                facets.push(Facet { field, values: list });
            }
        }
        facets
    }

    /// The histogram.
    pub(super) fn histogram(&self, months: &Months) -> Vec<Bin> {
        let bins = months.names.iter().zip(&months.of).zip(&self.months);
        bins.map(|((month, &of), &count)| Bin { month: month.clone(), count, of }).collect()
    }
}

/// Months of a corpus in which articles are dated.
#[derive(Debug, Default)]
pub(super) struct Months {
    names: Vec<String>,
    of: Vec<u32>,
    /// Each article's month; `u32::MAX` when its date does not say.
    by_doc: Vec<u32>,
}

impl Months {
    pub(super) fn of(corpus: &Corpus) -> Self {
        let month = |(low, high): &(u32, u32)| (*low > 0 && low / 100 == high / 100).then_some(low / 100);
        let days = &corpus.facets().days;
        let mut all: Vec<u32> = days.iter().filter_map(month).collect();
        all.sort_unstable();
        let mut months = Self::default();
        let mut kept = Vec::new();
        for group in all.chunk_by(|a, b| a == b) {
            let Some(&code) = group.first() else { continue };
            kept.push(code);
            months.names.push(format!("{:04}-{:02}", code / 100, code % 100));
            months.of.push(group.len() as u32);
        }
        months.by_doc = days
            .iter()
            .map(|days| month(days).and_then(|code| kept.binary_search(&code).ok()).map_or(u32::MAX, |at| at as u32))
            .collect();
        months
    }

    pub(super) fn len(&self) -> usize {
        self.names.len()
    }

    pub(super) fn get(&self, doc: u32) -> Option<u32> {
        self.by_doc.get(doc as usize).copied().filter(|&month| month != u32::MAX)
    }
}
