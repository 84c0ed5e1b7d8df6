//! Articles over time: bars that narrow to a period, one by click, several by dragging over them. Bars are as wide as
//! there is room; by keyboard, by voice and under a thumb the two lists below them do the same.

use std::sync::Arc;

use leptos::{ev, prelude::*};

use crate::protocol::{Bin, Found};
use crate::state::View;
use crate::ui::context::{App, use_app};
use crate::ui::words::thousands;

/// Most bars that are drawn; more months than that are drawn as years.
const MOST: usize = 24;

/// A bar: the period as written in addresses, articles that match, articles there are.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Bar {
    period: String,
    count: u32,
    of: u32,
}

/// The histogram of dates under the present query; there when the articles have at least two periods.
#[component]
pub(super) fn Dates(found: RwSignal<Option<Arc<Found>>>) -> impl IntoView {
    let app = use_app();
    let bars =
        Memo::new(move |_| found.with(|found| found.as_ref().map(|found| bars(&found.histogram)).unwrap_or_default()));
    let range = app.part(|view| (view.from.clone(), view.to.clone()));
    // Where a drag began and where it is now.
    let drag = RwSignal::new(None::<(usize, usize)>);
    let index_of = move |event: &ev::PointerEvent| {
        let element = document().element_from_point(event.client_x() as f32, event.client_y() as f32)?;
        element.closest("[data-bar]").ok()??.get_attribute("data-bar")?.parse::<usize>().ok()
    };
    let finish = move |event: ev::PointerEvent| {
        let Some((from, to)) = drag.get_untracked() else { return };
        drag.set(None);
        if from != to {
            // The click that follows would narrow to one bar.
            event.prevent_default();
            let view =
                bars.with(|bars| Some(narrowed(app, &bars.get(from.min(to))?.period, &bars.get(from.max(to))?.period)));
            if let Some(view) = view {
                app.go(view);
            }
        }
    };
    let move_on = move |event: ev::PointerEvent| {
        if let (Some((from, to)), Some(at)) = (drag.get_untracked(), index_of(&event))
            && at != to
        {
            drag.set(Some((from, at)));
        }
    };
    let columns = move || {
        let (range, drag) = (range.get(), drag.get());
        bars.with(|bars| {
            let most = bars.iter().map(|bar| bar.of).max().unwrap_or(1).max(1);
            let item = |(index, bar): (usize, &Bar)| column(app, index, bar, most, &range, drag);
            bars.iter().enumerate().map(item).collect_view()
        })
    };
    let ends = move || {
        bars.with(|bars| {
            let text = |bar: Option<&Bar>| bar.map(|bar| bar.period.clone()).unwrap_or_default();
            view! { <span>{text(bars.first())}</span><span>{text(bars.last())}</span> }
        })
    };
    let all = move || app.view().with(|view| (view.from, view.to) = (None, None)).href();
    let is_narrowed = move || range.with(|(from, to)| from.is_some() || to.is_some());
    view! {
        <section class="facet dates" data-testid="dates" hidden=move || bars.with(|bars| bars.len() < 2)>
            <h3>{app.words().dates} <span>{app.words().unit_articles}</span></h3>
            <div
                class="dates__bars"
                aria-hidden="true"
                on:pointerdown=move |event| drag.set(index_of(&event).map(|at| (at, at)))
                on:pointermove=move_on
                on:pointerup=finish
                on:pointerleave=move |_| drag.set(None)
                on:dragstart=move |event| event.prevent_default()
            >
                {columns}
            </div>
            <p class="dates__ends" aria-hidden="true">{ends}</p>
            <p class="dates__range">
                {list(app, bars, range, false)}
                {list(app, bars, range, true)}
                <a class="link" hidden=move || !is_narrowed() href=all>{app.words().all_dates}</a>
            </p>
        </section>
    }
}

/// The periods as a list to choose the first or the last of them from.
fn list(app: App, bars: Memo<Vec<Bar>>, range: Memo<(Option<String>, Option<String>)>, is_end: bool) -> impl IntoView {
    let words = app.words();
    let options = move || {
        let range = range.get();
        let chosen = if is_end { range.1 } else { range.0 };
        let item = |bar: &Bar| {
            let text = format!("{} · {}", bar.period, app.phrases().n_articles(bar.count));
            let is_chosen = chosen.as_ref().is_some_and(|date| is_within(date, &bar.period));
            view! { <option value=bar.period.clone() prop:selected=is_chosen>{text}</option> }
        };
        let items = bars.with(|bars| bars.iter().map(item).collect_view());
        view! { <option value="" prop:selected=chosen.is_none()>{words.any_date}</option> {items} }
    };
    let choose = move |event: ev::Event| {
        let value = Some(event_target_value(&event)).filter(|value| !value.is_empty());
        app.go(app.view_now().with(|view| {
            // The one that was not chosen gives way.
            if is_end {
                view.from.take_if(|from| value.as_ref().is_some_and(|to| *from > *to && !is_within(from, to)));
                view.to = value;
            } else {
                view.to.take_if(|to| value.as_ref().is_some_and(|from| *to < *from));
                view.from = value;
            }
        }));
    };
    view! {
        <label>
            <span>{if is_end { words.date_to } else { words.date_from }}</span>
            <select data-testid=if is_end { "date-to" } else { "date-from" } on:change=choose>{options}</select>
        </label>
    }
}

