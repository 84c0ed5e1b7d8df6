//! Places over time, and when they burst.

use super::super::{Engine, language};
use super::{Reckoned, say, stats, time};
use crate::protocol::{AnalysisView, Burst, FEW_PERIODS, N_TERMS, Node, Period, Point, Series, Trend, TrendAsk, Unit};

/// Periods sent at most; where there would be more, longer ones are taken.
const MOST: i32 = 4_000;

pub(super) fn make(engine: &Engine, ask: &TrendAsk) -> Reckoned {
    let mut notes = Vec::new();
    let given: Vec<&str> = ask.terms.iter().map(|term| term.trim()).filter(|term| !term.is_empty()).collect();
    let terms: Vec<(String, Node)> = if given.is_empty() {
        vec![(String::new(), Node::Query)]
    } else {
        given.iter().take(N_TERMS).map(|term| ((*term).to_owned(), node(term))).collect()
    };
    let spots: Vec<_> = terms.iter().map(|(_, node)| engine.spots(&ask.scope, node)).collect();
    // All terms are looked for in the same articles.
    let searched = spots.first().map(|spots| spots.searched.as_slice()).unwrap_or_default();
    let (unit, first, n_periods) = calendar(engine, ask.unit, searched);
    let place = |doc: u32| engine.period(unit, doc).map(|at| (at - first) as usize).filter(|at| *at < n_periods);
    let mut periods: Vec<Period> =
        (first..).take(n_periods).map(|at| Period { name: time::name(unit, at), ..Period::default() }).collect();
    let mut n_undated = 0;
    let sizes = engine.sizes();
    for &doc in searched {
        match place(doc).and_then(|at| periods.get_mut(at)) {
            Some(period) => {
                period.of_articles += 1;
                period.of_words += sizes.get(doc as usize).copied().unwrap_or_default();
            }
            None => n_undated += 1,
        }
    }
    let mut series = Vec::new();
    for ((label, node), spots) in terms.into_iter().zip(&spots) {
        let mut points: Vec<Option<Point>> =
            periods.iter().map(|period| (period.of_articles > 0).then(Point::default)).collect();
        let mut point = |doc: u32, add: &dyn Fn(&mut Point)| {
            if let Some(Some(point)) = place(doc).and_then(|at| points.get_mut(at)) {
                add(point);
            }
        };
        for &doc in &spots.docs {
            point(doc, &|point| point.n_articles += 1);
        }
        for spot in &spots.list {
            point(spot.doc, &|point| point.n += 1);
        }
        let batches: Vec<(u32, u32)> = points
            .iter()
            .zip(&periods)
            .map(|(point, period)| (point.map_or(0, |point| point.n_articles), period.of_articles))
            .collect();
        series.push(Series {
            label,
            node,
            n: spots.list.len() as u32,
            n_articles: spots.docs.len() as u32,
            bursts: bursts(&batches),
            points,
        });
        notes.extend(spots.notes.iter().cloned());
    }
    let mut remarks = Vec::new();
    if given.len() > N_TERMS {
        remarks.push(say::too_many_terms(N_TERMS));
    }
    if ask.unit.is_some_and(|asked| unit != asked) {
        remarks.push(say::coarser(unit));
    }
    if let Some(cut) = spots.iter().find(|spots| spots.is_cut && !spots.list.is_empty()) {
        remarks.extend(say::nothing(cut.list.len() as u32, cut));
    }
    if series.iter().all(|series| series.n_articles == 0) {
        remarks.extend(spots.first().map(|spots| say::nothing(0, spots)).unwrap_or_default());
    }
    let view = Trend { unit, periods, n_undated, series };
    Reckoned { method: say::trend(&view, searched.len() as u32), view: AnalysisView::Trend(view), notes, remarks }
}

/// What a term asks for: `甲+乙` either of two, `theme:green` the sentences of a theme.
pub(super) fn node(term: &str) -> Node {
    let (asked, _) = language::parse(term);
    if let ([], [(crate::protocol::Field::Theme, id, false)]) = (asked.clauses.as_slice(), asked.filters.as_slice())
        && asked.dates.is_empty()
        && asked.orgs.is_empty()
    {
        return Node::Mark(format!("theme.{id}"));
    }
    let parts: Vec<&str> = term.split(['+', '＋']).map(str::trim).filter(|part| !part.is_empty()).collect();
    if parts.len() < 2 {
        return Node::Text(term.to_owned());
    }
    // What is no plain word stays whole.
    let quoted = |part: &&str| {
        let is_plain = part.chars().all(|c| c.is_alphanumeric() || matches!(c, '*' | '"' | '“' | '”'));
        if is_plain && !matches!(*part, "OR" | "或") {
            (*part).to_owned()
        } else {
            format!("\"{}\"", part.replace('"', ""))
        }
    };
    Node::Text(parts.iter().map(quoted).collect::<Vec<_>>().join(" OR "))
}

/// The unit, the first period and the number of periods of some articles.
fn calendar(engine: &Engine, asked: Option<Unit>, docs: &[u32]) -> (Unit, i32, usize) {
    let span = |unit: Unit| {
        let periods = || docs.iter().filter_map(|&doc| engine.period(unit, doc));
        periods().min().zip(periods().max())
    };
    // The shortest unit that articles are dated by is better than none.
    let fits = || {
        let longest_first = Unit::ALL.into_iter().rev();
        let spans = longest_first.filter_map(|unit| span(unit).map(|(first, last)| (unit, last - first)));
        let spans: Vec<(Unit, i32)> = spans.collect();
        spans.iter().find(|(_, n)| *n >= FEW_PERIODS - 1).or(spans.last()).map(|(unit, _)| *unit)
    };
    let unit = asked.or_else(fits).unwrap_or_default();
    for unit in Unit::ALL.into_iter().filter(|other| *other >= unit) {
        let Some((first, last)) = span(unit) else { continue };
        if last - first < MOST {
            return (unit, first, (last - first + 1) as usize);
        }
        if unit == Unit::Year {
            return (unit, last - MOST + 1, MOST as usize);
        }
    }
    (unit, 0, 0)
}

/// Batches in a burst that follow each other are one.
fn bursts(batches: &[(u32, u32)]) -> Vec<Burst> {
    let mut found: Vec<Burst> = Vec::new();
    for (at, weight) in (0u32..).zip(stats::bursts(batches)) {
        let Some(weight) = weight else { continue };
        match found.last_mut() {
            Some(burst) if burst.last + 1 == at => {
                burst.last = at;
                burst.weight += weight;
            }
            _ => found.push(Burst { first: at, last: at, weight }),
        }
    }
    found
}

impl Engine {
    /// Words of each article: of the table where it is there, else counted without it.
    fn sizes(&self) -> std::borrow::Cow<'_, [u32]> {
        if let Some(table) = self.reading.0.get() {
            return std::borrow::Cow::Borrowed(&table.sizes);
        }
        std::borrow::Cow::Owned(super::table::sizes(&self.corpus))
    }
}
