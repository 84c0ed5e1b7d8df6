//! An open corpus: a verified pack and what is spread out of it for speed.
//!
//! | section | holds |
//! |---|---|
//! | `fact` | name, numbers, themes, the user's words (postcard) |
//! | `~txt` `texl` | titles and bodies in turn, UTF-8; their lengths. Sorts last: it is split off and owned as text, verified once |
//! | `meta` `metl` | the rest of the metadata per article (postcard); lengths |
//! | `repr` `repl` | repairs per article (postcard), nothing when there are none; lengths |
//! | `sent` `senl` | sentences per article: distance from the one before and length, in bytes; lengths |
//! | `word` `worl` | words per article: lengths in characters, of the title, 0, of the body; lengths |
//! | `idso` | articles in the order of their ids |
//! | `gdir` `gpst` | directory and postings, see `index::grams` |
//! | `voca` | vocabulary, see `index::vocab` |
//! | `read` | readings of characters, see `index::pinyin` |
//! | `twin` | near-duplicates, see `twins` |
//! | `face` | facet values and dates, see `facets` |
//! | `thmc` | sentences per theme and article |
//! | `rght` | how much of each article may be published, a byte each; only there when it is not all of all |
//! | `kept` | views and sentences that a reader kept with notes, JSON as `web/desk.js` writes it; optional |
//!
//! Lengths and numbers are variable-length integers. Opening spreads out offsets, the
//! directory of postings and facets, and folds the text; texts, metadata, boundaries,
//! postings and vocabulary are read in place.

use serde::{Deserialize, Serialize};

use super::pack::{Pack, PackError, PackWriter, Tag};
use super::{Article, Facets, Twins};
use crate::index::bytes::{Reader, put_varint};
use crate::index::{Grams, Index, Readings, Texts, Vocab};
use crate::protocol::{ArticleMeta, Rights, ThemeInfo};
use crate::text::{Repair, Span};

pub(super) const FACTS: Tag = *b"fact";
pub(super) const TEXT: (Tag, Tag) = (*b"~txt", *b"texl");
pub(super) const META: (Tag, Tag) = (*b"meta", *b"metl");
pub(super) const REPAIRS: (Tag, Tag) = (*b"repr", *b"repl");
pub(super) const SENTENCES: (Tag, Tag) = (*b"sent", *b"senl");
pub(super) const WORDS: (Tag, Tag) = (*b"word", *b"worl");
pub(super) const IDS: Tag = *b"idso";
pub(super) const GRAMS: Tag = *b"gdir";
pub(super) const POSTINGS: Tag = *b"gpst";
pub(super) const VOCAB: Tag = *b"voca";
pub(super) const READINGS: Tag = *b"read";
pub(super) const TWINS: Tag = *b"twin";
pub(super) const FACETS: Tag = *b"face";
pub(super) const THEMES: Tag = *b"thmc";
pub(super) const RIGHTS: Tag = *b"rght";
/// What a reader kept with notes; only in packs that were saved from the page.
const KEPT: Tag = *b"kept";

/// Metadata without the title, which lies with the text.
pub(super) fn encode_meta(meta: &ArticleMeta) -> Vec<u8> {
    postcard::to_allocvec(&ArticleMeta { title: String::new(), ..meta.clone() }).unwrap_or_default()
}

/// Sentences per theme; themes beyond `n_themes` are left out.
pub(super) fn encode_counts(counts: &[Vec<(u32, u32)>], n_articles: usize, n_themes: usize) -> Vec<u8> {
    let mut out = Vec::new();
    for i in 0..n_articles {
        let mut list = counts.get(i).cloned().unwrap_or_default();
        list.retain(|(theme, _)| (*theme as usize) < n_themes);
        put_varint(&mut out, list.len() as u32);
        for (theme, n) in list {
            put_varint(&mut out, theme);
            put_varint(&mut out, n);
        }
    }
    out
}

/// Facts of the whole corpus, stored as one section.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Facts {
    pub(super) name: String,
    pub(super) n_articles: u32,
    pub(super) n_sentences: u32,
    pub(super) n_chars: u64,
    pub(super) themes: Vec<ThemeInfo>,
    pub(super) user_words: Vec<String>,
}

