//! Claims of magnitude on a ladder, largest on top: one circle per claim, hollow for a target,
//! filled for what was reached, a dot where the text says neither.

use std::borrow::Cow;

use crate::protocol::{Mark, Rung};

use super::label::{count, counted, fit, text_width};
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
    let numbers =
        rungs.iter().map(|r| counted(r.mark.n, words.sentence)).chain(rungs.iter().map(|r| claims_of(r, words)));
    let number = numbers.map(|text| text_width(&text, "k")).fold(0.0, f32::max);
    let end = width.min(MOST_WIDE);
    let (left, right) = (name + 16.0, end - number - 12.0);
    let most = rungs.iter().flat_map(|r| &r.claims).map(|c| c.0.n).max().unwrap_or(0);
    let glyphs = Glyphs { room: right - left, most, words };
    let mut y = glyphs.explain(&mut pen, rungs, end);
    for (i, rung) in rungs.iter().enumerate() {
        let shown = rung.claims.get(..MOST[usize::from(width >= NARROW)]).unwrap_or(&rung.claims);
        let left_out = (rung.claims.len() - shown.len()) as u32;
        let titles: Vec<Cow<'_, str>> = shown.iter().map(|claim| glyphs.title(claim, &rung.claims)).collect();
        let lines = glyphs.arrange(shown, &titles);
        let first = y + 34.0;
        pen.mark(&rung.mark, [0.0, first - 24.0, name + 8.0, 44.0], |pen| {
            pen.fit(0.0, first + 5.0, &rung.mark.label, RUNG, name);
            let class = if rung.mark.n == 0 { "end f" } else { "end k" };
            pen.text(end, first + 5.0, counted(rung.mark.n, words.sentence), class);
            // A sentence may hold several claims: then there are more circles than sentences.
            if rung.claims.iter().map(|claim| claim.0.n).sum::<u32>() != rung.mark.n {
                pen.text(end, first + 21.0, claims_of(rung, words), "end f");
            }
        });
        for k in 0..lines.len().max(1) {
            let axis = first + k as f32 * LINE;
            pen.line((left, axis), (right, axis), if rung.mark.n == 0 { "dot0" } else { "axis" });
        }
        for (k, line) in lines.iter().enumerate() {
            for (x, claim, title) in line {
                glyphs.draw(&mut pen, claim, title, left + x, first + k as f32 * LINE);
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

/// The claims of a rung in words, 7 处.
fn claims_of(rung: &Rung, words: &Words) -> String {
    counted(rung.claims.iter().map(|claim| claim.0.n).sum(), words.place)
}

/// `× 10` where one rung is that many times the next.
fn ratio(upper: f64, lower: f64) -> Option<String> {
    let times = upper / lower;
    (times.is_finite() && (1.5..1e9).contains(&times) && (times - times.round()).abs() < 1e-6 * times)
        .then(|| format!("× {}", count(times.round() as u32)))
}

/// How claims are drawn: circles, or bars where a subject has more claims than a line holds.
struct Glyphs<'w> {
    /// Width of a line.
    room: f32,
    /// Claims of the largest subject.
    most: u32,
    words: &'w Words<'w>,
}

type Claim = (Mark, String);

/// A claim with its place on a line and what it is called there.
type Placed<'a> = (f32, &'a Claim, &'a str);

impl Glyphs<'_> {
    fn status(&self, status: &str) -> &str {
        match status {
            "target" => self.words.target,
            "achieved" => self.words.achieved,
            _ => self.words.neither,
        }
    }

    /// The subject; with its status where the rung has it twice.
    fn title<'a>(&self, claim: &'a Claim, all: &[Claim]) -> Cow<'a, str> {
        let (mark, status) = claim;
        let is_twice = all.iter().filter(|other| other.0.label == mark.label && other.0.n > 0).count() > 1;
        if is_twice { format!("{} · {}", mark.label, self.status(status)).into() } else { mark.label.as_str().into() }
    }

    /// What the glyphs mean, in a line on top; returns where it ends.
    fn explain(&self, pen: &mut Pen, rungs: &[Rung], end: f32) -> f32 {
        let has = |status: &str| {
            let mut claims = rungs.iter().flat_map(|rung| &rung.claims).filter(|claim| claim.0.n > 0);
            match status {
                "" => claims.any(|claim| claim.1 != "target" && claim.1 != "achieved"),
                _ => claims.any(|claim| claim.1 == status),
            }
        };
        let mut x = 0.0;
        for status in ["target", "achieved", ""].into_iter().filter(|status| has(status)) {
            let Some(text) = fit(self.status(status), "f", end - x - 14.0) else { break };
            self.glyph(pen, status, x + RADIUS + 1.0, 9.0, 1);
            let wide = text_width(&text, "f");
            pen.text(x + 14.0, 13.0, text, "f");
            x += wide + 30.0;
        }
        if x > 0.0 { 18.0 } else { 0.0 }
    }

    /// One claim, or a bar for many.
    fn glyph(&self, pen: &mut Pen, status: &str, x: f32, y: f32, n: u32) {
        if self.are_bars() {
            let (class, high) = match status {
                "target" => ("hollow", 8.0),
                "achieved" => ("fill", 9.0),
                _ => ("grey", 5.0),
            };
            let wide = if n > 1 { self.glyph_width(n) } else { RADIUS * 2.0 };
            pen.rect(x - RADIUS, y - high / 2.0, wide, high, class);
            return;
        }
        match status {
            "target" => pen.circle(x, y, RADIUS, "hollow"),
            "achieved" => pen.circle(x, y, RADIUS, "fill"),
            _ => pen.circle(x, y, 2.6, "grey"),
        }
    }

    fn are_bars(&self) -> bool {
        self.most as f32 * CIRCLE > self.room
    }

    fn glyph_width(&self, n: u32) -> f32 {
        if self.are_bars() { (self.room * n as f32 / self.most as f32).max(3.0) } else { n as f32 * CIRCLE }
    }

    fn width(&self, mark: &Mark, title: &str) -> f32 {
        let label = text_width(title, SUBJECT) + 6.0 + text_width(&count(mark.n), "");
        self.glyph_width(mark.n).max(label).min(self.room)
    }

    /// Subjects in lines, each with its place.
    fn arrange<'a>(&self, claims: &'a [Claim], titles: &'a [Cow<'a, str>]) -> Vec<Vec<Placed<'a>>> {
        let mut lines: Vec<Vec<Placed>> = Vec::new();
        let mut x = f32::INFINITY;
        for (claim, title) in claims.iter().zip(titles).filter(|(claim, _)| claim.0.n > 0) {
            let w = self.width(&claim.0, title);
            if x + w > self.room {
                lines.push(Vec::new());
                x = 0.0;
            }
            if let Some(line) = lines.last_mut() {
                line.push((x, claim, title.as_ref()));
            }
            x += w + GAP;
        }
        lines
    }

    fn draw(&self, pen: &mut Pen, (mark, status): &Claim, title: &str, x: f32, axis: f32) {
        let w = self.width(mark, title);
        pen.mark(mark, [x - 3.0, axis - 31.0, w + 6.0, LINE - 2.0], |pen| {
            let number = count(mark.n);
            let room = w - 6.0 - text_width(&number, "");
            let label = text_width(title, SUBJECT).min(room);
            pen.fit(x, axis - 15.0, title, SUBJECT, room);
            pen.text(x + label + 6.0, axis - 15.0, number, "");
            if self.are_bars() {
                self.glyph(pen, status, x + RADIUS, axis, mark.n.max(2));
                return;
            }
            for k in 0..mark.n {
                self.glyph(pen, status, x + RADIUS + 0.4 + k as f32 * CIRCLE, axis, 1);
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
    fn circles_are_explained_and_counted() {
        let mark = |label: &str, n| Mark { key: label.into(), label: label.into(), n, n_articles: 1 };
        let claims = vec![
            (mark("氢能", 3), "achieved".to_owned()),
            (mark("未写明", 2), "target".to_owned()),
            (mark("未写明", 1), "other".to_owned()),
        ];
        let rungs = [Rung { mark: mark("万亿级", 5), value: 1e12, claims }];
        let words = Words {
            sentence: "句",
            place: "处",
            target: "目标",
            achieved: "已实现",
            neither: "未说明",
            ..Words::default()
        };
        let texts = format!("{:?}", layout(&rungs, 640.0, &words).items);
        for text in ["目标", "已实现", "未说明", "5 句", "6 处", "未写明 · 目标", "未写明 · 未说明"]
        {
            assert!(texts.contains(&format!("text: \"{text}\"")), "{text} in {texts}");
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
