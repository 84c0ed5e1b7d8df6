//! Pure layouts: plain numbers in, a [`Scene`] out. No DOM, no signals, no colours.
//!
//! One file per form. Every form draws for the width it is given, from a phone's 288 px up;
//! labels that do not fit are moved, shortened or left out, and stay whole in their mark.

mod bars;
mod calendar;
mod chain;
mod ego;
mod fall;
mod figures;
mod flow;
mod force;
mod graph;
mod keyness;
mod label;
mod ladder;
mod lanes;
mod matrix;
mod multiples;
mod network;
mod overview;
mod path;
mod pen;
pub mod runs;
mod say;
mod scale;
mod scene;
mod steps;
pub mod svg;
pub mod table;
mod tiles;
mod tree;
mod treemap;
#[cfg(feature = "analysis")]
mod trend;
mod words;

pub use crate::protocol::grouped as count;
pub use label::{font_size, text_box, text_width};
pub use matrix::layout as matrix;
pub use overview::{file, note, overview, picture};
pub use say::say;
pub use scene::{Item, Scene};
pub use treemap::squarify;
#[cfg(feature = "analysis")]
pub use trend::{Strip, trend};
pub use words::words;

use crate::protocol::{FormBody, Link, Mark};

/// The few words a drawing needs that are not data, from the catalogue of the interface.
#[derive(Clone, Copy, Debug, Default)]
pub struct Words<'a> {
    /// Unit of sentences, 句.
    pub sentence: &'a str,
    /// Unit of articles, 篇.
    pub article: &'a str,
    /// Where the text gives no year, 未写.
    pub unwritten: &'a str,
    /// Heading of the lane of eras, 年代（文中所写）.
    pub eras: &'a str,
    /// Heading of the lane of articles, 写到它的文章.
    pub dates: &'a str,
    /// Before the number of what is not drawn, 另.
    pub more: &'a str,
    /// Status of a figure that is a target, 目标.
    pub target: &'a str,
    /// Status of a figure that was reached, 已实现.
    pub achieved: &'a str,
    /// Where a text says neither, 未说明.
    pub neither: &'a str,
    /// Unit of places in the text, 处.
    pub place: &'a str,
    /// Kinds of names with their words: `("org", "企业")`.
    pub kinds: &'a [(&'a str, &'a str)],
}

impl Words<'_> {
    /// The word of a kind of name, or nothing.
    fn kind(&self, kind: &str) -> &str {
        self.kinds.iter().find(|(k, _)| *k == kind).map_or("", |(_, word)| word)
    }
}

/// Narrowest width that is drawn for; below it the drawing is scaled.
const MIN_WIDTH: f32 = 240.0;
/// Widest width that is drawn for.
const MAX_WIDTH: f32 = 1600.0;
/// Below this, as on a phone or in a side column, forms stack and targets grow.
const NARROW: f32 = 480.0;
/// Below this treemaps become bars and networks become tables.
const SMALL: f32 = 560.0;

/// Whether what two layers say has no room beside a flow: on a phone such a form is a list of its pairs.
fn is_too_wide(layers: &[Vec<Mark>], width: f32) -> bool {
    let widest = layers.iter().flatten().map(|mark| text_width(&mark.label, "s s15 b")).fold(0.0, f32::max);
    width < NARROW && layers.len() == 2 && widest > width * 0.22
}

/// Two layers as names and the ties between them.
fn as_network(layers: &[Vec<Mark>], links: &[Link]) -> (Vec<(Mark, String)>, Vec<Link>) {
    let first = layers.first().map_or(0, Vec::len) as u32;
    let at = |(layer, index): (u32, u32)| (0, if layer == 0 { index } else { first + index });
    let nodes = layers.iter().flatten().map(|mark| (mark.clone(), String::new())).collect();
    (nodes, links.iter().map(|link| Link { from: at(link.from), to: at(link.to), ..link.clone() }).collect())
}

/// Draws a form for a width in CSS pixels. Without any sentence the scene is empty, of height 0.
pub fn layout(body: &FormBody, width: f32, words: &Words) -> Scene {
    let width = clamp_width(width);
    match body {
        FormBody::Chain { stages, layers, links, .. } if stages.is_empty() && is_too_wide(layers, width) => {
            let (nodes, links) = as_network(layers, links);
            matrix::layout(&nodes, &links, width, words)
        }
        FormBody::Chain { stages, whole, layers, links } => {
            chain::layout(stages, whole.as_ref(), layers, links, width, words)
        }
        FormBody::Multiples { periods, of, rows } => multiples::layout(periods, of, rows, width, words),
        FormBody::Treemap { groups } => treemap::layout(groups, width, words),
        FormBody::Ladder { rungs } => ladder::layout(rungs, width, words),
        FormBody::Network { nodes, links } if width < SMALL => matrix::layout(nodes, links, width, words),
        FormBody::Network { nodes, links } => network::layout(nodes, links, width, words),
        FormBody::Lanes { lanes, eras, dates } => lanes::layout(lanes, *eras, dates.as_ref(), width, words),
        FormBody::Ego { centre, arms } => ego::layout(centre, arms, width, words),
        FormBody::Figures { figures } => figures::layout(figures, width, words),
        FormBody::Bars { bars } => bars::layout(bars, width, words),
        FormBody::Tree { nodes } => tree::layout(nodes, width, words),
        FormBody::Keyness { sides, rows, .. } => keyness::layout(sides, rows, width, words),
        FormBody::Calendar { years } => calendar::layout(years, width),
        FormBody::Tiles { tiles } => tiles::layout(tiles, width),
    }
}

fn clamp_width(width: f32) -> f32 {
    if width.is_finite() { width.clamp(MIN_WIDTH, MAX_WIDTH).floor() } else { MIN_WIDTH }
}
