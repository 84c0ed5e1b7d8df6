//! Filters, facet counts and the histogram.

use crate::corpus::{Bits, Corpus, days};
use crate::protocol::{Bin, Facet, FacetValue, Field, Filter, Note};
use crate::text::fold;

use super::language::Dates;

/// What a condition is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Of {
    Field(Field),
    Dates,
    Names,
}

/// All conditions that are no text.
#[derive(Debug, Default)]
pub(super) struct Conditions {
    /// Per field: values to keep, values to leave out, whether some value to keep was asked for.
    fields: [(Vec<u32>, Vec<u32>, bool); 6],
    /// Articles to keep or to leave out by what they name.
    named: Vec<(Bits, bool)>,
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
        dates: &[(Dates, bool)],
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
        let mut without = Vec::new();
        for (condition, out) in dates {
            let (mut low, mut high) = (0, u32::MAX);
            match condition {
                Dates::Before(date) => high = day(date, notes).map_or(high, |(first, _)| first.saturating_sub(1)),
                Dates::After(date) => low = day(date, notes).map_or(low, |(_, last)| last + 1),
                Dates::Between(first, last) => {
                    if let Some(date) = first {
                        low = day(date, notes).map_or(low, |(first, _)| first);
                    }
                    if let Some(date) = last {
                        high = day(date, notes).map_or(high, |(_, last)| last);
                    }
                }
            }
            if *out {
                without.push((low, high));
            } else {
                (from, to) = (from.max(low), to.min(high));
            }
        }
        for range in without {
            conditions.name(dated(corpus, range), true);
        }
        if from > to {
            notes.push(Note::NoSuchDates);
        }
        conditions.days = (from > 0 || to < u32::MAX).then_some((from, to));
        conditions
    }

    /// Keeps only the articles of a set, or leaves them out.
    pub(super) fn name(&mut self, set: Bits, out: bool) {
        self.any = true;
        self.named.push((set, out));
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

    /// Per condition the articles that meet it: of a field, or of the dates.
    fn sets(&self, corpus: &Corpus) -> Vec<(Of, Bits)> {
        let n = corpus.n_articles();
        let mut sets = Vec::new();
        for (field, (keep, leave, asked)) in Field::ALL.into_iter().zip(&self.fields) {
            let values = corpus.facets().field(field);
            if !*asked && leave.is_empty() {
                continue;
            }
            let mut set = if *asked { values.having(keep, n) } else { Bits::all(n) };
            if !leave.is_empty() {
                set.and_not(&values.having(leave, n));
            }
            sets.push((Of::Field(field), set));
        }
        if let Some((from, to)) = self.days {
            sets.push((Of::Dates, dated(corpus, (from, to))));
        }
        for (named, out) in &self.named {
            let mut set = if *out { Bits::all(n) } else { named.clone() };
            if *out {
                set.and_not(named);
            }
            sets.push((Of::Names, set));
        }
        sets
    }

    fn chosen(&self, field: Field, id: u32) -> Option<bool> {
        let (keep, leave, _) = self.fields.get(field as usize)?;
        if keep.contains(&id) { Some(false) } else { leave.contains(&id).then_some(true) }
    }
}

/// Articles dated within a range of days, as far as they are.
fn dated(corpus: &Corpus, (from, to): (u32, u32)) -> Bits {
    let n = corpus.n_articles();
    let mut set = Bits::none(n);
    for (doc, &(low, high)) in (0..n).zip(&corpus.facets().days) {
        if low > 0 && high >= from && low <= to {
            set.insert(doc);
        }
    }
    set
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
    /// The articles that match the text.
    matching: &'a Bits,
    sets: Vec<(Of, Bits)>,
    /// Those of them that meet all conditions; `None` when there are no conditions.
    kept: Option<Bits>,
}

impl<'a> Tally<'a> {
    pub(super) fn new(corpus: &'a Corpus, conditions: &'a Conditions, matching: &'a Bits) -> Self {
        let sets = if conditions.any { conditions.sets(corpus) } else { Vec::new() };
        let mut tally = Self { corpus, conditions, matching, sets, kept: None };
        if !tally.sets.is_empty() {
            tally.kept = Some(tally.but(None));
        }
        tally
    }

    /// The articles that match and meet all conditions.
    pub(super) fn kept(&self) -> &Bits {
        self.kept.as_ref().unwrap_or(self.matching)
    }

