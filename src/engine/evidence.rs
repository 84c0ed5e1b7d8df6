//! The sentences behind a mark, and what an article's sentences are evidence of.

use super::select::Picker;
use crate::corpus::SentenceNotes;
use crate::protocol::{ArticleView, Evidence, EvidenceList, SentenceTheme, Span};
use crate::text::CharCounter;
use crate::theme::Definition;

/// The list behind a key: articles newest first, sentences in the order of the text.
pub(super) fn list(picker: &Picker<'_>, key: &str) -> EvidenceList {
    let sentences = picker.sentences(key);
    let mut places: Vec<(u32, u32)> = sentences.iter().filter_map(|&sentence| picker.notes.place(sentence)).collect();
    // The pack has its articles in the order of their dates.
    crate::order::sort_by_key(&mut places, |&(doc, sentence)| (std::cmp::Reverse(doc), sentence));
    let mut items = Vec::with_capacity(places.len());
    for same in places.chunk_by(|a, b| a.0 == b.0) {
        let doc = same[0].0;
        let (meta, body) = (picker.corpus.meta(doc), picker.corpus.body(doc));
        let spans = picker.corpus.sentences(doc);
        let notes = picker.notes.of(picker.corpus.pack(), doc);
        let mut chars = CharCounter::new(body);
        for &(_, sentence) in same {
            let Some(&span) = spans.get(sentence as usize) else { continue };
            let text = span.of(body);
            let marks = notes
                .iter()
                .find(|notes| notes.sentence == sentence)
                .map_or_else(Vec::new, |notes| marks(picker, notes, key, text));
            items.push(Evidence {
                article: meta.id.clone(),
                title: picker.corpus.title(doc).to_owned(),
                date: meta.date.clone(),
                source: meta.source.clone(),
                span,
                chars: (chars.at(span.start) as u32, chars.at(span.end) as u32),
                text: text.to_owned(),
                marks,
                paragraph: paragraph(body, span),
            });
        }
    }
    EvidenceList { key: key.to_owned(), path: picker.path(key), n_articles: picker.n_articles(&sentences), items }
}

fn paragraph(body: &str, span: Span) -> u32 {
    let before = body.get(..span.start as usize).unwrap_or_default();
    before.split('\n').filter(|line| !line.trim().is_empty()).count().max(1) as u32
        + u32::from(before.ends_with('\n') && !before.trim().is_empty())
}

/// What in the sentence the key speaks of; all terms of the theme where it names no more.
fn marks(picker: &Picker<'_>, notes: &SentenceNotes, key: &str, text: &str) -> Vec<Span> {
    let narrow: Vec<&str> = key.split('*').filter(|atom| !is_wide(atom)).collect();
    let atoms: Vec<&str> = if narrow.is_empty() { key.split('*').collect() } else { narrow };
    let mut spans: Vec<Span> = atoms.iter().flat_map(|atom| atom_spans(picker, notes, atom, text)).collect();
    if spans.is_empty() {
        spans = notes.themes.iter().flat_map(|(_, terms)| terms.iter().copied()).collect();
    }
    joined(spans)
}

/// Whether an atom says no more than where to look.
fn is_wide(atom: &str) -> bool {
    ["theme.", "year.", "quarter.", "month.", "day.", "until.", "after.", "at."]
        .iter()
        .any(|kind| atom.starts_with(kind))
}

