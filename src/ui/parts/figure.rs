//! One form of a panel: title, picture, tools, table twin.

use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;

use super::evidence::copy;
use super::highlight::marked;
use crate::draw::svg::{Frame, markup};
use crate::draw::table::{Head, Table, csv, twin};
use crate::draw::{self, layout};
use crate::protocol::{Form, FormBody, Mark};
use crate::ui::context::{App, use_app};
use crate::ui::hooks::use_width;
use crate::ui::words::Words;

/// One form of a panel.
#[component]
pub(in crate::ui) fn Figure(theme: String, form: Form) -> impl IntoView {
    let app = use_app();
    let id = format!("{theme}.{}", form.id);
    let is_table = {
        let id = id.clone();
        app.part(move |view| view.tables.contains(&id))
    };
    let toggle = {
        let id = id.clone();
        move || {
            app.view()
                .with(|view| {
                    if view.tables.contains(&id) {
                        view.tables.retain(|table| *table != id);
                    } else {
                        view.tables.push(id.clone());
                        crate::order::sort(&mut view.tables);
                    }
                })
                .href()
        }
    };
    let title = {
        let titles = form.titles.clone();
        move || app.lang().pick(&titles).to_owned()
    };
    let of = move || app.phrases().evidence(form.n_sentences, form.n_articles);
    let plot = NodeRef::<html::Div>::new();
    let width = use_width(plot);
    let open = app.part(|view| view.ev.clone());
    let kind = kind_of(&form.body);
    let body = StoredValue::new(form.body);
    let label = title.clone();
    let picture = move || {
        let width = width.get();
        if width == 0 {
            return None;
        }
        let scene = body.with_value(|body| layout(body, width as f32, &draw_words(app.words())));
        let view = app.view();
        let phrases = app.phrases();
        let label = label();
        let open = open.get();
        let frame = Frame {
            label: &label,
            href: &|mark: &Mark| view.with(|view| view.ev = Some(mark.key.clone())).href(),
            note: &|mark: &Mark| phrases.evidence(mark.n, mark.n_articles),
            open: open.as_deref(),
        };
        Some(if scene.items.is_empty() { String::new() } else { markup(&scene, &frame) })
    };
    let is_empty = body.with_value(|body| twin(body).rows.is_empty());
    let save = {
        let id = id.clone();
        let title = title.clone();
        move |_| {
            let table = body.with_value(twin);
            save_csv(app, &id, &title(), &table);
        }
    };
    let link = {
        let theme = theme.clone();
        move |_| {
            let href = app.view_now().with(|view| view.panel = Some(theme.clone())).href();
            if let Ok(base) = web_sys::Url::new_with_base(&href, &window().location().href().unwrap_or_default()) {
                copy(app, &base.href());
            }
        }
    };
    view! {
        <figure class="fig" data-form=id data-kind=kind>
            <figcaption class="fig__title">
                <b>{title}</b>
                <span>{of}</span>
            </figcaption>
            <div class="fig__plot" node_ref=plot on:keydown=walk_marks hidden=move || is_table.get() inner_html=picture></div>
            {is_empty.then(|| view! { <p class="empty">{app.words().empty_form}</p> })}
            {move || is_table.get().then(|| twin_view(app, &body.with_value(twin)))}
            <div class="tools fig__tools">
                <a href=toggle aria-pressed=move || is_table.get().to_string()>{app.words().table}</a>
                <button type="button" data-testid="export-csv" on:click=save>{app.words().csv}</button>
                <button type="button" on:click=link>{app.words().link}</button>
            </div>
        </figure>
    }
}

/// The kind of a form, for the page's layout.
fn kind_of(body: &FormBody) -> &'static str {
    match body {
        FormBody::Network { .. } => "network",
        FormBody::Figures { .. } => "figures",
        FormBody::Multiples { .. } => "multiples",
        _ => "form",
    }
}

