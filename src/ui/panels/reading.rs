//! The articles of a search read closely. What is read and how it looks comes from the worker as markup; what can be
//! done with it besides following links is in `web/desk.js`.

use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;

use crate::client;
use crate::protocol::{Answer, Request};
use crate::state::{Reading, View};
use crate::ui::context::{App, use_app};
use crate::ui::hooks::{spawn, use_ask, use_width};
use crate::ui::parts::{about_file, download};
use crate::ui::words::Words;

/// Rows shown at first and added by "more".
const STEP: u32 = 100;

fn name(words: &'static Words, reading: Reading) -> &'static str {
    match reading {
        Reading::Kwic => words.read_kwic,
        Reading::Spread => words.read_spread,
        Reading::Trend => words.read_trend,
        Reading::Collocates => words.read_collocates,
        Reading::Keyness => words.read_keyness,
        Reading::Words => words.read_words,
        Reading::Compare => words.read_compare,
        Reading::Notes => words.read_notes,
        Reading::Story => words.read_story,
        Reading::Method => words.read_method,
    }
}

/// Links to the ways of reading, and back.
#[component]
pub(in crate::ui) fn Readings() -> impl IntoView {
    let app = use_app();
    let links = move || {
        let (view, words) = (app.view(), app.words());
        let link = |reading: Reading| {
            let href = view.reading(Some(reading)).href();
            let current = view.read == Some(reading);
            view! { <a href=href data-read=reading.name() aria-current=current.then_some("true")>{name(words, reading)}</a> }
        };
        let back = view.read.map(|_| view! { <a href=view.reading(None).href()>"← " {words.back_articles}</a> });
        view! { {back} <b>{words.reading}</b> {Reading::ALL.into_iter().map(link).collect_view()} }
    };
    view! { <nav class="tools readings" aria-label=app.words().reading>{links}</nav> }
}

/// Markup of the worker for a view; `None` shows nothing.
#[component]
pub(in crate::ui) fn Sheet(view: Memo<Option<View>>) -> impl IntoView {
    let app = use_app();
    let limit = RwSignal::new(STEP);
    // Another view starts from the top.
    let rows = Memo::new(move |before: Option<&(Option<View>, u32)>| match (view.get(), limit.get(), before) {
        (view, _, Some((old, _))) if *old != view => (view, STEP),
        (view, limit, _) => (view, limit),
    });
    let node = NodeRef::<html::Div>::new();
    let width = use_width(node);
    let answer = use_ask(
        move || {
            let (view, rows) = rows.get();
            let (view, width) = (view?, width.get());
            let lang = app.lang().index() as u8;
            (width > 0).then(|| Request::Sheet { address: view.format(), lang, rows, width })
        },
        |answer| if let Answer::Drawn(markup) = answer { Some(markup) } else { None },
    );
    let markup = move || {
        let Some(markup) = answer.answer.get() else { return app.words().counting.to_owned() };
        // Not before there is an answer: until then no corpus may be open whose notes could be asked for.
        request_animation_frame(|| spawn(client::kept::desk()));
        (*markup).clone()
    };
    let pressed = move |event: ev::MouseEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let is = |name: &str| target.as_ref().is_some_and(|target| target.has_attribute(name));
        if is("data-more") {
            limit.set(rows.get_untracked().1 + STEP);
        } else if is("data-save")
            && let Some(view) = view.get_untracked()
        {
            spawn(save(app, view));
        }
    };
    let changed = move |event: ev::Event| {
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
        if let Some((target, name)) =
            target.and_then(|target| Some((target.clone(), target.get_attribute("data-ask")?)))
        {
            let value: String = form_urlencoded::byte_serialize(target.value().trim().as_bytes()).collect();
            app.go(View::parse(&format!("{}&{name}={value}", app.view_now().format())));
        }
    };
    view! {
        <div class="reading" data-testid="reading" node_ref=node data-busy=move || answer.busy.get().then_some("true")
            on:click=pressed on:change=changed inner_html=markup></div>
    }
}

/// What is read, when something is.
#[component]
pub(in crate::ui) fn ReadingView() -> impl IntoView {
    let view = use_app().part(|view| view.read.map(|_| view.closed()));
    view! { <Sheet view/> }
}

async fn save(app: App, view: View) {
    let name = view.read.map_or("wenlan", Reading::name);
    let (address, lang) = (view.format(), app.lang().index() as u8);
    match client::ask(&Request::SaveSheet { address, lang, about: about_file(app) }).await {
        Ok(Answer::Saved(text)) => download(&format!("{name}.csv"), "text/csv;charset=utf-8", text.as_bytes()),
        Ok(_) => {}
        Err(error) => app.failed(error),
    }
}
