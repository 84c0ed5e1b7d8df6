//! Two lanes of time per name: left, the years the text writes beside it; right, the dates of
//! the articles that speak of it, one stroke per day.

use crate::protocol::{Lane, Mark};

use super::label::{count, counted, text_width};
use super::pen::{Pen, share};
use super::scale::{Date, Linear, Time, years_around};
use super::{SMALL, Scene, Words};

const NAME: &str = "s s15";

pub(super) fn layout(
    lanes: &[Lane],
    eras: Option<(i32, i32)>,
    dates: Option<&(String, String)>,
    width: f32,
    words: &Words,
) -> Scene {
    if lanes.iter().all(|l| l.mark.n == 0) {
        return Scene::default();
    }
    let mut pen = Pen::new(width);
    let frame = Frame::new(lanes, eras, dates, width, words);
    let bottom = frame.top + lanes.len() as f32 * frame.pitch;
    frame.draw_axes(&mut pen, bottom, words);
    for (i, lane) in lanes.iter().enumerate() {
        frame.draw_lane(&mut pen, lane, frame.top + i as f32 * frame.pitch, words);
    }
    pen.finish(bottom + 24.0)
}

/// Columns and scales.
struct Frame {
    stacked: bool,
    name: f32,
    /// Left and right end of the lane of eras and of the lane of dates.
    era: (f32, f32),
    date: (f32, f32),
    /// Years on the left axis: pixels and label.
    years: Option<(Linear, Vec<(f32, String)>)>,
    time: Option<Time>,
    top: f32,
    pitch: f32,
}

impl Frame {
    fn new(
        lanes: &[Lane],
        eras: Option<(i32, i32)>,
        dates: Option<&(String, String)>,
        width: f32,
        words: &Words,
    ) -> Frame {
        let stacked = width < SMALL;
        let longest = lanes.iter().map(|l| text_width(&l.mark.label, NAME)).fold(0.0, f32::max);
        let number = lanes.iter().map(|l| text_width(&count(l.mark.n), "k")).fold(24.0, f32::max);
        let name = if stacked { width - number - 40.0 } else { longest.min(width * 0.22) };
        let (left, right) = if stacked { (0.0, width) } else { (name + 18.0, width - number - 22.0) };
        let era_span = span_of_eras(lanes, eras);
        let gap = if stacked { 20.0 } else { 36.0 };
        let split = match era_span {
            Some(_) => left + (right - left - gap) * if stacked { 0.46 } else { 0.52 },
            None => left + text_width(words.unwritten, "f") + 16.0,
        };
        let era = (left, split);
        let date = (split + gap, right);
        let years = era_span.map(|(from, to)| {
            // The first label stands half outside.
            let inset = if stacked { 14.0 } else { 0.0 };
            let ((lo, hi), ticks) = years_around(from, to, split - left - inset, 36.0);
            let scale = Linear::new((lo as f32, hi as f32), (left + inset, split));
            (scale, ticks.into_iter().map(|year| (scale.at(year as f32), format!("{year}"))).collect())
        });
        let time = span_of_dates(lanes, dates).map(|(a, b)| Time::new(a, b, date));
        Frame { stacked, name, era, date, years, time, top: 26.0, pitch: if stacked { 58.0 } else { 38.0 } }
    }

    fn draw_axes(&self, pen: &mut Pen, bottom: f32, words: &Words) {
        let heading = |room: f32| move |text: &str| super::label::fit(text, "f", room);
        if let Some(text) = heading(self.date.0 - self.era.0 - 12.0)(words.eras).filter(|_| self.years.is_some()) {
            pen.text(self.era.0, 12.0, text, "f");
        }
        if let Some(text) = heading(self.date.1 - self.date.0)(words.dates) {
            pen.text(self.date.0, 12.0, text, "f");
        }
        if !self.stacked {
            pen.try_text(pen.width, 12.0, words.sentence, "f end");
        }
        if let Some((_, ticks)) = &self.years {
            for (x, label) in ticks {
                pen.line((*x, self.top), (*x, bottom), "hair");
                pen.try_text(*x, bottom + 16.0, label.as_str(), "mid f");
            }
        }
        if let Some(time) = &self.time {
            for x in &time.edges {
                pen.line((*x, self.top), (*x, bottom), "hair");
            }
            for (x, label) in &time.labels {
                pen.try_text(*x, bottom + 16.0, label.as_str(), "mid f");
            }
        }
    }

    fn draw_lane(&self, pen: &mut Pen, lane: &Lane, y: f32, words: &Words) {
        // Middle of the lane itself; on narrow widths the name stands above it.
        let middle = y + if self.stacked { 42.0 } else { self.pitch / 2.0 };
        let (baseline, high) = if self.stacked { (y + 20.0, 28.0) } else { (middle + 5.0, self.pitch) };
        let name_right = if self.stacked { pen.width } else { self.era.0 - 10.0 };
        pen.mark(&lane.mark, [0.0, y, name_right, high], |pen| {
            pen.fit(0.0, baseline, &lane.mark.label, "s s15 halo", self.name);
            let text = if self.stacked { counted(lane.mark.n, words.sentence) } else { count(lane.mark.n) };
            pen.text(pen.width, baseline, text, "end k halo");
        });
        self.draw_eras(pen, &lane.eras, &lane.mark.label, middle, words);
        self.draw_dates(pen, lane, middle);
    }

