//! The worker: the engine behind one function over bytes.
//!
//! The shell in `web/worker.js` passes messages; what they say is in `protocol`.

use std::cell::RefCell;

use js_sys::{Function, Uint8Array};
use wasm_bindgen::prelude::*;
use wenlan::engine::Service;
use wenlan::protocol;

thread_local! {
    static SERVICE: RefCell<Service> = RefCell::default();
}

/// Answers one request. Bytes in and out as in `protocol`; `on_progress` hears how far it has come.
#[wasm_bindgen]
pub fn answer(request: &[u8], on_progress: &Function) -> Vec<u8> {
    SERVICE.with_borrow_mut(|service| {
        let mut tell = |progress: protocol::Progress| {
            let bytes = Uint8Array::from(protocol::encode(&progress).as_slice());
            // A listener that fails must not stop the work.
            let _ = on_progress.call1(&JsValue::NULL, &bytes);
        };
        protocol::encode(&service.answer_bytes(request, &mut tell))
    })
}

/// Answers a call of the JavaScript module: method and arguments in, result out, both as JSON.
///
/// # Errors
/// A text that says what is wrong and what to do.
#[wasm_bindgen]
pub fn call(method: &str, arguments: &str) -> Result<String, JsError> {
    SERVICE.with_borrow_mut(|service| service.call(method, arguments).map_err(|error| JsError::new(&error)))
}

fn main() {
    console_error_panic_hook::set_once();
}
