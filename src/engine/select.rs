//! From a mark's key to its sentences.
//!
//! A key is one or more atoms joined by `*`; its sentences are those that all atoms share.
//! Besides the atoms of [`crate::corpus::Notes`] a key may hold `group.THEME.GROUP` (the
//! leading sub-themes of a group together), `year.2024`, `quarter.2024Q3`, `month.2024-08`,
//! `day.2024-08-06`, `until.2024-08-06`, `after.2024-08-06` (the articles of that time),
//! `at.ARTICLE/N` (one sentence), `fig.ARTICLE/N/K` (its K-th figure), `tied.KIND.A` and
//! `ties.KIND.B` (sentences that join A to anything, or anything to B) and `text.WORD` (sentences that say it).
//! The list behind a key is computed by this module alone, so that a number and the list it
//! opens cannot differ.

use std::cell::OnceCell;

use crate::corpus::{Corpus, Notes};
use crate::index::Needle;
use crate::protocol::Mark;
use crate::text::CharCounter;
use crate::theme::Definition;

/// Picks sentences under a set of articles.
pub(super) struct Picker<'a> {
    pub(super) corpus: &'a Corpus,
    pub(super) notes: &'a Notes,
    /// One per article: whether it is under the filters.
    pub(super) mask: &'a [bool],
    /// Which of the three names labels are taken from.
    pub(super) lang: usize,
    dates: OnceCell<Vec<String>>,
}

impl<'a> Picker<'a> {
    pub(super) fn new(corpus: &'a Corpus, notes: &'a Notes, mask: &'a [bool], lang: usize) -> Self {
        Self { corpus, notes, mask, lang: lang.min(2), dates: OnceCell::new() }
    }

    /// Dates of the articles, ISO or empty.
    pub(super) fn dates(&self) -> &[String] {
        self.dates.get_or_init(|| (0..self.corpus.n_articles()).map(|doc| self.corpus.meta(doc).date).collect())
    }

    /// Whether an article is under the filters.
    pub(super) fn is_in(&self, doc: u32) -> bool {
        self.mask.get(doc as usize).copied().unwrap_or_default()
    }

    /// The sentences of a key, in order. An unknown key has none.
    pub(super) fn sentences(&self, key: &str) -> Vec<u32> {
        let mut atoms = key.split('*');
        let Some(first) = atoms.next().filter(|atom| !atom.is_empty()) else { return Vec::new() };
        let mut list = self.atom(first);
        for atom in atoms {
            if list.is_empty() {
                break;
            }
            list = shared(&list, &self.atom(atom));
        }
        self.masked(list)
    }

    /// Those under the filters.
    pub(super) fn masked(&self, mut list: Vec<u32>) -> Vec<u32> {
        list.retain(|&sentence| self.notes.place(sentence).is_some_and(|(doc, _)| self.is_in(doc)));
        list
    }

    /// All sentences under the filters.
    pub(super) fn every(&self) -> Vec<u32> {
        (0..self.corpus.n_articles()).filter(|&doc| self.is_in(doc)).flat_map(|doc| self.notes.range(doc)).collect()
    }

    fn atom(&self, atom: &str) -> Vec<u32> {
        let (kind, rest) = atom.split_once('.').unwrap_or((atom, ""));
        match kind {
            "group" => self.group(rest),
            "year" | "quarter" | "month" | "day" => self.dated(|date| period_of(kind, date).as_deref() == Some(rest)),
            "until" => self.dated(|date| !date.is_empty() && date <= rest),
            "after" => self.dated(|date| date > rest),
            "at" => self.one(rest).into_iter().collect(),
            "text" => self.said(rest),
            "fig" => rest.rsplit_once('/').and_then(|(at, _)| self.one(at)).into_iter().collect(),
            "tied" => union(self.notes.starting_with(self.corpus.pack(), &format!("tie.{rest}.")).map(|tie| tie.1)),
            "ties" => self.tied_to(rest),
            _ => self.notes.sentences(self.corpus.pack(), atom),
        }
    }

    fn group(&self, rest: &str) -> Vec<u32> {
        let Some((theme, group)) = rest.split_once('.') else { return Vec::new() };
        let Some((_, definition)) = self.notes.definition(theme) else { return Vec::new() };
        let subs = definition.subs.iter().filter(|sub| sub.group.as_deref() == Some(group));
        let lists = subs.map(|sub| self.notes.sentences(self.corpus.pack(), &format!("lead.{theme}.{}", sub.id)));
        union(lists)
    }

