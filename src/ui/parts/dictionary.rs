//! The reader's own words: a dictionary to edit, what a line would change, new words on offer.

use std::sync::Arc;

use leptos::{html, prelude::*};

use crate::client::{self, ClientError};
use crate::protocol::{Answer, NewWordNote, Request, WordPreview};
use crate::ui::context::{App, stage, use_app};
use crate::ui::hooks::spawn;
use crate::ui::words::thousands;

/// The button that opens the dictionary, and the dictionary.
#[component]
pub(super) fn Dictionary() -> impl IntoView {
    let app = use_app();
    let dialog = NodeRef::<html::Dialog>::new();
    let text = RwSignal::new(String::new());
    let preview = RwSignal::new(None::<WordPreview>);
    let offered = RwSignal::new(None::<Arc<Vec<NewWordNote>>>);
    let busy = RwSignal::new(false);
    let why = RwSignal::new(String::new());
    let words = app.words();
    let open = move |_| {
        let lines = app.corpus.with_untracked(|info| info.as_ref().map(|info| info.user_words.join("\n")));
        text.set(lines.unwrap_or_default());
        preview.set(None);
        why.set(String::new());
        if let Some(dialog) = dialog.get_untracked() {
            let _ = dialog.show_modal();
        }
    };
    let newest = StoredValue::new(String::new());
    let typed = move |value: String| {
        // The line being written is the first that is not as it was.
        let line = text.with_untracked(|before| changed_line(before, &value));
        text.set(value);
        newest.set_value(line.clone());
        spawn(async move {
            let answer = ask(app, &Request::PreviewWord { line: line.clone() }).await;
            let is_newest = newest.with_value(|newest| *newest == line);
            if let (true, Ok(Answer::WordPreview(found))) = (is_newest, answer) {
                preview.set(found);
            }
        });
    };
    let apply = move |_| {
        busy.set(true);
        let lines = text.with_untracked(|text| text.lines().map(str::to_owned).collect());
        spawn(async move {
            match ask(app, &Request::Dictionary { lines }).await {
                Ok(Answer::Opened(info)) => {
                    text.set(info.user_words.join("\n"));
                    app.opened(info);
                    app.keep().await;
                    app.announce.set(app.words().applied.to_owned());
                    why.set(app.words().applied.to_owned());
                }
                Ok(_) => {}
                Err(error) => why.set(app.explain(&error)),
            }
            busy.set(false);
        });
    };
    let find = move |_| {
        busy.set(true);
        spawn(async move {
            match ask(app, &Request::NewWords).await {
                Ok(Answer::NewWords(found)) => offered.set(Some(Arc::new(found))),
                Ok(_) => {}
                Err(error) => why.set(app.explain(&error)),
            }
            busy.set(false);
        });
    };
    let add = move |word: &str| {
        let before = text.get_untracked();
        typed(if before.trim().is_empty() { word.to_owned() } else { format!("{}\n{word}", before.trim_end()) });
    };
    let seen = move || {
        preview.get().map(|seen| {
            let n = if seen.now == seen.then {
                words.cut_alike.to_owned()
            } else if seen.n_places == 0 {
                words.not_here.to_owned()
            } else {
                app.phrases().results(seen.n_articles, seen.n_places)
            };
            view! {
                <p class="words__preview" data-testid="word-preview" data-places=seen.n_places.to_string()>
                    <b>{seen.word}</b> " " {words.cut_now} " " <span class="song">{seen.now.join("｜")}</span> "，"
                    {words.cut_then} " " <span class="song">{seen.then.join("｜")}</span> " · " {n}
                </p>
            }
        })
    };
    let list = move || {
        let found = offered.get()?;
        if found.is_empty() {
            return Some(view! { <p class="empty">{words.none_new}</p> }.into_any());
        }
        let item = |new: &NewWordNote| {
            let word = new.word.clone();
            view! {
                <li>
                    <b class="song">{new.word.clone()}</b> " × " {thousands(new.count)} " "
                    <button type="button" class="link" on:click=move |_| add(&word)>{words.add_word}</button>
                    <span>{new.sentence.clone()}</span>
                </li>
            }
        };
        Some(view! { <ul class="words__new">{found.iter().map(item).collect_view()}</ul> }.into_any())
    };
    let inner = move || {
        view! {
            <h2 id="words-title">{words.dictionary_title}</h2>
            <p class="quiet">{words.dictionary_help}</p>
            <textarea
                rows="6"
                spellcheck="false"
                aria-labelledby="words-title"
                prop:value=move || text.get()
                on:input=move |event| typed(event_target_value(&event))
            ></textarea>
            {seen}
            <p class="tools">
                <button type="button" data-testid="dictionary-apply" disabled=move || busy.get() on:click=apply>{words.apply}</button>
                <button type="button" disabled=move || busy.get() on:click=find>{words.find_new}</button>
                {close_button(app, dialog)}
            </p>
            <p role="status">{move || why.get()}</p>
            {list}
        }
        .into_any()
    };
    view! {
        <button type="button" data-testid="dictionary-open" on:click=open>{words.dictionary}</button>
        <dialog class="words" node_ref=dialog data-testid="dictionary" aria-labelledby="words-title">
            {app.at(stage::TOOLS + 1, inner)}
        </dialog>
    }
}

/// The button that closes a dialog.
pub(super) fn close_button(app: App, dialog: NodeRef<html::Dialog>) -> impl IntoView {
    let close = move |_| {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    };
    view! { <button type="button" on:click=close>{app.words().close}</button> }
}

/// The first line that is not as it was before; empty when one was taken out.
fn changed_line(before: &str, now: &str) -> String {
    let mut before = before.lines();
    now.lines().find(|line| before.next() != Some(line)).unwrap_or_default().to_owned()
}

/// Asks what needs the lexicon.
async fn ask(app: App, request: &Request) -> Result<Answer, ClientError> {
    app.need_lexicon().await?;
    client::ask(request).await
}
