//! Query in, hits, facets and histogram out.

use std::cmp::Ordering;

use super::facet::{Conditions, Tally};
use super::matching::{Matched, Ranked};
use super::select::Picker;
use super::{Engine, language, marks, matching, snippet};
use crate::corpus::Bits;
use crate::protocol::{Found, Hit, Note, Query, Sort, Tier, Twin};
use crate::text::fold;

/// All tiers, in the order of their numbers.
const TIERS: [Tier; 6] = [Tier::Whole, Tier::Variant, Tier::Near, Tier::All, Tier::Some, Tier::Pinyin];

/// What a query leaves, for those who look at places.
#[cfg(feature = "analysis")]
pub(super) struct Choice {
    /// The articles, in order.
    pub(super) docs: Vec<u32>,
    /// What to look for in them; `None` when the query has no text.
    pub(super) groups: Option<Vec<matching::Group>>,
    /// Whether something typed does not occur as it is, and its words are looked for.
    pub(super) is_cut: bool,
    pub(super) notes: Vec<Note>,
}

impl Engine {
    /// Answers a query.
    pub fn explore(&self, query: &Query) -> Found {
        let (asked, mut notes) = language::parse(&query.text);
        let matched = matching::run(&self.corpus, &self.scale, &asked);
        let conditions = self.conditions(query, &asked, &mut notes);
        let has_text = matched.ranked.is_some();
        let mut kept = self.candidates(&matched);
        let matching = self.bits(&kept);
        let tally = Tally::new(&self.corpus, &conditions, &matching);
        if tally.narrows() {
            kept.retain(|ranked| tally.kept().has(ranked.doc));
        }
        if !matched.spelled.is_empty() {
            notes.push(Note::ByPinyin(matched.spelled.clone()));
        } else if let Some(ranked) = &matched.ranked
            && ranked.iter().all(|ranked| ranked.tier == Tier::Some)
        {
            notes.extend(self.did_you_mean(&matched.missing, !ranked.is_empty()));
        }
        let (mut per_tier, mut n_occurrences) = ([0u32; TIERS.len()], 0);
        for ranked in &kept {
            n_occurrences += ranked.n;
            if let Some(n) = per_tier.get_mut(ranked.tier as usize) {
                *n += 1;
            }
        }
        let tiers = TIERS.into_iter().zip(per_tier).filter(|(_, n)| has_text && *n > 0).collect();
        let total = kept.len() as u32;
        let folded = self.fold_twins(&mut kept, query, has_text);
        let page = self.page(kept, query, has_text);
        Found {
            text: query.text.trim().to_owned(),
            total,
            n_searched: self.corpus.n_articles(),
            n_occurrences,
            tiers,
            n_folded: folded.len() as u32,
            hits: page.iter().map(|ranked| self.hit(ranked, &matched, &folded)).collect(),
            facets: tally.facets(),
            histogram: tally.histogram(&self.months),
            notes,
        }
    }

    /// The numbers of the articles a query leaves, in order: what panels are counted over.
    pub fn select(&self, query: &Query) -> Vec<u32> {
        let (asked, mut notes) = language::parse(&query.text);
        let matched = matching::run(&self.corpus, &self.scale, &asked);
        let conditions = self.conditions(query, &asked, &mut notes);
        let matching = self.bits(&self.candidates(&matched));
        Tally::new(&self.corpus, &conditions, &matching).kept().iter().collect()
    }

    /// The articles a query leaves, in order, and what in them matches its text. `None` for the groups when it
    /// has no text. Without `text` only what it does not look for: its filters, and what it leaves out.
    #[cfg(feature = "analysis")]
    pub(super) fn choose(&self, query: &Query, text: bool) -> Choice {
        let (mut asked, mut notes) = language::parse(&query.text);
        if !text {
            asked.clauses.retain(|clause| clause.out);
        }
        let matched = matching::run(&self.corpus, &self.scale, &asked);
        let conditions = self.conditions(query, &asked, &mut notes);
        let matching = self.bits(&self.candidates(&matched));
        let docs = Tally::new(&self.corpus, &conditions, &matching).kept().iter().collect();
        let has_text = matched.ranked.is_some();
        if !matched.spelled.is_empty() {
            notes.push(Note::ByPinyin(matched.spelled.clone()));
        } else if matched.ranked.as_ref().is_some_and(Vec::is_empty) {
            notes.extend(self.did_you_mean(&matched.missing, false));
        }
        let n_typed = asked.clauses.iter().filter(|clause| !clause.out).count();
        let is_cut = matched.spelled.is_empty() && matched.groups.len() > n_typed;
        Choice { docs, groups: has_text.then_some(matched.groups), is_cut, notes }
    }

