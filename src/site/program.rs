//! The program of a built site: what is the same for all corpora. `wenlan finish` writes it down as `program.json`
//! beside the files, so that any copy of the site can be published again, by the command line and by the page itself.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use super::frame::{Frame, json_in_page};
use super::words::{self, pick};
use super::{Named, SiteError, page};
use crate::corpus::Article;
use crate::draw::svg::escape;

/// Where the JavaScript module takes in what the build knows.
const BUILD_PLACE: &str = "const build = null;";
/// What browsers read of an installed explorer.
pub(super) const MANIFEST: &str = "manifest.webmanifest";
/// Where the page's own parts go.
const ARTICLES_PLACE: &str = "<!-- wenlan:articles -->";
const INTRO_PLACE: &str = "<!-- wenlan:intro -->";
const BUILD_TAG: &str = "<!-- wenlan:build -->";
/// Name and line of the front page as they stand in `index.html`.
const NAME_LINE: &str = "<a href=\"./\">文览</a>";
/// Where the line of the corpus goes.
const CORPUS_PLACE: &str = "<!-- wenlan:corpus -->";

/// Files of a site that its front page names.
#[derive(Clone, Copy, Debug)]
pub(super) struct Parts<'a> {
    pub(super) pack: &'a Named,
    /// See [`super::tongue::others`].
    pub(super) tongues: &'a Named,
}

/// The program: its files' names, what they tell each other, the front page and the module without a corpus.
#[derive(Clone, Debug, PartialEq)]
pub struct Program {
    build: Map<String, Value>,
    files: Vec<String>,
    shell: String,
    module: String,
    offline: String,
}

impl Program {
    /// The file that describes a program, beside its files.
    pub const FILE: &str = "program.json";

    /// Describes a program: `build` are names and integrity of its parts, `files` all its files, `shell` the front
    /// page, `module` the JavaScript module and `offline` the service worker, all with places for what is published.
    ///
    /// # Errors
    /// When a place is missing.
    pub fn new(
        build: Value,
        files: Vec<String>,
        shell: String,
        module: String,
        offline: String,
    ) -> Result<Self, SiteError> {
        let Value::Object(build) = build else { return Err(SiteError::Program("its parts have no names")) };
        if !shell.contains(ARTICLES_PLACE) || !shell.contains(BUILD_TAG) || !shell.contains("</head>") {
            return Err(SiteError::Program("the front page has no place for what is published"));
        }
        if !module.contains(BUILD_PLACE) {
            return Err(SiteError::Program("wenlan.js has no place for the names of the parts"));
        }
        if !offline.contains(BUILD_PLACE) {
            return Err(SiteError::Program("sw.js has no place for the list of files"));
        }
        // Names become paths: nothing may lead out of the folder.
        if files.iter().any(|name| !is_plain_path(name)) {
            return Err(SiteError::Program("a file has a name that is not one"));
        }
        Ok(Self { build, files, shell, module, offline })
    }

    /// The element of the head in whose place names and integrity of the parts go.
    pub const BUILD_TAG: &str = BUILD_TAG;

    /// Reads `program.json`.
    ///
    /// # Errors
    /// When it is not what [`Program::text`] writes.
    pub fn parse(text: &str) -> Result<Self, SiteError> {
        let mut value: Value = serde_json::from_str(text).map_err(|_| SiteError::Program("program.json is no JSON"))?;
        let part = |value: &Value, name: &str| value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        let names = value.get("files").and_then(Value::as_array).cloned().unwrap_or_default();
        let files = names.iter().filter_map(|name| name.as_str().map(str::to_owned)).collect();
        let (shell, module, offline) = (part(&value, "shell"), part(&value, "module"), part(&value, "offline"));
        let build = value.get_mut("build").map(Value::take).unwrap_or_default();
        Self::new(build, files, shell, module, offline)
    }

    /// The text of `program.json`.
    pub fn text(&self) -> String {
        let Self { build, files, shell, module, offline } = self;
        json!({ "build": build, "files": files, "shell": shell, "module": module, "offline": offline }).to_string()
    }

    /// Its files, without `program.json` itself.
    pub fn files(&self) -> &[String] {
        &self.files
    }

    /// Whether it has the one-line loader of portals.
    pub(super) fn has_loader(&self) -> bool {
        self.files.iter().any(|name| name == "embed.js")
    }

    /// The links to style and icon that pages without the program need, for a page at the top of the folder.
    pub(super) fn styles(&self) -> Vec<String> {
        let links = self.shell.split("<link ").skip(1).filter_map(|link| link.split('>').next());
        let icon = links.filter(|link| link.contains("rel=\"icon\"")).map(|link| format!("<link {link}>"));
        let part = |name: &str| self.build.get("style")?.get(name)?.as_str();
        let style = part("href").zip(part("integrity"));
        let style = style.map(|(href, sum)| format!("<link rel=\"stylesheet\" href=\"./{href}\" integrity=\"{sum}\">"));
        style.into_iter().chain(icon).collect()
    }

    fn build_with(&self, pack: &Named, tongues: Option<&Named>) -> Value {
        let mut build = self.build.clone();
        let own = [Some(("pack", pack)), tongues.map(|tongues| ("tongues", tongues))];
        for (name, file) in own.into_iter().flatten() {
            build.insert(name.to_owned(), json!({ "href": file.name, "integrity": file.integrity }));
        }
        Value::Object(build)
    }

