//! The sentence above the page, and the list of articles.

use std::sync::Arc;

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;

use super::highlight::marked;
use crate::protocol::{Found, Hit, Note, Overview, Sort, Tier};
use crate::state::{Lang, View};
use crate::ui::context::{App, stage, use_app};
use crate::ui::hooks::Asked;
use crate::ui::words::{Words, thousands};

/// The sentence that opens the page: what was found, or what the corpus speaks of most.
#[component]
pub(in crate::ui) fn Lead(found: Asked<Found>, panels: RwSignal<Option<Arc<Overview>>>) -> impl IntoView {
    let app = use_app();
    let is_search = app.part(|view| !view.q.trim().is_empty());
    let say = move || {
        if is_search.get() { search_say(app, &found).into_any() } else { front_say(app, panels).into_any() }
    };
    // Said to readers who cannot see it change; short, for it is said while one types.
    let count = move || {
        let found = found.answer.get().filter(|found| !is_search.get() || !found.text.is_empty())?;
        Some(if !is_search.get() {
            app.phrases().n_articles(found.total)
        } else if found.total == 0 {
            app.words().nothing.to_owned()
        } else {
            app.phrases().results(found.total, found.n_occurrences)
        })
    };
    // An address may name a panel that this corpus has not.
    let lack = move || {
        let panel = app.view().panel.filter(|panel| !app.has_panel(panel))?;
        Some(view! { <p class="notes lack" data-testid="no-panel">{app.phrases().no_panel(&panel)}</p> })
    };
    view! { <div class="lead"><p class="sr" role="status">{count}</p>{say}{lack}</div> }
}

fn search_say(app: App, found: &Asked<Found>) -> impl IntoView + use<> {
    let phrases = app.phrases();
    // The sentence speaks of the query that was answered, not of the one being typed.
    let answer = found.answer.get().filter(|found| !found.text.is_empty());
    let Some(found) = answer else { return view! { <h1>{app.words().searching}</h1> }.into_any() };
    let nothing = found.total == 0;
    let say = if nothing {
        app.words().nothing.to_owned()
    } else {
        let q = found.text.as_str();
        // One string without signs of the query language: where it is found as written, it is what was counted.
        let inner = q.trim_matches(|c| "\"“”「」＂".contains(c));
        let is_plain = !inner.chars().any(|c| c.is_whitespace() || "\"“”「」＂:：*|｜-－".contains(c));
        let is_whole = |tier: &Tier| matches!(tier, Tier::Whole | Tier::Variant);
        let asks_nothing = found.n_occurrences == 0
            && found.total == found.n_searched
            && found.notes.iter().any(|note| matches!(note, Note::Empty(_) | Note::BadDate(_) | Note::Literal(_)));
        if asks_nothing || q.trim_matches(|c: char| c.is_control() || c.is_whitespace()).is_empty() {
            phrases.all_say(found.total)
        } else if is_plain
            && found.n_occurrences > 0
            && !found.tiers.iter().any(|(tier, _)| is_whole(tier) || *tier == Tier::Pinyin)
        {
            phrases.parts_say(inner, found.total, found.n_occurrences)
        } else {
            let is_literal = is_plain && found.tiers.iter().all(|(tier, _)| is_whole(tier));
            phrases.results_say(q, found.total, found.n_occurrences, is_literal)
        }
    };
    let n_sentences = app.corpus.get().map_or(0, |info| info.n_sentences);
    view! {
        <h1>{say}</h1>
        <p class="lead__of">
            <span data-testid="result-count" data-total=found.total.to_string() data-query=found.text.clone()>
                {phrases.results(found.total, found.n_occurrences)}
            </span>
            <span>{phrases.searched(found.n_searched, n_sentences)}</span>
        </p>
        {notes(app, &found)}
    }
    .into_any()
}