    fn bits(&self, ranked: &[Ranked]) -> Bits {
        let mut bits = Bits::none(self.corpus.n_articles());
        for ranked in ranked {
            bits.insert(ranked.doc);
        }
        bits
    }

    fn conditions(&self, query: &Query, asked: &language::Asked, notes: &mut Vec<Note>) -> Conditions {
        let range = (query.from.as_deref(), query.to.as_deref());
        let mut conditions = Conditions::new(&self.corpus, &query.filters, &asked.filters, range, &asked.dates, notes);
        for (name, out) in &asked.orgs {
            let set = self.naming(name);
            if set.is_empty() {
                notes.push(Note::UnknownValue("org".into(), name.clone()));
            }
            conditions.name(set, *out);
        }
        if let Some(key) = query.mark.as_deref().filter(|key| !key.is_empty()) {
            let all = vec![true; self.corpus.n_articles() as usize];
            let mut set = Bits::none(self.corpus.n_articles());
            for sentence in Picker::new(&self.corpus, &self.notes, &all, 0).sentences(key) {
                if let Some((doc, _)) = self.notes.place(sentence) {
                    set.insert(doc);
                }
            }
            conditions.name(set, false);
        }
        conditions
    }

    /// The articles that name an organisation: of that name, else with a name that holds it.
    fn naming(&self, typed: &str) -> Bits {
        let typed = fold(typed.trim()).text;
        let [mut same, mut holding] = [Bits::none(self.corpus.n_articles()), Bits::none(self.corpus.n_articles())];
        if typed.is_empty() {
            return same;
        }
        for (name, sentences) in self.notes.starting_with(self.corpus.pack(), "name.org.") {
            let name = fold(name).text;
            if name.contains(&typed) {
                for (doc, _) in sentences.iter().filter_map(|&sentence| self.notes.place(sentence)) {
                    if name == typed {
                        same.insert(doc);
                    }
                    holding.insert(doc);
                }
            }
        }
        if same.is_empty() { holding } else { same }
    }

