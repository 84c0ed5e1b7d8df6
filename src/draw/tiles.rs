//! Provinces as tiles of one size, placed as neighbours: a scheme, no map.

use crate::protocol::Tile;

use super::Scene;
use super::label::{count, fit, wrap};
use super::pen::Pen;

/// Tiles grow up to this.
const MOST: f32 = 64.0;
const GAP: f32 = 2.0;
/// Tiles of this side on have room for a number under the name.
const NUMBERED: f32 = 31.0;
/// Columns and rows that are drawn.
const LIMIT: u8 = 12;

pub(super) fn layout(tiles: &[Tile], width: f32) -> Scene {
    let most = tiles.iter().map(|tile| tile.mark.n).max().unwrap_or(0);
    let drawn = || tiles.iter().filter(|tile| tile.column < LIMIT && tile.row < LIMIT);
    if most == 0 || drawn().next().is_none() {
        return Scene::default();
    }
    let mut pen = Pen::new(width);
    let columns = drawn().map(|tile| tile.column + 1).max().unwrap_or(1);
    let rows = drawn().map(|tile| tile.row + 1).max().unwrap_or(1);
    let side = (width / f32::from(columns)).min(MOST);
    for tile in drawn() {
        let (x, y) = (f32::from(tile.column) * side, f32::from(tile.row) * side);
        let w = side - GAP;
        if tile.mark.n == 0 {
            pen.rect(x + 0.5, y + 0.5, w - 1.0, w - 1.0, "frame");
            name(&mut pen, tile, x, y, w, "mid f");
            continue;
        }
        let area = if u64::from(tile.mark.n) * 3 >= u64::from(most) { "wash2" } else { "wash" };
        pen.mark_tight(&tile.mark, [x, y, w, w], |pen| {
            pen.rect(x, y, w, w, area);
            name(pen, tile, x, y, w, "mid k");
            if side >= NUMBERED {
                // Nothing where a name in two lines has taken the room.
                pen.try_text(x + w / 2.0, y + w / 2.0 + 15.0, count(tile.mark.n), "mid k");
            }
        });
    }
    pen.finish(f32::from(rows) * side)
}

/// The name in one line or two, or what stands for it.
fn name(pen: &mut Pen, tile: &Tile, x: f32, y: f32, w: f32, class: &'static str) {
    let label = &tile.mark.label;
    let middle = x + w / 2.0;
    let whole = fit(label, class, w - 2.0).filter(|text| text == label);
    if let Some(text) = whole.or_else(|| fit(&tile.short, class, w)) {
        pen.try_text(middle, y + w / 2.0 - 2.0, text, class);
        return;
    }
    let first = y + w / 2.0 - if w < NUMBERED { 1.0 } else { 8.0 };
    for (line, text) in wrap(label, class, w, 2).into_iter().enumerate() {
        pen.try_text(middle, first + line as f32 * 12.0, text, class);
    }
}
