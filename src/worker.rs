//! The worker's border: the engine behind functions over bytes.
//!
//! The shell in `web/worker.js` passes messages; what they say is in `protocol`.

use std::cell::RefCell;

use crate::engine::Service;
use crate::protocol;
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

#[wasm_bindgen]
extern "C" {
    /// A function that is given bytes where they lie.
    pub type Taker;
    #[wasm_bindgen(method, js_name = call, catch)]
    fn take(this: &Taker, that: &JsValue, part: &[u8]) -> Result<(), JsValue>;
}

/// Bytes that are handed out at once: a copy of the whole pack would double what it takes.
const SLICE: usize = 1 << 22;

/// Hands out the pack of the open corpus slice by slice, where it lies: `taker` copies each before it returns.
///
/// # Errors
/// What `taker` throws.
#[wasm_bindgen]
pub fn pack_slices(taker: &Taker) -> Result<(), JsValue> {
    SERVICE.with_borrow(|service| {
        let slices = |parts: &[&[u8]]| {
            parts.iter().flat_map(|part| part.chunks(SLICE)).try_for_each(|slice| taker.take(&JsValue::NULL, slice))
        };
        service.export_parts(slices).unwrap_or(Ok(()))
    })
}

/// The pack of the open corpus; nothing when none is open. It is copied once, out of this program's memory, which never
/// shrinks.
#[wasm_bindgen]
pub fn pack() -> Option<Uint8Array> {
    SERVICE.with_borrow(|service| {
        service.export_parts(|parts| {
            let out = Uint8Array::new_with_length(parts.iter().map(|part| part.len() as u32).sum());
            let mut at = 0;
            for part in parts {
                let end = at + part.len() as u32;
                out.subarray(at, end).copy_from(part);
                at = end;
            }
            out
        })
    })
}

/// Opens a pack, which is not copied again, and gives it a name unless that is empty: the answer as in `protocol`.
#[wasm_bindgen]
pub fn open(pack: Vec<u8>, name: &str) -> Vec<u8> {
    SERVICE.with_borrow_mut(|service| {
        let answer = service.open_pack(pack);
        let is_open = matches!(answer, protocol::Answer::Opened(_));
        protocol::encode(&if is_open && !name.is_empty() { service.rename(name) } else { answer })
    })
}

/// Gives the open corpus another name: what is open, as in `protocol`.
#[wasm_bindgen]
pub fn rename(name: &str) -> Vec<u8> {
    SERVICE.with_borrow_mut(|service| protocol::encode(&service.rename(name)))
}

/// Takes the lexicon; why not, when it cannot be used.
#[cfg(feature = "full")]
#[wasm_bindgen]
pub fn lexicon(bytes: Vec<u8>) -> String {
    match SERVICE.with_borrow_mut(|service| service.answer(protocol::Request::Lexicon { bytes }, &mut |_| {})) {
        protocol::Answer::Failed(failure) => format!("{failure:?}"),
        _ => String::new(),
    }
}

#[cfg(feature = "full")]
thread_local! {
    /// The file that is handed over part by part.
    static FILE: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Makes room for a file of an import; `false` when there is none.
#[cfg(feature = "full")]
#[wasm_bindgen]
pub fn begin_file(n_bytes: u32) -> bool {
    let mut bytes = Vec::new();
    let has_room = bytes.try_reserve_exact(n_bytes as usize).is_ok();
    FILE.set(bytes);
    has_room
}

/// A part of the file that was begun.
#[cfg(feature = "full")]
#[wasm_bindgen]
pub fn add_to_file(part: &[u8]) {
    FILE.with_borrow_mut(|file| file.extend_from_slice(part));
}

/// Gives the import that is under way the file that was begun.
#[cfg(feature = "full")]
#[wasm_bindgen]
pub fn end_file(name: &str, fields: &str) {
    SERVICE.with_borrow_mut(|service| service.give(name, fields, FILE.take()));
}

/// Says of a file that it cannot be read, or that there is no room for its bytes.
#[cfg(feature = "full")]
#[wasm_bindgen]
pub fn refuse_file(name: &str, n_bytes: f64, is_unread: bool) {
    FILE.take();
    SERVICE.with_borrow_mut(|service| service.refuse(name, n_bytes as u64, is_unread));
}

/// To be called first: a panic says in the console what happened.
pub fn start() {
    console_error_panic_hook::set_once();
}
