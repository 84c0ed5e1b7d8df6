//! Facets with live counts: filter for, filter out.

use std::sync::Arc;

use leptos::prelude::*;

use super::dates::Dates;
use crate::protocol::{Facet, FacetValue, Field, Found, Overview};
use crate::ui::context::{App, stage, use_app};
use crate::ui::words::thousands;

/// Values shown before "more".
const SHORT: usize = 6;

/// The column of facets.
#[component]
pub(in crate::ui) fn Facets(
    found: RwSignal<Option<Arc<Found>>>,
    panels: RwSignal<Option<Arc<Overview>>>,
) -> impl IntoView {
    let app = use_app();
    let is_open = RwSignal::new(false);
    let mark = app.part(|view| view.mark.clone());
    let is_narrowed = app.part(|view| view.with(|view| view.q = String::new()).is_narrowed());
    let n_chosen = app.part(|view| view.filters.len() + usize::from(view.from.is_some() || view.to.is_some()));
    let clear = move || {
        app.view()
            .with(|view| {
                view.filters.clear();
                view.from = None;
                view.to = None;
                view.mark = None;
            })
            .href()
    };
    let fields = Memo::new(move |_| {
        found.with(|found| {
            let facets = found.as_ref().map(|found| found.facets.as_slice()).unwrap_or_default();
            facets.iter().filter(|facet| is_worth_showing(facet)).map(|facet| facet.field).collect::<Vec<_>>()
        })
    });
    view! {
        <aside class="filters" aria-label=app.words().filters data-open=move || is_open.get().then_some("true")>
            <div class="filters__bar">
                <button
                    type="button"
                    class="filters__toggle"
                    aria-expanded=move || is_open.get().to_string()
                    on:click=move |_| is_open.update(|open| *open = !*open)
                >
                    {app.words().filters}
                    {move || (n_chosen.get() > 0).then(|| format!(" {}", n_chosen.get()))}
                </button>
                <a class="link" hidden=move || !is_narrowed.get() href=clear>{app.words().clear_filters}</a>
            </div>
            {move || mark.get().map(|key| {
                let href = app.view().with(|view| view.mark = None).href();
                let words = app.words();
                let sentences = app.view().with(|view| view.ev = Some(key)).href();
                view! { <p class="filters__mark" data-testid="mark-chip">{words.narrowed_by} " " <a class="link" href=sentences>{panels.with(|set| set.as_ref().map(|set| set.mark.clone()))}</a> " " <a class="link" data-remove="" href=href>{words.remove}</a></p> }
            })}
            <div class="filters__body">
                {app.at(stage::FACETS + 1, move || view! { <Dates found/> }.into_any())}
                <For each=move || fields.get().into_iter().enumerate() key=|(_, field)| *field let((index, field))>
                    {app.at(stage::FACETS + 2 + index.min(4) as u8, move || view! { <FacetList found field/> }.into_any())}
                </For>
                {super::save_buttons(app, "filters")}
            </div>
        </aside>
    }
}

/// The four basic facets are always there; of the others one value that every article has says nothing.
fn is_worth_showing(facet: &Facet) -> bool {
    let is_basic = matches!(facet.field, Field::Theme | Field::Place | Field::Source | Field::Year);
    is_basic && !facet.values.is_empty()
        || facet.values.len() > 1
        || facet.values.iter().any(|value| value.chosen.is_some())
}

#[component]
fn FacetList(found: RwSignal<Option<Arc<Found>>>, field: Field) -> impl IntoView {
    let app = use_app();
    let is_long = RwSignal::new(false);
    let values = Memo::new(move |_| {
        found.with(|found| {
            let facet = found.as_ref().and_then(|found| found.facets.iter().find(|facet| facet.field == field));
            facet.map(|facet| facet.values.clone()).unwrap_or_default()
        })
    });
    let rows = move || {
        let values = values.get();
        let most = values.iter().map(|value| value.count).max().unwrap_or(1).max(1);
        let shown = if is_long.get() { values.len() } else { SHORT };
        values
            .iter()
            .enumerate()
            .filter(|(index, value)| *index < shown || value.chosen.is_some())
            .map(|(_, value)| facet_row(app, field, value, most))
            .collect_view()
    };
    // The first value stands beside the others, or against all else.
    let compare = move || {
        let first = values.with(|values| values.first().map(|value| format!("{}:{}", field.name(), value.value)))?;
        let href = app.view().filtered_free(field).comparing(&first, "").href();
        (values.with(Vec::len) > 1).then(|| view! { <a class="facet__vs" href=href>{app.words().read_compare}</a> })
    };
    let n_more = move || values.with(Vec::len).saturating_sub(SHORT);
    view! {
        <section class="facet">
            <h3>{move || title(app, field)} {compare} <span>{app.words().unit_articles}</span></h3>
            <ul>{rows}</ul>
            <button type="button" class="link facet__more" hidden=move || n_more() == 0 on:click=move |_| is_long.update(|long| *long = !*long)>
                    {move || {
                        let words = app.words();
                        if is_long.get() { words.fewer.to_owned() } else { format!("{} {}", words.more, n_more()) }
                    }}
            </button>
            {(field == Field::Theme).then(|| view! { <p class="filters__foot">{app.words().multi_note}</p> })}
        </section>
    }
}

fn facet_row(app: App, field: Field, value: &FacetValue, most: u32) -> AnyView {
    let words = app.words();
    let view = app.view();
    let chosen = value.chosen;
    let toggle = view.filtered(field, &value.value, if chosen.is_some() { None } else { Some(false) }).href();
    let leave_out = view.filtered(field, &value.value, Some(true)).href();
    let label = label(app, field, &value.value);
    let share = format!("{}%", value.count * 100 / most);
    let theme = (field == Field::Theme).then(|| value.value.clone());
    view! {
        <li data-theme=theme data-n=value.count.to_string() aria-current=(chosen == Some(false)).then_some("true")
            data-out=(chosen == Some(true)).then_some("true") style:--n=share>
            <a
                class="facet__value"
                href=toggle
                data-testid="facet"
                data-field=field.name()
                data-value=value.value.clone()
                data-count=value.count.to_string()
            >
                {label.clone()}
                {(chosen == Some(true)).then(|| view! { <span class="facet__state">{words.excluded}</span> })}
            </a>
            {(chosen.is_none() && value.count > 0)
                .then(|| {
                    let name = format!("{} {}", words.exclude, label);
                    view! { <a class="facet__out" href=leave_out aria-label=name>{words.exclude}</a> }
                })}
            <b>{thousands(value.count)}</b>
        </li>
    }
    .into_any()
}

/// What a field is called.
pub(super) fn title(app: App, field: Field) -> &'static str {
    let words = app.words();
    match field {
        Field::Theme => words.theme,
        Field::Place => words.place,
        Field::Source => words.source,
        Field::Year => words.year,
        Field::Kind => words.kind,
        Field::Origin => words.origin,
    }
}

fn label(app: App, field: Field, value: &str) -> String {
    let words = app.words();
    match (field, value) {
        (Field::Theme, id) => app.theme_name(id),
        (Field::Origin, "bundled") => words.bundled.to_owned(),
        (Field::Origin, "imported") => words.imported.to_owned(),
        (_, "") => words.none.to_owned(),
        (_, value) => value.to_owned(),
    }
}