    fn draw_eras(&self, pen: &mut Pen, eras: &[(i32, i32, Mark)], name: &str, middle: f32, words: &Words) {
        let Some((scale, _)) = self.years.as_ref().filter(|_| eras.iter().any(|e| e.2.n > 0)) else {
            pen.try_text(self.era.0 + 4.0, middle + 4.0, words.unwritten, "f halo");
            return;
        };
        let mut order: Vec<&(i32, i32, Mark)> = eras.iter().filter(|e| e.2.n > 0).collect();
        crate::order::sort_by_key(&mut order, |e| (e.0.min(e.1), e.0.max(e.1)));
        let bounds = |e: &(i32, i32, Mark)| {
            let (a, b) = (scale.at(e.0.min(e.1) as f32), scale.at(e.0.max(e.1) as f32));
            if b - a < 4.0 { (f32::midpoint(a, b) - 1.5, 3.0) } else { (a, b - a) }
        };
        let centres: Vec<f32> = order.iter().map(|e| bounds(e).0 + bounds(e).1 / 2.0).collect();
        let targets = share(&centres, self.era.0, self.date.0 - 8.0);
        for (e, (fx, fw)) in order.iter().zip(targets) {
            let (x, w) = bounds(e);
            pen.mark_tight(&e.2, [fx, middle - 14.0, fw, 28.0], |pen| {
                if w > 3.0 {
                    pen.rect(x, middle - 3.0, w, 6.0, "fill");
                } else {
                    pen.rect(x, middle - 7.0, w, 14.0, "fill");
                }
            });
        }
        for e in order {
            let (x, w) = bounds(e);
            let text = era_label(e, name);
            let wide = text_width(&text, "k");
            if x + w + 5.0 + wide <= self.date.0 - 6.0
                && pen.try_text(x + w + 5.0, middle + 4.0, text.as_str(), "k halo")
            {
                continue;
            }
            if x - 5.0 - wide >= self.era.0 {
                pen.try_text(x - 5.0, middle + 4.0, text, "k halo end");
            }
        }
    }

    fn draw_dates(&self, pen: &mut Pen, lane: &Lane, middle: f32) {
        let Some(time) = &self.time else { return };
        let mut days: Vec<(Date, &Mark)> =
            lane.ticks.iter().filter(|t| t.mark.n > 0).filter_map(|t| Some((Date::parse(&t.date)?, &t.mark))).collect();
        crate::order::sort_by_key(&mut days, |d| d.0);
        let centres: Vec<f32> = days.iter().map(|d| time.at(d.0)).collect();
        for ((x, (_, mark)), (fx, fw)) in
            centres.iter().zip(&days).zip(share(&centres, self.date.0 - 8.0, self.date.1 + 8.0))
        {
            pen.mark_tight(mark, [fx, middle - 14.0, fw.min(pen.width - fx), 28.0], |pen| {
                pen.rect(x - 1.0, middle - 8.0, 2.0, 16.0, "fill");
            });
        }
    }
}

/// The years, unless the mark's label says more than they do.
fn era_label((from, to, mark): &(i32, i32, Mark), name: &str) -> String {
    let says_year = mark.label.contains(&from.to_string());
    if says_year && mark.label != name && mark.label.chars().count() <= 14 {
        mark.label.clone()
    } else if from == to {
        from.to_string()
    } else {
        format!("{}—{}", from.min(to), from.max(to))
    }
}

fn span_of_eras(lanes: &[Lane], eras: Option<(i32, i32)>) -> Option<(i32, i32)> {
    let all = lanes.iter().flat_map(|l| &l.eras).filter(|e| e.2.n > 0).flat_map(|e| [e.0, e.1]);
    let (lo, hi) = (all.clone().min()?, all.max()?);
    Some(eras.map_or((lo, hi), |(a, b)| (lo.min(a).min(b), hi.max(a).max(b))))
}

fn span_of_dates(lanes: &[Lane], dates: Option<&(String, String)>) -> Option<(Date, Date)> {
    let stated = dates.into_iter().flat_map(|(a, b)| [a, b]).filter_map(|d| Date::parse(d));
    let all = lanes.iter().flat_map(|l| &l.ticks).filter_map(|t| Date::parse(&t.date)).chain(stated);
    Some((all.clone().min()?, all.max()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_era_is_labelled_by_its_years_or_by_what_is_written() {
        let mark = |label: &str| Mark { label: label.into(), ..Mark::default() };
        for (from, to, label, text) in [
            (1911, 1911, "西安矿", "1911"),
            (1911, 1911, "1911 开采", "1911 开采"),
            (1945, 1932, "东城采炭所", "1932—1945"),
        ] {
            assert_eq!(era_label(&(from, to, mark(label)), "西安矿"), text);
        }
    }
}
