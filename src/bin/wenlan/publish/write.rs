//! Writes a site into a folder: what is the same stays untouched, what is no longer of the site goes, and what is not
//! of the site is not looked at.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Component, Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use wenlan::site::{File, Named, Program};

/// What was published last: paths and hashes.
const MANIFEST: &str = "published.json";

/// What writing did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Written {
    pub(crate) new: usize,
    pub(crate) changed: usize,
    pub(crate) same: usize,
    pub(crate) removed: usize,
}

/// Publishes a program, whose files are in `site`, and its content into `dir`.
pub(crate) fn write(dir: &Path, program: &Program, site: &Path, content: Vec<File>) -> Result<Written> {
    let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for name in program.files() {
        let path = site.join(name);
        let bytes = fs::read(&path).with_context(|| {
            format!("{} is missing: the built site is not whole, build it again with `./dev build`", path.display())
        })?;
        files.insert(name.clone(), bytes);
    }
    files.insert(Program::FILE.to_owned(), program.text().into_bytes());
    for file in content {
        if let Some(before) = files.insert(file.path.clone(), file.bytes) {
            let _ = before;
            bail!("two files of the site would be called {}: give the article or view another id", file.path);
        }
    }
    let hashes: BTreeMap<&str, String> =
        files.iter().map(|(path, bytes)| (path.as_str(), Named::of(path, bytes).integrity)).collect();
    let manifest = format!("{:#}\n", json!({ "files": hashes }));
    let last = last_published(dir);

    // Nothing is written before it is known that nothing of others is in the way.
    let mut todo: Vec<(&str, &[u8], bool)> = Vec::new();
    let mut written = Written::default();
    for (path, bytes) in &files {
        let at = place(dir, path).with_context(|| format!("{path} is no path of a file"))?;
        match fs::read(&at) {
            Ok(there) if there == *bytes => written.same += 1,
            Ok(_) if last.contains(path) || dir == site => todo.push((path, bytes, true)),
            Ok(_) => bail!(
                "{} was there before and is not of an earlier publish: give another folder, or move the file away",
                at.display()
            ),
            Err(_) => todo.push((path, bytes, false)),
        }
    }
    for (path, bytes, was_there) in todo {
        let Some(at) = place(dir, path) else { continue };
        if let Some(folder) = at.parent() {
            fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
        }
        fs::write(&at, bytes).with_context(|| format!("{} cannot be written", at.display()))?;
        if was_there { written.changed += 1 } else { written.new += 1 }
    }
    for path in last.iter().filter(|path| !files.contains_key(*path)) {
        if let Some(at) = place(dir, path)
            && fs::remove_file(&at).is_ok()
        {
            written.removed += 1;
            // A folder in which something is left stays.
            let _ = at.parent().filter(|folder| *folder != dir).map(fs::remove_dir);
        }
    }
    let at = dir.join(MANIFEST);
    if fs::read(&at).ok().as_deref() != Some(manifest.as_bytes()) {
        fs::write(&at, manifest).with_context(|| format!("{} cannot be written", at.display()))?;
    }
    Ok(written)
}

/// Paths of the last publish into a folder.
fn last_published(dir: &Path) -> BTreeSet<String> {
    let text = fs::read_to_string(dir.join(MANIFEST)).unwrap_or_default();
    let value: Value = serde_json::from_str(&text).unwrap_or_default();
    let files = value.get("files").and_then(Value::as_object);
    files.map(|files| files.keys().cloned().collect()).unwrap_or_default()
}

/// Where a path of the site is in a folder; nothing for one that leads out of it.
fn place(dir: &Path, path: &str) -> Option<PathBuf> {
    let path = Path::new(path);
    let is_inside = path.components().all(|part| matches!(part, Component::Normal(_)));
    (is_inside && path.components().next().is_some()).then(|| dir.join(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_path_leads_out() {
        let dir = Path::new("site");
        assert_eq!(place(dir, "articles/a.html"), Some(PathBuf::from("site/articles/a.html")));
        for path in ["", "..", "../a", "a/../../b", "/etc/passwd"] {
            assert_eq!(place(dir, path), None, "{path}");
        }
    }
}