    /// Whether some condition narrows the matches.
    pub(super) fn narrows(&self) -> bool {
        self.kept.is_some()
    }

    /// The articles that match and meet all conditions but those of one field, or of the dates.
    fn but(&self, what: Option<Of>) -> Bits {
        let mut set = self.matching.clone();
        for (other, bits) in &self.sets {
            if Some(*other) != what {
                set.and(bits);
            }
        }
        set
    }

    /// What a field's own values, or the months, are counted over: a condition on them does
    /// not hide the others.
    fn base(&self, what: Of) -> std::borrow::Cow<'_, Bits> {
        use std::borrow::Cow;
        if self.sets.iter().any(|(other, _)| *other == what) {
            Cow::Owned(self.but(Some(what)))
        } else {
            Cow::Borrowed(self.kept())
        }
    }

    /// The facets: values that occur or are chosen, most frequent first.
    pub(super) fn facets(&self) -> Vec<Facet> {
        let mut facets = Vec::new();
        for field in Field::ALL {
            let values = self.corpus.facets().field(field);
            let counts = values.count(&self.base(Of::Field(field)));
            let mut list: Vec<FacetValue> = Vec::new();
            for ((id, value), count) in (0..).zip(&values.list).zip(counts) {
                let chosen = self.conditions.chosen(field, id);
                if count > 0 || chosen.is_some() {
                    list.push(FacetValue { value: value.clone(), count, chosen });
                }
            }
            crate::order::sort_by(&mut list, |a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
            if !list.is_empty() {
                facets.push(Facet { field, values: list });
            }
        }
        facets
    }

    /// The histogram.
    pub(super) fn histogram(&self, months: &Months) -> Vec<Bin> {
        let counts = months.count(&self.base(Of::Dates));
        let bins = months.names.iter().zip(&months.of).zip(counts);
        bins.map(|((month, &of), count)| Bin { month: month.clone(), count, of }).collect()
    }
}

/// Months of a corpus in which articles are dated; days where there are only one or two months.
#[derive(Debug, Default)]
pub(super) struct Months {
    names: Vec<String>,
    of: Vec<u32>,
    /// Articles that follow each other and are of one month: first, one after the last, month.
    /// Articles are packed in the order of their dates, so that there are hardly more than months.
    runs: Vec<(u32, u32, u32)>,
}

impl Months {
    pub(super) fn of(corpus: &Corpus) -> Self {
        let in_month = |(low, high): &(u32, u32)| (*low > 0 && low / 100 == high / 100).then_some(low / 100);
        let days = &corpus.facets().days;
        // A corpus of one or two months is looked at by day.
        let mut few: Vec<u32> = days.iter().filter_map(in_month).collect();
        few.dedup();
        few.sort_unstable();
        few.dedup();
        let by_day = few.len() < 3;
        let month =
            |day: &(u32, u32)| if by_day { (day.0 > 0 && day.0 == day.1).then_some(day.0) } else { in_month(day) };
        let mut all: Vec<u32> = days.iter().filter_map(month).collect();
        all.sort_unstable();
        let mut months = Self::default();
        let mut kept = Vec::new();
        for group in all.chunk_by(|a, b| a == b) {
            let Some(&code) = group.first() else { continue };
            kept.push(code);
            months.names.push(if by_day {
                format!("{:04}-{:02}-{:02}", code / 10_000, code / 100 % 100, code % 100)
            } else {
                format!("{:04}-{:02}", code / 100, code % 100)
            });
            months.of.push(group.len() as u32);
        }
        for (doc, days) in (0..).zip(days) {
            let Some(at) = month(days).and_then(|code| kept.binary_search(&code).ok()) else { continue };
            match months.runs.last_mut() {
                Some((_, end, month)) if *end == doc && *month == at as u32 => *end = doc + 1,
                _ => months.runs.push((doc, doc + 1, at as u32)),
            }
        }
        months
    }

    /// Number of articles of a set per month.
    fn count(&self, set: &Bits) -> Vec<u32> {
        let mut counts = vec![0; self.names.len()];
        for &(from, to, month) in &self.runs {
            if let Some(n) = counts.get_mut(month as usize) {
                *n += set.between(from, to);
            }
        }
        counts
    }
}
