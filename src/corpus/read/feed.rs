//! Feeds: RSS 2.0, RSS 1.0 (RDF), Atom.
//!
//! They are read by the tokenizer of pages: many are no well-formed XML, and their texts are HTML anyway.

use super::{Draft, Opened, ReadError};
use crate::corpus::article::made_id;
use crate::corpus::html::{self, Markup};
use crate::corpus::{dates, front};
use crate::protocol::ArticleMeta;

pub(super) fn feed(text: &str, read: &mut Opened) -> Result<(), ReadError> {
    let tree = Markup::parse_xml(&without_cdata(text));
    let entries: Vec<usize> = tree
        .nodes
        .iter()
        .enumerate()
        .filter(|(_, node)| matches!(node.tag.as_str(), "item" | "entry"))
        .map(|(at, _)| at)
        .collect();
    // The feed's own name: the title outside all entries.
    let channel = tree.all("channel").chain(tree.all("feed")).next().map(|(at, _)| at);
    let name = channel.map(|at| child(&tree, at, &["title"])).unwrap_or_default();
    for at in entries {
        let get = |names: &[&str]| child(&tree, at, names);
        let title = html::to_text(&get(&["title"])).replace('\n', " ");
        let body =
            get(&["content:encoded", "content", "description", "summary", "media:description", "itunes:summary"]);
        let body = html::to_text(&body);
        if title.is_empty() && body.is_empty() {
            continue;
        }
        let date = get(&["pubdate", "published", "dc:date", "dcterms:created", "updated", "date"]);
        let source = get(&["source", "dc:source", "dc:publisher"]);
        let author = get(&["dc:creator", "author", "itunes:author"]);
        // RSS has addresses of mail before names: `a@b.c (张三)`.
        let author = match author.split_once('(') {
            Some((mail, name)) if mail.contains('@') => name.trim_end_matches([')', ' ']).to_owned(),
            _ => author,
        };
        let url = address(&tree, at);
        // New entries come first: a place in a feed says nothing, what the feed calls an entry does.
        let own = Some(get(&["guid", "id"])).filter(|own| !own.is_empty()).unwrap_or_else(|| title.clone());
        let id = Some(made_id(&url, "", 0)).filter(|id| !id.is_empty());
        let meta = ArticleMeta {
            id: id.unwrap_or_else(|| made_id(&format!("feed?{own}"), "", 0)),
            title,
            date: if date.is_empty() { date } else { dates::iso(&date).unwrap_or(date) },
            source: if source.is_empty() { name.clone() } else { html::to_text(&source) },
            authors: front::names(&author).into_iter().filter(|name| !name.contains('@')).collect(),
            url,
            kind: html::to_text(&get(&["category"])),
            ..ArticleMeta::default()
        };
        read.push(Draft::new(meta, body));
    }
    if read.is_empty() { Err(ReadError::NoFeed) } else { Ok(()) }
}

/// The text of the first of the children of these names that has any, in the order of the names.
fn child(tree: &Markup, at: usize, names: &[&str]) -> String {
    for name in names {
        for (inner, node) in tree.inside(at).filter(|(_, node)| node.parent == at && node.tag == *name) {
            // Atom names people inside people, and writes XHTML as elements.
            let person = tree.inside(inner).find(|(_, node)| node.tag == "name" && *name == "author").map(|(at, _)| at);
            let is_markup = matches!(node.get("type"), "xhtml" | "application/xhtml+xml");
            let text = if is_markup { html::text_inside(tree, inner) } else { tree.raw(person.unwrap_or(inner)) };
            let text = if text.trim().is_empty() { node.get("term").to_owned() } else { text };
            if !text.trim().is_empty() {
                return text.trim().to_owned();
            }
        }
    }
    String::new()
}

fn address(tree: &Markup, at: usize) -> String {
    let links = || tree.inside(at).filter(|(_, node)| node.parent == at && node.tag == "link");
    let by_rel = |wanted: fn(&str) -> bool| {
        links()
            .find(|(_, node)| wanted(node.get("rel")) && !node.get("href").is_empty())
            .map(|(_, node)| node.get("href").to_owned())
    };
    let text = || links().map(|(at, _)| tree.raw(at).trim().to_owned()).find(|text| !text.is_empty());
    let guid = || Some(child(tree, at, &["guid", "id"])).filter(|id| id.starts_with("http"));
    by_rel(|rel| rel == "alternate" || rel.is_empty()).or_else(text).or_else(guid).unwrap_or_default()
}

/// Texts that are marked as such, with their signs written out.
fn without_cdata(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("<![CDATA[") {
        out.push_str(before);
        let (inner, after) = after.split_once("]]>").unwrap_or((after, ""));
        for c in inner.chars() {
            match c {
                '<' => out.push_str("&lt;"),
                '>' => out.push_str("&gt;"),
                '&' => out.push_str("&amp;"),
                c => out.push(c),
            }
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::super::read_file;
    use crate::text::Lexicon;

    #[test]
    fn feeds_of_three_kinds() {
        let rss = r#"<?xml version="1.0"?><rss version="2.0" xmlns:content="x"><channel><title>样报</title><link>https://a.b</link>
            <item><title><![CDATA[甲 & 乙]]></title><link>https://a.b/1</link><pubDate>Mon, 06 May 2024 08:00:00 +0800</pubDate><dc:creator>张三</dc:creator>
            <description>摘要。</description><content:encoded><![CDATA[<p>第一段，很好。</p><p>第二段&nbsp;完。</p><script>x()</script>]]></content:encoded></item>
            <item><title>丙</title><link>https://a.b/2</link><description>&lt;p&gt;只有摘要。&lt;/p&gt;</description></item></channel></rss>"#;
        let atom = r#"<feed xmlns="http://www.w3.org/2005/Atom"><title>样报</title><entry><title type="html">甲 &amp;amp; 乙</title><link rel="alternate" href="https://a.b/1"/>
            <published>2024-05-06T08:00:00+08:00</published><author><name>张三</name></author><content type="xhtml"><div><p>第一段，很好。</p><p>第二段 完。</p></div></content></entry></feed>"#;
        let rdf = r#"<rdf:RDF><channel><title>样报</title></channel><item rdf:about="https://a.b/1"><title>甲 &amp; 乙</title><link>https://a.b/1</link><dc:date>2024-05-06</dc:date><dc:creator>张三</dc:creator>
            <description>第一段，很好。&lt;br/&gt;第二段 完。</description></item></rdf:RDF>"#;
        for (name, text) in [("a.rss", rss), ("a.atom", atom), ("a.rdf", rdf), ("a.xml", atom)] {
            let got = read_file(name, text.as_bytes(), Lexicon::embedded()).unwrap();
            let article = &got.articles[0];
            assert_eq!(
                (article.meta.title.as_str(), article.body.as_str()),
                ("甲 & 乙", "第一段，很好。\n第二段 完。"),
                "{name}"
            );
            assert_eq!(
                (article.meta.date.as_str(), article.meta.url.as_str()),
                ("2024-05-06", "https://a.b/1"),
                "{name}"
            );
            assert_eq!(
                (article.meta.source.as_str(), article.meta.authors.join("、").as_str()),
                ("样报", "张三"),
                "{name}"
            );
        }
        let got = read_file("a.rss", rss.as_bytes(), Lexicon::embedded()).unwrap();
        assert_eq!((got.articles.len(), got.articles[1].body.as_str()), (2, "只有摘要。"));
    }
}
