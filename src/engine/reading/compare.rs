//! Two sides beside each other: articles, places, sources, periods, searches.

use super::html::Html;
use super::shown::Analyse;
use super::tables::{Row, sides, table};
use super::words::Words;
use super::{At, ask, lines};
use crate::engine::Engine;
use crate::protocol::{
    AlignedRow, AnalysisAsk, AnalysisView, Both, Change, CollocatesAsk, Comparison, ConcordanceAsk, Failure, Field,
    Node, Query, grouped,
};
use crate::state::View;

/// Values of a facet to choose from.
const CHOICES: usize = 12;
/// Rows shown of themes, names and figures.
const ROWS: usize = 30;
/// Words and sentences shown of how something is said.
const COMPANY: u32 = 12;
const SENTENCES: u32 = 3;

/// What a side is called.
pub(super) fn name(engine: &Engine, at: &At<'_>, side: &str, none: &str) -> String {
    if let Some(id) = side.strip_prefix("id:") {
        let corpus = engine.corpus();
        return corpus.find(id).map_or_else(|| id.to_owned(), |doc| format!("《{}》", corpus.title(doc)));
    }
    if side.starts_with('?') {
        let other = View::parse(side);
        let filters = other.filters.iter().map(|filter| value_name(engine, at, filter.field, &filter.value));
        let (from, to) = (other.from.as_deref().unwrap_or_default(), other.to.as_deref().unwrap_or_default());
        let time = if from.is_empty() && to.is_empty() { String::new() } else { format!("{from}..{to}") };
        let parts = [other.q.trim().to_owned()].into_iter().chain(filters).chain([time]);
        let parts: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
        return if parts.is_empty() { Words::of(at.lang).all_articles.to_owned() } else { parts.join(" · ") };
    }
    match side.split_once(':').and_then(|(name, value)| Some((Field::parse(name)?, value))) {
        Some((field, value)) => value_name(engine, at, field, value),
        None if side.is_empty() => none.to_owned(),
        None => side.to_owned(),
    }
}

fn value_name(engine: &Engine, at: &At<'_>, field: Field, value: &str) -> String {
    let theme = engine.corpus().themes().iter().find(|theme| field == Field::Theme && theme.id == value);
    match theme {
        Some(theme) => at.lang.pick(&theme.names).to_owned(),
        None if value.is_empty() => Words::of(at.lang).none.to_owned(),
        None => value.to_owned(),
    }
}

fn names(engine: &Engine, at: &At<'_>) -> [String; 2] {
    let words = Words::of(at.lang);
    let side = |ask: &str, none| name(engine, at, at.view.asked(ask).unwrap_or_default(), none);
    [side("a", words.this_side), side("b", words.rest_side)]
}

