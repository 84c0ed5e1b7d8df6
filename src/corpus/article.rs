//! An article as it is taken in.

use crate::protocol::ArticleMeta;
use crate::text::Repair;

/// An article: what is known of it, its repaired text, and what was repaired.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Article {
    /// What is known of it.
    pub meta: ArticleMeta,
    /// The text after repair, without the title.
    pub body: String,
    /// What repair changed in the body, in order.
    pub repairs: Vec<Repair>,
}

#[cfg(feature = "full")]
/// Gives every article an id of its own: one made from its content where it has none (what is read from files got one
/// from [`made_id`]), and a number after the id where an earlier article has the same. Articles that are the same
/// throughout are taken once; the number of those left out is returned.
pub fn settle(articles: &mut Vec<Article>) -> usize {
    let before = articles.len();
    let mut taken: std::collections::BTreeSet<(String, u64)> = std::collections::BTreeSet::new();
    articles.retain_mut(|article| {
        let hash = content_hash(article);
        if article.meta.id.is_empty() {
            article.meta.id = format!("a{hash:016x}");
        }
        // An id that was made says nothing of what an article is: copies under two names are one article.
        let id = if is_made(&article.meta.id) { String::new() } else { article.meta.id.clone() };
        taken.insert((id, hash))
    });
    let mut ids: std::collections::BTreeSet<String> = std::collections::BTreeSet::new();
    for article in articles.iter_mut() {
        let mut id = article.meta.id.clone();
        let mut number = 2;
        while !ids.insert(id.clone()) {
            id = format!("{}-{number}", article.meta.id);
            number += 1;
        }
        article.meta.id = id;
    }
    before - articles.len()
}

#[cfg(feature = "full")]
/// A number made from title, date, source, address and body.
fn content_hash(article: &Article) -> u64 {
    let meta = &article.meta;
    hash([&meta.title, &meta.date, &meta.source, &meta.url, &article.body])
}

#[cfg(feature = "full")]
/// FNV-1a of texts: the same in every build and on every machine.
fn hash<const N: usize>(parts: [&str; N]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in parts.iter().flat_map(|part| part.bytes().chain([0xff])) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash
}

#[cfg(feature = "full")]
/// Names of what has no name of its own: texts pasted into the page (`web/import.js`) and standard input.
const NAMELESS: [&str; 4] = ["粘贴的文字", "貼上的文字", "Pasted text", "standard input"];

#[cfg(feature = "full")]
/// An id for an article that brings none, which stays when its text is edited: made from its address, else from the
/// name of its file (without folders, so that the page and the command line agree) and its place in it. Empty where
/// there is neither.
pub(super) fn made_id(address: &str, file: &str, place: usize) -> String {
    let address = address.trim();
    let address = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://")).unwrap_or(address);
    // The address of a whole site says nothing of one article.
    if address.trim_end_matches('/').contains(['/', '?']) {
        return format!("a{:016x}", hash([address]));
    }
    let mut parts = file.rsplit(['/', '\\']);
    let name = parts.next().unwrap_or_default();
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    if stem.is_empty() || NAMELESS.contains(&stem) {
        return String::new();
    }
    // Pages called like this are told apart by their folder.
    let folder = if matches!(stem, "index" | "default") { parts.next().unwrap_or_default() } else { "" };
    format!("a{:016x}", hash([folder, name, &place.to_string()]))
}

#[cfg(feature = "full")]
/// Whether an id has the form of those made here.
fn is_made(id: &str) -> bool {
    id.strip_prefix('a')
        .is_some_and(|hex| hex.len() == 16 && hex.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(id: &str, body: &str) -> Article {
        Article { meta: ArticleMeta { id: id.into(), ..Default::default() }, body: body.into(), repairs: Vec::new() }
    }

    #[test]
    fn ids_are_made_kept_apart_and_stable() {
        let mut articles =
            vec![article("", "一"), article("a", "二"), article("a", "三"), article("", "一"), article("a-2", "四")];
        assert_eq!(settle(&mut articles), 1);
        let ids: Vec<&str> = articles.iter().map(|article| article.meta.id.as_str()).collect();
        assert_eq!(ids.get(1..), Some(["a", "a-2", "a-2-2"].as_slice()));
        assert_eq!(ids.first().map(|id| id.len()), Some(17));
        let first = ids.first().map(ToString::to_string);
        assert_eq!(settle(&mut articles), 0);
        assert_eq!(articles.first().map(|article| article.meta.id.clone()), first);
    }

    #[test]
    fn made_ids_are_of_address_or_file() {
        let id = made_id("https://a.example/b.html", "1.html", 0);
        assert!(is_made(&id), "{id}");
        assert_eq!(id, made_id(" http://a.example/b.html", "2.html", 3));
        assert_ne!(id, made_id("https://a.example/c.html", "1.html", 0));
        // A site's front page is no article's address.
        let by_file = made_id("", "甲/一.txt", 0);
        assert_eq!(by_file, made_id("https://a.example/", "一.txt", 0));
        assert_ne!(by_file, made_id("", "一.txt", 1));
        assert_ne!(made_id("", "甲/index.html", 0), made_id("", "乙/index.html", 0));
        assert_eq!(made_id("", "粘贴的文字.txt", 0), "");
    }

    #[test]
    fn copies_under_two_names_are_one() {
        let two = [made_id("", "一.txt", 0), made_id("", "二.txt", 0)];
        let mut articles =
            vec![article(&two[0], "同"), article(&two[1], "同"), article("own", "同"), article(&two[1], "异")];
        assert_eq!(settle(&mut articles), 1);
        let ids: Vec<&str> = articles.iter().map(|article| article.meta.id.as_str()).collect();
        assert_eq!(ids, [two[0].as_str(), "own", two[1].as_str()]);
    }
}
