//! Taking articles in: by drop, by file or folder picker, by paste. What follows is `web/import.js`.

use js_sys::Promise;
use leptos::{ev, html, prelude::*};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};

use super::corpora::keeping;
use crate::client;
use crate::protocol::Answer;
use crate::ui::context::{App, use_app};
use crate::ui::hooks::spawn;

/// Opens the browser's picker of files, or of a folder.
pub(super) fn pick(id: &str) {
    if let Some(input) =
        document().get_element_by_id(id).and_then(|input| input.dyn_into::<web_sys::HtmlElement>().ok())
    {
        input.click();
    }
}

/// File inputs, drop zone, and the place for progress and report.
#[component]
pub(in crate::ui) fn Importer() -> impl IntoView {
    let app = use_app();
    let is_over = RwSignal::new(false);
    let place = NodeRef::<html::Div>::new();
    let told = Closure::<dyn Fn(Promise)>::new(move |now| spawn(taken(app, now))).into_js_value();
    let told = StoredValue::new_local(told);

    let take = move |from: &JsValue| {
        let Some(place) = place.get_untracked() else { return };
        let given = client::grasp(from);
        app.importing.set(true);
        spawn(async move {
            if let Err(error) = client::take_in(given, app.lang().tag(), &place, &told.get_value()).await {
                app.importing.set(false);
                app.failed(error);
            }
        });
    };
    let chosen = move |event: ev::Event| {
        let input = event_target::<web_sys::HtmlInputElement>(&event);
        if let Some(files) = input.files() {
            take(&files);
        }
        // The same file may be chosen again.
        input.set_value("");
    };
    // A kept corpus that is to be joined.
    Effect::new(move |_| {
        if let Some(files) = app.given.get() {
            take(&files);
        }
    });
    let may = move || app.is_open_to_import();
    // What the last visit left undone is offered once the corpus is open.
    Effect::new(move |was_offered: Option<bool>| {
        let is_open = app.corpus.with(Option::is_some);
        if is_open
            && was_offered != Some(true)
            && may()
            && let Some(place) = place.get_untracked()
        {
            spawn(async move { client::resume(app.lang().tag(), &place, &told.get_value()).await });
        }
        is_open || was_offered == Some(true)
    });
    let over = window_event_listener(ev::dragover, move |event| {
        if may() && has_files(&event) {
            event.prevent_default();
            is_over.maybe_update(|over| !std::mem::replace(over, true));
        }
    });
    let leave = window_event_listener(ev::dragleave, move |event| {
        if event.related_target().is_none() {
            is_over.set(false);
        }
    });
    let drop = window_event_listener(ev::drop, move |event| {
        is_over.set(false);
        if !may() || !has_files(&event) {
            return;
        }
        event.prevent_default();
        if let Some(data) = event.data_transfer() {
            take(&data);
        }
    });
    let paste = window_event_listener_untyped("paste", move |event: web_sys::Event| {
        // What is pasted into a field belongs to the field.
        let is_field = event_target::<web_sys::Element>(&event).matches("input, textarea, select").unwrap_or_default();
        if may()
            && !is_field
            && let Ok(data) = js_sys::Reflect::get(&event, &"clipboardData".into())
        {
            take(&data);
        }
    });
    on_cleanup(move || {
        over.remove();
        leave.remove();
        drop.remove();
        paste.remove();
    });
    view! {
        <input
            id="import-input"
            class="sr"
            type="file"
            multiple
            accept=".txt,.text,.md,.markdown,.html,.htm,.xhtml,.shtml,.json,.jsonl,.ndjson,.csv,.tsv,.xml,.rss,.atom,.rdf,.zip,.docx,.wenlan,text/plain"
            tabindex="-1"
            aria-hidden="true"
            data-testid="import-input"
            on:change=chosen
        />
        <input id="import-folder" class="sr" type="file" prop:webkitdirectory=true tabindex="-1" aria-hidden="true" on:change=chosen/>
        <div class="drop" hidden=move || !is_over.get()><p>{app.words().drop_here}</p></div>
        <div class="imports" node_ref=place></div>
        <p class="import quiet" role="status" data-testid="kept-note" hidden=move || keeping(app).is_none()>{move || keeping(app)}</p>
    }
}

fn has_files(event: &web_sys::DragEvent) -> bool {
    event.data_transfer().is_some_and(|data| data.types().includes(&JsValue::from_str("Files"), 0))
}

/// Waits for an import and shows what is open then.
async fn taken(app: App, now: Promise) {
    app.importing.set(true);
    match client::imported(now).await {
        Ok(Some(Answer::Opened(info))) => {
            app.opened(info);
            app.keep().await;
        }
        Ok(_) => {}
        Err(error) => app.failed(error),
    }
    app.importing.set(false);
}
