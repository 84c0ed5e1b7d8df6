//! The flows of [`flow`](super::flow) from top to bottom, for narrow widths and long labels.

use super::Words;
use super::graph::{self, Flows, Node, Tie};
use super::label::{count, counted, text_width, wrap};
use super::path::{bulge, curve_at, falling};
use super::pen::Pen;

const LABEL: &str = "s s15 b";
const BAR: f32 = 3.0;
/// Height of a node: its bar, its label under it.
const NODE: f32 = 28.0;
/// The same where labels have no room beside their numbers: two lines of label, the number below.
const TALL: f32 = 58.0;
/// Height of the flows between two rows.
const DROP: f32 = 48.0;

pub(super) fn draw(pen: &mut Pen, nodes: &mut [Node], ties: &mut [Tie], rows: usize, words: &Words) -> Flows {
    let sizes: Vec<usize> = (0..rows).map(|r| nodes.iter().filter(|n| n.layer == r).count()).collect();
    let width = pen.width;
    let cell = |row: usize| width / sizes.get(row).copied().unwrap_or(1).max(1) as f32;
    let fits = nodes.iter().map(|n| (cell(n.layer) - 12.0).max(4.0) / n.weight().max(1) as f32);
    let unit = fits.fold(5.0, f32::min);
    let is_tight =
        |n: &&Node| text_width(&n.mark.label, LABEL) + 5.0 + text_width(&count(n.mark.n), "") > cell(n.layer) - 8.0;
    let tall: Vec<f32> = (0..rows)
        .map(|row| if nodes.iter().filter(|n| n.layer == row).any(|n| is_tight(&n)) { TALL } else { NODE })
        .collect();
    let tops: Vec<f32> = (0..rows).map(|row| tall.iter().take(row).map(|tall| tall + DROP).sum()).collect();
    graph::weigh(nodes, ties, unit);
    let mut centres = Vec::with_capacity(nodes.len());
    let mut seen = vec![0_usize; rows];
    for node in nodes.iter_mut() {
        let k = seen.get_mut(node.layer).map_or(0, |k| std::mem::replace(k, *k + 1));
        let centre = (k as f32 + 0.5) * cell(node.layer);
        node.x = centre - node.h / 2.0;
        node.y = tops.get(node.layer).copied().unwrap_or_default() + 2.0;
        centres.push(centre);
    }
    graph::route(nodes, ties, |n| n.x);

    for tie in ties.iter() {
        draw_tie(pen, nodes, tie, &tall);
    }
    for (node, centre) in nodes.iter().zip(&centres) {
        let wide = cell(node.layer);
        let high = height(&tall, node);
        pen.mark(node.mark, [centre - wide / 2.0 + 1.0, node.y, wide - 2.0, high], |pen| {
            let class = if node.mark.n == 0 { "grey" } else { "fill" };
            // Flows arrive above the label and leave under it: a bar where they do.
            if node.n_out > 0 {
                pen.rect(node.x, node.y + high - BAR, node.h, BAR, class);
            }
            if node.n_in > 0 || node.n_out == 0 {
                pen.rect(node.x, node.y, node.h, BAR, class);
            }
            let room = wide - 8.0;
            if high > NODE {
                let lines = wrap(&node.mark.label, LABEL, wide - 4.0, 2);
                let below = node.y + 19.0 + lines.len() as f32 * 17.0;
                for (i, line) in lines.into_iter().enumerate() {
                    pen.text(*centre, node.y + 20.0 + i as f32 * 17.0, line, "s s15 b mid halo");
                }
                pen.text(*centre, below, count(node.mark.n), if node.mark.n == 0 { "f mid halo" } else { "mid halo" });
                return;
            }
            let label = text_width(&node.mark.label, LABEL);
            let long = counted(node.mark.n, words.sentence);
            let roomy = label + 6.0 + text_width(&long, "") <= room;
            let number = if roomy { long } else { count(node.mark.n) };
            let number_wide = text_width(&number, "");
            let label = label.min(room - 5.0 - number_wide);
            let x = centre - (label + 5.0 + number_wide).min(room) / 2.0;
            if label >= 15.0 {
                pen.fit(x, node.y + 20.0, &node.mark.label, "s s15 b halo", label);
                pen.text(x + label + 5.0, node.y + 19.5, number, if node.mark.n == 0 { "f halo" } else { "halo" });
            } else {
                pen.try_text(*centre, node.y + 19.5, number, "mid halo");
            }
        });
    }
    for tie in ties.iter() {
        name_tie(pen, nodes, tie, &tall);
    }
    let bottom = tall.iter().map(|tall| tall + DROP).sum::<f32>() - DROP + 6.0;
    let alone = nodes.last().filter(|n| sizes.get(n.layer) == Some(&1) && rows > 1);
    Flows { bottom, hub: alone.map(|n| (n.x + n.h / 2.0, bottom - 8.0)) }
}

/// Height of a node with its label.
fn height(tall: &[f32], node: &Node) -> f32 {
    tall.get(node.layer).copied().unwrap_or(NODE)
}

/// Ends of the centre line of a flow, with x and y exchanged.
fn spine(nodes: &[Node], tie: &Tie, tall: &[f32]) -> Option<((f32, f32), (f32, f32))> {
    let (a, b) = (nodes.get(tie.from)?, nodes.get(tie.to)?);
    (a.layer < b.layer)
        .then(|| ((a.y + height(tall, a), tie.start + tie.thick / 2.0), (b.y, tie.end + tie.thick / 2.0)))
}

fn draw_tie(pen: &mut Pen, nodes: &[Node], tie: &Tie, tall: &[f32]) {
    let Some((from, to)) = spine(nodes, tie, tall) else {
        // Within one row: an arc under it.
        if let (Some(a), Some(b)) = (nodes.get(tie.from), nodes.get(tie.to)) {
            let (left, right, y) = (a.x + a.h / 2.0, b.x + b.h / 2.0, a.y + height(tall, a) - 2.0);
            pen.mark(tie.mark, [f32::midpoint(left, right) - 12.0, y - 16.0, 24.0, 24.0], |pen| {
                pen.stroke(bulge((left, y), (right, y), (0.0, 8.0)), "tie", tie.thick.min(4.0));
            });
        }
        return;
    };
    let (y, x) = curve_at(from, to, 0.5);
    pen.mark(tie.mark, [x - (tie.thick / 2.0).max(14.0), y - 14.0, tie.thick.max(28.0), 28.0], |pen| {
        pen.path(falling((tie.start, from.0), (tie.end, to.0), tie.thick), "flow");
    });
}

fn name_tie(pen: &mut Pen, nodes: &[Node], tie: &Tie, tall: &[f32]) {
    let (Some((from, to)), Some(a), Some(b)) = (spine(nodes, tie, tall), nodes.get(tie.from), nodes.get(tie.to)) else {
        return;
    };
    if (a.mark.n == tie.mark.n && a.n_out == tie.mark.n) || (b.mark.n == tie.mark.n && b.n_in == tie.mark.n) {
        return;
    }
    for t in [0.5, 0.35, 0.65, 0.22, 0.78] {
        let (y, x) = curve_at(from, to, t);
        if pen.try_text(x, y + 4.0, count(tie.mark.n), "k mid halo") {
            return;
        }
    }
}
