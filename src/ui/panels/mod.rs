//! Theme panels: a sentence first, then pictures.

mod panel;
mod reading;

use leptos::prelude::*;
use panel::PanelView;
pub(super) use reading::{ReadingView, Readings, Sheet};

use crate::protocol::Overview;
use crate::ui::context::{stage, use_app};
use crate::ui::hooks::Asked;
use crate::ui::words::thousands;

/// All panels.
#[component]
pub(super) fn Panels(panels: Asked<Overview>) -> impl IntoView {
    let app = use_app();
    // Panels stay where they are while their numbers change: only another corpus has other panels.
    let themes = Memo::new(move |_| {
        panels.answer.with(|set| {
            let panels = set.as_ref().map(|set| set.panels.as_slice()).unwrap_or_default();
            panels.iter().map(|panel| panel.theme.clone()).collect::<Vec<_>>()
        })
    });
    move || {
        let themes = themes.get().into_iter().enumerate();
        themes
            .map(|(index, theme)| {
                let stage = stage::PANELS + 2 * index.min(5) as u8;
                app.at(stage, move || {
                    view! { <PanelView set=panels.answer theme=theme.clone() is_first=index == 0 stage/> }.into_any()
                })
            })
            .collect_view()
    }
}

/// Tabs to the panels and the list: how a phone shows one at a time.
#[component]
pub(super) fn Tabs(panels: Asked<Overview>) -> impl IntoView {
    let app = use_app();
    let tabs = move || {
        let view = app.view();
        let is_search = !view.q.trim().is_empty();
        let set = panels.answer.get()?;
        let panel = view.panel.as_deref().filter(|panel| app.has_panel(panel));
        let list = {
            let href = view.with(|view| view.panel = Some("list".into())).href();
            let current = panel.map_or(is_search, |panel| panel == "list");
            let name = if is_search { app.words().results } else { app.words().articles };
            view! { <a href=href aria-current=current.then_some("true")>{name} " " <b>{thousands(set.n_articles)}</b></a> }
        };
        let themes = set
            .panels
            .iter()
            .enumerate()
            .map(|(index, head)| {
                let href = view.with(|view| view.panel = Some(head.theme.clone())).href();
                let current = panel.map_or(index == 0 && !is_search, |panel| panel == head.theme);
                view! {
                    <a href=href data-theme=head.theme.clone() aria-current=current.then_some("true")>
                        {app.theme_name(&head.theme)} " " <b>{thousands(head.n_articles)}</b>
                    </a>
                }
            })
            .collect_view();
        Some(if is_search { view! { {list} {themes} }.into_any() } else { view! { {themes} {list} }.into_any() })
    };
    view! { <nav class="tabs" aria-label=app.words().panels>{tabs}</nav> }
}