/// Whether a date is one of a period's, or the period one of the date's.
fn is_within(date: &str, period: &str) -> bool {
    date.starts_with(period) || period.starts_with(date)
}

fn column(
    app: App,
    index: usize,
    bar: &Bar,
    most: u32,
    (from, to): &(Option<String>, Option<String>),
    drag: Option<(usize, usize)>,
) -> AnyView {
    let is_in = match drag {
        Some((a, b)) if a != b => (a.min(b)..=a.max(b)).contains(&index),
        _ => {
            (from.is_some() || to.is_some())
                && from.as_ref().is_none_or(|from| bar.period.as_str() >= from.get(..bar.period.len()).unwrap_or(from))
                && to.as_ref().is_none_or(|to| bar.period.as_str() <= to.as_str())
        }
    };
    let share = |n: u32| format!("{}%", (n * 100).div_ceil(most));
    let name = format!("{} {} / {}", bar.period, thousands(bar.count), app.phrases().n_articles(bar.of));
    let href = narrowed(app, &bar.period, &bar.period).href();
    view! {
        <a href=href tabindex="-1" data-bar=index.to_string() data-count=bar.count.to_string() title=name
            aria-current=is_in.then_some("true") style:--of=share(bar.of) style:--n=share(bar.count)></a>
    }
    .into_any()
}

/// The present view between two periods.
fn narrowed(app: App, from: &str, to: &str) -> View {
    app.view().with(|view| (view.from, view.to) = (Some(from.to_owned()), Some(to.to_owned())))
}

/// Months in order without holes, or years when there are many.
fn bars(bins: &[Bin]) -> Vec<Bar> {
    let months: Vec<&Bin> = bins.iter().filter(|bin| bin.month.len() >= 4).collect();
    let wide = months.first().zip(months.last()).is_some_and(|(a, b)| n_months(&a.month, &b.month) > MOST);
    let take = if wide { 4 } else { 10 };
    let mut out: Vec<Bar> = Vec::new();
    for bin in months {
        let period: String = bin.month.chars().take(take).collect();
        while let Some(next) =
            out.last().and_then(|last| after(&last.period)).filter(|next| *next < period && out.len() < 400)
        {
            out.push(Bar { period: next, count: 0, of: 0 });
        }
        match out.last_mut() {
            Some(last) if last.period == period => {
                last.count += bin.count;
                last.of += bin.of;
            }
            _ => out.push(Bar { period, count: bin.count, of: bin.of }),
        }
    }
    out
}

/// Year and month of `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; a year alone is its January.
fn year_month(period: &str) -> Option<(i32, i32)> {
    let mut parts = period.split('-');
    Some((parts.next()?.parse().ok()?, parts.next().unwrap_or("1").parse().ok()?))
}

fn n_months(a: &str, b: &str) -> usize {
    match (year_month(a), year_month(b)) {
        (Some((ya, ma)), Some((yb, mb))) => ((yb - ya) * 12 + mb - ma + 1).max(0) as usize,
        _ => 0,
    }
}

/// The period after one: the next day, month or year.
fn after(period: &str) -> Option<String> {
    let (year, month) = year_month(period)?;
    let next = if month >= 12 { format!("{:04}-01", year + 1) } else { format!("{year:04}-{:02}", month + 1) };
    Some(match period.len() {
        4 => format!("{:04}", year + 1),
        7 => next,
        _ => {
            let day: i32 = period.rsplit('-').next()?.parse().ok()?;
            let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
            let last = match month {
                2 => 28 + i32::from(is_leap),
                4 | 6 | 9 | 11 => 30,
                _ => 31,
            };
            if day >= last { format!("{next}-01") } else { format!("{year:04}-{month:02}-{:02}", day + 1) }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bin(month: &str, count: u32) -> Bin {
        Bin { month: month.into(), count, of: count + 1 }
    }

    #[test]
    fn months_have_no_holes() {
        let bars = bars(&[bin("2024-11", 2), bin("2025-02", 1)]);
        let text: Vec<String> = bars.iter().map(|bar| format!("{} {}/{}", bar.period, bar.count, bar.of)).collect();
        assert_eq!(text, ["2024-11 2/3", "2024-12 0/0", "2025-01 0/0", "2025-02 1/2"]);
    }

    #[test]
    fn days_have_no_holes() {
        let bars = bars(&[bin("2024-02-28", 1), bin("2024-03-01", 1)]);
        let text: Vec<&str> = bars.iter().map(|bar| bar.period.as_str()).collect();
        assert_eq!(text, ["2024-02-28", "2024-02-29", "2024-03-01"]);
    }

    #[test]
    fn many_months_become_years() {
        let bars = bars(&[bin("2019-01", 1), bin("2019-12", 1), bin("2023-05", 4)]);
        let text: Vec<String> = bars.iter().map(|bar| format!("{} {}/{}", bar.period, bar.count, bar.of)).collect();
        assert_eq!(text, ["2019 2/4", "2020 0/0", "2021 0/0", "2022 0/0", "2023 4/5"]);
    }
}
