//! From the words found to the themes of a sentence.
//!
//! A theme's score is the sum of the weights of its different terms. A hint counts half, and in
//! full where a context word of the theme stands in the same clause. A term inside an exclusion
//! does not count, one inside a longer term of its theme gives way to it, one item in a list of
//! other things counts a quarter, and each damper halves the sum.

use super::evidence::{Reason, TermHit, ThemeHit, ThemeIdx};
use super::matcher::{Found, Role};
use super::scan::{Range, Scan};

/// What a listed term keeps of its weight.
const LISTED: f32 = 0.25;
/// What a term of a leading clause keeps of its weight.
const LEAD_IN: f32 = 0.5;
/// At most this many dampers count.
const MAX_DAMPERS: usize = 2;

/// Scores one theme; `None` when no term of it is in the sentence.
pub(crate) fn score(scan: &Scan, theme: ThemeIdx, found: &[Found]) -> Option<ThemeHit> {
    let mine = || found.iter().filter(move |f| f.theme == theme);
    let covers = |outer: Range, inner: Range| outer.0 <= inner.0 && inner.1 <= outer.1;
    let exclusions: Vec<Range> = mine().filter(|f| f.role == Role::Exclusion).map(|f| f.range).collect();
    let mut hit = ThemeHit { theme, ..ThemeHit::default() };
    let mut kept: Vec<&Found> = Vec::new();
    for f in mine().filter(|f| matches!(f.role, Role::Term { .. })) {
        let hides = |outer: &&Range| {
            let overlap = outer.0 < f.range.1 && f.range.0 < outer.1;
            overlap && (covers(**outer, f.range) || !covers(f.range, **outer))
        };
        // 非制造业
        if scan.before(f.range.0) == '非' {
            continue;
        }
        if let Some(&outer) = exclusions.iter().find(hides) {
            hit.excluded.push(scan.span(outer));
            continue;
        }
        let longer = |g: &&Found| matches!(g.role, Role::Term { .. }) && g.range != f.range && covers(g.range, f.range);
        if mine().find(longer).is_none() {
            kept.push(f);
        }
    }
    hit.excluded.dedup();
    if kept.is_empty() {
        return (!hit.excluded.is_empty()).then_some(hit);
    }
    kept.sort_by_key(|f| (f.range, f.pattern));
    kept.dedup_by_key(|f| f.range);
    let items: Vec<Range> = kept.iter().map(|f| f.range).collect();
    let mut seen: Vec<u32> = Vec::new();
    for f in &kept {
        let Role::Term { sub, mut weight, hint } = f.role else { continue };
        let mut reason = Reason::Own;
        if hint && has_context(scan, mine(), f, sub) {
            weight *= 2.0;
            reason = Reason::Context;
        }
        if !scan.has(f.range.0, "等") && is_listed(scan, f.range, &items, mine()) {
            weight *= LISTED;
            reason = Reason::Listed;
        } else if leads_in(scan, f.range, mine()) {
            weight *= LEAD_IN;
            reason = Reason::LeadIn;
        }
        if seen.contains(&f.pattern) {
            weight = 0.0;
            reason = Reason::Repeated;
        } else {
            seen.push(f.pattern);
        }
        hit.score += weight;
        hit.terms.push(TermHit { span: scan.span(f.range), weight, sub, reason });
    }
    let mut dampers: Vec<&Found> = mine().filter(|f| f.role == Role::Damper).collect();
    dampers.sort_by_key(|f| f.pattern);
    dampers.dedup_by_key(|f| f.pattern);
    hit.damped = dampers.iter().map(|f| scan.span(f.range)).collect();
    for _ in dampers.iter().take(MAX_DAMPERS) {
        hit.score *= 0.5;
    }
    Some(hit)
}

/// Whether a context word stands in the hint's clause without overlapping it.
fn has_context<'a>(scan: &Scan, mut mine: impl Iterator<Item = &'a Found>, hint: &Found, own: Option<u16>) -> bool {
    let clause = scan.clause_of(hint.range.0);
    mine.any(|f| {
        let fits = match f.role {
            Role::Context { sub } => sub.is_none() || sub == own,
            _ => false,
        };
        let apart = f.range.1 <= hint.range.0 || hint.range.1 <= f.range.0;
        fits && apart && scan.clause_of(f.range.0) == clause
    })
}

/// Whether a term stands in a clause of principles that another clause follows: 坚持生态优先，…
/// or …的同时，…
fn leads_in<'a>(scan: &Scan, range: Range, mut mine: impl Iterator<Item = &'a Found>) -> bool {
    let clause = scan.clause_at(range.0);
    let ends = scan.get(clause.1);
    if !matches!(ends, ',') {
        return false;
    }
    scan.ends(clause.1, "的同时")
        || mine
            .any(|f| f.role == Role::Lead && f.range.1 <= range.0 && f.range.0 >= clause.0 && f.range.0 <= clause.0 + 8)
}

/// Whether a term is an item of a list that is mostly about other things, or about what people
/// talk of together.
fn is_listed<'a>(scan: &Scan, range: Range, items: &[Range], mut mine: impl Iterator<Item = &'a Found>) -> bool {
    let clause = scan.clause_of(range.0);
    let talked = mine.any(|f| f.role == Role::Talk && scan.clause_of(f.range.0) == clause && range.1 <= f.range.0 + 2);
    let Some(list) = scan.list_at(range, if talked { 2 } else { 3 }) else { return false };
    talked || list.is_mostly_without(items)
}
