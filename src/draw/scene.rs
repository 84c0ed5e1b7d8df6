//! What a layout produces and the one renderer draws.

use crate::protocol::Mark;

/// A drawing in CSS pixels, origin at the top left.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scene {
    /// Width of the view box.
    pub width: f32,
    /// Height of the view box.
    pub height: f32,
    /// Items, drawn in order.
    pub items: Vec<Item>,
}

/// One thing in a drawing. `class` holds names of `style/figure.css`, never a colour.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// A path; `d` as in SVG.
    Path {
        /// SVG path data.
        d: String,
        /// Class names.
        class: &'static str,
        /// Stroke width where it carries a number (the width of a flow), else 0.
        width: f32,
    },
    /// A rectangle.
    Rect {
        /// Left.
        x: f32,
        /// Top.
        y: f32,
        /// Width.
        w: f32,
        /// Height.
        h: f32,
        /// Class names.
        class: &'static str,
    },
    /// A circle.
    Circle {
        /// Centre.
        x: f32,
        /// Centre.
        y: f32,
        /// Radius.
        r: f32,
        /// Class names.
        class: &'static str,
    },
    /// A line of text; `y` is the baseline.
    Text {
        /// Anchor point.
        x: f32,
        /// Baseline.
        y: f32,
        /// The text.
        text: String,
        /// Class names; `end` and `mid` set the anchor.
        class: &'static str,
    },
    /// Something that can be focused and opened, with its own items.
    Mark {
        /// The evidence it stands for.
        mark: Mark,
        /// Box of the focus ring: x, y, width, height; at least 24 px either way where space allows.
        focus: [f32; 4],
        /// Its items.
        items: Vec<Item>,
    },
}