/// Metadata in place, in the order in which it is stored.
#[derive(Debug, Default, Deserialize)]
#[expect(dead_code, reason = "fields before those used have to be read past")]
pub struct Card<'a> {
    /// Id.
    pub id: &'a str,
    title: &'a str,
    /// Date.
    pub date: &'a str,
    period: &'a str,
    /// Source.
    pub source: &'a str,
    #[serde(borrow)]
    authors: Vec<&'a str>,
    #[serde(borrow)]
    reviewers: Vec<&'a str>,
    /// Places.
    #[serde(borrow)]
    pub places: Vec<&'a str>,
    url: &'a str,
    language: &'a str,
    kind: &'a str,
    note: &'a str,
    /// Whether the reader imported it.
    pub imported: bool,
}

/// An open corpus.
#[derive(Debug, Default)]
pub struct Corpus {
    /// Without the text.
    pack: Pack,
    /// Titles and bodies in turn.
    content: String,
    /// Whether the name is no longer the pack's.
    is_renamed: bool,
    facts: Facts,
    text: Offsets,
    meta: Offsets,
    repairs: Offsets,
    sentences: Offsets,
    words: Offsets,
    by_id: Vec<u32>,
    theme_counts: Vec<Vec<(u32, u32)>>,
    grams: Grams,
    vocab: Vocab,
    readings: Readings,
    twins: Twins,
    facets: Facets,
    texts: Texts,
}

/// Where the strings of a list start; one more at the end.
#[derive(Debug, Default)]
struct Offsets(Vec<u32>);

impl Offsets {
    fn open(pack: &Pack, (list, lengths): (Tag, Tag), n: usize) -> Option<Self> {
        let mut reader = Reader::new(pack.section(lengths)?);
        let (mut offsets, mut at) = (vec![0u32], 0u32);
        while !reader.is_empty() {
            at = at.checked_add(reader.varint()?)?;
            offsets.push(at);
        }
        (offsets.len() == n + 1 && at as usize == pack.section(list)?.len()).then_some(Self(offsets))
    }

    fn range(&self, i: usize) -> Option<std::ops::Range<usize>> {
        Some(*self.0.get(i)? as usize..*self.0.get(i + 1)? as usize)
    }

    fn get<'a>(&self, list: &'a [u8], i: usize) -> &'a [u8] {
        self.range(i).and_then(|range| list.get(range)).unwrap_or_default()
    }
}

impl Corpus {
    /// Opens a pack.
    ///
    /// # Errors
    /// When the pack cannot be used; the text says in which way.
    pub fn open(bytes: Vec<u8>) -> Result<Self, PackError> {
        Self::of_pack(Pack::open(bytes)?, None)
    }

    /// The same, of a pack that is verified; its texts may be folded already.
    pub(super) fn of_pack(mut pack: Pack, folded: Option<Texts>) -> Result<Self, PackError> {
        let bad = |section| PackError::Section { section };
        let section = |tag: Tag, name| pack.section(tag).ok_or(bad(name));
        let facts: Facts = postcard::from_bytes(section(FACTS, "facts")?).map_err(|_| bad("facts"))?;
        let n = facts.n_articles as usize;
        let offsets = |tags, n, name| Offsets::open(&pack, tags, n).ok_or(bad(name));
        let text = offsets(TEXT, n.saturating_mul(2), "text")?;
        let content = pack.take_last(TEXT.0).and_then(|bytes| String::from_utf8(bytes).ok()).ok_or(bad("text"))?;
        let section = |tag: Tag, name| pack.section(tag).ok_or(bad(name));
        let offsets = |tags, n, name| Offsets::open(&pack, tags, n).ok_or(bad(name));
        let postings = section(POSTINGS, "postings")?;
        let mut corpus = Self {
            meta: offsets(META, n, "metadata")?,
            repairs: offsets(REPAIRS, n, "repairs")?,
            sentences: offsets(SENTENCES, n, "sentences")?,
            words: offsets(WORDS, n, "words")?,
            by_id: read_ids(section(IDS, "ids")?, n).ok_or(bad("ids"))?,
            theme_counts: read_counts(section(THEMES, "theme counts")?, n, facts.themes.len())
                .ok_or(bad("theme counts"))?,
            grams: Grams::open(section(GRAMS, "directory")?, postings.len()).ok_or(bad("directory"))?,
            vocab: Vocab::open(section(VOCAB, "vocabulary")?).ok_or(bad("vocabulary"))?,
            facets: Facets::open(section(FACETS, "facets")?, facts.n_articles).ok_or(bad("facets"))?,
            readings: Readings::open(section(READINGS, "readings")?).ok_or(bad("readings"))?,
            twins: Twins::open(section(TWINS, "twins")?, facts.n_articles).ok_or(bad("twins"))?,
            texts: Texts::default(),
            text,
            content,
            is_renamed: false,
            facts,
            pack,
        };
        corpus.texts = folded.or_else(|| corpus.fold()).ok_or(bad("text"))?;
        Ok(corpus)
    }

