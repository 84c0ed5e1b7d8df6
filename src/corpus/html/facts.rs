//! What a page says of its article in the forms made for machines: JSON-LD, then `meta` and microdata.

use serde_json::Value;

use super::tree::Tree;
use crate::corpus::dates;

/// What a page declares; empty where it says nothing.
#[derive(Debug, Default)]
pub(super) struct Facts {
    /// Titles in the order in which they are trusted; some with the site's name behind.
    pub(super) titles: Vec<String>,
    pub(super) date: String,
    /// A date of which it is not said that it is the publication's.
    pub(super) other_date: String,
    pub(super) source: String,
    /// The site's name, for want of a source.
    pub(super) site: String,
    pub(super) author: String,
    pub(super) reviewer: String,
    pub(super) url: String,
    pub(super) body: String,
    pub(super) language: String,
    /// What may be published of it, in the words of front matter.
    pub(super) rights: Vec<String>,
}

fn fill(slot: &mut String, value: &str) {
    let value = value.trim();
    if slot.is_empty() && !value.is_empty() && !value.starts_with("{{") && !value.starts_with("${") {
        value.split_whitespace().collect::<Vec<_>>().join(" ").clone_into(slot);
    }
}

fn fill_date(slot: &mut String, value: &str) {
    if slot.is_empty()
        && let Some(date) = dates::iso(value)
    {
        *slot = date;
    }
}

impl Facts {
    pub(super) fn of(tree: &Tree) -> Self {
        let mut facts = Self::default();
        for (at, node) in tree.all("script") {
            if node.get("type").to_lowercase().contains("ld+json") {
                let source: String = tree.inside(at).map(|(_, node)| node.text.as_str()).collect();
                facts.json_ld(&source);
            }
        }
        facts.metas(tree);
        facts.microdata(tree);
        for (_, link) in tree.all("link") {
            if link.get("rel").split_whitespace().any(|rel| rel.eq_ignore_ascii_case("canonical")) {
                facts.address(link.get("href"));
            }
        }
        facts
    }

    fn address(&mut self, value: &str) {
        let value = value.trim();
        if self.url.is_empty() && (value.starts_with("http://") || value.starts_with("https://")) {
            value.clone_into(&mut self.url);
        } else if self.url.is_empty() && value.starts_with("//") {
            self.url = format!("https:{value}");
        }
    }

    fn title(&mut self, value: &str) {
        let mut title = String::new();
        fill(&mut title, value);
        if !title.is_empty() && !self.titles.contains(&title) {
            self.titles.push(title);
        }
    }

    fn metas(&mut self, tree: &Tree) {
        let mut og = String::new();
        for (_, meta) in tree.all("meta") {
            let value = meta.get("content");
            // Said and left empty is not understood, so that it is asked for before empty ones are passed over.
            if meta.get("name").trim().eq_ignore_ascii_case("rights") {
                self.rights.push(value.trim().to_owned());
            }
            if value.trim().is_empty() {
                continue;
            }
            for key in [meta.get("name"), meta.get("property")] {
                let key = key.trim().to_lowercase();
                match key.as_str() {
                    "articletitle" | "dc.title" | "dcterms.title" | "news:title" | "contenttitle" => self.title(value),
                    "og:title" | "twitter:title" => fill(&mut og, value),
                    "article:published_time"
                    | "og:published_time"
                    | "og:release_date"
                    | "pubdate"
                    | "publishdate"
                    | "publish_date"
                    | "publish-date"
                    | "publishtime"
                    | "publish_time"
                    | "firstpublishedtime"
                    | "article:create_at"
                    | "apub:time"
                    | "bytedance:published_time"
                    | "article:published"
                    | "sailthru.date"
                    | "parsely-pub-date"
                    | "dc.date.issued"
                    | "dcterms.issued"
                    | "weibo: article:create_at"
                    | "weibo:article:create_at"
                    | "datepublished"
                    | "contentpubdate"
                    | "news:publishdate" => {
                        fill_date(&mut self.date, value);
                    }
                    "date"
                    | "dc.date"
                    | "dcterms.created"
                    | "createdate"
                    | "lastmodified"
                    | "article:modified_time" => {
                        fill_date(&mut self.other_date, value);
                    }
                    "contentsource" | "source" | "article:source" | "mediaid" | "dc.source" | "news:source" => {
                        fill(&mut self.source, value);
                    }
                    "og:site_name" | "sitename" | "application-name" => fill(&mut self.site, value),
                    "author" | "article:author" | "og:article:author" | "dc.creator" | "news:author" => {
                        fill(&mut self.author, value);
                    }
                    "editor" | "responsibleeditor" => fill(&mut self.reviewer, value),
                    "og:url" | "url" => self.address(value),
                    _ => {}
                }
            }
        }
        self.title(&og);
        let language = tree.all("html").next().map(|(_, node)| node.get("lang").to_owned()).unwrap_or_default();
        fill(&mut self.language, &language);
    }

