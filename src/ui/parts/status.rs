//! One line that says how the explorer is doing.

use leptos::prelude::*;

use crate::client::{self, ClientError};
use crate::protocol::Failure;
use crate::ui::context::{Status, use_app};
use crate::ui::hooks::spawn;

/// The status; quiet when all is well.
#[component]
pub(in crate::ui) fn StatusLine() -> impl IntoView {
    let app = use_app();
    // Until the first answers are on the page what stood there before does not move: neither does this line.
    let is_reading = app.part(|view| view.article.is_some());
    let is_quiet = move || app.status.get() == Status::Ready && (app.shown.get() || is_reading.get());
    let state = move || match app.status.get() {
        Status::Loading => "loading",
        Status::Ready if !is_quiet() => "loading",
        Status::Slow => "slow",
        // Quiet, for the import shows its own progress; programs that wait hear of it.
        Status::Ready if app.importing.get() => "loading",
        Status::Ready => "ready",
        Status::Failed(_) => "failed",
    };
    let text = move || match app.status.get() {
        Status::Loading => app.words().loading.to_owned(),
        Status::Slow => app.words().slow.to_owned(),
        Status::Ready if !is_quiet() => app.words().loading.to_owned(),
        Status::Ready => String::new(),
        Status::Failed(error) => app.explain(&error),
    };
    let retry = move |_| {
        let stale = matches!(
            app.status.get_untracked(),
            Status::Failed(ClientError::Stale | ClientError::Engine(Failure::Message(_)))
        );
        if stale {
            let _ = window().location().reload();
            return;
        }
        client::restart();
        app.has_lexicon.set(false);
        app.status.set(Status::Loading);
        spawn(app.open());
    };
    let is_failed = move || matches!(app.status.get(), Status::Failed(_));
    view! {
        <div class="status" data-testid="status" data-state=state role="status" hidden=is_quiet>
            <span>{text}</span>
            <button type="button" class="link" hidden=move || !is_failed() on:click=retry>{app.words().retry}</button>
        </div>
    }
}