    fn fold(&self) -> Option<Texts> {
        let mut texts = Texts::with_capacity(self.facts.n_articles as usize, self.content.len());
        for i in 0..self.facts.n_articles as usize {
            let (title, body) = (self.text.range(i * 2)?, self.text.range(i * 2 + 1)?);
            texts.push(self.content.get(title)?, self.content.get(body)?);
        }
        Some(texts)
    }

    fn section(&self, tag: Tag) -> &[u8] {
        self.pack.section(tag).unwrap_or_default()
    }

    /// The pack without the text: for further sections.
    pub fn pack(&self) -> &Pack {
        &self.pack
    }

    /// The pack as a file.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.parts().concat()
    }

    /// The pack as a file, in parts: who writes it need not have it in one piece first.
    pub fn parts(&self) -> Vec<&[u8]> {
        self.pack.parts().chain([self.content.as_bytes()]).collect()
    }

    /// What a reader kept with notes, as it lies in the pack; empty when there is nothing.
    pub fn kept(&self) -> &str {
        std::str::from_utf8(self.section(KEPT)).unwrap_or_default()
    }

    /// Gives the corpus another name, which packs written from now on have.
    pub fn rename(&mut self, name: &str) {
        if self.facts.name != name {
            name.clone_into(&mut self.facts.name);
            self.is_renamed = true;
        }
    }

    /// Whether the pack is still what it was when it was opened. An empty list of notes is as none.
    pub fn is_as_opened(&self, kept: &str) -> bool {
        let notes = |text: &'_ str| if text == "[]" { 0 } else { text.len() };
        !self.is_renamed && (kept == self.kept() || notes(kept) + notes(self.kept()) == 0)
    }

    /// The pack as a file, with this in place of what was kept, and with the present name.
    pub fn to_bytes_with(&self, kept: &str) -> Vec<u8> {
        if self.is_as_opened(kept) {
            return self.to_bytes();
        }
        let mut writer = PackWriter::default();
        for (tag, _) in self.pack.sections() {
            let bytes = if tag == TEXT.0 { self.content.as_bytes() } else { self.section(tag) };
            writer.section(tag, bytes.to_vec());
        }
        writer.section(TEXT.0, self.content.as_bytes().to_vec());
        if !kept.is_empty() || !self.kept().is_empty() {
            writer.section(KEPT, kept.as_bytes().to_vec());
        }
        writer.section(FACTS, postcard::to_allocvec(&self.facts).unwrap_or_default());
        writer.finish()
    }

    /// The corpus's name.
    pub fn name(&self) -> &str {
        &self.facts.name
    }

    /// Number of articles.
    pub fn n_articles(&self) -> u32 {
        self.facts.n_articles
    }

    /// Number of sentences.
    pub fn n_sentences(&self) -> u32 {
        self.facts.n_sentences
    }

    /// Number of characters of all bodies.
    pub fn n_chars(&self) -> u64 {
        self.facts.n_chars
    }

    /// Themes in their order.
    pub fn themes(&self) -> &[ThemeInfo] {
        &self.facts.themes
    }

    /// Words of the user's dictionary it was packed with.
    pub fn user_words(&self) -> &[String] {
        &self.facts.user_words
    }

    /// Facet values and dates.
    pub fn facets(&self) -> &Facets {
        &self.facets
    }

    /// Folded text.
    pub fn texts(&self) -> &Texts {
        &self.texts
    }

    /// The directory of postings.
    pub fn grams(&self) -> &Grams {
        &self.grams
    }

    /// Postings and folded text.
    pub fn index(&self) -> Index<'_> {
        Index { grams: &self.grams, postings: self.section(POSTINGS), texts: &self.texts }
    }

    /// The vocabulary and its section.
    pub fn vocab(&self) -> (&Vocab, &[u8]) {
        (&self.vocab, self.section(VOCAB))
    }

    /// Readings of characters.
    pub fn readings(&self) -> &Readings {
        &self.readings
    }

    /// Near-duplicates.
    pub fn twins(&self) -> &Twins {
        &self.twins
    }

    /// An article's title.
    pub fn title(&self, doc: u32) -> &str {
        self.text.range(doc as usize * 2).and_then(|range| self.content.get(range)).unwrap_or_default()
    }

    /// An article's body.
    pub fn body(&self, doc: u32) -> &str {
        self.text.range(doc as usize * 2 + 1).and_then(|range| self.content.get(range)).unwrap_or_default()
    }

    /// What is known of an article.
    pub fn meta(&self, doc: u32) -> ArticleMeta {
        let mut meta: ArticleMeta =
            postcard::from_bytes(self.meta.get(self.section(META.0), doc as usize)).unwrap_or_default();
        self.title(doc).clone_into(&mut meta.title);
        let rights = self.section(RIGHTS).get(doc as usize).and_then(|number| Rights::ALL.get(usize::from(*number)));
        meta.rights = rights.copied().unwrap_or_default();
        meta
    }

    /// What lists show of an article, without its title.
    pub fn card(&self, doc: u32) -> Card<'_> {
        postcard::from_bytes(self.meta.get(self.section(META.0), doc as usize)).unwrap_or_default()
    }

    /// The byte of an article's body at which its character `n` starts, counted on from a place
    /// that is known to be before it: character and byte.
    pub fn byte_of(&self, doc: u32, n: u32, (mut char, mut byte): (u32, u32)) -> u32 {
        let body = self.text.range(doc as usize * 2 + 1).unwrap_or_default();
        if let Some((step, at)) = self.texts.step(doc, n)
            && step > char
        {
            (char, byte) = (step, at.saturating_sub(body.start as u32));
        }
        skip(self.body(doc).as_bytes(), byte as usize, n.saturating_sub(char)) as u32
    }

    /// Number of characters of an article's body before a byte.
    pub fn char_of(&self, doc: u32, byte: u32) -> u32 {
        let body = self.text.range(doc as usize * 2 + 1).unwrap_or_default();
        let (char, from) = match self.texts.step_at(doc, byte + body.start as u32) {
            Some((char, at)) => (char, at as usize - body.start),
            None => (0, 0),
        };
        let part = self.body(doc).as_bytes().get(from..byte as usize).unwrap_or_default();
        char + part.iter().filter(|&&b| b & 0xC0 != 0x80).count() as u32
    }

    /// The words of an article's body that touch a span.
    pub fn words_in(&self, doc: u32, span: Span) -> Vec<Span> {
        let (_, mut lengths) = self.word_lengths(doc);
        let first = self.char_of(doc, span.start);
        let (mut words, mut char) = (Vec::new(), 0);
        let mut here = None;
        while let Some(len) = lengths.varint().filter(|&len| len > 0) {
            let end = char + len;
            if end > first {
                let start = here.unwrap_or_else(|| (char, self.byte_of(doc, char, (0, 0))));
                if start.1 >= span.end {
                    break;
                }
                let next = (end, self.byte_of(doc, end, start));
                words.push(Span { start: start.1, end: next.1 });
                here = Some(next);
            }
            char = end;
        }
        words
    }

    /// What repair changed in an article's body.
    pub fn repairs(&self, doc: u32) -> Vec<Repair> {
        postcard::from_bytes(self.repairs.get(self.section(REPAIRS.0), doc as usize)).unwrap_or_default()
    }

    /// An article's sentences.
    pub fn sentences(&self, doc: u32) -> Vec<Span> {
        let mut reader = Reader::new(self.sentences.get(self.section(SENTENCES.0), doc as usize));
        let (mut spans, mut at) = (Vec::new(), 0u32);
        while let (Some(gap), Some(len)) = (reader.varint(), reader.varint()) {
            let start = at.saturating_add(gap);
            at = start.saturating_add(len);
            spans.push(Span { start, end: at });
        }
        spans
    }

    /// An article's words: they cover its body without gaps.
    pub fn words(&self, doc: u32) -> Vec<Span> {
        let (_, body) = self.word_lengths(doc);
        spans_of(self.body(doc), body)
    }

    /// The words of an article's title.
    pub fn title_words(&self, doc: u32) -> Vec<Span> {
        let (title, _) = self.word_lengths(doc);
        spans_of(self.title(doc), title)
    }

    /// Lengths of the title's and of the body's words, in characters; the title's end with a 0.
    pub fn word_lengths(&self, doc: u32) -> (Reader<'_>, Reader<'_>) {
        let title = Reader::new(self.words.get(self.section(WORDS.0), doc as usize));
        let mut body = title;
        while body.varint().is_some_and(|len| len > 0) {}
        (title, body)
    }

    /// Sentences per theme of an article: position in [`Corpus::themes`], number.
    pub fn theme_counts(&self, doc: u32) -> &[(u32, u32)] {
        self.theme_counts.get(doc as usize).map(Vec::as_slice).unwrap_or_default()
    }

    /// The article of that id.
    pub fn find(&self, id: &str) -> Option<u32> {
        let at = self.by_id.binary_search_by(|&doc| self.card(doc).id.cmp(id)).ok()?;
        self.by_id.get(at).copied()
    }

    /// All articles as they were packed: to add others and pack again.
    pub fn articles(&self) -> Vec<Article> {
        let article =
            |doc| Article { meta: self.meta(doc), body: self.body(doc).to_owned(), repairs: self.repairs(doc) };
        (0..self.n_articles()).map(article).collect()
    }
}

