//! A page per saved view: its list of articles, its evidence and its pictures, as they are when it is published.

use std::fmt::Write as _;

use serde::Deserialize;

use super::frame::{Frame, Sheet};
use super::named::short_hash;
use super::page::{self, stem};
use super::words::{self, pick};
use super::{File, SiteError};
use crate::draw::{self, svg::escape};
use crate::engine::Service;
use crate::protocol::{Answer, EvidenceList, Form, Found, Lang, Overview, Request, Span};
use crate::state::View;

/// Articles that a view's page lists.
const LISTED: u32 = 100;
/// Width for which pictures are drawn, CSS pixels: the column of these pages.
const WIDTH: f32 = 720.0;

/// A view with a name and a page of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SavedView {
    /// Name of its page; made from the address where it is not given.
    #[serde(default)]
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its address, as the explorer shows it: whole, or from `?` on.
    pub address: String,
    /// What is to be seen in it.
    #[serde(default)]
    pub note: String,
}

impl SavedView {
    /// The view.
    pub(super) fn view(&self) -> View {
        let search = self.address.split_once('?').map_or("", |(_, search)| search);
        let mut view = View::parse(search.split('#').next().unwrap_or_default());
        // A published view is one of the published corpus.
        view.corpus = None;
        view.embed = crate::state::Mode::default();
        view
    }

    /// Name of its page, without its end.
    pub(super) fn stem(&self) -> String {
        if self.id.is_empty() { format!("v-{}", short_hash(&self.view().format())) } else { stem(&self.id) }
    }

    /// Its address after `?`; with `how` it is embedded, when given.
    pub(super) fn search(&self, frame: &Frame, how: &str) -> String {
        let mut search = self.view().with(|view| view.lang = view.lang.or(frame.chosen)).format();
        if !how.is_empty() {
            let _ = write!(search, "{}embed={how}", if search.is_empty() { "" } else { "&" });
        }
        search
    }
}

/// The pages of the views, and their list.
///
/// # Errors
/// When a view has no title, two have one name, or the corpus cannot be opened.
pub(super) fn pages(frame: &Frame, pack: &[u8], views: &[SavedView]) -> Result<Vec<File>, SiteError> {
    if views.is_empty() {
        return Ok(Vec::new());
    }
    let mut taken: Vec<String> = Vec::new();
    for view in views {
        if view.title.trim().is_empty() {
            return Err(SiteError::Views(format!("the view {} has no title", view.address)));
        }
        let stem = view.stem();
        if taken.contains(&stem) {
            return Err(SiteError::Views(format!("two views are called {stem}: give one another id")));
        }
        taken.push(stem);
    }
    let mut service = Service::default();
    if let Answer::Failed(_) = service.answer(Request::Open { pack: pack.to_vec() }, &mut |_| {}) {
        return Err(SiteError::Views("the corpus cannot be opened".to_owned()));
    }
    let mut out: Vec<File> = views.iter().map(|view| page(frame, &mut service, view)).collect();
    let mut list = format!("<h1>{}</h1>\n<ul>\n", pick(frame.lang, &words::VIEWS));
    for view in views {
        let _ = writeln!(
            list,
            "<li><a href=\"{}.html\">{}</a><span></span><p>{}</p></li>",
            view.stem(),
            escape(&view.title),
            escape(&view.note)
        );
    }
    list.push_str("</ul>");
    out.push(File::new(
        "views/index.html",
        frame.page(&Sheet {
            path: "views/index.html".into(),
            title: pick(frame.lang, &words::VIEWS),
            about: String::new(),
            canonical: "",
            head: String::new(),
            lang: frame.lang.tag(),
            main: list,
        }),
    ));
    Ok(out)
}

