//! Who is named with whom: columns from enterprises over parks, projects and brands to
//! industries where the kinds allow it, else a free layout.

use crate::protocol::{Link, Mark};

use super::label::{count, text_width};
use super::path::{bracket, curve, curve_at};
use super::pen::Pen;
use super::{Scene, Words, force};

/// Most names drawn in one column; the rest is counted under them.
const MOST: usize = 24;
const TOP: f32 = 34.0;

/// A name with its kind, its column and what it is tied to.
pub(super) struct Node<'a> {
    pub(super) mark: &'a Mark,
    pub(super) kind: &'a str,
    pub(super) column: usize,
}

/// Two names, as positions among the nodes drawn; the one further left first.
pub(super) struct Tie<'a> {
    pub(super) mark: &'a Mark,
    pub(super) from: usize,
    pub(super) to: usize,
}

pub(super) fn layout(nodes: &[(Mark, String)], links: &[Link], width: f32, words: &Words) -> Scene {
    let (nodes, ties, left_out) = choose(nodes, links, MOST);
    if nodes.is_empty() {
        return Scene::default();
    }
    let columns = nodes.iter().map(|n| n.column).max().unwrap_or(0) + 1;
    let across = ties.iter().filter(|t| column_of(&nodes, t.from) != column_of(&nodes, t.to)).count();
    let scene_of = if columns > 1 && across * 2 >= ties.len() { draw_columns } else { force::draw };
    let mut pen = Pen::new(width);
    let mut bottom = scene_of(&mut pen, &nodes, &ties, words);
    if left_out > 0 {
        pen.text(0.0, bottom + 16.0, format!("{} {}", words.more, count(left_out)), "f");
        bottom += 24.0;
    }
    pen.finish(bottom)
}

/// The column of a kind of name, or nothing for kinds that have no place of their own.
fn column(kind: &str) -> Option<usize> {
    match kind {
        "org" | "person" => Some(0),
        "park" | "project" | "brand" | "place" | "site" => Some(1),
        "industry" | "product" => Some(2),
        _ => None,
    }
}

fn column_of(nodes: &[Node], i: usize) -> usize {
    nodes.get(i).map_or(0, |n| n.column)
}

/// The names to draw (at most `most` per column, by sentences), their ties, and how many are left out.
pub(super) fn choose<'a>(
    nodes: &'a [(Mark, String)],
    links: &'a [Link],
    most: usize,
) -> (Vec<Node<'a>>, Vec<Tie<'a>>, u32) {
    let known = nodes.iter().all(|(_, kind)| column(kind).is_some());
    let column = |kind: &str| if known { column(kind).unwrap_or(0) } else { 0 };
    let mut used: Vec<usize> = nodes.iter().filter(|n| n.0.n > 0).map(|(_, kind)| column(kind)).collect();
    crate::order::sort(&mut used);
    used.dedup();
    let mut order: Vec<usize> = (0..nodes.len()).filter(|i| nodes.get(*i).is_some_and(|n| n.0.n > 0)).collect();
    crate::order::sort_by_key(&mut order, |i| nodes.get(*i).map(|n| (std::cmp::Reverse(n.0.n), *i)));
    let most = if known { most } else { most * 2 };
    let mut room = [most; 3];
    let mut kept: Vec<usize> = Vec::new();
    for i in &order {
        let Some(left) = nodes.get(*i).and_then(|n| room.get_mut(column(&n.1))) else { continue };
        if *left > 0 {
            *left -= 1;
            kept.push(*i);
        }
    }
    crate::order::sort(&mut kept);
    let drawn: Vec<Node> = kept
        .iter()
        .filter_map(|i| nodes.get(*i))
        .map(|(mark, kind)| Node { mark, kind, column: used.binary_search(&column(kind)).unwrap_or(0) })
        .collect();
    let place = |index: u32| kept.binary_search(&(index as usize)).ok();
    let mut ties: Vec<Tie> = links
        .iter()
        .filter(|l| l.mark.n > 0 && l.from.1 != l.to.1)
        .filter_map(|l| {
            let (a, b) = (place(l.from.1)?, place(l.to.1)?);
            let (from, to) = if (column_of(&drawn, a), a) <= (column_of(&drawn, b), b) { (a, b) } else { (b, a) };
            Some(Tie { mark: &l.mark, from, to })
        })
        .collect();
    crate::order::sort_by_key(&mut ties, |t| (t.from, t.to));
    let left_out = (order.len() - kept.len()) as u32;
    (drawn, ties, left_out)
}

