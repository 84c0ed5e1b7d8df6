//! Terms that two sides of the corpus say unlike: bars from the middle towards the side that says
//! the term more, and the sentences of each side at the edges.

use crate::protocol::{KeyRow, Mark};

use super::label::{count, text_width};
use super::pen::Pen;
use super::{Scene, Words};

const WORD: &str = "s s15 mid";
const PITCH: f32 = 48.0;
const HEAD: f32 = 44.0;
/// Wider bars would part the numbers from their words.
const MOST_WIDE: f32 = 720.0;

pub(super) fn layout(sides: &[String; 2], rows: &[KeyRow], width: f32, words: &Words) -> Scene {
    let rows: Vec<&KeyRow> = rows.iter().filter(|row| row.mark.n > 0 || row.sides.iter().any(|m| m.n > 0)).collect();
    let strongest = rows.iter().map(|row| row.score.abs()).filter(|s| s.is_finite()).fold(0.0, f32::max);
    if rows.is_empty() {
        return Scene::default();
    }
    let mut pen = Pen::new(width);
    let end = width.min(MOST_WIDE);
    let widest = rows.iter().flat_map(|row| &row.sides).map(|m| text_width(&count(m.n), "")).fold(0.0, f32::max);
    let edge = (widest + 12.0).clamp(30.0, end / 4.0);
    let axis = end / 2.0;
    let room = axis - edge - 4.0;
    pen.fit(0.0, 14.0, &sides[0], "k", axis - 8.0);
    let right = super::label::fit(&sides[1], "k end", axis - 8.0).unwrap_or_default();
    pen.text(end, 14.0, right, "k end");
    pen.text(0.0, 32.0, words.sentence, "f");
    pen.text(end, 32.0, words.sentence, "f end");
    for (line, row) in (0_u16..).zip(&rows) {
        let y = HEAD + f32::from(line) * PITCH;
        pen.line((0.0, y), (end, y), "hair");
        let share = if strongest > 0.0 && row.score.is_finite() { row.score / strongest } else { 0.0 };
        let long = (room * share.abs()).max(2.0);
        pen.mark(&row.mark, [edge, y + 2.0, end - edge * 2.0, PITCH - 4.0], |pen| {
            pen.fit(axis, y + 21.0, &row.mark.label, WORD, end - edge * 2.0 - 4.0);
            let from = if share < 0.0 { axis - long } else { axis };
            pen.line((axis, y + 28.0), (axis, y + 42.0), "axis");
            pen.rect(from, y + 31.0, long, 8.0, if share < 0.0 { "mid2" } else { "fill" });
        });
        number(&mut pen, &row.sides[0], 0.0, edge, y, "");
        number(&mut pen, &row.sides[1], end, edge, y, "end");
    }
    let bottom = HEAD + rows.len() as f32 * PITCH;
    pen.finish(bottom)
}

fn number(pen: &mut Pen, mark: &Mark, x: f32, edge: f32, y: f32, class: &'static str) {
    if mark.n == 0 {
        pen.text(x, y + 39.0, "0", if class.is_empty() { "f" } else { "f end" });
        return;
    }
    let left = if class.is_empty() { x } else { x - edge };
    pen.mark_tight(mark, [left, y + 2.0, edge - 2.0, PITCH - 4.0], |pen| {
        pen.text(x, y + 39.0, count(mark.n), class);
    });
}
