//! The front page and the search: filters, panels, hits.

use leptos::prelude::*;

use super::facets::Facets;
use super::hits::{Hits, Lead};
use crate::protocol::{Answer, Request};
use crate::ui::context::{App, stage, use_app};
use crate::ui::hooks::use_ask;
use crate::ui::panels::{Panels, ReadingView, Readings, Tabs};
use crate::ui::shell::reveal;

/// Number of hits shown at first and added by "more".
const STEP: u32 = 20;

/// Tells outside programs that the first answer is on the page, pictures included: those that have room
/// ask for themselves within `frames` frames.
fn say_ready(app: App, frames: u32) {
    request_animation_frame(move || {
        if frames > 0 || app.is_drawing() {
            say_ready(app, frames.saturating_sub(1));
        } else if let Some(root) = document().document_element() {
            let _ = root.set_attribute("data-ready", "true");
        }
    });
}

/// Makes the rest of the page and shows it.
fn show(app: App) {
    app.make(stage::ALL, move || {
        app.shown.set(true);
        // An address that names a panel shows it.
        if let Some(panel) = app.view_now().panel.filter(|_| app.view_now().article.is_none()) {
            request_animation_frame(move || reveal(&format!("panel-{panel}")));
        }
        say_ready(app, 2);
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
    let [has_lead, has_hits, has_facets, has_panels] =
        [stage::LEAD, stage::HITS, stage::FACETS, stage::PANELS].map(|stage| app.is_made(stage));
    let is_search = app.part(|view| !view.q.trim().is_empty());
    let is_read = app.part(|view| view.read.is_some());
    let more = Callback::new(move |()| limit.set(shown.get_untracked().1 + STEP));
    view! {
        <div class="page__cols" data-search=move || is_search.get().then_some("true")>
            <Show when=move || has_facets.get()><Facets found=found.answer/></Show>
            <div class="content" data-busy=move || found.busy.get().then_some("true")>
                <Show when=move || has_lead.get()>
                    <Lead found panels=panels.answer/>
                    <Readings/>
                </Show>
                <Show when=move || has_lead.get() && is_read.get()><ReadingView/></Show>
                <div class="content__all" hidden=move || is_read.get()>
                    <Show when=move || has_lead.get()><Tabs panels/></Show>
                    <div class="content__panels"><Show when=move || has_panels.get()><Panels panels/></Show></div>
                    <div class="content__hits"><Show when=move || has_hits.get()><Hits found more/></Show></div>
                </div>
            </div>
        </div>
    }
}