fn atom_spans(picker: &Picker<'_>, notes: &SentenceNotes, atom: &str, text: &str) -> Vec<Span> {
    let (kind, rest) = atom.split_once('.').unwrap_or((atom, ""));
    let mut parts = rest.split('.');
    let mut next = || parts.next().unwrap_or_default();
    match kind {
        "name" => notes
            .names
            .iter()
            .filter(|name| {
                rest.strip_prefix(name.kind.name()).and_then(|rest| rest.strip_prefix('.')) == Some(name.canon.as_str())
            })
            .map(|name| name.span)
            .collect(),
        "fig" => {
            let index = rest.rsplit('/').next().and_then(|index| index.parse::<usize>().ok());
            let figure = index.and_then(|index| notes.figures.get(index));
            figure.map(|f| [f.span, f.subject]).into_iter().flatten().filter(|span| !span.is_empty()).collect()
        }
        "text" => places(text, &fold(rest)),
        "term" | "step" | "tie" | "tied" | "ties" => {
            let words = rest.split('.').skip(if kind == "step" { 3 } else { 1 });
            words.flat_map(|word| places(text, word)).collect()
        }
        "within" => {
            let (kind, canon) = (next(), next());
            let mine = notes.names.iter().filter(|name| name.kind.name() == kind && name.canon == canon);
            mine.map(|name| name.span).collect()
        }
        "province" => {
            let places = notes.names.iter().filter(|name| name.kind == crate::theme::NameKind::Place);
            places.map(|name| name.span).collect()
        }
        "dated" => {
            let years = rest.rsplit('.').next().unwrap_or_default();
            notes.eras.iter().filter(|era| format!("{}-{}", era.from, era.to) == years).map(|era| era.span).collect()
        }
        "era" => {
            notes.eras.iter().filter(|era| format!("{}-{}", era.from, era.to) == rest).map(|era| era.span).collect()
        }
        "figure" => {
            notes.figures.iter().filter(|figure| figure.status.name() == rest).map(|figure| figure.span).collect()
        }
        "tier" | "claim" => {
            let value = next();
            let figures = notes.figures.iter().filter(|figure| figure.tier && format!("{:.0}", figure.value) == value);
            figures.flat_map(|figure| [figure.span, figure.subject]).filter(|span| !span.is_empty()).collect()
        }
        "theme" | "sub" | "lead" | "group" => {
            let Some((index, definition)) = picker.notes.definition(next()) else { return Vec::new() };
            let terms =
                notes.themes.iter().filter(|(theme, _)| *theme == index.0).flat_map(|(_, terms)| terms.iter().copied());
            let wanted = wanted_terms(definition, kind, next());
            terms.filter(|span| wanted.is_empty() || is_wanted(span.of(text), &wanted)).collect()
        }
        "stage" | "whole" => {
            let Some((index, definition)) = picker.notes.definition(next()) else { return Vec::new() };
            let (chain_id, stage_id) = (next(), next());
            let hits = notes.stages.iter().filter(|(theme, chain, stage, _)| {
                let chain = definition.chains.get(*chain as usize).filter(|chain| chain.id == chain_id);
                let Some(chain) = chain.filter(|_| *theme == index.0) else { return false };
                match stage {
                    Some(stage) => chain.stages.get(*stage as usize).is_some_and(|stage| stage.id == stage_id),
                    None => kind == "whole",
                }
            });
            hits.map(|(.., span)| *span).collect()
        }
        _ => Vec::new(),
    }
}

/// The words of a sub-theme or of all sub-themes of a group.
fn wanted_terms(definition: &Definition, kind: &str, id: &str) -> Vec<String> {
    let is_meant = |sub: &&crate::theme::SubTheme| match kind {
        "group" => sub.group.as_deref() == Some(id),
        "theme" => false,
        _ => sub.id == id,
    };
    let words = definition.subs.iter().filter(is_meant).flat_map(|sub| sub.terms.iter().chain(&sub.hints));
    words.map(|word| fold(word.split('^').next().unwrap_or_default())).collect()
}

fn is_wanted(text: &str, wanted: &[String]) -> bool {
    let text = fold(text);
    wanted.contains(&text)
}

/// Where a folded word stands in a text.
fn places(text: &str, word: &str) -> Vec<Span> {
    let n = word.chars().count();
    if n == 0 {
        return Vec::new();
    }
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let end = |i: usize| chars.get(i).map_or(text.len(), |(at, _)| *at);
    let stands = |i: usize| {
        word.chars().enumerate().all(|(k, c)| {
            chars
                .get(i + k)
                .is_some_and(|(_, seen)| *seen == c || crate::text::fold_char(*seen) == c || c == '．' && *seen == '.')
        })
    };
    (0..chars.len()).filter(|&i| stands(i)).map(|i| Span::new(end(i), end(i + n))).collect()
}

fn fold(text: &str) -> String {
    text.chars().map(crate::text::fold_char).collect()
}

/// Spans in order, overlapping ones as one.
fn joined(mut spans: Vec<Span>) -> Vec<Span> {
    crate::order::sort(&mut spans);
    spans.into_iter().fold(Vec::new(), |mut out: Vec<Span>, span| {
        match out.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            _ => out.push(span),
        }
        out
    })
}

/// Writes into an article what its sentences are evidence of.
pub(super) fn annotate(picker: &Picker<'_>, doc: u32, article: &mut ArticleView) {
    let mut notes = picker.notes.of(picker.corpus.pack(), doc).into_iter().peekable();
    let definitions = picker.notes.definitions();
    let spans = picker.corpus.sentences(doc);
    let sentences = article.paragraphs.iter_mut().flat_map(|paragraph| &mut paragraph.sentences);
    for view in sentences {
        // Both run through the text in order.
        let Some(index) = spans.iter().position(|span| *span == view.span) else { continue };
        while notes.peek().is_some_and(|notes| (notes.sentence as usize) < index) {
            notes.next();
        }
        let Some(found) = notes.next_if(|notes| notes.sentence as usize == index) else { continue };
        let shift = |span: &Span| span.shift(view.span.start as usize);
        view.themes = found
            .themes
            .iter()
            .filter_map(|(theme, terms)| {
                let definition = definitions.get(*theme as usize)?;
                Some(SentenceTheme { theme: definition.id.clone(), terms: terms.iter().map(shift).collect() })
            })
            .collect();
        view.figures = found.figures.iter().map(|figure| shift(&figure.span)).collect();
        view.names = found.names.iter().map(|name| (shift(&name.span), name.kind.name().to_owned())).collect();
    }
    article.themes = picker
        .corpus
        .theme_counts(doc)
        .iter()
        .filter_map(|(theme, n)| Some((definitions.get(*theme as usize)?.id.clone(), *n)))
        .collect();
}