    /// Takes the articles out that stand under a better one of their group; returns what stands
    /// under which.
    fn fold_twins(&self, kept: &mut Vec<Ranked>, query: &Query, has_text: bool) -> Vec<(u32, u32)> {
        let twins = self.corpus.twins();
        if query.unfold || twins.n_groups() == 0 {
            return Vec::new();
        }
        let mut grouped: Vec<(u32, Ranked)> =
            kept.iter().filter_map(|ranked| Some((twins.group(ranked.doc)?, *ranked))).collect();
        grouped.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| self.order(query, has_text, &a.1, &b.1)));
        let mut under: Vec<(u32, u32)> = Vec::new();
        for group in grouped.chunk_by(|a, b| a.0 == b.0) {
            let Some(((_, best), rest)) = group.split_first() else { continue };
            under.extend(rest.iter().map(|(_, twin)| (twin.doc, best.doc)));
        }
        if !under.is_empty() {
            under.sort_unstable();
            let mut out = under.iter().peekable();
            kept.retain(|ranked| {
                while out.next_if(|(doc, _)| *doc < ranked.doc).is_some() {}
                out.next_if(|(doc, _)| *doc == ranked.doc).is_none()
            });
        }
        under
    }

    /// Articles that match the text, in the order of their numbers.
    fn candidates(&self, matched: &Matched) -> Vec<Ranked> {
        let mut without = matched.without.iter().peekable();
        let mut is_kept = |doc: u32| {
            while without.next_if(|other| **other < doc).is_some() {}
            without.peek().is_none_or(|other| **other != doc)
        };
        match &matched.ranked {
            Some(ranked) if matched.without.is_empty() => ranked.clone(),
            Some(ranked) => ranked.iter().filter(|ranked| is_kept(ranked.doc)).copied().collect(),
            None => (0..self.corpus.n_articles())
                .filter(|doc| is_kept(*doc))
                .map(|doc| Ranked { doc, tier: Tier::Whole, score: 0.0, n: 0 })
                .collect(),
        }
    }

    fn twin(&self, doc: u32) -> Twin {
        let card = self.corpus.card(doc);
        Twin {
            id: card.id.to_owned(),
            title: self.corpus.title(doc).to_owned(),
            source: card.source.to_owned(),
            date: card.date.to_owned(),
        }
    }

    /// Which of two hits comes first; never equal.
    fn order(&self, query: &Query, has_text: bool, a: &Ranked, b: &Ranked) -> Ordering {
        let days = &self.corpus.facets().days;
        let day = |ranked: &Ranked| days.get(ranked.doc as usize).copied().unwrap_or_default();
        let newest = || day(b).1.cmp(&day(a).1);
        // Undated ones come last, either way.
        let oldest = |ranked| (day(ranked).0 == 0, day(ranked).0);
        let length = |ranked: &Ranked| self.corpus.texts().body_len(ranked.doc);
        let first = match query.sort {
            Sort::Relevance if has_text => a.tier.cmp(&b.tier).then(b.score.total_cmp(&a.score)),
            Sort::Relevance | Sort::Newest => newest(),
            Sort::Oldest => oldest(a).cmp(&oldest(b)),
            Sort::Longest => length(b).cmp(&length(a)),
        };
        first.then_with(newest).then(a.doc.cmp(&b.doc))
    }

    /// The part of the hits that is asked for, in order.
    fn page(&self, mut kept: Vec<Ranked>, query: &Query, has_text: bool) -> Vec<Ranked> {
        let order = |a: &Ranked, b: &Ranked| self.order(query, has_text, a, b);
        let (from, to) = (query.offset as usize, (query.offset as usize).saturating_add(query.limit as usize));
        if query.limit == 0 {
            return Vec::new();
        }
        if to < kept.len() {
            let by_score = has_text && query.sort == Sort::Relevance;
            // Better is greater: the tier, then the score, which is never negative.
            let rank = |ranked: &Ranked| u64::from(!(ranked.tier as u32)) << 32 | u64::from(ranked.score.to_bits());
            let mut best: Vec<Ranked> = Vec::with_capacity((to * 2 + 64).min(kept.len()));
            let mut least = 0;
            for ranked in kept {
                if by_score && rank(&ranked) < least {
                    continue;
                }
                best.push(ranked);
                if best.len() == to * 2 + 64 {
                    best.select_nth_unstable_by(to - 1, order);
                    best.truncate(to);
                    least = best.last().map_or(0, rank);
                }
            }
            kept = best;
        }
        kept.sort_unstable_by(order);
        kept.truncate(to);
        kept.drain(..from.min(kept.len()));
        kept
    }

    fn hit(&self, ranked: &Ranked, matched: &Matched, folded: &[(u32, u32)]) -> Hit {
        let corpus = &self.corpus;
        let card = corpus.card(ranked.doc);
        let (title, body) = marks::marks(corpus, &matched.groups, ranked.doc);
        let length = corpus.body(ranked.doc).len().max(1) as f32;
        let themes = corpus.theme_counts(ranked.doc).iter().filter_map(|(theme, n)| {
            let theme = corpus.themes().get(*theme as usize)?;
            Some((theme.id.clone(), *n))
        });
        Hit {
            title_marks: title.iter().map(|mark| mark.span).collect(),
            themes: themes.collect(),
            score: ranked.score,
            tier: ranked.tier,
            n: (title.len() + body.len()) as u32,
            ticks: body.iter().map(|mark| mark.span.start as f32 / length).collect(),
            snippets: snippet::best(corpus, ranked.doc, &body, &matched.groups),
            id: card.id.to_owned(),
            title: corpus.title(ranked.doc).to_owned(),
            date: card.date.to_owned(),
            source: card.source.to_owned(),
            places: card.places.iter().map(|&place| place.to_owned()).collect(),
            imported: card.imported,
            folded: folded.iter().filter(|(_, best)| *best == ranked.doc).map(|(doc, _)| self.twin(*doc)).collect(),
        }
    }
}
