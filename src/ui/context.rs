//! What every part of the page may know, and the one way to go somewhere.

use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen::JsValue;

use super::words::{Phrases, Words};
use crate::client::{self, ClientError};
use crate::protocol::{Answer, CorpusInfo, Failure};
use crate::state::{Lang, Mode, View};

/// The parts of the page in the order in which they are made, see [`App::make`].
pub(super) mod stage {
    /// Name and search box.
    pub(crate) const HEAD: u8 = 1;
    /// The line of the corpus; from here on the page takes the place of what stood in it.
    pub(crate) const LINE: u8 = 2;
    /// Tools of the masthead, one after the other.
    pub(crate) const TOOLS: u8 = 3;
    /// Import and evidence.
    pub(crate) const ASIDE: u8 = 7;
    /// What asks for the first answers.
    pub(crate) const ASK: u8 = 8;
    /// The sentence that opens the page; from here on with the first answers.
    pub(crate) const LEAD: u8 = 9;
    /// The ways to read the corpus, and tabs.
    pub(crate) const TABS: u8 = 10;
    /// Head of the list, then its articles, some with each of the next stages.
    pub(crate) const HITS: u8 = 11;
    /// Filters: dates, then one facet after the other.
    pub(crate) const FACETS: u8 = 16;
    /// One panel after the other, each in two stages: in words, then its figures.
    pub(crate) const PANELS: u8 = 23;
    /// All of it.
    pub(crate) const ALL: u8 = 34;
}

/// Links wait for an answer so many ms.
const UNANSWERED: u64 = 40;

/// How the explorer is doing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Status {
    /// The corpus is being opened.
    #[default]
    Loading,
    /// The same, and it takes long.
    Slow,
    /// Ready to answer.
    Ready,
    /// Something went wrong.
    Failed(ClientError),
}

/// How the keeping of the open corpus in this browser stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Keeping {
    /// Nothing to keep, or not tried.
    #[default]
    Not,
    /// Being written.
    Busy,
    /// Written.
    Done,
    /// Written beside what another tab had written.
    Apart,
    /// Deleted, here or in another tab, while it is open.
    Gone,
    /// Not written: the bytes it needs, and those that are left.
    Full(u64, u64),
    /// The browser did not take it.
    Failed,
}

/// The state shared by all components.
#[derive(Clone, Copy)]
pub(super) struct App {
    view: RwSignal<View>,
    /// The same, once it has been painted: what links lead on from.
    linked: RwSignal<View>,
    /// How the explorer is doing.
    pub(super) status: RwSignal<Status>,
    /// Whether the first answers are on the page: until then what stood in it stays.
    pub(super) shown: RwSignal<bool>,
    /// How far the page has been made: at first part by part, each in a task of its own, so that what a reader does
    /// meanwhile is heard between them.
    pub(super) stage: RwSignal<u8>,
    /// What is open.
    pub(super) corpus: RwSignal<Option<Arc<CorpusInfo>>>,
    /// Grows whenever the corpus changes: every answer of before is old.
    pub(super) epoch: RwSignal<u32>,
    /// Whether the engine has the lexicon.
    pub(super) has_lexicon: RwSignal<bool>,
    /// Whether articles are being taken in.
    pub(super) importing: RwSignal<bool>,
    /// Files that another part of the page wants to be taken in.
    pub(super) given: RwSignal<Option<JsValue>, LocalStorage>,
    /// Whether the open corpus is kept in this browser.
    pub(super) keeping: RwSignal<Keeping>,
    /// Title of the article that is open, once it is there.
    pub(super) title: RwSignal<Option<String>>,
    /// Pictures that are being drawn.
    drawing: RwSignal<u32>,
    /// Said once to readers who cannot see what changed.
    pub(super) announce: RwSignal<String>,
    lang: Memo<Lang>,
}

impl App {
    /// Reads the address and listens to back and forward.
    pub(super) fn start() -> Self {
        let tag = of_site("data-lang").unwrap_or_else(|| window().navigator().language().unwrap_or_default());
        let browser = Lang::parse(&tag).unwrap_or_default();
        let view = RwSignal::new(View::parse(&search()));
        let app = Self {
            view,
            linked: RwSignal::new(view.get_untracked()),
            status: RwSignal::new(Status::Loading),
            shown: RwSignal::new(false),
            stage: RwSignal::new(0),
            corpus: RwSignal::new(None),
            epoch: RwSignal::new(0),
            has_lexicon: RwSignal::new(false),
            importing: RwSignal::new(false),
            given: RwSignal::new_local(None),
            keeping: RwSignal::new(Keeping::default()),
            title: RwSignal::new(None),
            drawing: RwSignal::new(0),
            announce: RwSignal::new(String::new()),
            lang: Memo::new(move |_| view.with(|view| view.lang).unwrap_or(browser)),
        };
        let listener = window_event_listener_untyped("popstate", move |_| app.set_view(View::parse(&search())));
        on_cleanup(move || listener.remove());
        app
    }

