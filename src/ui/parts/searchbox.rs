//! The search box: searches as one types, offers completions, never disturbs an input method.

use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;

use crate::protocol::{Answer, Request};
use crate::ui::context::{App, use_app};
use crate::ui::hooks::use_ask;

#[component]
pub(super) fn SearchBox() -> impl IntoView {
    let app = use_app();
    let input = NodeRef::<html::Input>::new();
    let q = app.part(|view| view.q.clone());
    // Text that completions are asked for; nothing while the list is closed.
    let typed = RwSignal::new(None::<String>);
    let chosen = RwSignal::new(None::<usize>);
    let offered = use_ask(
        move || {
            let text = typed.get().filter(|text| !text.trim().is_empty())?;
            Some(Request::Suggest { text })
        },
        |answer| if let Answer::Suggestions(list) = answer { Some(list) } else { None },
    );
    let n_offered = move || {
        let is_open = typed.with(Option::is_some);
        if is_open { offered.answer.with(|list| list.as_ref().map_or(0, |list| list.len())) } else { 0 }
    };
    // Back, forward and links change the text; typing is not disturbed.
    Effect::new(move |_| {
        let q = q.get();
        if let Some(input) = input.get()
            && input.value() != q
            && input.value().trim() != q.trim()
        {
            input.set_value(&q);
        }
    });
    // While an input method composes, what stands in the box is not yet text.
    let on_input = move |event: ev::Event| {
        let composing = event.dyn_ref::<web_sys::InputEvent>().is_some_and(web_sys::InputEvent::is_composing);
        if !composing {
            let text = event_target_value(&event);
            chosen.set(None);
            typed.set(Some(text.clone()));
            search(app, text);
        }
    };
    let on_composed = move |event: ev::CompositionEvent| {
        let text = event_target_value(&event);
        typed.set(Some(text.clone()));
        search(app, text);
    };
    let on_submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        typed.set(None);
        if let Some(input) = input.get() {
            search(app, input.value());
        }
    };
    let take = move |text: String| {
        if let Some(input) = input.get_untracked() {
            input.set_value(&text);
            let _ = input.focus();
        }
        typed.set(None);
        chosen.set(None);
        search(app, text);
    };
    let clear = move |_| take(String::new());
    let on_key = move |event: ev::KeyboardEvent| {
        if event.is_composing() {
            return;
        }
        let n = n_offered();
        match event.key().as_str() {
            "ArrowDown" if n > 0 => chosen.update(|at| *at = Some(at.map_or(0, |at| (at + 1) % n))),
            "ArrowUp" if n > 0 => chosen.update(|at| *at = Some(at.map_or(n - 1, |at| (at + n - 1) % n))),
            "Enter" => {
                let text =
                    chosen.get_untracked().and_then(|at| Some(offered.answer.get_untracked()?.get(at)?.text.clone()));
                let Some(text) = text else { return };
                take(text);
            }
            "Escape" if n > 0 => typed.set(None),
            "Escape" => app.go(app.view_now().with(|view| view.q = String::new())),
            _ => return,
        }
        event.prevent_default();
    };
    let list = move || {
        let list = offered.answer.get().filter(|_| n_offered() > 0)?;
        let item = |(index, offer): (usize, &crate::protocol::Suggestion)| {
            let text = offer.text.clone();
            let n = app.phrases().n_articles(offer.n_articles);
            let pick = text.clone();
            view! {
                <li
                    id=format!("offer-{index}")
                    role="option"
                    aria-selected=move || (chosen.get() == Some(index)).to_string()
                    on:pointerdown=move |event| {
                        // The box keeps the focus.
                        event.prevent_default();
                        take(pick.clone());
                    }
                >
                    {text} " " <span>{n}</span>
                </li>
            }
        };
        Some(list.iter().enumerate().map(item).collect_view())
    };
    view! {
        <form class="search" role="search" on:submit=on_submit>
            <label class="sr" for="q">{app.words().search}</label>
            <input
                id="q"
                node_ref=input
                type="search"
                enterkeyhint="search"
                autocomplete="off"
                spellcheck="false"
                role="combobox"
                aria-autocomplete="list"
                aria-controls="offers"
                aria-expanded=move || (n_offered() > 0).to_string()
                aria-activedescendant=move || chosen.get().filter(|_| n_offered() > 0).map(|at| format!("offer-{at}"))
                data-testid="search-input"
                placeholder=app.words().search_hint
                prop:value=q.get_untracked()
                on:input=on_input
                on:compositionend=on_composed
                on:keydown=on_key
                on:blur=move |_| typed.set(None)
            />
            <span class="search__hint">{app.words().both_scripts}</span>
            <button type="button" class="quiet" hidden=move || q.with(String::is_empty) on:click=clear>
                {app.words().clear}
            </button>
            <button type="submit">{app.words().search}</button>
            <ul id="offers" class="search__offers" role="listbox" aria-label=app.words().try_these hidden=move || n_offered() == 0>
                {list}
            </ul>
        </form>
    }
}

/// Searches for a text as it is being typed.
fn search(app: App, text: String) {
    let now = app.view_now();
    let first_letter = now.q.is_empty();
    let next = now.closed().with(|view| {
        view.q = text;
        view.asks.retain(|(name, _)| !matches!(name.as_str(), "node" | "near" | "period" | "rest"));
        view.panel = None;
    });
    // The first letter makes an entry in the history, so that "back" leads out of the search.
    if first_letter { app.go(next) } else { app.replace(next) }
}
