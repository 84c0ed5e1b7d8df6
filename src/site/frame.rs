//! What all pages without the program have in common: head, name, style.

use std::fmt::Write as _;

use super::words::{self, pick};
use super::{Named, Options, POLICY, Program};
use crate::corpus::Corpus;
use crate::draw::svg::escape;
use crate::engine::method;
use crate::protocol::{CorpusInfo, Lang};

/// Name, language and addresses of the site.
#[derive(Debug)]
pub(super) struct Frame {
    pub(super) lang: Lang,
    /// Name of the site: the publisher's, or the program's.
    pub(super) name: String,
    /// The publisher's name for it, or nothing.
    pub(super) title: String,
    /// Name of the corpus.
    pub(super) corpus: String,
    /// What it holds: articles and sentences.
    holds: (u32, u32),
    /// First and last day.
    days: Option<String>,
    /// Paragraphs of the introduction.
    pub(super) intro: Vec<String>,
    /// The language, where the publisher chose it.
    pub(super) chosen: Option<Lang>,
    /// Base of all addresses, ending with `/`; or empty.
    pub(super) url: String,
    /// The link to the publisher's colours, for a page at the top.
    pub(super) colours: String,
    styles: Vec<String>,
    has_views: bool,
}

/// A page of its own.
pub(super) struct Sheet<'a> {
    /// Its path in the folder.
    pub(super) path: String,
    /// Its title.
    pub(super) title: &'a str,
    /// What a search engine shows of it.
    pub(super) about: String,
    /// The address that it is a copy of, where it is one.
    pub(super) canonical: &'a str,
    /// More of its head.
    pub(super) head: String,
    /// Language of its text.
    pub(super) lang: &'a str,
    /// What it shows.
    pub(super) main: String,
}

impl Frame {
    pub(super) fn new(program: &Program, options: &Options, info: &CorpusInfo, colours: Option<&Named>) -> Self {
        let lang = options.lang.unwrap_or_default();
        let days =
            info.dates.as_ref().map(|(from, to)| if from == to { from.clone() } else { format!("{from} — {to}") });
        let title = options.title.trim().to_owned();
        let colours = colours.map_or_else(String::new, |file| {
            format!("<link rel=\"stylesheet\" href=\"./{}\" integrity=\"{}\">\n", file.name, file.integrity)
        });
        let mut styles = program.styles();
        styles.extend((!colours.is_empty()).then(|| colours.trim_end().to_owned()));
        let intro = options.intro.replace("\r\n", "\n");
        let intro = intro.split("\n\n").map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect();
        Self {
            lang,
            name: if title.is_empty() { pick(lang, &words::NAME).to_owned() } else { title.clone() },
            title,
            corpus: info.name.clone(),
            holds: (info.n_articles, info.n_sentences),
            days,
            intro,
            chosen: options.lang,
            url: options.url.clone(),
            colours,
            styles,
            has_views: !options.views.is_empty(),
        }
    }

    /// The absolute address of a path, where the base is known.
    pub(super) fn address(&self, path: &str) -> Option<String> {
        (!self.url.is_empty()).then(|| format!("{}{path}", self.url))
    }

    /// Links of a page's head to what programs read of it.
    pub(super) fn discovery(&self, oembed: &str, title: &str) -> String {
        let mut out = String::new();
        if let Some(address) = self.address(oembed) {
            let _ = writeln!(
                out,
                "<link rel=\"alternate\" type=\"application/json+oembed\" href=\"{}\" title=\"{}\">",
                escape(&address),
                escape(title)
            );
        }
        // Without dates there is no feed.
        if let Some(address) = self.address("feed.xml").filter(|_| self.days.is_some()) {
            let _ = writeln!(
                out,
                "<link rel=\"alternate\" type=\"application/atom+xml\" href=\"{}\" title=\"{}\">",
                escape(&address),
                escape(&self.name)
            );
        }
        out
    }

