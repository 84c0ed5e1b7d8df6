//! One theme's panel.

use std::sync::Arc;

use leptos::prelude::*;

use crate::protocol::{Overview, PanelHead};
use crate::ui::context::use_app;
use crate::ui::parts::Figure;
use crate::ui::words::thousands;

/// A panel: what is seen in words, the denominator, the forms, how it is computed.
#[component]
pub(super) fn PanelView(
    set: RwSignal<Option<Arc<Overview>>>,
    theme: String,
    is_first: bool,
    /// When it is made; its figures with the next.
    stage: u8,
) -> impl IntoView {
    let app = use_app();
    let title_id = format!("say-{theme}");
    let head = {
        let theme = theme.clone();
        Memo::new(move |_| {
            set.with(|set| set.as_ref()?.panels.iter().find(|panel| panel.theme == theme).cloned()).unwrap_or_default()
        })
    };
    let name = app.theme_name(&theme);
    let sentence = move || {
        let view = app.view();
        let clauses = head.with(|head| head.say.clone()).into_iter().map(|clause| {
            let parts = clause.into_iter().map(|part| match part.key {
                None => part.text.into_any(),
                Some(key) => {
                    let href = view.with(|view| view.ev = Some(key)).href();
                    view! { <a href=href>{part.text}</a> }.into_any()
                }
            });
            view! { <span class="cl">{parts.collect_view()}</span> }
        });
        clauses.collect_view()
    };
    let of = move || {
        let words = app.words();
        let n_total = thousands(set.with(|set| set.as_ref().map_or(0, |set| set.n_articles)));
        let (n, s) = head.with(|head| (thousands(head.n_articles), app.phrases().n_sentences(head.n_sentences)));
        view! { <b>{n}</b> " / " {n_total} " " {words.unit_articles} " · " <b>{s}</b> " · " {words.mentions_only} }
    };
    let is_current = {
        let theme = theme.clone();
        // On a phone one panel is shown at a time: the first, or the results of a search.
        app.is_current(move |panel, is_search| panel.map_or(is_first && !is_search, |panel| panel == theme))
    };
    let ids = Memo::new(move |_| head.with(|head| head.forms.iter().map(|form| form.id.clone()).collect::<Vec<_>>()));
    let figures = {
        let theme = theme.clone();
        move || {
            let figures = ids.get().into_iter().map(|id| {
                let form = Memo::new(move |_| head.with(|head: &PanelHead| form_of(head, &id)));
                view! { <Figure set theme=theme.clone() form/> }.into_any()
            });
            figures.collect_view()
        }
    };
    view! {
        <section
            class="panel"
            id=format!("panel-{theme}")
            tabindex="-1"
            data-testid="panel"
            data-current=move || is_current.get().then_some("true")
            data-theme=theme.clone()
            aria-labelledby=title_id.clone()
        >
            <div class="panel__bar"><span class="panel__theme">{name}</span></div>
            <h2 class="panel__say" id=title_id.clone()>{sentence}</h2>
            <p class="panel__of">{of}</p>
            {move || head.with(|head| (!head.lack.is_empty()).then(|| view! { <p class="empty">{head.lack.clone()}</p> }))}
            <div class="panel__figs">{app.at(stage + 1, move || figures().into_any())}</div>
            <details class="method">
                <summary>{app.words().method}</summary>
                <pre class="method__text">{move || head.with(|head| head.definition.clone())}</pre>
            </details>
        </section>
    }
}

fn form_of(head: &PanelHead, id: &str) -> crate::protocol::FormHead {
    head.forms.iter().find(|form| form.id == id).cloned().unwrap_or_default()
}