fn front_say(app: App, panels: RwSignal<Option<Arc<Overview>>>) -> impl IntoView {
    let set = panels.get()?;
    let lang = app.lang();
    let view = app.view();
    let mut order: Vec<_> = set.panels.iter().filter(|panel| panel.n_articles > 0).collect();
    crate::order::sort_by_key(&mut order, |panel| std::cmp::Reverse(panel.n_articles));
    let link = |theme: &str| {
        let href = view.with(|view| view.panel = Some(theme.to_owned())).href();
        let name = app.theme_name(theme);
        view! { <a href=href data-theme=theme.to_owned()>{name}</a> }
    };
    let n = thousands(set.n_articles);
    // Of two with as many none leads.
    let leads =
        order.get(1).is_none_or(|second| order.first().is_some_and(|first| first.n_articles > second.n_articles));
    let parts = order
        .iter()
        .take(3)
        .enumerate()
        .map(|(index, panel)| {
            let count = thousands(panel.n_articles);
            let is_only = order.len() == 1;
            let (before, after) = match (lang, index) {
                (Lang::Hans, 0) if is_only => (format!("这 {n} 篇里，"), format!("写得最多，{count} 篇。")),
                (Lang::Hant, 0) if is_only => (format!("這 {n} 篇裏，"), format!("寫得最多，{count} 篇。")),
                (Lang::En, 0) if is_only => (format!("Of {n} articles, "), format!(" leads with {count}.")),
                (Lang::Hans, 0) if leads => (format!("这 {n} 篇里，"), format!("写得最多，{count} 篇；")),
                (Lang::Hant, 0) if leads => (format!("這 {n} 篇裏，"), format!("寫得最多，{count} 篇；")),
                (Lang::Hans, 0) => (format!("这 {n} 篇里，"), format!(" {count} 篇，")),
                (Lang::Hant, 0) => (format!("這 {n} 篇裏，"), format!(" {count} 篇，")),
                (Lang::En, 0) if !leads => (format!("Of {n} articles, "), format!(" has {count}; ")),
                (Lang::En, 0) => (format!("Of {n} articles, "), format!(" leads with {count}; ")),
                (Lang::En, 1) => (String::new(), format!(" has {count}, ")),
                (Lang::En, _) => (String::new(), format!(" {count}.")),
                (_, 1) if order.len() > 2 => (String::new(), format!(" {count} 篇，")),
                _ => (String::new(), format!(" {count} 篇。")),
            };
            view! { <span class="cl">{before}{link(&panel.theme)}{after}</span> }
        })
        .collect_view();
    let note = match lang {
        Lang::Hans => "数的是有这类句子的文章；图中每一笔都能点开见原句。",
        Lang::Hant => "數的是有這類句子的文章；圖中每一筆都能點開見原句。",
        Lang::En => "Counted are articles with such sentences; every mark opens them.",
    };
    Some(view! {
        <h1>{parts}</h1>
        <p class="lead__of">{note}</p>
    })
}

/// How the query was understood, in words.
fn notes(app: App, found: &Found) -> impl IntoView + use<> {
    let words = app.words();
    let view = app.view();
    let items = found
        .notes
        .iter()
        .map(|note| {
            let item = match note {
                Note::DidYouMean(words_like) => {
                    let links = words_like
                        .iter()
                        .map(|word| {
                            let href = view.with(|view| view.q.clone_from(word)).href();
                            view! { <a class="link" href=href>{word.clone()}</a> " " }
                        })
                        .collect_view();
                    view! { <span>{words.try_these}{links}</span> }.into_any()
                }
                other => note_text(app, other).into_any(),
            };
            view! { <li>{item}</li> }
        })
        .collect_view();
    (!found.notes.is_empty()).then(|| view! { <ul class="notes">{items}</ul> })
}

