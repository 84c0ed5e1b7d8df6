//! Groups and their parts, area by sentences: one row per group, its height by the group and
//! the widths in it by the parts. On narrow widths, segmented bars.

use crate::protocol::Mark;

use super::label::{count, counted, text_width, wrap};
use super::pen::{Pen, TARGET, share};
use super::{SMALL, Scene, Words};

const GAP: f32 = 3.0;
const GROUP: &str = "s s15 b";
const PART: &str = "s s15";

type Group = (Mark, Vec<Mark>);

pub(super) fn layout(groups: &[Group], width: f32, words: &Words) -> Scene {
    let groups: Vec<&Group> = groups.iter().filter(|g| whole(g) > 0).collect();
    if groups.is_empty() {
        return Scene::default();
    }
    if width < SMALL { bars(&groups, width, words) } else { rows(&groups, width) }
}

/// What a group's row stands for: its own count, or its parts' where they are more.
fn whole((mark, parts): &Group) -> u32 {
    mark.n.max(parts.iter().map(|p| p.n).sum())
}

fn rows(groups: &[&Group], width: f32) -> Scene {
    let mut pen = Pen::new(width);
    let number = groups.iter().map(|g| text_width(&count(g.0.n), "")).fold(0.0, f32::max);
    let longest = groups.iter().map(|g| text_width(&g.0.label, GROUP)).fold(0.0, f32::max);
    let label = longest.min(width * 0.25);
    let left = (label + 12.0 + number + 14.0).ceil();
    let total: u32 = groups.iter().map(|g| whole(g)).sum();
    let least = groups.iter().map(|g| whole(g)).min().unwrap_or(1);
    // High enough that the smallest row can be hit, within reason.
    let high = (TARGET * total as f32 / least as f32).clamp(320.0, 480.0);
    let mut y = 0.0;
    for group in groups {
        let (mark, parts) = *group;
        let h = (high * whole(group) as f32 / total as f32).max(TARGET);
        let baseline = y + (h / 2.0 + 5.0).min(21.0);
        pen.mark(mark, [0.0, y, left - 6.0, h], |pen| {
            let lines = if h >= 44.0 { 2 } else { 1 };
            for (k, line) in wrap(&mark.label, GROUP, label, lines).into_iter().enumerate() {
                pen.text(0.0, baseline + k as f32 * 18.0, line, GROUP);
            }
            pen.text(left - 14.0, baseline, count(mark.n), "end");
        });
        row(&mut pen, parts, whole(group), [left, y, width - left, h]);
        y += h + GAP;
    }
    pen.finish(y - GAP)
}

/// The parts of one group, side by side; where they are too many for that, in a squarified box.
fn row(pen: &mut Pen, parts: &[Mark], whole: u32, [x, y, w, h]: [f32; 4]) {
    let named: u32 = parts.iter().map(|p| p.n).sum();
    let all = w * named as f32 / whole.max(1) as f32;
    if named < whole {
        // Sentences that name the group and none of its parts.
        let from = x + all + if named > 0 { GAP } else { 0.0 };
        pen.rect(from, y + 0.5, x + w - from - 0.5, h - 1.0, "frame");
    }
    let shown: Vec<&Mark> = parts.iter().filter(|p| p.n > 0).collect();
    let most = shown.iter().map(|p| p.n).max().unwrap_or(0);
    let first = shown.iter().position(|p| p.n == most);
    let widths = shown.iter().map(|p| all * p.n as f32 / named.max(1) as f32);
    let crowded = h >= 60.0 && widths.clone().any(|w| w < 40.0);
    let boxes: Vec<[f32; 4]> = if crowded {
        squarify(&shown.iter().map(|p| p.n as f32).collect::<Vec<_>>(), [x, y, all, h])
    } else {
        widths
            .scan(x, |at, w| {
                let from = *at;
                *at += w;
                Some([from, y, w, h])
            })
            .collect()
    };
    for (i, (part, [px, py, pw, ph])) in shown.iter().zip(boxes).enumerate() {
        let right = if px + pw < x + w - 1.0 { GAP } else { 0.0 };
        let below = if py + ph < y + h - 1.0 { GAP } else { 0.0 };
        let inner = [px, py, (pw - right).max(1.0), (ph - below).max(1.0)];
        pen.mark_tight(part, inner, |pen| cell(pen, part, inner, first == Some(i)));
    }
}

fn cell(pen: &mut Pen, part: &Mark, [x, y, w, h]: [f32; 4], first: bool) {
    pen.rect(x, y, w, h, if first { "wash2" } else { "wash" });
    let room = w - 14.0;
    let number = count(part.n);
    let number_wide = text_width(&number, "k");
    let label = text_width(&part.label, PART);
    if h >= 44.0 && room >= 30.0 {
        let lines = wrap(&part.label, PART, room, if h >= 62.0 { 2 } else { 1 });
        let below = y + 21.0 + lines.len() as f32 * 18.0;
        for (k, line) in lines.into_iter().enumerate() {
            pen.text(x + 9.0, y + 21.0 + k as f32 * 18.0, line, PART);
        }
        if number_wide <= room {
            pen.text(x + 9.0, below, number, "k");
        }
        return;
    }
    let baseline = y + (h / 2.0 + 5.0).min(21.0);
    let beside = (room - number_wide - 7.0).min(label);
    if h < 16.0 {
    } else if beside >= label.min(30.0) {
        pen.fit(x + 9.0, baseline, &part.label, PART, beside);
        pen.text(x + 9.0 + beside + 7.0, baseline, number, "k");
    } else if number_wide + 4.0 <= w {
        pen.text(x + w / 2.0, baseline, number, "k mid");
    }
}

