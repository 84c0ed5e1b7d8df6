//! Flows between layers (a Sankey diagram): heights of nodes and widths of flows are sentences.

use crate::protocol::{Link, Mark};

use super::graph::{self, Flows, Node, Tie};
use super::label::{count, counted, fit, text_box, text_width, wrap};
use super::path::{bulge, curve_at, ribbon};
use super::pen::Pen;
use super::{NARROW, Words, fall};

const BAR: f32 = 3.0;
/// Labels beside the first and the last layer, and of one that is alone there.
const OUTER: &str = "s s16 b";
const HUB: &str = "s s22 b";

pub(super) fn draw(pen: &mut Pen, layers: &[Vec<Mark>], links: &[Link], words: &Words) -> Flows {
    let narrow = pen.width < NARROW;
    let (mut nodes, mut ties, n_layers) = graph::read(layers, links);
    let layers: Vec<&Vec<Mark>> = layers.iter().filter(|l| !l.is_empty()).collect();
    if layers.is_empty() {
        return Flows { bottom: 0.0, hub: None };
    }
    let hub = (1..n_layers).rev().find(|l| layers.get(*l).is_some_and(|l| l.len() == 1));
    let sides = Sides::measure(&layers, pen.width, hub, words);
    let last = n_layers - 1;
    if narrow && !sides.are_roomy(&layers) {
        return fall::draw(pen, &mut nodes, &mut ties, n_layers, words);
    }
    let tall = if narrow { 116.0 } else { 150.0 };
    let sums = (0..n_layers).map(|l| nodes.iter().filter(|n| n.layer == l).map(Node::weight).sum::<u32>());
    let unit = (tall * 0.62 / sums.max().unwrap_or(1).max(1) as f32).min(3.0);
    graph::weigh(&mut nodes, &mut ties, unit);
    for node in &mut nodes {
        node.x = if last == 0 {
            sides.left
        } else {
            sides.left + (sides.right - BAR - sides.left) * node.layer as f32 / last as f32
        };
    }
    let bottom = stack(&mut nodes, n_layers, hub, narrow, &sides);
    graph::route(&nodes, &mut ties, |n| n.y);
    let ribbons: Vec<Spine> = ties.iter().filter_map(|tie| spine(&nodes, tie)).collect();

    for tie in &ties {
        draw_tie(pen, &nodes, tie, narrow);
    }
    for node in nodes.iter().filter(|n| n.layer == 0 || n.layer == last) {
        let (x, w) = if node.layer == 0 { (0.0, node.x) } else { (node.x, pen.width - node.x) };
        let high = if sides.lines(node, last, hub == Some(node.layer)).len() > 1 { 40.0 } else { 28.0 };
        pen.reserve([x, node.y + node.h / 2.0 - high / 2.0 - 1.0, w, high]);
    }
    // The hub chooses its label's place first.
    let is_inner = |n: &Node| n.layer > 0 && n.layer < last;
    let mut order: Vec<usize> = (0..nodes.len()).filter(|i| nodes.get(*i).is_some_and(is_inner)).collect();
    crate::order::sort_by_key(&mut order, |i| nodes.get(*i).is_none_or(|n| hub != Some(n.layer)));
    let mut heads: Vec<Option<Head>> = (0..nodes.len()).map(|_| None).collect();
    for i in order {
        let (Some(node), Some(place)) = (nodes.get(i), heads.get_mut(i)) else { continue };
        *place = head_label(pen, node, &ribbons, hub == Some(node.layer), words);
        if let Some(head) = place {
            pen.reserve(head.place);
        }
    }
    for (node, head) in nodes.iter().zip(heads) {
        if is_inner(node) {
            draw_inner(pen, node, head);
        } else {
            draw_outer(pen, node, &sides, hub == Some(node.layer), words);
        }
    }
    name_ties(pen, &nodes, &ties);
    let hub = hub.and_then(|l| nodes.iter().find(|n| n.layer == l)).map(|n| (n.x + BAR / 2.0, n.y + n.h));
    Flows { bottom, hub }
}