fn note_text(app: App, note: &Note) -> String {
    let pick = |hans: String, hant: String, en: String| match app.lang() {
        Lang::Hans => hans,
        Lang::Hant => hant,
        Lang::En => en,
    };
    match note {
        Note::Unclosed(at) => pick(
            format!("第 {} 字处的引号没有收尾，读到了末尾。", at + 1),
            format!("第 {} 字處的引號沒有收尾，讀到了末尾。", at + 1),
            format!("The quotation mark at character {} is not closed; read to the end.", at + 1),
        ),
        Note::UnknownField(name) => pick(
            format!("没有“{name}”这个字段，按文字检索。"),
            format!("沒有「{name}」這個欄位，按文字檢索。"),
            format!("There is no field “{name}”; searched as text."),
        ),
        Note::UnknownValue(field, value) => {
            let field = crate::protocol::Field::parse(field).map_or("org", |field| super::facets::title(app, field));
            pick(
                format!("“{field}”里没有“{value}”。"),
                format!("「{field}」裏沒有「{value}」。"),
                format!("“{value}” does not occur in {field}."),
            )
        }
        Note::BadDate(text) => pick(
            format!("日期“{text}”没有看懂，已略去。写法如 2025、2025-03、2025-03-08。"),
            format!("日期「{text}」沒有看懂，已略去。寫法如 2025、2025-03、2025-03-08。"),
            format!("The date “{text}” was not understood and left out. Write 2025, 2025-03 or 2025-03-08."),
        ),
        Note::DidYouMean(words) => words.join(" "),
        Note::Literal(sign) => pick(
            format!("“{sign}”单独出现，按文字检索。"),
            format!("「{sign}」單獨出現，按文字檢索。"),
            format!("“{sign}” stands alone; searched as text."),
        ),
        Note::Empty(signs) => pick(
            format!("“{signs}”里没有要找的字，已略去。"),
            format!("「{signs}」裏沒有要找的字，已略去。"),
            format!("“{signs}” holds nothing to search for; left out."),
        ),
        Note::Reversed(typed, read) => pick(
            format!("“{typed}”先后颠倒，读作 {read}。"),
            format!("「{typed}」先後顛倒，讀作 {read}。"),
            format!("“{typed}” ends before it begins; read as {read}."),
        ),
        Note::NoSuchDates => pick(
            "没有哪一天同时合乎所给的日期条件。".into(),
            "沒有哪一天同時合乎所給的日期條件。".into(),
            "No day meets all the dates given.".into(),
        ),
        Note::Nested(text) => pick(
            format!("引号里又有引号，检索“{text}”。"),
            format!("引號裏又有引號，檢索「{text}」。"),
            format!("Quotation marks inside quotation marks; searched for “{text}”."),
        ),
        Note::ByPinyin(list) => pick(
            format!("原文没有这样写的；按拼音找到：{}。", list.join("、")),
            format!("原文沒有這樣寫的；按拼音找到：{}。", list.join("、")),
            format!("Nothing is written so; found by pinyin: {}.", list.join(", ")),
        ),
        Note::OnlyExclusions => pick(
            "只给了排除的词，其余文章都列出。".into(),
            "只給了排除的詞，其餘文章都列出。".into(),
            "Only exclusions were given: everything else is listed.".into(),
        ),
        Note::Cut(n) => pick(
            format!("检索词太长，只用前 {n} 字。"),
            format!("檢索詞太長，只用前 {n} 字。"),
            format!("The query is too long; its first {n} characters are used."),
        ),
    }
}

/// j and k go through the list, as readers of mail and news know it; Enter opens, for each title is a link.
fn walk_list(event: &ev::KeyboardEvent) {
    if event.ctrl_key() || event.meta_key() || event.alt_key() || event.is_composing() {
        return;
    }
    let is_forward = match event.key().as_str() {
        "j" => true,
        "k" => false,
        _ => return,
    };
    let is_typing = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
        .is_some_and(|target| target.matches("input, select, textarea").unwrap_or(false));
    let Ok(titles) = document().query_selector_all("[data-testid='result'] h3 a") else { return };
    if is_typing {
        return;
    }
    let titles: Vec<web_sys::HtmlElement> =
        (0..titles.length()).filter_map(|index| titles.item(index)?.dyn_into().ok()).collect();
    let here = document().active_element();
    // Wherever in a result the focus is, the next title is that of the next result.
    let result = here.and_then(|here| here.closest("[data-testid='result']").ok().flatten());
    let at = result.and_then(|result| titles.iter().position(|title| result.contains(Some(title))));
    let next = match at {
        Some(at) if is_forward => at + 1,
        Some(at) => at.saturating_sub(1),
        None => 0,
    };
    if let Some(title) = titles.get(next) {
        event.prevent_default();
        let _ = title.focus();
    }
}

/// Hits that are made in one task when the page is made.
const PART: usize = 5;

