//! SVG path data, absolute commands M, L, C and Z only, rounded to a tenth of a pixel.

use std::fmt::Write;

/// Rounds to a tenth; what is not a number becomes 0.
pub(super) fn tenth(v: f32) -> f32 {
    if v.is_finite() { (v * 10.0).round() / 10.0 + 0.0 } else { 0.0 }
}

/// A broken line through points; a single point gives nothing.
pub(super) fn polyline(points: &[(f32, f32)]) -> String {
    let mut d = String::new();
    for (i, &(x, y)) in points.iter().enumerate() {
        push(&mut d, if i == 0 { 'M' } else { 'L' }, &[x, y]);
    }
    d
}

/// A curve that leaves and arrives level, as between the columns of a Sankey diagram.
pub(super) fn curve(from: (f32, f32), to: (f32, f32)) -> String {
    let mid = f32::midpoint(from.0, to.0);
    let mut d = String::new();
    push(&mut d, 'M', &[from.0, from.1]);
    push(&mut d, 'C', &[mid, from.1, mid, to.1, to.0, to.1]);
    d
}

/// A flow: the area between two such curves. `from` and `to` are its upper corners.
pub(super) fn ribbon(from: (f32, f32), to: (f32, f32), thick: f32) -> String {
    let mid = f32::midpoint(from.0, to.0);
    let mut d = String::new();
    push(&mut d, 'M', &[from.0, from.1]);
    push(&mut d, 'C', &[mid, from.1, mid, to.1, to.0, to.1]);
    push(&mut d, 'L', &[to.0, to.1 + thick]);
    push(&mut d, 'C', &[mid, to.1 + thick, mid, from.1 + thick, from.0, from.1 + thick]);
    d.push('Z');
    d
}

/// [`ribbon`] turned: a flow that falls from one row to the next. `from` and `to` are its left corners.
pub(super) fn falling(from: (f32, f32), to: (f32, f32), thick: f32) -> String {
    let mid = f32::midpoint(from.1, to.1);
    let mut d = String::new();
    push(&mut d, 'M', &[from.0, from.1]);
    push(&mut d, 'C', &[from.0, mid, to.0, mid, to.0, to.1]);
    push(&mut d, 'L', &[to.0 + thick, to.1]);
    push(&mut d, 'C', &[to.0 + thick, mid, from.0 + thick, mid, from.0 + thick, from.1]);
    d.push('Z');
    d
}

/// An arc between two points of one column or row, pulled aside by `(dx, dy)`.
pub(super) fn bulge(from: (f32, f32), to: (f32, f32), by: (f32, f32)) -> String {
    let mut d = String::new();
    push(&mut d, 'M', &[from.0, from.1]);
    push(&mut d, 'C', &[from.0 + by.0, from.1 + by.1, to.0 + by.0, to.1 + by.1, to.0, to.1]);
    d
}

/// A bracket between two points of one column: level to `by` beside them, straight, and level back.
pub(super) fn bracket(from: (f32, f32), to: (f32, f32), by: f32) -> String {
    let x = from.0 + by;
    let round = 8.0_f32.min((to.1 - from.1).abs() / 2.0).min(by.abs());
    let (side, down) = (round * by.signum(), round * (to.1 - from.1).signum());
    let mut d = String::new();
    push(&mut d, 'M', &[from.0, from.1]);
    push(&mut d, 'L', &[x - side, from.1]);
    push(&mut d, 'C', &[x, from.1, x, from.1, x, from.1 + down]);
    push(&mut d, 'L', &[x, to.1 - down]);
    push(&mut d, 'C', &[x, to.1, x, to.1, x - side, to.1]);
    push(&mut d, 'L', &[to.0, to.1]);
    d
}

/// The point of [`curve`] at `t` from 0 to 1.
pub(super) fn curve_at(from: (f32, f32), to: (f32, f32), t: f32) -> (f32, f32) {
    let mid = f32::midpoint(from.0, to.0);
    let u = 1.0 - t;
    let (a, b, c, d) = (u * u * u, 3.0 * u * u * t, 3.0 * u * t * t, t * t * t);
    (a * from.0 + (b + c) * mid + d * to.0, (a + b) * from.1 + (c + d) * to.1)
}

fn push(d: &mut String, command: char, numbers: &[f32]) {
    d.push(command);
    for (i, n) in numbers.iter().enumerate() {
        if i > 0 {
            d.push(' ');
        }
        // Writing to a string cannot fail.
        let _ = write!(d, "{}", super::svg::Num(*n));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_and_never_minus_zero() {
        assert_eq!(polyline(&[(0.0, -0.01), (1.26, f32::NAN)]), "M0 0L1.3 0");
    }

    #[test]
    fn a_ribbon_keeps_its_thickness_at_both_ends() {
        assert_eq!(
            ribbon((61.0, 26.0), (238.0, 48.5), 18.0),
            "M61 26C149.5 26 149.5 48.5 238 48.5L238 66.5C149.5 66.5 149.5 44 61 44Z"
        );
    }

    #[test]
    fn the_middle_of_a_curve_is_the_middle() {
        let (x, y) = curve_at((0.0, 10.0), (100.0, 50.0), 0.5);
        assert!((x - 50.0).abs() < 1e-4 && (y - 30.0).abs() < 1e-4);
    }
}
