//! The ties of a network as a table: names against names where there is room, else one line per
//! pair under the name they begin with.

use crate::protocol::{Link, Mark};

use super::label::{count, counted, fit, text_width};
use super::network::{Node, Tie, choose};
use super::pen::Pen;
use super::{SMALL, Scene, Words, clamp_width};

/// Most names per column of kinds.
const MOST: usize = 16;
/// Most pairs listed on narrow widths; the rest is counted under them.
const MOST_PAIRS: usize = 24;

/// Draws the ties of [`Network`](crate::protocol::FormBody::Network) as a table.
pub fn layout(nodes: &[(Mark, String)], links: &[Link], width: f32, words: &Words) -> Scene {
    let width = clamp_width(width);
    let (drawn, ties, left_out) = choose(nodes, links, MOST);
    if ties.is_empty() {
        return Scene::default();
    }
    let mut pen = Pen::new(width);
    let table = Table::new(&drawn, &ties, width);
    let (mut bottom, left_out) = if let Some(table) = table.filter(|_| width >= SMALL) {
        (table.draw(&mut pen, &drawn, &ties), left_out)
    } else {
        let (all, all_ties, _) = choose(nodes, links, usize::MAX / 4);
        (pairs(&mut pen, &all, &all_ties, words), all_ties.len().saturating_sub(MOST_PAIRS) as u32)
    };
    if left_out > 0 {
        pen.text(0.0, bottom + 18.0, format!("{} {}", words.more, count(left_out)), "f");
        bottom += 26.0;
    }
    pen.finish(bottom)
}

/// One line per pair, grouped by the name further left in the chain of kinds.
fn pairs(pen: &mut Pen, nodes: &[Node], ties: &[Tie], words: &Words) -> f32 {
    let width = pen.width.min(SMALL);
    let mut kept: Vec<&Tie> = ties.iter().collect();
    crate::order::sort_by_key(&mut kept, |t| std::cmp::Reverse(t.mark.n));
    kept.truncate(MOST_PAIRS);
    crate::order::sort_by_key(&mut kept, |t| (t.from, std::cmp::Reverse(t.mark.n), t.to));
    let most = kept.iter().map(|t| t.mark.n).max().unwrap_or(1) as f32;
    let number = kept.iter().map(|t| text_width(&counted(t.mark.n, words.sentence), "k")).fold(0.0, f32::max);
    let mut y = 0.0;
    let mut group = usize::MAX;
    for tie in kept {
        let (Some(from), Some(to)) = (nodes.get(tie.from), nodes.get(tie.to)) else { continue };
        if tie.from == group {
            pen.line((14.0, y), (width, y), "hair");
        } else {
            group = tie.from;
            if y > 0.0 {
                y += 10.0;
                pen.line((0.0, y), (width, y), "axis");
            }
            pen.mark(from.mark, [0.0, y, width, 36.0], |pen| {
                let number = number.max(text_width(&counted(from.mark.n, words.sentence), "f"));
                let kind = words.kind(from.kind);
                pen.fit(0.0, y + 24.0, &from.mark.label, "s s15 b", width - number - 60.0);
                let after = text_width(&from.mark.label, "s s15 b").min(width - number - 60.0) + 8.0;
                pen.fit(after, y + 24.0, kind, "f", width - number - 12.0 - after);
                pen.text(width, y + 24.0, counted(from.mark.n, words.sentence), "f end");
            });
            y += 36.0;
        }
        pen.mark(tie.mark, [0.0, y, width, 44.0], |pen| {
            pen.fit(14.0, y + 20.0, &to.mark.label, "s s15", width - 14.0 - number - 12.0);
            pen.text(width, y + 20.0, counted(tie.mark.n, words.sentence), "k end");
            pen.rect(14.0, y + 29.0, ((width - 14.0) * tie.mark.n as f32 / most).max(2.0), 6.0, "mid2");
        });
        y += 44.0;
    }
    y
}

/// Rows and columns of the table, as positions among the nodes.
struct Table {
    rows: Vec<usize>,
    columns: Vec<usize>,
    left: f32,
    cell: f32,
    head: f32,
}

const ROW: f32 = 32.0;

