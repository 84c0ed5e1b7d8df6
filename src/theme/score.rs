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
/// At most this many dampers count.
const MAX_DAMPERS: i32 = 2;

/// Scores one theme; `None` when no term of it is in the sentence.
pub(crate) fn score(scan: &Scan, theme: ThemeIdx, found: &[Found]) -> Option<ThemeHit> {
    let mine = || found.iter().filter(move |f| f.theme == theme);
    let covers = |outer: Range, inner: Range| outer.0 <= inner.0 && inner.1 <= outer.1;
    let exclusions: Vec<Range> = mine().filter(|f| f.role == Role::Exclusion).map(|f| f.range).collect();
    let mut hit = ThemeHit { theme, ..ThemeHit::default() };
    let mut kept: Vec<&Found> = Vec::new();
    for f in mine().filter(|f| matches!(f.role, Role::Term { .. })) {
        if let Some(&outer) = exclusions.iter().find(|&&outer| covers(outer, f.range)) {
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
        if is_listed(scan, f.range, &items, mine()) {
            weight *= LISTED;
            reason = Reason::Listed;
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
    hit.score *= 0.5_f32.powi((dampers.len() as i32).min(MAX_DAMPERS));
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

/// Whether a term is an item of a list that is mostly about other things, or about what people
/// talk of together.
fn is_listed<'a>(scan: &Scan, range: Range, items: &[Range], mut mine: impl Iterator<Item = &'a Found>) -> bool {
    let Some(list) = scan.list_at(range) else { return false };
    let clause = scan.clause_of(range.0);
    if mine.any(|f| f.role == Role::Talk && scan.clause_of(f.range.0) == clause && range.1 <= f.range.0 + 2) {
        return true;
    }
    let n = list.iter().filter(|item| items.iter().any(|term| item.0 <= term.0 && term.1 <= item.1)).count();
    n * 2 < list.len()
}