/// The list of articles.
#[component]
pub(in crate::ui) fn Hits(found: Asked<Found>, more: Callback<()>) -> impl IntoView {
    let app = use_app();
    let list = move || {
        let found = found.answer.get()?;
        if found.hits.is_empty() {
            return Some(empty(app).into_any());
        }
        let with_tiers = found.tiers.len() > 1 && app.view().sort == Sort::Relevance;
        let n_parts = found.hits.len().div_ceil(PART);
        let items = (0..n_parts).map(|part| {
            let found = Arc::clone(&found);
            let items = move || {
                let from = part * PART;
                let mut before = from.checked_sub(1).and_then(|at| found.hits.get(at)).map(|hit| hit.tier);
                let items = found.hits.iter().skip(from).take(PART).map(|hit| {
                    let head = (with_tiers && before != Some(hit.tier)).then(|| {
                        before = Some(hit.tier);
                        let n = found.tiers.iter().find(|(tier, _)| *tier == hit.tier).map_or(0, |(_, n)| *n);
                        tier_head(app, hit.tier, n)
                    });
                    view! { {head} <HitItem hit=hit.clone()/> }
                });
                items.collect_view()
            };
            app.at(stage::HITS + 1 + part.min(3) as u8, move || items().into_any())
        });
        let items = items.collect_view();
        let rest = found.total.saturating_sub(found.n_folded).saturating_sub(found.hits.len() as u32);
        Some(
            view! {
                <div class="list__items">{items}</div>
                {(rest > 0)
                    .then(|| {
                        view! {
                            <button type="button" class="link list__more" on:click=move |_| more.run(())>
                                {format!("{} {}", app.words().show_more, thousands(rest))}
                            </button>
                        }
                    })}
            }
            .into_any(),
        )
    };
    let is_search = app.part(|view| !view.q.trim().is_empty());
    let keys = window_event_listener(ev::keydown, move |event| walk_list(&event));
    on_cleanup(move || keys.remove());
    let is_current = app.is_current(|panel, is_search| panel.map_or(is_search, |panel| panel == "list"));
    let total = move || found.answer.get().map_or(0, |found| found.total);
    view! {
        <section class="list" id="panel-list" tabindex="-1" data-current=move || is_current.get().then_some("true")>
            <div class="list__bar">
                <h2>
                    {move || if is_search.get() { app.words().results } else { app.words().articles }} " "
                    {move || {
                        let text = app.phrases().n_articles(total());
                        if is_search.get() {
                            text.into_any()
                        } else {
                            view! { <span data-testid="result-count" data-total=total().to_string()>{text}</span> }.into_any()
                        }
                    }}
                </h2>
                <SortLinks/>
                {move || fold_link(app, found.answer.with(|found| found.as_ref().map_or(0, |found| found.n_folded)))}
                {super::save_buttons(app, "hits")}
            </div>
            {list}
        </section>
    }
}

/// Near-duplicates one by one, or folded again.
fn fold_link(app: App, n_folded: u32) -> impl IntoView + use<> {
    let view = app.view();
    let words = app.words();
    (n_folded > 0 || view.unfold).then(|| {
        let href = view.with(|view| view.unfold = !view.unfold).href();
        let name = if view.unfold { words.fold } else { words.unfold };
        view! { <a class="link" href=href>{name} " " {(n_folded > 0).then(|| thousands(n_folded))}</a> }
    })
}

#[component]
fn SortLinks() -> impl IntoView {
    let app = use_app();
    let links = move || {
        let view = app.view();
        let words = app.words();
        let is_search = !view.q.trim().is_empty();
        // Without a query, relevance is newest first: one of the two is enough.
        let orders: &[Sort] = if is_search {
            &[Sort::Relevance, Sort::Newest, Sort::Oldest, Sort::Longest]
        } else {
            &[Sort::Relevance, Sort::Oldest, Sort::Longest]
        };
        orders
            .iter()
            .map(|&sort| {
                let current = view.sort == sort;
                let href = view.with(|view| view.sort = sort).href();
                view! { <a href=href aria-current=current.then_some("true")>{sort_name(words, sort, is_search)}</a> }
            })
            .collect_view()
    };
    view! { <nav class="tools" aria-label=app.words().sort>{links}</nav> }
}