/// Room at the sides for the labels of the first and the last layer.
struct Sides {
    left: f32,
    right: f32,
    /// Of a label without its number.
    left_label: f32,
    right_label: f32,
    with_unit: bool,
}

impl Sides {
    fn measure(layers: &[&Vec<Mark>], width: f32, hub: Option<usize>, words: &Words) -> Sides {
        let last = layers.len() - 1;
        // With two layers alone there is one gap to cross.
        let side = match (width < NARROW, last < 2) {
            (_, true) => width * 0.34,
            (true, _) => width * 0.24,
            _ => width * 0.2,
        };
        let widest = |layer: usize, class: &str| {
            layers.get(layer).map_or(0.0, |l| l.iter().map(|m| text_width(&m.label, class)).fold(0.0, f32::max))
        };
        let numbers = |layer: usize, unit: &str| {
            let marks = layers.get(layer);
            marks.map_or(0.0, |l| l.iter().map(|m| text_width(&counted(m.n, unit), "")).fold(0.0, f32::max))
        };
        let left_label = widest(0, OUTER).min(side - 20.0);
        let left = left_label + 7.0 + numbers(0, "") + 8.0;
        if last == 0 {
            return Sides { left, right: width, left_label, right_label: 0.0, with_unit: true };
        }
        let class = if hub == Some(last) { HUB } else { OUTER };
        let with_unit = width >= NARROW;
        let number = numbers(last, if with_unit { words.sentence } else { "" });
        let right_label = widest(last, class).min(side - 10.0);
        Sides { left, right: width - (9.0 + right_label + 6.0 + number), left_label, right_label, with_unit }
    }

    /// The label of a node of the first or the last layer in one line or two.
    fn lines(&self, node: &Node, last: usize, is_hub: bool) -> Vec<String> {
        let (class, room) = match node.layer {
            0 => (OUTER, self.left_label),
            _ if is_hub => (HUB, self.right_label),
            _ => (OUTER, self.right_label),
        };
        if node.layer == 0 || node.layer == last { wrap(&node.mark.label, class, room, 2) } else { Vec::new() }
    }

    /// Whether all labels have room as they are.
    fn are_roomy(&self, layers: &[&Vec<Mark>]) -> bool {
        let last = layers.len() - 1;
        let between = (self.right - self.left) / last.max(1) as f32;
        layers.iter().enumerate().all(|(l, marks)| {
            marks.iter().all(|m| {
                let label = text_width(&m.label, "s s15 b");
                match l {
                    0 => label <= self.left_label + 2.0,
                    l if l == last => label <= self.right_label + 2.0,
                    _ => label + 6.0 + text_width(&count(m.n), "") + 8.0 <= between,
                }
            })
        })
    }
}

/// Puts the nodes of each layer one under the other, layers centred on one line.
fn stack(nodes: &mut [Node], layers: usize, hub: Option<usize>, narrow: bool, sides: &Sides) -> f32 {
    // Beside the outer layers stand labels, above the inner ones.
    let slot = |node: &Node| {
        if node.layer == 0 || node.layer + 1 == layers {
            let lines = sides.lines(node, layers.saturating_sub(1), hub == Some(node.layer)).len();
            (0.0, node.h.max(if lines > 1 { 40.0 } else { 24.0 }) + 6.0)
        } else {
            let head = if hub == Some(node.layer) { 36.0 } else { 28.0 };
            (head, node.h + head + 4.0)
        }
    };
    let total = |l: usize, nodes: &[Node]| nodes.iter().filter(|n| n.layer == l).map(|n| slot(n).1).sum::<f32>();
    let high = (0..layers).map(|l| total(l, nodes)).fold(if narrow { 80.0 } else { 96.0 }, f32::max);
    for layer in 0..layers {
        let mut y = (high - total(layer, nodes)) / 2.0;
        for node in nodes.iter_mut().filter(|n| n.layer == layer) {
            let (head, tall) = slot(node);
            node.y = if head > 0.0 { y + head } else { y + (tall - node.h) / 2.0 };
            y += tall;
        }
    }
    high
}