/// Spans of words by their lengths in characters, up to the first 0.
fn spans_of(text: &str, mut lengths: Reader<'_>) -> Vec<Span> {
    let mut chars = text.char_indices().map(|(at, _)| at).chain([text.len()]);
    let (mut spans, mut start) = (Vec::new(), chars.next().unwrap_or_default());
    while let Some(len) = lengths.varint() {
        let Some(end) = (len as usize).checked_sub(1).and_then(|n| chars.nth(n)) else { break };
        spans.push(Span::new(start, end));
        start = end;
    }
    spans
}

fn read_ids(section: &[u8], n: usize) -> Option<Vec<u32>> {
    let mut reader = Reader::new(section);
    let mut ids = Vec::new();
    while !reader.is_empty() {
        ids.push(reader.varint().filter(|&doc| (doc as usize) < n)?);
    }
    (ids.len() == n).then_some(ids)
}

fn read_counts(section: &[u8], n: usize, n_themes: usize) -> Option<Vec<Vec<(u32, u32)>>> {
    let mut reader = Reader::new(section);
    let mut counts = Vec::new();
    for _ in 0..n {
        let mut list = Vec::new();
        for _ in 0..reader.varint()? {
            list.push((reader.varint().filter(|&theme| (theme as usize) < n_themes)?, reader.varint()?));
        }
        counts.push(list);
    }
    reader.is_empty().then_some(counts)
}