/// All panels as a page of its own: their sentences, pictures and tables. And the sentence that opens the front page,
/// as markup in all languages: what most articles speak of.
///
/// # Errors
/// When the corpus cannot be opened.
pub(super) fn panels(frame: &Frame, pack: &[u8]) -> Result<(File, [String; 3]), SiteError> {
    let mut service = Service::default();
    let (lang, view) = (frame.lang, View::default());
    let wrong = || SiteError::Views("the panels of the corpus cannot be counted".to_owned());
    let Answer::Opened(info) = service.answer(Request::Open { pack: pack.to_vec() }, &mut |_| {}) else {
        return Err(wrong());
    };
    let request = Request::Panels { query: view.query(0, 0), lang: lang.index() as u8 };
    let Answer::Panels(set) = service.answer(request, &mut |_| {}) else { return Err(wrong()) };
    let (title, about) = (pick(lang, &words::PANELS), pick(lang, &words::PANELS_ABOUT));
    let mut main = format!("<h1>{title}</h1>\n<p class=\"fallback__say\">{about}</p>\n");
    let name_of = |id: &str| info.themes.iter().find(|theme| theme.id == id).map(|theme| lang.pick(&theme.names));
    let leads = Lang::ALL.map(|lang| {
        let name_of = |id: &str| info.themes.iter().find(|theme| theme.id == id).map(|theme| lang.pick(&theme.names));
        lead(lang, &set, |id| name_of(id).unwrap_or(id).to_owned())
    });
    for panel in set.panels.iter().filter(|panel| panel.n_sentences > 0) {
        let names = name_of(&panel.theme);
        let said: String = panel.say.iter().flatten().map(|part| escape(&part.text)).collect();
        let theme = escape(&panel.theme);
        let _ = writeln!(
            main,
            "<section data-theme=\"{theme}\">\n<h2 id=\"{theme}\">{}</h2>\n<p>{said}</p>\n<p class=\"fallback__say\">{} / {}</p>\n{}</section>",
            escape(names.unwrap_or(&panel.theme)),
            escape(&lang.evidence(panel.n_sentences, panel.n_articles)),
            escape(&lang.n_articles(set.n_articles)),
            pictures(frame, &mut service, &view, &panel.theme, "./"),
        );
    }
    let path = "panels.html".to_owned();
    let sheet = Sheet {
        path: path.clone(),
        title,
        about: about.to_owned(),
        canonical: "",
        head: String::new(),
        lang: lang.tag(),
        main,
    };
    Ok((File::new(path, frame.page(&sheet)), leads))
}

/// The themes that most articles speak of, as the explorer says it, with links that need no program.
fn lead(lang: Lang, set: &Overview, name_of: impl Fn(&str) -> String) -> String {
    let mut order: Vec<_> = set.panels.iter().filter(|panel| panel.n_articles > 0).collect();
    order.sort_by_key(|panel| std::cmp::Reverse(panel.n_articles));
    if order.is_empty() {
        return String::new();
    }
    let said: Vec<String> = order
        .iter()
        .take(5)
        .map(|panel| {
            let (id, name) = (escape(&panel.theme), escape(&name_of(&panel.theme)));
            let link = format!("<a href=\"panels.html#{id}\" data-theme=\"{id}\">{name}</a>");
            format!("{link} {}", lang.n_articles(panel.n_articles))
        })
        .collect();
    let n = lang.n_articles(set.n_articles);
    let text = match lang {
        Lang::Hans => format!("这 {n}里写到：{}。", said.join("，")),
        Lang::Hant => format!("這 {n}裏寫到：{}。", said.join("，")),
        Lang::En => format!("Of {n}: {}.", said.join(", ")),
    };
    format!("<h1>{text}</h1>")
}

fn page(frame: &Frame, service: &mut Service, saved: &SavedView) -> File {
    let view = saved.view();
    let name = saved.stem();
    let mut main = format!("<article>\n<h1>{}</h1>\n", escape(&saved.title));
    for line in saved.note.lines().filter(|line| !line.trim().is_empty()) {
        let _ = writeln!(main, "<p>{}</p>", escape(line));
    }
    main.push_str("</article>\n");
    let open = escape(&format!("../?{}", saved.search(frame, "")));
    let _ = writeln!(
        main,
        "<p class=\"fallback__say\"><a class=\"link\" href=\"{open}\">{}</a></p>",
        pick(frame.lang, &words::OPEN_VIEW)
    );
    if let Some(theme) = &view.panel {
        main.push_str(&pictures(frame, service, &view, theme, "../"));
    }
    if let Some(key) = &view.ev {
        let request = Request::Evidence { query: view.query(0, 0), key: key.clone(), lang: frame.lang.index() as u8 };
        if let Answer::Evidence(list) = service.answer(request, &mut |_| {}) {
            main.push_str(&evidence(frame, &list));
        }
    }
    if view.ev.is_none()
        && let Answer::Found(found) = service.answer(Request::Explore(view.query(0, LISTED)), &mut |_| {})
    {
        main.push_str(&hits(frame, &found));
    }
    let discovery = frame.discovery(&format!("oembed/views/{name}.json"), &saved.title);
    let path = format!("views/{name}.html");
    let html = frame.page(&Sheet {
        path: path.clone(),
        title: &saved.title,
        about: saved.note.lines().next().unwrap_or_default().to_owned(),
        canonical: "",
        head: discovery,
        lang: frame.lang.tag(),
        main,
    });
    File::new(path, html)
}