/// The fixed words that layouts write.
fn draw_words(words: &'static Words) -> draw::Words<'static> {
    draw::Words {
        sentence: words.sentence_unit,
        article: words.article_unit,
        unwritten: words.no_era,
        eras: words.era_lane,
        dates: words.date_lane,
        more: words.further,
        target: words.target,
        achieved: words.achieved,
        kinds: &words.kinds,
    }
}

/// Arrow keys go to the nearest mark in their direction; Home and End to the first and last.
fn walk_marks(event: ev::KeyboardEvent) {
    let key = event.key();
    let Some(plot) = event.current_target().and_then(|target| target.dyn_into::<web_sys::Element>().ok()) else {
        return;
    };
    let Some(here) = document().active_element() else { return };
    let Ok(found) = plot.query_selector_all("[data-testid='mark']") else { return };
    let marks: Vec<web_sys::Element> =
        (0..found.length()).filter_map(|index| found.item(index)?.dyn_into().ok()).collect();
    let Some(at) = marks.iter().position(|mark| *mark == here) else { return };
    let next = match key.as_str() {
        "Home" => marks.first(),
        "End" => marks.last(),
        "ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown" => nearest(&marks, at, &key),
        _ => return,
    };
    event.prevent_default();
    if let Some(next) = next.and_then(|mark| mark.dyn_ref::<web_sys::SvgElement>()) {
        let _ = here.set_attribute("tabindex", "-1");
        let _ = next.set_attribute("tabindex", "0");
        let _ = next.focus();
    }
}

fn nearest<'a>(marks: &'a [web_sys::Element], at: usize, key: &str) -> Option<&'a web_sys::Element> {
    let centre = |mark: &web_sys::Element| {
        let rect = mark.get_bounding_client_rect();
        (rect.x() + rect.width() / 2.0, rect.y() + rect.height() / 2.0)
    };
    let (x, y) = centre(&marks[at]);
    let (dx, dy) = match key {
        "ArrowLeft" => (-1.0, 0.0),
        "ArrowRight" => (1.0, 0.0),
        "ArrowUp" => (0.0, -1.0),
        _ => (0.0, 1.0),
    };
    let cost = |mark: &web_sys::Element| {
        let (mx, my) = centre(mark);
        let along = (mx - x) * dx + (my - y) * dy;
        let across = ((mx - x) * dy).abs() + ((my - y) * dx).abs();
        (along > 1.0).then_some(along + 3.0 * across)
    };
    let best = marks.iter().filter_map(|mark| cost(mark).map(|cost| (cost, mark))).min_by(|a, b| a.0.total_cmp(&b.0));
    // At the edge, go on in the order of the picture: no mark is out of reach.
    best.map(|(_, mark)| mark).or_else(|| match key {
        "ArrowLeft" | "ArrowUp" => at.checked_sub(1).and_then(|before| marks.get(before)),
        _ => marks.get(at + 1),
    })
}

fn head_name(words: &'static Words, head: Head) -> &'static str {
    match head {
        Head::Group => words.group,
        Head::Item => words.item,
        Head::Stage => words.stage,
        Head::Next => words.flows_to,
        Head::First => words.first,
        Head::Second => words.second,
        Head::Period => words.period,
        Head::OfArticles => words.of_articles,
        Head::Figure => words.figure,
        Head::Subject => words.subject,
        Head::Status => words.status,
        Head::Era => words.era,
        Head::Sentences => words.sentences,
        Head::Articles => words.count_articles,
    }
}

fn cell_text(words: &'static Words, head: Head, cell: &str) -> String {
    match (head, cell) {
        (Head::Status, "target") => words.target.to_owned(),
        (Head::Status, "achieved") => words.achieved.to_owned(),
        (Head::Status, "other") => words.other.to_owned(),
        (_, cell) => cell.to_owned(),
    }
}

fn twin_view(app: App, table: &Table) -> impl IntoView + use<> {
    let words = app.words();
    let view = app.view();
    let head = table.head.iter().map(|&head| view! { <th scope="col">{head_name(words, head)}</th> }).collect_view();
    let rows = table
        .rows
        .iter()
        .map(|row| {
            let href = view.with(|view| view.ev = Some(row.mark.key.clone())).href();
            let cells = row
                .cells
                .iter()
                .zip(&table.head)
                .map(|(cell, &head)| {
                    let text = cell_text(words, head, cell);
                    if head == Head::Sentences {
                        view! { <td class="num"><a class="link" href=href.clone()>{text}</a></td> }.into_any()
                    } else {
                        let class = if matches!(head, Head::Articles | Head::OfArticles) { "num" } else { "song" };
                        view! { <td class=class>{marked(&text, &[])}</td> }.into_any()
                    }
                })
                .collect_view();
            view! { <tr>{cells}</tr> }
        })
        .collect_view();
    view! {
        <div class="twin" data-testid="table-twin" tabindex="0" role="region" aria-label=words.table>
            <table>
                <thead><tr>{head}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

/// Saves the table as CSV, with a header that says what it is.
fn save_csv(app: App, id: &str, title: &str, table: &Table) {
    let words = app.words();
    let corpus = app.corpus.get_untracked().map(|info| info.name.clone()).unwrap_or_default();
    let view = app.view_now();
    let mut rows = vec![
        vec![format!("# {title}")],
        vec![format!("# {} {corpus}", words.name)],
        vec![format!("# {}", view.format())],
    ];
    rows.push(table.head.iter().map(|&head| head_name(words, head).to_owned()).collect());
    rows.extend(
        table
            .rows
            .iter()
            .map(|row| row.cells.iter().zip(&table.head).map(|(cell, &head)| cell_text(words, head, cell)).collect()),
    );
    download(&format!("wenlan-{id}.csv"), "text/csv;charset=utf-8", &csv(&rows));
}

/// Offers `text` as a file.
pub(in crate::ui) fn download(name: &str, kind: &str, text: &str) {
    let parts = js_sys::Array::of1(&text.into());
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(kind);
    let Ok(blob) = web_sys::Blob::new_with_str_sequence_and_options(&parts, &options) else { return };
    let Ok(url) = web_sys::Url::create_object_url_with_blob(&blob) else { return };
    let link = document().create_element("a").ok().and_then(|link| link.dyn_into::<web_sys::HtmlAnchorElement>().ok());
    if let Some(link) = link {
        link.set_href(&url);
        link.set_download(name);
        link.click();
    }
    // The browser has taken the address by the next turn.
    set_timeout(
        move || {
            let _ = web_sys::Url::revoke_object_url(&url);
        },
        std::time::Duration::from_secs(1),
    );
}
