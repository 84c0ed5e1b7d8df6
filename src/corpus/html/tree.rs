//! A web page as a flat tree: nodes in the order of the source, each with its parent and where it ends.
//!
//! Tag soup is read leniently: what the standard leaves open is closed at the next block, end tags without a
//! beginning are passed over, and nesting beyond [`DEPTH`] is flattened. Nothing here recurses.

use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};

/// Nesting that is kept; browsers stop at the same depth.
const DEPTH: usize = 512;
/// Attributes that are kept.
const KEPT: [&str; 17] = [
    "class",
    "content",
    "datetime",
    "hidden",
    "href",
    "id",
    "itemprop",
    "name",
    "property",
    "rel",
    "role",
    "style",
    "title",
    "type",
    "http-equiv",
    "length",
    // The style of a paragraph in a Word document.
    "w:val",
];

/// A node: an element, or text.
#[derive(Debug, Default)]
pub(in crate::corpus) struct Node {
    /// The element's name, empty for text.
    pub(in crate::corpus) tag: String,
    attributes: Vec<(&'static str, String)>,
    /// The text, for text.
    pub(in crate::corpus) text: String,
    /// The element around it; the page's first node is its own.
    pub(in crate::corpus) parent: usize,
    /// The node after its last descendant.
    pub(in crate::corpus) end: usize,
    /// Whether the text stands in a link.
    pub(super) is_linked: bool,
}

impl Node {
    /// An attribute's value, or nothing.
    pub(in crate::corpus) fn get(&self, name: &str) -> &str {
        self.attributes.iter().find(|(key, _)| *key == name).map(|(_, value)| value.as_str()).unwrap_or_default()
    }

    /// Whether the element has the attribute at all.
    pub(super) fn has(&self, name: &str) -> bool {
        self.attributes.iter().any(|(key, _)| *key == name)
    }
}

/// A page.
#[derive(Debug)]
pub(in crate::corpus) struct Tree {
    /// All nodes; the first is the page itself.
    pub(in crate::corpus) nodes: Vec<Node>,
    /// Wide characters outside links and scripts before each node, and in all.
    wide: Vec<u32>,
}

impl Tree {
    /// Reads a page, or a piece of one.
    pub(super) fn parse(source: &str) -> Self {
        Self::read(source, false)
    }

    /// Reads XML: elements end where they say.
    pub(in crate::corpus) fn parse_xml(source: &str) -> Self {
        Self::read(source, true)
    }

    fn read(source: &str, is_xml: bool) -> Self {
        let mut emitter = DefaultEmitter::default();
        emitter.naively_switch_states(!is_xml);
        let page = Node { tag: "#page".into(), ..Node::default() };
        let mut builder = Builder { nodes: vec![page], open: vec![0], links: 0, is_xml };
        // Reading from a string never fails.
        for token in Tokenizer::new_with_emitter(source, emitter).filter_map(Result::ok) {
            match token {
                Token::StartTag(tag) => builder.start(&tag),
                Token::EndTag(tag) => builder.end(&String::from_utf8_lossy(&tag.name)),
                Token::String(text) => builder.text(&String::from_utf8_lossy(&text)),
                _ => {}
            }
        }
        builder.close_to(0);
        let n = builder.nodes.len();
        if let Some(page) = builder.nodes.first_mut() {
            page.end = n;
        }
        let nodes = builder.nodes;
        let mut wide = Vec::with_capacity(nodes.len() + 1);
        let mut sum = 0;
        for node in &nodes {
            wide.push(sum);
            let is_read = |parent: &Node| !matches!(parent.tag.as_str(), "script" | "style" | "noscript" | "title");
            if !node.text.is_empty() && !node.is_linked && nodes.get(node.parent).is_some_and(is_read) {
                sum += node.text.chars().filter(|c| !c.is_ascii() && !c.is_whitespace()).count() as u32;
            }
        }
        wide.push(sum);
        Self { nodes, wide }
    }

    /// Wide characters outside links inside a node.
    pub(super) fn n_wide(&self, at: usize) -> u32 {
        let count = |at: usize| self.wide.get(at).copied().unwrap_or_default();
        self.nodes.get(at).map_or(0, |node| count(node.end).saturating_sub(count(at)))
    }

    /// The node.
    pub(super) fn node(&self, at: usize) -> Option<&Node> {
        self.nodes.get(at)
    }

    /// The nodes inside a node, in order, with their numbers.
    pub(in crate::corpus) fn inside(&self, at: usize) -> impl Iterator<Item = (usize, &Node)> {
        let end = self.nodes.get(at).map_or(0, |node| node.end);
        self.nodes.iter().enumerate().take(end).skip(at + 1)
    }