    /// Sentences that say a text, in any script.
    fn said(&self, text: &str) -> Vec<u32> {
        let Some(needle) = Needle::new(text) else { return Vec::new() };
        let mut docs: Vec<u32> = self.corpus.index().find(&needle).iter().map(|found| found.doc).collect();
        docs.sort_unstable();
        let mut list = Vec::new();
        for doc in docs.into_iter().filter(|&doc| self.is_in(doc)) {
            let (_, places) = self.corpus.texts().places(&needle, doc);
            let mut chars = CharCounter::new(self.corpus.body(doc));
            let first = self.notes.range(doc).start;
            list.extend((0_u32..).zip(self.corpus.sentences(doc)).filter_map(|(index, span)| {
                let (from, to) = (chars.at(span.start) as u32, chars.at(span.end) as u32);
                let at = places.partition_point(|&place| place < from);
                places.get(at).is_some_and(|&place| place + needle.len() as u32 <= to).then_some(first + index)
            }));
        }
        list
    }

    fn tied_to(&self, rest: &str) -> Vec<u32> {
        let Some((kind, end)) = rest.split_once('.') else { return Vec::new() };
        let prefix = format!("tie.{kind}.");
        let ties = self.notes.starting_with(self.corpus.pack(), &prefix);
        union(ties.filter(|(pair, _)| pair.split_once('.').is_some_and(|(_, to)| to == end)).map(|tie| tie.1))
    }

    fn dated(&self, is_meant: impl Fn(&str) -> bool) -> Vec<u32> {
        let docs = (0..).zip(self.dates()).filter(|(_, date)| is_meant(date));
        docs.flat_map(|(doc, _)| self.notes.range(doc)).collect()
    }

    fn one(&self, rest: &str) -> Option<u32> {
        let (id, number) = rest.rsplit_once('/')?;
        let range = self.notes.range(self.corpus.find(id)?);
        let sentence = range.start.checked_add(number.parse().ok()?)?;
        range.contains(&sentence).then_some(sentence)
    }

    /// Number of articles that sentences are from.
    pub(super) fn n_articles(&self, list: &[u32]) -> u32 {
        let mut docs: Vec<u32> =
            list.iter().filter_map(|&sentence| self.notes.place(sentence)).map(|(doc, _)| doc).collect();
        docs.dedup();
        docs.len() as u32
    }

    /// A mark with its numbers.
    pub(super) fn mark(&self, key: String, label: impl Into<String>) -> Mark {
        let list = self.sentences(&key);
        self.mark_of(key, label, &list)
    }

    /// A mark whose sentences are known.
    pub(super) fn mark_of(&self, key: String, label: impl Into<String>, list: &[u32]) -> Mark {
        Mark { key, label: label.into(), n: list.len() as u32, n_articles: self.n_articles(list) }
    }

