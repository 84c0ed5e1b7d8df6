//! Articles -> pack.

use std::{collections::BTreeSet, sync::OnceLock};

use super::store::Facts;
use super::twins::TwinFinder;
use super::{Article, Corpus, PackError, PackWriter, facets, pack::Tag, settle, store};
use crate::index::bytes::put_varint;
use crate::index::{GramBuilder, Texts, VocabBuilder, pinyin};
use crate::protocol::{ArticleMeta, Rights, ThemeInfo};
use crate::text::{Lexicon, Span, Token, sentences};

/// What is to be said of a corpus beside its articles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BuildOptions {
    /// The corpus's name, for people.
    pub name: String,
    /// Lines of the user's dictionary that the lexicon was given, `-word` for what is forbidden: see
    /// [`UserDictionary::of_lines`](crate::text::UserDictionary::of_lines).
    pub user_words: Vec<String>,
}

/// An article in the state in which it is packed.
#[derive(Clone, Copy, Debug)]
pub struct Seen<'a> {
    /// Its number in the pack.
    pub doc: u32,
    /// The article.
    pub article: &'a Article,
    /// Sentences of the body.
    pub sentences: &'a [Span],
    /// Words of the body: they cover it without gaps.
    pub tokens: &'a [Token],
}

/// Reads something more out of the articles while they are packed.
pub trait Annotate {
    /// Called once per article, in the order of the pack.
    fn article(&mut self, seen: &Seen<'_>);
    /// Called once at the end.
    fn finish(&mut self) -> Annotations;
}

/// Nothing more.
impl Annotate for () {
    fn article(&mut self, _: &Seen<'_>) {}
    fn finish(&mut self) -> Annotations {
        Annotations::default()
    }
}

/// What was read beside text and words.
#[derive(Clone, Debug, Default)]
pub struct Annotations {
    /// The themes, in their order.
    pub themes: Vec<ThemeInfo>,
    /// Per article: position in `themes` and number of sentences.
    pub theme_counts: Vec<Vec<(u32, u32)>>,
    /// Per article: the place it speaks of, for articles that are given none. Counted by, not shown as given.
    pub places: Vec<Option<String>>,
    /// Sections to add to the pack.
    pub sections: Vec<(Tag, Vec<u8>)>,
}

/// A list of byte strings of different lengths: the strings, and a section of their lengths.
#[derive(Default)]
struct Lists {
    bytes: Vec<u8>,
    lengths: Vec<u8>,
    at: usize,
}

impl Lists {
    fn end(&mut self) {
        put_varint(&mut self.lengths, (self.bytes.len() - self.at) as u32);
        self.at = self.bytes.len();
    }
}

impl Annotate for &mut dyn Annotate {
    fn article(&mut self, seen: &Seen<'_>) {
        (**self).article(seen);
    }
    fn finish(&mut self) -> Annotations {
        (**self).finish()
    }
}

/// Packs articles, see [`Builder`]. `progress` hears the number of articles done.
pub fn build(
    articles: Vec<Article>,
    lexicon: &Lexicon,
    options: &BuildOptions,
    annotate: &mut dyn Annotate,
    progress: &mut dyn FnMut(u32),
) -> Vec<u8> {
    let mut builder = Builder::new(articles, options, annotate);
    while builder.step(lexicon).is_some() {
        progress(builder.n_done());
    }
    builder.finish(lexicon)
}

/// A pack in the making, article by article: between them other things may be done.
///
/// Articles are put in the order of their dates (undated first, otherwise as given), ids are settled, and the same
/// input gives the same bytes.
pub struct Builder<A> {
    articles: std::vec::IntoIter<Article>,
    annotate: A,
    facts: Facts,
    metas: Vec<ArticleMeta>,
    text: Lists,
    meta: Lists,
    repairs: Lists,
    cuts: Lists,
    words: Lists,
    grams: GramBuilder,
    vocab: VocabBuilder,
    twins: TwinFinder,
    folded: Texts,
}

impl<A: Annotate> Builder<A> {
    /// Begins a pack of these articles.
    pub fn new(mut articles: Vec<Article>, options: &BuildOptions, annotate: A) -> Self {
        settle(&mut articles);
        articles.sort_by_key(|article| facets::days(&article.meta.date).unwrap_or_default());
        let facts = Facts {
            name: options.name.clone(),
            n_articles: articles.len() as u32,
            user_words: options.user_words.clone(),
            ..Facts::default()
        };
        // What is as long as the texts gets its room at once: growing would need it twice.
        let both = |article: &Article| article.meta.title.len() + article.body.len();
        let chars = |article: &Article| article.meta.title.chars().count() + article.body.chars().count() + 2;
        let mut text = Lists::default();
        text.bytes.reserve_exact(articles.iter().map(both).sum());
        Self {
            folded: Texts::with_units(articles.len(), articles.iter().map(chars).sum()),
            metas: Vec::with_capacity(articles.len()),
            articles: articles.into_iter(),
            annotate,
            facts,
            text,
            meta: Lists::default(),
            repairs: Lists::default(),
            cuts: Lists::default(),
            words: Lists::default(),
            grams: GramBuilder::default(),
            vocab: VocabBuilder::default(),
            twins: TwinFinder::default(),
        }
    }

