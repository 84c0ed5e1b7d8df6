//! `wenlan publish`: an explorer of anyone's articles as a static folder. What the folder holds is written by
//! `wenlan::site`; here are files.

mod trunk;
mod write;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use wenlan::corpus::{BuildOptions, Corpus, Notes, settle};
use wenlan::protocol::Lang;
use wenlan::site::{self, Code, Colours, Options, Program, SavedView};
use wenlan::text::{Lexicon, UserDictionary};
use wenlan::theme::Themes;

use crate::{files, gather, method};
pub(crate) use trunk::program as build;
pub(crate) use write::write;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Folders and files, as for `wenlan pack`; a .wenlan file brings its dictionary and themes
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    /// The folder to publish into
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
    /// Own words, as for `wenlan pack`
    #[arg(long, value_name = "FILE")]
    dict: Option<PathBuf>,
    /// Folder of theme definitions
    #[arg(long, value_name = "DIR")]
    themes: Option<PathBuf>,
    /// The explorer's title, in place of 文览
    #[arg(long)]
    title: Option<String>,
    /// An introduction: a text file, or the text itself; empty lines divide paragraphs
    #[arg(long, value_name = "FILE|TEXT")]
    intro: Option<String>,
    /// The accent colour, such as #8a1c1c
    #[arg(long, value_name = "COLOUR")]
    accent: Option<String>,
    /// Colours of its own: lines of `name: value`, those after `[dark]` for dark colours
    #[arg(long, value_name = "FILE")]
    colours: Option<PathBuf>,
    /// Language: zh-Hans, zh-Hant or en [default: the reader's browser decides; other pages are in zh-Hans]
    #[arg(long, value_parser = method::lang)]
    lang: Option<Lang>,
    /// Address of the folder on its host, for sitemap, feed, oEmbed and embed code
    #[arg(long, value_name = "ADDRESS")]
    url: Option<String>,
    /// Saved views with pages of their own: JSON or TOML, a list of title, address and note
    #[arg(long, value_name = "FILE")]
    views: Option<PathBuf>,
    /// The built site that the program is taken from [default: beside this program, or ./dist]
    #[arg(long, value_name = "DIR")]
    site: Option<PathBuf>,
    /// Write nothing when any file cannot be read
    #[arg(long)]
    strict: bool,
    #[command(flatten)]
    fields: files::Fields,
}

pub(crate) fn run(args: &Args) -> Result<()> {
    let (site_dir, program) = find_program(args.site.as_deref())?;
    refuse_inside(&args.inputs, &args.output)?;
    let mut options = Options {
        title: args.title.clone().unwrap_or_default(),
        intro: args.intro.as_deref().map(text_or_file).transpose()?.unwrap_or_default(),
        lang: args.lang,
        url: args.url.as_deref().map(site::base_address).transpose()?.unwrap_or_default(),
        colours: Colours::default(),
        views: args.views.as_deref().map(views).transpose()?.unwrap_or_default(),
    };
    if let Some(path) = &args.colours {
        options.colours = Colours::parse(&text(path)?).with_context(|| path.display().to_string())?;
    }
    if let Some(accent) = &args.accent {
        options.colours.set_accent(accent).context("--accent")?;
    }
    options.colours.check()?;
    let (lexicon, user_words, themes) = vocabulary(args)?;
    let mut gathered = gather::gather(&args.inputs, &args.fields, &lexicon, args.strict)?;
    let n_same = settle(&mut gathered.articles);
    let withheld = site::withhold(&mut gathered.articles, options.lang.unwrap_or_default());
    for article in &mut gathered.articles {
        // To its readers nothing of the published corpus is their own import.
        article.meta.imported = false;
    }
    let name = if options.title.is_empty() { gather::name_of(&args.inputs) } else { options.title.clone() };
    let n_articles = gathered.articles.len();
    let pack = gather::pack(gathered.articles, &lexicon, &BuildOptions { name, user_words }, &themes);
    let content = site::files(&program, pack, &options)?;
    let written = write(&args.output, &program, &site_dir, content)?;

    eprintln!(
        "{}: {n_articles} articles; {} files new, {} changed, {} as they were, {} removed",
        args.output.display(),
        written.new,
        written.changed,
        written.same,
        written.removed,
    );
    if gathered.n_failed + gathered.n_members + n_same > 0 {
        eprintln!(
            "{} of {} files failed, {} in archives; {n_same} repeated articles left out",
            gathered.n_failed, gathered.n_files, gathered.n_members
        );
    }
    if !withheld.is_nothing() {
        eprintln!("{} articles with their beginning only, {} without text", withheld.excerpts, withheld.metadata);
    }
    if options.url.is_empty() {
        eprintln!("without --url there are no sitemap, feed and oEmbed: they need the folder's address");
    }
    let title = if options.title.is_empty() { "文览" } else { &options.title };
    let has_loader = program.files().iter().any(|name| name == "embed.js");
    let code = Code::of(&options.url, "", title, has_loader);
    eprintln!("to embed it (more in embed.html):");
    for code in [code.script, code.frame].iter().filter(|code| !code.is_empty()) {
        eprintln!("{code}");
    }
    eprintln!("to look at it: wenlan serve {}", args.output.display());
    Ok(())
}

