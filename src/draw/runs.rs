//! A text cut into runs by overlapping layers of spans (hits, repairs, names, words, ...).

use crate::text::Span;

/// A stretch of text under the same layers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// Where it stands.
    pub span: Span,
    /// Bit `n` is set when layer `n` covers it.
    pub layers: u32,
}

impl Run {
    /// Whether layer `n` covers it.
    pub fn is_in(self, n: usize) -> bool {
        self.layers >> n & 1 == 1
    }
}

/// Cuts `within` at every border of every layer (at most 32 layers). The runs follow each other
/// without gaps and cover `within`; `cuts` are further places to cut at.
pub fn runs(within: Span, layers: &[&[Span]], cuts: &[u32]) -> Vec<Run> {
    let mut borders: Vec<u32> = vec![within.start, within.end];
    let inside = |at: &u32| within.start < *at && *at < within.end;
    borders.extend(layers.iter().flat_map(|spans| spans.iter().flat_map(|s| [s.start, s.end])).filter(inside));
    borders.extend(cuts.iter().copied().filter(inside));
    crate::order::sort(&mut borders);
    borders.dedup();
    borders
        .windows(2)
        .map(|pair| {
            let span = Span { start: pair[0], end: pair[1] };
            let covered = layers.iter().enumerate().filter(|(_, spans)| spans.iter().any(|s| s.overlaps(span)));
            Run { span, layers: covered.fold(0, |bits, (n, _)| bits | 1 << n) }
        })
        .filter(|run| !run.span.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(start: u32, end: u32) -> Span {
        Span { start, end }
    }

    #[test]
    fn overlapping_layers_are_cut_apart() {
        let runs = runs(span(0, 30), &[&[span(3, 12)], &[span(9, 18), span(27, 40)]], &[21]);
        let seen: Vec<_> = runs.iter().map(|r| (r.span.start, r.span.end, r.layers)).collect();
        assert_eq!(seen, [(0, 3, 0), (3, 9, 1), (9, 12, 3), (12, 18, 2), (18, 21, 0), (21, 27, 0), (27, 30, 2)]);
    }

    #[test]
    fn nothing_to_cut() {
        assert_eq!(runs(span(5, 5), &[], &[]), []);
        assert_eq!(runs(span(5, 8), &[&[]], &[]), [Run { span: span(5, 8), layers: 0 }]);
    }
}
