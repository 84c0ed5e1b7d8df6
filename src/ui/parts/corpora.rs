//! Corpora kept in this browser: open, join, rename, delete; the open one as a file.

use std::sync::Arc;

use leptos::{html, prelude::*};
use wasm_bindgen::JsValue;

use super::importer::pick;
use crate::client::{self, ClientError, kept};
use crate::protocol::{Answer, Request};
use crate::state::Mode;
use crate::ui::context::{App, Keeping, use_app};
use crate::ui::hooks::spawn;
use crate::ui::words::fixed;

/// The button that opens the list, and the list.
#[component]
pub(super) fn Corpora() -> impl IntoView {
    let app = use_app();
    let words = app.words();
    let dialog = NodeRef::<html::Dialog>::new();
    let list = RwSignal::new(None::<Arc<Vec<kept::Kept>>>);
    let room = RwSignal::new(kept::Room::default());
    let why = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    let refresh = move || {
        spawn(async move {
            match kept::list().await {
                Ok(all) => list.set(Some(Arc::new(all))),
                Err(error) => why.set(app.explain(&error)),
            }
            room.set(kept::room().await.unwrap_or_default());
        });
    };
    // In this tab or another.
    let removed = window_event_listener_untyped("wenlan-removed", move |event| {
        if kept::is_gone(&event) {
            app.keeping.set(Keeping::Gone);
        }
    });
    on_cleanup(move || removed.remove());
    // What has been kept meanwhile is in the list.
    Effect::new(move |_| {
        if matches!(app.keeping.get(), Keeping::Done | Keeping::Apart | Keeping::Gone)
            && list.with_untracked(Option::is_some)
        {
            refresh();
        }
    });
    let open = move |_| {
        why.set(String::new());
        if let Some(dialog) = dialog.get_untracked() {
            let _ = dialog.show_modal();
        }
        refresh();
    };
    let close = move |_| {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    };
    // One thing at a time; what goes wrong is said in the dialog.
    let act = Callback::new(move |(what, key): (Act, String)| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        why.set(String::new());
        spawn(async move {
            match perform(app, what, &key).await {
                Err(error) => why.set(app.explain(&error)),
                // The import shows its progress on the page.
                Ok(()) if matches!(what, Act::Join | Act::Folder) => {
                    if let Some(dialog) = dialog.get_untracked() {
                        dialog.close();
                    }
                }
                Ok(()) => {}
            }
            busy.set(false);
            refresh();
        });
    });
    let button = move |name: &'static str, what: Act, key: String| {
        view! {
            <button type="button" disabled=move || busy.get() on:click=move |_| act.run((what, key.clone()))>{name}</button>
        }
    };
    // What is deleted is gone: the button asks once more.
    let doomed = RwSignal::new(String::new());
    let delete = move |key: String| {
        let (asked, named) = (key.clone(), key.clone());
        let name = move || if doomed.with(|doomed| *doomed == named) { words.delete_sure } else { words.delete_it };
        let press = move |_| {
            if doomed.with_untracked(|doomed| *doomed == asked) {
                act.run((Act::Delete, asked.clone()));
            } else {
                doomed.set(asked.clone());
            }
        };
        view! { <button type="button" data-testid="kept-delete" disabled=move || busy.get() on:click=press>{name}</button> }
    };
    let items = move || {
        let all = list.get()?;
        let current = kept::current();
        let item = |corpus: &kept::Kept| {
            let is_open = current.as_deref() == Some(corpus.key.as_str());
            let (key, rename_key) = (corpus.key.clone(), corpus.key.clone());
            let renamed = move |event| {
                let (key, name) = (rename_key.clone(), event_target_value(&event));
                spawn(async move {
                    match kept::rename(&key, name.trim()).await {
                        Ok(Some(Answer::Opened(info))) => app.opened(info),
                        Ok(_) => {}
                        Err(error) => why.set(app.explain(&error)),
                    }
                });
            };
            let facts =
                [app.phrases().n_articles(corpus.n_articles), size(corpus.bytes), day(corpus.saved)].join(" · ");
            let tools = (!is_open).then(|| {
                view! { {button(words.open_it, Act::Open, key.clone())} {button(words.join_it, Act::Join, key.clone())} }
            });
            view! {
                <li data-testid="kept" data-key=corpus.key.clone() aria-current=is_open.then_some("true")>
                    <input type="text" aria-label=words.corpus_name prop:value=corpus.name.clone() on:change=renamed/>
                    <span class="quiet">{facts} {is_open.then(|| format!(" · {}", words.is_open))}</span>
                    <span class="tools">{tools} {delete(key)}</span>
                </li>
            }
        };
        let items = all.iter().map(item).collect_view();
        Some(if all.is_empty() {
            view! { <p class="quiet">{words.none_kept}</p> }.into_any()
        } else {
            view! { <ul class="kept">{items}</ul> }.into_any()
        })
    };
    let granted = move || {
        let room = room.get();
        let promise = if room.persisted { words.promised } else { words.not_promised };
        (room.quota > 0.0).then(|| format!("{} {} / {} · {promise}", words.used, size(room.usage), size(room.quota)))
    };
    view! {
        <button type="button" data-testid="corpora-open" on:click=open>{words.corpora}</button>
        <dialog class="words" node_ref=dialog data-testid="corpora" aria-labelledby="corpora-title">
            <h2 id="corpora-title">{words.corpora_title}</h2>
            <p class="quiet">{move || if matches!(app.keeping.get(), Keeping::Failed | Keeping::Full(..)) { words.corpora_loose } else { words.corpora_help }}</p>
            {items}
            <p class="quiet">{granted}</p>
            <p class="tools">
                {button(words.add_folder, Act::Folder, String::new())}
                {button(words.export_pack, Act::Export, String::new())}
                {button(words.publish, Act::Publish, String::new())}
                {button(words.keep_now, Act::Keep, String::new())}
                {button(words.bundled_corpus, Act::Bundled, String::new())}
                {button(words.empty_corpus, Act::Empty, String::new())}
                <button type="button" on:click=close>{words.close}</button>
            </p>
            <p role="status">{move || why.get()} " " {move || keeping(app)}</p>
        </dialog>
    }
}