    /// A name in the language asked for.
    pub(super) fn name<'n>(&self, names: &'n [String; 3]) -> &'n str {
        names.get(self.lang).filter(|name| !name.is_empty()).unwrap_or(&names[0])
    }

    /// One of three fixed words in the language asked for.
    pub(super) fn name_of(&self, names: &[&'static str; 3]) -> &'static str {
        names.get(self.lang).unwrap_or(&names[0])
    }

    /// What a key says, outermost first.
    pub(super) fn path(&self, key: &str) -> Vec<String> {
        key.split('*').flat_map(|atom| self.path_of(atom)).fold(Vec::new(), |mut path, part| {
            if !part.is_empty() && !path.contains(&part) {
                path.push(part);
            }
            path
        })
    }

    fn path_of(&self, atom: &str) -> Vec<String> {
        let (kind, rest) = atom.split_once('.').unwrap_or((atom, ""));
        let theme = |id: &str| self.notes.definition(id).map(|(_, definition)| definition);
        let theme_name = |definition: &Definition| self.name(&definition.names).to_owned();
        let mut parts = rest.split('.');
        let mut next = || parts.next().unwrap_or_default();
        match kind {
            "theme" => theme(rest).map(theme_name).into_iter().collect(),
            "sub" | "lead" | "group" | "stage" | "whole" => {
                let Some(definition) = theme(next()) else { return Vec::new() };
                let id = next();
                let mut path = vec![theme_name(definition)];
                match kind {
                    "sub" | "lead" => path.extend(
                        definition.subs.iter().find(|sub| sub.id == id).map(|sub| self.name(&sub.names).to_owned()),
                    ),
                    "group" => path.extend(
                        definition
                            .groups
                            .iter()
                            .find(|group| group.id == id)
                            .map(|group| self.name(&group.names).to_owned()),
                    ),
                    _ => {
                        let Some(chain) = definition.chains.iter().find(|chain| chain.id == id) else { return path };
                        path.push(self.name(&chain.names).to_owned());
                        let stage = next();
                        path.extend(
                            chain.stages.iter().find(|it| it.id == stage).map(|it| self.name(&it.names).to_owned()),
                        );
                    }
                }
                path
            }
            "term" | "tied" | "ties" => rest.split_once('.').map(|(_, word)| word.to_owned()).into_iter().collect(),
            "tie" => rest.split('.').skip(1).map(str::to_owned).collect(),
            "within" => rest.split('.').skip(1).filter(|part| part.parse::<u8>().is_err()).map(str::to_owned).collect(),
            "until" => vec![format!("—{rest}")],
            "after" if rest.is_empty() => Vec::new(),
            "after" => vec![format!("{rest}—")],
            "province" => {
                let [hant, en, _] = super::panel::compare::province(rest);
                vec![[rest, hant, en].get(self.lang).filter(|name| !name.is_empty()).unwrap_or(&rest).to_string()]
            }
            "step" | "dated" => rest.rsplit('.').next().map(str::to_owned).into_iter().collect(),
            "name" => vec![rest.split_once('.').map_or(rest, |(_, name)| name).to_owned()],
            "tier" => tier_name(rest).into_iter().collect(),
            "claim" => {
                let mut parts = rest.splitn(3, '.');
                let tier = parts.next().and_then(tier_name);
                tier.into_iter().chain(parts.nth(1).map(str::to_owned)).collect()
            }
            "at" | "fig" => {
                let at = if kind == "fig" { rest.rsplit_once('/').map_or(rest, |(at, _)| at) } else { rest };
                let doc = at.rsplit_once('/').and_then(|(id, _)| self.corpus.find(id));
                doc.map(|doc| self.corpus.title(doc).to_owned()).into_iter().collect()
            }
            _ => vec![rest.to_owned()],
        }
    }
}

/// 百亿级 for `10000000000`.
pub(super) fn tier_name(value: &str) -> Option<String> {
    let zeros = value.strip_prefix('1').filter(|rest| rest.chars().all(|c| c == '0'))?.len();
    Some(
        match zeros {
            8 => "亿级",
            9 => "十亿级",
            10 => "百亿级",
            11 => "千亿级",
            12 => "万亿级",
            13 => "十万亿级",
            _ => return None,
        }
        .to_owned(),
    )
}

/// The period of a kind that an ISO date lies in.
pub(super) fn period_of(kind: &str, date: &str) -> Option<String> {
    let year = date.get(..4)?;
    match kind {
        "year" => Some(year.to_owned()),
        "quarter" => {
            let month: u32 = date.get(5..7)?.parse().ok()?;
            Some(format!("{year}Q{}", month.saturating_sub(1) / 3 + 1))
        }
        "month" => date.get(..7).map(str::to_owned),
        _ => date.get(..10).map(str::to_owned),
    }
}

/// What two growing lists share.
pub(super) fn shared(a: &[u32], b: &[u32]) -> Vec<u32> {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let mut out = Vec::with_capacity(short.len());
    let mut rest = long;
    for &item in short {
        let at = rest.partition_point(|&other| other < item);
        rest = rest.get(at..).unwrap_or_default();
        if rest.first() == Some(&item) {
            out.push(item);
        }
    }
    out
}

/// Several growing lists as one.
pub(super) fn union(lists: impl IntoIterator<Item = Vec<u32>>) -> Vec<u32> {
    let mut out: Vec<u32> = lists.into_iter().flatten().collect();
    out.sort_unstable();
    out.dedup();
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_meet_and_join() {
        assert_eq!(shared(&[1, 3, 5, 9], &[2, 3, 4, 9, 10]), [3, 9]);
        assert!(shared(&[], &[1]).is_empty());
        assert_eq!(union([vec![1, 5], vec![2, 5]]), [1, 2, 5]);
    }

    #[test]
    fn dates_lie_in_periods() {
        for (kind, date, period) in [
            ("quarter", "2024-08-06", Some("2024Q3")),
            ("quarter", "2024", None),
            ("year", "2024", Some("2024")),
            ("month", "2024-08", Some("2024-08")),
            ("day", "2024-08", None),
            ("year", "", None),
        ] {
            assert_eq!(period_of(kind, date).as_deref(), period, "{kind} {date}");
        }
    }

    #[test]
    fn tiers_have_names() {
        assert_eq!(tier_name("10000000000").as_deref(), Some("百亿级"));
        assert_eq!(tier_name("1000000000000").as_deref(), Some("万亿级"));
        assert_eq!(tier_name("25"), None);
    }
}
