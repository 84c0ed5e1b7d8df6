//! A chain of stages as large characters, lit where the corpus speaks of them, under the flows
//! that lead into it.

use crate::protocol::{Link, Mark};

use super::flow;
use super::label::{counted, text_width, wrap};
use super::pen::Pen;
use super::{NARROW, Scene, Words};

pub(super) fn layout(
    stages: &[Mark],
    whole: Option<&Mark>,
    layers: &[Vec<Mark>],
    links: &[Link],
    width: f32,
    words: &Words,
) -> Scene {
    let silent = stages.iter().chain(whole).chain(layers.iter().flatten()).all(|m| m.n == 0);
    if silent {
        return Scene::default();
    }
    let mut pen = Pen::new(width);
    let flows = flow::draw(&mut pen, layers, links, words);
    let whole = whole.filter(|w| w.n > 0);
    if stages.is_empty() {
        return pen.finish(flows.bottom + 4.0);
    }
    // As many as stand side by side with their names whole, in two lines if need be.
    let needed = stages.iter().map(|m| least_width(&m.label)).fold(52.0, f32::max);
    let per_line = ((width / needed).floor().max(1.0) as usize).min(stages.len());
    let lines = stages.len().div_ceil(per_line);
    let per_line = stages.len().div_ceil(lines);
    let row = Stages::new(stages, width, per_line);
    let hangs = flows.hub.is_some() || whole.is_some();
    let mut y = flows.bottom + if hangs && !layers.is_empty() { 38.0 } else { 26.0 };
    for (k, line) in stages.chunks(per_line).enumerate() {
        if k == 0 {
            if let Some((x, from)) = flows.hub {
                pen.line((x, from + 4.0), (x, y), "line");
            }
            if let Some(whole) = whole {
                let stem = flows.hub.map(|(x, _)| x);
                row.name_whole(&mut pen, whole, y, stem, words);
            }
        }
        y = row.draw(&mut pen, line, y, words) + 18.0;
    }
    pen.finish(y - 14.0)
}

/// Width of a stage that holds a name in two lines at the smallest size.
fn least_width(label: &str) -> f32 {
    let words = label.split(' ').map(|word| text_width(word, SMALLEST));
    let half = text_width(label, SMALLEST) / 2.0 + if label.is_ascii() { 0.0 } else { 8.0 };
    words.filter(|_| label.is_ascii()).fold(half, f32::max) + 10.0
}

const SMALLEST: &str = "s a b mid s15";

/// What all stages share.
struct Stages {
    /// Width of a stage.
    pitch: f32,
    /// Class and size of the characters.
    lit: &'static str,
    unlit: &'static str,
    size: f32,
    /// Lines of the longest name.
    lines: usize,
    /// Pixels per stroke, or nothing when there are too many to stroke.
    stroke: Option<f32>,
    most: u32,
    narrow: bool,
}

impl Stages {
    fn new(stages: &[Mark], width: f32, per_line: usize) -> Stages {
        let pitch = width / per_line as f32;
        let most = stages.iter().map(|m| m.n).max().unwrap_or(0);
        let narrow = width < NARROW;
        let longest = stages.iter().map(|m| text_width(&m.label, "s s10")).fold(0.0, f32::max) / 10.0;
        // An outline of small characters cannot be read: those are faint.
        let choices = [
            ("s a b mid s44", "s b mid s44 unlit", 44.0),
            ("s a b mid s36", "s b mid s36 unlit", 36.0),
            ("s a b mid s30", "s b mid s30 unlit", 30.0),
            ("s a b mid s22", "s f mid s22", 22.0),
            ("s a b mid s18", "s f mid s18", 18.0),
        ];
        let fits = |size: f32| longest * size <= pitch - 10.0 && !(narrow && size > 36.0);
        let (lit, unlit, size) = choices.into_iter().find(|c| fits(c.2)).unwrap_or((SMALLEST, "s f mid s15", 15.0));
        let lines = stages.iter().map(|m| wrap(&m.label, lit, pitch - 6.0, 2).len()).max().unwrap_or(1).max(1);
        let room = (pitch - 14.0).min(110.0);
        let stroke = [6.0, 5.0, 4.0].into_iter().find(|by| most as f32 * by <= room);
        Stages { pitch, lit, unlit, size, lines, stroke, most, narrow }
    }