    /// Number of articles in all.
    pub fn n_articles(&self) -> u32 {
        self.facts.n_articles
    }

    /// Number of articles packed.
    pub fn n_done(&self) -> u32 {
        self.metas.len() as u32
    }

    /// Packs the next article: the characters it has; `None` when all are packed. The lexicon has to be the same
    /// each time.
    pub fn step(&mut self, lexicon: &Lexicon) -> Option<u32> {
        let article = self.articles.next()?;
        let doc = self.n_done();
        let (title, body) = (article.meta.title.as_str(), article.body.as_str());
        let (spans, tokens) = (sentences(body), lexicon.tokens(body));
        self.text.bytes.extend_from_slice(title.as_bytes());
        self.text.end();
        self.text.bytes.extend_from_slice(body.as_bytes());
        self.text.end();
        self.meta.bytes.extend_from_slice(&store::encode_meta(&article.meta));
        self.meta.end();
        if !article.repairs.is_empty() {
            self.repairs.bytes.extend(postcard::to_allocvec(&article.repairs).unwrap_or_default());
        }
        self.repairs.end();
        let mut from = 0;
        for span in &spans {
            put_varint(&mut self.cuts.bytes, span.start.saturating_sub(from));
            put_varint(&mut self.cuts.bytes, span.len() as u32);
            from = span.end;
        }
        self.cuts.end();
        let title_tokens = lexicon.tokens(title);
        let lengths = |tokens: &[Token], text: &str, out: &mut Vec<u8>| {
            for token in tokens {
                put_varint(out, token.span.of(text).chars().count() as u32);
            }
        };
        lengths(&title_tokens, title, &mut self.words.bytes);
        put_varint(&mut self.words.bytes, 0);
        lengths(&tokens, body, &mut self.words.bytes);
        self.words.end();
        let folded = &mut self.folded;
        folded.push(title, body);
        self.grams.push(folded.units(doc), folded.title_len(doc) as usize + 1);
        let day = facets::days(&article.meta.date).map_or(0, |(low, _)| low);
        self.twins.push(folded.units(doc).skip(folded.title_len(doc) as usize + 1), day);
        self.vocab.next_article();
        for token in &title_tokens {
            self.vocab.push(token.span.of(title));
        }
        for token in &tokens {
            self.vocab.push(token.span.of(body));
        }
        let n_chars = folded.body_len(doc);
        self.facts.n_sentences += spans.len() as u32;
        self.facts.n_chars += u64::from(n_chars);
        self.annotate.article(&Seen { doc, article: &article, sentences: &spans, tokens: &tokens });
        // What no facet is made of lies in the pack.
        self.metas.push(ArticleMeta { title: String::new(), url: String::new(), note: String::new(), ..article.meta });
        Some(n_chars)
    }

