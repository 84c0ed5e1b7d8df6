//! A page as the lines a reader sees, each with what tells prose from the rest of a page.

use super::tree::{Node, Tree, is_block};
use super::zone;

/// A line of a page.
#[derive(Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub(super) struct Line {
    /// Its text, blanks joined.
    pub(super) text: String,
    /// The innermost block it stands in.
    pub(super) block: usize,
    /// Characters that are no blanks.
    pub(super) n_chars: usize,
    /// Those of them that stand in links.
    pub(super) n_linked: usize,
    /// Those of them that end sentences or clauses.
    pub(super) n_marks: usize,
    /// Whether it stands in an element of headings.
    pub(super) is_heading: bool,
    /// Whether an element around it is by its name no part of an article.
    pub(super) is_outside: bool,
    /// Whether it is hidden until something is done.
    pub(super) is_hidden: bool,
    /// Whether it is the item of a list.
    pub(super) is_item: bool,
}

impl Line {
    /// Whether it reads as sentences.
    pub(super) fn is_prose(&self) -> bool {
        let is_short = self.n_chars < 16;
        self.n_linked * 2 <= self.n_chars
            && self.n_marks > 0
            && (!is_short || ends_sentence(&self.text) && self.n_chars > 6)
    }

    /// Whether it is nothing but links.
    pub(super) fn is_linked(&self) -> bool {
        self.n_linked * 5 >= self.n_chars * 4
    }
}

/// Whether a text ends as sentences do.
pub(super) fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['”', '"', '’', '」', '』', '）', ')', ' '])
        .ends_with(['。', '！', '？', '…', '；', '!', '?', '.'])
}

/// Elements whose text is no text of the page.
fn is_silent(node: &Node) -> bool {
    matches!(
        node.tag.as_str(),
        "script"
            | "style"
            | "noscript"
            | "template"
            | "iframe"
            | "svg"
            | "canvas"
            | "object"
            | "audio"
            | "video"
            | "select"
            | "textarea"
            | "button"
            | "head"
            | "title"
            | "map"
            | "math"
            | "noframes"
            | "noembed"
            | "rp"
            | "rt"
            | "datalist"
    )
}

fn is_hidden(node: &Node) -> bool {
    let style = node.get("style");
    node.has("hidden")
        || style.contains("display") && {
            let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
            style.to_lowercase().contains("display:none")
        }
}

/// The lines of a page, in order.
pub(super) fn lines(tree: &Tree) -> Vec<Line> {
    lines_in(tree, 0)
}

/// The lines inside an element.
pub(super) fn lines_in(tree: &Tree, root: usize) -> Vec<Line> {
    let mut writer = Writer { lines: Vec::new(), line: Line::default(), blank: Blank::None, is_pre: false };
    // What holds for all inside an element, until the node at which that ends.
    let (mut outside, mut hidden, mut heading, mut item, mut pre) = (0, 0, 0, 0, 0);
    let (mut at, end) = (root, tree.node(root).map_or(0, |node| node.end));
    // The open blocks, and where each ends: a line end stands on both sides of a block.
    let mut ends: Vec<(usize, usize)> = Vec::new();
    while let Some(node) = tree.node(at).filter(|_| at < end) {
        while ends.pop_if(|(_, end)| *end <= at).is_some() {
            writer.end_line();
        }
        let inside = |end: usize| at < end;
        if is_silent(node) {
            at = node.end.max(at + 1);
            continue;
        }
        let mark = |until: &mut usize, holds: bool| *until = if holds { node.end.max(*until) } else { *until };
        mark(&mut outside, zone::is_outside(tree, at));
        mark(&mut hidden, is_hidden(node));
        mark(&mut heading, matches!(node.tag.as_str(), "h1" | "h2" | "h3" | "h4" | "h5" | "h6"));
        mark(&mut item, matches!(node.tag.as_str(), "li" | "dd"));
        mark(&mut pre, matches!(node.tag.as_str(), "pre" | "xmp"));
        writer.is_pre = inside(pre);
        let is_cell = matches!(node.tag.as_str(), "td" | "th") && !has_lines(tree, at);
        if is_cell || is_line_of_cell(tree, at) {
            writer.tab();
        } else if is_block(&node.tag) {
            writer.end_line();
            ends.push((at, node.end));
        } else if node.tag == "br" {
            writer.end_line();
        }
        if !node.text.is_empty() {
            let line = &mut writer.line;
            if line.n_chars == 0 {
                line.block = ends.last().map_or(0, |(block, _)| *block);
                (line.is_outside, line.is_hidden) = (at < outside, at < hidden);
                (line.is_heading, line.is_item) = (at < heading, at < item);
            }
            writer.push(&node.text, node.is_linked);
        }
        at += 1;
    }
    writer.end_line();
    writer.lines
}