/// The sides, and what else to hold beside them.
pub(super) fn choice(html: &mut Html, engine: &Engine, at: &At<'_>) {
    let (view, words) = (at.view, Words::of(at.lang));
    let [a, b] = ["a", "b"].map(|name| view.asked(name).unwrap_or_default());
    let is_chosen = !a.is_empty() || view.is_narrowed();
    if is_chosen {
        let [first, second] = names(engine, at);
        html.open("h2", &[("class", "reading__vs"), ("data-testid", "compare-sides")]);
        html.leaf("span", &[], &first)
            .text(" ")
            .leaf("small", &[], "↔")
            .text(" ")
            .leaf("span", &[], &second)
            .close("h2");
    }
    html.open("div", &[("class", "reading__asks")]);
    html.field("a", words.first_side, a, words.this_side);
    html.field("b", words.second_side, b, words.rest_side);
    html.leaf("span", &[("class", "quiet")], words.side_field_hint);
    if !a.is_empty() && !b.is_empty() {
        let swapped = view.asking("a", b).asking("b", a).href();
        html.leaf("a", &[("href", &swapped), ("class", "link"), ("data-key", "swap")], words.swap);
    }
    html.close("div");
    if !is_chosen {
        html.leaf("p", &[("class", "empty")], words.choose_side);
    }
    // Other values of the field of the first side; of all fields, when there is none yet.
    let of = a.split_once(':').and_then(|(name, _)| Field::parse(name));
    let asked = if a.is_empty() { "a" } else { "b" };
    let found = engine.explore(&Query { filters: Vec::new(), ..view.query(0, 0) });
    for facet in &found.facets {
        let field_name = match facet.field {
            Field::Theme => words.theme,
            Field::Place => words.place,
            Field::Source => words.source,
            Field::Year => words.year,
            Field::Kind | Field::Origin => continue,
        };
        if of.is_some_and(|of| of != facet.field) || (of.is_none() && is_chosen) || facet.values.len() < 2 {
            continue;
        }
        html.open("nav", &[("class", "tools"), ("aria-label", field_name)]).leaf("b", &[], field_name);
        for value in facet.values.iter().filter(|value| value.count > 0).take(CHOICES) {
            let side = format!("{}:{}", facet.field.name(), value.value);
            if side == a {
                continue;
            }
            let current = if side == b { "true" } else { "" };
            let href = view.asking(asked, &side).href();
            let key = format!("{asked}.{side}");
            html.open("a", &[("href", &href), ("data-key", &key), ("aria-current", current)]);
            html.text(&value_name(engine, at, facet.field, &value.value)).text(" ");
            html.leaf("small", &[], &grouped(value.count)).close("a");
        }
        html.close("nav");
    }
}

/// Shows a comparison.
///
/// # Errors
/// When no corpus is open.
pub(super) fn show(
    html: &mut Html,
    engine: &Engine,
    at: &At<'_>,
    found: &Comparison,
    analyse: Analyse<'_>,
) -> Result<(), Failure> {
    let words = Words::of(at.lang);
    let named = names(engine, at);
    let views = ask::side_views(at.view);
    let short = [short(&named[0]), short(&named[1])];
    let heads = [short[0].as_str(), short[1].as_str()];
    // Versions of a text come first; articles that merely stand alone on their sides are folded away at the end.
    let is_version = is_version(at.view, &found.aligned);
    if is_version {
        aligned(html, at, &found.aligned);
    }
    if let Some(topic) = ask::topic(at.view).filter(|_| !is_query(at.view)) {
        said(html, at, &topic, &named, &views, analyse)?;
    }
    heading(html, words.themes, "");
    both_table(html, words, words.theme, heads, &found.themes, &views);
    let [both, first, second] = found.n_names.map(grouped);
    heading(
        html,
        words.names,
        &format!("{} {both} · {} {first} · {} {second}", words.both, words.only_first, words.only_second),
    );
    both_table(html, words, words.word, heads, &found.names, &views);
    if !found.figures.is_empty() {
        let [both, first, second] = found.n_figures.map(grouped);
        heading(
            html,
            words.figures,
            &format!("{} {both} · {} {first} · {} {second}", words.both, words.only_first, words.only_second),
        );
        figures(html, at, heads, &found.figures);
    }
    heading(html, words.typical, "");
    sides(html, at, &found.words, &named, &views, heads);
    if !is_version && !found.aligned.is_empty() {
        html.open("details", &[]).leaf("summary", &[], words.aligned);
        aligned(html, at, &found.aligned);
        html.close("details");
    }
    Ok(())
}

/// Whether two texts were chosen as such, or share at least a third of their sentences.
fn is_version(view: &View, rows: &[AlignedRow]) -> bool {
    let are_texts = ["a", "b"].iter().all(|side| view.asked(side).is_some_and(|side| side.starts_with("id:")));
    let like = rows.iter().filter(|row| matches!(row.change, Change::Kept | Change::Changed)).count();
    !rows.is_empty() && (are_texts || like * 3 >= rows.len())
}

