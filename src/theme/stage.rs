//! Stages of chains that a sentence speaks of.

use super::definition::{ChainKind, Definition};
use super::evidence::{Name, StageHit};
use super::matcher::{Found, Role, fold_case};
use super::scan::{Range, Scan};

/// Stages in the order of the text; a word for a whole chain (制储输用研) also lights the stages
/// whose `short` stands in it, each at its own character.
pub(crate) fn read(scan: &Scan, definitions: &[Definition], found: &[Found], names: &[Name]) -> Vec<StageHit> {
    let mut hits = Vec::new();
    for f in found {
        let chain_at = |chain: u16| definitions.get(f.theme.0 as usize)?.chains.get(chain as usize);
        match f.role {
            Role::Stage { chain, stage } => {
                let kind = chain_at(chain).map(|chain| chain.kind);
                if kind != Some(ChainKind::Path) || is_a_step(scan, f.range, names) {
                    hits.push(StageHit { theme: f.theme, chain, stage: Some(stage), span: scan.span(f.range) });
                }
            }
            Role::Whole { chain } => {
                hits.push(StageHit { theme: f.theme, chain, stage: None, span: scan.span(f.range) });
                let Some(chain_of) = chain_at(chain) else { continue };
                for (k, stage) in (0_u16..).zip(&chain_of.stages) {
                    let Some(short) = stage.short.as_deref().map(fold_case) else { continue };
                    if let Some(i) = scan.find(f.range, &short) {
                        let range = (i, i + short.chars().count());
                        hits.push(StageHit { theme: f.theme, chain, stage: Some(k), span: scan.span(range) });
                    }
                }
            }
            _ => {}
        }
    }
    // One hit per stage and place; of two words for one stage the longer stays.
    hits.sort_by_key(|hit| (hit.theme, hit.chain, hit.stage, hit.span.start, std::cmp::Reverse(hit.span.end)));
    hits.dedup_by(|b, a| (a.theme, a.chain, a.stage) == (b.theme, b.chain, b.stage) && a.span.covers(b.span));
    // What a sentence calls a problem (没产值) is not its result (产值) as well.
    let is_path = |hit: &StageHit| {
        let chain = definitions.get(hit.theme.0 as usize).and_then(|theme| theme.chains.get(hit.chain as usize));
        chain.is_some_and(|chain| chain.kind == ChainKind::Path)
    };
    let all = hits.clone();
    hits.retain(|hit| {
        let longer = |other: &StageHit| {
            (other.theme, other.chain) == (hit.theme, hit.chain)
                && other.span != hit.span
                && other.span.covers(hit.span)
        };
        !is_path(hit) || !all.iter().any(longer)
    });
    hits.sort_by_key(|hit| (hit.span, hit.theme, hit.chain, hit.stage));
    hits
}

/// Whether a word of a path stands for itself: not as a piece of a longer word (标准 of 标准化), of a title
/// (《政府工作报告》) or of a name (电网 of 增量配电网产业园).
fn is_a_step(scan: &Scan, range: Range, names: &[Name]) -> bool {
    let span = scan.span(range);
    let in_name = names.iter().any(|name| name.span != span && name.span.covers(span));
    let opened = (range.0.saturating_sub(30)..range.0).rev().find(|&i| matches!(scan.get(i), '《' | '》'));
    let in_title = opened.is_some_and(|i| scan.get(i) == '《');
    scan.is_edge(range.0) && scan.is_edge(range.1) && !in_name && !in_title
}