/// The built site: folder and program.
fn find_program(given: Option<&Path>) -> Result<(PathBuf, Program)> {
    let beside = std::env::current_exe().ok().and_then(|exe| Some(exe.parent()?.to_owned()));
    let usual = beside.into_iter().flat_map(|dir| [dir.join("dist"), dir]).chain([PathBuf::from("dist")]);
    let places: Vec<PathBuf> = given.map_or_else(|| usual.collect(), |dir| vec![dir.to_owned()]);
    let Some(dir) = places.iter().find(|dir| dir.join(Program::FILE).is_file()) else {
        let places: Vec<String> = places.iter().map(|dir| dir.display().to_string()).collect();
        bail!(
            "no built site in {}: run `./dev build`, or name the folder (with {}) with --site",
            places.join(", "),
            Program::FILE
        );
    };
    let path = dir.join(Program::FILE);
    let program = Program::parse(&text(&path)?).with_context(|| path.display().to_string())?;
    Ok((dir.clone(), program))
}

/// A folder that is read must not hold the one that is written: the next time the site itself would be read.
fn refuse_inside(inputs: &[PathBuf], output: &Path) -> Result<()> {
    let whole = |path: &Path| {
        let known = path.ancestors().find_map(|part| Some((part, part.canonicalize().ok()?)));
        let known = known.or_else(|| Some((Path::new(""), std::env::current_dir().ok()?)));
        known.map(|(part, known)| known.join(path.strip_prefix(part).unwrap_or(path)))
    };
    let Some(out) = whole(output) else { return Ok(()) };
    for input in inputs.iter().filter(|input| input.is_dir()) {
        if whole(input).is_some_and(|input| out.starts_with(input)) {
            bail!(
                "{} lies inside {}, whose files are read: give a folder outside of it",
                output.display(),
                input.display()
            );
        }
    }
    Ok(())
}

/// Lexicon, own words and themes: those given, or those of the pack that is published.
fn vocabulary(args: &Args) -> Result<(Lexicon, Vec<String>, Themes)> {
    let (mut lexicon, mut user_words) = files::lexicon(args.dict.as_deref())?;
    let mut themes = args.themes.as_deref().map(|dir| files::themes(Some(dir))).transpose()?;
    if let [input] = args.inputs.as_slice()
        && input.extension().is_some_and(|end| end == "wenlan")
    {
        let corpus = Corpus::open(files::bytes(input)?)?;
        if args.dict.is_none() {
            user_words = corpus.user_words().to_vec();
            lexicon.apply(&UserDictionary::of_lines(user_words.iter().map(String::as_str)));
        }
        let definitions = Notes::open(corpus.pack()).definitions().to_vec();
        if themes.is_none() && !definitions.is_empty() {
            themes = Some(Themes::compile(definitions)?);
        }
    }
    Ok((lexicon, user_words, themes.map_or_else(|| files::themes(None), Ok)?))
}

fn text(path: &Path) -> Result<String> {
    let bytes = files::bytes(path)?;
    wenlan::corpus::decode(&bytes)
        .map(|read| read.text)
        .map_err(|what| anyhow::anyhow!("{} is no text ({what}): give a text file", path.display()))
}

/// The text of a file, or the text itself where there is no such file.
fn text_or_file(given: &str) -> Result<String> {
    let path = Path::new(given);
    // A whole text as a name is too long for some systems; that it is none is all that matters.
    if path.is_file() { text(path) } else { Ok(given.to_owned()) }
}

/// Saved views: a list, or a table `view` of them, in JSON or TOML.
fn views(path: &Path) -> Result<Vec<SavedView>> {
    #[derive(Deserialize)]
    struct Listed {
        #[serde(alias = "view")]
        views: Vec<SavedView>,
    }
    let text = text(path)?;
    let is_json = text.trim_start().starts_with(['[', '{']) && path.extension().is_none_or(|end| end != "toml");
    let views = if !is_json {
        toml::from_str::<Listed>(&text).map(|list| list.views).context("TOML: give [[view]] with title and address")
    } else if text.trim_start().starts_with('[') {
        serde_json::from_str::<Vec<SavedView>>(&text).context("JSON: give a list of objects with title and address")
    } else {
        serde_json::from_str::<Listed>(&text).map(|list| list.views).context("JSON: give views, a list of objects")
    };
    views.with_context(|| path.display().to_string())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn what_is_written_is_not_read_again() {
        let dir = std::env::temp_dir().join("wenlan-refuse-inside");
        fs::create_dir_all(dir.join("in")).unwrap();
        let inputs = [dir.join("in")];
        assert!(refuse_inside(&inputs, &dir.join("in/site")).is_err());
        assert!(refuse_inside(&inputs, &dir.join("in/new/site")).is_err());
        assert!(refuse_inside(&inputs, &dir.join("out")).is_ok());
    }
}
