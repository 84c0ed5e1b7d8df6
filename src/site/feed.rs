//! What other programs read of a site: `sitemap.xml` (sitemaps.org 0.9), `feed.xml` (Atom, RFC 4287), oEmbed 1.0 as
//! static JSON, `robots.txt`. All but the last need absolute addresses, and are written where the base is known.

use std::fmt::Write as _;

use serde_json::json;

use super::embed::frame_code;
use super::frame::Frame;
use super::page::{asks_for, lead, stem};
use super::{File, SavedView};
use crate::corpus::Article;
use crate::draw::svg::escape;

/// Addresses of one sitemap, by its protocol.
const PER_SITEMAP: usize = 50_000;
/// Articles of the feed.
const IN_FEED: usize = 50;

/// The files for programs.
pub(super) fn files(frame: &Frame, articles: &[Article], views: &[SavedView]) -> Vec<File> {
    let Some(base) = frame.address("") else {
        return vec![File::new("robots.txt", "User-agent: *\nAllow: /\n".to_owned())];
    };
    let mut out = sitemaps(&base, articles, views);
    out.extend(feed(frame, &base, articles).map(|text| File::new("feed.xml", text)));
    let robots = format!("User-agent: *\nAllow: /\nSitemap: {base}sitemap.xml\n");
    out.push(File::new("robots.txt", robots));
    let mut oembed = |path: String, title: &str, author: &str, search: &str| {
        let address = format!("{base}?{search}");
        let mut answer = json!({
            "version": "1.0",
            "type": "rich",
            "title": title,
            "provider_name": frame.name,
            "provider_url": base,
            "cache_age": 86_400,
            "width": 800,
            "height": 720,
            "html": frame_code(&address, title),
        });
        if let Some(answer) = answer.as_object_mut().filter(|_| !author.is_empty()) {
            answer.insert("author_name".to_owned(), json!(author));
        }
        out.push(File::new(format!("oembed/{path}.json"), format!("{answer}\n")));
    };
    oembed("index".to_owned(), &frame.name, "", "embed=reader");
    for article in articles {
        let (id, authors) = (&article.meta.id, article.meta.authors.join("、"));
        let search = format!("{}&embed=reader", asks_for(id));
        oembed(format!("articles/{}", stem(id)), &article.meta.title, &authors, &search);
    }
    for view in views {
        oembed(format!("views/{}", view.stem()), &view.title, "", &view.search(frame, "reader"));
    }
    out
}

/// The sitemap; several and their list where one may not hold all.
fn sitemaps(base: &str, articles: &[Article], views: &[SavedView]) -> Vec<File> {
    let mut entries: Vec<String> = vec![format!("<url><loc>{}</loc></url>\n", escape(base))];
    for view in views {
        entries.push(format!("<url><loc>{}views/{}.html</loc></url>\n", escape(base), view.stem()));
    }
    for article in articles {
        let mut entry = format!("<url><loc>{}articles/{}.html</loc>", escape(base), stem(&article.meta.id));
        if !article.meta.date.is_empty() {
            let _ = write!(entry, "<lastmod>{}</lastmod>", escape(&article.meta.date));
        }
        entries.push(entry + "</url>\n");
    }
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    let space = "xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"";
    let whole = |entries: &[String]| format!("{head}<urlset {space}>\n{}</urlset>\n", entries.concat());
    if entries.len() <= PER_SITEMAP {
        return vec![File::new("sitemap.xml", whole(&entries))];
    }
    let parts: Vec<&[String]> = entries.chunks(PER_SITEMAP).collect();
    let mut list = format!("{head}<sitemapindex {space}>\n");
    for number in 1..=parts.len() {
        let _ = writeln!(list, "<sitemap><loc>{}sitemap-{number}.xml</loc></sitemap>", escape(base));
    }
    let mut out = vec![File::new("sitemap.xml", list + "</sitemapindex>\n")];
    let part = |(index, entries): (usize, &&[String])| File::new(format!("sitemap-{}.xml", index + 1), whole(entries));
    out.extend(parts.iter().enumerate().map(part));
    out
}

/// A date as Atom has it (RFC 3339): the first moment of the day, month or year, in UTC.
fn moment(date: &str) -> Option<String> {
    let mut parts = date.split('-');
    let year = parts.next().filter(|year| year.len() == 4 && year.chars().all(|c| c.is_ascii_digit()))?;
    let mut two = || parts.next().filter(|part| part.len() == 2).unwrap_or("01");
    let (month, day) = (two(), two());
    Some(format!("{year}-{month}-{day}T00:00:00Z"))
}

/// The newest articles with a date; `None` when none has one.
fn feed(frame: &Frame, base: &str, articles: &[Article]) -> Option<String> {
    let dated = articles.iter().filter_map(|article| Some((article, moment(&article.meta.date)?)));
    let dated: Vec<(&Article, String)> = dated.take(IN_FEED).collect();
    let (_, updated) = dated.first()?;
    let base_xml = escape(base);
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n\
         <title>{}</title>\n<id>{base_xml}</id>\n<link href=\"{base_xml}\"/>\n<link rel=\"self\" href=\"{base_xml}feed.xml\"/>\n\
         <updated>{updated}</updated>\n<author><name>{}</name></author>\n",
        frame.lang.tag(),
        escape(&frame.name),
        escape(&frame.name),
    );
    for (article, moment) in &dated {
        let address = format!("{base_xml}articles/{}.html", stem(&article.meta.id));
        let _ = write!(
            out,
            "<entry>\n<title>{}</title>\n<id>{address}</id>\n<link href=\"{address}\"/>\n<updated>{moment}</updated>\n",
            escape(&article.meta.title)
        );
        for name in &article.meta.authors {
            let _ = writeln!(out, "<author><name>{}</name></author>", escape(name));
        }
        if let Some(lead) = lead(article, 100) {
            let _ = writeln!(out, "<summary>{}</summary>", escape(&lead));
        }
        out.push_str("</entry>\n");
    }
    Some(out + "</feed>\n")
}

#[cfg(test)]
mod tests {
    use super::moment;

    #[test]
    fn dates_become_moments() {
        for (date, expected) in [
            ("2024-08-06", Some("2024-08-06T00:00:00Z")),
            ("2024-08", Some("2024-08-01T00:00:00Z")),
            ("2024", Some("2024-01-01T00:00:00Z")),
            ("", None),
            ("去年", None),
        ] {
            assert_eq!(moment(date).as_deref(), expected, "{date}");
        }
    }
}
