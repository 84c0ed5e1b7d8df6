//! All about one name: its sentences, what it belongs to, who stands beside it, when.

use super::panel::ticks;
use super::select::{Picker, shared};
use crate::protocol::{Mark, NamePage};
use crate::text::fold_char;
use crate::theme::{NameKind, TieKind};

/// Neighbours told at most.
const N_NEIGHBOURS: usize = 40;

/// The page of the one name in a mark's key, all its numbers among the sentences of that mark; `None` when the key
/// names none or several, or the corpus does not have it under the filters.
pub(super) fn page(picker: &Picker<'_>, key: &str) -> Option<NamePage> {
    let pack = picker.corpus.pack();
    let mut names = key.split('*').filter_map(|atom| atom.strip_prefix("name."));
    let (kind, canon) = names.next().filter(|_| names.next().is_none())?.split_once('.')?;
    let list = picker.sentences(key);
    if list.is_empty() {
        return None;
    }
    let both = |atom: &str, label: &str, other: &[u32]| {
        let list = shared(&list, other);
        (!list.is_empty()).then(|| picker.mark_of(format!("{key}*{atom}"), label, &list))
    };
    let mut neighbours: Vec<(Mark, String)> = Vec::new();
    for other_kind in NameKind::ALL.map(NameKind::name) {
        let prefix = format!("name.{other_kind}.");
        let others =
            picker.notes.starting_with(pack, &prefix).filter(|(other, _)| (other_kind, *other) != (kind, canon));
        neighbours.extend(others.filter_map(|(other, others)| {
            Some((both(&format!("{prefix}{other}"), other, &others)?, other_kind.to_owned()))
        }));
    }
    crate::order::sort_by(&mut neighbours, |a, b| b.0.n.cmp(&a.0.n).then_with(|| a.0.label.cmp(&b.0.label)));
    neighbours.truncate(N_NEIGHBOURS);
    let prefix = format!("within.{kind}.{}.", folded(canon));
    let mut within: Vec<(u8, Mark)> = picker
        .notes
        .starting_with(pack, &prefix)
        .filter_map(|(rest, says)| {
            let (step, parent) = rest.split_once('.')?;
            let says = picker.masked(says);
            // A place's parents are known, whether or not the first sentence is under the filters.
            (!says.is_empty() || kind == "place")
                .then(|| (step.parse().unwrap_or_default(), picker.mark_of(format!("{prefix}{rest}"), parent, &says)))
        })
        .collect();
    crate::order::sort_by_key(&mut within, |(step, mark)| (*step, std::cmp::Reverse(mark.n)));
    let themes = picker.notes.definitions().iter().filter_map(|definition| {
        let atom = format!("theme.{}", definition.id);
        both(&atom, picker.name(&definition.names), &picker.sentences(&atom))
    });
    let dated = format!("dated.{kind}.{canon}.");
    let eras = picker.notes.starting_with(pack, &dated).filter_map(|(rest, says)| {
        let (from, to) = rest.rsplit_once('-')?;
        let label = if from == to { from.to_owned() } else { format!("{from}—{to}") };
        Some((from.parse().ok()?, to.parse().ok()?, both(&format!("{dated}{rest}"), &label, &says)?))
    });
    Some(NamePage {
        within: within.into_iter().map(|(_, mark)| mark).collect(),
        neighbours,
        themes: themes.collect(),
        dates: ticks(picker, key, &list),
        eras: eras.collect(),
        ties: ties(picker, canon),
        kind: kind.to_owned(),
        mark: picker.mark_of(key.to_owned(), canon, &list),
    })
}

/// A name as atoms write it among other parts.
fn folded(canon: &str) -> String {
    canon.chars().map(fold_char).map(|c| if c == '.' { '．' } else { c }).collect()
}

/// Pairs with the name at either end, as `A → B`.
fn ties(picker: &Picker<'_>, canon: &str) -> Vec<Mark> {
    let folded = folded(canon);
    let mut marks: Vec<Mark> = Vec::new();
    for kind in [TieKind::Works, TieKind::Owns, TieKind::Relies, TieKind::Culture, TieKind::Leads] {
        let prefix = format!("tie.{}.", kind.name());
        for (pair, list) in picker.notes.starting_with(picker.corpus.pack(), &prefix) {
            let Some((from, to)) = pair.split_once('.').filter(|(from, to)| *from == folded || *to == folded) else {
                continue;
            };
            let label = if from.is_empty() { to.to_owned() } else { format!("{from} → {to}") };
            let mark = picker.mark_of(format!("{prefix}{pair}"), label, &picker.masked(list));
            if mark.n > 0 {
                marks.push(mark);
            }
        }
    }
    marks
}

/// For each word of a definition being written: the sentences that say it.
#[cfg(all(feature = "full", feature = "definitions"))]
pub(super) fn term_counts(picker: &Picker<'_>, words: &[String]) -> Vec<Mark> {
    words
        .iter()
        .map(|word| {
            let text = word.split('^').next().unwrap_or_default().trim();
            picker.mark(format!("text.{}", text.replace('*', "＊")), text)
        })
        .collect()
}
