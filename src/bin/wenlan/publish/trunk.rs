//! Makes a program of what Trunk has built: worker, scripts and lexicon under hashed names, integrity hashes, the
//! content policy, one style sheet, and the front page with places for what is published.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use wenlan::protocol::BUILD_ID;
use wenlan::site::{Named, POLICY, Program};

/// Scripts that are fetched when they are used, by the names under which the page knows them.
const MODULES: [&str; 11] =
    ["picture", "store", "save", "import", "publish", "themes", "words", "desk", "plain", "tongue", "offline"];

/// Names and hashes all files of the folder that Trunk has written, and describes the program they are.
pub(crate) fn program(dir: &Path, lexicon: &[u8], web: &Path) -> Result<Program> {
    let index = dir.join("index.html");
    let page =
        fs::read_to_string(&index).with_context(|| format!("{} is missing: run the build first", index.display()))?;
    let (app_js, app_wasm) = started(&page)?;
    let (page, app_js) = compact_app(dir, page, &app_js)?;

    let worker_js = rename(dir, "worker.js")?;
    let worker_wasm = rename(dir, "worker_bg.wasm")?;
    let full_js = rename(dir, "worker_full.js")?;
    let full_wasm = rename(dir, "worker_full_bg.wasm")?;
    for loader in ["worker_loader.js", "worker_full_loader.js"] {
        let _ = fs::remove_file(dir.join(loader));
    }
    let source = |name: &str| {
        let path = web.join(name);
        fs::read_to_string(&path).with_context(|| format!("{} is missing", path.display()))
    };
    // What the worker's program would load by its own name is given to it by name.
    let shell = add(dir, "wenlan-worker.js", source("worker.js")?.as_bytes())?;
    let link = add(dir, "link.js", compact_script(&source("link.js")?).as_bytes())?;
    let with_link = |text: String| text.replace("\"./link.js\"", &format!("\"./{}\"", link.name));
    let boot = add(dir, "boot.js", compact_script(&with_link(source("boot.js")?)).as_bytes())?;
    let shared = source("shared.js")?.replace("\"./worker.js\"", &format!("\"./{}\"", shell.name));
    let shared = add(dir, "shared.js", shared.as_bytes())?;
    let frame = add(dir, "frame.js", compact_script(&source("frame.js")?).as_bytes())?;
    let frame_css = add(dir, "frame.css", compact(&source("frame.css")?).as_bytes())?;
    let lexicon = add(dir, "lexicon.bin", lexicon)?;
    let module = with_link(source("wenlan.js")?);

    let mut build = serde_json::json!({
        "id": BUILD_ID,
        "app": { "js": app_js, "wasm": app_wasm.0, "integrity": app_wasm.1 },
        "worker": { "shell": shell.name, "js": worker_js.name, "wasm": worker_wasm.name, "integrity": worker_wasm.integrity },
        "full": { "js": full_js.name, "wasm": full_wasm.name, "integrity": full_wasm.integrity },
        "frame": { "js": frame.name, "css": frame_css.name, "shared": shared.name },
        "lexicon": { "href": lexicon.name, "integrity": lexicon.integrity },
    });
    let mut plain = None;
    for name in MODULES {
        let file = add(dir, &format!("{name}.js"), compact_script(&source(&format!("{name}.js"))?).as_bytes())?;
        if name == "plain" {
            plain = Some(format!(
                "<script nomodule defer src=\"./{}\" integrity=\"{}\"></script>",
                file.name, file.integrity
            ));
        }
        if let Some(build) = build.as_object_mut() {
            build.insert(name.to_owned(), file.name.into());
        }
    }
    // These have names of their own that stay: pages of others name them.
    fs::copy(web.join("wenlan.d.ts"), dir.join("wenlan.d.ts")).context("web/wenlan.d.ts cannot be copied")?;
    for name in ["embed.js", "icon.svg"] {
        fs::copy(web.join(name), dir.join(name)).with_context(|| format!("web/{name} cannot be copied"))?;
    }

    let page = without_inline_start(&page);
    let (page, style) = one_style(dir, &page)?;
    let style_file = add(dir, "style.css", style.as_bytes())?;
    if let Some(build) = build.as_object_mut() {
        let file = serde_json::json!({ "href": style_file.name, "integrity": style_file.integrity });
        build.insert("style".to_owned(), file);
    }
    // The front page has the style in it: asked for by itself it would cost a round trip before anything is painted. The
    // policy allows this text and no other.
    let own = format!("style-src 'self' '{}'", style_file.integrity);
    let policy = POLICY.replacen("style-src 'self'", &own, 1);
    let mut head =
        format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n<style>{style}</style>\n");
    for file in [&link, &shell, &worker_js] {
        let _ =
            writeln!(head, "<link rel=\"modulepreload\" href=\"./{}\" integrity=\"{}\">", file.name, file.integrity);
    }
    let _ = writeln!(head, "{}", Program::BUILD_TAG);
    let _ =
        writeln!(head, "<script type=\"module\" src=\"./{}\" integrity=\"{}\"></script>", boot.name, boot.integrity);
    // Browsers that know no modules have no wasm either: for them the search of the list alone.
    let _ = writeln!(head, "{}", plain.unwrap_or_default());
    // The policy must stand before everything it is to hold for.
    let page = page.replacen("<meta charset=\"utf-8\">", &format!("<meta charset=\"utf-8\">\n{head}"), 1);
    if !page.contains("Content-Security-Policy") {
        bail!("index.html has no <meta charset=\"utf-8\">, after which the content policy goes");
    }
    fs::remove_file(&index)?;
    let offline = source("sw.js")?;
    Ok(Program::new(build, names(dir)?, page, module, offline)?)
}

