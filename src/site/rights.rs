//! What of an article may be published. What may not is taken out of text, repairs and remarks before the corpus is
//! packed, so that no file of the site is made from it.

use crate::corpus::Article;
use crate::protocol::{Lang, Rights};
use crate::text::sentences;

/// Characters of an excerpt, at most; and never more than half of the text.
const EXCERPT: usize = 200;

/// What is said in place of the text, by rights (excerpt, metadata) and language.
const SAID: [[&str; 3]; 2] = [
    [
        "这里只刊开头，全文请见原文。",
        "這裏只刊開頭，全文請見原文。",
        "Only the beginning is given here; for the whole text see the source.",
    ],
    [
        "这里只列题目与出处，不刊正文。",
        "這裏只列題目與出處，不刊正文。",
        "Only title and source are given here, not the text.",
    ],
];

/// How many articles are published in part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Withheld {
    /// With their beginning only.
    pub excerpts: usize,
    /// Without any text.
    pub metadata: usize,
}

impl Withheld {
    /// Whether all is published.
    pub fn is_nothing(self) -> bool {
        self == Self::default()
    }
}

/// Takes out of the articles what their rights do not allow, and says so in each, in a language. Doing it again
/// changes nothing.
pub fn withhold(articles: &mut [Article], lang: Lang) -> Withheld {
    let mut withheld = Withheld::default();
    for article in articles {
        let said = match article.meta.rights {
            Rights::Full => continue,
            Rights::Excerpt => {
                withheld.excerpts += 1;
                &SAID[0]
            }
            Rights::Metadata => {
                withheld.metadata += 1;
                &SAID[1]
            }
        };
        // A corpus that was published before: its text is the excerpt already.
        if said.iter().any(|said| article.meta.note.ends_with(said)) {
            continue;
        }
        if article.meta.rights == Rights::Excerpt {
            cut(article);
        } else {
            article.body.clear();
            article.repairs.clear();
            article.meta.note.clear();
        }
        let note = &mut article.meta.note;
        if !note.is_empty() {
            note.push('\n');
        }
        note.push_str(said.get(lang.index()).copied().unwrap_or_default());
    }
    withheld
}

/// Leaves whole sentences of the beginning, or its first characters where the first sentence is longer.
fn cut(article: &mut Article) {
    let body = article.body.as_str();
    let most = EXCERPT.min(body.chars().count() / 2);
    let limit = body.char_indices().nth(most).map_or(body.len(), |(at, _)| at);
    let whole = sentences(body).into_iter().map(|span| span.end as usize).take_while(|end| *end <= limit).last();
    let (end, more) = whole.map_or((limit, "……"), |end| (end, ""));
    article.repairs.retain(|repair| repair.at.end as usize <= end);
    article.body.truncate(end);
    let text = article.body.trim_end().len();
    article.body.truncate(text);
    article.repairs.retain(|repair| repair.at.end as usize <= text);
    article.body.push_str(more);
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use crate::protocol::ArticleMeta;

    fn article(rights: Rights, body: &str) -> Article {
        let meta = ArticleMeta { rights, note: "样稿".into(), ..ArticleMeta::default() };
        Article { meta, body: body.into(), repairs: Vec::new() }
    }

    #[test]
    fn only_what_is_allowed_is_left_and_it_stays_so() {
        let body = format!("石桥修好了。{}村里人都来看。", "河水很清，两岸的人都来看新桥。".repeat(30));
        let mut articles = vec![
            article(Rights::Full, &body),
            article(Rights::Excerpt, &body),
            article(Rights::Metadata, &body),
            article(Rights::Excerpt, &"长".repeat(90)),
            article(Rights::Excerpt, ""),
        ];
        assert_eq!(withhold(&mut articles, Lang::Hans), Withheld { excerpts: 3, metadata: 1 });
        assert_eq!((articles[0].body.as_str(), articles[0].meta.note.as_str()), (body.as_str(), "样稿"));
        let excerpt = &articles[1];
        assert!(excerpt.body.starts_with("石桥修好了。") && excerpt.body.ends_with("新桥。"), "{}", excerpt.body);
        assert!((150..=EXCERPT).contains(&excerpt.body.chars().count()), "{}", excerpt.body);
        assert!(excerpt.meta.note.starts_with("样稿\n这里只刊开头"), "{}", excerpt.meta.note);
        assert_eq!((articles[2].body.as_str(), articles[2].meta.note.as_str()), ("", SAID[1][0]));
        assert_eq!(articles[3].body, "长".repeat(45) + "……");
        let before = articles.clone();
        withhold(&mut articles, Lang::En);
        assert_eq!(articles, before);
    }
}
