//! Asking the worker: one async function. The only module that knows how messages travel.

pub mod kept;

use js_sys::{Function, Uint8Array};
use wasm_bindgen::prelude::*;

use crate::protocol::{self, Answer, Failure, Progress, Request};

#[wasm_bindgen]
extern "C" {
    // Set by web/boot.js before the page's program starts.
    #[wasm_bindgen(js_namespace = wenlanHost, js_name = ask, catch)]
    async fn host_ask(bytes: Uint8Array, on_progress: Option<&Function>) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_namespace = wenlanHost, js_name = pack, catch)]
    async fn host_pack() -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_namespace = wenlanHost, js_name = open, catch)]
    async fn host_open(pack: JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_namespace = wenlanHost, js_name = lexicon, catch)]
    async fn host_lexicon() -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_namespace = wenlanHost, js_name = grasp)]
    fn host_grasp(from: &JsValue) -> JsValue;
    #[wasm_bindgen(js_namespace = wenlanHost, js_name = take, catch)]
    async fn host_take(
        given: JsValue,
        lang: &str,
        place: &web_sys::Element,
        told: &JsValue,
    ) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_namespace = wenlanHost, js_name = resume, catch)]
    async fn host_resume(lang: &str, place: &web_sys::Element, told: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_namespace = wenlanHost, js_name = picture, catch)]
    async fn host_picture(svg: &web_sys::Element, about: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_namespace = wenlanHost, js_name = publish, catch)]
    async fn host_publish(lang: &str, name: &str, mixed: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_namespace = wenlanHost, js_name = rename, catch)]
    async fn host_rename(name: &str) -> Result<JsValue, JsValue>;
    // Corpora kept in this browser (web/store.js): which one is open, and one function for all that is done to them.
    #[wasm_bindgen(js_namespace = wenlanHost, js_name = kept)]
    fn host_kept() -> String;
    #[wasm_bindgen(js_namespace = wenlanHost, js_name = choose)]
    fn host_choose(key: &str);
    #[wasm_bindgen(js_namespace = wenlanHost, js_name = store, catch)]
    async fn host_store(what: &str, key: &str, about: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_namespace = wenlanHost, js_name = edit, catch)]
    async fn host_edit(what: &str, lang: &str, on_applied: &Function) -> Result<JsValue, JsValue>;
    /// The marks of a picture lead on from a view, given as an address; one of them, by its key, is open.
    #[wasm_bindgen(js_namespace = wenlanHost)]
    pub fn lead(picture: &web_sys::Element, base: &str, open: &str);
    #[wasm_bindgen(js_namespace = wenlanHost, js_name = restart)]
    fn host_restart();
}

/// Why a request came to nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClientError {
    /// The worker ended or could not start; a retry starts a new one.
    Worker(String),
    /// A file of the site could not be fetched.
    Fetch(String),
    /// The browser keeps nothing for this page: no room, or no storage here.
    Storage(String),
    /// The engine answered that it cannot do it.
    Engine(Failure),
    /// Page and worker are of different builds: reload.
    Stale,
}

fn text_of(error: &JsValue) -> String {
    error.dyn_ref::<js_sys::Error>().map_or_else(|| format!("{error:?}"), |error| String::from(error.message()))
}

/// Sends a request and waits for its answer.
///
/// # Errors
/// When the worker is dead, or the engine answers with a failure.
pub async fn ask(request: &Request) -> Result<Answer, ClientError> {
    send(request, None).await
}

/// The same, with news on how far it has come.
///
/// # Errors
/// As [`ask`].
pub async fn ask_with(
    request: &Request,
    mut on_progress: impl FnMut(Progress) + 'static,
) -> Result<Answer, ClientError> {
    let listener = Closure::<dyn FnMut(Uint8Array)>::new(move |bytes: Uint8Array| {
        if let Ok(progress) = protocol::decode(&bytes.to_vec()) {
            on_progress(progress);
        }
    });
    send(request, Some(listener.as_ref().unchecked_ref())).await
}

async fn send(request: &Request, on_progress: Option<&Function>) -> Result<Answer, ClientError> {
    let bytes = Uint8Array::from(protocol::encode(request).as_slice());
    let answer = host_ask(bytes, on_progress).await.map_err(|error| ClientError::Worker(text_of(&error)))?;
    read(&answer.unchecked_into())
}

fn read(answer: &Uint8Array) -> Result<Answer, ClientError> {
    match protocol::decode(&answer.to_vec()) {
        Ok(Answer::Failed(failure)) => Err(ClientError::Engine(failure)),
        Ok(answer) => Ok(answer),
        Err(_) => Err(ClientError::Stale),
    }
}

/// Opens the editor of own words (`words`) or of theme definitions (`themes`), whose program is the script of that
/// name; `on_applied` hears of the corpus each time it was read anew by them.
///
/// # Errors
/// When its program cannot be fetched.
pub async fn edit(what: &str, lang: &str, on_applied: impl Fn(Answer) + 'static) -> Result<(), ClientError> {
    let listener = Closure::<dyn Fn(Uint8Array)>::new(move |answer: Uint8Array| {
        if let Ok(answer) = read(&answer) {
            on_applied(answer);
        }
    });
    let done = host_edit(what, lang, listener.as_ref().unchecked_ref()).await;
    done.map(|_| ()).map_err(|error| ClientError::Fetch(text_of(&error)))
}

