//! The articles of a search read closely: lines, spread, trend, company, key words, words.

use std::sync::Arc;

use leptos::prelude::*;

use crate::client;
use crate::protocol::{
    Analysis, AnalysisAsk, AnalysisView, Answer, Barcode, Collocate, Concordance, KeyWord, Keyness, Line, Node,
    Request, Trend, Words as WordList, decode, encode,
};
use crate::state::{Reading, View, question};
use crate::ui::context::{App, use_app};
use crate::ui::hooks::{spawn, use_ask};
use crate::ui::parts::{about_file, download, marked};
use crate::ui::words::{Words, fixed, thousands};

/// Rows shown at first and added by "more".
const STEP: u32 = 100;

fn name(words: &'static Words, reading: Reading) -> &'static str {
    match reading {
        Reading::Kwic => words.read_kwic,
        Reading::Spread => words.read_spread,
        Reading::Trend => words.read_trend,
        Reading::Collocates => words.read_collocates,
        Reading::Keyness => words.read_keyness,
        Reading::Words => words.read_words,
    }
}

/// Links to the ways of reading, and back.
#[component]
pub(in crate::ui) fn Readings() -> impl IntoView {
    let app = use_app();
    let links = move || {
        let (view, words) = (app.view(), app.words());
        let link = |reading: Reading| {
            let href = view.reading(Some(reading)).href();
            let current = view.read == Some(reading);
            view! { <a href=href data-read=reading.name() aria-current=current.then_some("true")>{name(words, reading)}</a> }
        };
        let back = view.read.map(|_| view! { <a href=view.reading(None).href()>"← " {words.back_articles}</a> });
        view! { {back} <b>{words.reading}</b> {Reading::ALL.into_iter().map(link).collect_view()} }
    };
    view! { <nav class="tools readings" aria-label=app.words().reading>{links}</nav> }
}

/// What is read, when something is.
#[component]
pub(in crate::ui) fn ReadingView() -> impl IntoView {
    let app = use_app();
    let limit = RwSignal::new(STEP);
    let view = app.part(View::closed);
    // Another view starts from the top.
    let shown_rows = Memo::new(move |before: Option<&(View, u32)>| match (view.get(), limit.get(), before) {
        (view, _, Some((old, _))) if *old != view => (view, STEP),
        (view, limit, _) => (view, limit),
    });
    let ask = Memo::new(move |_| {
        let (view, rows) = shown_rows.get();
        let waits = view.read.is_some_and(Reading::needs_query) && view.q.trim().is_empty() && view.node.is_none();
        if waits { None } else { question(&view, rows) }
    });
    let answer = use_ask(
        move || ask.get().map(|ask| Request::Analyse(encode(&ask))),
        |answer| if let Answer::Analysed(found) = answer { decode::<Analysis>(&found).ok() } else { None },
    );
    let content = move || {
        let found = answer.answer.get();
        let Some(found) = found.filter(|_| ask.with(Option::is_some)) else {
            let say = if ask.with(Option::is_some) { app.words().counting } else { app.words().type_a_word };
            return view! { <p class="empty">{say}</p> }.into_any();
        };
        let more = move || limit.set(shown_rows.get_untracked().1 + STEP);
        shown(app, &found, more)
    };
    let save = move |_| {
        if let Some(ask) = ask.get_untracked() {
            spawn(save(app, ask));
        }
    };
    view! {
        <section class="reading" data-testid="reading" data-busy=move || answer.busy.get().then_some("true")>
            {move || options(app)}
            {content}
            <p class="tools"><button type="button" data-testid="export-csv" on:click=save>{app.words().save_csv}</button></p>
        </section>
    }
}

/// Orders, measures and units to choose from.
fn options(app: App) -> impl IntoView {
    let (view, words) = (app.view(), app.words());
    let reading = view.read?;
    let orders = reading.orders();
    let links = orders.iter().map(|order| {
        let chosen = view.by.as_deref().map_or(orders.first() == Some(order), |by| by == *order);
        let href = view.with(|view| view.by = Some((*order).to_owned())).href();
        view! { <a href=href aria-current=chosen.then_some("true")>{order_name(app, order)}</a> }
    });
    let terms = (reading == Reading::Trend).then(|| {
        let now = view.terms.clone().unwrap_or_default();
        let change = move |event| {
            let terms = event_target_value(&event);
            app.go(app.view_now().with(|view| view.terms = Some(terms).filter(|terms| !terms.trim().is_empty())));
        };
        view! { <input class="reading__terms" type="text" aria-label=words.terms_hint placeholder=words.terms_hint prop:value=now on:change=change/> }
    });
    Some(view! { {terms} <nav class="tools" aria-label=words.sort>{links.collect_view()}</nav> })
}

fn order_name(app: App, order: &str) -> String {
    let name = match order {
        "date" => ["由新到旧", "由新到舊", "newest"],
        "l1" => ["左一词", "左一詞", "1st left"],
        "l2" => ["左二词", "左二詞", "2nd left"],
        "r1" => ["右一词", "右一詞", "1st right"],
        "r2" => ["右二词", "右二詞", "2nd right"],
        "source" => ["来源", "來源", "source"],
        "article" => ["篇名", "篇名", "title"],
        "day" => ["日", "日", "day"],
        "week" => ["周", "週", "week"],
        "month" => ["月", "月", "month"],
        "year" => ["年", "年", "year"],
        "ll" => ["对数似然 LL", "對數似然 LL", "log-likelihood"],
        "ratio" => ["比值 log ratio", "比值 log ratio", "log ratio"],
        "count" => ["次数", "次數", "count"],
        "articles" => ["篇数", "篇數", "articles"],
        "even" => ["最匀", "最勻", "most even"],
        "uneven" => ["最集中", "最集中", "least even"],
        "2" => ["两词连用", "兩詞連用", "two words"],
        "3" => ["三词连用", "三詞連用", "three words"],
        "logdice" => return "logDice".into(),
        "mi" => return "MI".into(),
        "t" => return "t".into(),
        other => return other.to_owned(),
    };
    name.get(app.lang().index()).copied().unwrap_or_default().to_owned()
}

async fn save(app: App, ask: AnalysisAsk) {
    let name = app.view_now().read.map_or("wenlan", Reading::name);
    let request = Request::SaveAnalysis { ask: encode(&ask), lang: app.lang().index() as u8, about: about_file(app) };
    match client::ask(&request).await {
        Ok(Answer::Saved(text)) => download(&format!("{name}.csv"), "text/csv;charset=utf-8", text.as_bytes()),
        Ok(_) => {}
        Err(error) => app.failed(error),
    }
}

fn shown(app: App, found: &Arc<Analysis>, more: impl Fn() + 'static) -> AnyView {
    let lang = app.lang();
    let remarks = found.remarks.iter().map(|remark| view! { <li>{lang.pick(remark).to_owned()}</li> }).collect_view();
    let (body, n, total) = match &found.view {
        AnalysisView::Concordance(found) => (lines(app, found), found.lines.len(), found.total),
        AnalysisView::Dispersion(found) => (barcodes(app, &found.articles), found.articles.len(), found.n_articles),
        AnalysisView::Trend(found) => (trend(app, found), 0, 0),
        AnalysisView::Collocates(found) => (collocates(app, &found.rows), found.rows.len(), found.total),
        AnalysisView::Keyness(found) => (keyness(app, found), 0, 0),
        AnalysisView::Words(found) => (word_list(app, found), found.rows.len(), found.total),
        #[cfg(feature = "engine")]
        AnalysisView::Compare(_) | AnalysisView::Story(_) => (().into_any(), 0, 0),
    };
    let rest = total.saturating_sub(n as u32);
    let more = (rest > 0).then(|| {
        view! {
            <button type="button" class="link" on:click=move |_| more()>
                {app.words().show_more} " " {thousands(rest)}
            </button>
        }
    });
    view! {
        <p class="quiet reading__method">{lang.pick(&found.method).to_owned()}</p>
        <ul class="notes">{remarks}</ul>
        {body}
        {more}
    }
    .into_any()
}

fn lines(app: App, found: &Concordance) -> AnyView {
    let (view, words) = (app.view(), app.words());
    let groups = found.groups.iter().take(12).map(|group| {
        let label = if group.label.is_empty() { "—".to_owned() } else { group.label.clone() };
        view! { <span>{label} " " <b>{thousands(group.n)}</b></span> }
    });
    let at = match view.by.as_deref() {
        Some("l1") => -1,
        Some("l2") => -2,
        Some("r1") => 1,
        Some("r2") => 2,
        _ => 0,
    };
    view! {
        <p class="reading__sum" data-testid="kwic-total" data-total=found.total.to_string()>
            <b>{thousands(found.total)}</b> " " {words.lines} " · " {app.phrases().n_articles(found.n_articles)}
        </p>
        <p class="reading__groups">{groups.collect_view()}</p>
        <ol class="kwic">{found.lines.iter().map(|line| kwic_line(&view, line, at)).collect_view()}</ol>
    }
    .into_any()
}

fn kwic_line(view: &View, line: &Line, at: i8) -> AnyView {
    let href = view
        .with(|view| {
            view.article = Some(line.article.clone());
            view.at = Some(if line.in_title { 0 } else { line.span.start });
        })
        .href();
    let word = usize::from(at.unsigned_abs()).checked_sub(1);
    let pick = |spans: &[crate::protocol::Span], is_here: bool, is_right: bool| {
        let near = line.near.filter(|(right, _)| *right == is_right).map(|(_, span)| span);
        let sorted = word.filter(|_| is_here).and_then(|word| spans.get(word)).copied();
        near.into_iter().chain(sorted).collect::<Vec<_>>()
    };
    let (left, right) = (pick(&line.left_words, at < 0, false), pick(&line.right_words, at > 0, true));
    let facts = [line.date.as_str(), line.source.as_str()].into_iter().filter(|fact| !fact.is_empty());
    let title = format!("《{}》{}", line.title, facts.collect::<Vec<_>>().join(" · "));
    let tip = title.clone();
    view! {
        <li data-article=line.article.clone()>
            <a href=href title=tip>
                <span class="kwic__left"><span>{marked(&line.left, &left)}</span></span>
                <b>{line.key.clone()}</b>
                <span class="kwic__right">{marked(&line.right, &right)}</span>
                <small>{title}</small>
            </a>
        </li>
    }
    .into_any()
}

fn barcodes(app: App, articles: &[Barcode]) -> AnyView {
    let view = app.view();
    let row = |article: &Barcode| {
        let href = view.with(|view| view.article = Some(article.article.clone())).href();
        let ticks = article.at.iter().map(|at| {
            let left = format!("{}%", fixed(f64::from(*at) * 100.0, 2));
            view! { <i style:left=left></i> }
        });
        view! {
            <li>
                <a href=href>{article.title.clone()}</a>
                <span class="barcode" aria-hidden="true">{ticks.collect_view()}</span>
                <b>{thousands(article.n)}</b>
            </li>
        }
    };
    view! { <ol class="spread">{articles.iter().map(row).collect_view()}</ol> }.into_any()
}

fn trend(app: App, found: &Trend) -> AnyView {
    let (view, words) = (app.view(), app.words());
    let most = found.series.iter().flat_map(|series| &series.points).flatten().map(|point| point.n).max();
    let most = most.unwrap_or(1).max(1);
    let heads = found.series.iter().map(|series| {
        let label = if series.label.is_empty() { view.q.clone() } else { series.label.clone() };
        view! { <th scope="col">{label} " " <b>{thousands(series.n)}</b></th> }
    });
    let rows = found.periods.iter().enumerate().map(|(at, period)| {
        let cells = found.series.iter().map(|series| {
            let Some(point) = series.points.get(at).copied().flatten() else {
                return view! { <td class="quiet">"—"</td> }.into_any();
            };
            let burst = series.bursts.iter().any(|burst| (burst.first..=burst.last).contains(&(at as u32)));
            let share = format!("{}%", point.n * 100 / most);
            let number = format!("{} / {}", thousands(point.n), thousands(point.n_articles));
            let href = view.lines_of(&series.node).with(|view| view.period = Some(period.name.clone())).href();
            view! {
                <td style:--n=share data-burst=burst.then_some("true")>
                    <a href=href>{number}</a> {burst.then(|| view! { <small>{words.burst}</small> })}
                </td>
            }
            .into_any()
        });
        view! {
            <tr>
                <th scope="row">{period.name.clone()}</th>
                {cells.collect_view()}
                <td class="quiet">{thousands(period.of_articles)}</td>
            </tr>
        }
    });
    let undated = (found.n_undated > 0).then(|| {
        view! { <p class="quiet">{words.undated} " " {thousands(found.n_undated)}</p> }
    });
    view! {
        <div class="scroll">
            <table class="reading__table trend">
                <thead><tr><th scope="col">{words.date}</th>{heads.collect_view()}<th scope="col">{words.in_articles}</th></tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
        {undated}
    }
    .into_any()
}

/// A row: a word that opens its lines, and numbers, some of which open theirs.
struct Row {
    word: String,
    href: String,
    cells: Vec<(String, Option<String>)>,
}

fn table(first: &'static str, heads: &[&'static str], rows: Vec<Row>) -> AnyView {
    if rows.is_empty() {
        return view! { <p class="empty">{use_app().words().nothing_read}</p> }.into_any();
    }
    let heads: Vec<AnyView> =
        std::iter::once(&first).chain(heads).map(|head| view! { <th scope="col">{*head}</th> }.into_any()).collect();
    let rows: Vec<AnyView> = rows
        .into_iter()
        .map(|row| {
            let cells: Vec<AnyView> = row
                .cells
                .into_iter()
                .map(|(text, href)| match href {
                    Some(href) => view! { <td><a href=href>{text}</a></td> }.into_any(),
                    None => view! { <td>{text}</td> }.into_any(),
                })
                .collect();
            view! { <tr><th scope="row"><a href=row.href>{row.word}</a></th>{cells}</tr> }.into_any()
        })
        .collect();
    view! { <div class="scroll"><table class="reading__table"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div> }
        .into_any()
}

