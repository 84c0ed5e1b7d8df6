//! Which articles match the text of a query, in which tier, with which score.
//!
//! Strings are looked for as they stand. Several strings must all occur; where they follow
//! each other as typed, that is the tier `Whole` (or `Variant`, when only folding makes them
//! the same), else `Near` or `All`. A string that does not occur is cut into words of the
//! corpus, and these must all occur. Only when no article has all words, or when some of the
//! string is in no word, articles with some of them come, in the tier `Some`. So a rough
//! match is never mixed into exact ones.

use crate::corpus::Corpus;
use crate::index::rank;
use crate::index::units::is_indexed;
use crate::index::{Match, Needle, pinyin};
use crate::protocol::Tier;
use crate::text::fold;

use super::language::{Asked, Clause, Kind, Term};

/// Words stand near each other with at most so many other characters between them.
const NEAR: u32 = 30;
/// An article with some of the words has at least this part of what the best one has.
const SOME: f32 = 0.3;

/// Words searched for what spells them.
const SPELLED: usize = 6;

/// An article that matches.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Ranked {
    pub(super) doc: u32,
    pub(super) tier: Tier,
    pub(super) score: f32,
    /// Number of places.
    pub(super) n: u32,
}

/// Strings of which one has to occur.
#[derive(Debug)]
pub(super) struct Group {
    pub(super) needles: Vec<(Needle, Kind)>,
    /// Articles that hold one, in order.
    pub(super) matches: Vec<Match>,
    pub(super) idf: f32,
}

/// What the text of a query comes to.
#[derive(Debug, Default)]
pub(super) struct Matched {
    /// Articles in order of their numbers. `None` when the query has no text: all match.
    pub(super) ranked: Option<Vec<Ranked>>,
    /// What to mark.
    pub(super) groups: Vec<Group>,
    /// Articles to leave out, in order.
    pub(super) without: Vec<u32>,
    /// Words that were searched because what is typed spells them.
    pub(super) spelled: Vec<String>,
    /// Strings that do not occur, as typed.
    pub(super) missing: Vec<Needle>,
}

/// What scoring needs to know of the corpus, per article: the part of its length in the score
/// and the boost of its date.
#[derive(Debug, Default)]
pub(super) struct Scale(Vec<(f32, f32)>);

impl Scale {
    pub(super) fn of(corpus: &Corpus) -> Self {
        let average = corpus.n_chars() as f32 / corpus.n_articles().max(1) as f32;
        let days = || corpus.facets().days.iter().map(|(low, _)| *low).filter(|day| *day > 0).map(day_number);
        let (oldest, newest) = (days().min().unwrap_or_default(), days().max().unwrap_or_default());
        let boost = |day: u32| {
            if day == 0 || newest == oldest {
                return 1.0;
            }
            1.0 + rank::DATE * (day_number(day) - oldest) as f32 / (newest - oldest) as f32
        };
        let all = (0..corpus.n_articles()).zip(&corpus.facets().days);
        Self(all.map(|(doc, (low, _))| (rank::length(corpus.texts().body_len(doc), average), boost(*low))).collect())
    }

    fn length(&self, doc: u32) -> f32 {
        self.0.get(doc as usize).map_or(1.0, |(length, _)| *length)
    }

    fn date_boost(&self, doc: u32) -> f32 {
        self.0.get(doc as usize).map_or(1.0, |(_, boost)| *boost)
    }
}

/// Days in a calendar of equal months: enough for a proportion.
fn day_number(yyyymmdd: u32) -> u32 {
    yyyymmdd / 10_000 * 372 + (yyyymmdd / 100 % 100) * 31 + yyyymmdd % 100
}

