//! Lines around a word, and where in each article they stand.

use super::At;
use super::html::Html;
use super::words::Words;
use crate::protocol::{Concordance, Dispersion, Line, Span, grouped};
use crate::state::View;

/// Groups told above the lines.
const GROUPS: usize = 12;

/// The address of a place in an article.
pub(super) fn place(view: &View, article: &str, at: u32) -> String {
    view.with(|view| (view.article, view.at) = (Some(article.to_owned()), Some(at))).href()
}

/// Shows lines; says how many.
pub(super) fn concordance(html: &mut Html, at: &At<'_>, found: &Concordance) -> u32 {
    let words = Words::of(at.lang);
    let total = found.total.to_string();
    html.open("p", &[("class", "reading__sum"), ("data-testid", "kwic-total"), ("data-total", &total)]);
    html.leaf("b", &[], &grouped(found.total)).text(" ").text(words.lines).text(" · ");
    html.text(&at.lang.n_articles(found.n_articles)).close("p");
    html.open("p", &[("class", "reading__groups")]);
    for group in found.groups.iter().take(GROUPS) {
        let label = if group.label.is_empty() { "—" } else { &group.label };
        html.open("span", &[]).text(label).text(" ").leaf("b", &[], &grouped(group.n)).close("span");
    }
    html.close("p").open("ol", &[("class", "kwic")]);
    for line in &found.lines {
        one(html, at.view, line);
    }
    html.close("ol");
    found.lines.len() as u32
}

/// A line that opens its article.
pub(super) fn one(html: &mut Html, view: &View, line: &Line) {
    let by = match view.asked("by") {
        Some("l1") => Some((false, 0)),
        Some("l2") => Some((false, 1)),
        Some("r1") => Some((true, 0)),
        Some("r2") => Some((true, 1)),
        _ => None,
    };
    let pick = |spans: &[Span], is_right: bool| -> Vec<Span> {
        let near = line.near.filter(|(right, _)| *right == is_right).map(|(_, span)| span);
        let sorted = by.filter(|(right, _)| *right == is_right).and_then(|(_, word)| spans.get(word)).copied();
        near.into_iter().chain(sorted).collect()
    };
    let facts = [line.date.as_str(), line.source.as_str()].into_iter().filter(|fact| !fact.is_empty());
    let title = format!("《{}》{}", line.title, facts.collect::<Vec<_>>().join(" · "));
    let start = if line.in_title { 0 } else { line.span.start };
    let href = place(view, &line.article, start);
    html.open("li", &[("data-article", &line.article), ("data-at", &start.to_string())]);
    html.open("a", &[("href", &href), ("title", &title), ("data-key", &format!("{}/{start}", line.article))]);
    html.open("span", &[("class", "kwic__left")]).open("span", &[]);
    html.marked(&line.left, &pick(&line.left_words, false)).close("span").close("span");
    html.leaf("b", &[], &line.key);
    html.open("span", &[("class", "kwic__right")]).marked(&line.right, &pick(&line.right_words, true)).close("span");
    html.leaf("small", &[], &title).close("a").close("li");
}

/// Shows articles with their places; says how many articles.
pub(super) fn spread(html: &mut Html, at: &At<'_>, found: &Dispersion) -> u32 {
    html.open("ol", &[("class", "spread")]);
    for article in &found.articles {
        let href = at.view.with(|view| view.article = Some(article.article.clone())).href();
        html.open("li", &[]).link(&href, &article.title);
        // A path and not styles: the page's policy allows no style in markup.
        let ticks = article.at.iter().map(|at| format!("M{:.1} 0V16", at.clamp(0.0, 1.0) * 1000.0));
        html.open(
            "svg",
            &[
                ("class", "barcode"),
                ("viewBox", "0 0 1000 16"),
                ("preserveAspectRatio", "none"),
                ("aria-hidden", "true"),
            ],
        );
        html.open("path", &[("class", "tick"), ("d", &ticks.collect::<String>())]).close("path").close("svg");
        html.leaf("b", &[], &grouped(article.n)).close("li");
    }
    html.close("ol");
    found.articles.len() as u32
}
