//! Terms over time: a strip for each, one below the other over the same periods and on the same scale.
//!
//! A period without articles has no ground line and breaks the line of values; a burst is a heavy ground line with
//! its name. Where periods have room each is a bar, else a line with its highest periods as marks.

use crate::protocol::Mark;

use super::Scene;
use super::label::text_width;
use super::path::polyline;
use super::pen::Pen;

/// One term: its values, each with what it stands for; nothing where there are no articles.
#[derive(Clone, Debug, Default)]
pub struct Strip {
    /// What is counted.
    pub label: String,
    /// How much of it there is, in words.
    pub sum: String,
    /// Per period.
    pub points: Vec<Option<(f32, Mark)>>,
    /// First and last period of each burst.
    pub bursts: Vec<(usize, usize)>,
}

const LABEL: &str = "s s15 b";
const TOP: f32 = 36.0;
const BASE: f32 = 100.0;
const PITCH: f32 = 124.0;
/// Narrower periods are drawn as a line.
const BAR: f32 = 3.0;
/// Marks of a strip that is a line.
const PEAKS: usize = 40;

/// Draws strips over their periods. `scale` says a value in words, `burst` names a burst.
pub fn trend(periods: &[String], strips: &[Strip], scale: &dyn Fn(f32) -> String, burst: &str, width: f32) -> Scene {
    let width = super::clamp_width(width);
    let values = || strips.iter().flat_map(|strip| strip.points.iter().flatten().map(|(value, _)| *value));
    let most = values().filter(|value| value.is_finite()).fold(0.0, f32::max);
    if periods.is_empty() || most <= 0.0 {
        return Scene::default();
    }
    let mut pen = Pen::new(width);
    let chart = Chart { slot: width / periods.len() as f32, most, width };
    for (i, strip) in strips.iter().enumerate() {
        let y = i as f32 * PITCH;
        pen.fit(0.0, y + 16.0, &strip.label, LABEL, width * 0.6);
        pen.try_text(text_width(&strip.label, LABEL).min(width * 0.6) + 8.0, y + 16.0, strip.sum.as_str(), "");
        pen.line((0.0, y + TOP), (width, y + TOP), "hair");
        if i == 0 {
            pen.try_text(width, y + TOP - 4.0, scale(most), "f end");
        }
        chart.ground(&mut pen, strip, y);
        chart.bursts(&mut pen, strip, y, burst);
        chart.values(&mut pen, strip, y);
    }
    let bottom = (strips.len() as f32 - 1.0) * PITCH + BASE + 22.0;
    name_periods(&mut pen, periods, chart.slot, bottom);
    pen.finish(bottom + 6.0)
}

struct Chart {
    slot: f32,
    most: f32,
    width: f32,
}

impl Chart {
    fn x(&self, at: usize) -> f32 {
        at as f32 * self.slot
    }

    fn y(&self, value: f32, y: f32) -> f32 {
        y + BASE - ((BASE - TOP) * (value / self.most).clamp(0.0, 1.0))
    }

    /// Runs of periods that have articles: first, and the one after the last.
    fn runs(strip: &Strip) -> Vec<(usize, usize)> {
        let mut runs: Vec<(usize, usize)> = Vec::new();
        for (at, _) in strip.points.iter().enumerate().filter(|(_, point)| point.is_some()) {
            match runs.last_mut() {
                Some(run) if run.1 == at => run.1 = at + 1,
                _ => runs.push((at, at + 1)),
            }
        }
        runs
    }

    fn ground(&self, pen: &mut Pen, strip: &Strip, y: f32) {
        let gap = if self.slot > 4.0 { 1.0 } else { 0.0 };
        for (from, to) in Self::runs(strip) {
            pen.line((self.x(from), y + BASE), (self.x(to) - gap, y + BASE), "axis");
        }
    }

    fn bursts(&self, pen: &mut Pen, strip: &Strip, y: f32, name: &str) {
        for (first, last) in &strip.bursts {
            let (from, to) = (self.x(*first), self.x(*last + 1));
            pen.rect(from, y + BASE + 1.0, (to - from).max(2.0), 3.0, "fill");
            let wide = text_width(name, "f");
            pen.try_text(
                f32::midpoint(from, to).min(self.width - wide / 2.0).max(wide / 2.0),
                y + BASE + 15.0,
                name,
                "f mid",
            );
        }
    }