/// Whether a side is a search of its own, whose words are then the topic.
fn is_query(view: &View) -> bool {
    let is_text = |side: &str| !side.is_empty() && ask::scope(view, side).query.text != view.q.trim();
    ["a", "b"].iter().filter_map(|name| view.asked(name)).any(|side| !side.starts_with("id:") && is_text(side))
}

fn short(name: &str) -> String {
    let mut out: String = name.chars().take(14).collect();
    if name.chars().count() > 14 {
        out.push('…');
    }
    out
}

fn heading(html: &mut Html, title: &str, note: &str) {
    html.open("h3", &[("class", "reading__head")]).text(title);
    if !note.is_empty() {
        html.text(" ").leaf("span", &[("class", "quiet")], note);
    }
    html.close("h3");
}

fn both_table(html: &mut Html, words: &Words, first: &str, heads: [&str; 2], list: &[Both], views: &[View; 2]) {
    let row = |both: &Both| {
        let open = |side: usize| {
            if both.n[side] == 0 {
                return String::new();
            }
            ask::lines_of(&views[side], &Node::Mark(both.key.clone())).href()
        };
        let kind = words.choice(&both.kind);
        let word = if kind.is_empty() { both.label.clone() } else { format!("{} · {kind}", both.label) };
        let cells = [0, 1].map(|side| (grouped(both.n[side]), open(side))).to_vec();
        Row { word, href: String::new(), cells }
    };
    let rows: Vec<Row> = list.iter().take(ROWS).map(row).collect();
    table(html, words.nothing_read, first, &heads, &rows);
}

/// Figures with each of their sentences: one may be said in several, which no single key names.
fn figures(html: &mut Html, at: &At<'_>, heads: [&str; 2], list: &[Both]) {
    let words = Words::of(at.lang);
    html.open("div", &[("class", "scroll")])
        .open("table", &[("class", "reading__table")])
        .open("thead", &[])
        .open("tr", &[]);
    for head in [words.figures, heads[0], heads[1]] {
        html.leaf("th", &[("scope", "col")], head);
    }
    html.close("tr").close("thead").open("tbody", &[]);
    for both in list.iter().take(ROWS) {
        let kind = words.choice(&both.kind);
        html.open("tr", &[]).open("th", &[("scope", "row")]).text(&both.label);
        if !kind.is_empty() {
            html.text(" ").leaf("small", &[("class", "quiet")], kind);
        }
        html.close("th");
        for side in 0..2 {
            html.open("td", &[]).text(&grouped(both.n[side]));
            for (index, key) in (1..).zip(both.at[side].iter().take(6)) {
                let href = at.view.with(|view| view.ev = Some(key.clone())).href();
                html.text(" ").link(&href, &format!("#{index}"));
            }
            html.close("td");
        }
        html.close("tr");
    }
    html.close("tbody").close("table").close("div");
}

/// How the topic is said on either side: its company, and its first sentences.
fn said(
    html: &mut Html,
    at: &At<'_>,
    topic: &str,
    named: &[String; 2],
    views: &[View; 2],
    analyse: Analyse<'_>,
) -> Result<(), Failure> {
    let words = Words::of(at.lang);
    heading(html, &format!("{}“{topic}”", words.wording), words.wording_of);
    html.open("div", &[("class", "reading__sides"), ("data-testid", "compare-wording")]);
    for ((scope, view), name) in ask::sides(at.view).into_iter().zip(views).zip(named) {
        let node = Node::Text(topic.to_owned());
        let base = ask::lines_of(view, &node);
        let company = CollocatesAsk {
            scope: scope.clone(),
            node: node.clone(),
            min: 2,
            limit: COMPANY,
            ..CollocatesAsk::default()
        };
        html.open("section", &[]).open("h3", &[]).text(name);
        let found =
            analyse(&AnalysisAsk::Concordance(ConcordanceAsk { limit: SENTENCES, ..ConcordanceAsk::of(scope, node) }))?;
        if let AnalysisView::Concordance(found) = &found.view {
            html.text(" ").link(&base.href(), &format!("{} {}", grouped(found.total), words.lines)).close("h3");
            html.open("ol", &[("class", "kwic")]);
            for line in &found.lines {
                lines::one(html, at.view, line, None);
            }
            html.close("ol");
        }
        if let AnalysisView::Collocates(found) = &analyse(&AnalysisAsk::Collocates(company))?.view {
            let row = |row: &crate::protocol::Collocate| Row {
                word: row.word.clone(),
                href: ask::lines_near(&base, &row.word).href(),
                cells: vec![(grouped(row.n), String::new()), (super::tables::fixed(row.likelihood, 1), String::new())],
            };
            let rows: Vec<Row> = found.rows.iter().map(row).collect();
            table(html, words.nothing_read, words.company, &[words.times, "LL"], &rows);
        }
        html.close("section");
    }
    html.close("div");
    Ok(())
}