/// Names of the files of the folder, sorted.
fn names(dir: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(dir).with_context(|| format!("{} cannot be listed", dir.display()))? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    names.sort();
    Ok(names)
}

/// Writes a file under its hashed name.
fn add(dir: &Path, name: &str, bytes: &[u8]) -> Result<Named> {
    let named = Named::of(name, bytes);
    let path = dir.join(&named.name);
    fs::write(&path, bytes).with_context(|| format!("{} cannot be written", path.display()))?;
    Ok(named)
}

fn rename(dir: &Path, name: &str) -> Result<Named> {
    let path = dir.join(name);
    let bytes = fs::read(&path).with_context(|| format!("{} is missing: was the worker built?", path.display()))?;
    fs::remove_file(&path)?;
    add(dir, name, &bytes)
}

/// The app's program and wasm, with the integrity of the wasm, as Trunk names them.
fn started(page: &str) -> Result<(String, (String, String))> {
    let preload = |end: &str| {
        page.split("<link ").find_map(|link| {
            let link = link.split('>').next()?;
            let href = attribute(link, "href")?;
            let href = href.rsplit('/').next().unwrap_or(href);
            (link.contains("preload") && href.starts_with("app-") && href.ends_with(end))
                .then(|| (href.to_owned(), attribute(link, "integrity").unwrap_or_default().to_owned()))
        })
    };
    match (preload(".js"), preload(".wasm")) {
        (Some(js), Some(wasm)) => Ok((js.0, wasm)),
        _ => bail!("index.html does not name the app's program: was it built by Trunk?"),
    }
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = tag.split_once(&format!("{name}="))?;
    let quote = rest.chars().next()?;
    if quote == '"' || quote == '\'' { rest.get(1..)?.split(quote).next() } else { rest.split([' ', '>']).next() }
}

/// Takes out Trunk's inline start script: the policy allows none, and `boot.js` does its work.
fn without_inline_start(page: &str) -> String {
    let mut out = String::with_capacity(page.len());
    let mut rest = page;
    while let Some(at) = rest.find("<script") {
        let (before, script) = rest.split_at(at);
        let Some(end) = script.find("</script>") else { break };
        let (script, after) = script.split_at(end + "</script>".len());
        out.push_str(before);
        let tag = script.split('>').next().unwrap_or_default();
        if tag.contains("src=") || tag.contains("application/json") {
            out.push_str(script);
        }
        rest = after;
    }
    out + rest
}

