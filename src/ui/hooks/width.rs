//! The width of an element, as it changes.

use leptos::{html, prelude::*};
use wasm_bindgen::prelude::*;

/// The content width of the element behind `node` in CSS pixels, rounded down; 0 until it is known.
/// A hidden element keeps its last width.
pub(in crate::ui) fn use_width(node: NodeRef<html::Div>) -> ReadSignal<u32> {
    let (width, set_width) = signal(0_u32);
    Effect::new(move |_| {
        let Some(element) = node.get() else { return };
        let measure = {
            let element = element.clone();
            move || {
                let now = element.client_width();
                if now > 0 {
                    set_width.maybe_update(|width| {
                        let changed = *width != now as u32;
                        *width = now as u32;
                        changed
                    });
                }
            }
        };
        let callback = Closure::<dyn FnMut()>::new(measure);
        if let Ok(observer) = web_sys::ResizeObserver::new(callback.as_ref().unchecked_ref()) {
            observer.observe(&element);
            let observer = StoredValue::new_local((observer, callback));
            on_cleanup(move || observer.with_value(|(observer, _)| observer.disconnect()));
        }
    });
    width
}
