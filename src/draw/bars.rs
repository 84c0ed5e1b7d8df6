//! Plain horizontal bars on hairlines; the longest is darkest.

use crate::protocol::Mark;

use super::label::{counted, text_width};
use super::pen::Pen;
use super::scale::Linear;
use super::{NARROW, Scene, Words};

const LABEL: &str = "s s15";

pub(super) fn layout(bars: &[Mark], width: f32, words: &Words) -> Scene {
    let most = bars.iter().map(|m| m.n).max().unwrap_or(0);
    if most == 0 {
        return Scene::default();
    }
    let mut pen = Pen::new(width);
    let stacked = width < NARROW;
    let pitch = if stacked { 44.0 } else { 32.0 };
    let number = bars.iter().map(|m| text_width(&counted(m.n, words.sentence), "k")).fold(0.0, f32::max);
    let longest = bars.iter().map(|m| text_width(&m.label, LABEL)).fold(0.0, f32::max);
    let column = if stacked { 0.0 } else { longest.min(width * 0.34) + 14.0 };
    let scale = Linear::new((0.0, most as f32), (column, if stacked { width } else { width - number - 10.0 }));
    for (i, mark) in bars.iter().enumerate() {
        let y = i as f32 * pitch;
        if i > 0 {
            pen.line((0.0, y), (width, y), "hair");
        }
        let number_class = if mark.n == 0 { "f" } else { "k" };
        let bar_class = if mark.n == most { "fill" } else { "mid2" };
        pen.mark(mark, [0.0, y, width, pitch], |pen| {
            let end = if mark.n == 0 { column } else { scale.at(mark.n as f32).max(column + 2.0) };
            let text = counted(mark.n, words.sentence);
            if stacked {
                pen.fit(0.0, y + 19.0, &mark.label, LABEL, width - number - 12.0);
                pen.text(width, y + 19.0, text, if mark.n == 0 { "f end" } else { "k end" });
                pen.rect(0.0, y + 27.0, end, 8.0, bar_class);
            } else {
                pen.fit(0.0, y + 21.0, &mark.label, LABEL, column - 14.0);
                pen.rect(column, y + 11.0, end - column, 10.0, bar_class);
                pen.text(end + 8.0, y + 20.0, text, number_class);
            }
        });
    }
    pen.finish(bars.len() as f32 * pitch)
}
