//! Claims of magnitude on a ladder, largest on top: one circle per claim, hollow for a target,
//! filled for what was reached, a dot where the text says neither.

use crate::protocol::{Mark, Rung};

use super::label::{count, counted, text_width};
use super::pen::Pen;
use super::{NARROW, Scene, Words};

const RUNG: &str = "s s16 b";
const SUBJECT: &str = "s s14";
const CIRCLE: f32 = 13.0;
const RADIUS: f32 = 4.6;
/// Between the subjects of a line.
const GAP: f32 = 18.0;
/// Height of a line of claims: label above, circles below.
const LINE: f32 = 46.0;
/// Wider lines would part the counts from their circles.
const MOST_WIDE: f32 = 720.0;
/// Between rungs.
const BETWEEN: f32 = 30.0;
/// Most subjects drawn on a rung, narrow and wide; the rest is counted under them and stands in the table.
const MOST: [usize; 2] = [12, 36];

pub(super) fn layout(rungs: &[Rung], width: f32, words: &Words) -> Scene {
    if rungs.iter().all(|r| r.mark.n == 0 && r.claims.iter().all(|c| c.0.n == 0)) {
        return Scene::default();
    }
    let mut pen = Pen::new(width);
    let name = rungs.iter().map(|r| text_width(&r.mark.label, RUNG)).fold(0.0, f32::max).min(width * 0.3);
    let number = rungs.iter().map(|r| text_width(&counted(r.mark.n, words.sentence), "k")).fold(0.0, f32::max);
    let end = width.min(MOST_WIDE);
    let (left, right) = (name + 16.0, end - number - 12.0);
    let most = rungs.iter().flat_map(|r| &r.claims).map(|c| c.0.n).max().unwrap_or(0);
    let glyphs = Glyphs { room: right - left, most };
    let mut y = 0.0;
    for (i, rung) in rungs.iter().enumerate() {
        let shown = rung.claims.get(..MOST[usize::from(width >= NARROW)]).unwrap_or(&rung.claims);
        let left_out = (rung.claims.len() - shown.len()) as u32;
        let lines = glyphs.arrange(shown);
        let first = y + 34.0;
        pen.mark(&rung.mark, [0.0, first - 24.0, name + 8.0, 44.0], |pen| {
            pen.fit(0.0, first + 5.0, &rung.mark.label, RUNG, name);
            let class = if rung.mark.n == 0 { "end f" } else { "end k" };
            pen.text(end, first + 5.0, counted(rung.mark.n, words.sentence), class);
        });
        for k in 0..lines.len().max(1) {
            let axis = first + k as f32 * LINE;
            pen.line((left, axis), (right, axis), if rung.mark.n == 0 { "dot0" } else { "axis" });
        }
        for (k, line) in lines.iter().enumerate() {
            for (x, (mark, status)) in line {
                glyphs.draw(&mut pen, mark, status, left + x, first + k as f32 * LINE);
            }
        }
        let mut bottom = first + (lines.len().max(1) - 1) as f32 * LINE + 12.0;
        if left_out > 0 {
            bottom += 18.0;
            pen.text(left, bottom, format!("{} {}", words.more, count(left_out)), "f");
        }
        y = bottom + BETWEEN - 12.0;
        if let Some(next) = rungs.get(i + 1) {
            pen.line((24.0, first + 16.0), (24.0, y + 34.0 - 16.0), "hair");
            if let Some(times) = ratio(rung.value, next.value).filter(|t| 31.0 + text_width(t, "f") <= left - 2.0) {
                pen.try_text(31.0, f32::midpoint(first, y + 34.0) + 4.0, times, "f halo");
            }
        }
    }
    pen.finish(y - BETWEEN + 26.0)
}

/// `× 10` where one rung is that many times the next.
fn ratio(upper: f64, lower: f64) -> Option<String> {
    let times = upper / lower;
    (times.is_finite() && (1.5..1e9).contains(&times) && (times - times.round()).abs() < 1e-6 * times)
        .then(|| format!("× {}", count(times.round() as u32)))
}

