//! Corpora kept in this browser.

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use super::{ClientError, host_choose, host_kept, host_store, read, text_of};
use crate::protocol::{Answer, CorpusInfo};

/// A kept corpus.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Kept {
    /// What it is opened by.
    pub key: String,
    /// Its name, for people.
    pub name: String,
    /// Number of articles.
    pub n_articles: u32,
    /// Size of its pack in bytes.
    pub bytes: f64,
    /// When it was kept last, milliseconds since 1970.
    pub saved: f64,
}

/// What the browser grants.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Room {
    /// Bytes used by this site.
    pub usage: f64,
    /// Bytes it may use.
    pub quota: f64,
    /// Whether the browser promises to keep them until the reader deletes them.
    pub persisted: bool,
}

/// The key of the kept corpus that is open; `None` for the bundled one or one by address.
pub fn current() -> Option<String> {
    Some(host_kept()).filter(|key| !key.is_empty())
}

/// Says which kept corpus is opened at the next start; `None` is the bundled one, as is `-`: a corpus that is not
/// kept yet, whose notes are its own.
pub fn choose(key: Option<&str>) {
    host_choose(key.unwrap_or_default());
}

/// How a corpus was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saved {
    /// In its place.
    Here,
    /// Beside what another tab has kept meanwhile in its place.
    Apart,
}

/// Keeps the open corpus under the key it has, or a new one.
///
/// # Errors
/// When the browser has no room, or gives this page none.
pub async fn save(info: &CorpusInfo) -> Result<Saved, ClientError> {
    // Without storage there are no notes to take along.
    let _ = host("notes", "", &JsValue::NULL).await;
    let key = current().unwrap_or_else(|| format!("corpus-{}", js_sys::Date::now() as u64));
    let about = Object::new();
    for (name, value) in [("name", info.name.as_str().into()), ("n_articles", info.n_articles.into())] {
        let value: JsValue = value;
        // Setting a property of a plain object cannot fail.
        let _ = Reflect::set(&about, &name.into(), &value);
    }
    let facts = host("save", &key, &about).await?;
    let is_apart = Reflect::get(&facts, &"isApart".into()).is_ok_and(|value| value.is_truthy());
    Ok(if is_apart { Saved::Apart } else { Saved::Here })
}

/// Wakes what quotes sentences and keeps notes (`web/desk.js`): what is on the page has changed. Where it cannot be
/// fetched the page goes without.
pub async fn desk() {
    let _ = host("desk", "", &JsValue::NULL).await;
}

/// Saves the open corpus, with the notes kept in this browser, as a file of this name.
///
/// # Errors
/// When the worker is dead.
pub async fn download(name: &str) -> Result<(), ClientError> {
    let _ = host("notes", "", &JsValue::NULL).await;
    host("download", name, &JsValue::NULL).await.map(|_| ())
}

/// A kept corpus as a list of one file, to be taken into another.
///
/// # Errors
/// As [`list`], and when nothing is kept under the key any more.
pub async fn file(key: &str) -> Result<JsValue, ClientError> {
    let file = host("file", key, &JsValue::NULL).await?;
    if file.is_object() { Ok(file) } else { Err(ClientError::Storage(key.to_owned())) }
}

/// All kept corpora, the last kept first.
///
/// # Errors
/// When the browser gives this page no storage.
pub async fn list() -> Result<Vec<Kept>, ClientError> {
    let all = host("list", "", &JsValue::NULL).await?;
    let all = all.dyn_into::<Array>().unwrap_or_default();
    let kept = all.iter().map(|facts| Kept {
        key: text(&facts, "key"),
        name: text(&facts, "name"),
        n_articles: number(&facts, "n_articles") as u32,
        bytes: number(&facts, "bytes"),
        saved: number(&facts, "saved"),
    });
    Ok(kept.collect())
}

/// Gives a kept corpus another name; what is open now when it is the one that is open.
///
/// # Errors
/// As [`list`].
pub async fn rename(key: &str, name: &str) -> Result<Option<Answer>, ClientError> {
    let answer = host("rename", key, &name.into()).await?;
    if answer.is_object() { read(&answer.unchecked_into()).map(Some) } else { Ok(None) }
}

/// Deletes a kept corpus.
///
/// # Errors
/// As [`list`].
pub async fn remove(key: &str) -> Result<(), ClientError> {
    host("remove", key, &JsValue::NULL).await.map(|_| ())
}

/// Whether an event says that the corpus that is open is kept no more; from then on it is one that is not kept yet.
pub fn is_gone(event: &web_sys::Event) -> bool {
    let is_open = current().is_some_and(|key| key == text(event, "detail"));
    if is_open {
        choose(Some("-"));
    }
    is_open
}

/// How much room there is.
///
/// # Errors
/// As [`list`].
pub async fn room() -> Result<Room, ClientError> {
    let room = host("room", "", &JsValue::NULL).await?;
    let persisted = Reflect::get(&room, &"persisted".into()).is_ok_and(|value| value.is_truthy());
    Ok(Room { usage: number(&room, "usage"), quota: number(&room, "quota"), persisted })
}

async fn host(what: &str, key: &str, about: &JsValue) -> Result<JsValue, ClientError> {
    host_store(what, key, about).await.map_err(|error| ClientError::Storage(text_of(&error)))
}

/// Bytes needed and bytes left, where a corpus was not kept because there is no more room.
pub fn lacks_room(error: &ClientError) -> Option<(u64, u64)> {
    let ClientError::Storage(why) = error else { return None };
    let (need, left) = why.strip_prefix("full ")?.split_once(' ')?;
    Some((need.parse().ok()?, left.parse().ok()?))
}

fn number(of: &JsValue, name: &str) -> f64 {
    Reflect::get(of, &name.into()).ok().and_then(|value| value.as_f64()).unwrap_or_default()
}

fn text(of: &JsValue, name: &str) -> String {
    Reflect::get(of, &name.into()).ok().and_then(|value| value.as_string()).unwrap_or_default()
}