fn sort_name(words: &'static Words, sort: Sort, is_search: bool) -> &'static str {
    match sort {
        Sort::Relevance if is_search => words.by_relevance,
        Sort::Relevance | Sort::Newest => words.by_newest,
        Sort::Oldest => words.by_oldest,
        Sort::Longest => words.by_longest,
    }
}

fn tier_head(app: App, tier: Tier, n: u32) -> impl IntoView {
    let words = app.words();
    let name = match tier {
        Tier::Whole => words.tier_whole,
        Tier::Variant => words.tier_variant,
        Tier::Near => words.tier_near,
        Tier::All => words.tier_all,
        Tier::Some => words.tier_some,
        Tier::Pinyin => words.tier_pinyin,
    };
    view! {
        <h3 class="tier__head" data-tier=tier.name()>
            <b>{name}</b>
            <span>{app.phrases().n_articles(n)}</span>
        </h3>
    }
}

fn empty(app: App) -> impl IntoView {
    let href = app.view().front().href();
    view! {
        <div class="empty">
            <p>{app.words().nothing_help}</p>
            <p><a class="link" href=href>{app.words().back_front}</a></p>
        </div>
    }
}

#[component]
fn HitItem(hit: Hit) -> impl IntoView {
    let app = use_app();
    let view = app.view();
    let to_article = |at: Option<u32>| {
        view.with(|view: &mut View| {
            view.article = Some(hit.id.clone());
            view.at = at;
            view.ev = None;
        })
        .href()
    };
    let is_search = !view.q.trim().is_empty();
    let meta: Vec<String> = [hit.date.clone(), hit.source.clone(), hit.places.join("、")]
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect();
    let themes = hit
        .themes
        .iter()
        .map(|(id, _)| {
            let href = view.filtered(crate::protocol::Field::Theme, id, Some(false)).href();
            view! { <a href=href data-theme=id.clone()>{app.theme_name(id)}</a> }
        })
        .collect_view();
    let snippets = hit
        .snippets
        .iter()
        .map(|snippet| {
            let first = snippet.marks.first().map_or(snippet.span.start, |mark| snippet.span.start + mark.start);
            let text = marked(&snippet.text, &snippet.marks);
            // A hidden link target would double every sentence for screen readers: the sentence is the link.
            view! { <p class="hit__snippet" data-testid="snippet"><a href=to_article(is_search.then_some(first))>{text}</a></p> }
        })
        .collect_view();
    let folded = (!hit.folded.is_empty()).then(|| {
        let others = hit.folded.iter().map(|twin| {
            let href = view.with(|view| (view.article, view.at, view.ev) = (Some(twin.id.clone()), None, None)).href();
            let facts: Vec<&str> =
                [twin.source.as_str(), twin.date.as_str()].into_iter().filter(|fact| !fact.is_empty()).collect();
            view! { <li><a class="link" href=href>{twin.title.clone()}</a> " " <span>{facts.join(" ")}</span></li> }
        });
        let title = format!("{} {}", app.words().reprints, app.phrases().n_articles(hit.folded.len() as u32));
        view! { <details class="hit__folded"><summary>{title}</summary><ul>{others.collect_view()}</ul></details> }
    });
    let count = is_search.then(|| {
        let n = thousands(hit.n);
        view! { <span class="hit__n">{n} {match app.lang() { Lang::Hans => " 处", Lang::Hant => " 處", Lang::En => " ×" }}</span> }
    });
    view! {
        <article class="hit" data-testid="result" data-id=hit.id.clone()>
            <div class="hit__head">
                <h3><a href=to_article(None)>{marked(&hit.title, &hit.title_marks)}</a></h3>
                {count}
            </div>
            <div class="hit__meta">
                <span class="hit__facts">
                    {meta.into_iter().map(|text| view! { <span>{text}</span> }).collect_view()}
                    {hit.imported.then(|| view! { <span class="hit__own">{app.words().imported}</span> })}
                </span>
                <span class="hit__themes">{themes}</span>
            </div>
            {(is_search && !hit.ticks.is_empty()).then(|| barcode(&hit.ticks))}
            {snippets}
            {folded}
        </article>
    }
}

/// Where in the article the matches stand.
fn barcode(ticks: &[f32]) -> impl IntoView + use<> {
    const WIDTH: f32 = 160.0;
    let mut d = String::new();
    for tick in ticks {
        use std::fmt::Write;
        let _ = write!(d, "M{} 1V9", (tick.clamp(0.0, 1.0) * (WIDTH - 2.0)) as u32 + 1);
    }
    view! {
        <svg class="barcode" viewBox="0 0 160 11" width="160" height="11" aria-hidden="true">
            <path class="hair" d="M0 10H160"/>
            <path class="tick" d=d/>
        </svg>
    }
}