/// A text with marks in it.
fn marked(text: &str, marks: &[Span]) -> String {
    let (mut out, mut at) = (String::new(), 0);
    for mark in marks {
        if mark.start < at || mark.end < mark.start {
            continue;
        }
        out.push_str(&escape(Span { start: at, end: mark.start }.of(text)));
        let _ = write!(out, "<mark>{}</mark>", escape(mark.of(text)));
        at = mark.end;
    }
    out + &escape(Span { start: at, end: text.len() as u32 }.of(text))
}

fn hits(frame: &Frame, found: &Found) -> String {
    if found.total == 0 {
        return format!("<p>{}</p>", pick(frame.lang, &words::NO_HIT));
    }
    let mut out = format!("<h2>{}</h2>\n<ul>\n", escape(&frame.lang.n_articles(found.total)));
    for hit in &found.hits {
        let snippets = hit.snippets.iter().map(|snippet| format!("<p>{}</p>", marked(&snippet.text, &snippet.marks)));
        let snippets = snippets.collect::<Vec<_>>().concat();
        let _ = writeln!(
            out,
            "<li><a href=\"../articles/{}.html\">{}</a><span>{}</span>{snippets}</li>",
            stem(&hit.id),
            marked(&hit.title, &hit.title_marks),
            escape(&page::facts(&hit.date, &hit.source)),
        );
    }
    out.push_str("</ul>");
    if found.hits.len() < (found.total - found.n_folded.min(found.total)) as usize {
        let _ = write!(out, "<p class=\"fallback__say\">{}</p>", pick(frame.lang, &words::NOT_ALL));
    }
    out
}

fn evidence(frame: &Frame, list: &EvidenceList) -> String {
    let mut out = format!(
        "<h2>{} · {} · {}</h2>\n<ul>\n",
        pick(frame.lang, &words::EVIDENCE),
        escape(&list.path.join(" › ")),
        escape(&frame.lang.evidence(list.items.len() as u32, list.n_articles)),
    );
    for item in &list.items {
        let _ = writeln!(
            out,
            "<li><a href=\"../articles/{}.html\">{}</a><span>{}</span><p>{}</p></li>",
            stem(&item.article),
            escape(&item.title),
            escape(&page::facts(&item.date, &item.source)),
            marked(&item.text, &item.marks),
        );
    }
    out + "</ul>"
}

/// The pictures of a theme's panel with their tables; `up` leads to the explorer.
fn pictures(frame: &Frame, service: &mut Service, view: &View, theme: &str, up: &str) -> String {
    let (lang, query) = (frame.lang, view.query(0, 0));
    let Ok(set) = service.panels(&query, lang.index() as u8) else { return String::new() };
    let Some(panel) = set.panels.iter().find(|panel| panel.theme == theme) else { return String::new() };
    let base = view.with(|view| view.ev = None).format();
    let base = if base.is_empty() { base } else { format!("{}&amp;", base.replace('&', "&amp;")) };
    let figure = |form: &Form| {
        let sheet = draw::table::sheet(&draw::table::twin(&form.body), lang);
        if form.body.is_silent() {
            return String::new();
        }
        let svg = draw::picture(form, lang, WIDTH).replace("href=\"?ev=", &format!("href=\"{up}?{base}ev="));
        let head = sheet.head.iter().map(|(name, _)| format!("<th scope=\"col\">{}</th>", escape(name)));
        let head = head.collect::<Vec<_>>().concat();
        let mut rows = String::new();
        for (cells, _) in &sheet.rows {
            let cells = cells.iter().map(|cell| format!("<td>{}</td>", escape(cell))).collect::<Vec<_>>().concat();
            let _ = writeln!(rows, "<tr>{cells}</tr>");
        }
        let title = escape(lang.pick(&form.titles));
        format!(
            "<figure class=\"fig\"><figcaption class=\"fig__title\"><b>{title}</b> <span>{}</span></figcaption>\n{svg}\n\
             <details class=\"twin\"><summary>{}</summary><table><thead><tr>{head}</tr></thead>\n<tbody>{rows}</tbody></table></details></figure>\n",
            escape(&(lang.evidence(form.n_sentences, form.n_articles) + &draw::note(form, lang))),
            pick(lang, &words::TABLE),
        )
    };
    let figures: String = panel.forms.iter().map(figure).collect();
    format!("<div class=\"panel\" data-current=\"true\" data-theme=\"{}\">{figures}</div>", escape(theme))
}
