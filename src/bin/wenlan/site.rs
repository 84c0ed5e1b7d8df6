//! Finishes what Trunk has built: adds corpus, lexicon and worker under hashed names, integrity
//! hashes, the content policy and the readable articles. Used by `./dev build` and by `publish`.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha384};
use wenlan::corpus::Article;
use wenlan::draw::svg::escape;
use wenlan::protocol::BUILD_ID;

use crate::extra;

/// What a page may load and run: its own files and wasm, nothing else.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; \
     connect-src 'self'; worker-src 'self'; font-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'";

/// Where the JavaScript module takes in what the build knows.
const BUILD_PLACE: &str = "const build = null;";

/// Finishes the folder that Trunk has written.
pub(crate) fn finish(dir: &Path, pack: &[u8], lexicon: &[u8], web: &Path, articles: &[Article]) -> Result<()> {
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
    // What the worker's program would load by its own name is given to it by name.
    let shell = add(dir, "wenlan-worker.js", &fs::read(web.join("worker.js"))?)?;
    let link = add(dir, "link.js", compact_script(&fs::read_to_string(web.join("link.js"))?).as_bytes())?;
    let picture = add(dir, "picture.js", &fs::read(web.join("picture.js"))?)?;
    let store = add(dir, "store.js", &fs::read(web.join("store.js"))?)?;
    let script = |name: &str| fs::read_to_string(web.join(name)).with_context(|| format!("web/{name} is missing"));
    let shared_text = script("shared.js")?.replace("\"./worker.js\"", &format!("\"./{}\"", shell.name));
    let shared = add(dir, "shared.js", shared_text.as_bytes())?;
    let frame = add(dir, "frame.js", compact_script(&script("frame.js")?).as_bytes())?;
    let frame_css = add(dir, "frame.css", compact(&script("frame.css")?).as_bytes())?;
    let plain = add(dir, "plain.js", compact_script(&script("plain.js")?).as_bytes())?;
    let offline = add(dir, "offline.js", compact_script(&script("offline.js")?).as_bytes())?;
    let boot_text = fs::read_to_string(web.join("boot.js"))?.replace("\"./link.js\"", &format!("\"./{}\"", link.name));
    let boot = add(dir, "boot.js", compact_script(&boot_text).as_bytes())?;
    let script = fs::read_to_string(web.join("wenlan.js"))?.replace("\"./link.js\"", &format!("\"./{}\"", link.name));
    let pack_bytes = pack;
    let pack = add(dir, "corpus.wenlan", pack)?;
    let lexicon = add(dir, "lexicon.bin", lexicon)?;

    let build = serde_json::json!({
        "id": BUILD_ID,
        "app": { "js": app_js, "wasm": app_wasm.0, "integrity": app_wasm.1 },
        "worker": { "shell": shell.name, "js": worker_js.name, "wasm": worker_wasm.name, "integrity": worker_wasm.integrity },
        "full": { "js": full_js.name, "wasm": full_wasm.name, "integrity": full_wasm.integrity },
        "pack": { "href": pack.name, "integrity": pack.integrity },
        "picture": picture.name,
        "store": store.name,
        "frame": { "js": frame.name, "css": frame_css.name, "shared": shared.name },
        "plain": plain.name,
        "offline": offline.name,
        "lexicon": { "href": lexicon.name, "integrity": lexicon.integrity },
    });
    // The module has a name of its own that stays: scripts of other pages name it.
    let (before, after) =
        script.split_once(BUILD_PLACE).with_context(|| format!("web/wenlan.js has no line `{BUILD_PLACE}`"))?;
    fs::write(dir.join("wenlan.js"), format!("{before}const build = {build};{after}"))?;
    fs::copy(web.join("wenlan.d.ts"), dir.join("wenlan.d.ts"))?;
    let mut head = format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n");
    for file in [&link, &shell, &worker_js] {
        let _ =
            writeln!(head, "<link rel=\"modulepreload\" href=\"./{}\" integrity=\"{}\">", file.name, file.integrity);
    }
    let _ = writeln!(
        head,
        "<script type=\"application/json\" id=\"wenlan-build\">{}</script>",
        build.to_string().replace('<', "\\u003c")
    );
    let _ =
        writeln!(head, "<script type=\"module\" src=\"./{}\" integrity=\"{}\"></script>", boot.name, boot.integrity);
    let _ =
        writeln!(head, "<script nomodule defer src=\"./{}\" integrity=\"{}\"></script>", plain.name, plain.integrity);

    let page = without_inline_start(&page);
    let page = one_stylesheet(dir, &page)?;
    // The policy must stand before everything it is to hold for.
    let page = page.replacen("<meta charset=\"utf-8\">", &format!("<meta charset=\"utf-8\">\n{head}"), 1);
    if !page.contains("Content-Security-Policy") {
        bail!("index.html has no <meta charset=\"utf-8\">, after which the content policy goes");
    }
    article_pages(dir, &page, articles)?;
    let page = page.replace("<!-- wenlan:articles -->", &readable(articles));
    extra::panels_page(dir, pack_bytes, &plain_head(&page, "./"))?;
    let style = attribute_of(&page, "stylesheet");
    fs::write(&index, page)?;
    extra::fixed_names(dir, web, "文览")?;
    let now = [
        style.trim_start_matches("./"),
        &boot.name,
        &link.name,
        &app_js,
        &app_wasm.0,
        &shell.name,
        &worker_js.name,
        &worker_wasm.name,
        &pack.name,
        &store.name,
        &picture.name,
        &plain.name,
        &offline.name,
        "icon.svg",
        "manifest.webmanifest",
    ];
    extra::service_worker(dir, web, &now, &[&full_js.name, &full_wasm.name, &lexicon.name])
}

