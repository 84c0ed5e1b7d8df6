//! Terms over time: a picture, and the same numbers as a table.

use super::html::Html;
use super::shown::Analyse;
use super::words::Words;
use super::{At, ask};
use crate::draw::{Strip, svg};
use crate::engine::Engine;
use crate::protocol::{
    AnalysisAsk, AnalysisView, Failure, Mark, Node, Period, Point, Series, Trend, TrendAsk, grouped,
};
use crate::state::View;

/// Shows a trend; says how many periods and of how many.
pub(super) fn show(html: &mut Html, engine: &Engine, at: &At<'_>, found: &Trend) -> (u32, u32) {
    let words = Words::of(at.lang);
    let is_share = at.view.asked("as") != Some("n");
    picture(html, engine, at, found, is_share);
    html.open("div", &[("class", "reading__asks")]);
    html.field("from", words.from, at.view.from.as_deref().unwrap_or_default(), &first(found));
    html.field("to", words.to, at.view.to.as_deref().unwrap_or_default(), &last(found));
    html.leaf("span", &[("class", "quiet")], words.brush).close("div");
    let shown = table(html, engine, at, found);
    if found.n_undated > 0 {
        html.open("p", &[("class", "quiet")]).text(words.undated).text(" ").text(&grouped(found.n_undated)).close("p");
    }
    (shown, found.periods.iter().filter(|period| period.of_articles > 0).count() as u32)
}

/// The query over time, in places, above where they stand in each article.
///
/// # Errors
/// When no corpus is open.
pub(super) fn over_time(html: &mut Html, engine: &Engine, at: &At<'_>, analyse: Analyse<'_>) -> Result<(), Failure> {
    let Some(AnalysisAsk::Dispersion(spread)) = ask::question(at.view, 0, at.lang) else { return Ok(()) };
    // Something else than the query is a term of its own, where it can be said as one.
    let terms = match spread.node {
        Node::Query => Vec::new(),
        Node::Text(text) => vec![text],
        Node::Words(_) | Node::Mark(_) => return Ok(()),
    };
    let ask = AnalysisAsk::Trend(TrendAsk { scope: spread.scope, terms, unit: None });
    if let AnalysisView::Trend(found) = analyse(&ask)?.view
        && found.periods.len() > 1
    {
        html.leaf("h2", &[("class", "reading__head")], Words::of(at.lang).over_time);
        picture(html, engine, at, &found, false);
    }
    Ok(())
}

fn first(found: &Trend) -> String {
    found.periods.first().map(|period| period.name.clone()).unwrap_or_default()
}

fn last(found: &Trend) -> String {
    found.periods.last().map(|period| period.name.clone()).unwrap_or_default()
}

/// What a term is called: a theme by its name, the query itself by its text.
fn label(engine: &Engine, at: &At<'_>, series: &Series) -> String {
    let theme = if let Node::Mark(key) = &series.node { key.strip_prefix("theme.") } else { None };
    if let Some(theme) = theme.and_then(|id| engine.corpus().themes().iter().find(|theme| theme.id == id)) {
        return at.lang.pick(&theme.names).to_owned();
    }
    match (series.label.as_str(), at.view.q.trim()) {
        ("", "") => Words::of(at.lang).all_articles.to_owned(),
        ("", q) => q.to_owned(),
        (label, _) => label.to_owned(),
    }
}

/// The lines of a point.
fn opens(view: &View, series: &Series, period: &Period) -> String {
    let lines = ask::lines_of(view, &series.node).asking("period", &period.name);
    if view.asked("terms").is_some() { ask::without_query(&lines).href() } else { lines.href() }
}

fn picture(html: &mut Html, engine: &Engine, at: &At<'_>, found: &Trend, is_share: bool) {
    let words = Words::of(at.lang);
    let strips: Vec<Strip> = found
        .series
        .iter()
        .map(|series| {
            let name = label(engine, at, series);
            let point = |(period, point): (&Period, &Option<Point>)| {
                let point = (*point)?;
                let share = point.n_articles as f32 / period.of_articles.max(1) as f32;
                let said = format!(
                    "{} {name} {} / {}",
                    period.name,
                    grouped(point.n_articles),
                    at.lang.n_articles(period.of_articles)
                );
                let mark =
                    Mark { key: opens(at.view, series, period), label: said, n: point.n, n_articles: point.n_articles };
                Some((if is_share { share } else { point.n as f32 }, mark))
            };
            Strip {
                sum: format!("{} {} / {}", grouped(series.n), words.times, at.lang.n_articles(series.n_articles)),
                points: found.periods.iter().zip(&series.points).map(point).collect(),
                bursts: series.bursts.iter().map(|burst| (burst.first as usize, burst.last as usize)).collect(),
                label: name,
            }
        })
        .collect();
    let periods: Vec<String> = found.periods.iter().map(|period| period.name.clone()).collect();
    let scale = |value: f32| {
        if is_share { format!("{:.0}%", value * 100.0) } else { format!("{} {}", grouped(value as u32), words.times) }
    };
    let scene = crate::draw::trend(&periods, &strips, &scale, words.burst, at.width as f32);
    if scene.items.is_empty() {
        return;
    }
    let title = if is_share { words.trend_share } else { words.trend_count };
    let frame = svg::Frame {
        label: title,
        href: &|mark: &Mark| mark.key.clone(),
        note: &|mark: &Mark| format!("{} {}", grouped(mark.n), words.times),
        open: None,
    };
    html.leaf("p", &[("class", "fig__title")], title);
    html.open(
        "div",
        &[("class", "fig__plot trendplot"), ("data-brush", &periods.join(" ")), ("data-testid", "trend-picture")],
    );
    html.0.push_str(&svg::markup(&scene, &frame));
    html.close("div");
}

/// The newest periods first; those without articles are gaps in the picture and left out here.
fn table(html: &mut Html, engine: &Engine, at: &At<'_>, found: &Trend) -> u32 {
    let words = Words::of(at.lang);
    html.open("div", &[("class", "scroll")])
        .open("table", &[("class", "reading__table trend")])
        .open("thead", &[])
        .open("tr", &[]);
    html.leaf("th", &[("scope", "col")], words.date);
    for series in &found.series {
        html.open("th", &[("scope", "col")]).text(&label(engine, at, series)).text(" ");
        html.leaf("b", &[], &grouped(series.n)).close("th");
    }
    html.leaf("th", &[("scope", "col")], words.in_articles).close("tr").close("thead").open("tbody", &[]);
    let mut shown = 0;
    for (index, period) in found.periods.iter().enumerate().rev().filter(|(_, period)| period.of_articles > 0) {
        if shown == at.rows {
            break;
        }
        shown += 1;
        html.open("tr", &[]).leaf("th", &[("scope", "row")], &period.name);
        for series in &found.series {
            let point = series.points.get(index).copied().flatten().unwrap_or_default();
            let is_burst = series.bursts.iter().any(|burst| (burst.first..=burst.last).contains(&(index as u32)));
            html.open("td", &[("data-burst", if is_burst { "true" } else { "" })]);
            let number = format!("{} / {}", grouped(point.n), grouped(point.n_articles));
            if point.n + point.n_articles > 0 {
                html.link(&opens(at.view, series, period), &number)
            } else {
                html.text(&number)
            };
            if is_burst {
                html.text(" ").leaf("small", &[], words.burst);
            }
            html.close("td");
        }
        html.leaf("td", &[("class", "quiet")], &grouped(period.of_articles)).close("tr");
    }
    html.close("tbody").close("table").close("div");
    shown
}
