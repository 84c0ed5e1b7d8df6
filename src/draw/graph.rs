//! Layers of names and the flows between them, before they have a place.

use crate::protocol::{Link, Mark};

/// Where the flows end, for what is drawn under them.
pub(super) struct Flows {
    /// Lower end of the drawing so far.
    pub(super) bottom: f32,
    /// Foot of the node that the chain hangs from: the last one that is alone in its layer.
    pub(super) hub: Option<(f32, f32)>,
}

/// A name in its layer. Drawn from left to right, `x` is its bar's left edge and `h` the bar's
/// length; falling, the bar lies.
pub(super) struct Node<'a> {
    pub(super) mark: &'a Mark,
    pub(super) layer: usize,
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) h: f32,
    /// Sums of the widths of flows in and out.
    pub(super) flows_in: f32,
    pub(super) flows_out: f32,
    pub(super) n_in: u32,
    pub(super) n_out: u32,
}

/// A flow between two nodes, by their positions.
pub(super) struct Tie<'a> {
    pub(super) mark: &'a Mark,
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) thick: f32,
    pub(super) start: f32,
    pub(super) end: f32,
}

/// All nodes, and the first of each layer as given; layers without nodes take no room.
fn collect_nodes(layers: &[Vec<Mark>]) -> (Vec<Node<'_>>, Vec<usize>) {
    let mut nodes = Vec::new();
    let mut first_of = Vec::new();
    let mut layer = 0;
    for marks in layers {
        first_of.push(nodes.len());
        nodes.extend(marks.iter().map(|mark| Node {
            mark,
            layer,
            x: 0.0,
            y: 0.0,
            h: 0.0,
            flows_in: 0.0,
            flows_out: 0.0,
            n_in: 0,
            n_out: 0,
        }));
        layer += usize::from(!marks.is_empty());
    }
    (nodes, first_of)
}

/// Links between nodes that exist, from left to right, in the order of their ends.
fn connect_nodes<'a>(layers: &[Vec<Mark>], links: &'a [Link], first_of: &[usize]) -> Vec<Tie<'a>> {
    let place = |(layer, index): (u32, u32)| {
        let marks = layers.get(layer as usize)?;
        marks.get(index as usize)?;
        Some(first_of.get(layer as usize)? + index as usize)
    };
    let mut ties: Vec<Tie> = links
        .iter()
        .filter(|link| link.mark.n > 0)
        .filter_map(|link| {
            let (a, b) = (place(link.from)?, place(link.to)?);
            (a != b).then(|| Tie { mark: &link.mark, from: a.min(b), to: a.max(b), thick: 0.0, start: 0.0, end: 0.0 })
        })
        .collect();
    crate::order::sort_by_key(&mut ties, |t| (t.from, t.to));
    ties
}

/// Nodes and ties of a chain, and how many layers have nodes.
pub(super) fn read<'a>(layers: &'a [Vec<Mark>], links: &'a [Link]) -> (Vec<Node<'a>>, Vec<Tie<'a>>, usize) {
    let (mut nodes, first_of) = collect_nodes(layers);
    let ties = connect_nodes(layers, links, &first_of);
    for tie in &ties {
        if let Some(node) = nodes.get_mut(tie.from) {
            node.n_out += tie.mark.n;
        }
        if let Some(node) = nodes.get_mut(tie.to) {
            node.n_in += tie.mark.n;
        }
    }
    let layers = nodes.last().map_or(0, |n| n.layer + 1);
    (nodes, ties, layers)
}

impl Node<'_> {
    /// The largest of its own count and what flows in and out.
    pub(super) fn weight(&self) -> u32 {
        self.mark.n.max(self.n_in).max(self.n_out)
    }
}

/// Gives flows their width and bars their length at `unit` pixels per sentence.
pub(super) fn weigh(nodes: &mut [Node], ties: &mut [Tie], unit: f32) {
    for tie in ties {
        tie.thick = (tie.mark.n as f32 * unit).max(1.0);
        if let Some(node) = nodes.get_mut(tie.from) {
            node.flows_out += tie.thick;
        }
        if let Some(node) = nodes.get_mut(tie.to) {
            node.flows_in += tie.thick;
        }
    }
    for node in nodes {
        node.h = (node.mark.n as f32 * unit).max(2.0).max(node.flows_in).max(node.flows_out);
    }
}

/// Where along the bars each flow leaves and arrives, in the order of the other ends; `origin`
/// is where a node's bar begins.
pub(super) fn route(nodes: &[Node], ties: &mut [Tie], origin: impl Fn(&Node) -> f32) {
    for (i, node) in nodes.iter().enumerate() {
        let mut at = origin(node) + (node.h - node.flows_out) / 2.0;
        for tie in ties.iter_mut().filter(|t| t.from == i) {
            tie.start = at;
            at += tie.thick;
        }
        let mut at = origin(node) + (node.h - node.flows_in) / 2.0;
        for tie in ties.iter_mut().filter(|t| t.to == i) {
            tie.end = at;
            at += tie.thick;
        }
    }
}
