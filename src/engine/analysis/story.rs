//! The story so far: reprints of an article and articles that share rare names with it, by their dates.

use super::super::Engine;
use super::{Reckoned, say};
use crate::index::rank;
use crate::protocol::{AnalysisView, StoryAsk, StoryStep};
use crate::theme::NameKind;

/// A name in more than one article of this many tells no story.
const COMMON: u32 = 50;
/// Names in common that a follow-up has.
const LEAST: usize = 2;
/// Names told of a step.
const N_SHARED: usize = 6;

pub(super) fn make(engine: &Engine, ask: &StoryAsk) -> Reckoned {
    let corpus = &engine.corpus;
    let Some(doc) = corpus.find(&ask.article) else {
        let remarks = vec![say::no_article(&ask.article)];
        return Reckoned { view: AnalysisView::Story(Vec::new()), method: say::story(), notes: Vec::new(), remarks };
    };
    let n = corpus.n_articles() as usize;
    let most = (n as u32 / COMMON).max(8);
    // Per article the weight of the names in common, and these.
    let mut shared: Vec<(f32, Vec<(f32, String)>)> = vec![(0.0, Vec::new()); n];
    for kind in NameKind::ALL.into_iter().filter(|kind| *kind != NameKind::Place) {
        let prefix = format!("name.{}.", kind.name());
        for (name, sentences) in engine.notes.starting_with(corpus.pack(), &prefix) {
            let mut docs: Vec<u32> =
                sentences.iter().filter_map(|&sentence| engine.notes.place(sentence)).map(|(doc, _)| doc).collect();
            docs.dedup();
            if docs.len() as u32 > most || docs.binary_search(&doc).is_err() {
                continue;
            }
            let weight = rank::idf(docs.len() as u32, n as u32);
            for other in docs {
                if let Some((sum, names)) = shared.get_mut(other as usize) {
                    *sum += weight;
                    names.push((weight, name.to_owned()));
                }
            }
        }
    }
    let group = corpus.twins().group(doc);
    let is_reprint = |other: u32| group.is_some() && other != doc && corpus.twins().group(other) == group;
    let mut steps: Vec<(f32, u32)> = (0..n as u32)
        .zip(&shared)
        .filter(|(other, (_, names))| *other == doc || is_reprint(*other) || names.len() >= LEAST)
        .map(|(other, (weight, _))| (if other == doc || is_reprint(other) { f32::MAX } else { *weight }, other))
        .collect();
    steps.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1 != doc).cmp(&(b.1 != doc))).then(a.1.cmp(&b.1)));
    steps.truncate(ask.limit.clamp(1, 200) as usize);
    // The pack has its articles in the order of their dates.
    steps.sort_by_key(|(_, other)| *other);
    let step = |&(_, other): &(f32, u32)| {
        let card = corpus.card(other);
        let mut names = shared.get(other as usize).map(|(_, names)| names.clone()).unwrap_or_default();
        names.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        names.dedup_by(|a, b| a.1 == b.1);
        StoryStep {
            article: card.id.to_owned(),
            title: corpus.title(other).to_owned(),
            date: card.date.to_owned(),
            source: card.source.to_owned(),
            is_self: other == doc,
            is_reprint: is_reprint(other),
            shared: names.into_iter().take(N_SHARED).map(|(_, name)| name).collect(),
        }
    };
    let steps: Vec<StoryStep> = steps.iter().map(step).collect();
    let remarks = if steps.len() < 2 { vec![say::no_story()] } else { Vec::new() };
    Reckoned { view: AnalysisView::Story(steps), method: say::story(), notes: Vec::new(), remarks }
}
