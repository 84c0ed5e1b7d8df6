//! Text with its matches marked.

use leptos::prelude::*;

use crate::draw::runs::runs;
use crate::protocol::Span;

/// `text` with `marks` set in `<mark>`.
pub(in crate::ui) fn marked(text: &str, marks: &[Span]) -> AnyView {
    let whole = Span::new(0, text.len());
    runs(whole, &[marks], &[])
        .into_iter()
        .map(|run| {
            let part = run.span.of(text).to_owned();
            if run.is_in(0) { view! { <mark>{part}</mark> }.into_any() } else { part.into_any() }
        })
        .collect_view()
        .into_any()
}