    /// A whole page.
    pub(super) fn page(&self, sheet: &Sheet<'_>) -> String {
        let up = "../".repeat(sheet.path.matches('/').count());
        let up = if up.is_empty() { "./" } else { &up };
        let mut styles = self.styles.join("\n").replace("\"./", &format!("\"{up}"));
        styles.push('\n');
        let own = self.address(&sheet.path).unwrap_or_default();
        let canonical = if sheet.canonical.is_empty() { own.as_str() } else { sheet.canonical };
        let mut head = String::new();
        if !sheet.about.is_empty() {
            let _ = writeln!(head, "<meta name=\"description\" content=\"{}\">", escape(&sheet.about));
        }
        if !canonical.is_empty() {
            let _ = writeln!(head, "<link rel=\"canonical\" href=\"{}\">", escape(canonical));
        }
        for (name, value) in [
            ("og:title", sheet.title),
            ("og:site_name", &self.name),
            ("og:description", &sheet.about),
            ("og:url", own.as_str()),
        ] {
            if !value.is_empty() {
                let _ = writeln!(head, "<meta property=\"{name}\" content=\"{}\">", escape(value));
            }
        }
        format!(
            "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{} · {}</title>\n{head}{}{styles}</head>\n\
             <body>\n<main id=\"fallback\">\n<header class=\"fallback__head\"><p class=\"fallback__name\"><a href=\"{up}\">{}</a></p></header>\n\
             {}\n<p class=\"fallback__say\"><a class=\"link\" href=\"{up}method.html\">{}</a></p>\n</main>\n</body>\n</html>\n",
            escape(sheet.lang),
            escape(sheet.title),
            escape(&self.name),
            sheet.head,
            escape(&self.name),
            sheet.main,
            pick(self.lang, &words::METHOD),
        )
    }

    /// The page that says how all is computed.
    pub(super) fn method(&self, corpus: &Corpus) -> String {
        let title = pick(self.lang, &words::METHOD);
        let mut main =
            format!("<article>\n<h1>{title}</h1>\n<p class=\"fallback__say\">{}</p>\n", escape(&self.corpus));
        for (name, text) in method::note(corpus, self.lang) {
            let _ = writeln!(main, "<h2>{}</h2>\n<p class=\"plain\">{}</p>", escape(&name), escape(&text));
        }
        main.push_str("</article>");
        self.page(&Sheet {
            path: "method.html".into(),
            title,
            about: String::new(),
            canonical: "",
            head: String::new(),
            lang: self.lang.tag(),
            main,
        })
    }

    /// What browsers read of an explorer that is installed: the Web Application Manifest.
    pub(super) fn manifest(&self) -> String {
        let icon = serde_json::json!({ "src": "icon.svg", "sizes": "any", "type": "image/svg+xml", "purpose": "any maskable" });
        serde_json::json!({
            "name": self.name,
            "short_name": self.name,
            "start_url": "./",
            "scope": "./",
            "display": "standalone",
            "background_color": "#fbfaf6",
            "theme_color": "#fbfaf6",
            "icons": [icon],
        })
        .to_string()
    }

    /// The line of the corpus, as the explorer says it.
    pub(super) fn facts(&self, lang: Lang) -> String {
        let mut out = format!("<b>{}</b>", escape(&self.corpus));
        let (n_articles, n_sentences) = self.holds;
        let holds = [Some(lang.n_articles(n_articles)), Some(lang.n_sentences(n_sentences)), self.days.clone()];
        for fact in holds.iter().flatten() {
            let _ = write!(out, "<span>{}</span>", escape(fact));
        }
        out
    }

    /// Links from the front page to the pages beside the articles.
    pub(super) fn footer(&self) -> String {
        let mut out = String::new();
        if self.has_views {
            let _ = write!(out, "<a class=\"link\" href=\"views/index.html\">{}</a> ", pick(self.lang, &words::VIEWS));
        }
        let _ = write!(out, "<a class=\"link\" href=\"panels.html\">{}</a> ", pick(self.lang, &words::PANELS));
        let _ = write!(out, "<a class=\"link\" href=\"method.html\">{}</a>", pick(self.lang, &words::METHOD));
        format!("<p class=\"fallback__say\">{out}</p>")
    }
}

/// JSON inside a page: nothing in it ends the element it stands in.
pub(super) fn json_in_page(value: &serde_json::Value) -> String {
    value.to_string().replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}