pub(super) fn run(corpus: &Corpus, scale: &Scale, asked: &Asked) -> Matched {
    let mut matched = Matched::default();
    let mut groups = Vec::new();
    for clause in &asked.clauses {
        let group = group(corpus, clause);
        if clause.out {
            matched.without.extend(group.matches.iter().map(|found| found.doc));
        } else if !group.needles.is_empty() {
            groups.push(group);
        }
    }
    matched.without.sort_unstable();
    matched.without.dedup();
    if groups.is_empty() {
        return matched;
    }
    let typed: Vec<&Clause> = asked.clauses.iter().filter(|clause| !clause.out).collect();
    if let Some(words) = spelled(corpus, &typed, &groups) {
        let group =
            group_of(corpus, words.iter().filter_map(|word| Some((Needle::new(word)?, Kind::Phrase))).collect());
        let mut ranked = rank_one(scale, &group);
        for ranked in &mut ranked {
            ranked.tier = Tier::Pinyin;
        }
        return Matched { ranked: Some(ranked), groups: vec![group], spelled: words, ..matched };
    }
    let ranked = match groups.as_slice() {
        [one] if !one.matches.is_empty() => rank_one(scale, one),
        _ => {
            let whole = if typed.len() == groups.len() { joined(&typed) } else { None };
            let split;
            let missing = groups.iter().filter(|group| group.matches.is_empty()).flat_map(|group| &group.needles);
            matched.missing = missing.map(|(needle, _)| needle.clone()).collect();
            (groups, split) = split_missing(corpus, groups);
            rank_all(corpus, scale, &groups, whole.as_ref(), &split)
        }
    };
    matched.ranked = Some(ranked);
    matched.groups = groups;
    matched
}

/// The words of the corpus that a query in Latin letters spells, when nothing is written so.
fn spelled(corpus: &Corpus, typed: &[&Clause], groups: &[Group]) -> Option<Vec<String>> {
    if groups.iter().all(|group| !group.matches.is_empty()) {
        return None;
    }
    let mut text = String::new();
    for clause in typed {
        let [Term { text: part, kind: Kind::Word }] = clause.any.as_slice() else { return None };
        text.push_str(&pinyin::typed(part)?);
    }
    let words = super::suggest::spelled(corpus, &text, SPELLED, false);
    (text.len() > 1 && !words.is_empty()).then_some(words)
}

fn group(corpus: &Corpus, clause: &Clause) -> Group {
    let needles = clause.any.iter().filter_map(|term| Some((Needle::new(term.text.trim())?, term.kind)));
    group_of(corpus, needles.collect())
}

fn group_of(corpus: &Corpus, needles: Vec<(Needle, Kind)>) -> Group {
    let mut matches: Vec<Match> = Vec::new();
    for (needle, kind) in &needles {
        let found = find(corpus, needle, *kind);
        matches = if matches.is_empty() { found } else { union(&matches, &found) };
    }
    if needles.len() > 1
        && needles.iter().enumerate().any(|(i, (a, _))| needles.iter().skip(i + 1).any(|(b, _)| a.can_overlap(b)))
    {
        for found in &mut matches {
            found.n = super::marks::count(corpus, &needles, found.doc);
        }
    }
    let idf = rank::idf(matches.len() as u32, corpus.n_articles());
    Group { needles, matches, idf }
}

fn find(corpus: &Corpus, needle: &Needle, kind: Kind) -> Vec<Match> {
    let mut found = corpus.index().find(needle);
    if kind == Kind::Prefix {
        found.retain_mut(|found| {
            found.n = super::marks::count_prefix(corpus, needle, found.doc);
            found.n > 0
        });
    }
    found
}

fn union(a: &[Match], b: &[Match]) -> Vec<Match> {
    let (mut a, mut b) = (a.iter().copied().peekable(), b.iter().copied().peekable());
    let mut out = Vec::new();
    loop {
        match (a.peek(), b.peek()) {
            (Some(x), Some(y)) if x.doc == y.doc => {
                out.push(Match { n: x.n + y.n, class: x.class.max(y.class), exact: x.exact || y.exact, ..*x });
                a.next();
                b.next();
            }
            (Some(x), Some(y)) if x.doc > y.doc => out.extend(b.next()),
            (Some(_), _) => out.extend(a.next()),
            (None, Some(_)) => out.extend(b.next()),
            (None, None) => return out,
        }
    }
}

