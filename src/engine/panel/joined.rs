//! Forms of things that sentences themselves join: pairs (以 A 引领 B), the path from problem to
//! result, systems of parts.

use super::super::select::{shared, union};
use super::Theme;
use crate::protocol::{FormBody, Link, Mark, Thin, ThinIn, TreeNode};
use crate::theme::{Chain, FormSpec};

/// Words of one step of a path at most.
const N_WORDS: usize = 8;
/// A flow of a path has as many sentences; in a small corpus each counts.
const LEAST_FLOW: usize = 2;
const SMALL_CORPUS: usize = 400;
/// A path is drawn from as many flows on.
const LEAST_FLOWS: u32 = 2;

fn flows(layers: Vec<Vec<Mark>>, links: Vec<Link>) -> FormBody {
    FormBody::Chain { stages: Vec::new(), whole: None, layers, links }
}

/// Pairs of one kind, the ends of each side by side.
pub(super) fn ties(theme: &Theme, spec: &FormSpec) -> (FormBody, Option<Thin>) {
    let picker = theme.picker;
    let kind = spec.chain.as_deref().unwrap_or_default();
    let prefix = format!("tie.{kind}.");
    let mut pairs: Vec<(&str, &str, Vec<u32>)> = picker
        .notes
        .starting_with(picker.corpus.pack(), &prefix)
        .filter_map(|(pair, list)| {
            let (from, to) = pair.split_once('.').filter(|(_, to)| !to.is_empty())?;
            let list = theme.within(&list);
            (!list.is_empty()).then_some((from, to, list))
        })
        .collect();
    crate::order::sort_by(&mut pairs, |a, b| {
        b.2.len().cmp(&a.2.len()).then_with(|| a.2.cmp(&b.2)).then_with(|| (a.0, a.1).cmp(&(b.0, b.1)))
    });
    pairs.truncate(spec.limit.unwrap_or(12) as usize);
    let least = spec.least.unwrap_or(1).max(1);
    if (pairs.len() as u32) < least {
        let thin = Thin { what: ThinIn::Pairs, found: pairs.len() as u32, least };
        return (flows(Vec::new(), Vec::new()), Some(thin));
    }
    let place = |ends: &mut Vec<String>, end: &str| {
        let index = ends.iter().position(|seen| seen == end).unwrap_or(ends.len());
        if index == ends.len() {
            ends.push(end.to_owned());
        }
        index as u32
    };
    let (mut from_ends, mut to_ends, mut links) = (Vec::new(), Vec::new(), Vec::new());
    for (from, to, list) in &pairs {
        let from_index = place(&mut from_ends, from);
        let to_index = place(&mut to_ends, to);
        let label = if from.is_empty() { (*to).to_owned() } else { format!("{from} → {to}") };
        let mark = picker.mark_of(theme.key(&format!("{prefix}{from}.{to}")), label, list);
        links.push(Link { from: (0, from_index), to: (1, to_index), mark });
    }
    let left = from_ends.iter().map(|end| {
        let label = if end.is_empty() { picker.name_of(&super::UNSAID) } else { end };
        theme.mark(&format!("tied.{kind}.{end}"), label)
    });
    let right = to_ends.iter().map(|end| theme.mark(&format!("ties.{kind}.{end}"), end));
    (flows(vec![left.collect(), right.collect()], links), None)
}

/// The words of each step of a path, joined where one sentence says both.
pub(super) fn path(theme: &Theme, chain: &Chain, n_left_out: &mut u32) -> (FormBody, Option<Thin>) {
    let picker = theme.picker;
    let n_layers = chain.stages.iter().map(|stage| stage.layer as usize + 1).max().unwrap_or(0);
    let mut layers: Vec<Vec<(String, String, Vec<u32>)>> = Vec::new();
    for layer in 0..n_layers {
        let mut words = Vec::new();
        for stage in chain.stages.iter().filter(|stage| stage.layer as usize == layer) {
            let prefix = format!("step.{}.{}.{}.", theme.definition.id, chain.id, stage.id);
            words.extend(picker.notes.starting_with(picker.corpus.pack(), &prefix).filter_map(|(word, list)| {
                let list = theme.within(&list);
                (!list.is_empty()).then(|| (format!("{prefix}{word}"), word.to_owned(), list))
            }));
        }
        crate::order::sort_by(&mut words, |a, b| b.2.len().cmp(&a.2.len()).then_with(|| a.1.cmp(&b.1)));
        layers.push(words);
    }
    let least = if theme.all.len() < SMALL_CORPUS { 1 } else { LEAST_FLOW };
    // Words that stand alone flow nowhere.
    let is_joined = |layer: usize, list: &[u32]| {
        let beside = [layer.checked_sub(1), Some(layer + 1)].into_iter().flatten();
        let mut others = beside.filter_map(|beside| layers.get(beside)).flatten();
        others.any(|other| shared(list, &other.2).len() >= least)
    };
    let joined = layers.iter().enumerate().map(|(layer, words)| {
        let mut words: Vec<_> = words.iter().filter(|word| is_joined(layer, &word.2)).cloned().collect();
        *n_left_out += words.len().saturating_sub(N_WORDS) as u32;
        words.truncate(N_WORDS);
        words
    });
    let layers: Vec<Vec<(String, String, Vec<u32>)>> = joined.collect();
    let mut links = Vec::new();
    for (layer, pair) in (0_u32..).zip(layers.windows(2)) {
        let [left, right] = pair else { continue };
        for (i, from) in (0_u32..).zip(left) {
            for (j, to) in (0_u32..).zip(right) {
                let list = shared(&from.2, &to.2);
                if list.len() >= least {
                    let key = theme.key(&format!("{}*{}", from.0, to.0));
                    let mark = picker.mark_of(key, format!("{} → {}", from.1, to.1), &list);
                    links.push(Link { from: (layer, i), to: (layer + 1, j), mark });
                }
            }
        }
    }
    let found = links.len() as u32;
    if found < LEAST_FLOWS {
        *n_left_out = 0;
        let thin = Thin { what: ThinIn::Pairs, found, least: LEAST_FLOWS };
        return (flows(Vec::new(), Vec::new()), Some(thin));
    }
    let marks = |(atom, word, list): &(String, String, Vec<u32>)| picker.mark_of(theme.key(atom), &**word, list);
    (flows(layers.iter().map(|words| words.iter().map(marks).collect()).collect(), links), None)
}

/// A system of parts: its name as the root, where the corpus names it, and what hangs on it.
pub(super) fn tree(theme: &Theme, chain: &Chain) -> (FormBody, Option<Thin>) {
    let picker = theme.picker;
    let mut nodes: Vec<TreeNode> = Vec::new();
    let mut last_of: Vec<u32> = Vec::new();
    for stage in &chain.stages {
        let layer = stage.layer as usize;
        let mark =
            theme.mark(&format!("stage.{}.{}.{}", theme.definition.id, chain.id, stage.id), picker.name(&stage.names));
        last_of.truncate(layer);
        let parent = last_of.last().copied();
        last_of.push(nodes.len() as u32);
        nodes.push(TreeNode { mark, parent });
    }
    let lists = nodes.iter().map(|node| picker.sentences(&node.mark.key));
    if union(lists).is_empty() {
        let thin = Thin { what: ThinIn::Parts, found: 0, least: 1 };
        return (FormBody::Tree { nodes: Vec::new() }, Some(thin));
    }
    (FormBody::Tree { nodes }, None)
}
