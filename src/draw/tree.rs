//! A system of parts: columns from the whole to its parts where there is room, else an outline.

use crate::protocol::TreeNode;

use super::label::{counted, text_width};
use super::pen::Pen;
use super::{SMALL, Scene, Words};

const PITCH: f32 = 36.0;
/// Deeper parts stand with those of this depth.
const DEEPEST: usize = 3;
const INDENT: f32 = 20.0;

/// A node with its place.
struct Placed<'a> {
    node: &'a TreeNode,
    parent: Option<usize>,
    depth: usize,
    /// Middle of its line.
    y: f32,
}

pub(super) fn layout(nodes: &[TreeNode], width: f32, words: &Words) -> Scene {
    if nodes.iter().all(|node| node.mark.n == 0) {
        return Scene::default();
    }
    let mut pen = Pen::new(width);
    let mut placed: Vec<Placed> = Vec::new();
    for (i, node) in nodes.iter().enumerate() {
        let parent = node.parent.map(|parent| parent as usize).filter(|&parent| parent < i);
        let depth = parent.and_then(|parent| placed.get(parent)).map_or(0, |parent| (parent.depth + 1).min(DEEPEST));
        placed.push(Placed { node, parent, depth, y: 0.0 });
    }
    let bottom = if width < SMALL { outline(&mut placed) } else { columns(&mut placed) };
    let depths = placed.iter().map(|p| p.depth + 1).max().unwrap_or(1);
    let column = width / depths as f32;
    let step = if width < SMALL { INDENT } else { column };
    for (i, p) in placed.iter().enumerate() {
        let x = p.depth as f32 * step;
        if let Some(parent) = p.parent.and_then(|parent| placed.get(parent)) {
            let from =
                if width < SMALL { (parent.depth as f32 * step + 6.0, parent.y + 12.0) } else { (x - 14.0, parent.y) };
            pen.line(from, (from.0, p.y), "hair");
            pen.line((from.0, p.y), (x - 3.0, p.y), "hair");
        }
        let room = if width < SMALL { width - x } else { column - 22.0 };
        let number = counted(p.node.mark.n, words.sentence);
        let space = room - text_width(&number, "k") - 8.0;
        let class = match p.depth {
            0 if text_width(&p.node.mark.label, "s s18 b") <= space => "s s18 b",
            0 => "s s15 b",
            _ => "s s15",
        };
        let label = text_width(&p.node.mark.label, class).min(space);
        let silent = p.node.mark.n == 0;
        pen.mark(&p.node.mark, [x, p.y - 15.0, room, 30.0], |pen| {
            pen.fit(x, p.y + 5.0, &p.node.mark.label, class, label);
            let at = if width < SMALL { width } else { x + label.max(0.0) + 8.0 };
            let class = match (width < SMALL, silent) {
                (true, true) => "f end",
                (true, false) => "k end",
                (false, true) => "f",
                (false, false) => "k",
            };
            pen.text(at, p.y + 5.0, number, class);
        });
        if width >= SMALL && placed.iter().any(|child| child.parent == Some(i)) {
            let end = x + label.max(0.0) + 12.0 + text_width(&counted(p.node.mark.n, words.sentence), "k");
            let next = (p.depth as f32 + 1.0) * step - 14.0;
            if p.depth < DEEPEST && end < next {
                pen.line((end, p.y), (next, p.y), "hair");
            }
        }
    }
    pen.finish(bottom)
}

/// One line each, in their order.
fn outline(placed: &mut [Placed]) -> f32 {
    for (i, p) in placed.iter_mut().enumerate() {
        p.y = i as f32 * PITCH + PITCH / 2.0;
    }
    placed.len() as f32 * PITCH
}

/// Parts under one another, what they hang on beside the middle of them.
fn columns(placed: &mut [Placed]) -> f32 {
    let mut y = 0.0;
    let is_leaf: Vec<bool> = (0..placed.len()).map(|i| !placed.iter().any(|p| p.parent == Some(i))).collect();
    // Nodes of the deepest column hang on each other only in an outline's order.
    let crowded = placed
        .iter()
        .any(|p| p.parent.and_then(|parent| placed.get(parent)).is_some_and(|parent| parent.depth == p.depth));
    if crowded {
        return outline(placed);
    }
    let order = depth_first(placed);
    for i in order {
        if is_leaf.get(i).copied().unwrap_or(true)
            && let Some(p) = placed.get_mut(i)
        {
            p.y = y + PITCH / 2.0;
            y += PITCH;
        }
    }
    for i in (0..placed.len()).rev() {
        if is_leaf.get(i).copied().unwrap_or(true) {
            continue;
        }
        let ys = placed.iter().filter(|p| p.parent == Some(i)).map(|p| p.y);
        let (low, high) = ys.fold((f32::MAX, 0.0_f32), |(low, high), y| (low.min(y), high.max(y)));
        if let Some(p) = placed.get_mut(i) {
            p.y = f32::midpoint(low, high);
        }
    }
    y
}

/// Positions with children right after their parent.
fn depth_first(placed: &[Placed]) -> Vec<usize> {
    let mut order: Vec<usize> = Vec::with_capacity(placed.len());
    let mut open: Vec<usize> = (0..placed.len()).rev().filter(|&i| placed[i].parent.is_none()).collect();
    while let Some(i) = open.pop() {
        order.push(i);
        open.extend((0..placed.len()).rev().filter(|&k| placed[k].parent == Some(i)));
    }
    order
}
