//! One form of a panel: title, picture, tools, table twin.

use std::sync::Arc;

use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;

use super::evidence::copy;
use super::highlight::marked;
use crate::client;
use crate::protocol::{Answer, CellKind, FileKind, FormHead, FormRef, Overview, Request, Sheet};
use crate::ui::context::{App, use_app};
use crate::ui::hooks::{spawn, use_ask, use_width};

/// One form of a panel.
#[component]
pub(in crate::ui) fn Figure(
    set: RwSignal<Option<Arc<Overview>>>,
    theme: String,
    form: Memo<FormHead>,
) -> impl IntoView {
    let app = use_app();
    let words = app.words();
    let id = form.with_untracked(|form| format!("{theme}.{}", form.id));
    let is_table = {
        let id = id.clone();
        app.part(move |view| view.tables.contains(&id))
    };
    let toggle = {
        let id = id.clone();
        move || app.view().with(|view| view.toggle_table(&id)).href()
    };
    let plot = NodeRef::<html::Div>::new();
    let width = use_width(plot);
    // The form in the view that was counted last: the picture never runs ahead of its numbers.
    let at = {
        let theme = theme.clone();
        Memo::new(move |_| {
            let query = set.with(|set| set.as_ref().map(|set| set.query.clone()))?;
            let form = form.with(|form| form.id.clone());
            Some(FormRef { query, lang: app.lang().index() as u8, theme: theme.clone(), form })
        })
    };
    let drawn = use_ask(
        move || {
            let (form, width) = (at.get()?, width.get());
            (width > 0 && !is_table.get()).then_some(Request::Draw { form, width })
        },
        |answer| if let Answer::Drawn(markup) = answer { Some(markup) } else { None },
    );
    let sheet = use_ask(
        move || is_table.get().then(|| at.get()).flatten().map(|form| Request::Table { form }),
        |answer| if let Answer::Table(sheet) = answer { Some(sheet) } else { None },
    );
    app.count_drawing(drawn.busy);
    // Marks lead to the present view with their evidence open: a picture is put in and led on in one go, and stays
    // where only the view changes.
    Effect::new(move |shown: Option<Option<Arc<String>>>| {
        let (view, plot, markup) = (app.view(), plot.get()?, drawn.answer.get());
        if shown.flatten().as_ref().map(Arc::as_ptr) != markup.as_ref().map(Arc::as_ptr) {
            plot.set_inner_html(markup.as_ref().map_or("", |markup| markup.as_str()));
        }
        client::lead(&plot, &view.with(|view| view.ev = None).format(), view.ev.as_deref().unwrap_or_default());
        markup
    });
    let save = {
        let id = id.clone();
        move |kind: FileKind| {
            let Some(form) = at.get_untracked() else { return };
            let title = format!("wenlan-{id}");
            spawn(save_table(app, form, kind, title));
        }
    };
    let save_as = {
        let id = id.clone();
        move |kind: &'static str| {
            let svg = plot.get_untracked().and_then(|plot| plot.query_selector("svg").ok().flatten());
            let (Some(svg), name) = (svg, format!("wenlan-{id}")) else { return };
            let title = form.with_untracked(|form| form.title.clone());
            spawn(async move {
                if let Err(error) = client::save_picture(&svg, kind, &name, &title, &source_lines(app)).await {
                    app.announce.set(app.explain(&error));
                }
            });
        }
    };
    let link = {
        let id = id.clone();
        move |_| {
            let href = app.view_now().with(|view| view.panel = Some(theme.clone())).href();
            let href = format!("{href}#{id}");
            if let Ok(base) = web_sys::Url::new_with_base(&href, &window().location().href().unwrap_or_default()) {
                copy(app, &base.href());
            }
        }
    };
    view! {
        <figure class="fig" id=id.clone() tabindex="-1" data-form=id data-kind=move || form.with(|form| form.kind.clone())
            data-empty=move || form.with(|form| form.is_empty).then_some("true")>
            <figcaption class="fig__title">
                <b>{move || form.with(|form| form.title.clone())}</b>
                <span>{move || form.with(|form| app.phrases().evidence(form.n_sentences, form.n_articles))}
                    {move || form.with(|form| form.note.clone())}</span>
            </figcaption>
            <div class="fig__plot" node_ref=plot on:keydown=walk_marks hidden=move || is_table.get()></div>
            {move || form.with(|form| form.is_empty.then(|| view! { <p class="empty">{form.lack.clone()}</p> }))}
            {move || is_table.get().then(|| sheet.answer.get().map(|sheet| twin_view(app, &sheet)))}
            <div class="tools fig__tools">
                <a href=toggle aria-current=move || is_table.get().then_some("true")>{words.table}</a>
                <button type="button" data-testid="export-csv" on:click={let save = save.clone(); move |_| save(FileKind::Csv)}>{words.csv}</button>
                <button type="button" on:click=move |_| save(FileKind::Json)>"JSON"</button>
                <button type="button" hidden=move || is_table.get() on:click={let save_as = save_as.clone(); move |_| save_as("svg")}>"SVG"</button>
                <button type="button" hidden=move || is_table.get() on:click=move |_| save_as("png")>"PNG"</button>
                <button type="button" on:click=link>{words.link}</button>
            </div>
        </figure>
    }
}

