//! A page per article: for readers without the program, for search engines, for archives. And the list of them.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::frame::{Frame, Sheet, json_in_page};
use super::named::short_hash;
use super::words::{self, pick};
use crate::corpus::Article;
use crate::draw::svg::escape;
use crate::protocol::{Lang, Rights};

/// Articles of the front page that are shown with their beginnings.
const LEADS: usize = 8;

/// Name of an article's or a view's own page, without its end. Ids may hold anything; file names hold what every
/// host can serve.
pub(super) fn stem(id: &str) -> String {
    let is_plain =
        !id.is_empty() && id.len() <= 80 && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    // `index` is the folder's own page.
    if is_plain && id != "index" { id.to_owned() } else { format!("a-{}", short_hash(id)) }
}

/// Articles that the front page lists: every reader loads it. All stand in the list of the folder `articles`.
pub(super) const LISTED: usize = 400;

/// The list of articles, newest first, as plain HTML: the front page before and without the program.
pub(super) fn list(articles: &[Article], lang: Lang) -> String {
    let n_more = articles.len().saturating_sub(LISTED);
    let mut out = if n_more == 0 { String::from("<ul>\n") } else { format!("<ul data-of=\"{}\">\n", articles.len()) };
    for (index, article) in articles.iter().take(LISTED).enumerate() {
        // The newest with their beginnings; the whole list stays light.
        let lead = match lead(article, 32) {
            Some(lead) if index < LEADS => format!("<p>{}</p>", escape(&lead)),
            _ => String::new(),
        };
        out.push_str(&item(article, "articles/", &lead));
    }
    out.push_str("</ul>");
    if n_more > 0 {
        let name = pick(lang, &words::ALL_ARTICLES);
        let all = lang.n_articles(articles.len() as u32);
        let _ = write!(
            out,
            "\n<p class=\"fallback__say\"><a class=\"link\" href=\"articles/index.html\">{name}</a> {all}</p>"
        );
    }
    out
}

/// An article in a list; `folder` leads to the articles' pages. The id is for `web/plain.js`, which finds texts by it.
fn item(article: &Article, folder: &str, lead: &str) -> String {
    format!(
        "<li lang=\"{}\" data-id=\"{}\"><a href=\"{folder}{}.html\">{}</a><span>{}</span>{lead}</li>\n",
        escape(language(article)),
        escape(&article.meta.id),
        stem(&article.meta.id),
        escape(&article.meta.title),
        escape(&facts(&article.meta.date, &article.meta.source)),
    )
}

/// All articles, newest first, where the front page does not list all: titles alone.
pub(super) fn all(frame: &Frame, articles: &[Article]) -> Option<String> {
    if articles.len() <= LISTED {
        return None;
    }
    let title = pick(frame.lang, &words::ALL_ARTICLES);
    let mut main = format!("<h1>{title}</h1>\n<ul>\n");
    for article in articles {
        main.push_str(&item(article, "", ""));
    }
    main.push_str("</ul>");
    Some(frame.page(&Sheet {
        path: "articles/index.html".into(),
        title,
        about: String::new(),
        canonical: "",
        head: String::new(),
        lang: frame.lang.tag(),
        main,
    }))
}

/// Date and source, as far as they are known.
pub(super) fn facts(date: &str, source: &str) -> String {
    [date, source].into_iter().filter(|fact| !fact.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// The beginning of an article.
pub(super) fn lead(article: &Article, n_chars: usize) -> Option<String> {
    let line = article.body.lines().map(str::trim).find(|line| line.chars().count() > 12)?;
    let short: String = line.chars().take(n_chars).collect();
    let more = if short.len() < line.len() { "……" } else { "" };
    Some(format!("{short}{more}"))
}

pub(super) fn language(article: &Article) -> &str {
    if article.meta.language.is_empty() { "zh" } else { &article.meta.language }
}

/// The address of an article in the explorer, after `?`.
pub(super) fn asks_for(id: &str) -> String {
    format!("article={}", form_urlencoded::byte_serialize(id.as_bytes()).collect::<String>())
}

/// The canonical address, where it is one that a browser may open.
pub(super) fn canonical(article: &Article) -> &str {
    let url = article.meta.url.as_str();
    if url.starts_with("https://") || url.starts_with("http://") { url } else { "" }
}

/// An article's own page.
pub(super) fn article(frame: &Frame, article: &Article) -> String {
    let meta = &article.meta;
    let mut main = format!("<article lang=\"{}\">\n<h1>{}</h1>\n", escape(language(article)), escape(&meta.title));
    let mut line = facts(&meta.date, &meta.source);
    if !meta.authors.is_empty() {
        let _ = write!(line, "{}{}", if line.is_empty() { "" } else { " · " }, meta.authors.join("、"));
    }
    let _ = writeln!(main, "<p class=\"fallback__say\">{}</p>", escape(&line));
    for line in article.body.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let _ = writeln!(main, "<p>{}</p>", escape(line));
    }
    for line in meta.note.lines().filter(|line| !line.trim().is_empty()) {
        let _ = writeln!(main, "<p><small>{}</small></p>", escape(line));
    }
    main.push_str("</article>\n<p class=\"fallback__say\">");
    let source = canonical(article);
    if !source.is_empty() {
        let name = pick(frame.lang, &words::ORIGINAL);
        let _ = write!(main, "<a class=\"link\" href=\"{}\" rel=\"noopener noreferrer\">{name}</a> ", escape(source));
    }
    let _ = write!(
        main,
        "<a class=\"link\" href=\"../?{}\">{}</a></p>",
        asks_for(&meta.id),
        pick(frame.lang, &words::OPEN)
    );
    let name = stem(&meta.id);
    let data = json_in_page(&structured(frame, article));
    let discovery = frame.discovery(&format!("oembed/articles/{name}.json"), &meta.title);
    let head = format!(
        "<meta property=\"og:type\" content=\"article\">\n{discovery}<script type=\"application/ld+json\">{data}</script>\n"
    );
    frame.page(&Sheet {
        path: format!("articles/{name}.html"),
        title: &meta.title,
        about: lead(article, 100).unwrap_or_default(),
        canonical: source,
        head,
        lang: language(article),
        main,
    })
}

/// What search engines read of an article (schema.org/NewsArticle).
fn structured(frame: &Frame, article: &Article) -> Value {
    let meta = &article.meta;
    let mut data = json!({
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": meta.title,
        "isAccessibleForFree": meta.rights == Rights::Full,
    });
    let mut put = |name: &str, value: Value| {
        if let Some(data) = data.as_object_mut() {
            data.insert(name.to_owned(), value);
        }
    };
    if !meta.date.is_empty() {
        put("datePublished", json!(meta.date));
    }
    if !meta.authors.is_empty() {
        let authors = meta.authors.iter().map(|name| json!({ "@type": "Person", "name": name }));
        put("author", authors.collect());
    }
    if !meta.source.is_empty() {
        put("publisher", json!({ "@type": "Organization", "name": meta.source }));
    }
    if !meta.language.is_empty() {
        put("inLanguage", json!(meta.language));
    }
    let source = canonical(article);
    if !source.is_empty() {
        put("mainEntityOfPage", json!(source));
    } else if let Some(own) = frame.address(&format!("articles/{}.html", stem(&meta.id))) {
        put("mainEntityOfPage", json!(own));
    }
    data
}
