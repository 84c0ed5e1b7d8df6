//! Words with their numbers: company, key words, frequencies.

use super::html::Html;
use super::words::Words;
use super::{At, ask, compare};
use crate::draw::{layout, svg};
use crate::engine::Engine;
use crate::protocol::{self, Collocate, Collocates, FormBody, KeyWord, Keyness, Mark, Node, Words as List, grouped};

/// A row: a word that opens its lines, and numbers, some of which open theirs.
pub(super) struct Row {
    pub(super) word: String,
    pub(super) href: String,
    pub(super) cells: Vec<(String, String)>,
}

/// A table whose first column are words.
pub(super) fn table(html: &mut Html, none: &str, first: &str, heads: &[&str], rows: &[Row]) {
    if rows.is_empty() {
        html.leaf("p", &[("class", "empty")], none);
        return;
    }
    html.open("div", &[("class", "scroll")])
        .open("table", &[("class", "reading__table")])
        .open("thead", &[])
        .open("tr", &[]);
    for head in std::iter::once(&first).chain(heads) {
        html.leaf("th", &[("scope", "col")], head);
    }
    html.close("tr").close("thead").open("tbody", &[]);
    for row in rows {
        html.open("tr", &[]).open("th", &[("scope", "row")]);
        link(html, &row.word, &row.href);
        html.close("th");
        for (text, href) in &row.cells {
            html.open("td", &[]);
            link(html, text, href);
            html.close("td");
        }
        html.close("tr");
    }
    html.close("tbody").close("table").close("div");
}

fn link(html: &mut Html, text: &str, href: &str) {
    if href.is_empty() {
        html.text(text)
    } else {
        html.link(href, text)
    };
}

fn plain(text: String) -> (String, String) {
    (text, String::new())
}

/// A number to so many places, or a stroke for what is none.
pub(super) fn fixed(x: f64, decimals: usize) -> String {
    if x.is_finite() { format!("{x:.decimals$}") } else { "—".to_owned() }
}

pub(super) fn collocates(html: &mut Html, at: &At<'_>, found: &Collocates) -> u32 {
    let (view, words) = (at.view, Words::of(at.lang));
    picture(html, at, found);
    let row = |row: &Collocate| {
        let counts = [row.n, row.n_left, row.n_right, row.of].map(grouped);
        let measures = [row.likelihood, row.log_dice, row.mi, row.t].map(|x| fixed(x, 2));
        let cells = counts.into_iter().chain(measures).map(plain).collect();
        Row { word: row.word.clone(), href: ask::lines_near(view, &row.word).href(), cells }
    };
    let rows: Vec<Row> = found.rows.iter().map(row).collect();
    let heads = [words.times, words.before_it, words.after_it, words.all, "LL", "logDice", "MI", "t"];
    table(html, words.nothing_read, words.word, &heads, &rows);
    found.rows.len() as u32
}

/// The first of them as a picture: the thicker, the more often.
fn picture(html: &mut Html, at: &At<'_>, found: &Collocates) {
    const ARMS: usize = 10;
    if found.rows.len() < 3 || at.width == 0 {
        return;
    }
    let label = at.view.asked("node").map_or_else(|| at.view.q.trim(), |node| node.trim_start_matches("w:"));
    let here = at.view.with(|view| view.read = Some(crate::state::Reading::Kwic)).href();
    let centre = Mark { key: here, label: label.to_owned(), n: found.n_nodes, n_articles: found.n_articles };
    let arms = found.rows.iter().take(ARMS).map(|row| Mark {
        key: ask::lines_near(at.view, &row.word).href(),
        label: row.word.clone(),
        n: row.n,
        n_articles: row.n_articles,
    });
    let words = Words::of(at.lang);
    let unit = crate::draw::Words { sentence: words.times, ..crate::draw::words(at.lang) };
    let scene = layout(&FormBody::Ego { centre, arms: arms.collect() }, at.width.min(720) as f32, &unit);
    let frame = svg::Frame {
        label: words.company,
        href: &|mark: &Mark| mark.key.clone(),
        note: &|mark: &Mark| format!("{} {} / {}", grouped(mark.n), words.times, at.lang.n_articles(mark.n_articles)),
        open: None,
    };
    html.open("div", &[("class", "fig__plot")]);
    html.0.push_str(&svg::markup(&scene, &frame));
    html.close("div");
}

pub(super) fn keyness(html: &mut Html, engine: &Engine, at: &At<'_>, found: &Keyness) -> u32 {
    let words = Words::of(at.lang);
    let b = at.view.asked("b").unwrap_or_default();
    let names = if b.is_empty() {
        [words.more_here.to_owned(), words.more_there.to_owned()]
    } else {
        [words.more_here.to_owned(), compare::name(engine, at, b, words.rest_side)]
    };
    let views = ask::side_views(&at.view.asking("a", at.view.asked("a").unwrap_or_default()));
    let there = if b.is_empty() { words.there } else { names[1].as_str() };
    sides(html, at, found, &names, &views, [words.here, there]);
    found.more.len().max(found.less.len()) as u32
}