/// Two versions of a text: what is new and what is gone is said by signs and not by colour; what stayed is folded.
fn aligned(html: &mut Html, at: &At<'_>, rows: &[AlignedRow]) {
    let words = Words::of(at.lang);
    let is_like = |row: &AlignedRow| matches!(row.change, Change::Kept | Change::Changed);
    if !rows.iter().any(is_like) {
        heading(html, words.aligned, "");
        html.leaf("p", &[("class", "quiet")], words.unlike);
        return;
    }
    let n = |change: Change| grouped(rows.iter().filter(|row| row.change == change).count() as u32);
    let sum = [(Change::Changed, words.changed), (Change::Added, words.added), (Change::Removed, words.removed)]
        .map(|(change, name)| format!("{name} {}", n(change)));
    heading(html, words.aligned, &format!("{} {} · {}", n(Change::Kept), words.kept, sum.join(" · ")));
    html.leaf("p", &[("class", "quiet")], words.aligned_note);
    html.open("ol", &[("class", "aligned"), ("data-testid", "aligned")]);
    let mut rest = rows;
    while let Some(first) = rest.first() {
        let same = rest.iter().take_while(|row| row.change == Change::Kept).count();
        if same > 0 {
            let (kept, more) = rest.split_at(same);
            rest = more;
            let label = format!("{same} {}", words.kept);
            html.open("li", &[("data-change", "kept")]).open("details", &[]).leaf("summary", &[], &label);
            for row in kept {
                html.open("p", &[]);
                sentence(html, at, row);
                html.close("p");
            }
            html.close("details").close("li");
            continue;
        }
        let name = match first.change {
            Change::Added => words.added,
            Change::Removed => words.removed,
            _ => words.changed,
        };
        html.open("li", &[("data-change", first.change.name())]).leaf("small", &[], name).text(" ");
        sentence(html, at, first);
        html.close("li");
        rest = rest.get(1..).unwrap_or_default();
    }
    html.close("ol");
}

/// A sentence that leads to where it stands: in the second version, or in the first where it is gone from the second.
fn sentence(html: &mut Html, at: &At<'_>, row: &AlignedRow) {
    let place = row.spans[1].map(|span| ("b", span)).or_else(|| row.spans[0].map(|span| ("a", span)));
    let id = place.and_then(|(side, _)| at.view.asked(side)).and_then(|side| side.strip_prefix("id:"));
    if let (Some(id), Some((_, span))) = (id, place) {
        html.open("a", &[("href", &lines::place(at.view, id, span.start))]);
    }
    for (change, text) in &row.parts {
        match change {
            Change::Added => {
                html.open("ins", &[]).leaf("i", &[], "［＋").text(text).leaf("i", &[], "＋］").close("ins")
            }
            Change::Removed => {
                html.open("del", &[]).leaf("i", &[], "［－").text(text).leaf("i", &[], "－］").close("del")
            }
            _ => html.text(text),
        };
    }
    if id.is_some() {
        html.close("a");
    }
}