/// The centre line of a flow from bar to bar.
fn spine(nodes: &[Node], tie: &Tie) -> Option<Spine> {
    let (a, b) = (nodes.get(tie.from)?, nodes.get(tie.to)?);
    let from = (a.x + BAR, tie.start + tie.thick / 2.0);
    let to = (b.x, tie.end + tie.thick / 2.0);
    // Towards the end where flows lie further apart.
    let t = if a.flows_out <= tie.thick && b.flows_in > tie.thick {
        0.3
    } else if b.flows_in <= tie.thick && a.flows_out > tie.thick {
        0.7
    } else {
        0.5
    };
    Some(Spine { from, to, half: tie.thick / 2.0, t })
}

fn draw_tie(pen: &mut Pen, nodes: &[Node], tie: &Tie, narrow: bool) {
    let (Some(a), Some(Spine { from, to, t, .. })) = (nodes.get(tie.from), spine(nodes, tie)) else { return };
    if nodes.get(tie.to).is_some_and(|b| b.layer == a.layer) {
        let by = if from.0 + 40.0 < pen.width { 32.0 } else { -32.0 };
        let (top, foot) = ((a.x + BAR, from.1), (a.x + BAR, to.1));
        let x = a.x + by * 0.75;
        pen.mark(tie.mark, [x - 12.0, f32::midpoint(top.1, foot.1) - 12.0, 24.0, 24.0], |pen| {
            pen.stroke(bulge(top, foot, (by, 0.0)), "tie", tie.thick.min(12.0));
        });
        return;
    }
    let (x, y) = curve_at(from, to, t);
    let half = if narrow { 16.0 } else { 20.0 };
    pen.mark(tie.mark, [x - half, y - (tie.thick / 2.0).max(12.0), half * 2.0, tie.thick.max(24.0)], |pen| {
        pen.path(ribbon((from.0, tie.start), (to.0, tie.end), tie.thick), "flow");
    });
}

/// The numbers of the flows, over all of them, where they do not cover another text.
fn name_ties(pen: &mut Pen, nodes: &[Node], ties: &[Tie]) {
    for tie in ties {
        let (Some(a), Some(b), Some(Spine { from, to, t, .. })) =
            (nodes.get(tie.from), nodes.get(tie.to), spine(nodes, tie))
        else {
            continue;
        };
        // A node with a single flow of its own count has said it already.
        let said =
            (a.mark.n == tie.mark.n && a.n_out == tie.mark.n) || (b.mark.n == tie.mark.n && b.n_in == tie.mark.n);
        if said || a.layer == b.layer {
            continue;
        }
        for t in [t, 0.5, 0.3, 0.7] {
            let (x, y) = curve_at(from, to, t);
            if pen.try_text(x, y + 4.0, count(tie.mark.n), "k mid halo") {
                break;
            }
        }
    }
}

/// A node of the first or the last layer, its label beside it.
fn draw_outer(pen: &mut Pen, node: &Node, sides: &Sides, is_hub: bool, words: &Words) {
    let middle = node.y + node.h / 2.0;
    // The last layer is whatever is drawn here and is not the first.
    let lines = sides.lines(node, node.layer, is_hub);
    let slot = node.h.max(if lines.len() > 1 { 40.0 } else { 24.0 });
    let silent = node.mark.n == 0;
    let write = |pen: &mut Pen, x: f32, lines: Vec<String>, class: &'static str, high: f32| {
        let above = lines.len().saturating_sub(1) as f32 * high / 2.0;
        for (k, line) in lines.into_iter().enumerate() {
            pen.text(x, middle + 5.5 - above + k as f32 * high, line, class);
        }
    };
    if node.layer == 0 {
        pen.mark(node.mark, [0.0, middle - slot / 2.0, node.x + BAR, slot], |pen| {
            write(pen, 0.0, lines, OUTER, 18.0);
            pen.text(node.x - 8.0, middle + 4.5, count(node.mark.n), if silent { "f end" } else { "end" });
            draw_bar(pen, node);
        });
        return;
    }
    let x = node.x + BAR + 6.0;
    let class = if is_hub { HUB } else { OUTER };
    let label = lines.iter().map(|line| text_width(line, class)).fold(0.0, f32::max);
    pen.mark(node.mark, [node.x, middle - slot / 2.0, pen.width - node.x, slot], |pen| {
        draw_bar(pen, node);
        write(pen, x, lines, class, if is_hub { 23.0 } else { 18.0 });
        let text = counted(node.mark.n, if sides.with_unit { words.sentence } else { "" });
        pen.text(x + label + 6.0, middle + 4.5, text, if silent { "f" } else { "" });
    });
}