    /// The elements of that name, with their numbers.
    pub(in crate::corpus) fn all<'t>(&'t self, tag: &'t str) -> impl Iterator<Item = (usize, &'t Node)> {
        self.nodes.iter().enumerate().filter(move |(_, node)| node.tag == tag)
    }

    /// The elements around a node, from the inner to the outer.
    pub(super) fn around(&self, at: usize) -> impl Iterator<Item = usize> {
        let parent = |at: usize| self.nodes.get(at).map(|node| node.parent).filter(|&parent| parent != at);
        std::iter::successors(parent(at), move |&at| parent(at))
    }

    /// All text inside a node as it stands.
    pub(in crate::corpus) fn raw(&self, at: usize) -> String {
        self.inside(at).map(|(_, node)| node.text.as_str()).collect()
    }

    /// All text inside a node, blanks joined.
    pub(super) fn text(&self, at: usize) -> String {
        let mut out = String::new();
        for (_, node) in self.inside(at) {
            if !node.text.is_empty() {
                out.push_str(&node.text);
            } else if is_block(&node.tag) || node.tag == "br" {
                out.push(' ');
            }
        }
        out.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// Elements that begin and end lines.
pub(super) fn is_block(tag: &str) -> bool {
    matches!(
        tag,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "head"
            | "header"
            | "hgroup"
            | "hr"
            | "html"
            | "legend"
            | "li"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "p"
            | "pre"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "title"
            | "tr"
            | "ul"
            | "#page"
    )
}

fn is_void(tag: &str) -> bool {
    matches!(
        tag,
        "area"
            | "base"
            | "basefont"
            | "bgsound"
            | "br"
            | "col"
            | "embed"
            | "frame"
            | "hr"
            | "img"
            | "input"
            | "keygen"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

struct Builder {
    nodes: Vec<Node>,
    /// Numbers of the open elements.
    open: Vec<usize>,
    /// Open links.
    links: usize,
    /// Whether nothing is closed but by its own end.
    is_xml: bool,
}

impl Builder {
    fn tag_at(&self, place: usize) -> &str {
        self.open.get(place).and_then(|&at| self.nodes.get(at)).map(|node| node.tag.as_str()).unwrap_or_default()
    }

    /// Closes all that is open after the first `n`; of those the page stays.
    fn close_to(&mut self, n: usize) {
        let end = self.nodes.len();
        while self.open.len() > n.max(1) {
            let Some(at) = self.open.pop() else { break };
            if let Some(node) = self.nodes.get_mut(at) {
                node.end = end;
                if node.tag == "a" {
                    self.links = self.links.saturating_sub(1);
                }
            }
        }
    }

    /// Closes the innermost open `tag`, looking no further out than an element of `limits`; `false` when none was.
    fn close_within(&mut self, tag: &str, limits: fn(&str) -> bool) -> bool {
        for place in (1..self.open.len()).rev() {
            let here = self.tag_at(place);
            if here == tag {
                self.close_to(place);
                return true;
            }
            if limits(here) {
                break;
            }
        }
        false
    }

    /// A line end.
    fn line_end(&mut self) {
        let at = self.nodes.len();
        let parent = self.open.last().copied().unwrap_or_default();
        self.nodes.push(Node { tag: "br".into(), parent, end: at + 1, ..Node::default() });
    }

    fn start(&mut self, start: &StartTag<()>) {
        let tag = String::from_utf8_lossy(&start.name).into_owned();
        if is_block(&tag) && tag != "title" && !self.is_xml {
            self.close_within("p", |around| is_block(around) && around != "p");
        }
        match tag.as_str() {
            _ if self.is_xml => {}
            "html" | "body" if self.nodes.iter().take(64).any(|node| node.tag == tag) => return,
            "body" => {
                self.close_within("head", |_| false);
            }
            "li" => {
                self.close_within("li", |around| matches!(around, "ul" | "ol" | "menu" | "div" | "table"));
            }
            "dt" | "dd" => {
                self.close_within("dt", |around| matches!(around, "dl" | "dd" | "div" | "table"));
                self.close_within("dd", |around| matches!(around, "dl" | "dt" | "div" | "table"));
            }
            "td" | "th" => {
                self.close_within("td", |around| matches!(around, "tr" | "th" | "table"));
                self.close_within("th", |around| matches!(around, "tr" | "td" | "table"));
            }
            "tr" | "tbody" | "thead" | "tfoot" => {
                self.close_within("tr", |around| around == "table");
            }
            "option" => {
                self.close_within("option", |around| around == "select");
            }
            // A link ends where the next begins.
            "a" => self.end("a"),
            _ => {}
        }
        let at = self.nodes.len();
        let text = |name: &str| {
            let value = start.attributes.get(name.as_bytes())?;
            Some(String::from_utf8_lossy(value).into_owned())
        };
        let node = Node {
            attributes: KEPT.iter().filter_map(|name| Some((*name, text(name)?))).collect(),
            parent: self.open.last().copied().unwrap_or_default(),
            end: at + 1,
            ..Node::default()
        };
        let is_empty = if self.is_xml { start.self_closing } else { is_void(&tag) || is_foreign_empty(start, &tag) };
        let is_open = !is_empty && self.open.len() < DEPTH;
        if is_open && tag == "a" {
            self.links += 1;
        }
        self.nodes.push(Node { tag, ..node });
        if is_open {
            self.open.push(at);
        }
    }

    fn end(&mut self, tag: &str) {
        match tag {
            _ if self.is_xml => {
                self.close_within(tag, |_| false);
            }
            "body" | "html" => {}
            "br" => self.line_end(),
            "p" => {
                if !self.close_within("p", is_block) {
                    self.line_end();
                }
            }
            "a" if self.links > 0 => {
                // Blocks inside a link stay open; what follows in them is no longer linked.
                self.close_within("a", is_block);
                self.links = 0;
            }
            _ if is_block(tag) => {
                let out = |around: &str| matches!(around, "table" | "td" | "th");
                if matches!(tag, "table" | "td" | "th" | "tr" | "tbody" | "thead" | "tfoot") {
                    self.close_within(tag, |around| around == "table");
                } else if matches!(tag, "h1" | "h2" | "h3" | "h4" | "h5" | "h6") {
                    // <h1>...</h2> closes the heading.
                    for level in ["h1", "h2", "h3", "h4", "h5", "h6"] {
                        self.close_within(level, is_block);
                    }
                } else {
                    self.close_within(tag, out);
                }
            }
            _ => {
                self.close_within(tag, is_block);
            }
        }
    }

    fn text(&mut self, text: &str) {
        let at = self.nodes.len();
        let parent = self.open.last().copied().unwrap_or_default();
        let node = Node { text: text.to_owned(), parent, end: at + 1, is_linked: self.links > 0, ..Node::default() };
        self.nodes.push(node);
    }
}

/// Whether the sign for an empty element counts: it does where HTML does not rule.
fn is_foreign_empty(start: &StartTag<()>, tag: &str) -> bool {
    start.self_closing
        && (tag.contains(':') || matches!(tag, "path" | "rect" | "circle" | "use" | "line" | "polygon" | "g"))
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use super::*;

    fn shape(source: &str) -> String {
        let tree = Tree::parse(source);
        let mut out = String::new();
        for (at, node) in tree.inside(0) {
            let depth = tree.around(at).count();
            let what = if node.tag.is_empty() { node.text.trim() } else { &node.tag };
            if !what.is_empty() {
                let _ = write!(out, "{depth}{what} ");
            }
        }
        out.trim_end().to_owned()
    }

    #[test]
    fn tag_soup_becomes_a_tree() {
        for (source, expected) in [
            ("<p>甲<p>乙<div>丙</div>", "1p 2甲 1p 2乙 1div 2丙"),
            ("<ul><li>甲<li>乙</ul>丙", "1ul 2li 3甲 2li 3乙 1丙"),
            ("<table><tr><td>甲<td>乙<tr><td>丙</table>丁", "1table 2tr 3td 4甲 3td 4乙 2tr 3td 4丙 1丁"),
            ("<span><p>甲</span>乙</p>丙", "1span 2p 3甲 3乙 2丙"),
            ("甲</div></span>乙", "1甲 1乙"),
            ("<div><td>甲</div>乙", "1div 2td 3甲 3乙"),
        ] {
            assert_eq!(shape(source), expected, "{source}");
        }
    }

    #[test]
    fn links_end_and_scripts_are_no_text() {
        let tree = Tree::parse("<a href=x><div>甲</a>乙</div><script>if (a<b) '</p>'</script>丙");
        let linked: Vec<(&str, bool)> = tree
            .nodes
            .iter()
            .filter(|node| !node.text.is_empty())
            .map(|node| (node.text.as_str(), node.is_linked))
            .collect();
        assert_eq!(linked, [("甲", true), ("乙", false), ("if (a<b) '</p>'", false), ("丙", false)]);
        assert_eq!(tree.nodes[1].get("href"), "x");
    }

    #[test]
    fn deep_nesting_is_flattened() {
        let tree = Tree::parse(&format!("{}深{}", "<div>".repeat(100_000), "</div>".repeat(100_000)));
        assert_eq!(tree.nodes.len(), 100_002);
        let deep = tree.nodes.iter().position(|node| node.text == "深").unwrap();
        assert!(tree.around(deep).count() <= DEPTH);
    }
}
