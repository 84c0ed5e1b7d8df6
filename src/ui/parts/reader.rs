//! One article: text with matches, theme sentences, repairs and words shown in place.

use std::sync::Arc;

use leptos::{either::Either, prelude::*};

use super::evidence::copy;
use super::text::paragraph_view;
use crate::client;
use crate::protocol::{Answer, ArticleView, RepairNote, Request, Script};
use crate::state::Reading;
use crate::ui::context::{App, use_app};
use crate::ui::hooks::{spawn, use_ask};
use crate::ui::panels::Sheet;
use crate::ui::words::thousands;

/// The reader; shows the article of the address.
#[component]
pub(in crate::ui) fn Reader() -> impl IntoView {
    let app = use_app();
    let id = app.part(|view| view.article.clone());
    let with_words = app.part(|view| view.words);
    let search = app.part(|view| view.query(0, 0));
    let script = app.part(|view| view.script);
    let lang = app.lang().index() as u8;
    let article = use_ask(
        move || {
            let id = id.get()?;
            Some(Request::Article { id, query: search.get(), words: with_words.get(), script: script.get(), lang })
        },
        |answer| if let Answer::Article(article) = answer { Some(article) } else { None },
    );
    Effect::new(move |_| {
        if article.answer.with(Option::is_some) {
            request_animation_frame(|| spawn(client::kept::desk()));
        }
    });
    Effect::new(move |_| {
        let title = article.answer.with(|answer| Some(answer.as_ref()?.as_ref().as_ref()?.meta.title.clone()));
        request_animation_frame(move || {
            app.title.try_set(title);
        });
    });
    // Once the article is there: to the sentence asked for.
    let at = app.part(|view| view.at);
    Effect::new(move |_| {
        let at = at.get();
        let is_here = article.answer.with(|answer| {
            answer
                .as_ref()
                .and_then(|answer| answer.as_ref().as_ref())
                .is_some_and(|article| Some(&article.meta.id) == id.get().as_ref())
        });
        if let (true, Some(at)) = (is_here, at) {
            request_animation_frame(move || show_sentence(at));
        }
    });
    let back = move || {
        app.view()
            .with(|view| {
                view.article = None;
                view.at = None;
                view.words = false;
                view.raw = false;
            })
            .href()
    };
    let back_name = move || {
        let words = app.words();
        if app.view().q.trim().is_empty() { words.back_front } else { words.back_results }
    };
    let toggle_words = move || app.view().with(|view| view.words = !view.words).href();
    let scripts = move || {
        let (view, words) = (app.view(), app.words());
        let names = [words.script_own, words.script_hans, words.script_hant];
        let link = |(script, name): (Script, &'static str)| {
            let href = view.with(|view| view.script = script).href();
            view! { <a href=href aria-current=(view.script == script).then_some("true")>{name}</a> }
        };
        Script::ALL.into_iter().zip(names).map(link).collect_view()
    };
    let content = move || {
        article.answer.get().map(|answer| match answer.as_ref() {
            Some(article) => Either::Left(sheet(app, Arc::new((**article).clone()))),
            None => Either::Right(view! { <p class="empty">{app.words().missing_article}</p> }),
        })
    };
    view! {
        <div class="reader" data-testid="reader" data-words=move || with_words.get().then_some("true")>
            <div class="reader__bar">
                <a class="link" href=back>"← " {back_name}</a>
                <span class="tools" role="group" aria-label=app.words().script>{scripts}</span>
                <a class="link" href=toggle_words data-words aria-current=move || with_words.get().then_some("true")>
                    {move || {
                        let words = app.words();
                        // An import fetches the dictionary too.
                        let has_words =
                            move || article.answer.get().is_some_and(|found| found.as_ref().as_ref().is_some_and(|found| !found.words.is_empty()));
                        match (with_words.get(), app.has_lexicon.get() || has_words()) {
                            (true, false) => words.loading_words,
                            (true, true) => words.hide_words,
                            (false, _) => words.show_words,
                        }
                    }}
                </a>
            </div>
            {content}
        </div>
    }
}

