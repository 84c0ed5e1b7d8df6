//! Two sides beside each other: words, themes, names, figures, and two versions of a text.

use rustc_hash::FxHashMap;

use super::super::{Engine, select::Picker};
use super::{Reckoned, align, keyness, say};
use crate::protocol::{AnalysisView, Both, CompareAsk, Comparison, KeynessAsk, Level, Note, Stop};
use crate::theme::NameKind;

/// Articles of a side whose figures are read one by one.
const MOST_ARTICLES: usize = 400;
/// Rows sent at most of a list.
const MOST: u32 = 1_000;

pub(super) fn make(engine: &Engine, ask: &CompareAsk) -> Reckoned {
    let mut notes: Vec<Note> = Vec::new();
    let limit = ask.limit.min(MOST);
    let docs = [0, 1].map(|side: usize| engine.docs(&ask.sides[side], &mut notes));
    let keys = KeynessAsk {
        scope: ask.sides[0].clone(),
        against: Some(ask.sides[1].clone()),
        min: 3,
        stop: Stop::default(),
        // Few words differ beyond chance between two articles; these are told all the same.
        level: if docs.iter().all(|docs| docs.len() < 3) { Level::P05 } else { Level::Bic },
        limit,
        ..KeynessAsk::default()
    };
    let (words, overlap) = keyness::reckon(engine, &keys, &mut Vec::new());
    let masks = docs.each_ref().map(|docs| mask(engine, docs));
    let pickers = masks.each_ref().map(|mask| Picker::new(&engine.corpus, &engine.notes, mask, usize::from(ask.lang)));
    let themes = engine.notes.definitions().iter().map(|definition| {
        let key = format!("theme.{}", definition.id);
        let n = pickers.each_ref().map(|picker| picker.sentences(&key).len() as u32);
        Both { label: pickers[0].name(&definition.names).to_owned(), key, n, ..Both::default() }
    });
    let themes = themes.filter(|both| both.n != [0, 0]).collect();
    let (names, n_names) = settle(names(engine, &masks), limit);
    let mut remarks = Vec::new();
    let few = docs.iter().all(|docs| docs.len() <= MOST_ARTICLES);
    let (figures, n_figures) = settle(if few { figures(engine, &docs) } else { Vec::new() }, limit);
    if !few {
        remarks.push(say::no_figures(MOST_ARTICLES));
    }
    if docs.iter().any(Vec::is_empty) {
        remarks.push(say::no_side());
    }
    if overlap > 0 {
        remarks.push(say::overlap(overlap));
    }
    let aligned = match (docs[0].as_slice(), docs[1].as_slice()) {
        (&[a], &[b]) => align::align(&engine.corpus, [a, b]),
        _ => Vec::new(),
    };
    let view = Comparison { words, themes, names, figures, n_names, n_figures, aligned };
    Reckoned { method: say::comparison(&view), view: AnalysisView::Compare(view), notes, remarks }
}

fn mask(engine: &Engine, docs: &[u32]) -> Vec<bool> {
    let mut mask = vec![false; engine.corpus.n_articles() as usize];
    for &doc in docs {
        if let Some(is_in) = mask.get_mut(doc as usize) {
            *is_in = true;
        }
    }
    mask
}

/// Names that a side has, with the number of its sentences.
fn names(engine: &Engine, masks: &[Vec<bool>; 2]) -> Vec<Both> {
    let mut found = Vec::new();
    for kind in NameKind::ALL.map(NameKind::name) {
        let prefix = format!("name.{kind}.");
        for (name, sentences) in engine.notes.starting_with(engine.corpus.pack(), &prefix) {
            let mut n = [0, 0];
            for (doc, _) in sentences.iter().filter_map(|&sentence| engine.notes.place(sentence)) {
                for (n, mask) in n.iter_mut().zip(masks) {
                    *n += u32::from(mask.get(doc as usize) == Some(&true));
                }
            }
            if n != [0, 0] {
                let key = format!("{prefix}{name}");
                found.push(Both { key, label: name.to_owned(), kind: kind.to_owned(), n, ..Both::default() });
            }
        }
    }
    found
}

/// Figures that a side has: those of one value and unit are one.
fn figures(engine: &Engine, docs: &[Vec<u32>; 2]) -> Vec<Both> {
    let mut place: FxHashMap<(u64, String), usize> = FxHashMap::default();
    let mut found: Vec<Both> = Vec::new();
    for (side, docs) in docs.iter().enumerate() {
        for &doc in docs {
            let body = engine.corpus.body(doc);
            let spans = engine.corpus.sentences(doc);
            let id = engine.corpus.card(doc).id;
            for notes in engine.notes.of(engine.corpus.pack(), doc) {
                let Some(span) = spans.get(notes.sentence as usize) else { continue };
                let key = format!("at.{id}/{}", notes.sentence);
                for figure in &notes.figures {
                    let at = *place.entry((figure.value.to_bits(), figure.unit.clone())).or_insert(found.len());
                    if at == found.len() {
                        let text = format!("{}{}", figure.qualifier.replace('/', ""), figure.span.of(span.of(body)));
                        found.push(Both { label: text, kind: figure.status.name().to_owned(), ..Both::default() });
                    }
                    // A sentence that says it twice is one sentence.
                    if let Some(both) = found.get_mut(at).filter(|both| both.at[side].last() != Some(&key)) {
                        both.n[side] += 1;
                        both.at[side].push(key.clone());
                    }
                }
            }
        }
    }
    found
}

/// What both sides have first, then by number; and how much there is of both, of the first, of the second.
fn settle(mut list: Vec<Both>, limit: u32) -> (Vec<Both>, [u32; 3]) {
    let group = |both: &Both| match both.n {
        [0, _] => 2,
        [_, 0] => 1,
        _ => 0usize,
    };
    let mut n = [0; 3];
    for both in &list {
        n[group(both)] += 1;
    }
    list.sort_by_cached_key(|both| {
        (
            group(both),
            std::cmp::Reverse(both.n[0].min(both.n[1]).max(if group(both) > 0 { both.n[0] + both.n[1] } else { 0 })),
            std::cmp::Reverse(both.n[0] + both.n[1]),
            both.label.clone(),
        )
    });
    let mut kept = [0; 3];
    list.retain(|both| {
        let kept = &mut kept[group(both)];
        *kept += 1;
        *kept <= limit
    });
    (list, n)
}
