//! Months of the years as a grid, darker where more sentences speak; a dotted line where the corpus
//! has no article at all.

use crate::protocol::CalendarYear;

use super::Scene;
use super::label::{count, text_width};
use super::pen::Pen;

/// Room for the years.
const LEFT: f32 = 40.0;
/// Cells grow up to this.
const MOST: f32 = 56.0;
const HEIGHT: f32 = 28.0;
const GAP: f32 = 2.0;
const HEAD: f32 = 24.0;

pub(super) fn layout(years: &[CalendarYear], width: f32) -> Scene {
    let most = years.iter().flat_map(|year| &year.months).map(|mark| mark.n).max().unwrap_or(0);
    if most == 0 {
        return Scene::default();
    }
    let mut pen = Pen::new(width);
    let cell = ((width - LEFT) / 12.0).min(MOST);
    let numbered = text_width(&count(most), "") + 6.0 <= cell - GAP;
    for month in 1..=12_u8 {
        let x = LEFT + (f32::from(month) - 0.5) * cell;
        pen.text(x, 14.0, month.to_string(), "mid f");
    }
    for (line, year) in (0_u16..).zip(years) {
        let y = HEAD + f32::from(line) * (HEIGHT + GAP);
        pen.fit(0.0, y + HEIGHT / 2.0 + 4.0, &year.year, "", LEFT - 4.0);
        for (column, mark) in (0_u8..12).zip(&year.months) {
            let x = LEFT + f32::from(column) * cell;
            let w = cell - GAP;
            if mark.n > 0 {
                let area = shade(mark.n, most);
                pen.mark_tight(mark, [x, y, w, HEIGHT], |pen| {
                    pen.rect(x, y, w, HEIGHT, area);
                    if numbered {
                        pen.text(x + w / 2.0, y + HEIGHT / 2.0 + 4.0, count(mark.n), "mid k");
                    }
                });
            } else if year.of.get(usize::from(column)).is_some_and(|&of| of > 0) {
                pen.rect(x + 0.5, y + 0.5, w - 1.0, HEIGHT - 1.0, "frame");
            } else {
                pen.line((x + w / 4.0, y + HEIGHT / 2.0), (x + w * 0.75, y + HEIGHT / 2.0), "dot0");
            }
        }
    }
    pen.finish(HEAD + years.len() as f32 * (HEIGHT + GAP))
}

/// Three steps by the share of the fullest month, all light enough for a number.
fn shade(n: u32, most: u32) -> &'static str {
    match u64::from(n) * 3 / u64::from(most.max(1)) {
        0 => "wash",
        1 => "wash2",
        _ => "mid2",
    }
}
