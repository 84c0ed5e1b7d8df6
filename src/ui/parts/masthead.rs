//! Name, search box and tools; below them what is open.

use leptos::{ev, prelude::*};

use super::corpora::Corpora;
use super::importer::pick;
use super::searchbox::SearchBox;
use crate::client;
use crate::protocol::Answer;
use crate::state::{Lang, Mode, Reading};
use crate::ui::context::{App, stage, use_app};
use crate::ui::hooks::spawn;
use crate::ui::words::thousands;

/// The head of the page.
#[component]
pub(in crate::ui) fn Masthead(facts: Option<String>) -> impl IntoView {
    let app = use_app();
    // How the page is embedded does not change while it is open.
    let is_whole = app.view_now().embed == Mode::Page;
    let name = move || {
        is_whole.then(|| {
            view! {
                <p class="masthead__name">
                    <a href=move || app.view().front().href()>{app.name()}</a>
                    <small>{app.words().tagline}</small>
                </p>
            }
        })
    };
    let import = move || {
        app.is_open_to_import().then(|| {
            view! {
                <button type="button" on:click=move |_| pick("import-input")>{app.words().import}</button>
                <button type="button" data-testid="dictionary-open" on:click=move |_| edit(app, "words")>{app.words().dictionary}</button>
                <button type="button" data-testid="themes-open" on:click=move |_| edit(app, "themes")>{app.words().themes}</button>
                {app.at(stage::TOOLS + 2, || view! { <Corpora/> }.into_any())}
            }
        })
    };
    view! {
        <header class="masthead">
            {app.at(stage::HEAD, move || view! { {name()} <SearchBox/> }.into_any())}
            <div class="masthead__tools">
                {app.at(stage::TOOLS, move || view! { {import()} }.into_any())}
                {app.at(stage::TOOLS + 3, || view! { <LangSwitch/> <SchemeSwitch/> }.into_any())}
            </div>
        </header>
        <hr class="wenwu"/>
        {app.at(stage::LINE, move || view! { <CorpusLine early=facts.clone()/> }.into_any())}
    }
}

/// The editor of own words or theme definitions; the corpus that was read anew by them is shown and kept.
fn edit(app: App, what: &'static str) {
    spawn(async move {
        let applied = move |answer| {
            if let Answer::Opened(info) = answer {
                app.opened(info);
                spawn(app.keep());
            }
        };
        if let Err(error) = client::edit(what, app.lang().tag(), applied).await {
            app.failed(error);
        }
    });
}

#[component]
fn LangSwitch() -> impl IntoView {
    let app = use_app();
    let choose = move |event: ev::Event| {
        let lang = Lang::parse(&event_target_value(&event));
        app.replace(app.view_now().with(|view| view.lang = lang));
    };
    view! {
        <label class="switch">
            <span class="sr">{app.words().language}</span>
            <select data-testid="lang-switch" on:change=choose prop:value=move || app.lang().tag()>
                {Lang::ALL
                    .map(|lang| {
                        view! {
                            <option value=lang.tag() lang=lang.tag() selected=move || app.lang() == lang>
                                {lang.own_name()}
                            </option>
                        }
                    })
                    .collect_view()}
            </select>
        </label>
    }
}

const SCHEME_KEY: &str = "wenlan.scheme";

#[component]
fn SchemeSwitch() -> impl IntoView {
    let app = use_app();
    let root = document().document_element();
    let (scheme, set_scheme) =
        signal(root.as_ref().and_then(|root| root.get_attribute("data-scheme")).unwrap_or_default());
    let choose = move |event: ev::Event| {
        let choice = event_target_value(&event);
        if let Some(root) = document().document_element() {
            let _ = if choice.is_empty() {
                root.remove_attribute("data-scheme")
            } else {
                root.set_attribute("data-scheme", &choice)
            };
        }
        // Where storage is closed (a sandboxed frame) the choice lasts for this visit.
        if let Ok(Some(storage)) = window().local_storage() {
            let _ = storage.set_item(SCHEME_KEY, &choice);
        }
        set_scheme.set(choice);
    };
    view! {
        <label class="switch">
            <span class="sr">{app.words().scheme}</span>
            <select data-testid="scheme-switch" on:change=choose prop:value=move || scheme.get()>
                <option value="" selected=move || scheme.with(String::is_empty)>{app.words().scheme_auto}</option>
                <option value="light" selected=move || scheme.get() == "light">{app.words().scheme_light}</option>
                <option value="dark" selected=move || scheme.get() == "dark">{app.words().scheme_dark}</option>
            </select>
        </label>
    }
}

#[component]
fn CorpusLine(early: Option<String>) -> impl IntoView {
    let app = use_app();
    let facts = move || {
        let Some(info) = app.corpus.get().filter(|_| early.is_none() || app.shown.get()) else {
            // What the page said before: it does not move until all is there.
            return early
                .clone()
                .map(|facts| view! { <span class="corpus__facts" inner_html=facts></span> }.into_any());
        };
        let phrases = app.phrases();
        let mut facts = vec![phrases.n_articles(info.n_articles), phrases.n_sentences(info.n_sentences)];
        if let Some((from, to)) = &info.dates {
            facts.push(if from == to { from.clone() } else { format!("{from} — {to}") });
        }
        if info.n_imported > 0 {
            facts.push(format!("{} {}", app.words().imported, thousands(info.n_imported)));
        }
        Some(
            view! {
                <b>{info.name.clone()}</b>
                {facts.into_iter().map(|fact| view! { <span>{fact}</span> }).collect_view()}
            }
            .into_any(),
        )
    };
    let method = move || app.view().closed().reading(Some(Reading::Method)).href();
    view! {
        <aside class="corpus" aria-label=app.words().corpora>
            <p>{facts} <a class="link" href=method data-testid="method">{app.words().read_method}</a></p>
            <p class="corpus__note">{app.words().corpus_note}</p>
        </aside>
    }
}