/// The strings as typed, one after the other: Latin words keep one blank between them.
fn joined(clauses: &[&Clause]) -> Option<Needle> {
    let mut whole = String::new();
    for clause in clauses {
        let [term] = clause.any.as_slice() else { return None };
        if term.kind == Kind::Prefix {
            return None;
        }
        let text = term.text.trim();
        if whole.ends_with(|c: char| c.is_ascii_alphanumeric()) && text.starts_with(|c: char| c.is_ascii_alphanumeric())
        {
            whole.push(' ');
        }
        whole.push_str(text);
    }
    Needle::new(&whole)
}

/// What became of strings that do not occur.
#[derive(Debug, Default)]
struct Split {
    /// Some part of one is in no word.
    lost: bool,
    /// Pairs of neighbouring characters in them.
    pairs: Vec<(u16, u16)>,
}

/// Puts the words of the corpus in the place of strings that do not occur.
fn split_missing(corpus: &Corpus, groups: Vec<Group>) -> (Vec<Group>, Split) {
    let (mut out, mut split): (Vec<Group>, Split) = (Vec::new(), Split::default());
    for group in groups {
        let [(needle, Kind::Word)] = group.needles.as_slice() else {
            out.push(group);
            continue;
        };
        let (words, lost) = if group.matches.is_empty() { words_of(corpus, needle) } else { (Vec::new(), false) };
        if words.is_empty() {
            out.push(group);
            continue;
        }
        split.lost |= lost;
        for pair in needle.units().windows(2) {
            if let [a, b] = *pair
                && is_indexed(a)
                && is_indexed(b)
                && !split.pairs.contains(&(a, b))
            {
                split.pairs.push((a, b));
            }
        }
        for word in words {
            let Some(needle) = Needle::new(&word) else { continue };
            if out.iter().any(|group| group.needles.iter().any(|(other, _)| other.units() == needle.units())) {
                continue;
            }
            let matches = corpus.index().find(&needle);
            let idf = rank::idf(matches.len() as u32, corpus.n_articles());
            out.push(Group { needles: vec![(needle, Kind::Phrase)], matches, idf });
        }
    }
    (out, split)
}

/// Characters that say little alone: their loss leaves a string whole.
const LITTLE: &str = "的地得了着过和与及或在是有为以于对把被将从到向由这那哪其之也都就而吗呢吧么个很不上下中";

/// A string cut into words of the corpus, and whether something that matters was lost. Single
/// characters side by side are a name the corpus may hold: they stay together, or in pairs.
fn words_of(corpus: &Corpus, needle: &Needle) -> (Vec<String>, bool) {
    let (vocab, section) = corpus.vocab();
    let folded: Vec<char> = fold(&needle.typed()).text.chars().collect();
    let text = |range: std::ops::Range<usize>| -> String { folded.get(range).unwrap_or_default().iter().collect() };
    let occurs = |word: &str| Needle::new(word).is_some_and(|needle| !corpus.index().find(&needle).is_empty());
    let (mut words, mut lost) = (Vec::new(), false);
    let mut singles = 0..0;
    let mut end = |singles: std::ops::Range<usize>, words: &mut Vec<String>| {
        let name = text(singles.clone());
        let pairs = (singles.start..singles.end.saturating_sub(1)).map(|at| text(at..at + 2));
        if singles.len() > 1 && occurs(&name) {
            words.push(name);
        } else {
            lost |= name.chars().any(|c| !LITTLE.contains(c));
            words.extend(pairs.filter(|pair| occurs(pair)));
        }
    };
    for range in vocab.segment(section, &folded) {
        let word = text(range.clone());
        if range.len() > 1 || word.chars().all(|c| c.is_ascii_alphanumeric()) {
            end(std::mem::take(&mut singles), &mut words);
            words.push(word);
        } else if singles.end == range.start && !singles.is_empty() {
            singles.end = range.end;
        } else {
            end(std::mem::replace(&mut singles, range), &mut words);
        }
    }
    end(singles, &mut words);
    // The string itself is known not to occur.
    if words.len() == 1 && !lost { (Vec::new(), false) } else { (words, lost) }
}

