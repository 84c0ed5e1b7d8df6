//! Lines around a word, and where in each article they stand.

use super::html::Html;
use super::words::Words;
use super::{At, ask};
use crate::protocol::{Concordance, Dispersion, Field, Line, LineGroup, Span, grouped};
use crate::state::View;

/// Groups told above the lines, and those told when the reader asks for more.
const GROUPS: usize = 12;
const MORE_GROUPS: usize = 100;

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
    conditions(html, at);
    groups(html, at, found);
    let is_sentence = at.view.asked("as") == Some("sentence");
    let class = if is_sentence { "kwic kwic--sentence" } else { "kwic" };
    // `web/desk.js` keeps a window of a long list.
    html.open("ol", &[("class", class), ("data-window", &total), ("data-testid", "kwic")]);
    rows(html, at.view, found, 0);
    html.close("ol");
    found.lines.len() as u32
}

/// Lines as items, of which the first has the number `from`.
pub(super) fn rows(html: &mut Html, view: &View, found: &Concordance, from: u32) {
    for (line, i) in found.lines.iter().zip(from..) {
        one(html, view, line, Some((i, found.total)));
    }
}

/// What the lines are kept to, each with a way to take it off.
fn conditions(html: &mut Html, at: &At<'_>) {
    let (view, words) = (at.view, Words::of(at.lang));
    let beside = view.asked("beside").filter(|_| ask::beside(view).is_some()).and_then(|asked| asked.split_once(':'));
    let beside = beside.map(|(name, word)| format!("{} {}", words.choice(name), shown_label(word)));
    let near = view.asked("near").map(|word| format!("{} {word}", words.near_it));
    let period = view.asked("period").map(str::to_owned);
    let node = view.asked("node").map(|node| node.trim_start_matches("w:").to_owned());
    let node = node.filter(|node| !node.starts_with("m:"));
    let all = [("beside", beside), ("near", near), ("period", period), ("node", node)];
    if all.iter().all(|(_, said)| said.is_none()) {
        return;
    }
    html.open("p", &[("class", "tools"), ("data-testid", "kwic-conditions")]);
    for (name, said) in all {
        let Some(said) = said else { continue };
        let label = format!("{} {said}", words.take_off);
        let href = view.asking(name, "").href();
        html.open("a", &[("href", &href), ("class", "chip"), ("aria-label", &label), ("data-key", name)]);
        html.text(&said).text(" ×").close("a");
    }
    html.close("p");
}

fn shown_label(label: &str) -> &str {
    if label.is_empty() { "—" } else { label }
}

/// Lines counted by what they are ordered by; each group opens its lines.
fn groups(html: &mut Html, at: &At<'_>, found: &Concordance) {
    if found.groups.is_empty() {
        return;
    }
    let (view, words) = (at.view, Words::of(at.lang));
    let by = view.asked("by").unwrap_or_default();
    let href = |label: &str| match by {
        "source" if label.is_empty() => String::new(),
        "source" => view.filtered(Field::Source, label, Some(false)).href(),
        _ => view.asking("beside", &format!("{by}:{label}")).href(),
    };
    let put = |html: &mut Html, list: &[LineGroup]| {
        html.open("p", &[("class", "reading__groups")]);
        for group in list {
            let href = href(&group.label);
            let (tag, key) = if href.is_empty() { ("span", "") } else { ("a", group.label.as_str()) };
            html.open(tag, &[("href", &href), ("data-key", key)]).text(shown_label(&group.label)).text(" ");
            html.leaf("b", &[], &grouped(group.n)).close(tag);
        }
        html.close("p");
    };
    let (first, others) = found.groups.split_at(found.groups.len().min(GROUPS));
    put(html, first);
    if !others.is_empty() {
        let n = found.n_groups - first.len() as u32;
        html.open("details", &[("class", "quiet")]).open("summary", &[]);
        html.text(words.other_groups).text(" ").text(&grouped(n)).close("summary");
        put(html, others.get(..MORE_GROUPS).unwrap_or(others));
        html.close("details");
    }
}

/// A line that opens its article.
///
/// `number` is which of how many it is, where there are more than are shown.
pub(super) fn one(html: &mut Html, view: &View, line: &Line, number: Option<(u32, u32)>) {
    let place_of = |at: i8| (at > 0, usize::from(at.unsigned_abs()) - 1);
    let by = view.asked("by").and_then(ask::neighbour).or(ask::beside(view).map(|(at, _)| at)).map(place_of);
    let pick = |spans: &[Span], is_right: bool| -> Vec<Span> {
        let near = line.near.filter(|(right, _)| *right == is_right).map(|(_, span)| span);
        let sorted = by.filter(|(right, _)| *right == is_right).and_then(|(_, word)| spans.get(word)).copied();
        near.into_iter().chain(sorted).collect()
    };
    let facts = [line.date.as_str(), line.source.as_str()].into_iter().filter(|fact| !fact.is_empty());
    let title = format!("《{}》{}", line.title, facts.collect::<Vec<_>>().join(" · "));
    let start = if line.in_title { 0 } else { line.span.start };
    let href = place(view, &line.article, start);
    let [nth, of] = number.map_or_else(Default::default, |(i, of)| [(i + 1).to_string(), of.to_string()]);
    let at = start.to_string();
    let facts =
        [("data-article", line.article.as_str()), ("data-at", &at), ("aria-posinset", &nth), ("aria-setsize", &of)];
    html.open("li", &facts);
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