    /// Goes on making the page up to a stage, and then does something.
    pub(super) fn make(self, stage: u8, then: impl FnOnce() + 'static) {
        set_timeout(
            move || {
                if self.stage.get_untracked() >= stage {
                    return then();
                }
                self.stage.update(|now| *now += 1);
                self.make(stage, then);
            },
            std::time::Duration::ZERO,
        );
    }

    /// A part of the page that is made at a stage.
    pub(super) fn at(self, stage: u8, part: impl Fn() -> AnyView + Send + 'static) -> AnyView {
        let is_made = self.is_made(stage);
        (move || is_made.get().then(&part)).into_any()
    }

    /// Whether the page has come to a stage.
    pub(super) fn is_made(self, stage: u8) -> Memo<bool> {
        Memo::new(move |_| self.stage.get() >= stage)
    }

    /// The view that links lead on from; tracks it. A moment after something was done it is the one before.
    pub(super) fn view(self) -> View {
        self.linked.get()
    }

    /// The present view, without tracking.
    pub(super) fn view_now(self) -> View {
        self.view.get_untracked()
    }

    /// Part of the present view; changes only when that part does.
    pub(super) fn part<T: PartialEq + Clone + Send + Sync + 'static>(
        self,
        pick: impl Fn(&View) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        Memo::new(move |_| self.view.with(&pick))
    }

    /// Whether something is what the view asks for, on a phone the one part that is shown: `is` is asked with the panel
    /// that the view names, and whether there is a search. A panel that the corpus has not is as good as none.
    pub(super) fn is_current(self, is: impl Fn(Option<&str>, bool) -> bool + Send + Sync + 'static) -> Memo<bool> {
        // A frame for one panel shows one, searched or not.
        let has_list = of_site("data-framed").is_none_or(|framed| framed != "panel");
        Memo::new(move |_| {
            self.view.with(|view| {
                let panel = view.panel.as_deref().filter(|panel| self.has_panel(panel));
                is(panel, has_list && !view.q.trim().is_empty())
            })
        })
    }

    /// Whether the corpus has a panel; the list of articles is one. Tracked.
    pub(super) fn has_panel(self, id: &str) -> bool {
        let has_theme = |info: &Arc<CorpusInfo>| info.themes.iter().any(|theme| theme.id == id);
        id == "list" || self.corpus.with(|info| info.as_ref().is_none_or(has_theme))
    }

    /// The language shown: the address, then the browser. Not tracked: the shell lays the whole page
    /// anew for another language, so that words are plain text and not signals.
    pub(super) fn lang(self) -> Lang {
        self.lang.get_untracked()
    }

    /// The same, tracked.
    pub(super) fn lang_tracked(self) -> Lang {
        self.lang.get()
    }

    /// The words of the interface.
    pub(super) fn words(self) -> &'static Words {
        Words::of(self.lang())
    }

    /// The explorer's name: the publisher's, or its own.
    pub(super) fn name(self) -> String {
        of_site("data-title").unwrap_or_else(|| self.words().name.to_owned())
    }

    /// Sentences with numbers.
    pub(super) fn phrases(self) -> Phrases {
        Phrases(self.lang())
    }

    /// Whether readers may add articles and change settings here.
    pub(super) fn is_open_to_import(self) -> bool {
        self.view.with(|view| view.embed != Mode::Reader)
    }

    /// Goes to a view: a new entry in the browser's history (replaced inside a frame, whose
    /// history belongs to the host).
    pub(super) fn go(self, view: View) {
        let keep_history = self.view.with_untracked(|now| now.embed != Mode::Page);
        self.move_to(view, keep_history);
    }

    /// Goes to a view in place of the present one: for what is being typed.
    pub(super) fn replace(self, view: View) {
        self.move_to(view, true);
    }

    fn move_to(self, view: View, replace: bool) {
        if view == self.view_now() {
            return;
        }
        let address = view.format();
        let address = if address.is_empty() { ".".to_owned() } else { format!("?{address}") };
        if let Ok(history) = window().history() {
            // A frame without an origin may not change its address; the view changes all the same.
            let _ = if replace {
                history.replace_state_with_url(&JsValue::NULL, "", Some(&address))
            } else {
                history.push_state_with_url(&JsValue::NULL, "", Some(&address))
            };
        }
        self.set_view(view);
    }

    /// Shows what a reader does at once; links, of which there are thousands, follow when that is painted, with the
    /// answer if one is on its way: it changes most of them.
    fn set_view(self, view: View) {
        self.view.set(view);
        request_animation_frame(move || {
            set_timeout(move || self.settle(), std::time::Duration::from_millis(UNANSWERED));
        });
    }

    /// Links lead on from the present view from here on.
    pub(super) fn settle(self) {
        let view = self.view_now();
        if self.linked.with_untracked(|linked| *linked != view) {
            self.linked.set(view);
        }
    }

    /// Takes note of a failure. A dead worker or a missing file is a matter of the whole page.
    pub(super) fn failed(self, error: ClientError) {
        // The reader is told what it means; what the browser said is for the console.
        leptos::logging::error!("{error:?}");
        self.status.set(Status::Failed(error));
    }

    /// Opens the corpus, anew after a failure.
    pub(super) async fn open(self) {
        match client::open_corpus().await {
            Ok(Answer::Opened(info)) => self.opened(info),
            Ok(_) => self.failed(ClientError::Stale),
            Err(error) => self.failed(error),
        }
    }

    /// A corpus is open, or has changed.
    pub(super) fn opened(self, info: CorpusInfo) {
        self.corpus.set(Some(Arc::new(info)));
        self.epoch.update(|epoch| *epoch += 1);
        self.status.set(Status::Ready);
    }

    /// Keeps the open corpus in this browser and takes note of how that went. A corpus in a frame is kept for that
    /// frame's host alone, as browsers part their storage.
    pub(super) async fn keep(self) {
        let Some(info) = self.corpus.get_untracked() else { return };
        self.keeping.set(Keeping::Busy);
        self.keeping.set(match client::kept::save(&info).await {
            Ok(client::kept::Saved::Here) => Keeping::Done,
            Ok(client::kept::Saved::Apart) => Keeping::Apart,
            Err(error) => {
                leptos::logging::error!("{error:?}");
                match client::kept::lacks_room(&error) {
                    Some((need, left)) => Keeping::Full(need, left),
                    None => Keeping::Failed,
                }
            }
        });
    }

    /// Counts a picture among those being drawn while `busy`.
    pub(super) fn count_drawing(self, busy: RwSignal<bool>) {
        Effect::new(move |was: Option<bool>| {
            let is = busy.get();
            match (was.unwrap_or(false), is) {
                (false, true) => self.drawing.update_untracked(|n| *n += 1),
                (true, false) => self.drawing.update_untracked(|n| *n = n.saturating_sub(1)),
                _ => {}
            }
            is
        });
    }

    /// Whether a picture is still being drawn.
    pub(super) fn is_drawing(self) -> bool {
        self.drawing.get_untracked() > 0
    }

    /// Hands the lexicon to the engine if it has none.
    pub(super) async fn need_lexicon(self) -> Result<(), ClientError> {
        if !self.has_lexicon.get_untracked() {
            client::load_lexicon().await?;
            self.has_lexicon.set(true);
        }
        Ok(())
    }

    /// The name of a theme.
    pub(super) fn theme_name(self, id: &str) -> String {
        let lang = self.lang();
        self.corpus.with_untracked(|corpus| {
            let theme = corpus.as_ref().and_then(|info| info.themes.iter().find(|theme| theme.id == id));
            theme.map_or_else(|| id.to_owned(), |theme| lang.pick(&theme.names).to_owned())
        })
    }

    /// What to tell of a failure.
    pub(super) fn explain(self, error: &ClientError) -> String {
        let words = self.words();
        match error {
            ClientError::Worker(_) if self.corpus.with_untracked(Option::is_none) => words.not_started.to_owned(),
            ClientError::Worker(_) => words.worker_dead.to_owned(),
            ClientError::Fetch(why) if why == "foreign" => words.foreign_corpus.to_owned(),
            ClientError::Fetch(_) => words.fetch_failed.to_owned(),
            ClientError::Storage(_) => words.no_storage.to_owned(),
            ClientError::Stale | ClientError::Engine(Failure::Message(_)) => words.stale.to_owned(),
            ClientError::Engine(Failure::Pack(said)) => self.lang().pick(said).to_owned(),
            ClientError::Engine(Failure::Lexicon(why)) => why.clone(),
            ClientError::Engine(Failure::NoCorpus | Failure::NoLexicon) => words.failed.to_owned(),
        }
    }
}

/// The state shared by all components.
pub(super) fn use_app() -> App {
    expect_context()
}

/// What the publisher wrote into the page: `data-lang`, `data-title`.
fn of_site(name: &str) -> Option<String> {
    document().document_element()?.get_attribute(name)
}

fn search() -> String {
    window().location().search().unwrap_or_default()
}