fn rank_one(scale: &Scale, group: &Group) -> Vec<Ranked> {
    let ranked = group.matches.iter().map(|found| Ranked {
        doc: found.doc,
        tier: if found.exact { Tier::Whole } else { Tier::Variant },
        score: score(scale, group.idf, found) * scale.date_boost(found.doc),
        n: found.n,
    });
    ranked.collect()
}

fn score(scale: &Scale, idf: f32, found: &Match) -> f32 {
    rank::word(idf, found.n, found.class, scale.length(found.doc))
}

/// What an article has gathered over the groups.
#[derive(Clone, Copy, Debug, Default)]
struct Sum {
    n_groups: u32,
    score: f32,
    n: u32,
}

/// Adds what pairs of characters say: they tell articles apart where words were cut differently.
fn add_pairs(corpus: &Corpus, scale: &Scale, split: &Split, sums: &mut [Sum]) {
    let index = corpus.index();
    for (a, b) in &split.pairs {
        let Some(postings) = index.grams.get(*a, *b, index.postings) else { continue };
        let idf = rank::idf(postings.n_articles, corpus.n_articles());
        for posting in postings.iter() {
            if let Some(sum) = sums.get_mut(posting.doc as usize) {
                sum.score += rank::PAIR * rank::word(idf, posting.n, posting.class, scale.length(posting.doc));
            }
        }
    }
}

fn rank_all(corpus: &Corpus, scale: &Scale, groups: &[Group], whole: Option<&Needle>, split: &Split) -> Vec<Ranked> {
    let mut sums = vec![Sum::default(); corpus.n_articles() as usize];
    for group in groups {
        for found in &group.matches {
            if let Some(sum) = sums.get_mut(found.doc as usize) {
                sum.n_groups += 1;
                sum.score += score(scale, group.idf, found);
                sum.n += found.n;
            }
        }
    }
    let overlap = groups.iter().enumerate().any(|(i, a)| {
        let others = groups.iter().skip(i + 1).flat_map(|group| &group.needles);
        others.into_iter().any(|(b, _)| a.needles.iter().any(|(a, _)| a.can_overlap(b)))
    });
    let needles: Vec<(Needle, Kind)> =
        if overlap { groups.iter().flat_map(|group| group.needles.iter().cloned()).collect() } else { Vec::new() };
    let n_of = |doc: u32, sum: &Sum| if overlap { super::marks::count(corpus, &needles, doc) } else { sum.n };
    add_pairs(corpus, scale, split, &mut sums);
    let all = groups.len() as u32;
    let has_all = |sum: &Sum| sum.n_groups == all;
    let docs = || (0..).zip(&sums);
    if !split.lost && sums.iter().any(has_all) {
        let followed = whole.map(|whole| corpus.index().find(whole)).unwrap_or_default();
        let mut followed = followed.iter().peekable();
        let ranked = docs().filter(|(_, sum)| has_all(sum)).map(|(doc, sum)| {
            while followed.next_if(|found| found.doc < doc).is_some() {}
            let (tier, boost) = match followed.next_if(|found| found.doc == doc) {
                Some(found) => (if found.exact { Tier::Whole } else { Tier::Variant }, rank::nearness(0)),
                None => match super::marks::gap(corpus, groups, doc) {
                    Some(gap) if gap <= NEAR => (Tier::Near, rank::nearness(gap)),
                    _ => (Tier::All, 1.0),
                },
            };
            let score = sum.score * boost * scale.date_boost(doc);
            Ranked { doc, tier, score, n: n_of(doc, sum) }
        });
        return ranked.collect();
    }
    let best = sums.iter().map(|sum| sum.score).fold(0.0, f32::max);
    let ranked = docs().filter(|(_, sum)| sum.n_groups > 0 && sum.score >= best * SOME).map(|(doc, sum)| Ranked {
        doc,
        tier: Tier::Some,
        score: sum.score * scale.date_boost(doc),
        n: n_of(doc, sum),
    });
    ranked.collect()
}
