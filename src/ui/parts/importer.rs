//! Taking articles in: by drop, by file picker, by paste.

use leptos::{ev, html, prelude::*};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::corpora::keeping;
use crate::client;
use crate::protocol::{Answer, FileIn, FileOutcome, ImportReport, Progress, Request};
use crate::ui::context::{App, Status, use_app};
use crate::ui::hooks::spawn;
use crate::ui::words::thousands;

/// Opens the browser's file picker.
pub(super) fn pick_files() {
    if let Some(input) =
        document().get_element_by_id("import-input").and_then(|input| input.dyn_into::<web_sys::HtmlElement>().ok())
    {
        input.click();
    }
}

/// Characters taken in between two looks at the page.
const STEP_CHARS: u32 = 100_000;

/// Where an import stands.
#[derive(Clone, Debug, Default, PartialEq)]
enum State {
    #[default]
    Idle,
    Running(Progress),
    Done(ImportReport),
    Nothing,
    /// Nothing was taken in, for a reason that touches no file; what was open stays open.
    Failed(String),
}

/// File input, drop zone, progress and report.
#[component]
pub(in crate::ui) fn Importer() -> impl IntoView {
    let app = use_app();
    let state = RwSignal::new(State::Idle);
    let is_over = RwSignal::new(false);
    let stop = RwSignal::new(false);
    let input = NodeRef::<html::Input>::new();

    let chosen = move |_| {
        let Some(input) = input.get() else { return };
        let files = input.files().map(|files| list(&files)).unwrap_or_default();
        spawn(async move {
            take_in(app, state, stop, files).await;
            // The same file may be chosen again.
            input.set_value("");
        });
    };
    let may = move || app.is_open_to_import();
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
        let files = event.data_transfer().and_then(|data| data.files()).map(|files| list(&files)).unwrap_or_default();
        spawn(take_in(app, state, stop, files));
    });
    on_cleanup(move || {
        over.remove();
        leave.remove();
        drop.remove();
    });
    view! {
        <input
            id="import-input"
            class="sr"
            type="file"
            multiple
            accept=".txt,.text,.md,.markdown,.html,.htm,.xhtml,.shtml,.json,.jsonl,.ndjson,.csv,.tsv,.xml,.rss,.atom,.rdf,.zip,.wenlan,text/plain"
            tabindex="-1"
            aria-hidden="true"
            data-testid="import-input"
            node_ref=input
            on:change=chosen
        />
        <div class="drop" hidden=move || !is_over.get()><p>{app.words().drop_here}</p></div>
        {move || match state.get() {
            State::Idle => ().into_any(),
            State::Running(progress) => running(app, stop, &progress).into_any(),
            State::Done(report) => done(app, state, &report).into_any(),
            State::Failed(why) => view! {
                <p class="import" role="alert" data-failed="true">
                    {why} " "
                    <button type="button" class="link" on:click=move |_| state.set(State::Idle)>{app.words().dismiss}</button>
                </p>
            }
            .into_any(),
            State::Nothing => view! { <p class="import" role="status">{app.words().import_none}</p> }.into_any(),
        }}
    }
}

fn has_files(event: &web_sys::DragEvent) -> bool {
    event.data_transfer().is_some_and(|data| data.types().includes(&JsValue::from_str("Files"), 0))
}

fn list(files: &web_sys::FileList) -> Vec<web_sys::File> {
    (0..files.length()).filter_map(|index| files.item(index)).collect()
}

async fn take_in(app: App, state: RwSignal<State>, stop: RwSignal<bool>, files: Vec<web_sys::File>) {
    app.importing.set(true);
    take_in_files(app, state, stop, files).await;
    app.importing.set(false);
}