/// What may be done to corpora.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Act {
    Open,
    Join,
    Delete,
    Folder,
    Export,
    Publish,
    Keep,
    Bundled,
    Empty,
}

async fn perform(app: App, what: Act, key: &str) -> Result<(), ClientError> {
    if matches!(what, Act::Open | Act::Bundled | Act::Empty) {
        // What was said of the one that was open.
        app.keeping.set(Keeping::Not);
    }
    match what {
        Act::Open => {
            kept::choose(Some(key));
            app.open().await;
        }
        // Its articles are taken in as those of any file are.
        Act::Join => app.given.set(Some(kept::file(key).await?)),
        Act::Folder => pick("import-folder"),
        Act::Delete => kept::remove(key).await?,
        Act::Publish => {
            app.need_lexicon().await?;
            let mixed = app.corpus.with_untracked(|info| {
                let info = info.as_ref().filter(|info| info.n_imported > 0 && info.n_imported < info.n_articles)?;
                Some(app.phrases().mixed(info.n_articles - info.n_imported))
            });
            client::publish(app.lang().tag(), &name(app), &mixed.unwrap_or_default()).await?;
        }
        Act::Export => {
            let name = name(app);
            kept::download(&format!("{}.wenlan", if name.is_empty() { "wenlan" } else { &name })).await?;
        }
        Act::Keep => app.keep().await,
        Act::Bundled => {
            kept::choose(None);
            app.open().await;
        }
        Act::Empty => {
            app.need_lexicon().await?;
            client::ask(&Request::Import { files: Vec::new(), fresh: true }).await?;
            kept::choose(Some("-"));
            if let Answer::Opened(info) = client::rename(app.words().own_corpus).await? {
                app.opened(info);
            }
        }
    }
    Ok(())
}

/// The open corpus's name.
fn name(app: App) -> String {
    app.corpus.with_untracked(|info| info.as_ref().map(|info| info.name.clone())).unwrap_or_default()
}

/// How the keeping of the open corpus stands, in words.
pub(super) fn keeping(app: App) -> Option<String> {
    let words = app.words();
    let said = match app.keeping.get() {
        Keeping::Not => return None,
        Keeping::Busy => words.keeping,
        // Browsers part the storage of frames by the site around them.
        Keeping::Done if app.view_now().embed != Mode::Page => words.kept_in_frame,
        Keeping::Done => words.kept_here,
        Keeping::Apart => words.kept_apart,
        Keeping::Gone => words.kept_gone,
        Keeping::Full(need, left) => return Some(app.phrases().no_room(&size(need as f64), &size(left as f64))),
        Keeping::Failed => words.not_kept,
    };
    Some(said.to_owned())
}

/// Bytes in the unit that people read: 12 kB, 3.4 MB.
fn size(bytes: f64) -> String {
    if bytes >= 1e9 {
        format!("{} GB", fixed(bytes / 1e9, 1))
    } else if bytes >= 1e6 {
        format!("{} MB", fixed(bytes / 1e6, 1))
    } else {
        format!("{} kB", fixed(bytes / 1e3, 0))
    }
}

/// The day and minute of a time in the reader's zone.
pub(super) fn day(time: f64) -> String {
    let date = js_sys::Date::new(&JsValue::from_f64(time));
    format!(
        "{}-{:02}-{:02} {:02}:{:02}",
        date.get_full_year(),
        date.get_month() + 1,
        date.get_date(),
        date.get_hours(),
        date.get_minutes()
    )
}