    fn microdata(&mut self, tree: &Tree) {
        for (at, node) in tree.nodes.iter().enumerate().filter(|(_, node)| node.has("itemprop")) {
            let value = || {
                let said = [node.get("content"), node.get("datetime")].into_iter().find(|value| !value.is_empty());
                said.map_or_else(|| tree.text(at), str::to_owned)
            };
            match node.get("itemprop").to_lowercase().as_str() {
                "headline" => self.title(&value()),
                "datepublished" => fill_date(&mut self.date, &value()),
                "author" if value().chars().count() < 30 => fill(&mut self.author, &value()),
                _ => {}
            }
        }
    }

    /// Takes JSON-LD; where it is broken, what can still be read of it.
    fn json_ld(&mut self, source: &str) {
        let source = source.trim().trim_start_matches("<!--").trim_end_matches("-->").trim();
        let source = source.trim_start_matches("//<![CDATA[").trim_end_matches("//]]>").trim().trim_end_matches(';');
        let value = serde_json::from_str::<Value>(source).or_else(|_| serde_json::from_str(&mended(source)));
        match value {
            Ok(value) => self.thing(&value),
            Err(_) if source.contains("Article") || source.contains("headline") => {
                if let Some(title) = loose(source, "headline") {
                    self.title(&title);
                }
                fill_date(
                    &mut self.date,
                    &loose(source, "datePublished").or_else(|| loose(source, "pubDate")).unwrap_or_default(),
                );
                fill(&mut self.body, &loose(source, "articleBody").unwrap_or_default());
            }
            Err(_) => {}
        }
    }

    /// An object of JSON-LD, a list of them, or a graph. The parser bounds how deep they nest.
    fn thing(&mut self, value: &Value) {
        match value {
            Value::Array(list) => list.iter().for_each(|value| self.thing(value)),
            Value::Object(object) => {
                if let Some(graph) = object.get("@graph") {
                    self.thing(graph);
                }
                let is_article = |kind: &str| {
                    kind.ends_with("Article")
                        || kind.ends_with("BlogPosting")
                        || kind == "Report"
                        || kind == "LiveBlogPosting"
                };
                let kinds = object.get("@type");
                let is_article = texts(kinds).iter().any(|kind| is_article(kind));
                let text = |key: &str| texts(object.get(key)).into_iter().next().unwrap_or_default();
                if is_article {
                    self.title(&text("headline"));
                    self.title(&text("name"));
                    fill(&mut self.body, &text("articleBody"));
                    fill(&mut self.author, &names(object.get("author")).join("、"));
                    fill(&mut self.reviewer, &names(object.get("editor")).join("、"));
                    fill(&mut self.source, &names(object.get("sourceOrganization")).join("、"));
                    fill(&mut self.site, &names(object.get("publisher")).join("、"));
                    fill(&mut self.language, &text("inLanguage"));
                    self.address(&text("url"));
                    if let Some(page) = object.get("mainEntityOfPage") {
                        let id = page.get("@id").and_then(Value::as_str).or(page.as_str()).unwrap_or_default();
                        self.address(id);
                    }
                    if let Some(main) = object.get("mainEntity") {
                        self.thing(main);
                    }
                }
                // Search engines of China read a form of their own, without a type of article.
                if is_article || object.get("pubDate").is_some() || object.get("datePublished").is_some() {
                    self.title(&text("title"));
                    fill_date(&mut self.date, &text("datePublished"));
                    fill_date(&mut self.date, &text("pubDate"));
                    fill_date(&mut self.other_date, &text("upDate"));
                }
            }
            _ => {}
        }
    }
}

