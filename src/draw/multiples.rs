//! Small multiples: in each period, the share of its articles that speak of a sub-theme.
//!
//! All share one scale. A period without articles has no ground line; a period whose articles
//! are silent has a ground line and no bar. The highest share (the latest of equals) is darkest
//! and labelled with its numbers.

use crate::protocol::{Mark, Row};

use super::label::{counted, text_width};
use super::pen::Pen;
use super::{Scene, Words};

const LABEL: &str = "s s15 b";
const GAP: f32 = 32.0;
const PITCH: f32 = 126.0;
const TOP: f32 = 42.0;
const BASE: f32 = 92.0;

pub(super) fn layout(periods: &[String], of: &[u32], rows: &[Row], width: f32, words: &Words) -> Scene {
    if periods.is_empty() || rows.iter().all(|r| r.mark.n == 0 && r.cells.iter().all(|c| c.n == 0)) {
        return Scene::default();
    }
    let mut pen = Pen::new(width);
    let most = ((width + GAP) / (168.0 + GAP)).floor().max(1.0) as usize;
    let lines = rows.len().div_ceil(most);
    let columns = rows.len().div_ceil(lines).max(1);
    let w = (width - GAP * (columns as f32 - 1.0)) / columns as f32;
    let chart = Chart { periods, of, w, top: nice_top(of, rows) };
    let mut scale_is_named = false;
    for (i, row) in rows.iter().enumerate() {
        let x = (i % columns) as f32 * (w + GAP);
        let y = (i / columns) as f32 * PITCH;
        chart.draw(&mut pen, row, x, y, words);
        // The height of the top line is written once, in the first panel that has room.
        if !scale_is_named {
            let text = format!("{}%", (chart.top * 100.0).round());
            scale_is_named = pen.try_text(x, y + TOP - 4.0, text.as_str(), "f")
                || pen.try_text(x + w, y + TOP - 4.0, text.as_str(), "f end");
        }
    }
    pen.finish(lines as f32 * PITCH - 8.0)
}

/// What all panels share.
struct Chart<'a> {
    periods: &'a [String],
    of: &'a [u32],
    /// Width of a panel.
    w: f32,
    /// Share at the top line.
    top: f32,
}

impl Chart<'_> {
    fn draw(&self, pen: &mut Pen, row: &Row, x: f32, y: f32, words: &Words) {
        let articles = counted(row.mark.n_articles, words.article);
        let number = text_width(&articles, "");
        pen.mark(&row.mark, [x, y, self.w, 24.0], |pen| {
            let room = self.w - number - 8.0;
            pen.fit(x, y + 16.0, &row.mark.label, LABEL, room);
            pen.text(x + text_width(&row.mark.label, LABEL).min(room) + 8.0, y + 16.0, articles, "");
        });
        pen.line((x, y + TOP), (x + self.w, y + TOP), "hair");
        let slot = self.w / self.periods.len() as f32;
        let bar = (slot * 0.72).clamp(slot.min(1.0), 28.0);
        for (i, _) in self.of.iter().take(self.periods.len()).enumerate().filter(|(_, of)| **of > 0) {
            let left = x + i as f32 * slot;
            pen.line((left, y + BASE), (left + bar, y + BASE), "axis");
        }
        let peak = (0..row.cells.len())
            .filter(|i| self.share(row, *i) > 0.0)
            .max_by(|a, b| self.share(row, *a).total_cmp(&self.share(row, *b)).then(a.cmp(b)));
        for (i, cell) in row.cells.iter().take(self.periods.len()).enumerate() {
            let share = self.share(row, i);
            if cell.n == 0 || share <= 0.0 {
                continue;
            }
            let left = x + i as f32 * slot;
            let height = ((BASE - TOP) * (share / self.top).min(1.0)).max(1.0);
            let is_peak = peak == Some(i);
            pen.mark_tight(cell, [left, y + TOP, slot, BASE - TOP], |pen| {
                pen.rect(left, y + BASE - height, bar, height, if is_peak { "fill" } else { "mid2" });
            });
            if is_peak {
                self.name_peak(pen, cell, i, (x, left, bar), y + BASE - height - 4.0, words);
            }
        }
        self.name_periods(pen, x, y + BASE + 15.0, slot);
    }

    /// `2/4 篇` above the peak, to its left where there is room.
    fn name_peak(&self, pen: &mut Pen, cell: &Mark, i: usize, (x, left, bar): (f32, f32, f32), y: f32, words: &Words) {
        let of = self.of.get(i).copied().unwrap_or(0);
        let text = format!("{}/{}", cell.n_articles, counted(of, words.article));
        let wide = text_width(&text, "k");
        let end = (left + bar).max(x + wide).min(x + self.w);
        pen.try_text(end, y, text, "k end halo");
    }

    fn share(&self, row: &Row, i: usize) -> f32 {
        share(self.of, row, i)
    }

    /// Years under their first period: the first whole, the others short where room is scarce.
    fn name_periods(&self, pen: &mut Pen, x: f32, y: f32, slot: f32) {
        let year = |p: &str| p.chars().take_while(char::is_ascii_digit).collect::<String>();
        let firsts: Vec<(usize, String)> = self
            .periods
            .iter()
            .enumerate()
            .map(|(i, p)| (i, year(p)))
            .filter(|(i, this)| *i == 0 || self.periods.get(i - 1).is_none_or(|b| year(b) != *this))
            .collect();
        let least = firsts.windows(2).map(|w| w[1].0 - w[0].0).min().unwrap_or(self.periods.len());
        let whole = least as f32 * slot >= text_width("2024", "") + 6.0;
        let mut free_from = x;
        for (k, (i, year)) in firsts.iter().enumerate() {
            let short = year.get(year.len().saturating_sub(2)..).filter(|_| k > 0 && !whole && year.len() == 4);
            let text = short.unwrap_or(year);
            let at = x + *i as f32 * slot;
            let wide = text_width(text, "f");
            if at >= free_from && at + wide <= x + self.w + GAP / 2.0 && pen.try_text(at, y, text, "f") {
                free_from = at + wide + 5.0;
            }
        }
    }
}

fn share(of: &[u32], row: &Row, i: usize) -> f32 {
    match (of.get(i), row.cells.get(i)) {
        (Some(&of), Some(cell)) if of > 0 => cell.n_articles as f32 / of as f32,
        _ => 0.0,
    }
}

/// The smallest round share that holds all.
fn nice_top(of: &[u32], rows: &[Row]) -> f32 {
    let most = rows.iter().flat_map(|r| (0..r.cells.len()).map(|i| share(of, r, i))).fold(0.0, f32::max);
    [0.05, 0.1, 0.2, 0.25, 0.5, 0.75].into_iter().find(|top| most <= *top).unwrap_or(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_top_line_is_a_round_share() {
        let row = |n| Row { mark: Mark::default(), cells: vec![Mark { n_articles: n, ..Mark::default() }] };
        for (n, of, top) in [(2, 4, 0.5), (3, 4, 0.75), (4, 4, 1.0), (1, 100, 0.05), (1, 0, 0.05)] {
            assert!((nice_top(&[of], &[row(n)]) - top).abs() < 1e-6, "{n}/{of}");
        }
    }
}