/// A node of a layer between, its label above it.
fn draw_inner(pen: &mut Pen, node: &Node, head: Option<Head>) {
    let (left, right) = head.as_ref().map_or((node.x, node.x), |l| (l.x, l.x + l.width));
    let left = left.min(node.x - 10.0);
    let focus = [left, node.y - 26.0, right.max(node.x + 13.0) - left, node.h + 26.0];
    pen.mark(node.mark, focus, |pen| {
        draw_bar(pen, node);
        if let Some(head) = head {
            let number_x = head.x + text_width(&head.name, head.class) + 6.0;
            pen.text(head.x, node.y - 9.0, head.name, head.class);
            pen.text(number_x, node.y - 9.0, head.number, if node.mark.n == 0 { "f" } else { "" });
        }
    });
}

fn draw_bar(pen: &mut Pen, node: &Node) {
    pen.rect(node.x, node.y, BAR, node.h, if node.mark.n == 0 { "grey" } else { "fill" });
}

/// A label above its node.
struct Head {
    x: f32,
    width: f32,
    name: String,
    number: String,
    class: &'static str,
    /// What it covers.
    place: [f32; 4],
}

/// The centre line of a flow.
struct Spine {
    from: (f32, f32),
    to: (f32, f32),
    /// Half its width.
    half: f32,
    /// Where on it its number stands.
    t: f32,
}

impl Spine {
    /// How much of a box it covers, in sampled points.
    fn over(&self, [x, y, w, h]: [f32; 4]) -> usize {
        let points = (0..=24).map(|i| curve_at(self.from, self.to, i as f32 / 24.0));
        points.filter(|(px, py)| (x..=x + w).contains(px) && (y - self.half..=y + h + self.half).contains(py)).count()
    }
}

/// The fullest label that has room above a node of an inner layer, where flows cover least of it.
fn head_label(pen: &Pen, node: &Node, ribbons: &[Spine], is_hub: bool, words: &Words) -> Option<Head> {
    let classes: &[&'static str] = match (is_hub, node.mark.label.chars().count() <= 2) {
        (true, true) => &["s s26 b halo", "s s18 b halo", "s s15 b halo"],
        _ => &["s s16 b halo", "s s15 b halo"],
    };
    let y = node.y - 9.0;
    let place = |class: &'static str, name: &str, number: &str| {
        let width = text_width(name, class) + 6.0 + text_width(number, "");
        let middle = node.x + BAR / 2.0 - width / 2.0;
        let [_, by, _, bh] = text_box(0.0, y, name, class);
        let free = |x: &f32| {
            pen.is_free([x - 3.0, by, width + 6.0, bh]) || (*x < 3.0 && pen.is_free([*x, by, width + 6.0, bh]))
        };
        let x = [middle, node.x - 1.0, node.x - width / 4.0, node.x + 4.0 - width]
            .into_iter()
            .map(|x| x.clamp(0.0, (pen.width - width).max(0.0)))
            .filter(free)
            .min_by_key(|x| ribbons.iter().map(|r| r.over([*x, by, width, bh])).sum::<usize>())?;
        Some(Head { x, width, name: name.to_owned(), number: number.to_owned(), class, place: [x, by, width, bh] })
    };
    let long = counted(node.mark.n, words.sentence);
    let short = count(node.mark.n);
    let whole = classes.iter().flat_map(|class| [(*class, &long), (*class, &short)]);
    whole.into_iter().find_map(|(class, number)| place(class, &node.mark.label, number)).or_else(|| {
        let rooms = [90.0, 64.0, 40.0].into_iter();
        rooms.into_iter().find_map(|room| place("s s15 b halo", &fit(&node.mark.label, "s s15 b", room)?, &short))
    })
}