async fn take_in_files(app: App, state: RwSignal<State>, stop: RwSignal<bool>, files: Vec<web_sys::File>) {
    if files.is_empty() {
        state.set(State::Nothing);
        return;
    }
    let words = app.words();
    state.set(State::Running(Progress { of: files.len() as u32, ..Progress::default() }));
    let mut whole = Vec::with_capacity(files.len());
    let mut unread = Vec::new();
    for file in &files {
        match JsFuture::from(file.array_buffer()).await {
            Ok(buffer) => {
                let bytes = js_sys::Uint8Array::new(&buffer).to_vec();
                whole.push(FileIn { name: file.name(), bytes, modified: None });
            }
            Err(_) => unread.push(FileOutcome {
                name: file.name(),
                error: Some([words.file_failed; 3].map(str::to_owned)),
                ..FileOutcome::default()
            }),
        }
    }
    if let Err(error) = app.need_lexicon().await {
        state.set(State::Failed(format!("{} {}", app.words().import_failed, app.explain(&error))));
        return;
    }
    // Step by step, so that the page can show how far it has come and stop it; what was open answers in between.
    stop.set(false);
    let mut stopped = false;
    let mut answer = client::ask(&Request::ImportStart { files: whole, fresh: false }).await;
    while let Ok(Answer::Importing(progress)) = &answer {
        state.set(State::Running(progress.clone()));
        let next = if stop.get_untracked() && !stopped {
            stopped = true;
            Request::ImportStop { keep: true }
        } else {
            Request::ImportStep { chars: STEP_CHARS }
        };
        answer = client::ask(&next).await;
    }
    match answer {
        Ok(Answer::Imported(mut report, info)) => {
            report.files.extend(unread);
            app.announce.set(format!(
                "{}: {}",
                app.words().import_done,
                app.phrases().n_articles(report.ids.len() as u32)
            ));
            let has_new = !report.ids.is_empty();
            app.opened(info);
            state.set(State::Done(report));
            if has_new {
                app.keep().await;
            }
        }
        Ok(_) => state.set(State::Idle),
        Err(error) => {
            state.set(State::Idle);
            app.status.set(Status::Failed(error));
        }
    }
}

fn running(app: App, stop: RwSignal<bool>, progress: &Progress) -> impl IntoView + use<> {
    let words = app.words();
    let is_index = progress.stage == "index";
    let what = if is_index { words.import_indexing } else { words.import_running };
    let (done, of) = if is_index || progress.bytes_of == 0 {
        (u64::from(progress.done), u64::from(progress.of))
    } else {
        (progress.bytes_done, progress.bytes_of)
    };
    let text = format!("{what} {} / {}", thousands(progress.done), thousands(progress.of));
    view! {
        <div class="import" role="status" aria-live="polite">
            <span>{text}</span>
            <progress max=of.max(1).to_string() value=done.to_string()></progress>
            <button type="button" class="link" data-testid="import-stop" disabled=move || stop.get() on:click=move |_| stop.set(true)>
                {words.import_stop}
            </button>
        </div>
    }
}

fn done(app: App, state: RwSignal<State>, report: &ImportReport) -> impl IntoView + use<> {
    let words = app.words();
    let n = report.ids.len() as u32;
    let read = report.ids.first().map(|id| {
        let href = app.view().front().with(|view| view.article = Some(id.clone())).href();
        view! { <a class="link" href=href>{words.read_it}</a> }
    });
    let files = report
        .files
        .iter()
        .map(|file| {
            let mut facts = Vec::new();
            if let Some(error) = &file.error {
                facts.push(app.lang().pick(error).to_owned());
            } else {
                facts.push(app.phrases().n_articles(file.n_articles));
                if file.n_repeated > 0 {
                    facts.push(format!("{} {}", app.phrases().n_articles(file.n_repeated), words.repeated));
                }
                facts.push(file.encoding.clone());
                if file.n_repairs > 0 {
                    facts.push(format!("{} {}", thousands(file.n_repairs), words.repairs_made));
                }
                if file.n_doubtful > 0 {
                    facts.push(format!("{} {}", words.doubtful, thousands(file.n_doubtful)));
                }
            }
            facts.extend(file.notes.iter().map(|note| app.lang().pick(note).to_owned()));
            facts.retain(|fact| !fact.is_empty());
            view! {
                <li data-failed=file.error.is_some().then_some("true")>
                    <b>{file.name.clone()}</b> " " {facts.join(" · ")}
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="import" data-testid="import-report" data-articles=n.to_string() aria-label=words.import_done>
            <p><b>{words.import_done}</b> " · " {app.phrases().n_articles(n)} " " {read}
                " " <button type="button" class="link" on:click=move |_| state.set(State::Idle)>{words.dismiss}</button></p>
            <ul>{files}</ul>
            <p class="quiet" data-testid="kept-note">{move || keeping(app)}</p>
        </section>
    }
}