fn draw_columns(pen: &mut Pen, nodes: &[Node], ties: &[Tie], words: &Words) -> f32 {
    let last = nodes.iter().map(|n| n.column).max().unwrap_or(0);
    let class = |column: usize| match column {
        0 => "s s15 end",
        c if c == last => "s s15 b",
        _ => "s s14 mid halo",
    };
    let widest = |column: usize| {
        let labels = nodes.iter().filter(|n| n.column == column);
        labels.map(|n| text_width(&n.mark.label, class(column))).fold(0.0, f32::max)
    };
    let (left, right) = (widest(0).min(pen.width * 0.24), widest(last).min(pen.width * 0.24));
    let (x0, x1) = (left + 10.0, pen.width - right - 10.0);
    let x_of = |column: usize| x0 + (x1 - x0) * column as f32 / last as f32;
    let (ys, bottom) = heights(nodes, ties, last);
    let at = |i: usize| (x_of(column_of(nodes, i)), ys.get(i).copied().unwrap_or(0.0));

    for column in 0..=last {
        let text = heading(nodes, column, words);
        let wide = text_width(&text, "f");
        let (x, class) = match column {
            0 if wide > x0 - 8.0 => (0.0, "f"),
            0 => (x0 - 8.0, "f end"),
            c if c == last && wide > pen.width - x1 - 9.0 => (pen.width, "f end"),
            c if c == last => (x1 + 9.0, "f"),
            c => (x_of(c), "f mid"),
        };
        pen.fit(x, 12.0, &text, class, (x1 - x0) * 0.4);
    }
    let most = ties.iter().map(|t| t.mark.n).max().unwrap_or(1);
    let unit = 1.3_f32.min(12.0 / most as f32);
    // Labels of a column between stand above their names.
    let half = |column: usize| if column == 0 || column == last { 0.0 } else { widest(column) / 2.0 };
    let asides = asides(nodes, ties, &|i| at(i).1, &|column| {
        let room = if column == last { x_of(column) } else { pen.width - x_of(column) };
        (half(column).min((x1 - x0) / last as f32 * 0.4), room - 4.0, if column == last { -1.0 } else { 1.0 })
    });
    for tie in ties {
        let (from, to) = (at(tie.from), at(tie.to));
        let thick = (tie.mark.n as f32 * unit).max(1.0);
        let aside = asides.iter().find(|(of, _)| std::ptr::eq(*of, tie)).map(|(_, by)| *by);
        let (x, y) = number_place(ties, tie, from, to, aside).first().copied().unwrap_or(from);
        pen.mark(tie.mark, [x - 16.0, y - 12.0, 32.0, 24.0], |pen| {
            let d = aside.map_or_else(|| curve(from, to), |by| bracket(from, to, by));
            pen.stroke(d, "tie", thick);
        });
    }
    for (i, node) in nodes.iter().enumerate() {
        let (x, y) = at(i);
        let class = class(node.column);
        let (tx, ty, room) = match node.column {
            0 => (x - 8.0, y + 5.0, left),
            c if c == last => (x + 9.0, y + 5.0, right),
            _ => (x, y - 11.0, (x1 - x0) / last as f32 * 0.8),
        };
        let wide = text_width(&node.mark.label, class).min(room);
        let focus = match node.column {
            0 => [x - 10.0 - wide, y - 14.0, wide + 13.0, 28.0],
            c if c == last => [x - 2.0, y - 14.0, wide + 13.0, 28.0],
            _ => [x - wide / 2.0 - 3.0, y - 25.0, wide + 6.0, 34.0],
        };
        pen.mark(node.mark, focus, |pen| {
            pen.rect(x - 1.5, y - 7.0, 3.0, 14.0, "fill");
            pen.fit(tx, ty, &node.mark.label, class, room);
        });
    }
    for tie in ties {
        let aside = asides.iter().find(|(of, _)| std::ptr::eq(*of, tie)).map(|(_, by)| *by);
        for (x, y) in number_place(ties, tie, at(tie.from), at(tie.to), aside) {
            if pen.try_text(x, y + 4.0, count(tie.mark.n), "k mid halo") {
                break;
            }
        }
    }
    bottom
}