    fn values(&self, pen: &mut Pen, strip: &Strip, y: f32) {
        let peak = strip.points.iter().flatten().map(|(value, _)| *value).fold(0.0, f32::max);
        let is_line = self.slot < BAR;
        if is_line {
            for (from, to) in Self::runs(strip) {
                let points = (from..to).filter_map(|at| {
                    let (value, _) = strip.points.get(at)?.as_ref()?;
                    Some((self.x(at) + self.slot / 2.0, self.y(*value, y)))
                });
                pen.path(polyline(&points.collect::<Vec<_>>()), "trendline");
            }
        }
        let mut shown: Vec<usize> = (0..strip.points.len()).collect();
        let value = |at: usize| strip.points.get(at).and_then(Option::as_ref).map_or(0.0, |(value, _)| *value);
        shown.retain(|at| value(*at) > 0.0);
        if is_line && shown.len() > PEAKS {
            shown.sort_by(|a, b| value(*b).total_cmp(&value(*a)).then(a.cmp(b)));
            shown.truncate(PEAKS);
            shown.sort_unstable();
        }
        for at in shown {
            let Some((value, mark)) = strip.points.get(at).and_then(Option::as_ref) else { continue };
            let (left, top) = (self.x(at), self.y(*value, y));
            pen.mark_tight(mark, [left, y + TOP, self.slot.max(4.0), BASE - TOP], |pen| {
                if is_line {
                    pen.circle(left + self.slot / 2.0, top, 2.5, "fill");
                } else {
                    let wide = (self.slot * 0.76).clamp(2.0, 28.0);
                    pen.rect(left, top, wide, (y + BASE - top).max(1.0), if *value >= peak { "fill" } else { "mid2" });
                }
            });
        }
    }
}

/// The first period of each year, where there is room; where no year begins, the first and the last.
fn name_periods(pen: &mut Pen, periods: &[String], slot: f32, y: f32) {
    let year = |period: &str| period.chars().take(4).collect::<String>();
    let mut named = 0;
    for (at, period) in periods.iter().enumerate() {
        let is_first = at == 0 || periods.get(at - 1).is_some_and(|before| year(before) != year(period));
        if is_first && pen.try_text(at as f32 * slot, y, year(period), "f") {
            named += 1;
        }
    }
    if let (Some(last), true) = (periods.last(), named < 2 && periods.len() > 1) {
        pen.try_text(pen.width, y, last.as_str(), "f end");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::Item;

    fn strip(values: &[Option<f32>]) -> Strip {
        let point = |(at, value): (usize, &Option<f32>)| {
            value.map(|value| (value, Mark { key: format!("?{at}"), n: value as u32, ..Mark::default() }))
        };
        Strip { label: "氢能".into(), points: values.iter().enumerate().map(point).collect(), ..Strip::default() }
    }

    fn periods(n: usize) -> Vec<String> {
        (0..n).map(|at| format!("{:04}-{:02}", 2020 + at / 12, at % 12 + 1)).collect()
    }

    fn count(scene: &Scene, is: impl Fn(&Item) -> bool) -> usize {
        scene.items.iter().filter(|item| is(item)).count()
    }

    #[test]
    fn every_period_with_the_term_is_a_mark_and_gaps_stay_gaps() {
        let values = [Some(1.0), None, Some(0.0), Some(4.0)];
        let mut one = strip(&values);
        one.bursts = vec![(3, 3)];
        let scene = trend(&periods(4), &[one], &|value| format!("{value}"), "突增", 400.0);
        assert_eq!(count(&scene, |item| matches!(item, Item::Mark { .. })), 2);
        // Two stretches of ground, for the second period has no articles.
        assert_eq!(count(&scene, |item| matches!(item, Item::Path { class: "axis", .. })), 2);
        assert_eq!(count(&scene, |item| matches!(item, Item::Text { text, .. } if text == "突增")), 1);
        assert_eq!(count(&scene, |item| matches!(item, Item::Text { text, .. } if text == "4")), 1);
    }

    #[test]
    fn many_periods_are_a_line_within_the_width() {
        let values: Vec<Option<f32>> = (0..900).map(|at| (at % 100 != 7).then_some((at % 13) as f32)).collect();
        let scene = trend(&periods(900), &[strip(&values), strip(&values)], &|_| String::new(), "", 320.0);
        assert_eq!(count(&scene, |item| matches!(item, Item::Mark { .. })), 2 * PEAKS);
        assert!(count(&scene, |item| matches!(item, Item::Path { class: "trendline", .. })) >= 18);
        for item in &scene.items {
            if let Item::Mark { focus: [x, _, w, _], .. } = item {
                assert!(*x >= 0.0 && x + w <= 320.5, "{x} {w}");
            }
        }
    }

    #[test]
    fn nothing_said_is_nothing_drawn() {
        assert!(trend(&periods(3), &[strip(&[Some(0.0), None])], &|_| String::new(), "", 320.0).items.is_empty());
        assert!(trend(&[], &[], &|_| String::new(), "", 320.0).items.is_empty());
    }
}