/// How claims are drawn: circles, or bars where a subject has more claims than a line holds.
struct Glyphs {
    /// Width of a line.
    room: f32,
    /// Claims of the largest subject.
    most: u32,
}

type Claim = (Mark, String);

impl Glyphs {
    fn are_bars(&self) -> bool {
        self.most as f32 * CIRCLE > self.room
    }

    fn glyph_width(&self, n: u32) -> f32 {
        if self.are_bars() { (self.room * n as f32 / self.most as f32).max(3.0) } else { n as f32 * CIRCLE }
    }

    fn width(&self, mark: &Mark) -> f32 {
        let label = text_width(&mark.label, SUBJECT) + 6.0 + text_width(&count(mark.n), "");
        self.glyph_width(mark.n).max(label).min(self.room)
    }

    /// Subjects in lines, each with its place.
    fn arrange<'a>(&self, claims: &'a [Claim]) -> Vec<Vec<(f32, &'a Claim)>> {
        let mut lines: Vec<Vec<(f32, &Claim)>> = Vec::new();
        let mut x = f32::INFINITY;
        for claim in claims.iter().filter(|c| c.0.n > 0) {
            let w = self.width(&claim.0);
            if x + w > self.room {
                lines.push(Vec::new());
                x = 0.0;
            }
            if let Some(line) = lines.last_mut() {
                line.push((x, claim));
            }
            x += w + GAP;
        }
        lines
    }

    fn draw(&self, pen: &mut Pen, mark: &Mark, status: &str, x: f32, axis: f32) {
        let w = self.width(mark);
        pen.mark(mark, [x - 3.0, axis - 31.0, w + 6.0, LINE - 2.0], |pen| {
            let number = count(mark.n);
            let room = w - 6.0 - text_width(&number, "");
            let label = text_width(&mark.label, SUBJECT).min(room);
            pen.fit(x, axis - 15.0, &mark.label, SUBJECT, room);
            pen.text(x + label + 6.0, axis - 15.0, number, "");
            if self.are_bars() {
                let (class, high) = match status {
                    "target" => ("hollow", 8.0),
                    "achieved" => ("fill", 9.0),
                    _ => ("grey", 5.0),
                };
                pen.rect(x, axis - high / 2.0, self.glyph_width(mark.n), high, class);
                return;
            }
            for k in 0..mark.n {
                let at = x + RADIUS + 0.4 + k as f32 * CIRCLE;
                match status {
                    "target" => pen.circle(at, axis, RADIUS, "hollow"),
                    "achieved" => pen.circle(at, axis, RADIUS, "fill"),
                    _ => pen.circle(at, axis, 2.6, "grey"),
                }
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_drawn_is_counted() {
        let mark = |label: &str| Mark { key: label.into(), label: label.into(), n: 1, n_articles: 1 };
        let claims = (0..40).map(|i| (mark(&format!("产业{i}")), "target".to_owned())).collect();
        let rungs = [Rung { mark: mark("百亿级"), value: 1e10, claims }];
        let words = Words { more: "另", ..Words::default() };
        for (width, left_out) in [(320.0, "另 28"), (900.0, "另 4")] {
            let scene = layout(&rungs, width, &words);
            let texts = format!("{:?}", scene.items);
            assert!(texts.contains(&format!("\"{left_out}\"")), "{texts}");
        }
    }

    #[test]
    fn rungs_are_told_apart_by_their_ratio() {
        assert_eq!(ratio(1e12, 1e11).as_deref(), Some("× 10"));
        assert_eq!(ratio(1e12, 1e9).as_deref(), Some("× 1,000"));
        for (upper, lower) in [(1e9, 1e9), (1e9, 0.0), (1e9, f64::NAN), (1e9, 3e8)] {
            assert_eq!(ratio(upper, lower), None);
        }
    }
}
