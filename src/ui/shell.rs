//! The page's frame: masthead, status, main part, evidence, import.

use gloo_events::EventListener;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::context::{App, Status, stage, use_app};
use super::hooks::spawn;
use super::parts::{Evidence, Explore, Importer, Masthead, Reader, StatusLine};
use crate::state::{Mode, View};

/// The whole page.
#[component]
pub fn Shell(
    /// Shows the page, made as far as it stands there at once, in the place of what stood there before the program.
    then: fn(),
) -> impl IntoView {
    let app = App::start();
    provide_context(app);
    follow_links(app);
    name_page(app);
    let is_reading = app.part(|view| view.article.is_some());
    Effect::new(move |_| {
        if app.corpus.with(Option::is_some)
            && (app.shown.get() || is_reading.get())
            && let Some(fallback) = document().get_element_by_id("fallback")
        {
            let had_focus = document().active_element().is_some_and(|active| fallback.contains(Some(&active)));
            fallback.remove();
            // Who was in the list goes on in what has come in its place.
            if had_focus {
                request_animation_frame(|| {
                    let main = document().get_element_by_id("main");
                    if let Some(main) = main.and_then(|main| main.dyn_into::<web_sys::HtmlElement>().ok()) {
                        let _ = main.focus();
                    }
                });
            }
        }
    });
    app.make(stage::LINE, move || {
        then();
        app.make(stage::ASK, || {});
    });
    // In a task of its own.
    set_timeout(move || spawn(app.open()), std::time::Duration::ZERO);
    set_timeout(
        move || {
            if app.status.get_untracked() == Status::Loading {
                app.status.set(Status::Slow);
            }
        },
        std::time::Duration::from_secs(3),
    );

    // A publisher's introduction and the line of the corpus stand in the page; written there escaped.
    let intro = document().get_element_by_id("intro").map(|intro| intro.inner_html());
    let facts = document().query_selector("#early .corpus__facts").ok().flatten().map(|facts| facts.inner_html());
    // Words are plain text: another language is another page.
    move || {
        app.lang_tracked();
        view! { <Body intro=intro.clone() facts=facts.clone()/> }.into_any()
    }
}

#[component]
fn Body(intro: Option<String>, facts: Option<String>) -> impl IntoView {
    let app = use_app();
    let is_reading = app.part(|view| view.article.is_some());
    let is_closed = app.part(|view| view.article.is_none() && view.read.is_none());
    let is_whole = app.view_now().embed == Mode::Page;
    let is_asking = app.is_made(stage::ASK);
    // It is shown when it comes in the place of what stood there before, see `Shell`.
    let is_first = app.stage.get_untracked() < stage::LINE;
    view! {
        {app.at(stage::LINE, move || view! { <a class="skip" href=move || if is_closed.get() { "#content" } else { "#main" }>{app.words().skip}</a> }.into_any())}
        <div class="page" data-embed=(!is_whole).then_some("true") hidden=is_first>
            <Masthead facts/>
            {intro.filter(|_| is_whole).map(|intro| view! { <div class="intro" hidden=move || is_reading.get() inner_html=intro></div> })}
            {app.at(stage::LINE, || view! { <StatusLine/> }.into_any())}
            {app.at(stage::ASIDE, || view! { <Importer/> }.into_any())}
            <main id="main" tabindex="-1" hidden=move || app.corpus.with(Option::is_none) || !(app.shown.get() || is_reading.get())>
                <div hidden=move || is_reading.get()><Show when=move || is_asking.get()><Explore/></Show></div>
                <Show when=move || is_asking.get() && is_reading.get()><Reader/></Show>
            </main>
        </div>
        {app.at(stage::ASIDE, || view! { <Evidence/> }.into_any())}
        <Announcer/>
    }
}

/// Says changes to readers who cannot see them.
#[component]
fn Announcer() -> impl IntoView {
    let app = use_app();
    view! { <p class="sr" role="status" aria-live="polite">{move || app.announce.get()}</p> }
}

/// Every place is a real link; a plain click on one stays on the page.
fn follow_links(app: App) {
    let listener = EventListener::new_with_options(
        &document(),
        "click",
        gloo_events::EventListenerOptions::enable_prevent_default(),
        move |event| {
            let Some(click) = event.dyn_ref::<web_sys::MouseEvent>() else { return };
            if click.button() != 0 || click.ctrl_key() || click.meta_key() || click.shift_key() || click.alt_key() {
                return;
            }
            let target = click.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
            let Some(link) = target.and_then(|target| target.closest("a[href^='?']").ok().flatten()) else { return };
            let Some(href) = link.get_attribute("href") else { return };
            event.prevent_default();
            let before = app.view_now();
            let after = View::parse(&href);
            let to_top = after.article != before.article || after.q != before.q;
            let panel = after.panel.clone().filter(|_| after.panel != before.panel);
            app.go(after.clone());
            if let Some(panel) = panel {
                request_animation_frame(move || reveal(&format!("panel-{panel}")));
            } else if to_top && after.at.is_none() {
                window().scroll_to_with_x_and_y(0.0, 0.0);
            }
        },
    );
    let listener = StoredValue::new_local(listener);
    on_cleanup(move || listener.dispose());
}

/// Whether scroll and focus may be moved: in a frame they are the host's until its reader has come into the frame.
pub(super) fn may_move() -> bool {
    let is_top = window().parent().ok().flatten().is_none_or(|parent| parent == window());
    is_top || document().has_focus().unwrap_or_default()
}

/// Scrolls to an element and gives it the focus.
pub(super) fn reveal(id: &str) {
    if !may_move() {
        return;
    }
    if let Some(element) = document().get_element_by_id(id) {
        element.scroll_into_view();
        if let Some(element) = element.dyn_ref::<web_sys::HtmlElement>() {
            let _ = element.focus();
        }
    }
}

/// Language and title of the document follow the view.
fn name_page(app: App) {
    // Apart from the title: set again, the language has the whole page styled again.
    Effect::new(move |_| {
        let lang = app.lang_tracked();
        if let Some(root) = document().document_element() {
            let _ = root.set_attribute("lang", lang.tag());
        }
    });
    Effect::new(move |_| {
        app.lang_tracked();
        let words = app.words();
        let q = app.view().q;
        let title = app.title.get();
        document().set_title(&if let Some(title) = title.filter(|_| app.view().article.is_some()) {
            format!("{title} · {}", app.name())
        } else if q.trim().is_empty() {
            format!("{} · {}", app.name(), words.tagline)
        } else {
            format!("{} · {}", q.trim(), app.name())
        });
    });
}