/// For narrow widths: a bar per group, its first part darkest, the largest parts named beside the label.
fn bars(groups: &[&Group], width: f32, words: &Words) -> Scene {
    let mut pen = Pen::new(width);
    let most = groups.iter().map(|g| whole(g)).max().unwrap_or(1) as f32;
    let pitch = 54.0;
    for (i, group) in groups.iter().enumerate() {
        let (mark, parts) = *group;
        let y = i as f32 * pitch;
        let total = counted(mark.n, words.sentence);
        let room = width - text_width(&total, "k") - 12.0;
        pen.mark(mark, [0.0, y, width, 26.0], |pen| {
            pen.fit(0.0, y + 18.0, &mark.label, GROUP, room);
            pen.text(width, y + 18.0, total, "end k");
            let from = text_width(&mark.label, GROUP) + 10.0;
            if room - from > 60.0 {
                pen.fit(from, y + 18.0, &largest(parts), "f", room - from);
            }
        });
        let shown: Vec<&Mark> = parts.iter().filter(|p| p.n > 0).collect();
        let named: u32 = shown.iter().map(|p| p.n).sum();
        let gaps = 2.0 * shown.len().saturating_sub(1) as f32;
        let all = width * whole(group) as f32 / most;
        let unit = (all - gaps).max(shown.len() as f32) / whole(group).max(1) as f32;
        let first = shown.iter().position(|p| Some(p.n) == shown.iter().map(|p| p.n).max());
        let mut x = 0.0;
        let spans: Vec<(f32, f32)> = shown
            .iter()
            .map(|p| {
                let w = (unit * p.n as f32).min(width - x).max(0.5);
                let from = x.min(width - 0.5);
                x = from + w + 2.0;
                (from, w)
            })
            .collect();
        let centres: Vec<f32> = spans.iter().map(|(x, w)| x + w / 2.0).collect();
        let targets = share(&centres, 0.0, width);
        for (k, ((part, (from, w)), (fx, fw))) in shown.iter().zip(&spans).zip(targets).enumerate() {
            let (fx, fw) = if *w >= fw { (*from, *w) } else { (fx, fw) };
            pen.mark_tight(part, [fx, y + 26.0, fw, 28.0], |pen| {
                pen.rect(*from, y + 28.0, *w, 10.0, if first == Some(k) { "fill" } else { "wash2" });
            });
        }
        if named < whole(group) && x < all {
            pen.rect(x + 0.5, y + 28.5, all - x - 1.0, 9.0, "frame");
        }
    }
    pen.finish(groups.len() as f32 * pitch)
}

/// Names of the largest parts, as many as may be of interest.
fn largest(parts: &[Mark]) -> String {
    let mut order: Vec<&Mark> = parts.iter().filter(|p| p.n > 0).collect();
    crate::order::sort_by_key(&mut order, |p| std::cmp::Reverse(p.n));
    order.iter().take(4).map(|p| p.label.as_str()).collect::<Vec<_>>().join(" · ")
}

/// Divides a box among values so that the parts are as square as may be, in the order given.
/// The boxes fill it; a box without area or values without a sum give empty boxes.
pub fn squarify(values: &[f32], area: [f32; 4]) -> Vec<[f32; 4]> {
    let total: f32 = values.iter().sum();
    let [mut x, mut y, mut w, mut h] = area;
    let scale = if total > 0.0 { w * h / total } else { 0.0 };
    let mut out = Vec::with_capacity(values.len());
    let mut rest = values;
    while !rest.is_empty() {
        let side = w.min(h);
        let worst = |n: usize| {
            let sum: f32 = rest.iter().take(n).sum::<f32>() * scale;
            let depth = sum / side.max(0.001);
            rest.iter().take(n).fold(0.0_f32, |worst, v| {
                let length = v * scale / depth.max(0.001);
                worst.max((length / depth.max(0.001)).max(depth / length.max(0.001)))
            })
        };
        let mut n = 1;
        while n < rest.len() && worst(n + 1) <= worst(n) {
            n += 1;
        }
        let (strip, after) = rest.split_at(n);
        let sum: f32 = strip.iter().sum::<f32>() * scale;
        let depth = if after.is_empty() { w.max(h) } else { sum / side.max(0.001) };
        let upright = w >= h;
        let depth = depth.min(if upright { w } else { h });
        let mut at = if upright { y } else { x };
        for v in strip {
            let length = if sum > 0.0 { side * v * scale / sum } else { 0.0 };
            out.push(if upright { [x, at, depth, length] } else { [at, y, length, depth] });
            at += length;
        }
        if upright {
            x += depth;
            w -= depth;
        } else {
            y += depth;
            h -= depth;
        }
        rest = after;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn squarified_boxes_fill_the_area_by_value() {
        for values in [vec![6.0, 6.0, 4.0, 3.0, 2.0, 2.0, 1.0], vec![1.0], vec![5.0, 0.0, 1.0]] {
            let total: f32 = values.iter().sum();
            let boxes = squarify(&values, [10.0, 20.0, 60.0, 40.0]);
            assert_eq!(boxes.len(), values.len());
            for (v, [x, y, w, h]) in values.iter().zip(&boxes) {
                assert!((w * h - v / total * 2400.0).abs() < 0.5, "{v} of {values:?}: {w} x {h}");
                assert!(*x >= 9.9 && *y >= 19.9 && x + w <= 70.1 && y + h <= 60.1);
            }
        }
    }

    #[test]
    fn nothing_divides_into_nothing() {
        assert!(squarify(&[], [0.0, 0.0, 10.0, 10.0]).is_empty());
        assert!(squarify(&[0.0, 0.0], [0.0, 0.0, 10.0, 10.0]).iter().all(|[_, _, w, h]| w * h < 1e-3));
    }
}
