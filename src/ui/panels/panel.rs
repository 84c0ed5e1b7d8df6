//! One theme's panel.

use leptos::prelude::*;

use super::say::{Part, say};
use crate::protocol::Panel;
use crate::ui::context::use_app;
use crate::ui::parts::Figure;
use crate::ui::words::thousands;

/// A panel: what is seen in words, the denominator, the forms, how it is computed.
#[component]
pub(super) fn PanelView(panel: Panel, n_total: u32, is_first: bool) -> impl IntoView {
    let app = use_app();
    let theme = panel.theme.clone();
    let title_id = format!("say-{theme}");
    let panel = StoredValue::new(panel);
    let name = {
        let theme = theme.clone();
        move || app.theme_name(&theme)
    };
    let sentence = {
        let theme = theme.clone();
        move || {
            let view = app.view();
            let parts = panel.with_value(|panel| say(app.lang(), &app.theme_name(&theme), panel));
            parts
                .into_iter()
                .map(|clause| {
                    let parts = clause
                        .into_iter()
                        .map(|part| match part {
                            Part::Text(text) => text.into_any(),
                            Part::Mark(text, key) => {
                                let href = view.with(|view| view.ev = Some(key)).href();
                                view! { <a href=href>{text}</a> }.into_any()
                            }
                        })
                        .collect_view();
                    view! { <span class="cl">{parts}</span> }
                })
                .collect_view()
        }
    };
    let of = move || {
        let words = app.words();
        panel.with_value(|panel| {
            let (n, total, s) =
                (thousands(panel.n_articles), thousands(n_total), app.phrases().n_sentences(panel.n_sentences));
            view! { <b>{n}</b> " / " {total} " " {words.unit_articles} " · " <b>{s}</b> " · " {words.mentions_only} }
        })
    };
    let is_current = {
        let theme = theme.clone();
        app.part(move |view| match view.panel.as_deref() {
            Some(panel) => panel == theme,
            // On a phone one panel is shown at a time: the first, or the results of a search.
            None => is_first && view.q.trim().is_empty(),
        })
    };
    let is_empty = panel.with_value(|panel| panel.n_sentences == 0);
    let forms = panel.with_value(|panel| panel.forms.clone());
    let definition = panel.with_value(|panel| panel.definition.clone());
    let figures = {
        let theme = theme.clone();
        move || forms.iter().map(|form| view! { <Figure theme=theme.clone() form=form.clone()/> }).collect_view()
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
            {is_empty.then(|| view! { <p class="empty">{app.words().empty_panel}</p> })}
            <div class="panel__figs">{figures}</div>
            <details class="method">
                <summary>{app.words().method}</summary>
                <pre class="method__text">{definition}</pre>
            </details>
        </section>
    }
}