fn texts(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::String(text)) => vec![text.clone()],
        Some(Value::Number(number)) => vec![number.to_string()],
        Some(Value::Array(list)) => list.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        _ => Vec::new(),
    }
}

/// Names of people or organisations: texts, objects with a name, or lists of them.
fn names(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::String(text)) => vec![text.clone()],
        Some(Value::Object(object)) => texts(object.get("name")),
        Some(Value::Array(list)) => list
            .iter()
            .flat_map(|value| match value {
                Value::Array(_) => Vec::new(),
                value => names(Some(value)),
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// JSON with its usual faults mended: line ends and tabs inside strings, commas before what closes.
fn mended(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let (mut in_string, mut is_escaped) = (false, false);
    for c in source.chars() {
        if in_string {
            match c {
                _ if is_escaped => is_escaped = false,
                '\\' => is_escaped = true,
                '"' => in_string = false,
                _ => {}
            }
            match c {
                '\n' => out.push_str("\\n"),
                c if c.is_control() => out.push(' '),
                c => out.push(c),
            }
            continue;
        }
        if matches!(c, '}' | ']') {
            let kept = out.trim_end();
            if let Some(before) = kept.strip_suffix(',') {
                out.truncate(before.len());
            }
        }
        in_string = c == '"';
        out.push(c);
    }
    out
}

/// The string behind a key in something like JSON.
fn loose(source: &str, key: &str) -> Option<String> {
    let after =
        source.split_once(&format!("\"{key}\""))?.1.trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?;
    let mut out = String::new();
    let mut chars = after.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => return Some(out),
            '\\' => out.extend(chars.next().map(|c| if c == 'n' { '\n' } else { c })),
            _ => out.push(c),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_ld_is_read_whole_in_graphs_and_broken() {
        let page = |json: &str| Facts::of(&Tree::parse(&format!("<script type='application/ld+json'>{json}</script>")));
        for json in [
            r#"{"@type":"NewsArticle","headline":"标题","datePublished":"2024-05-06T08:00:00+08:00","author":[{"@type":"Person","name":"张三"}]}"#,
            r#"{"@graph":[{"@type":"WebPage"},{"@type":["NewsArticle"],"headline":"标题","datePublished":"2024-05-06","author":"张三"}]}"#,
            "[{\"@type\":\"NewsArticle\",\"headline\":\"标题\",\"description\":\"一\n二\",\"datePublished\":\"2024-05-06\",\"author\":{\"name\":\"张三\"},}]",
        ] {
            let facts = page(json);
            assert_eq!(
                (facts.titles.as_slice(), facts.date.as_str(), facts.author.as_str()),
                (["标题".to_owned()].as_slice(), "2024-05-06", "张三"),
                "{json}"
            );
        }
        let facts = page(r#"{"@type":"NewsArticle","headline":"标题","datePublished":"2024-05-06" "x": }"#);
        assert_eq!((facts.titles.len(), facts.date.as_str()), (1, "2024-05-06"));
        assert!(page("{").titles.is_empty() && page(&"[".repeat(100_000)).titles.is_empty());
    }

    #[test]
    fn meta_of_government_sites_and_portals() {
        let facts = Facts::of(&Tree::parse(
            r#"<meta name="ArticleTitle" content="通知"><meta name="PubDate" content="2024-05-06 10:00"><meta name="ContentSource" content="市政府办公室">
            <meta property="og:title" content="通知_某市"><meta property="og:url" content="https://a.gov.cn/x"><link rel="canonical" href="/x">"#,
        ));
        assert_eq!(
            (facts.titles.len(), facts.date.as_str(), facts.source.as_str(), facts.url.as_str()),
            (2, "2024-05-06", "市政府办公室", "https://a.gov.cn/x")
        );
    }
}
