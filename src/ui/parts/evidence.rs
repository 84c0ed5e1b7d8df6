//! The drawer with the sentences behind a mark: a column beside the page, a sheet on a phone.

use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;

use super::highlight::marked;
use crate::protocol::{Answer, EvidenceList, Mark, NamePage, Request};
use crate::ui::context::{App, use_app};
use crate::ui::hooks::use_ask;
use crate::ui::shell::may_move;
use crate::ui::words::thousands;

/// Sentences shown at first and added by "more".
const STEP: usize = 30;

/// The evidence drawer; there only while a mark is open.
#[component]
pub(in crate::ui) fn Evidence() -> impl IntoView {
    let app = use_app();
    let key = app.part(|view| view.ev.clone());
    let search = app.part(|view| view.query(0, 0));
    let list = use_ask(
        move || key.get().map(|key| Request::Evidence { query: search.get(), key, lang: app.lang().index() as u8 }),
        |answer| if let Answer::Evidence(list) = answer { Some(list) } else { None },
    );
    let heading = NodeRef::<html::H2>::new();
    // The drawer takes the focus when it opens for another mark, and gives it back when it closes.
    Effect::new(move |before: Option<Option<String>>| {
        let key = key.get();
        match (&before.flatten(), &key) {
            (before, Some(now)) if before.as_ref() != Some(now) => {
                let now = now.clone();
                // The drawer is on the page one frame later.
                request_animation_frame(move || {
                    if let Some(heading) = heading.get_untracked().filter(|_| may_move()) {
                        if let Some(drawer) = heading.parent_element() {
                            uncover(&now, &drawer);
                        }
                        let options = web_sys::FocusOptions::new();
                        options.set_prevent_scroll(true);
                        let _ = heading.focus_with_options(&options);
                    }
                });
            }
            (Some(before), None) => give_back_focus(before),
            _ => {}
        }
        key
    });
    let close = move || app.go(app.view_now().with(|view| view.ev = None));
    let on_key = window_event_listener(ev::keydown, move |event| {
        let typing = event.target().is_some_and(|target| target.dyn_ref::<web_sys::HtmlInputElement>().is_some());
        if event.key() == "Escape" && !typing && app.view_now().ev.is_some() {
            event.prevent_default();
            close();
        }
    });
    on_cleanup(move || on_key.remove());
    let shown = RwSignal::new(STEP);
    Effect::new(move |_| {
        key.track();
        shown.set(STEP);
    });
    // On paper nothing is left out.
    let on_print = window_event_listener_untyped("beforeprint", move |_| shown.set(usize::MAX));
    on_cleanup(move || on_print.remove());
    let n_sentences = move || list.answer.with(|list| list.as_ref().map_or(0, |list| list.items.len()));
    let title = move || {
        list.answer
            .with(|list| list.as_ref().map(|list| app.phrases().evidence(list.items.len() as u32, list.n_articles)))
    };
    let path = move || list.answer.with(|list| list.as_ref().map(|list| list.path.join(" › ")).unwrap_or_default());
    let is_narrowing = app.part(|view| view.mark.is_some() && view.mark == view.ev);
    let narrow = move || app.view().with(|view| view.mark = view.ev.take()).href();
    let named = use_ask(
        move || {
            let key = key.get().filter(|key| key.contains("name."))?;
            Some(Request::Name { query: search.get(), key, lang: app.lang().index() as u8 })
        },
        // A key of two names has no page of a name: that is an answer, too.
        |answer| if let Answer::Name(page) = answer { Some(page) } else { None },
    );
    let theme = move || key.get().and_then(|key| theme_of(app, &key));
    view! {
        <Show when=move || key.with(Option::is_some)>
            <aside
                class="evidence"
                data-testid="evidence-drawer"
                data-total=move || n_sentences().to_string()
                data-theme=theme
                data-busy=move || list.busy.get().then_some("true")
                aria-labelledby="evidence-title"
            >
                <div class="evidence__bar">
                    <span>{app.words().evidence} " · " {path}</span>
                    <button type="button" class="link" on:click=move |_| close()>{app.words().close}</button>
                </div>
                <h2 id="evidence-title" node_ref=heading tabindex="-1">{title}</h2>
                <div class="tools"><a href=narrow hidden=move || is_narrowing.get()>{app.words().only_these}</a> {super::save_buttons(app, "evidence")}</div>
                {move || named.answer.with(|page| page.as_ref()?.as_ref().as_ref().map(|page| about(app, page)))}
                {move || list.answer.get().map(|list| quotes(app, &list, shown.get()))}
                <Show when=move || { n_sentences() > shown.get() }>
                    <button type="button" class="link" on:click=move |_| shown.update(|n| *n += STEP)>
                        {move || format!("{} {}", app.words().show_more, n_sentences().saturating_sub(shown.get()))}
                    </button>
                </Show>
            </aside>
        </Show>
    }
}