impl Table {
    /// The table, if its columns have room.
    fn new(nodes: &[Node], ties: &[Tie], width: f32) -> Option<Table> {
        let mut rows: Vec<usize> = ties.iter().map(|t| t.from).collect();
        let mut columns: Vec<usize> = ties.iter().map(|t| t.to).collect();
        for list in [&mut rows, &mut columns] {
            crate::order::sort(list);
            list.dedup();
        }
        crate::order::sort_by_key(&mut columns, |i| nodes.get(*i).map_or((0, *i), |n| (n.column, *i)));
        crate::order::sort_by_key(&mut rows, |i| nodes.get(*i).map_or((0, *i), |n| (n.column, *i)));
        let label = |i: &usize| nodes.get(*i).map_or("", |n| n.mark.label.as_str());
        let longest = rows.iter().map(|i| text_width(label(i), "s s15")).fold(0.0, f32::max);
        let left = longest.min(width * 0.28) + 48.0;
        let cell = ((width - left) / columns.len() as f32).min(56.0);
        let head = columns.iter().map(|i| upright(label(i)).len()).max().unwrap_or(0) as f32 * 16.0 + 14.0;
        (cell >= 28.0).then_some(Table { rows, columns, left, cell, head })
    }

    fn draw(&self, pen: &mut Pen, nodes: &[Node], ties: &[Tie]) -> f32 {
        let right = self.left + self.cell * self.columns.len() as f32;
        let bottom = self.head + self.rows.len() as f32 * ROW;
        for (k, i) in self.columns.iter().enumerate() {
            let Some(node) = nodes.get(*i) else { continue };
            let x = self.left + (k as f32 + 0.5) * self.cell;
            pen.line((x - self.cell / 2.0, self.head), (x - self.cell / 2.0, bottom), "hair");
            pen.mark(node.mark, [x - self.cell / 2.0, 0.0, self.cell, self.head], |pen| {
                let signs = upright(&node.mark.label);
                let first = self.head - 10.0 - (signs.len() as f32 - 1.0) * 16.0;
                for (line, sign) in signs.iter().enumerate() {
                    pen.fit(x, first + line as f32 * 16.0, sign, "s s14 mid", self.cell);
                }
            });
        }
        pen.line((right, self.head), (right, bottom), "hair");
        for (k, i) in self.rows.iter().enumerate() {
            let Some(node) = nodes.get(*i) else { continue };
            let y = self.head + k as f32 * ROW;
            pen.line((0.0, y), (right, y), if k == 0 { "axis" } else { "hair" });
            pen.mark(node.mark, [0.0, y, self.left, ROW], |pen| {
                let number = count(node.mark.n);
                pen.fit(0.0, y + 21.0, &node.mark.label, "s s15", self.left - 20.0 - text_width(&number, "f"));
                pen.text(self.left - 10.0, y + 20.0, number, "f end");
            });
        }
        pen.line((0.0, bottom), (right, bottom), "hair");
        let most = ties.iter().map(|t| t.mark.n).max().unwrap_or(1);
        for tie in ties {
            let place = |list: &[usize], i: usize| list.iter().position(|k| *k == i);
            let (Some(row), Some(column)) = (place(&self.rows, tie.from), place(&self.columns, tie.to)) else {
                continue;
            };
            let (x, y) = (self.left + column as f32 * self.cell, self.head + row as f32 * ROW);
            pen.mark(tie.mark, [x, y, self.cell, ROW], |pen| {
                let class = if tie.mark.n * 2 > most { "wash2" } else { "wash" };
                pen.rect(x + 1.0, y + 1.0, self.cell - 2.0, ROW - 2.0, class);
                pen.try_text(x + self.cell / 2.0, y + 20.0, count(tie.mark.n), "k mid");
            });
        }
        bottom + 1.0
    }
}

/// A label set from top to bottom: one sign per line, Latin words and numbers lying.
fn upright(label: &str) -> Vec<String> {
    const LINES: usize = 9;
    let mut out: Vec<String> = Vec::new();
    for c in label.chars() {
        let joins =
            out.last().and_then(|s| s.chars().last()).is_some_and(|b| b.is_ascii_graphic() && c.is_ascii_graphic());
        match out.last_mut().filter(|_| joins) {
            Some(last) => last.push(c),
            None if c.is_whitespace() => {}
            None => out.push(c.to_string()),
        }
    }
    if out.len() > LINES {
        out.truncate(LINES - 1);
        out.push("…".into());
    }
    out.into_iter().map(|s| fit(&s, "s s14", 36.0).unwrap_or_default()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_stand_upright_and_numbers_lie() {
        assert_eq!(upright("皇家围场1619"), ["皇", "家", "围", "场", "1619"]);
        assert_eq!(upright("风光储氢氨醇一体化项目").last().map(String::as_str), Some("…"));
    }
}
