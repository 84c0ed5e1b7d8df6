//! Files and standard input for all commands.

use std::fs;
use std::io::{self, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use wenlan::corpus::read::EXTENSIONS;
use wenlan::corpus::{Field, FieldMap};
use wenlan::text::{Lexicon, UserDictionary};
use wenlan::theme::{Definition, Themes, Todo};

/// Reads a file, or standard input for `-`.
pub(crate) fn bytes(path: &Path) -> Result<Vec<u8>> {
    if path == Path::new("-") {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes).context("standard input cannot be read")?;
        return Ok(bytes);
    }
    fs::read(path).with_context(|| format!("{} cannot be read: check the path", path.display()))
}

/// Kinds of documents that hold text but are not read: of these it is said that they were left out, of pictures and
/// the like that lie among articles it is not.
const DOCUMENTS: [&str; 15] =
    ["doc", "pdf", "rtf", "odt", "wps", "xls", "xlsx", "ods", "ppt", "pptx", "epub", "mobi", "mht", "mhtml", "caj"];

/// What lies under the inputs, in the order of paths.
#[derive(Debug, Default)]
pub(crate) struct Inputs {
    /// Files named directly, and of folders those of kinds that are read.
    pub(crate) files: Vec<PathBuf>,
    /// Documents in folders that are of no kind that is read.
    pub(crate) left: Vec<PathBuf>,
}

impl Inputs {
    /// Says what was left out and what to do about it.
    pub(crate) fn say_left(&self) {
        for path in &self.left {
            eprintln!("left out: {}: of a kind that is not read; save it as docx, html or txt", path.display());
        }
    }
}

/// All files under the inputs.
pub(crate) fn inputs(paths: &[PathBuf]) -> Result<Inputs> {
    let mut files = Inputs::default();
    for path in paths {
        if path.is_dir() {
            let before = files.files.len();
            walk(path, &mut files)?;
            if files.files.len() == before {
                files.say_left();
                bail!("{} holds no file of a kind that is read ({})", path.display(), EXTENSIONS.join(", "));
            }
        } else if path == Path::new("-") || path.exists() {
            files.files.push(path.clone());
        } else {
            bail!("{} does not exist: check the path", path.display());
        }
    }
    Ok(files)
}

fn walk(folder: &Path, files: &mut Inputs) -> Result<()> {
    let listing = fs::read_dir(folder).with_context(|| format!("{} cannot be listed", folder.display()))?;
    let mut paths = Vec::new();
    for entry in listing {
        paths.push(entry.with_context(|| format!("{} cannot be listed", folder.display()))?.path());
    }
    paths.sort();
    for path in paths {
        let is_hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if is_hidden {
            continue;
        }
        if path.is_dir() {
            walk(&path, files)?;
            continue;
        }
        let end = path.extension().map(|end| end.to_string_lossy().to_lowercase()).unwrap_or_default();
        if EXTENSIONS.contains(&end.as_str()) {
            files.files.push(path);
        } else if DOCUMENTS.contains(&end.as_str()) {
            files.left.push(path);
        }
    }
    Ok(())
}

/// The name by which a file's kind is known.
pub(crate) fn name(path: &Path) -> String {
    if path == Path::new("-") { "standard input.txt".into() } else { path.to_string_lossy().into_owned() }
}

/// The lexicon, with the words of a user's dictionary (see `wenlan::text::UserDictionary`), and the lines of
/// that, as a pack keeps them.
pub(crate) fn lexicon(dict: Option<&Path>) -> Result<(Lexicon, Vec<String>)> {
    let mut lexicon =
        Lexicon::open(include_bytes!("../../../data/lexicon.bin")).context("the program's own dictionary")?;
    let Some(path) = dict else { return Ok((lexicon, Vec::new())) };
    let text = wenlan::corpus::decode(&bytes(path)?).map_err(|what| {
        anyhow::anyhow!("{} is no dictionary ({what}): give a text file with one word a line", path.display())
    })?;
    let own = UserDictionary::parse(&text.text);
    lexicon.apply(&own);
    Ok((lexicon, own.lines()))
}

/// Shows how far a long task has come, on a terminal only.
pub(crate) struct Bar {
    what: &'static str,
    of: usize,
    shown: usize,
    is_on: bool,
}

impl Bar {
    pub(crate) fn new(what: &'static str, of: usize) -> Self {
        Self { what, of, shown: 0, is_on: io::stderr().is_terminal() }
    }

    pub(crate) fn at(&mut self, done: usize) {
        let step = (self.of / 100).max(1);
        if self.is_on && (done >= self.shown + step || done == self.of) {
            self.shown = done;
            eprint!("\r{} {done}/{}", self.what, self.of);
            let _ = io::stderr().flush();
        }
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        if self.is_on && self.shown > 0 {
            eprintln!();
        }
    }
}

/// The themes to read: the definitions of a folder, or those that come with Wenlan.
pub(crate) fn themes(folder: Option<&Path>) -> Result<Themes> {
    let Some(folder) = folder else { return Ok(Themes::built_in()?) };
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .with_context(|| format!("{} is not a folder that can be read", folder.display()))?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|end| end == "toml"))
        .collect();
    paths.sort();
    let definitions = paths.iter().map(|path| {
        let text = fs::read_to_string(path)
            .with_context(|| format!("{} cannot be read: a theme definition is a text in UTF-8", path.display()))?;
        Definition::parse(&text).map_err(|error| match Definition::diagnose(&text) {
            Some(fault) => {
                let line = fault.line.map(|line| format!(":{line}")).unwrap_or_default();
                anyhow!("{}{line}: {}; {}", path.display(), fault.what, advice(fault.todo))
            }
            None => anyhow!("{}: {error}", path.display()),
        })
    });
    let definitions: Vec<Definition> = definitions.collect::<Result<_>>()?;
    if definitions.is_empty() {
        bail!("{} holds no theme definition (*.toml)", folder.display());
    }
    Ok(Themes::compile(definitions)?)
}

/// What to do about a fault of a definition.
fn advice(todo: Todo) -> &'static str {
    match todo {
        Todo::Syntax => "mend this line (themes/README.md has all fields)",
        Todo::PlainId => "write the id in a-z, 0-9 and hyphens",
        Todo::OtherId => "take another id for one of the two",
        Todo::Term => "write a word of 1 to 64 characters, with a weight from 0 to 4 if any, such as 桑蚕^0.5",
        Todo::Define => "define what is named, or name what is there (themes/README.md)",
        Todo::Colour => "take shilv, zheshi, huaqing or ink",
        Todo::AddTerms => "add `terms = [\"…\"]`",
    }
}

/// What fields and columns hold, where the caller says so.
#[derive(Debug, Default, clap::Args)]
pub(crate) struct Fields {
    /// What a field or column holds: `title=栏名`, or `-=栏名` for one that is not used; columns without names by number
    #[arg(long = "field", value_name = "FIELD=NAME")]
    fields: Vec<String>,
}

impl Fields {
    pub(crate) fn map(&self) -> Result<FieldMap> {
        FieldMap::parse(self.fields.iter().map(String::as_str)).map_err(|part| {
            let known: Vec<&str> = Field::ALL.iter().map(|field| field.name()).collect();
            anyhow!(
                "--field {part} was not understood: write FIELD=NAME; fields are {}, and - for none",
                known.join(", ")
            )
        })
    }
}