    /// The pack of what was packed.
    pub fn finish(self, lexicon: &Lexicon) -> Vec<u8> {
        self.sections(lexicon).0.finish()
    }

    /// The same, open: without the file, of which a copy would have to be made.
    ///
    /// # Errors
    /// When what was packed cannot be opened.
    pub fn finish_open(self, lexicon: &Lexicon) -> Result<Corpus, PackError> {
        let (sections, folded) = self.sections(lexicon);
        Corpus::of_pack(sections.into_pack(), Some(folded))
    }

    /// The sections, and the folded texts, which an open corpus needs too.
    fn sections(self, lexicon: &Lexicon) -> (PackWriter, Texts) {
        let Self {
            articles,
            mut annotate,
            mut facts,
            mut metas,
            text,
            meta,
            repairs,
            cuts,
            words,
            grams,
            vocab,
            twins,
            folded,
        } = self;
        drop(articles);
        facts.n_articles = metas.len() as u32;
        let annotations = annotate.finish();
        facts.themes = annotations.themes;
        for (meta, place) in metas.iter_mut().zip(annotations.places) {
            if meta.places.iter().all(String::is_empty) {
                meta.places.extend(place);
            }
        }
        let mut by_id: Vec<u32> = (0..metas.len() as u32).collect();
        by_id.sort_by_key(|&doc| metas.get(doc as usize).map(|meta| meta.id.as_str()));
        let mut ids = Vec::new();
        for &doc in &by_id {
            put_varint(&mut ids, doc);
        }

        let mut pack = PackWriter::default();
        for (tag, bytes) in annotations.sections {
            pack.section(tag, bytes);
        }
        pack.section(store::FACTS, postcard::to_allocvec(&facts).unwrap_or_default());
        pack.section(store::FACETS, facets::write(&metas, &facts.themes, &annotations.theme_counts));
        pack.section(store::THEMES, store::encode_counts(&annotations.theme_counts, metas.len(), facts.themes.len()));
        pack.section(store::IDS, ids);
        if metas.iter().any(|meta| meta.rights != Rights::Full) {
            pack.section(store::RIGHTS, metas.iter().map(|meta| meta.rights as u8).collect());
        }
        // What is no longer needed makes room for the postings.
        drop(metas);
        pack.section(store::TWINS, twins.finish());
        pack.section(store::READINGS, readings(lexicon, &vocab.chars()));
        pack.section(store::VOCAB, vocab.finish());
        let (directory, postings) = grams.finish(&folded);
        pack.section(store::GRAMS, directory);
        pack.section(store::POSTINGS, postings);
        for (list, tags) in [
            (text, store::TEXT),
            (meta, store::META),
            (repairs, store::REPAIRS),
            (cuts, store::SENTENCES),
            (words, store::WORDS),
        ] {
            pack.section(tags.0, list.bytes);
            pack.section(tags.1, list.lengths);
        }
        (pack, folded)
    }
}

/// Readings of the characters of the vocabulary and of those of the first level of GB 2312, the
/// 3,755 most used.
fn readings(lexicon: &Lexicon, vocabulary: &BTreeSet<char>) -> Vec<u8> {
    static COMMON: OnceLock<Vec<char>> = OnceLock::new();
    let is_common = |c: &char| {
        let mut text = [0; 4];
        let (bytes, ..) = encoding_rs::GBK.encode(c.encode_utf8(&mut text));
        matches!(*bytes, [0xB0..=0xD7, 0xA1..=0xFE])
    };
    let common = COMMON.get_or_init(|| ('\u{4e00}'..='\u{9fff}').filter(is_common).collect());
    let mut chars: Vec<char> = vocabulary.iter().chain(common).copied().collect();
    chars.sort_unstable();
    chars.dedup();
    pinyin::write(chars.into_iter().map(|c| (c, lexicon.readings_of(c).collect())))
}
