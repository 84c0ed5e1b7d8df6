//! Where the arrow keys lead from a mark: left and right through all marks in the order in which they are read, up and
//! down to the nearest. So every mark is reached from every other.

/// Marks whose middles are this close in height are read as one row.
const ROW: f32 = 12.0;

/// For each box: the first and the last as they are read, then those to the left, right, above and below it.
pub(super) fn steps(boxes: &[[f32; 4]]) -> Vec<[usize; 6]> {
    let middles: Vec<(f32, f32)> = boxes.iter().map(|[x, y, w, h]| (x + w / 2.0, y + h / 2.0)).collect();
    let order = reading_order(&middles);
    let (Some(&first), Some(&last)) = (order.first(), order.last()) else { return Vec::new() };
    let mut out = vec![[first, last, 0, 0, 0, 0]; boxes.len()];
    for (at, &here) in order.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| order.get(at)).copied().unwrap_or(here);
        let after = order.get(at + 1).copied().unwrap_or(here);
        if let Some(step) = out.get_mut(here) {
            let up = nearest(&middles, here, -1.0).unwrap_or(before);
            let down = nearest(&middles, here, 1.0).unwrap_or(after);
            *step = [first, last, before, after, up, down];
        }
    }
    out
}

/// Positions row by row, each from left to right.
fn reading_order(middles: &[(f32, f32)]) -> Vec<usize> {
    let at = |i: usize| middles.get(i).copied().unwrap_or_default();
    let mut order: Vec<usize> = (0..middles.len()).collect();
    crate::order::sort_by(&mut order, |a, b| at(*a).1.total_cmp(&at(*b).1));
    let mut row = (0_usize, f32::NEG_INFINITY);
    let mut rows: Vec<(usize, f32, usize)> = Vec::with_capacity(order.len());
    for i in order {
        let (x, y) = at(i);
        if y - row.1 > ROW {
            row = (row.0 + 1, y);
        }
        rows.push((row.0, x, i));
    }
    crate::order::sort_by(&mut rows, |a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.cmp(&b.2)));
    rows.into_iter().map(|(.., i)| i).collect()
}

/// The nearest above (`way` −1) or below (1); what lies aside counts as further away.
fn nearest(middles: &[(f32, f32)], here: usize, way: f32) -> Option<usize> {
    let (x, y) = middles.get(here)?;
    let cost = |(mx, my): &(f32, f32)| {
        let along = (my - y) * way;
        (along > ROW).then_some(along + 3.0 * (mx - x).abs())
    };
    let costs = middles.iter().enumerate().filter_map(|(i, middle)| Some((cost(middle)?, i)));
    costs.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, i)| i)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrows_go_through_the_rows() {
        // Two rows of two, given out of order, a little askew.
        let boxes =
            [[60.0, 40.0, 20.0, 20.0], [0.0, 0.0, 20.0, 20.0], [0.0, 44.0, 20.0, 20.0], [60.0, 3.0, 20.0, 20.0]];
        let steps = steps(&boxes);
        assert_eq!(steps[1], [1, 0, 1, 3, 1, 2]);
        assert_eq!(steps[3], [1, 0, 1, 2, 1, 0]);
        assert_eq!(steps[0], [1, 0, 2, 0, 3, 0]);
        assert!(super::steps(&[]).is_empty());
    }
}
