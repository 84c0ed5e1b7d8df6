//! A web page -> its article: what it declares, what it shows, and the lines that read as text.
//!
//! Scripts and styles are passed over, nothing is executed or fetched; what comes out is plain text.
//!
//! - `tree`: tokens -> a flat tree
//! - `lines`: the lines a reader sees
//! - `facts`: JSON-LD, meta elements, microdata
//! - `byline`: source, date, people in visible lines
//! - `title`, `body`: which title, which lines
//! - `zone`: names and wordings that tell an article from what is around it

mod body;
mod byline;
mod facts;
mod lines;
mod title;
mod tree;
mod zone;

use super::dates;
use crate::protocol::{ArticleMeta, Rights};
use facts::Facts;
use lines::Line;
pub(super) use tree::Tree as Markup;
use tree::Tree;

/// An article as it stands in a page.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// What the page says of it.
    pub(super) meta: ArticleMeta,
    /// Its paragraphs, one a line; without the title.
    pub(super) body: String,
    /// Whether little of the page reads as text: it may be a list, or be filled in by scripts.
    pub(super) is_thin: bool,
    /// The words in which it says what may be published.
    pub(super) rights: Vec<String>,
}

/// Characters below which a page has hardly any text.
const THIN: usize = 60;

/// Takes the article out of a page.
pub(super) fn extract(source: &str) -> Page {
    let tree = Tree::parse(source);
    let lines = lines::lines(&tree);
    let facts = Facts::of(&tree);
    let title = title::title(&tree, &facts.titles, &lines);
    let mut meta = ArticleMeta {
        title: title.clone(),
        url: facts.url.clone(),
        source: facts.source.clone(),
        rights: rights(&facts.rights),
        ..ArticleMeta::default()
    };
    let mut found = body::find(&tree, &lines, false);
    let n_chars =
        |found: &body::Found| found.lines.iter().filter_map(|&i| lines.get(i)).map(|line| line.n_chars).sum::<usize>();
    if found.as_ref().is_none_or(|found| n_chars(found) < THIN)
        && let Some(hidden) = body::find(&tree, &lines, true)
        && found.as_ref().is_none_or(|found| n_chars(&hidden) > n_chars(found) * 2)
    {
        found = Some(hidden);
    }
    let mut found = found.unwrap_or_default();
    body::trim(&mut found, &lines, &title, &mut meta);
    let visible = around(&lines, &found, &title, &mut meta);
    byline::author(&mut meta, &facts.author);
    if !facts.reviewer.is_empty() && meta.reviewers.is_empty() {
        meta.reviewers = byline::people(&facts.reviewer);
    }
    if meta.source.is_empty() {
        facts.site.clone_into(&mut meta.source);
    }
    // Not a person: the source, the site, or what stands behind the title in the page's own.
    let site = tree.all("title").next().map(|(at, _)| tree.text(at)).unwrap_or_default();
    let site = site.split_once(title.as_str()).map(|(_, site)| site.to_owned()).unwrap_or_default();
    let sources = [meta.source.clone(), facts.site.clone()];
    meta.authors.retain(|author| !sources.contains(author) && !site.contains(author.as_str()));
    let elsewhere = || times(&tree).or_else(|| in_scripts(&tree)).or_else(|| dates::of_address(&facts.url));
    meta.date = Some(facts.date.clone())
        .filter(|date| !date.is_empty())
        .or(visible)
        .or_else(elsewhere)
        .unwrap_or_else(|| facts.other_date.clone());
    let mut body = String::new();
    for (i, line) in found.lines.iter().filter_map(|&i| lines.get(i)).enumerate() {
        let text = byline::cut_credit(&mut meta, &line.text);
        if !text.is_empty() {
            if i > 0 && !body.is_empty() {
                body.push('\n');
            }
            body.push_str(text);
        }
    }
    // Text that only machines are given, when the page shows next to none.
    let shown = body.chars().count();
    for hidden in [facts.body.clone(), if shown < THIN { script_text(&tree) } else { String::new() }] {
        if hidden.chars().count() > body.chars().count() * 2 {
            body = to_text(&hidden);
        }
    }
    let is_thin = body.chars().filter(|c| !c.is_whitespace()).count() < THIN;
    Page { meta, body, is_thin, rights: facts.rights }
}

/// What may be published, as `<meta name="rights">` says: the least where it is said twice, and as little as can be
/// where it is not understood.
fn rights(said: &[String]) -> Rights {
    let said = said.iter().map(|word| Rights::parse(word).unwrap_or(Rights::Metadata));
    said.max_by_key(|rights| *rights as u8).unwrap_or_default()
}