/// Scrolls to the sentence that holds byte `at` and marks it.
fn show_sentence(at: u32) {
    let Ok(found) = document().query_selector_all(".sentence[data-at]") else { return };
    let mut target = None;
    for index in 0..found.length() {
        use wasm_bindgen::JsCast;
        let Some(element) = found.item(index).and_then(|node| node.dyn_into::<web_sys::Element>().ok()) else {
            continue;
        };
        let _ = element.remove_attribute("aria-current");
        let start = element.get_attribute("data-at").and_then(|start| start.parse::<u32>().ok());
        if start.is_some_and(|start| start <= at) {
            target = Some(element);
        }
    }
    if let Some(element) = target {
        let _ = element.set_attribute("aria-current", "true");
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(web_sys::ScrollLogicalPosition::Center);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

fn sheet(app: App, article: Arc<ArticleView>) -> impl IntoView {
    let words = app.words();
    let meta = &article.meta;
    let head: Vec<String> = [meta.source.clone(), meta.authors.join("、"), meta.date.clone()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    let is_raw = app.part(|view| view.raw);
    let raw_switch = (!article.repairs.is_empty()).then(|| {
        let href = move || app.view().with(|view| view.raw = !view.raw).href();
        view! {
            <a class="link" data-raw href=href>
                {move || if is_raw.get() { app.words().repaired } else { app.words().as_written }}
            </a>
        }
    });
    let note = (!meta.note.is_empty()).then(|| view! { <p class="reader__note">{meta.note.clone()}</p> });
    let text = {
        let article = article.clone();
        move || {
            article
                .paragraphs
                .iter()
                .enumerate()
                .map(|(index, paragraph)| paragraph_view(app, &article, index, paragraph, is_raw.get()))
                .collect_view()
        }
    };
    let url = meta.url.clone();
    let canonical = (url.starts_with("https://") || url.starts_with("http://")).then(|| {
        view! { <p><a class="link" href=url.clone() rel="noopener noreferrer" target="_blank">{words.canonical}</a></p> }
    });
    let lang = if meta.language.is_empty() { "zh".to_owned() } else { meta.language.clone() };
    view! {
        <div class="reader__cols">
            <aside class="reader__facts" aria-label=app.words().articles>{facts(app, &article)}</aside>
            <article class="sheet">
                <p class="sheet__from">{head.join("　")}</p>
                <h1 class="sheet__title" tabindex="-1" lang=lang.clone()>{meta.title.clone()}</h1>
                {note}
                {raw_switch}
                <div class="sheet__text" lang=lang on:click=|event| _ = show_repair(&event) on:keydown=open_repair>{text}</div>
                {canonical}
                {references(app, &article)}
                {similar(app, &article)}
                {story(app, &article)}
            </article>
            <aside class="reader__notes">{repair_list(app, &article.repairs)}</aside>
        </div>
    }
}

/// A repair that has the focus is opened as one that is clicked.
fn open_repair(event: leptos::ev::KeyboardEvent) {
    if matches!(event.key().as_str(), "Enter" | " ") && show_repair(&event) {
        event.prevent_default();
    }
}

/// A repair that is clicked shows what stood there, and hides it again; whether there is one. The list beside the text
/// says the same.
fn show_repair(event: &web_sys::Event) -> bool {
    use wasm_bindgen::JsCast;
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let repair = target.and_then(|target| target.closest(".repair").ok().flatten());
    if let Some(repair) = &repair {
        let _ = repair.toggle_attribute("data-open");
    }
    repair.is_some()
}

/// The article as a reference, in the forms that writers and programs take; on paper the first of them.
fn references(app: App, article: &ArticleView) -> impl IntoView + use<> {
    let words = app.words();
    let found = RwSignal::new(Vec::<(String, String)>::new());
    let request = Request::Cite { id: article.meta.id.clone(), today: super::today() };
    spawn(async move {
        if let Ok(Answer::Cited(list)) = client::ask(&request).await {
            found.set(list);
        }
    });
    let rows = move || {
        let row = |(name, text): (String, String)| {
            let copied = text.clone();
            view! {
                <dt>{name} " " <button type="button" class="link" on:click=move |_| copy(app, &copied)>{words.copy}</button></dt>
                <dd><pre>{text}</pre></dd>
            }
        };
        found.get().into_iter().map(row).collect_view()
    };
    view! {
        <p class="on-paper">{move || found.with(|list| list.first().map(|(_, text)| text.clone()))}</p>
        <details class="cite" data-testid="cite">
            <summary>{words.cite}</summary>
            <dl>{rows}</dl>
        </details>
    }
}

fn facts(app: App, article: &ArticleView) -> impl IntoView + use<> {
    let words = app.words();
    let n_sentences: usize = article.paragraphs.iter().map(|paragraph| paragraph.sentences.len()).sum();
    let mut rows = vec![
        (words.paragraph.to_owned(), None, article.paragraphs.len().to_string()),
        (words.sentences.to_owned(), None, n_sentences.to_string()),
    ];
    rows.extend(
        article.themes.iter().map(|(id, n)| (app.theme_name(id), Some(id.clone()), app.phrases().n_sentences(*n))),
    );
    let meta = &article.meta;
    for (name, value) in [
        (words.place, meta.places.join("、")),
        (words.speaks_of, meta.period.clone()),
        (words.kind, meta.kind.clone()),
        (words.reviewers, meta.reviewers.join("、")),
    ] {
        if !value.is_empty() {
            rows.push((name.to_owned(), None, value));
        }
    }
    let rows = rows
        .into_iter()
        .map(|(name, theme, value)| view! { <div data-theme=theme><dt>{name}</dt><dd>{value}</dd></div> })
        .collect_view();
    view! {
        <h2>{words.this_article}</h2>
        <dl>{rows}</dl>
    }
}

fn similar(app: App, article: &ArticleView) -> impl IntoView + use<> {
    let words = app.words();
    let view = app.view();
    let items = article
        .similar
        .iter()
        .map(|(id, title, n)| {
            let href = view
                .with(|view| {
                    view.article = Some(id.clone());
                    view.at = None;
                })
                .href();
            let two = view.comparing(&format!("id:{}", article.meta.id), &format!("id:{id}")).href();
            view! { <li><a href=href>{title.clone()}</a> <span>{words.shared_words} " " {thousands(*n)} " " <a class="link" href=two>{words.read_compare}</a></span></li> }
        })
        .collect_view();
    (!article.similar.is_empty()).then(|| {
        view! {
            <section class="similar">
                <h2>{words.similar}</h2>
                <ul>{items}</ul>
            </section>
        }
    })
}

/// Reprints and follow-ups, asked for when they are to be seen.
fn story(app: App, article: &ArticleView) -> impl IntoView + use<> {
    let is_open = RwSignal::new(false);
    let id = article.meta.id.clone();
    let view = Memo::new(move |_| {
        let id = Some(id.clone());
        is_open.get().then(|| app.view().closed().reading(Some(Reading::Story)).with(|view| view.article = id))
    });
    view! {
        <details class="cite" data-testid="story" on:toggle=move |_| is_open.set(true)>
            <summary>{app.words().read_story}</summary>
            <Sheet view/>
        </details>
    }
}

fn repair_list(app: App, repairs: &[RepairNote]) -> impl IntoView + use<> {
    let words = app.words();
    if repairs.is_empty() {
        return None;
    }
    // Annotations taken out are many and alike: they are counted; the others are listed.
    let (removed, changed): (Vec<_>, Vec<_>) = repairs.iter().partition(|repair| repair.after.is_empty());
    let items = changed
        .iter()
        .map(|repair| {
            let (before, after) = (repair.before.clone(), repair.after.clone());
            let doubt = (!repair.certain).then(|| view! { <b class="doubt">{words.doubtful}</b> " " });
            let at = app.view().with(|view| view.at = Some(repair.at.start)).href();
            view! { <li>{doubt}<a href=at><del>{before}</del> " → " <ins>{after}</ins></a></li> }
        })
        .collect_view();
    let count = thousands(repairs.len() as u32);
    let samples: Vec<String> =
        removed.iter().take(6).map(|repair| repair.before.trim().to_owned()).filter(|text| !text.is_empty()).collect();
    let taken_out = (!removed.is_empty()).then(|| {
        view! { <p class="quiet">{words.removed} " " {thousands(removed.len() as u32)} " · " {samples.join(" ")} {(removed.len() > samples.len()).then_some(" …")}</p> }
    });
    Some(view! {
        <h2>{words.repairs} " " {count}</h2>
        <ol class="repairs">{items}</ol>
        {taken_out}
    })
}
