//! The front page and the search: filters, panels, hits.

use leptos::prelude::*;

use super::facets::Facets;
use super::hits::{Hits, Lead};
use crate::protocol::{Answer, Request};
use crate::ui::context::{App, stage, use_app};
use crate::ui::hooks::use_ask;
use crate::ui::panels::{Panels, ReadingView, Readings, Tabs};
use crate::ui::shell::{may_move, reveal};

/// Number of hits shown at first and added by "more".
const STEP: u32 = 20;

/// Tells outside programs that the first answer is on the page, pictures included: those that have room
/// ask for themselves within `frames` frames.
fn say_ready(app: App, is_first: bool, frames: u32) {
    request_animation_frame(move || {
        // What came since the last frame is painted before anything is scrolled to.
        if app.is_drawing() {
            return say_ready(app, is_first, frames.max(1));
        }
        if frames > 0 {
            return say_ready(app, is_first, frames - 1);
        }
        mark("data-drawn");
        request_animation_frame(move || {
            if is_first {
                show_panel(app);
            }
            mark("data-ready");
        });
    });
}

fn mark(name: &str) {
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute(name, "true");
    }
}

/// An address that names a panel shows it, unless its reader has gone somewhere meanwhile.
fn show_panel(app: App) {
    let view = app.view_now();
    let is_still = window().scroll_y().is_ok_and(|y| y < 1.0)
        && document().active_element().is_none_or(|active| active.tag_name() == "BODY");
    if let Some(panel) = view.panel.filter(|_| view.article.is_none() && is_still) {
        // Of tabs that do not all fit, the current one is seen.
        if let (true, Ok(Some(tab))) = (may_move(), document().query_selector(".tabs [aria-current]")) {
            tab.scroll_into_view();
        }
        let figure = window().location().hash().ok().and_then(|hash| hash.get(1..).map(str::to_owned));
        match figure.filter(|figure| document().get_element_by_id(figure).is_some()) {
            Some(figure) => reveal(&figure),
            None => reveal(&format!("panel-{panel}")),
        }
    }
}

/// Makes the rest of the page and shows it.
fn show(app: App) {
    app.make(stage::ALL, move || {
        let is_first = !app.shown.get_untracked();
        app.shown.set(true);
        say_ready(app, is_first, 2);
    });
}

/// Everything but reader and evidence.
#[component]
pub(in crate::ui) fn Explore() -> impl IntoView {
    let app = use_app();
    let limit = RwSignal::new(STEP);
    let search = app.part(|view| view.query(0, 0));
    // A new search starts from the top.
    let shown = Memo::new(move |before: Option<&(crate::protocol::Query, u32)>| {
        let (query, limit) = (search.get(), limit.get());
        match before {
            Some((old, _)) if *old != query => (query, STEP),
            _ => (query, limit),
        }
    });
    let found = use_ask(
        move || {
            let (mut query, limit) = shown.get();
            query.limit = limit;
            Some(Request::Explore(query))
        },
        |answer| if let Answer::Found(found) = answer { Some(found) } else { None },
    );
    let panels = use_ask(
        move || Some(Request::Panels { query: search.get(), lang: app.lang().index() as u8 }),
        |answer| if let Answer::Panels(set) = answer { Some(set) } else { None },
    );
    Effect::new(move |was_ready: Option<bool>| {
        let is_ready = found.answer.with(Option::is_some) && panels.answer.with(Option::is_some);
        if is_ready && was_ready != Some(true) {
            show(app);
        }
        is_ready
    });
    // Another corpus is another page: it is made part by part, as the first was, so that the reader is heard meanwhile.
    let n_articles = Memo::new(move |_| app.corpus.with(|info| info.as_ref().map(|info| info.n_articles)));
    Effect::new(move |before: Option<Option<u32>>| {
        let now = n_articles.get();
        if before.is_some_and(|before| before.is_some() && before != now) {
            app.stage.set(stage::ASK);
            found.answer.set(None);
            panels.answer.set(None);
        }
        now
    });
    let has_tabs = app.is_made(stage::TABS);
    let is_search = app.part(|view| !view.q.trim().is_empty());
    let is_read = app.part(|view| view.read.is_some());
    let more = Callback::new(move |()| limit.set(shown.get_untracked().1 + STEP));
    view! {
        <div class="page__cols" data-search=move || is_search.get().then_some("true")>
            {app.at(stage::FACETS, move || view! { <Facets found=found.answer panels=panels.answer/> }.into_any())}
            <div class="content" data-busy=move || found.busy.get().then_some("true")>
                {app.at(stage::LEAD, move || view! { <Lead found panels=panels.answer/> }.into_any())}
                {app.at(stage::TABS, || view! { <Readings/> }.into_any())}
                <Show when=move || has_tabs.get() && is_read.get()><ReadingView/></Show>
                <div class="content__all" id="content" tabindex="-1" hidden=move || is_read.get()>
                    {app.at(stage::TABS, move || view! { <Tabs panels/> }.into_any())}
                    <div class="content__panels">
                        {app.at(stage::PANELS, move || view! { <Panels panels/> }.into_any())}
                    </div>
                    <div class="content__hits">
                        {app.at(stage::HITS, move || view! { <Hits found more/> }.into_any())}
                    </div>
                </div>
            </div>
        </div>
    }
}
