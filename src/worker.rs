//! The worker's border: the engine behind functions over bytes.
//!
//! The shell in `web/worker.js` passes messages; what they say is in `protocol`.

use std::cell::RefCell;

use crate::engine::Service;
use crate::protocol::{self, Answer, Request};
use js_sys::{Function, Uint8Array};
use wasm_bindgen::prelude::*;

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

/// Answers a script's question, see `protocol::Ask`; `on_progress` hears how many of how many are done.
#[wasm_bindgen]
pub fn ask(question: &[u8], on_progress: &Function) -> Vec<u8> {
    SERVICE.with_borrow_mut(|service| {
        service.ask(question, &mut |progress: protocol::Progress| {
            let (stage, done, of) = (progress.stage.as_str().into(), progress.done.into(), progress.of.into());
            let _ = on_progress.call3(&JsValue::NULL, &stage, &done, &of);
        })
    })
}

/// Publishes the open corpus, see `site::Order`; the first byte of the answer is 0 before the files and 1 before the
/// reason why there are none.
#[cfg(feature = "full")]
#[wasm_bindgen]
pub fn publish(order: &[u8], on_progress: &Function) -> Vec<u8> {
    let mut tell = |progress: protocol::Progress| {
        let _ = on_progress.call2(&JsValue::NULL, &progress.done.into(), &progress.of.into());
    };
    let (mark, told) = match SERVICE.with_borrow(|service| crate::site::publish(service, order, &mut tell)) {
        Ok(files) => (0, files),
        Err(why) => (1, why.into_bytes()),
    };
    let mut out = Vec::with_capacity(told.len() + 1);
    out.push(mark);
    out.extend(told);
    out
}

/// The pack of the open corpus, for the worker that takes over; nothing when none is open.
#[wasm_bindgen]
pub fn pack() -> Option<Vec<u8>> {
    SERVICE.with_borrow_mut(|service| match service.answer(Request::Export, &mut |_| {}) {
        Answer::Pack(pack) => Some(pack),
        _ => None,
    })
}

/// Opens the pack of the worker that went before.
#[wasm_bindgen]
pub fn adopt(pack: Vec<u8>) {
    SERVICE.with_borrow_mut(|service| service.answer(Request::Open { pack }, &mut |_| {}));
}

/// To be called first: a panic says in the console what happened.
pub fn start() {
    console_error_panic_hook::set_once();
}
