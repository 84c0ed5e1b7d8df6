//! What the search for a slip supposes: where a text stands, and which first byte is still without its second.

use super::gbk;

/// The first byte of a character whose second is still to come.
#[derive(Clone, Copy)]
pub(super) enum Lead {
    Known(u8),
    /// It stood behind this byte, and the two vanished.
    Behind(u8),
    /// Nothing tells.
    Any,
    /// Nothing tells, nor that it was there.
    Lost,
}

impl Lead {
    pub(super) fn bytes(self) -> impl Iterator<Item = u8> {
        let all = match self {
            Self::Known(byte) => byte..=byte,
            _ => 0x81..=0xfe,
        };
        all.filter(move |byte| match self {
            Self::Behind(first) => gbk::pair(first, *byte).is_none(),
            _ => true,
        })
    }
}

#[derive(Clone, Copy)]
pub(super) struct Hypothesis {
    pub(super) node: u32,
    pub(super) lead: Lead,
    pub(super) vanished: u8,
    pub(super) cost: f32,
}

/// A hypothesis that found its way back to whole characters.
pub(super) struct Finish {
    pub(super) node: u32,
    pub(super) end: usize,
    pub(super) extra: f32,
    pub(super) total: f32,
}

/// Whether a character stands for two bytes of GBK.
pub(super) fn is_double(c: char) -> bool {
    gbk::bytes_or_private(c).is_some()
}

/// Marks that end a sentence or a part of one.
pub(super) fn is_stop(c: char) -> bool {
    matches!(c, '。' | '，' | '、' | '；' | '：' | '！' | '？' | '”' | '》' | '）')
}

/// Hypotheses that cost so many nats more than the best are given up.
const FAR: f32 = 30.0;

/// The best hypotheses for each number of vanished pairs.
pub(super) fn prune(mut beam: Vec<Hypothesis>, width: usize) -> Vec<Hypothesis> {
    if beam.len() <= width {
        return beam;
    }
    let least = beam.iter().map(|h| h.cost).fold(f32::INFINITY, f32::min);
    beam.retain(|h| h.cost <= least + FAR);
    beam.sort_by(|a, b| a.vanished.cmp(&b.vanished).then(a.cost.total_cmp(&b.cost)));
    let mut kept = 0;
    let mut last = None;
    beam.retain(|h| {
        if last != Some(h.vanished) {
            last = Some(h.vanished);
            kept = 0;
        }
        kept += 1;
        kept <= width
    });
    beam
}