/// Key words of both sides beside each other; each number opens its lines.
pub(super) fn sides(
    html: &mut Html,
    at: &At<'_>,
    found: &Keyness,
    names: &[String; 2],
    views: &[crate::state::View; 2],
    short: [&str; 2],
) {
    let words = Words::of(at.lang);
    // Alone they are the parts of the page; in a comparison, of its part.
    let level = if at.view.read == Some(crate::state::Reading::Keyness) { "h2" } else { "h3" };
    html.open("div", &[("class", "reading__sides")]);
    for (side, rows) in [&found.more, &found.less].into_iter().enumerate() {
        let row = |row: &KeyWord| {
            let node = Node::Words(vec![row.word.clone()]);
            let open = |side: usize| ask::lines_of(&views[side], &node).href();
            let cells = vec![
                (grouped(row.n[0]), open(0)),
                (grouped(row.n[1]), open(1)),
                plain(fixed(row.likelihood, 1)),
                plain(fixed(row.log_ratio, 2)),
            ];
            Row { word: row.word.clone(), href: open(side), cells }
        };
        let rows: Vec<Row> = rows.iter().map(row).collect();
        html.open("section", &[]).open(level, &[]).text(&names[side]).text(" ");
        html.leaf("span", &[("class", "quiet")], &grouped(found.total[side])).close(level);
        table(html, words.nothing_read, words.word, &[short[0], short[1], "LL", "log ratio"], &rows);
        html.close("section");
    }
    html.close("div");
}

/// Themes to choose terms of.
fn topics(html: &mut Html, engine: &Engine, at: &At<'_>) {
    let (view, words) = (at.view, Words::of(at.lang));
    let asked = view.asked("topic").unwrap_or_default();
    html.open("nav", &[("class", "tools"), ("aria-label", words.of_theme)]);
    html.leaf("span", &[], words.of_theme);
    let themes = engine.corpus().themes().iter().map(|theme| (theme.id.as_str(), at.lang.pick(&theme.names)));
    for (id, name) in std::iter::once(("", words.every_theme)).chain(themes) {
        let (href, key) = (view.asking("topic", id).href(), format!("topic.{id}"));
        let current = if id == asked { "true" } else { "" };
        html.leaf("a", &[("href", &href), ("data-key", &key), ("aria-current", current)], name);
    }
    html.close("nav");
}

/// The words left out, each with a way to count it again.
fn stopped(html: &mut Html, at: &At<'_>, stop: &[String]) {
    if stop.is_empty() {
        return;
    }
    let (view, words) = (at.view, Words::of(at.lang));
    let asked = view.asked("stop").unwrap_or_default();
    let given = ask::stop_words(asked);
    let is_own = !given.is_empty() && !given.iter().any(|word| word.starts_with(['+', '-']));
    html.open("details", &[("class", "quiet")]).open("summary", &[]);
    html.text(words.stop).text(" ").text(&grouped(stop.len() as u32)).close("summary");
    html.leaf("p", &[], words.stop_change).open("p", &[("class", "reading__stop")]);
    for word in stop {
        let without = |other: &&str| *other != word && other.strip_prefix('+') != Some(word);
        let mut left: Vec<&str> = given.iter().copied().filter(without).collect();
        let change = format!("-{word}");
        if !is_own && left.len() == given.len() {
            left.push(&change);
        }
        // An own list of which nothing is left is a list of nothing.
        let value = if is_own && left.is_empty() { "-".to_owned() } else { left.join(" ") };
        html.link(&view.asking("stop", &value).href(), word).text(" ");
    }
    html.close("p").close("details");
}

/// Strings that the dictionary lacks, with their lines.
///
/// # Errors
/// When no corpus is open.
#[cfg(feature = "full")]
pub(super) fn new_words(
    html: &mut Html,
    at: &At<'_>,
    found: &[crate::engine::dictionary::NewWordNote],
    analyse: super::shown::Analyse<'_>,
) -> Result<(), protocol::Failure> {
    let words = Words::of(at.lang);
    html.leaf("p", &[("class", "quiet reading__method")], words.of_usual);
    let mut rows = Vec::new();
    for new in found.iter().take(at.rows as usize) {
        let node = Node::Text(format!("\"{}\"", new.word));
        let lines = protocol::ConcordanceAsk {
            limit: 0,
            ..protocol::ConcordanceAsk::of(ask::scope(at.view, ""), node.clone())
        };
        let protocol::AnalysisView::Concordance(lines) = analyse(&protocol::AnalysisAsk::Concordance(lines))?.view
        else {
            continue;
        };
        let first = super::lines::place(at.view, &new.article, new.at);
        let cells = vec![
            (grouped(lines.total), ask::lines_of(at.view, &node).href()),
            plain(grouped(lines.n_articles)),
            plain(new.now.join(" / ")),
            (new.sentence.clone(), first),
        ];
        rows.push(Row { word: new.word.clone(), href: ask::lines_of(at.view, &node).href(), cells });
    }
    let heads = [words.times, words.in_articles, words.cut_now, words.first_in];
    table(html, words.nothing_read, words.word, &heads, &rows);
    Ok(())
}

pub(super) fn words(html: &mut Html, engine: &Engine, at: &At<'_>, found: &List) -> u32 {
    let (view, words) = (at.view, Words::of(at.lang));
    topics(html, engine, at);
    let row = |row: &protocol::WordRow| {
        let numbers = [grouped(row.n), fixed(row.per_million, 0), grouped(row.n_articles), fixed(row.dp, 2)];
        let cells = numbers.into_iter().chain([row.tag.clone()]).map(plain).collect();
        let href = ask::lines_of(view, &Node::Words(row.words.clone())).href();
        Row { word: row.words.join(" "), href, cells }
    };
    let rows: Vec<Row> = found.rows.iter().map(row).collect();
    let heads = [words.times, words.per_million, words.in_articles, "DP", words.tag];
    table(html, words.nothing_read, words.word, &heads, &rows);
    stopped(html, at, &found.stop);
    found.rows.len() as u32
}
