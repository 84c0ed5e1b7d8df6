//! A free layout for names whose kinds give no columns: ties pull, names push. It starts from a
//! fixed seed and uses only operations that round alike everywhere, so it always looks the same.

use super::Words;
use super::label::{count, text_width};
use super::network::{Node, Tie};
use super::path::polyline;
use super::pen::Pen;

const STEPS: usize = 240;
const MARGIN: f32 = 20.0;

pub(super) fn draw(pen: &mut Pen, nodes: &[Node], ties: &[Tie], _: &Words) -> f32 {
    let high = (nodes.len() as f32 * 22.0).clamp(200.0, 640.0);
    let wide = pen.width;
    let mut points = settle(nodes.len(), ties, wide, high);
    let (top, foot) = points.iter().fold((high, 0.0_f32), |(lo, hi), p| (lo.min(p.1), hi.max(p.1)));
    for point in &mut points {
        point.1 -= top - MARGIN;
    }
    let high = foot - top + MARGIN * 2.0;
    let at = |i: usize| points.get(i).copied().unwrap_or((wide / 2.0, high / 2.0));
    let radius = |n: u32| (3.0 + (n as f32).sqrt()).min(12.0);
    let most = ties.iter().map(|t| t.mark.n).max().unwrap_or(1);
    let unit = 1.3_f32.min(10.0 / most as f32);
    for tie in ties {
        let (a, b) = (at(tie.from), at(tie.to));
        let mid = (f32::midpoint(a.0, b.0), f32::midpoint(a.1, b.1));
        pen.mark(tie.mark, [mid.0 - 12.0, mid.1 - 12.0, 24.0, 24.0], |pen| {
            pen.stroke(polyline(&[a, b]), "tie", (tie.mark.n as f32 * unit).max(1.0));
        });
    }
    for (i, node) in nodes.iter().enumerate() {
        let ((x, y), r) = (at(i), radius(node.mark.n));
        pen.reserve([x - r, y - r, r * 2.0, r * 2.0]);
    }
    // Names with more sentences choose their label's place first.
    let mut order: Vec<usize> = (0..nodes.len()).collect();
    crate::order::sort_by_key(&mut order, |i| (std::cmp::Reverse(nodes.get(*i).map_or(0, |n| n.mark.n)), *i));
    for i in order {
        let Some(node) = nodes.get(i) else { continue };
        let ((x, y), r) = (at(i), radius(node.mark.n));
        let label = &node.mark.label;
        let half = text_width(label, "s s14") / 2.0;
        pen.mark(node.mark, [x - r.max(12.0), y - r.max(12.0), r.max(12.0) * 2.0, r.max(12.0) * 2.0], |pen| {
            pen.circle(x, y, r, "fill");
            let beside =
                if x > wide * 0.6 { ["s s14 halo end", "s s14 halo"] } else { ["s s14 halo", "s s14 halo end"] };
            for class in beside {
                let side = if class.ends_with("end") { x - r - 5.0 } else { x + r + 5.0 };
                if pen.try_text(side, y + 5.0, label.as_str(), class) {
                    return;
                }
            }
            let middle = x.clamp(half.min(wide / 2.0), (wide - half).max(wide / 2.0));
            let _ = pen.try_text(middle, y - r - 5.0, label.as_str(), "s s14 halo mid")
                || pen.try_text(middle, y + r + 15.0, label.as_str(), "s s14 halo mid");
        });
    }
    for tie in ties {
        let (a, b) = (at(tie.from), at(tie.to));
        pen.try_text(f32::midpoint(a.0, b.0), f32::midpoint(a.1, b.1) + 4.0, count(tie.mark.n), "k mid halo");
    }
    // Room for a label under the lowest name.
    high + 12.0
}

/// Places of all names within a box.
fn settle(n: usize, ties: &[Tie], wide: f32, high: f32) -> Vec<(f32, f32)> {
    let mut seed = 0x2545_f491_u32;
    let mut random = || {
        seed ^= seed << 13;
        seed ^= seed >> 17;
        seed ^= seed << 5;
        (seed >> 8) as f32 / (1 << 24) as f32
    };
    let mut points: Vec<(f32, f32)> = (0..n).map(|_| (random() * wide, random() * high)).collect();
    let (lo, hi) = ((MARGIN, MARGIN), (wide - MARGIN, high - MARGIN));
    let ideal = (wide * high / n.max(1) as f32).sqrt() * 0.7;
    for step in 0..STEPS {
        let mut moves = vec![(0.0_f32, 0.0_f32); n];
        for i in 0..n {
            for k in 0..i {
                let (Some(a), Some(b)) = (points.get(i).copied(), points.get(k).copied()) else { continue };
                let (dx, dy) = (a.0 - b.0, a.1 - b.1);
                let far = (dx * dx + dy * dy).max(1.0);
                let push = ideal * ideal / far;
                add(&mut moves, i, dx * push, dy * push);
                add(&mut moves, k, -dx * push, -dy * push);
            }
        }
        for tie in ties {
            let (Some(a), Some(b)) = (points.get(tie.from).copied(), points.get(tie.to).copied()) else { continue };
            let (dx, dy) = (b.0 - a.0, b.1 - a.1);
            let pull = (dx * dx + dy * dy).sqrt() / ideal;
            add(&mut moves, tie.from, dx * pull, dy * pull);
            add(&mut moves, tie.to, -dx * pull, -dy * pull);
        }
        let heat = 30.0 * (1.0 - step as f32 / STEPS as f32) + 0.5;
        for (point, (mut dx, mut dy)) in points.iter_mut().zip(moves) {
            dx += (wide / 2.0 - point.0) * 0.4;
            dy += (high / 2.0 - point.1) * 0.4;
            let length = (dx * dx + dy * dy).sqrt().max(0.001);
            let by = length.min(heat) / length;
            point.0 = (point.0 + dx * by).clamp(lo.0, hi.0);
            point.1 = (point.1 + dy * by).clamp(lo.1, hi.1);
        }
    }
    points
}

fn add(moves: &mut [(f32, f32)], i: usize, dx: f32, dy: f32) {
    if let Some(at) = moves.get_mut(i) {
        at.0 += dx;
        at.1 += dy;
    }
}