fn collocates(app: App, rows: &[Collocate]) -> AnyView {
    let (view, words) = (app.view(), app.words());
    let row = |row: &Collocate| {
        let counts = [row.n, row.n_left, row.n_right, row.of].map(thousands);
        let measures = [row.likelihood, row.log_dice, row.mi, row.t].map(|x| fixed(x, 2));
        let cells = counts.into_iter().chain(measures).map(|text| (text, None)).collect();
        Row { word: row.word.clone(), href: view.lines_near(&row.word).href(), cells }
    };
    let heads = [words.times, words.before_it, words.after_it, words.all, "LL", "logDice", "MI", "t"];
    table(words.word, &heads, rows.iter().map(row).collect())
}

fn keyness(app: App, found: &Keyness) -> AnyView {
    let (view, words) = (app.view(), app.words());
    let side = |title: &'static str, rows: &[KeyWord], total: u32, first: bool| {
        let row = |row: &KeyWord| {
            let open =
                |rest: bool| view.lines_of(&Node::Words(vec![row.word.clone()])).with(|view| view.rest = rest).href();
            let cells = vec![
                (thousands(row.n[0]), Some(open(false))),
                (thousands(row.n[1]), Some(open(true))),
                (fixed(row.likelihood, 1), None),
                (fixed(row.log_ratio, 2), None),
            ];
            Row { word: row.word.clone(), href: open(!first), cells }
        };
        let body = table(words.word, &[words.here, words.there, "LL", "log ratio"], rows.iter().map(row).collect());
        view! { <section><h3>{title} " " <span class="quiet">{thousands(total)}</span></h3>{body}</section> }.into_any()
    };
    let [more, less] = found.total;
    let sides = [side(words.more_here, &found.more, more, true), side(words.more_there, &found.less, less, false)];
    view! { <div class="reading__sides">{sides.into_iter().collect_view()}</div> }.into_any()
}

fn word_list(app: App, found: &WordList) -> AnyView {
    let (view, words) = (app.view(), app.words());
    let rows = found.rows.iter().map(|row| {
        let numbers = [thousands(row.n), fixed(row.per_million, 0), thousands(row.n_articles), fixed(row.dp, 2)];
        let cells = numbers.into_iter().chain([row.tag.clone()]).map(|text| (text, None)).collect();
        Row { word: row.words.join(" "), href: view.lines_of(&Node::Words(row.words.clone())).href(), cells }
    });
    let heads = [words.times, words.per_million, words.in_articles, "DP", words.tag];
    let stop = (!found.stop.is_empty()).then(|| {
        let list = found.stop.join(" ");
        view! { <details class="quiet"><summary>{words.stop_words} " " {thousands(found.stop.len() as u32)}</summary><p>{list}</p></details> }
    });
    view! { {table(words.word, &heads, rows.collect())} {stop} }.into_any()
}
