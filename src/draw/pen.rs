//! Collects the items of a scene and keeps them inside it.

use std::mem;

use crate::protocol::Mark;

use super::label::{fit, text_box};
use super::path::{polyline, tenth};
use super::{Item, Scene};

/// Smallest side of a focus box.
pub(super) const TARGET: f32 = 24.0;

/// Draws items in order. Text is kept within the width, and may be asked not to cover other text.
pub(super) struct Pen {
    pub(super) width: f32,
    items: Vec<Item>,
    texts: Vec<[f32; 4]>,
}

impl Pen {
    pub(super) fn new(width: f32) -> Pen {
        Pen { width, items: Vec::new(), texts: Vec::new() }
    }

    pub(super) fn rect(&mut self, x: f32, y: f32, w: f32, h: f32, class: &'static str) {
        let (left, right) = (x.clamp(0.0, self.width), (x + w).clamp(0.0, self.width));
        let w = tenth((right - left).max(0.0));
        self.items.push(Item::Rect { x: tenth(left), y: tenth(y), w, h: tenth(h.max(0.0)), class });
    }

    pub(super) fn circle(&mut self, x: f32, y: f32, r: f32, class: &'static str) {
        self.items.push(Item::Circle { x: tenth(x), y: tenth(y), r: tenth(r), class });
    }

    pub(super) fn path(&mut self, d: String, class: &'static str) {
        self.items.push(Item::Path { d, class, width: 0.0 });
    }

    pub(super) fn stroke(&mut self, d: String, class: &'static str, width: f32) {
        self.items.push(Item::Path { d, class, width: tenth(width) });
    }

    pub(super) fn line(&mut self, from: (f32, f32), to: (f32, f32), class: &'static str) {
        self.path(polyline(&[from, to]), class);
    }

    /// Writes a line of text, moved or shortened where it would leave the drawing.
    pub(super) fn text(&mut self, x: f32, y: f32, text: impl Into<String>, class: &'static str) {
        let Some(text) = fit(&text.into(), class, self.width) else { return };
        let place = text_box(x, y, &text, class);
        let shift = (0.0 - place[0]).max(0.0) - (place[0] + place[2] - self.width).max(0.0);
        self.texts.push([place[0] + shift, place[1], place[2], place[3]]);
        self.items.push(Item::Text { x: tenth(x + shift), y: tenth(y), text, class });
    }

    /// Writes a line of text if it covers no other and stays inside; says whether it did.
    pub(super) fn try_text(&mut self, x: f32, y: f32, text: impl Into<String>, class: &'static str) -> bool {
        let text = text.into();
        let free = !text.is_empty() && self.is_free(text_box(x, y, &text, class));
        if free {
            self.text(x, y, text, class);
        }
        free
    }

    /// Writes as much of a line as fits in `room`.
    pub(super) fn fit(&mut self, x: f32, y: f32, text: &str, class: &'static str, room: f32) {
        if let Some(text) = fit(text, class, room) {
            self.text(x, y, text, class);
        }
    }

    /// Keeps later text off a box.
    pub(super) fn reserve(&mut self, place: [f32; 4]) {
        self.texts.push(place);
    }

    /// Whether a box lies inside and covers no text.
    pub(super) fn is_free(&self, [x, y, w, h]: [f32; 4]) -> bool {
        x >= 0.0
            && y >= 0.0
            && x + w <= self.width
            && !self.texts.iter().any(|t| x < t[0] + t[2] && t[0] < x + w && y < t[1] + t[3] && t[1] < y + h)
    }

    /// Draws what stands for a mark, with a focus box widened to the smallest target.
    pub(super) fn mark(&mut self, mark: &Mark, focus: [f32; 4], draw: impl FnOnce(&mut Pen)) {
        let [x, y, w, h] = focus;
        let (wide, high) = (w.max(TARGET).min(self.width), h.max(TARGET));
        let x = (x + (w - wide) / 2.0).clamp(0.0, self.width - wide);
        let y = (y + (h - high) / 2.0).max(0.0);
        self.mark_tight(mark, [x, y, wide, high], draw);
    }

    /// The same with a focus box left as it is: for marks that stand closer than a target.
    pub(super) fn mark_tight(&mut self, mark: &Mark, focus: [f32; 4], draw: impl FnOnce(&mut Pen)) {
        let [x, y, w, h] = focus;
        let x = x.min(self.width - 1.0);
        let focus = [x, y, w.min(self.width - x), h];
        let outer = mem::take(&mut self.items);
        draw(self);
        let items = mem::replace(&mut self.items, outer);
        self.items.push(Item::Mark { mark: mark.clone(), focus: focus.map(tenth), items });
    }

    pub(super) fn finish(self, height: f32) -> Scene {
        Scene { width: tenth(self.width), height: height.max(0.0).ceil(), items: self.items }
    }
}

/// Boxes of marks that stand side by side at `centres` (ascending): each as wide as a target
/// where its neighbours leave room, else half way to them.
pub(super) fn share(centres: &[f32], lo: f32, hi: f32) -> Vec<(f32, f32)> {
    let at = |i: usize| centres.get(i).copied();
    (0..centres.len())
        .map(|i| {
            let x = at(i).unwrap_or(lo);
            let before = i.checked_sub(1).and_then(at).map_or(lo, |b| f32::midpoint(b, x));
            let after = at(i + 1).map_or(hi, |a| f32::midpoint(a, x));
            let left = (x - TARGET / 2.0).max(before).min(x);
            let right = (x + TARGET / 2.0).min(after).max(x);
            // Room left over on one side is used for the other.
            let left = (right - TARGET).max(before).min(left);
            let right = (left + TARGET).min(after).max(right);
            // Marks at the same place lie on each other.
            let left = left.min(x - 2.0).min(hi - 4.0).max(lo);
            let right = right.max(left + 4.0);
            (left, right - left)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_moved_inside_and_does_not_cover_text() {
        let mut pen = Pen::new(100.0);
        pen.text(98.0, 12.0, "氢能", "");
        assert!(!pen.try_text(80.0, 14.0, "绿电", ""));
        assert!(pen.try_text(10.0, 14.0, "绿电", ""));
        let scene = pen.finish(20.0);
        assert!(matches!(scene.items.first(), Some(Item::Text { x, .. }) if (*x - 76.0).abs() < 0.01));
    }

    #[test]
    fn small_marks_get_a_target_and_stay_inside() {
        let mut pen = Pen::new(100.0);
        pen.mark(&Mark::default(), [99.0, 0.0, 1.0, 2.0], |_| {});
        let scene = pen.finish(20.0);
        assert!(matches!(scene.items.first(), Some(Item::Mark { focus: [76.0, 0.0, 24.0, 24.0], .. })), "{scene:?}");
    }

    #[test]
    fn crowded_marks_share_the_room() {
        assert_eq!(share(&[50.0], 0.0, 100.0), [(38.0, 24.0)]);
        assert_eq!(share(&[50.0, 54.0], 0.0, 100.0), [(28.0, 24.0), (52.0, 24.0)]);
        assert_eq!(share(&[2.0], 0.0, 100.0), [(0.0, 24.0)]);
    }
}