    fn centre(&self, i: usize) -> f32 {
        (i as f32 + 0.5) * self.pitch
    }

    /// The bracket and the stages under it; returns where they end.
    fn draw(&self, pen: &mut Pen, stages: &[Mark], y: f32, words: &Words) -> f32 {
        let last = self.centre(stages.len().saturating_sub(1));
        if stages.len() > 1 {
            pen.line((self.centre(0), y), (last, y), "line");
        }
        for i in 0..stages.len() {
            pen.line((self.centre(i), y), (self.centre(i), y + 8.0), "line");
        }
        let baseline = y + 14.0 + self.size + (self.lines - 1) as f32 * self.size * 1.2;
        let bottom = baseline + if self.narrow { 46.0 } else { 52.0 };
        for (i, stage) in stages.iter().enumerate() {
            let x = self.centre(i);
            let half = (self.pitch / 2.0 - 2.0).min(66.0);
            pen.mark(stage, [x - half, y + 8.0, half * 2.0, bottom - y - 8.0], |pen| {
                let number = baseline + if self.narrow { 22.0 } else { 25.0 };
                let strokes = number + 9.0;
                let class = if stage.n == 0 { self.unlit } else { self.lit };
                let lines = wrap(&stage.label, class, self.pitch - 6.0, 2);
                let above = lines.len().saturating_sub(1) as f32;
                for (k, line) in lines.into_iter().enumerate() {
                    pen.text(x, baseline - (above - k as f32) * self.size * 1.2, line, class);
                }
                let text = counted(stage.n, words.sentence);
                let text = if text_width(&text, "") > self.pitch - 4.0 { super::count(stage.n) } else { text };
                pen.text(x, number, text, if stage.n == 0 { "mid f" } else { "mid k" });
                self.tally(pen, stage.n, x, strokes);
            });
        }
        bottom
    }

    /// One stroke per sentence; a bar where there are too many to be told apart.
    fn tally(&self, pen: &mut Pen, n: u32, x: f32, y: f32) {
        let high = if self.narrow { 12.0 } else { 14.0 };
        match (n, self.stroke) {
            (0, _) => {
                let half = (self.pitch / 2.0 - 12.0).clamp(8.0, 24.0);
                pen.line((x - half, y + high / 2.0), (x + half, y + high / 2.0), "dot0");
            }
            (_, Some(by)) => {
                let from = x - 1.0 - by * (n - 1) as f32 / 2.0;
                for k in 0..n {
                    pen.rect(from + by * k as f32, y, 2.0, high, "fill");
                }
            }
            (_, None) => {
                let wide = ((self.pitch - 16.0).min(110.0) * n as f32 / self.most.max(1) as f32).max(1.0);
                pen.rect(x - wide / 2.0, y + 3.0, wide, high - 6.0, "fill");
            }
        }
    }

    /// The sentences that name the chain as a whole, above its bracket.
    fn name_whole(&self, pen: &mut Pen, whole: &Mark, y: f32, stem: Option<f32>, words: &Words) {
        const CLASS: &str = "k";
        let number = counted(whole.n, words.sentence);
        let strokes = if whole.n <= 20 { 10.0 + whole.n as f32 * 6.0 } else { 0.0 };
        let after = 5.0 + text_width(&number, CLASS) + strokes;
        let left = self.centre(0);
        // On the wider side of the stem that comes down from the flows.
        let (from, to) = match stem {
            Some(x) if x - left > (pen.width - x) => (left, x - 8.0),
            Some(x) if x > left => (x + 8.0, pen.width),
            _ => (left, pen.width),
        };
        let room = (to - from - after).max(30.0);
        let label = text_width(&whole.label, CLASS).min(room);
        pen.mark(whole, [from, y - 26.0, label + after, 24.0], |pen| {
            pen.fit(from, y - 11.0, &whole.label, CLASS, room);
            pen.text(from + label + 5.0, y - 11.0, number.as_str(), CLASS);
            if strokes > 0.0 && label + after <= to - from {
                let x = from + label + 5.0 + text_width(&number, CLASS) + 8.0;
                for k in 0..whole.n {
                    pen.rect(x + k as f32 * 6.0, y - 21.0, 2.0, 13.0, "fill");
                }
            }
        });
    }
}