/// Reads the lines around the article: those between title and text first, then those behind it, then those before.
fn around(lines: &[Line], found: &body::Found, title: &str, meta: &mut ArticleMeta) -> Option<String> {
    let start = found.lines.first().copied().unwrap_or(found.first);
    let end = found.lines.last().copied().unwrap_or(found.last);
    let key = title::key(title);
    let titled =
        lines.iter().take(start + 1).rposition(|line| line.n_chars >= 4 && title::key(&line.text).contains(&key));
    let from = titled.unwrap_or(start.saturating_sub(12));
    let behind = end + 1..(end + 9).min(lines.len());
    let before = from.saturating_sub(24)..from;
    let mut dates: Vec<(u8, String)> = Vec::new();
    for (rank, range) in [(0, from..start), (2, behind), (4, before)] {
        for i in range {
            let Some(line) = lines.get(i).filter(|line| line.n_chars <= 200) else { continue };
            // Behind and before the article other articles have their dates too.
            if rank > 0 && line.n_linked * 2 > line.n_chars {
                continue;
            }
            let mut said = ArticleMeta::default();
            let date = byline::take(&mut said, &line.text, lines.get(i + 1).map(|next| next.text.as_str()));
            if meta.source.is_empty() {
                meta.source = said.source;
            }
            if meta.authors.is_empty() {
                meta.authors = said.authors;
            }
            for name in said.reviewers.into_iter().filter(|_| rank < 4) {
                if !meta.reviewers.contains(&name) {
                    meta.reviewers.push(name);
                }
            }
            if meta.source.is_empty() && rank == 0 {
                meta.source = byline::bare_source(&line.text).unwrap_or_default();
            }
            if let Some((date, is_named)) = date
                && (rank == 0 || is_named || byline::is_byline(&line.text))
            {
                dates.push((rank + u8::from(!is_named), date));
            }
        }
    }
    dates.into_iter().min_by_key(|(rank, _)| *rank).map(|(_, date)| date)
}

/// The first date of an element made for dates.
fn times(tree: &Tree) -> Option<String> {
    tree.all("time").find_map(|(at, node)| dates::iso(node.get("datetime")).or_else(|| dates::find(&tree.text(at))))
}

/// A date that scripts call the publication's.
fn in_scripts(tree: &Tree) -> Option<String> {
    const KEYS: [&str; 11] = [
        "publish_time",
        "publishTime",
        "publishDate",
        "pubtime",
        "pubTime",
        "pubdate",
        "pubDate",
        "datePublished",
        "ptime",
        "create_time",
        "createTime",
    ];
    let scripts = tree.all("script").flat_map(|(at, _)| tree.inside(at)).map(|(_, node)| node.text.as_str());
    for script in scripts {
        for key in KEYS {
            for (at, _) in script.match_indices(key).take(8) {
                let rest = script.get(at + key.len()..).unwrap_or_default();
                let value = rest.trim_start_matches(['"', '\'', '\\', ' ']).strip_prefix([':', '=']);
                let value = value.map(|value| value.trim_start_matches([' ', '"', '\'', '\\']));
                let value: String = value
                    .unwrap_or_default()
                    .chars()
                    .take(19)
                    .take_while(|c| !matches!(c, '"' | '\'' | ',' | ';' | '\\'))
                    .collect();
                if value.starts_with(|c: char| c.is_ascii_digit())
                    && let Some(date) = dates::iso(&value).filter(|date| date.len() == 10)
                {
                    return Some(date);
                }
            }
        }
    }
    None
}

/// The longest piece of Chinese prose among the strings of a page's scripts: pages that are put together in the
/// browser carry their text so.
fn script_text(tree: &Tree) -> String {
    let mut best = (0, String::new());
    for (at, node) in tree.all("script") {
        if node.get("type").contains("ld+json") {
            continue;
        }
        for (_, node) in tree.inside(at) {
            let mut rest = node.text.as_str();
            while let Some(open) = rest.find(['"', '\'', '`']) {
                let Some((quote, after)) = rest.get(open..).and_then(|from| from.chars().next().zip(from.get(1..)))
                else {
                    break;
                };
                let (text, used) = script_string(after, quote);
                let wide = text.chars().filter(|c| matches!(c, '\u{3000}'..='\u{9fff}' | '，')).count();
                let marks = text.chars().filter(|c| matches!(c, '，' | '。')).count();
                if marks > 3 && wide * 3 > text.chars().count() / 3 && wide > best.0 {
                    best = (wide, text);
                }
                rest = after.get(used..).unwrap_or_default();
            }
        }
    }
    best.1
}

/// A string of a script up to its closing quote, unescaped, and its length in the source.
fn script_string(source: &str, quote: char) -> (String, usize) {
    let mut out = String::new();
    let mut chars = source.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            _ if c == quote => return (out, at + 1),
            '\n' if quote != '`' => return (String::new(), at + 1),
            '\\' => match chars.next() {
                Some((at, 'u')) => {
                    let code = source.get(at + 1..at + 5).and_then(|hex| u32::from_str_radix(hex, 16).ok());
                    if let Some(c) = code.and_then(char::from_u32) {
                        out.push(c);
                        chars.nth(3);
                    }
                }
                Some((_, 'n' | 'r')) => out.push('\n'),
                Some((_, 't')) => out.push(' '),
                Some((_, c)) => out.push(c),
                None => break,
            },
            _ => out.push(c),
        }
    }
    (out, source.len())
}

/// Whether a text is written with elements of HTML.
pub(super) fn is_markup(text: &str) -> bool {
    text.contains("</")
        || text.contains("/>")
        || text.contains("<br>")
        || text.contains("<p>")
        || text.contains("&nbsp;")
        || text.contains("&lt;p")
}

/// The text of a piece of HTML: a field of a feed or a table. Escaped twice is read twice.
pub(super) fn to_text(source: &str) -> String {
    let join = |source: &str| text_inside(&Tree::parse(source), 0);
    if !is_markup(source) {
        return source.trim().to_owned();
    }
    let text = join(source);
    let is_escaped = text.contains("</p>") || text.contains("<br") || text.contains("</div>");
    if is_escaped { join(&text) } else { text }
}

/// The text of an element, line by line.
pub(super) fn text_inside(tree: &Tree, at: usize) -> String {
    let lines: Vec<String> = lines::lines_in(tree, at).into_iter().map(|line| line.text).collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests;
