//! One article laid out for reading.

use rustc_hash::FxHashMap;

use super::{Engine, language, marks, matching};
use crate::index::{Needle, rank};
use crate::protocol::{ArticleView, Paragraph, Query, RepairNote, SentenceView};
use crate::text::{Span, fold, paragraphs};

/// Characters of the longest line that can be a heading.
const HEADING: usize = 30;
/// Rare words of an article that are looked for in others.
const RARE_WORDS: usize = 16;
/// Similar articles shown.
const SIMILAR: usize = 5;

impl Engine {
    /// An article with the query's places marked.
    pub fn article(&self, id: &str, query: &Query) -> Option<ArticleView> {
        let corpus = &self.corpus;
        let doc = corpus.find(id)?;
        let (asked, _) = language::parse(&query.text);
        let matched = matching::run(corpus, &self.scale, &asked);
        let body = corpus.body(doc);
        let repairs = corpus.repairs(doc).into_iter().map(|repair| RepairNote {
            kind: repair.kind.name().to_owned(),
            at: repair.at,
            before: repair.before,
            after: repair.after,
            certain: repair.certain,
        });
        let themes = corpus.theme_counts(doc).iter().filter_map(|(theme, n)| {
            let theme = corpus.themes().get(*theme as usize)?;
            Some((theme.id.clone(), *n))
        });
        Some(ArticleView {
            meta: corpus.meta(doc),
            body: body.to_owned(),
            paragraphs: lay_out(body, &corpus.sentences(doc)),
            marks: marks::marks(corpus, &matched.groups, doc).1.iter().map(|mark| mark.span).collect(),
            repairs: repairs.collect(),
            themes: themes.collect(),
            words: Vec::new(),
            swaps: Vec::new(),
            similar: self.similar(doc),
        })
    }

    /// Articles that share rare words: id, title, number of shared words.
    fn similar(&self, doc: u32) -> Vec<(String, String, u32)> {
        let corpus = &self.corpus;
        let (vocab, section) = corpus.vocab();
        let body = fold(corpus.body(doc));
        let mut counts: FxHashMap<&str, u32> = FxHashMap::default();
        let source = corpus.body(doc);
        let words = corpus.words(doc);
        // Folding replaces characters one by one, so the words' characters can be counted off.
        let mut chars = body.text.char_indices().map(|(at, _)| at).chain([body.text.len()]);
        let mut start = chars.next().unwrap_or_default();
        for word in words {
            let n = word.of(source).chars().count();
            let Some(end) = n.checked_sub(1).and_then(|n| chars.nth(n)) else { break };
            if n > 1 {
                *counts.entry(body.text.get(start..end).unwrap_or_default()).or_default() += 1;
            }
            start = end;
        }
        let most = corpus.n_articles() / 10 + 2;
        let mut rare: Vec<(f32, &str)> = counts
            .into_iter()
            .filter_map(|(word, n)| {
                let of = vocab.get(section, word).filter(|of| (2..=most).contains(of))?;
                Some((rank::idf(of, corpus.n_articles()) * (1.0 + (n as f32).ln()), word))
            })
            .collect();
        crate::order::sort_by(&mut rare, |a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
        rare.truncate(RARE_WORDS);
        let mut sums: FxHashMap<u32, (f32, u32)> = FxHashMap::default();
        for (weight, word) in rare {
            let Some(needle) = Needle::new(word) else { continue };
            for found in corpus.index().find(&needle) {
                let sum = sums.entry(found.doc).or_default();
                *sum = (sum.0 + weight, sum.1 + 1);
            }
        }
        let mut list: Vec<(u32, (f32, u32))> =
            sums.into_iter().filter(|(other, (_, shared))| *other != doc && *shared > 1).collect();
        crate::order::sort_by(&mut list, |a, b| b.1.0.total_cmp(&a.1.0).then(a.0.cmp(&b.0)));
        list.truncate(SIMILAR);
        list.into_iter()
            .map(|(other, (_, shared))| (corpus.meta(other).id, corpus.title(other).to_owned(), shared))
            .collect()
    }
}

/// Paragraphs with their sentences.
fn lay_out(body: &str, sentences: &[Span]) -> Vec<Paragraph> {
    let spans = paragraphs(body);
    let last = spans.len();
    let mut rest = sentences.iter().peekable();
    let mut out = Vec::with_capacity(last);
    for (i, span) in spans.into_iter().enumerate() {
        let mut inside = Vec::new();
        while let Some(sentence) = rest.next_if(|sentence| sentence.start < span.end) {
            inside.push(SentenceView { span: *sentence, themes: Vec::new(), figures: Vec::new(), names: Vec::new() });
        }
        out.push(Paragraph { span, heading: i + 1 < last && is_heading(span.of(body)), sentences: inside });
    }
    out
}

/// A short line that ends without a stop.
fn is_heading(line: &str) -> bool {
    let ends =
        ['。', '！', '？', '；', '：', '，', '、', '”', '’', '」', '』', '…', '）', ')', '.', '!', '?', ';', ':', ','];
    !line.ends_with(ends) && line.chars().nth(HEADING).is_none()
}
