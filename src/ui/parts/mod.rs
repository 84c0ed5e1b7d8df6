//! Parts of the page.

mod corpora;
mod dates;
mod evidence;
mod explore;
mod facets;
mod figure;
mod highlight;
mod hits;
mod importer;
mod masthead;
mod reader;
mod searchbox;
mod status;
mod text;

pub(super) use evidence::Evidence;
pub(super) use explore::Explore;
pub(super) use figure::{Figure, about_file, download, today};
pub(super) use importer::Importer;
pub(super) use masthead::Masthead;
pub(super) use reader::Reader;
pub(super) use status::StatusLine;

/// Buttons that save a list as a file: `web/save.js` hears of them.
fn save_buttons(app: crate::ui::context::App, list: &str) -> impl leptos::IntoView + use<> {
    use leptos::prelude::*;
    let button = |kind: &str, name: &'static str| {
        view! { <button type="button" class="link" data-file=format!("{list}.{kind}") data-testid=format!("save-{list}-{kind}")>{name}</button> }
    };
    view! { <span class="saves">{button("csv", app.words().csv)} " " {button("json", "JSON")}</span> }
}
