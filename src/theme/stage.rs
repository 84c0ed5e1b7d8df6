//! Stages of chains that a sentence speaks of.

use super::definition::Definition;
use super::evidence::StageHit;
use super::matcher::{Found, Role, fold_case};
use super::scan::Scan;

/// Stages in the order of the text; a word for a whole chain (制储输用研) also lights the stages
/// whose `short` stands in it, each at its own character.
pub(crate) fn read(scan: &Scan, definitions: &[Definition], found: &[Found]) -> Vec<StageHit> {
    let mut hits = Vec::new();
    for f in found {
        match f.role {
            Role::Stage { chain, stage } => {
                hits.push(StageHit { theme: f.theme, chain, stage: Some(stage), span: scan.span(f.range) });
            }
            Role::Whole { chain } => {
                hits.push(StageHit { theme: f.theme, chain, stage: None, span: scan.span(f.range) });
                let Some(definition) = definitions.get(f.theme.0 as usize) else { continue };
                let Some(chain_of) = definition.chains.get(chain as usize) else { continue };
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
    hits.sort_by_key(|hit| (hit.span, hit.theme, hit.chain, hit.stage));
    hits
}
