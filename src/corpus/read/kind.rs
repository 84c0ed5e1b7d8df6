//! What kind of text a file is: by its content where that is certain, else by its name.

use super::{ReadError, field, json, table};
use crate::corpus::{What, decode};

/// A kind of text that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Markdown,
    Plain,
    Json,
    /// JSON, one object a line.
    Lines,
    Page,
    Table,
    Feed,
}

impl Kind {
    /// Its name, for people.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Markdown => "Markdown",
            Self::Plain => "TXT",
            Self::Json => "JSON",
            Self::Lines => "JSON Lines",
            Self::Page => "HTML",
            Self::Table => "CSV",
            Self::Feed => "RSS",
        }
    }
}

/// The end of a name, small; empty without one.
pub(super) fn extension(name: &str) -> String {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    file.rsplit_once('.').map(|(_, end)| end.to_lowercase()).unwrap_or_default()
}

fn by_name(extension: &str) -> Option<Kind> {
    Some(match extension {
        "md" | "markdown" => Kind::Markdown,
        "txt" | "text" | "" | "log" => Kind::Plain,
        "json" | "geojson" => Kind::Json,
        "jsonl" | "ndjson" => Kind::Lines,
        "html" | "htm" | "xhtml" | "shtml" | "asp" | "aspx" | "php" | "jsp" | "jhtml" | "mhtml" | "mht" => Kind::Page,
        "csv" | "tsv" | "tab" => Kind::Table,
        "xml" | "rss" | "atom" | "rdf" => Kind::Feed,
        _ => return None,
    })
}

/// Whether a name's end is one of a kind that is read.
pub(super) fn is_known(extension: &str) -> bool {
    by_name(extension).is_some()
}

/// The encoding that a page or a feed names; other texts name none.
pub(super) fn declared(bytes: &[u8]) -> Option<&[u8]> {
    let start = bytes.trim_ascii_start();
    if start.starts_with(b"<") || start.starts_with(b"\xef\xbb\xbf<") { decode::declared(bytes) } else { None }
}

/// The kind of a text, and whether it is another than its name says.
pub(super) fn of(extension: &str, text: &str) -> Result<(Kind, bool), ReadError> {
    let named = by_name(extension);
    let found = by_content(text);
    let kind = match (named, found) {
        // What has a form of its own is that, whatever it is called.
        // Text with elements in it is still text, unless it is a page from its first sign on.
        (Some(Kind::Markdown), Some(Kind::Json | Kind::Lines)) => Kind::Markdown,
        (Some(Kind::Markdown), Some(Kind::Page)) if !is_whole_page(text) => Kind::Markdown,
        // JSON with a fault in it is said to be that; commas alone make no table.
        (Some(Kind::Json | Kind::Lines), None) if !is_braced(text) && table::has_header(text) => Kind::Table,
        (Some(Kind::Feed), None) => return Err(ReadError::NoFeed),
        (Some(Kind::Plain), None)
            if extension == "txt"
                && !is_broken_json(text)
                && table::has_header(text)
                && text.lines().nth(1).is_some() =>
        {
            Kind::Table
        }
        (_, Some(kind)) | (Some(kind), None) => kind,
        (None, None) => return Err(ReadError::Format { extension: extension.to_owned() }),
    };
    let same = named.is_some_and(|named| {
        named == kind
            || matches!((named, kind), (Kind::Json, Kind::Lines) | (Kind::Lines, Kind::Json) | (Kind::Feed, Kind::Page))
    });
    Ok((kind, !same && !extension.is_empty()))
}

/// Whether a text begins as a page does, not only with an element.
fn is_whole_page(text: &str) -> bool {
    let head: String = text.trim_start().chars().take(15).collect::<String>().to_lowercase();
    head.starts_with("<!doctype html") || head.starts_with("<html")
}

fn by_content(text: &str) -> Option<Kind> {
    let start = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    if start.starts_with('<') {
        let mut head = start.as_bytes();
        head = head.get(..head.len().min(4096)).unwrap_or_default();
        let head = String::from_utf8_lossy(head).to_lowercase();
        let has = |tag: &str| head.contains(tag);
        if has("<rss") || has("<feed") || has("<rdf:rdf") {
            return Some(Kind::Feed);
        }
        let is_page = [
            "<!doctype html",
            "<html",
            "<head",
            "<body",
            "<meta",
            "<div",
            "<p>",
            "<p ",
            "<table",
            "<title",
            "<article",
            "<h1",
        ];
        return is_page.into_iter().any(has).then_some(Kind::Page);
    }
    if start.starts_with(['{', '[']) {
        let whole = serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok();
        // `[视频] 标题` is no JSON.
        let is_list = start.starts_with('[') && !start.trim_start_matches(['[', ' ', '\n']).starts_with(['{', ']']);
        if whole && !is_list {
            return Some(Kind::Json);
        }
        if start.starts_with('{') && (json::looks_like_lines(text) || start.lines().next().is_some_and(is_object)) {
            return Some(Kind::Lines);
        }
    }
    None
}

/// Whether a text begins as JSON does.
fn is_braced(text: &str) -> bool {
    text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}').starts_with(['{', '['])
}

/// Whether a text begins as JSON alone does: with an object and the name of its first value.
fn is_broken_json(text: &str) -> bool {
    let text: String = text.chars().filter(|c| !c.is_whitespace() && *c != '\u{feff}').take(2).collect();
    matches!(text.as_str(), "{\"" | "[{")
}

fn is_object(line: &str) -> bool {
    serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(line)
        .is_ok_and(|object| object.keys().any(|name| field::field(name).is_some()))
}

/// What a member of an archive is by its name, where that is no text.
pub(super) fn foreign(extension: &str) -> Option<What> {
    Some(match extension {
        "pdf" => What::Pdf,
        "odt" => What::Word,
        "doc" | "xls" | "ppt" | "wps" | "et" => What::OldOffice,
        "xlsx" | "ods" => What::Sheet,
        "pptx" => What::Slides,
        "rtf" => What::Rtf,
        "epub" => What::Epub,
        "rar" | "7z" | "gz" | "tar" | "tgz" | "bz2" | "xz" => What::Archive,
        _ => return None,
    })
}
