//! Word documents (.docx): the paragraphs of the text, the properties for what the text does not say.

use super::{Opened, ReadError, ReadNote, plain};
use crate::corpus::dates;
use crate::corpus::html::Markup;
use crate::text::Lexicon;

/// Reads the document in the file `name` by its parts; `part` gives one by its name.
pub(super) fn document(
    name: &str,
    part: impl Fn(&str) -> Result<Option<Vec<u8>>, ReadError>,
    lexicon: &Lexicon,
) -> Result<Opened, ReadError> {
    let text = part("word/document.xml")?.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default();
    let (title, text) = paragraphs(&text);
    if text.trim().is_empty() && title.is_empty() {
        return Err(ReadError::Empty);
    }
    let mut draft = plain::draft(&text, lexicon);
    if !title.is_empty() {
        draft.meta.title = title;
    }
    // Properties are often those of another document that was written over: the text comes first.
    let core = part("docProps/core.xml").ok().flatten().unwrap_or_default();
    let core = Markup::parse_xml(&String::from_utf8_lossy(&core));
    let property = |name: &str| {
        let text = core.all(name).next().map(|(at, _)| core.raw(at)).unwrap_or_default();
        text.trim().to_owned()
    };
    if draft.meta.title.is_empty() {
        draft.meta.title = property("dc:title");
    }
    if draft.meta.date.is_empty()
        && let Some(date) = dates::iso(&property("dcterms:created"))
    {
        draft.meta.date = date;
        draft.notes.push(ReadNote::DayOfFile);
    }
    let mut read = Opened { encoding: "UTF-8", file: name.to_owned(), ..Opened::default() };
    read.push(draft);
    Ok(read)
}

/// The paragraph that is styled as the title, and the others, a line each; cells of a table stand beside each other.
fn paragraphs(xml: &str) -> (String, String) {
    let tree = Markup::parse_xml(xml);
    let (mut title, mut out) = (String::new(), String::new());
    let mut line = String::new();
    let (mut is_title, mut in_cell, mut at) = (false, 0, 0);
    while let Some(node) = tree.nodes.get(at) {
        match node.tag.as_str() {
            // The same again for older programs; readings over characters; what was deleted.
            "mc:fallback" | "w:rt" | "w:del" | "w:movefrom" => {
                at = node.end.max(at + 1);
                continue;
            }
            "w:tc" => in_cell = node.end,
            "w:tab" if tree.nodes.get(node.parent).is_some_and(|parent| parent.tag == "w:r") => line.push('\t'),
            "w:br" | "w:cr" => line.push('\n'),
            "w:pstyle" => is_title = node.get("w:val").eq_ignore_ascii_case("title"),
            "w:t" => line.push_str(&tree.raw(at)),
            _ => {}
        }
        at += 1;
        // A paragraph ends where nothing more of it follows.
        let ends = tree.nodes.get(at).is_none_or(|next| matches!(next.tag.as_str(), "w:p" | "w:tbl" | "w:tr" | "w:tc"));
        if ends {
            let text = line.trim();
            if is_title && title.is_empty() && !text.is_empty() && out.trim().is_empty() {
                title = text.replace('\n', " ");
            } else if !text.is_empty() {
                let next_is_cell = tree.nodes.get(at).is_some_and(|next| next.tag == "w:tc");
                out.push_str(text);
                out.push(if next_is_cell && at >= in_cell { '\t' } else { '\n' });
            }
            line.clear();
            is_title = false;
        }
    }
    (title, out)
}
