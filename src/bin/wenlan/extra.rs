//! What a site has besides the page: panels as pictures and tables for readers without the program, the
//! service worker with its list of files, the manifest, the loader for other pages.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha384};
use wenlan::draw::svg::escape;
use wenlan::engine::Service;
use wenlan::protocol::{Answer, CorpusInfo, FormHead, FormRef, Overview, PanelHead, Query, Request, Sheet};

/// Where the service worker takes in what the build knows.
const BUILD_PLACE: &str = "const build = null;";

/// Width of a static picture in CSS pixels.
const WIDTH: u32 = 720;

/// Files with names that stay, and the manifest of the site called `name`.
pub(crate) fn fixed_names(dir: &Path, web: &Path, name: &str) -> Result<()> {
    for file in ["embed.js", "icon.svg"] {
        fs::copy(web.join(file), dir.join(file)).with_context(|| format!("{} is missing", web.join(file).display()))?;
    }
    let manifest = serde_json::json!({
        "name": name,
        "short_name": name,
        "start_url": "./",
        "scope": "./",
        "display": "standalone",
        "background_color": "#fbfaf6",
        "theme_color": "#fbfaf6",
        "icons": [{ "src": "icon.svg", "sizes": "any", "type": "image/svg+xml", "purpose": "any maskable" }],
    });
    Ok(fs::write(dir.join("manifest.webmanifest"), manifest.to_string())?)
}

/// The service worker: `now` is kept at the first visit, `later` when the rest is there. Its version is that of the
/// files' names and of the page.
pub(crate) fn service_worker(dir: &Path, web: &Path, now: &[&str], later: &[&str]) -> Result<()> {
    let script = fs::read_to_string(web.join("sw.js"))?;
    let (before, after) =
        script.split_once(BUILD_PLACE).with_context(|| format!("web/sw.js has no line `{BUILD_PLACE}`"))?;
    let mut hash = Sha384::new();
    hash.update(fs::read(dir.join("index.html"))?);
    for name in now.iter().chain(later) {
        hash.update(name.as_bytes());
    }
    let id = hash.finalize().iter().take(8).fold(String::new(), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    });
    let build = serde_json::json!({ "id": id, "files": now, "later": later });
    Ok(fs::write(dir.join("sw.js"), format!("{before}const build = {build};{after}"))?)
}

/// All panels of the pack as a page of its own without scripts: sentence, pictures, tables. `head` is what stands in
/// the page's head, policy and styles.
pub(crate) fn panels_page(dir: &Path, pack: &[u8], head: &str) -> Result<()> {
    let mut service = Service::default();
    let mut ask = |request| service.answer(request, &mut |_| {});
    let Answer::Opened(info) = ask(Request::Open { pack: pack.to_vec() }) else { bail!("the pack cannot be opened") };
    let Answer::Panels(set) = ask(Request::Panels { query: Query::default(), lang: 0 }) else {
        bail!("the panels of the pack cannot be counted")
    };
    let mut body = String::new();
    for panel in &set.panels {
        body.push_str(&panel_section(&info, &set, panel, &mut ask));
    }
    let html = format!(
        "<!doctype html>\n<html lang=\"zh-Hans\">\n<head>\n<meta charset=\"utf-8\">\n{head}\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>图表 · {name}</title>\n\
         <meta name=\"description\" content=\"{name}的主题图与数表，不运行程序也能看。\">\n</head>\n<body>\n<main class=\"page\">\n\
         <header class=\"fallback__head\"><h1 class=\"fallback__name\"><a href=\"./\">文览</a></h1>\
         <p class=\"fallback__say\">{name} · 图表与数表，不运行程序也能看。图中各笔的原句在<a class=\"link\" href=\"./\">文览</a>里点开。</p></header>\n\
         {body}</main>\n</body>\n</html>\n",
        name = escape(&info.name),
    );
    Ok(fs::write(dir.join("panels.html"), html)?)
}

fn panel_section(
    info: &CorpusInfo,
    set: &Overview,
    panel: &PanelHead,
    ask: &mut dyn FnMut(Request) -> Answer,
) -> String {
    let theme = escape(&panel.theme);
    let names = info.themes.iter().find(|theme| theme.id == panel.theme).map(|theme| theme.names.clone());
    let name = names.and_then(|names| names.into_iter().next()).unwrap_or_else(|| panel.theme.clone());
    let say: String = panel.say.iter().flatten().map(|part| escape(&part.text)).collect();
    let mut figures = String::new();
    for form in panel.forms.iter().filter(|form| !form.is_empty) {
        figures.push_str(&figure(set, panel, form, ask));
    }
    format!(
        "<section class=\"panel\" data-current=\"true\" data-theme=\"{theme}\">\n\
         <div class=\"panel__bar\"><span class=\"panel__theme\">{}</span></div>\n<h2 class=\"panel__say\">{say}</h2>\n\
         <p class=\"panel__of\"><b>{}</b> / {} 篇 · <b>{}</b> 句提及</p>\n<div class=\"panel__figs\">\n{figures}</div>\n</section>\n",
        escape(&name),
        panel.n_articles,
        set.n_articles,
        panel.n_sentences,
    )
}

fn figure(set: &Overview, panel: &PanelHead, form: &FormHead, ask: &mut dyn FnMut(Request) -> Answer) -> String {
    let at = FormRef { query: set.query.clone(), lang: 0, theme: panel.theme.clone(), form: form.id.clone() };
    let picture = match ask(Request::Draw { form: at.clone(), width: WIDTH }) {
        Answer::Drawn(markup) => markup.replace("\"?\u{e000}", "\"./?"),
        _ => String::new(),
    };
    let table = match ask(Request::Table { form: at }) {
        Answer::Table(sheet) => table(&sheet),
        _ => String::new(),
    };
    format!(
        "<figure class=\"fig\" data-kind=\"{}\"><figcaption class=\"fig__title\"><b>{}</b><span>{} 句 / {} 篇</span></figcaption>\n\
         <div class=\"fig__plot\">{picture}</div>\n<details class=\"method\"><summary>数表</summary>{table}</details></figure>\n",
        escape(&form.kind),
        escape(&form.title),
        form.n_sentences,
        form.n_articles,
    )
}

fn table(sheet: &Sheet) -> String {
    let row = |cells: &mut dyn Iterator<Item = &String>, tag: &str| {
        let cells: Vec<String> = cells.map(|cell| format!("<{tag}>{}</{tag}>", escape(cell))).collect();
        format!("<tr>{}</tr>\n", cells.concat())
    };
    let mut out = String::from("<table class=\"twin\">\n<thead>");
    out.push_str(&row(&mut sheet.head.iter().map(|(name, _)| name), "th"));
    out.push_str("</thead>\n<tbody>\n");
    for (cells, _) in &sheet.rows {
        out.push_str(&row(&mut cells.iter(), "td"));
    }
    out + "</tbody>\n</table>"
}