/// Joins the styles into one, in their order, and drops Trunk's preload of the app's wasm: browsers
/// take no integrity there, and `boot.js` fetches it with integrity at once. The page without them, and the style.
fn one_style(dir: &Path, page: &str) -> Result<(String, String)> {
    let (mut style, mut out) = (String::new(), String::with_capacity(page.len()));
    for (index, part) in page.split("<link ").enumerate() {
        let Some((link, rest)) = part.split_once('>').filter(|_| index > 0) else {
            out.push_str(part);
            continue;
        };
        let href = attribute(link, "href").map(|href| href.trim_start_matches("./").to_owned());
        match href {
            Some(href) if link.contains("stylesheet") => {
                let path = dir.join(&href);
                style.push_str(&fs::read_to_string(&path).with_context(|| format!("{} is missing", path.display()))?);
                fs::remove_file(&path)?;
                out.push_str(rest.trim_start());
            }
            Some(_) if link.contains("preload") && link.contains("_bg.wasm") => out.push_str(rest.trim_start()),
            _ => {
                out.push_str("<link ");
                out.push_str(part);
            }
        }
    }
    Ok((out, compact(&style)))
}

/// The page's program with its script compacted, under a new name.
fn compact_app(dir: &Path, page: String, name: &str) -> Result<(String, String)> {
    let path = dir.join(name);
    let text = fs::read_to_string(&path).with_context(|| format!("{} is missing", path.display()))?;
    let file = add(dir, "app.js", compact_script(&text).as_bytes())?;
    fs::remove_file(&path)?;
    // Trunk's link to it names the old file and its integrity.
    let links: Vec<String> = page
        .split_inclusive('>')
        .map(|part| {
            let Some(at) = part.rfind("<link ").filter(|_| part.contains(name)) else { return part.to_owned() };
            let (before, _) = part.split_at(at);
            format!("{before}<link rel=\"modulepreload\" href=\"./{}\" integrity=\"{}\">", file.name, file.integrity)
        })
        .collect();
    Ok((links.concat(), file.name))
}

/// A style sheet without comments and indentation.
fn compact(style: &str) -> String {
    let mut out = String::with_capacity(style.len());
    let mut rest = style;
    while let Some((before, after)) = rest.split_once("/*") {
        out.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    out.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// A script without indentation and without comments that have lines of their own.
fn compact_script(script: &str) -> String {
    let mut out = String::with_capacity(script.len());
    let mut in_comment = false;
    for line in script.lines().map(str::trim) {
        // Only comments that begin a line: what looks like one inside a string stays.
        in_comment |= line.starts_with("/*");
        if !in_comment && !line.is_empty() && !line.starts_with("//") {
            out.push_str(line);
            out.push('\n');
        }
        in_comment &= !line.ends_with("*/");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_lose_comments_and_indentation() {
        assert_eq!(
            compact("/* a */\n@layer x {\n  a::before { content: \" · \"; } /* b\n c */\n}\n"),
            "@layer x {\na::before { content: \" · \"; }\n}"
        );
    }

    #[test]
    fn scripts_lose_comments_of_their_own_lines() {
        let script = "// a\n/**\n * b\n */\nlet s = \"/* no */\"; // kept\n\n  f(s); /* kept */\n/* one */\n  g();\n";
        assert_eq!(compact_script(script), "let s = \"/* no */\"; // kept\nf(s); /* kept */\ng();\n");
    }

    #[test]
    fn trunks_page_is_understood() {
        let page = "<link rel=modulepreload crossorigin=anonymous href=\"./app-1f.js\" integrity=\"sha384-x\"><link rel='preload' \
                    href='./app-1f_bg.wasm' integrity='sha384-y'><script type=module nonce=a>import init</script><script src=x.js></script>";
        assert_eq!(started(page).unwrap(), ("app-1f.js".into(), ("app-1f_bg.wasm".into(), "sha384-y".into())));
        let clean = without_inline_start(page);
        assert!(!clean.contains("import init") && clean.contains("src=x.js"), "{clean}");
    }
}
