//! Asking the engine from a component.

use std::future::Future;
use std::sync::Arc;

use leptos::prelude::*;

use crate::client::{self, ClientError};
use crate::protocol::{Answer, Failure, Request};
use crate::ui::context::{Status, use_app};

/// The latest answer to a question that may change.
pub(in crate::ui) struct Asked<T: Send + Sync + 'static> {
    /// The answer; the old one stays while a new one is on its way.
    pub(in crate::ui) answer: RwSignal<Option<Arc<T>>>,
    /// Whether a newer answer is on its way.
    pub(in crate::ui) busy: RwSignal<bool>,
}

impl<T: Send + Sync + 'static> Clone for Asked<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T: Send + Sync + 'static> Copy for Asked<T> {}

/// Runs a future of the page. The one place that does.
pub(in crate::ui) fn spawn(future: impl Future<Output = ()> + 'static) {
    leptos::task::spawn_local(future);
}

/// The same article without words, in its own script.
fn without_lexicon(request: &Request) -> Option<Request> {
    match request {
        Request::Article { id, query, lang, .. } => Some(Request::Article {
            id: id.clone(),
            query: query.clone(),
            words: false,
            script: crate::protocol::Script::AsWritten,
            lang: *lang,
        }),
        _ => None,
    }
}

/// Asks whenever the request or the corpus changes; the latest request wins.
pub(in crate::ui) fn use_ask<T: Send + Sync + 'static>(
    request: impl Fn() -> Option<Request> + Send + Sync + 'static,
    pick: fn(Answer) -> Option<T>,
) -> Asked<T> {
    let app = use_app();
    let request = Memo::new(move |_| request());
    let asked = Asked { answer: RwSignal::new(None), busy: RwSignal::new(false) };
    let turn = StoredValue::new(0_u32);
    Effect::new(move |_| {
        app.epoch.track();
        if !matches!(app.status.get(), Status::Ready) {
            return;
        }
        let now = turn.get_value() + 1;
        turn.set_value(now);
        let Some(request) = request.get() else {
            spawn(async move {
                asked.answer.try_set(None);
            });
            return;
        };
        spawn(async move {
            asked.busy.try_set(true);
            let mut outcome = client::ask(&request).await;
            if matches!(outcome, Err(ClientError::Engine(Failure::NoLexicon))) {
                outcome = match app.need_lexicon().await {
                    Ok(()) => client::ask(&request).await,
                    Err(error) => Err(error),
                };
                // What needs no dictionary is shown without it.
                if let (Err(ClientError::Fetch(_)), Some(plain)) = (&outcome, without_lexicon(&request)) {
                    app.announce.set(app.words().fetch_failed.to_owned());
                    outcome = client::ask(&plain).await;
                }
            }
            if turn.try_get_value() != Some(now) {
                return;
            }
            app.settle();
            asked.busy.try_set(false);
            match outcome.map(pick) {
                Ok(Some(answer)) => {
                    asked.answer.try_set(Some(Arc::new(answer)));
                }
                Ok(None) => app.failed(ClientError::Stale),
                Err(error) => app.failed(error),
            }
        });
    });
    asked
}
