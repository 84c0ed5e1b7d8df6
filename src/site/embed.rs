//! What a portal pastes into its pages: a bare frame, or the one-line loader where the program has it.

use std::fmt::Write as _;

use super::SavedView;
use super::frame::{Frame, Sheet};
use super::words::{self, pick};
use crate::draw::svg::escape;

/// The codes of one view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// A frame that needs nothing.
    pub frame: String,
    /// A script that keeps the frame's height; nothing where the program has no loader.
    pub script: String,
}

impl Code {
    /// The codes of a site at an address (ending with `/`; empty: a word stands in its place).
    pub fn of(url: &str, search: &str, title: &str, has_loader: bool) -> Self {
        let url = if url.is_empty() { "网址/" } else { url };
        let address = format!("{url}?{}", with_embed(search));
        let script = if has_loader {
            // The loader's own address says where the explorer is; its attributes what it shows.
            let view = if search.is_empty() { String::new() } else { format!(" data-view=\"{}\"", escape(search)) };
            let (loader, title) = (escape(&format!("{url}embed.js")), escape(title));
            format!("<script src=\"{loader}\"{view} data-title=\"{title}\" async></script>")
        } else {
            String::new()
        };
        Self { frame: frame_code(&address, title), script }
    }
}

fn with_embed(search: &str) -> String {
    if search.contains("embed=") {
        search.to_owned()
    } else if search.is_empty() {
        "embed=reader".to_owned()
    } else {
        format!("{search}&embed=reader")
    }
}

/// A frame around an address.
pub(super) fn frame_code(address: &str, title: &str) -> String {
    format!(
        "<iframe src=\"{}\" title=\"{}\" width=\"100%\" height=\"720\" loading=\"lazy\" style=\"border:0\"></iframe>",
        escape(address),
        escape(title)
    )
}

/// The page that shows the codes: of the whole explorer and of each saved view.
pub(super) fn page(frame: &Frame, has_loader: bool, views: &[SavedView]) -> String {
    let lang = frame.lang;
    let mut main =
        format!("<article>\n<h1>{}</h1>\n<p>{}</p>\n", pick(lang, &words::EMBED), pick(lang, &words::EMBED_HELP));
    if frame.url.is_empty() {
        let _ = writeln!(main, "<p>{}</p>", pick(lang, &words::EMBED_ADDRESS));
    }
    let whole = (pick(lang, &words::WHOLE).to_owned(), String::new(), frame.name.clone());
    let views = views.iter().map(|view| (view.title.clone(), view.search(frame, ""), view.title.clone()));
    for (name, search, title) in std::iter::once(whole).chain(views) {
        let code = Code::of(&frame.url, &search, &title, has_loader);
        let _ = writeln!(main, "<h2>{}</h2>", escape(&name));
        for (kind, code) in [(&words::BY_SCRIPT, code.script), (&words::BY_FRAME, code.frame)] {
            if !code.is_empty() {
                let _ = writeln!(
                    main,
                    "<p class=\"fallback__say\">{}</p>\n<pre><code>{}</code></pre>",
                    pick(lang, kind),
                    escape(&code)
                );
            }
        }
    }
    main.push_str("</article>");
    frame.page(&Sheet {
        path: "embed.html".into(),
        title: pick(lang, &words::EMBED),
        about: String::new(),
        canonical: "",
        head: "<meta name=\"robots\" content=\"noindex\">\n".into(),
        lang: lang.tag(),
        main,
    })
}