/// The byte at which the character `n` after the one at `from` starts, eight bytes at a step.
pub fn skip(bytes: &[u8], mut from: usize, mut n: u32) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    while let Some(chunk) = bytes.get(from..).and_then(|rest| rest.first_chunk::<8>()) {
        let word = u64::from_le_bytes(*chunk);
        // Bytes 10xxxxxx go on with a character, all others start one.
        let starts = 8 - ((word >> 7) & !(word >> 6) & ONES).count_ones();
        if starts > n {
            break;
        }
        n -= starts;
        from += 8;
    }
    for (at, byte) in bytes.iter().enumerate().skip(from) {
        if byte & 0xC0 != 0x80 {
            if n == 0 {
                return at;
            }
            n -= 1;
        }
    }
    bytes.len()
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use crate::corpus::{BuildOptions, build};
    use crate::text::Lexicon;
    use proptest::prelude::*;

    #[test]
    fn another_name_and_notes_are_in_the_pack_that_is_written() {
        let article = Article { body: "河口村的石桥修好了。".into(), ..Article::default() };
        let options = BuildOptions { name: "旧名".into(), ..BuildOptions::default() };
        let pack = build(vec![article], Lexicon::embedded(), &options, &mut (), &mut |_| {});
        let mut corpus = Corpus::open(pack.clone()).unwrap();
        assert!(corpus.is_as_opened("") && corpus.is_as_opened("[]") && !corpus.is_as_opened("[{}]"));
        assert_eq!(corpus.to_bytes_with("[]"), pack);
        corpus.rename("旧名");
        assert!(corpus.is_as_opened(""), "the same name changes nothing");
        corpus.rename("新名");
        let again = Corpus::open(corpus.to_bytes_with("")).unwrap();
        assert_eq!((again.name(), again.kept(), again.n_articles()), ("新名", "", 1));
        let noted = Corpus::open(again.to_bytes_with("[{}]")).unwrap();
        assert_eq!((noted.name(), noted.kept()), ("新名", "[{}]"));
        assert_eq!(noted.articles(), Corpus::open(pack).unwrap().articles());
    }

    proptest! {
        #[test]
        fn characters_are_skipped_as_they_are_counted(text in "[a源é𠮷。 ]{0,40}", from in 0usize..40, n in 0u32..40) {
            let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let from = from.min(starts.len() - 1);
            let expected = starts.get(from + n as usize).copied().unwrap_or(text.len());
            prop_assert_eq!(skip(text.as_bytes(), starts[from], n), expected);
        }
    }
}
