//! One name and its company: flows from the name to those it shares sentences with.

use crate::protocol::Mark;

use super::label::{counted, text_width, wrap};
use super::path::{curve_at, ribbon};
use super::pen::Pen;
use super::{NARROW, Scene, Words};

const ARM: &str = "s s15";
const CENTRE: &str = "s s18 b end";

pub(super) fn layout(centre: &Mark, arms: &[Mark], width: f32, words: &Words) -> Scene {
    let arms: Vec<&Mark> = arms.iter().filter(|a| a.n > 0).collect();
    if centre.n == 0 && arms.is_empty() {
        return Scene::default();
    }
    let mut pen = Pen::new(width);
    let right = width.min(640.0);
    let pitch = if width < NARROW { 44.0 } else { 40.0 };
    let name = text_width(&centre.label, CENTRE).min(width * 0.27).max(40.0);
    let lines = wrap(&centre.label, CENTRE, name, 4);
    let block = lines.len() as f32 * 24.0 + 18.0;
    let height = (arms.len() as f32 * pitch).max(block + 12.0).max(96.0);
    let total = arms.iter().map(|a| a.n).sum::<u32>().max(1) as f32;
    // Thick enough to compare, thin enough that the widest arm stays in its row.
    let most = arms.iter().map(|a| a.n).max().unwrap_or(1) as f32;
    let unit = ((height * 0.62).min(220.0) / total).min((pitch - 14.0) / most).min(6.0);
    let thick = |n: u32| (n as f32 * unit).max(1.0);

    let x0 = name + 12.0;
    let number = arms.iter().map(|a| text_width(&counted(a.n, words.sentence), "k")).fold(0.0, f32::max);
    let longest = arms.iter().map(|a| text_width(&a.label, ARM)).fold(0.0, f32::max);
    let label = longest.min(right * 0.36).min(right - x0 - 70.0 - number);
    let x1 = right - number - 12.0 - label - 12.0;
    let spine = arms.iter().map(|a| thick(a.n)).sum::<f32>().max(16.0);
    let top = (height - spine) / 2.0;

    let mut from = (height - arms.iter().map(|a| thick(a.n)).sum::<f32>()) / 2.0;
    for (i, arm) in arms.iter().enumerate() {
        let t = thick(arm.n);
        let y = (i as f32 + 0.5) * height / arms.len() as f32;
        let focus_from = curve_at((x0 + 3.0, from), (x1, y - t / 2.0), 0.75).0;
        let row = pitch.min(height / arms.len() as f32);
        pen.mark(arm, [focus_from, y - row / 2.0, right - focus_from, row], |pen| {
            pen.path(ribbon((x0 + 3.0, from), (x1, y - t / 2.0), t), "flow");
            pen.rect(x1, y - t / 2.0, 3.0, t, "fill");
            let lines = wrap(&arm.label, ARM, label, 2);
            let first = y + 5.0 - lines.len().saturating_sub(1) as f32 * 8.5;
            for (k, line) in lines.into_iter().enumerate() {
                pen.text(x1 + 12.0, first + k as f32 * 17.0, line, ARM);
            }
            pen.text(right, y + 5.0, counted(arm.n, words.sentence), "end k");
        });
        from += t;
    }
    let first = height / 2.0 - block / 2.0 + 18.0;
    pen.mark(centre, [0.0, first - 22.0, x0 + 3.0, block + 8.0], |pen| {
        pen.rect(x0, top, 3.0, spine, "fill");
        for (i, line) in lines.iter().enumerate() {
            pen.text(x0 - 9.0, first + i as f32 * 24.0, line.as_str(), CENTRE);
        }
        let below = first + lines.len() as f32 * 24.0 - 5.0;
        pen.text(x0 - 9.0, below, counted(centre.n, words.sentence), "end");
    });
    pen.finish(height)
}
