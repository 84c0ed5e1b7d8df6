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
/// Gives every article an id of its own: one made from its content where it has none, and a
/// number after the id where an earlier article has the same. Articles that are the same
/// throughout are taken once; the number of those left out is returned.
pub fn settle(articles: &mut Vec<Article>) -> usize {
    let before = articles.len();
    let mut taken: std::collections::BTreeMap<String, Vec<u64>> = std::collections::BTreeMap::new();
    articles.retain_mut(|article| {
        let hash = content_hash(article);
        if article.meta.id.is_empty() {
            article.meta.id = format!("a{hash:016x}");
        }
        let same = taken.entry(article.meta.id.clone()).or_default();
        if same.contains(&hash) {
            return false;
        }
        same.push(hash);
        true
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
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for part in [&meta.title, &meta.date, &meta.source, &meta.url, &article.body] {
        for byte in part.bytes().chain([0xff]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    hash
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
}