/// Home, End and the arrow keys go where the mark says (`draw::steps`).
fn walk_marks(event: ev::KeyboardEvent) {
    let keys = ["Home", "End", "ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"];
    let Some(at) = keys.iter().position(|key| *key == event.key()) else { return };
    let plot = event.current_target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let (Some(plot), Some(here)) = (plot, document().active_element()) else { return };
    let Some(go) = here.get_attribute("data-go") else { return };
    event.prevent_default();
    let index = go.split(' ').nth(at).and_then(|index| index.parse().ok());
    let next = index.and_then(|index| plot.query_selector_all(".mark").ok()?.item(index));
    if let Some(next) = next.and_then(|mark| mark.dyn_into::<web_sys::SvgElement>().ok()) {
        let _ = here.set_attribute("tabindex", "-1");
        let _ = next.set_attribute("tabindex", "0");
        let _ = next.focus();
    }
}

/// What a picture says below: corpus, day, address. `web/picture.js` adds what of the corpus is drawn, and wraps.
fn source_lines(app: App) -> Vec<String> {
    let corpus = app.corpus.get_untracked();
    let mut first = vec![app.words().name.to_owned()];
    if let Some(info) = corpus {
        first.push(info.name.clone());
        first.push(app.phrases().n_articles(info.n_articles));
    }
    first.push(today());
    let address = window().location().href().unwrap_or_default();
    vec![first.join(" · "), address]
}

/// Today in the reader's zone, ISO 8601.
pub(in crate::ui) fn today() -> String {
    super::corpora::day(js_sys::Date::now()).chars().take(10).collect()
}

fn twin_view(app: App, sheet: &Sheet) -> impl IntoView + use<> {
    let view = app.view();
    let head = sheet.head.iter().map(|(name, _)| view! { <th scope="col">{name.clone()}</th> }).collect_view();
    let rows = sheet
        .rows
        .iter()
        .map(|(cells, key)| {
            let cells = cells
                .iter()
                .zip(&sheet.head)
                .map(|(cell, (_, kind))| match kind {
                    CellKind::Opens => {
                        let href = view.with(|view| view.ev = Some(key.clone())).href();
                        view! { <td class="num"><a class="link" href=href>{cell.clone()}</a></td> }.into_any()
                    }
                    CellKind::Number => view! { <td class="num">{cell.clone()}</td> }.into_any(),
                    CellKind::Text => view! { <td class="song">{marked(cell, &[])}</td> }.into_any(),
                })
                .collect_view();
            view! { <tr>{cells}</tr> }
        })
        .collect_view();
    view! {
        <div class="twin" data-testid="table-twin" tabindex="0" role="region" aria-label=app.words().table>
            <table>
                <thead><tr>{head}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

/// What a saved file says of itself besides title and corpus: the view, the day, the build.
pub(in crate::ui) fn about_file(app: App) -> Vec<(String, String)> {
    let about = [("view", app.view_now().format()), ("day", today()), ("build", crate::protocol::BUILD_ID.to_owned())];
    about.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// Saves a form's table as a file that says what it is.
async fn save_table(app: App, form: FormRef, kind: FileKind, name: String) {
    match client::ask(&Request::Save { form, kind, about: about_file(app) }).await {
        Ok(Answer::Saved(text)) => match kind {
            FileKind::Csv => download(&format!("{name}.csv"), "text/csv;charset=utf-8", text.as_bytes()),
            FileKind::Json => download(&format!("{name}.json"), "application/json", text.as_bytes()),
        },
        Ok(_) => {}
        Err(error) => app.failed(error),
    }
}

/// Offers bytes as a file.
pub(in crate::ui) fn download(name: &str, kind: &str, bytes: &[u8]) {
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes));
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(kind);
    let Ok(blob) = web_sys::Blob::new_with_u8_array_sequence_and_options(&parts, &options) else { return };
    let Ok(url) = web_sys::Url::create_object_url_with_blob(&blob) else { return };
    let link = document().create_element("a").ok().and_then(|link| link.dyn_into::<web_sys::HtmlAnchorElement>().ok());
    if let Some(link) = link {
        link.set_href(&url);
        link.set_download(name);
        link.click();
    }
    // Large files are taken after the click has returned.
    set_timeout(
        move || {
            let _ = web_sys::Url::revoke_object_url(&url);
        },
        std::time::Duration::from_mins(1),
    );
}