/// How far beside their column the ties within one run: clear of its labels, the longer ones further out, none over
/// another. `column` says how far its labels reach, how much room there is, and to which side.
fn asides<'a, 'm>(
    nodes: &[Node],
    ties: &'a [Tie<'m>],
    y: &dyn Fn(usize) -> f32,
    column: &dyn Fn(usize) -> (f32, f32, f32),
) -> Vec<(&'a Tie<'m>, f32)> {
    let span = |tie: &Tie| (y(tie.from).min(y(tie.to)), y(tie.from).max(y(tie.to)));
    let is_within = |tie: &&Tie| column_of(nodes, tie.from) == column_of(nodes, tie.to);
    let mut order: Vec<&Tie> = ties.iter().filter(is_within).collect();
    crate::order::sort_by(&mut order, |a, b| (span(a).1 - span(a).0).total_cmp(&(span(b).1 - span(b).0)));
    let mut out: Vec<(&Tie, f32)> = Vec::new();
    let mut taken: Vec<(usize, usize, (f32, f32))> = Vec::new();
    for tie in order {
        let (at, (top, foot)) = (column_of(nodes, tie.from), span(tie));
        let is_free = |lane: &usize| taken.iter().all(|(c, l, s)| *c != at || l != lane || foot < s.0 || s.1 < top);
        let lane = (0..=taken.len()).find(is_free).unwrap_or_default();
        taken.push((at, lane, (top, foot)));
        let (reach, room, side) = column(at);
        out.push((tie, (reach + 22.0 + lane as f32 * 12.0).min(room) * side));
    }
    out
}

/// Places for the number of a tie, the best first: near the end where ties lie further apart.
fn number_place(ties: &[Tie], tie: &Tie, from: (f32, f32), to: (f32, f32), aside: Option<f32>) -> Vec<(f32, f32)> {
    if let Some(by) = aside {
        return [0.5, 0.35, 0.65].map(|t| (from.0 + by, from.1 + (to.1 - from.1) * t)).to_vec();
    }
    let out = ties.iter().filter(|t| t.from == tie.from).count();
    let into = ties.iter().filter(|t| t.to == tie.to).count();
    let order = match (out, into) {
        (1, _) => [0.2, 0.35, 0.5, 0.65],
        (_, 1) => [0.62, 0.72, 0.5, 0.8],
        _ => [0.45, 0.6, 0.3, 0.75],
    };
    order.into_iter().map(|t| curve_at(from, to, t)).collect()
}

/// Words for the kinds in a column.
fn heading(nodes: &[Node], column: usize, words: &Words) -> String {
    let mut kinds: Vec<&str> = Vec::new();
    for node in nodes.iter().filter(|n| n.column == column) {
        let word = words.kind(node.kind);
        if !word.is_empty() && !kinds.contains(&word) {
            kinds.push(word);
        }
    }
    kinds.join(" · ")
}

