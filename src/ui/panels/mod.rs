//! Theme panels: a sentence first, then pictures.

mod panel;
mod say;

use leptos::prelude::*;
use panel::PanelView;

use crate::protocol::{Panel, PanelSet};
use crate::ui::context::use_app;
use crate::ui::hooks::Asked;
use crate::ui::words::thousands;

/// All panels, with tabs that lead to each.
#[component]
pub(super) fn Panels(panels: Asked<PanelSet>) -> impl IntoView {
    let app = use_app();
    let shown = Memo::new(move |_| {
        panels.answer.with(|set| set.as_ref().map(|set| set.panels.clone()).unwrap_or_default())
    });
    let n_articles = move || panels.answer.with(|set| set.as_ref().map_or(0, |set| set.n_articles));
    let tabs = move || {
        let view = app.view();
        shown.with(|panels| {
            panels
                .iter()
                .map(|panel: &Panel| {
                    let href = view.with(|view| view.panel = Some(panel.theme.clone())).href();
                    let current = view.panel.as_deref() == Some(panel.theme.as_str());
                    view! {
                        <a href=href data-theme=panel.theme.clone() aria-current=current.then_some("true")>
                            {app.theme_name(&panel.theme)} " " <b>{thousands(panel.n_articles)}</b>
                        </a>
                    }
                })
                .collect_view()
        })
    };
    let list = move || {
        let href = app.view().with(|view| view.panel = Some("list".into())).href();
        view! { <a href=href>{app.words().articles}</a> }
    };
    view! {
        <nav class="tabs" aria-label=move || app.words().panels>{tabs}{list}</nav>
        <For each=move || shown.get() key=|panel| format!("{panel:?}") let:panel>
            <PanelView panel n_total=n_articles()/>
        </For>
    }
}
