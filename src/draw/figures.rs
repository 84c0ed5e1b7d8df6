//! Figures read from text, as lines of type: qualifier, figure as written, what it is of.
//! A ring stands before a target, a disc before what was reached.

use crate::protocol::FigureNote;

use super::label::{counted, fit, text_width};
use super::pen::Pen;
use super::{Scene, Words};

const GAP: f32 = 32.0;
const PITCH: f32 = 68.0;

pub(super) fn layout(figures: &[FigureNote], width: f32, words: &Words) -> Scene {
    let figures: Vec<&FigureNote> = figures.iter().filter(|f| f.mark.n > 0).collect();
    if figures.is_empty() {
        return Scene::default();
    }
    let mut pen = Pen::new(width);
    let columns = (((width + GAP) / (248.0 + GAP)).floor() as usize).clamp(1, figures.len().min(4));
    let w = (width - GAP * (columns as f32 - 1.0)) / columns as f32;
    let lines = figures.len().div_ceil(columns);
    // Down the columns, so that neighbours in the text stay neighbours.
    for (i, figure) in figures.iter().enumerate() {
        let (column, line) = (i / lines, i % lines);
        card(&mut pen, figure, column as f32 * (w + GAP), line as f32 * PITCH, w, words);
    }
    pen.finish(lines as f32 * PITCH)
}

fn card(pen: &mut Pen, figure: &FigureNote, x: f32, y: f32, w: f32, words: &Words) {
    pen.line((x, y + 0.5), (x + w, y + 0.5), "hair");
    pen.mark(&figure.mark, [x, y + 2.0, w, PITCH - 4.0], |pen| {
        let (class, status) = match figure.status.as_str() {
            "target" => ("hollow", words.target),
            "achieved" => ("fill", words.achieved),
            _ => ("grey", ""),
        };
        pen.circle(x + 6.0, y + 26.0, if class == "grey" { 2.6 } else { 4.6 }, class);
        let left = x + 20.0;
        let room = w - 20.0;
        let status_room = if status.is_empty() { 0.0 } else { text_width(status, "f") + 10.0 };
        let (qualifier, behind) = figure.around();
        let qualifier = fit(&qualifier, "s s14", room * 0.4).unwrap_or_default();
        let before = if qualifier.is_empty() { 0.0 } else { text_width(&qualifier, "s s14") + 6.0 };
        pen.text(left, y + 32.0, qualifier, "s s14");
        let after = if behind.is_empty() { 0.0 } else { text_width(&behind, "s s14") + 4.0 };
        let space = room - before - after - status_room;
        let class = ["s s22 b", "s s18 b", "s s15 b"]
            .into_iter()
            .find(|class| text_width(&figure.verbatim, class) <= space)
            .unwrap_or("s s15 b");
        pen.fit(left + before, y + 32.0, &figure.verbatim, class, space);
        let end = left + before + text_width(&figure.verbatim, class).min(space) + 4.0;
        pen.try_text(end, y + 32.0, &behind, "s s14");
        pen.try_text(x + w, y + 31.0, status, "f end");
        let number = if figure.mark.n > 1 { counted(figure.mark.n, words.sentence) } else { String::new() };
        let number_room = if number.is_empty() { 0.0 } else { text_width(&number, "") + 10.0 };
        pen.fit(left, y + 54.0, &figure.subject, "s s14", room - number_room);
        if !number.is_empty() {
            pen.text(x + w, y + 54.0, number, "end");
        }
    });
}