/// Heights of all names: near their company, in turns from column to column, and never too close.
fn heights(nodes: &[Node], ties: &[Tie], last: usize) -> (Vec<f32>, f32) {
    let pitch = |column: usize| if column == 0 || column == last { 32.0 } else { 42.0 };
    let columns: Vec<Vec<usize>> =
        (0..=last).map(|c| (0..nodes.len()).filter(|i| column_of(nodes, *i) == c).collect()).collect();
    let high = columns.iter().enumerate().map(|(c, of)| of.len() as f32 * pitch(c)).fold(0.0, f32::max);
    let mut ys = vec![0.0; nodes.len()];
    for of in &columns {
        for (k, i) in of.iter().enumerate() {
            if let Some(y) = ys.get_mut(*i) {
                *y = (k as f32 + 0.5) * high / of.len() as f32;
            }
        }
    }
    let turns: Vec<usize> = (0..=last).chain((0..last).rev()).collect();
    for c in turns.iter().cycle().take(turns.len() * 6) {
        let Some(of) = columns.get(*c) else { continue };
        let mut wished: Vec<(f32, usize)> = of.iter().map(|i| (company(ties, &ys, *i), *i)).collect();
        crate::order::sort_by(&mut wished, |a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let half = pitch(*c) / 2.0;
        let placed = spread(&wished.iter().map(|w| w.0).collect::<Vec<_>>(), pitch(*c), half, high - half);
        for ((_, i), y) in wished.iter().zip(placed) {
            if let Some(place) = ys.get_mut(*i) {
                *place = y;
            }
        }
    }
    (ys.iter().map(|y| y + TOP).collect(), high + TOP)
}

/// Mean height of what a name is tied to, by sentences; its own height when it is alone.
fn company(ties: &[Tie], ys: &[f32], i: usize) -> f32 {
    let (mut sum, mut n) = (0.0, 0.0);
    for tie in ties.iter().filter(|t| t.from == i || t.to == i) {
        let other = if tie.from == i { tie.to } else { tie.from };
        sum += ys.get(other).copied().unwrap_or(0.0) * tie.mark.n as f32;
        n += tie.mark.n as f32;
    }
    if n > 0.0 { sum / n } else { ys.get(i).copied().unwrap_or(0.0) }
}

/// Moves heights (ascending) as little as possible so that they are `pitch` apart and within bounds.
fn spread(wished: &[f32], pitch: f32, lo: f32, hi: f32) -> Vec<f32> {
    // Less the pitch, the task is to find the nearest ascending sequence: pool what is out of order.
    let mut pools: Vec<(f32, usize)> = Vec::new();
    for (i, y) in wished.iter().enumerate() {
        let mut pool = (y - i as f32 * pitch, 1);
        while let Some((mean, n)) = pools.pop_if(|p| p.0 > pool.0) {
            pool = ((mean * n as f32 + pool.0 * pool.1 as f32) / (n + pool.1) as f32, n + pool.1);
        }
        pools.push(pool);
    }
    let top = hi - pitch * wished.len().saturating_sub(1) as f32;
    pools
        .iter()
        .flat_map(|(mean, n)| std::iter::repeat_n(mean.min(top).max(lo), *n))
        .enumerate()
        .map(|(i, y)| y + i as f32 * pitch)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::{Item, text_box};
    use super::*;

    #[test]
    fn ties_within_a_column_run_clear_of_its_labels() {
        let mark = |label: &str| Mark { key: label.into(), label: label.into(), n: 2, n_articles: 1 };
        let node = |label: &str, kind: &str| (mark(label), kind.to_owned());
        let nodes = [
            node("辽矿", "org"),
            node("一汽集团", "org"),
            node("增量配电网产业园", "park"),
            node("氢基绿能产业园", "park"),
            node("装备制造产业园", "park"),
            node("氢能", "industry"),
        ];
        let link = |from, to| Link { from: (0, from), to: (0, to), mark: mark(&format!("{from}·{to}")) };
        let links = [
            link(0, 2),
            link(0, 3),
            link(0, 4),
            link(2, 5),
            link(3, 5),
            link(4, 5),
            link(2, 4),
            link(2, 3),
            link(0, 1),
        ];
        let scene = layout(&nodes, &links, 900.0, &Words::default());
        let texts = scene.items.iter().flat_map(|item| match item {
            Item::Mark { items, .. } => items.as_slice(),
            item => std::slice::from_ref(item),
        });
        let labels: Vec<[f32; 4]> = texts
            .filter_map(|item| match item {
                Item::Text { x, y, text, class } if text.ends_with('园') => Some(text_box(*x, *y, text, class)),
                _ => None,
            })
            .collect();
        assert_eq!(labels.len(), 3);
        let mut n_brackets = 0;
        for item in &scene.items {
            let Item::Mark { mark, items, focus } = item else { continue };
            if !["2·4", "2·3", "0·1"].contains(&mark.label.as_str()) {
                continue;
            }
            n_brackets += 1;
            // The upright part of a bracket stands where its number does.
            let x = focus[0] + focus[2] / 2.0;
            assert!(items.iter().any(|item| matches!(item, Item::Path { .. })));
            assert!(
                labels.iter().all(|[left, _, w, _]| x < *left || x > left + w),
                "{} at {x}: {labels:?}",
                mark.label
            );
        }
        assert_eq!(n_brackets, 3);
    }

    #[test]
    fn heights_are_spread_and_stay_in_bounds() {
        assert_eq!(spread(&[50.0, 50.0, 50.0], 10.0, 0.0, 100.0), [40.0, 50.0, 60.0]);
        assert_eq!(spread(&[95.0, 99.0], 10.0, 0.0, 100.0), [90.0, 100.0]);
        assert_eq!(spread(&[0.0, 100.0], 10.0, 0.0, 100.0), [0.0, 100.0]);
        assert!(spread(&[], 10.0, 0.0, 100.0).is_empty());
    }
}