/// Fetches the corpus and opens it.
///
/// # Errors
/// When it cannot be fetched or is not a pack this build reads.
pub async fn open_corpus() -> Result<Answer, ClientError> {
    let hello = ask(&Request::Hello { build: protocol::BUILD_ID.to_owned() }).await?;
    if !matches!(hello, Answer::Welcome { build } if build == protocol::BUILD_ID) {
        return Err(ClientError::Stale);
    }
    let kept = kept::current();
    match open_pack().await {
        // A kept corpus of another version of the format: it stays kept, and the bundled one is opened.
        Err(ClientError::Engine(Failure::Pack(_))) if kept.is_some() => {
            kept::choose(None);
            open_pack().await
        }
        outcome => outcome,
    }
}

async fn open_pack() -> Result<Answer, ClientError> {
    let pack = host_pack().await.map_err(|error| ClientError::Fetch(text_of(&error)))?;
    let answer = host_open(pack).await.map_err(|error| ClientError::Worker(text_of(&error)))?;
    read(&answer.unchecked_into())
}

/// Fetches the lexicon and hands it to the engine.
///
/// # Errors
/// When it cannot be fetched or read.
pub async fn load_lexicon() -> Result<(), ClientError> {
    host_lexicon().await.map(|_| ()).map_err(|error| ClientError::Fetch(text_of(&error)))
}

/// What was chosen, dropped or pasted, taken hold of: outside its event it is gone.
pub fn grasp(from: &JsValue) -> JsValue {
    host_grasp(from)
}

/// Imports what was taken hold of (`web/import.js`), which is shown in `place`; `told` hears of this import, and of
/// others that are started from its report, as of promises for [`imported`].
///
/// # Errors
/// When the program for it cannot be fetched.
pub async fn take_in(given: JsValue, lang: &str, place: &web_sys::Element, told: &JsValue) -> Result<(), ClientError> {
    host_take(given, lang, place, told).await.map(|_| ()).map_err(|error| ClientError::Fetch(text_of(&error)))
}

/// Offers an import that was cut off at the last visit (`web/import.js`), shown and told as [`take_in`] does.
pub async fn resume(lang: &str, place: &web_sys::Element, told: &JsValue) {
    // Where it cannot be offered there is nothing that the reader could do about it.
    let _ = host_resume(lang, place, told).await;
}

/// What is open after an import; `None` when nothing was imported, or the reader was told why it could not.
///
/// # Errors
/// When the worker died over it.
pub async fn imported(now: js_sys::Promise) -> Result<Option<Answer>, ClientError> {
    match wasm_bindgen_futures::JsFuture::from(now).await {
        Ok(answer) if answer.is_object() => read(&answer.unchecked_into()).map(Some),
        Ok(_) => Ok(None),
        Err(error) => match error.dyn_ref::<js_sys::Error>() {
            Some(dead) if dead.name() == "Dead" => Err(ClientError::Worker(text_of(&error))),
            _ => Ok(None),
        },
    }
}

/// Saves a chart as a picture that stands alone: `svg` or `png` by `kind`, with title and lines below.
///
/// # Errors
/// When the program for it cannot be fetched, or the browser cannot draw.
pub async fn save_picture(
    svg: &web_sys::Element,
    kind: &str,
    name: &str,
    title: &str,
    lines: &[String],
) -> Result<(), ClientError> {
    let about = js_sys::Object::new();
    let lines: js_sys::Array = lines.iter().map(|line| JsValue::from_str(line)).collect();
    for (key, value) in [("kind", kind.into()), ("name", name.into()), ("title", title.into()), ("lines", lines.into())]
    {
        let value: JsValue = value;
        // Setting a property of a plain object cannot fail.
        let _ = js_sys::Reflect::set(&about, &key.into(), &value);
    }
    host_picture(svg, &about).await.map(|_| ()).map_err(|error| ClientError::Fetch(text_of(&error)))
}

/// Gives the open corpus another name, and says what is open now.
///
/// # Errors
/// When the worker is dead.
pub async fn rename(name: &str) -> Result<Answer, ClientError> {
    let answer = host_rename(name).await.map_err(|error| ClientError::Worker(text_of(&error)))?;
    read(&answer.unchecked_into())
}

/// Lets the reader publish the open corpus (`web/publish.js`), called `name` unless another title is given; `mixed` says
/// that there are others' articles in it. The engine has to have the lexicon.
///
/// # Errors
/// When the program for it cannot be fetched.
pub async fn publish(lang: &str, name: &str, mixed: &str) -> Result<(), ClientError> {
    host_publish(lang, name, mixed).await.map(|_| ()).map_err(|error| ClientError::Fetch(text_of(&error)))
}

/// Ends the worker; the next request starts a new one with nothing open.
pub fn restart() {
    host_restart();
}