/// Policy, styles and icon for a page without scripts; `up` leads from it to the site.
fn plain_head(page: &str, up: &str) -> String {
    let mut out = format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n");
    let links = page.split("<link ").skip(1).filter_map(|link| link.split('>').next());
    for link in links.filter(|link| link.contains("stylesheet") || link.contains("rel=\"icon\"")) {
        let _ = writeln!(out, "<link {}>", link.replace("\"./", &format!("\"{up}")));
    }
    out
}

/// Address of the first link whose tag has this word.
fn attribute_of(page: &str, word: &str) -> String {
    let mut links = page.split("<link ").skip(1).filter_map(|link| link.split('>').next());
    links.find(|link| link.contains(word)).and_then(|link| attribute(link, "href")).unwrap_or_default().to_owned()
}

/// A file of the site under its hashed name.
struct Named {
    name: String,
    integrity: String,
}

fn add(dir: &Path, name: &str, bytes: &[u8]) -> Result<Named> {
    let hash = Sha384::digest(bytes);
    let short = hash.iter().take(8).fold(String::new(), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    });
    let (stem, end) = name.rsplit_once('.').unwrap_or((name, "bin"));
    let name = format!("{stem}-{short}.{end}");
    fs::write(dir.join(&name), bytes)?;
    Ok(Named { name, integrity: format!("sha384-{}", STANDARD.encode(hash)) })
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

/// Joins the styles into one file, in their order, and drops Trunk's preload of the app's wasm: browsers
/// take no integrity there, and `boot.js` fetches it with integrity at once.
fn one_stylesheet(dir: &Path, page: &str) -> Result<String> {
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
    let file = add(dir, "style.css", compact(&style).as_bytes())?;
    let link = format!("<link rel=\"stylesheet\" href=\"./{}\" integrity=\"{}\">\n</head>", file.name, file.integrity);
    Ok(out.replacen("</head>", &link, 1))
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

/// Articles by date, newest first.
fn newest_first(articles: &[Article]) -> Vec<&Article> {
    let mut order: Vec<&Article> = articles.iter().collect();
    order.sort_by(|a, b| b.meta.date.cmp(&a.meta.date).then_with(|| a.meta.id.cmp(&b.meta.id)));
    order
}

/// Date and source, as far as they are known.
fn facts(article: &Article) -> String {
    let facts = [article.meta.date.as_str(), article.meta.source.as_str()];
    facts.into_iter().filter(|fact| !fact.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// Name of an article's own page. Ids may hold anything; file names hold what every host can serve.
fn page_name(article: &Article) -> String {
    let id = &article.meta.id;
    let is_plain =
        !id.is_empty() && id.len() <= 80 && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    if is_plain {
        return format!("{id}.html");
    }
    let hash = Sha384::digest(id.as_bytes());
    hash.iter().take(8).fold(String::from("a-"), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    }) + ".html"
}

/// The list of articles as plain HTML: the page before and without the program.
fn readable(articles: &[Article]) -> String {
    let mut out = String::from("<ul>\n");
    for (index, article) in newest_first(articles).into_iter().enumerate() {
        // The newest with their beginnings; the whole list stays light.
        let lead = if index < 8 { lead(article) } else { String::new() };
        let _ = writeln!(
            out,
            "<li lang=\"{}\"><a href=\"articles/{}\">{}</a><span>{}</span>{lead}</li>",
            language(article),
            page_name(article),
            escape(&article.meta.title),
            escape(&facts(article)),
        );
    }
    out + "</ul>"
}

/// The beginning of an article as a paragraph.
fn lead(article: &Article) -> String {
    let line = article.body.lines().map(str::trim).find(|line| line.chars().count() > 12).unwrap_or_default();
    let short: String = line.chars().take(32).collect();
    let more = if short.len() < line.len() { "……" } else { "" };
    format!("<p>{}{more}</p>", escape(&short))
}

fn language(article: &Article) -> String {
    if article.meta.language.is_empty() { "zh".to_owned() } else { escape(&article.meta.language) }
}

/// One page per article: for readers without the program, for search engines, for archives.
fn article_pages(dir: &Path, page: &str, articles: &[Article]) -> Result<()> {
    let folder = dir.join("articles");
    fs::create_dir_all(&folder)?;
    let head = plain_head(page, "../");
    for article in articles {
        let meta = &article.meta;
        let mut body = String::new();
        for line in article.body.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let _ = writeln!(body, "<p>{}</p>", escape(line));
        }
        if !meta.note.is_empty() {
            let _ = writeln!(body, "<p><small>{}</small></p>", escape(&meta.note));
        }
        let html = format!(
            "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
             {head}\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{} · 文览</title>\n</head>\n\
             <body>\n<main id=\"fallback\">\n<header class=\"fallback__head\"><p class=\"fallback__name\"><a href=\"../\">文览</a></p></header>\n\
             <article>\n<h1>{}</h1>\n<p class=\"fallback__say\">{}</p>\n{body}</article>\n\
             <p class=\"fallback__say\"><a class=\"link\" href=\"../?article={}\">在文览中打开</a></p>\n</main>\n</body>\n</html>\n",
            language(article),
            escape(&meta.title),
            escape(&meta.title),
            escape(&facts(article)),
            form_urlencoded::byte_serialize(meta.id.as_bytes()).collect::<String>(),
        );
        fs::write(folder.join(page_name(article)), html)?;
    }
    Ok(())
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
