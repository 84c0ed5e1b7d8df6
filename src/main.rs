//! The page: mounts the shell where the readable fallback stood.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use wenlan::ui::Shell;

fn main() {
    console_error_panic_hook::set_once();
    // In a task of its own: the program has only just been made ready in this one.
    once_composed(|| mount_to_body(|| view! { <Shell then=|| once_composed(take_place)/> }));
}

/// Does something in a task of its own; what an input method is composing in the box that stands in the page is not torn
/// from it.
fn once_composed(then: fn()) {
    let soon = move || set_timeout(then, std::time::Duration::ZERO);
    if document().document_element().is_some_and(|root| root.has_attribute("data-composing")) {
        gloo_events::EventListener::once(&document(), "compositionend", move |_| soon()).forget();
    } else {
        soon();
    }
}

/// The program's page comes in the place of what stood there before it.
fn take_place() {
    let early = document().get_element_by_id("early");
    let typed: Option<HtmlInputElement> = early.as_ref().and_then(input_of);
    let Some(body) = document().body() else { return };
    // The list of articles in the page's HTML stands under the shell until the first answers are there: where worker or
    // corpus cannot be had it stays. Moving an element of the body to its end cannot fail.
    if let Some(fallback) = document().get_element_by_id("fallback") {
        // What is moved loses the focus: it gets it back.
        let active = document().active_element().filter(|active| fallback.contains(Some(active)));
        let _ = body.append_child(&fallback);
        if let Some(active) = active.and_then(|active| active.dyn_into::<web_sys::HtmlElement>().ok()) {
            let _ = active.focus();
        }
    }
    let page = body.query_selector(".page:not(#early)").ok().flatten();
    if let Some(page) = &page {
        let _ = page.remove_attribute("hidden");
    }
    if let (Some(typed), Some(own)) = (typed, page.as_ref().and_then(input_of)) {
        take_over(&typed, &own);
    }
    if let Some(early) = early {
        early.remove();
    }
}

fn input_of(within: &web_sys::Element) -> Option<HtmlInputElement> {
    within.query_selector("[data-testid='search-input']").ok().flatten()?.dyn_into().ok()
}

/// Text, focus and caret go from the box in the page to the program's own.
fn take_over(typed: &HtmlInputElement, own: &HtmlInputElement) {
    // The program has read the address before: what was typed since is asked for. What it knows is not asked for again,
    // as a new search would close the article that the address opens.
    if typed.value() != own.value() {
        own.set_value(&typed.value());
        if let Ok(event) = web_sys::Event::new("input") {
            event.init_event_with_bubbles("input", true);
            let _ = own.dispatch_event(&event);
        }
    }
    let is_active =
        document().active_element().is_some_and(|active| &active == typed.unchecked_ref::<web_sys::Element>());
    if is_active {
        let (from, to) = (typed.selection_start().ok().flatten(), typed.selection_end().ok().flatten());
        let _ = own.focus();
        if let (Some(from), Some(to)) = (from, to) {
            let _ = own.set_selection_range(from, to);
        }
    }
}