/// What is known of a name besides its sentences.
fn about(app: App, page: &NamePage) -> impl IntoView + use<> {
    let words = app.words();
    let view = app.view();
    let link = |mark: &Mark, label: String| {
        let href = view.with(|view| view.ev = Some(mark.key.clone())).href();
        view! { <a class="link" href=href>{label} " " {thousands(mark.n)}</a> }
    };
    let row =
        |name: &'static str, links: Vec<_>| (!links.is_empty()).then(|| view! { <dt>{name}</dt><dd>{links}</dd> });
    let within = page.within.iter().map(|mark| link(mark, mark.label.clone())).collect();
    let near = page.neighbours.iter().take(12).map(|(mark, _)| link(mark, mark.label.clone())).collect();
    let eras = page
        .eras
        .iter()
        .map(|(from, to, mark)| link(mark, if from == to { from.to_string() } else { format!("{from}—{to}") }));
    view! {
        <dl class="about" data-testid="name-page">
            {row(words.belongs_to, within)} {row(words.with_it, near)} {row(words.years_said, eras.collect())}
        </dl>
    }
}

/// The theme a mark's key speaks of, for its colour.
fn theme_of(app: App, key: &str) -> Option<String> {
    app.corpus.with(|corpus| {
        let themes = corpus.as_ref().map(|info| info.themes.as_slice()).unwrap_or_default();
        let names = |part: &str| themes.iter().find(|theme| part == theme.id).map(|theme| theme.id.clone());
        key.split(['*', '.']).find_map(names)
    })
}

/// Gives the focus back to a mark. The page grows wider when the drawer goes, and pictures are drawn
/// anew for their new width: until that has settled, a focus that got lost is given again.
fn give_back_focus(key: &str) {
    focus_mark(key);
    for delay in [60, 160, 400] {
        let key = key.to_owned();
        set_timeout(
            move || {
                let is_lost = document().active_element().is_none_or(|element| element.tag_name() == "BODY");
                if is_lost {
                    focus_mark(&key);
                }
            },
            std::time::Duration::from_millis(delay),
        );
    }
}

/// Focus on a mark; where an article is open, on its title.
fn focus_mark(key: &str) {
    let title = document().query_selector(".sheet__title").ok().flatten();
    if let Some(title) = title.and_then(|title| title.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = title.focus();
    } else if let Some(mark) = marks(key).first() {
        let _ = mark.focus();
    }
}

/// The marks of a key in all pictures.
fn marks(key: &str) -> Vec<web_sys::SvgElement> {
    let Ok(found) = document().query_selector_all(".mark") else { return Vec::new() };
    let found = (0..found.length()).filter_map(|index| found.item(index)?.dyn_into::<web_sys::SvgElement>().ok());
    found.filter(|mark| mark.get_attribute("data-key").as_deref() == Some(key)).collect()
}

/// Scrolls a mark that the drawer has come over to above it.
fn uncover(key: &str, drawer: &web_sys::Element) {
    let drawer = drawer.get_bounding_client_rect();
    let is_under = |mark: &&web_sys::SvgElement| {
        let mark = mark.get_bounding_client_rect();
        mark.bottom() > drawer.top() && mark.top() < drawer.bottom() && mark.right() > drawer.left()
    };
    if let Some(mark) = marks(key).iter().find(is_under) {
        mark.scroll_into_view_with_bool(false);
    }
}

fn quotes(app: App, list: &EvidenceList, shown: usize) -> impl IntoView + use<> {
    let words = app.words();
    let view = app.view();
    if list.items.is_empty() && !view.is_narrowed() {
        return view! { <p class="empty">{words.evidence_unknown}</p> }.into_any();
    }
    if list.items.is_empty() {
        return view! {
            <p class="empty">
                {words.evidence_gone} " "
                <a class="link" href=view.with(|view| view.filters.clear()).href()>{words.clear_filters}</a>
            </p>
        }
        .into_any();
    }
    let items = list
        .items
        .iter()
        .take(shown)
        .map(|item| {
            let href = view
                .with(|view| {
                    view.article = Some(item.article.clone());
                    view.at = Some(item.span.start);
                })
                .href();
            let place = format!("《{}》", item.title);
            let paragraph = app.phrases().nth_paragraph(item.paragraph);
            let facts: Vec<String> = [paragraph, item.date.clone(), item.source.clone()]
                .into_iter()
                .filter(|fact| !fact.is_empty())
                .collect();
            let quotation = format!("“{}”——《{}》，{}", quoted(&item.text), item.title, facts.join("，"));
            let open = href.clone();
            view! {
                <li
                    class="quote"
                    data-testid="evidence"
                    data-article=item.article.clone()
                    data-start=item.chars.0.to_string()
                    data-end=item.chars.1.to_string()
                >
                    <p><a href=open>{marked(&item.text, &item.marks)}</a></p>
                    <div class="quote__foot">
                        <span>{place} " " {facts.join(" · ")}</span>
                        <span class="tools">
                            <a href=href>{words.in_context}</a>
                            <button type="button" on:click=move |_| copy(app, &quotation)>{words.copy_quote}</button>
                        </span>
                    </div>
                </li>
            }
        })
        .collect_view();
    view! { <ol class="evidence__list">{items}</ol> }.into_any()
}

/// A sentence as it stands inside quotation marks: its own become single ones (GB/T 15834—2011, 4.8.3.3).
fn quoted(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '“' => '‘',
            '”' => '’',
            c => c,
        })
        .collect()
}

/// Puts a text on the clipboard and says so.
pub(in crate::ui) fn copy(app: App, text: &str) {
    let promise = window().navigator().clipboard().write_text(text);
    crate::ui::hooks::spawn(async move {
        if wasm_bindgen_futures::JsFuture::from(promise).await.is_ok() {
            app.announce.set(app.words().copied.to_owned());
        }
    });
}