    /// The JavaScript module. It has a name of its own that stays: scripts of other pages name it.
    ///
    /// # Errors
    /// When it has no place for the names of the parts.
    pub(super) fn module(&self, pack: &Named) -> Result<String, SiteError> {
        let (before, after) =
            self.module.split_once(BUILD_PLACE).ok_or(SiteError::Program("wenlan.js has no place for names"))?;
        Ok(format!("{before}const build = {};{after}", self.build_with(pack, None)))
    }

    /// The service worker. It keeps the program and the site's `own` files at the first visit, what import and words
    /// need when the rest is there; its version is that of the files' names and of the front page.
    ///
    /// # Errors
    /// When it has no place for the list of files.
    pub(super) fn offline(&self, own: &[Option<&Named>], index: &[u8]) -> Result<String, SiteError> {
        let (before, after) =
            self.offline.split_once(BUILD_PLACE).ok_or(SiteError::Program("sw.js has no place for its files"))?;
        let is_later = |name: &&String| name.starts_with("worker_full") || name.starts_with("lexicon-");
        let is_kept = |name: &&String| name.contains('-') || name.as_str() == "icon.svg";
        let (later, mut now): (Vec<&String>, Vec<&String>) = self.files.iter().filter(is_kept).partition(is_later);
        let manifest = MANIFEST.to_owned();
        now.push(&manifest);
        now.extend(own.iter().flatten().map(|file| &file.name));
        let mut whole = index.to_vec();
        for name in now.iter().chain(&later) {
            whole.extend_from_slice(name.as_bytes());
        }
        let id = Named::of("index.html", &whole).name;
        let id = id.trim_start_matches("index-").trim_end_matches(".html");
        Ok(format!(
            "{before}const build = {};{after}",
            json!({ "id": id, "files": now, "later": later, "pages": ["panels.html", "method.html"] })
        ))
    }

    /// The front page.
    ///
    /// # Errors
    /// When a place is missing.
    pub(super) fn index(
        &self,
        frame: &Frame,
        parts: &Parts<'_>,
        articles: &[Article],
        leads: &[String; 3],
    ) -> Result<String, SiteError> {
        let lang = frame.lang;
        let mut page = self.shell.clone();
        for said in &words::PAGE {
            page = page.replacen(said[0], pick(lang, said), 1);
        }
        let mut root = format!("<html lang=\"{}\"", lang.tag());
        if let Some(chosen) = frame.chosen {
            let _ = write!(root, " data-lang=\"{}\"", chosen.tag());
        }
        if !frame.title.is_empty() {
            let title = escape(&frame.title);
            let _ = write!(root, " data-title=\"{title}\"");
            page = replace_between(&page, "<title>", "</title>", &title)?;
            let about = frame.intro.first().unwrap_or(&frame.title);
            page = replace_between(&page, "<meta name=\"description\" content=\"", "\"", &escape(about))?;
        }
        page = page.replacen("<html lang=\"zh-Hans\"", &root, 1);
        page = page.replacen(NAME_LINE, &format!("<a href=\"./\">{}</a>", escape(&frame.name)), 1);
        page = page.replacen(CORPUS_PLACE, &frame.facts(lang), 1);
        let build = format!(
            "<script type=\"application/json\" id=\"wenlan-build\">{}</script>",
            json_in_page(&self.build_with(parts.pack, Some(parts.tongues)))
        );
        page = page.replacen(BUILD_TAG, &build, 1);
        let mut head = frame.discovery("oembed/index.json", &frame.name);
        if let Some(own) = frame.address("") {
            let _ = writeln!(head, "<link rel=\"canonical\" href=\"{}\">", escape(&own));
        }
        page = page.replacen("</head>", &format!("{head}{}</head>", frame.colours), 1);
        let intro = frame.intro.iter().map(|part| format!("<p>{}</p>", escape(part).replace('\n', "<br>")));
        let intro: String = intro.collect();
        let intro = if intro.is_empty() { intro } else { format!("<div id=\"intro\">{intro}</div>") };
        let lead = leads.get(lang.index()).filter(|lead| !lead.is_empty());
        let lead = lead.map(|lead| format!("<div class=\"lead\">{lead}</div>")).unwrap_or_default();
        page = page.replacen(INTRO_PLACE, &(intro + &lead), 1);
        Ok(page.replacen(ARTICLES_PLACE, &format!("{}\n{}", page::list(articles, lang), frame.footer()), 1))
    }
}

/// Whether a name is that of a file inside the folder.
pub(super) fn is_plain_path(name: &str) -> bool {
    let is_right = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/');
    name.chars().all(is_right) && name.split('/').all(|part| !part.is_empty() && !part.starts_with('.'))
}

fn replace_between(page: &str, from: &str, to: &str, with: &str) -> Result<String, SiteError> {
    let missing = || SiteError::Program("the front page has no title or description");
    let (before, rest) = page.split_once(from).ok_or_else(missing)?;
    let (_, after) = rest.split_once(to).ok_or_else(missing)?;
    Ok(format!("{before}{from}{with}{to}{after}"))
}