/// Whether a cell is laid out in lines of its own.
fn has_lines(tree: &Tree, cell: usize) -> bool {
    tree.inside(cell).any(|(_, node)| node.tag == "br" || is_block(&node.tag) && node.tag != "p" && node.tag != "div")
        || tree.inside(cell).filter(|(_, node)| matches!(node.tag.as_str(), "p" | "div")).nth(1).is_some()
}

/// Whether a block is all there is in a cell: it is the cell's line.
fn is_line_of_cell(tree: &Tree, at: usize) -> bool {
    let is = |at: usize, tags: [&str; 2]| tree.node(at).is_some_and(|node| tags.contains(&node.tag.as_str()));
    is(at, ["p", "div"]) && tree.around(at).take(2).any(|around| is(around, ["td", "th"]) && !has_lines(tree, around))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Blank {
    None,
    Space,
    /// A line end of the source.
    Break,
    Tab,
}

struct Writer {
    lines: Vec<Line>,
    line: Line,
    blank: Blank,
    is_pre: bool,
}

impl Writer {
    fn tab(&mut self) {
        if self.line.n_chars > 0 {
            self.blank = Blank::Tab;
        }
    }

    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        self.blank = Blank::None;
        if line.n_chars > 0 {
            self.lines.push(line);
        }
    }

    fn push(&mut self, text: &str, is_linked: bool) {
        // Blanks that begin a paragraph where no element does.
        let mut n_wide = 0;
        for c in text.chars() {
            match c {
                '\n' if self.is_pre => {
                    let context =
                        Line { text: String::new(), n_chars: 0, n_linked: 0, n_marks: 0, ..self.line.clone() };
                    self.end_line();
                    self.line = context;
                }
                '\n' | '\r' | '\u{2028}' | '\u{2029}' => {
                    self.blank = if self.blank == Blank::Tab { Blank::Tab } else { Blank::Break };
                }
                '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}' => {}
                ' ' | '\t' | '\u{c}' | '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => {
                    // A line end of the source with its indent is one blank; wide ones are meant.
                    let is_source = matches!(c, ' ' | '\t') && self.blank == Blank::Break;
                    self.blank = if self.blank == Blank::Tab || is_source { self.blank } else { Blank::Space };
                    n_wide += match c {
                        '\u{3000}' | '\u{2003}' => 2,
                        '\u{a0}' => 1,
                        _ => 0,
                    };
                    // An indent of two characters behind the end of a sentence begins a paragraph.
                    if n_wide >= 4 && ends_sentence(&self.line.text) {
                        let context =
                            Line { text: String::new(), n_chars: 0, n_linked: 0, n_marks: 0, ..self.line.clone() };
                        self.end_line();
                        self.line = context;
                        n_wide = 0;
                    }
                }
                _ if c.is_control() => {}
                _ => {
                    n_wide = 0;
                    self.put(c, is_linked);
                }
            }
        }
    }

    fn put(&mut self, c: char, is_linked: bool) {
        let line = &mut self.line;
        let last = line.text.chars().next_back();
        let is_joined = |c: char| matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{ffef}' | '“' | '”' | '…');
        match self.blank {
            _ if line.n_chars == 0 => {}
            Blank::Tab => line.text.push('\t'),
            // A line end between wide characters is no blank.
            Blank::Break if last.is_some_and(is_joined) && is_joined(c) => {}
            Blank::Space | Blank::Break => line.text.push(' '),
            Blank::None => {}
        }
        self.blank = Blank::None;
        line.text.push(c);
        line.n_chars += 1;
        line.n_linked += usize::from(is_linked);
        line.n_marks += usize::from(matches!(c, '，' | '。' | '！' | '？' | '；' | '、' | '：' | '“' | '…'));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, expected: &[&str]) {
        let got: Vec<String> = lines(&Tree::parse(source)).into_iter().map(|line| line.text).collect();
        assert_eq!(got, expected, "{source}");
    }

    #[test]
    fn lines_are_those_a_reader_sees() {
        check("<p>第一段，\n  很好。</p><p>　　第二<b>段</b>。</p>", &["第一段，很好。", "第二段。"]);
        check("甲<br>　　乙<br/><br>丙&nbsp;丁", &["甲", "乙", "丙 丁"]);
        check("<span><p>甲</p></span><span>乙</span>", &["甲", "乙"]);
        check("第一段。　　第二段。&nbsp;&nbsp;&nbsp;&nbsp;第三段", &["第一段。", "第二段。", "第三段"]);
        check("<table><tr><td>甲</td><td><p>乙</p></td></tr><tr><td>丙<td>丁</table>", &["甲\t乙", "丙\t丁"]);
        check("<table><tr><td>甲<br>乙</td><td>丙</td></tr></table>", &["甲", "乙", "丙"]);
        check("<pre>甲\n乙</pre>丙<script>x</script><!-- 丁 -->戊<style>p{}</style>", &["甲", "乙", "丙戊"]);
    }
}
