//! A published explorer as files: one writer for the command line, the build and the page.
//!
//! A built site is a *program* (scripts, wasm, styles, the same for all, see [`Program`]) and *content*: the corpus
//! and all that names or shows it. [`files`] writes the content; where the files go is the caller's matter. The same
//! program and corpus give the same files, byte for byte.
//!
//! - [`rights`]: what is not to be published is taken out before anything else sees it
//! - [`page`]: a page per article; [`view`]: a page per saved view; both stand without the program
//! - [`feed`]: sitemap, feed, oEmbed, robots; [`embed`]: what a portal pastes
//! - [`colours`]: a publisher's colours; [`words`]: the few words of these pages

mod colours;
mod contrast;
mod embed;
mod feed;
mod frame;
mod named;
mod order;
mod page;
mod program;
mod rights;
mod tongue;
mod view;
mod words;

use thiserror::Error;

pub use colours::Colours;
pub use embed::Code;
pub use named::Named;
pub use order::{Order, publish};
pub use program::Program;
pub use rights::{Withheld, withhold};
pub use view::SavedView;

use crate::corpus::{Article, PackError};
use crate::engine::Engine;
use crate::protocol::Lang;
use frame::Frame;

/// What a page may load and run: its own files and wasm, nothing else.
pub const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; \
     connect-src 'self'; worker-src 'self'; font-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'";

/// A file of the site.
#[derive(Clone, PartialEq, Eq)]
pub struct File {
    /// Its path in the folder, with `/`.
    pub path: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for File {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} ({} bytes)", self.path, self.bytes.len())
    }
}

impl File {
    fn new(path: impl Into<String>, text: String) -> Self {
        Self { path: path.into(), bytes: text.into_bytes() }
    }
}

/// What a publisher says of the site.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Options {
    /// Name of the site in place of 文览; empty leaves that.
    pub title: String,
    /// Paragraphs that introduce it, divided by empty lines.
    pub intro: String,
    /// Language of its pages, and of the explorer where an address asks for none; `None` leaves it to the browser.
    pub lang: Option<Lang>,
    /// Address of the folder, ending with `/`; empty where it is not known: see [`base_address`].
    pub url: String,
    /// Colours of its own.
    pub colours: Colours,
    /// Views with pages of their own.
    pub views: Vec<SavedView>,
}

/// Why no site can be written.
#[derive(Clone, Debug, PartialEq, Error)]
#[non_exhaustive]
pub enum SiteError {
    /// The corpus cannot be opened.
    #[error(transparent)]
    Pack(#[from] PackError),
    /// The built site is not whole.
    #[error("the built site cannot be used ({0}): build it again with `./dev build`")]
    Program(&'static str),
    /// A line of the colours is not understood.
    #[error("line {line} of the colours: {why}")]
    Colour {
        /// The line, from 1.
        line: usize,
        /// What is wrong and what may stand there.
        why: String,
    },
    /// A colour cannot be read on the paper.
    #[error(
        "{name} {value} has a contrast of {ratio}:1 on the {} paper {paper}, and needs {least}:1 to be read: take a {} one, such as {instead}",
        if *.is_dark { "dark" } else { "light" },
        if *.is_dark { "lighter" } else { "darker" }
    )]
    Contrast {
        /// The property.
        name: &'static str,
        /// Its value.
        value: String,
        /// What it stands on.
        paper: String,
        /// Whether that is the paper of dark colours.
        is_dark: bool,
        /// The contrast it has.
        ratio: f64,
        /// The contrast it needs.
        least: f64,
        /// The nearest colour that has it.
        instead: String,
    },
    /// The base address is none.
    #[error("`{0}` is no address of a folder: give one such as https://example.org/explorer/")]
    Address(String),
    /// Saved views that are not understood.
    #[error("the list of views: {0}")]
    Views(String),
}

/// An address as given -> the base of all addresses of the site, ending with `/`.
///
/// # Errors
/// When it is not an address by http or https, or has a query.
pub fn base_address(given: &str) -> Result<String, SiteError> {
    let given = given.trim();
    let wrong = || SiteError::Address(given.to_owned());
    let rest = given.strip_prefix("https://").or_else(|| given.strip_prefix("http://")).ok_or_else(wrong)?;
    let is_odd = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '?' | '#' | '"' | '\'' | '<' | '>' | '&');
    if rest.is_empty() || rest.starts_with('/') || rest.contains(is_odd) {
        return Err(wrong());
    }
    let folder = given.strip_suffix("index.html").unwrap_or(given);
    Ok(if folder.ends_with('/') { folder.to_owned() } else { format!("{folder}/") })
}

/// Writes the content of a site with this corpus, which has to hold only what may be published.
///
/// # Errors
/// When the pack cannot be opened, or the program is not whole.
pub fn files(program: &Program, pack: Vec<u8>, options: &Options) -> Result<Vec<File>, SiteError> {
    let engine = Engine::open(pack.clone())?;
    let corpus = engine.corpus();
    let articles = newest_first(corpus.articles());
    let name = Named::of("corpus.wenlan", &pack);
    options.colours.check()?;
    let colours = options.colours.css().map(|css| (Named::of("colours.css", css.as_bytes()), css));
    let frame = Frame::new(program, options, &engine.info(), colours.as_ref().map(|(name, _)| name));
    let views = view::pages(&frame, &pack, &options.views)?;
    let (panels, leads) = view::panels(&frame, &pack)?;
    let tongues = tongue::others(&frame, &leads);
    let tongues = (Named::of("tongues.json", tongues.as_bytes()), tongues);
    let index = program.index(&frame, &program::Parts { pack: &name, tongues: &tongues.0 }, &articles, &leads)?;
    let own = [Some(&name), Some(&tongues.0), colours.as_ref().map(|(name, _)| name)];
    let offline = program.offline(&own, index.as_bytes())?;
    let mut out = vec![
        File::new("index.html", index),
        File::new("sw.js", offline),
        File::new(program::MANIFEST, frame.manifest()),
        panels,
        File::new("wenlan.js", program.module(&name)?),
        File::new("method.html", frame.method(corpus)),
        File::new("embed.html", embed::page(&frame, program.has_loader(), &options.views)),
    ];
    out.extend(articles.iter().map(|article| {
        File::new(format!("articles/{}.html", page::stem(&article.meta.id)), page::article(&frame, article))
    }));
    out.extend(page::all(&frame, &articles).map(|list| File::new("articles/index.html", list)));
    out.extend(views);
    out.extend(feed::files(&frame, &articles, &options.views));
    if let Some((name, css)) = colours {
        out.push(File::new(name.name, css));
    }
    out.push(File::new(tongues.0.name, tongues.1));
    out.push(File { path: name.name, bytes: pack });
    Ok(out)
}

/// Articles by date, newest first.
fn newest_first(mut articles: Vec<Article>) -> Vec<Article> {
    articles.sort_by(|a, b| b.meta.date.cmp(&a.meta.date).then_with(|| a.meta.id.cmp(&b.meta.id)));
    articles
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;
