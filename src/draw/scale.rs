//! Scales: numbers and dates to pixels, and where their ticks stand.

/// A linear map from a domain to pixels. An empty domain maps to the middle.
#[derive(Clone, Copy, Debug)]
pub(super) struct Linear {
    domain: (f32, f32),
    range: (f32, f32),
}

impl Linear {
    /// A map that takes `domain.0` to `range.0` and `domain.1` to `range.1`.
    pub(super) fn new(domain: (f32, f32), range: (f32, f32)) -> Linear {
        Linear { domain, range }
    }

    /// The pixel of a value.
    pub(super) fn at(&self, v: f32) -> f32 {
        let span = self.domain.1 - self.domain.0;
        let t = if span.abs() < f32::EPSILON { 0.5 } else { (v - self.domain.0) / span };
        self.range.0 + t.clamp(0.0, 1.0) * (self.range.1 - self.range.0)
    }
}

/// A round step so that a span has at most `max` intervals.
pub(super) fn step(span: i32, max: i32) -> i32 {
    const STEPS: [i32; 14] = [1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000, 2000, 5000, 10_000];
    STEPS.into_iter().find(|s| span <= s * max.max(1)).unwrap_or(100_000)
}

/// Years as ticks for a span: round, and at least `room` apart when the span is `pixels` wide.
/// Returns the domain, which begins at a tick, and the ticks.
pub(super) fn years_around(from: i32, to: i32, pixels: f32, room: f32) -> ((i32, i32), Vec<i32>) {
    let (from, to) = (from.clamp(-9000, 9000), to.clamp(-9000, 9000));
    let (from, to) = if to <= from { (from - 5, from + 5) } else { (from, to) };
    let most = (pixels / room).floor().max(1.0) as i32;
    let mut by = 1;
    loop {
        let lo = from.div_euclid(by) * by;
        // A little room after the last year.
        let hi = to + (to - lo) / 20 + 1;
        if hi - lo <= by * most || by >= 20_000 {
            return ((lo, hi), (lo..=hi).step_by(by.unsigned_abs() as usize).collect());
        }
        by = step(by + 1, 1);
    }
}

/// A calendar date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Date {
    /// Year.
    pub(super) year: i32,
    /// Month from 1.
    pub(super) month: u32,
    /// Day from 1.
    pub(super) day: u32,
}

impl Date {
    /// Reads `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; what is not written falls in the middle.
    pub(super) fn parse(text: &str) -> Option<Date> {
        let mut parts = text.trim().splitn(3, '-');
        let year = parts.next()?.parse().ok().filter(|y| (1..=9999).contains(y))?;
        let month: Option<u32> = match parts.next() {
            Some(m) => Some(m.parse().ok().filter(|m| (1..=12).contains(m))?),
            None => None,
        };
        let day: Option<u32> = match parts.next() {
            Some(d) => Some(d.get(..2).unwrap_or(d).parse().ok().filter(|d| (1..=31).contains(d))?),
            None => None,
        };
        Some(match (month, day) {
            (None, _) => Date { year, month: 7, day: 1 },
            (Some(month), None) => Date { year, month, day: 15 },
            (Some(month), Some(day)) => Date { year, month, day },
        })
    }

    /// Days since 1970-01-01 in the proleptic Gregorian calendar.
    pub(super) fn days(self) -> i32 {
        let y = if self.month <= 2 { self.year - 1 } else { self.year };
        let era = y.div_euclid(400);
        let of_era = y.rem_euclid(400);
        let month = self.month.cast_signed();
        let of_year = (153 * (if month > 2 { month - 3 } else { month + 9 }) + 2) / 5 + self.day.cast_signed() - 1;
        era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
    }
}

/// A stretch of time on an axis: whole years, or whole months when it is within one year.
#[derive(Clone, Debug)]
pub(super) struct Time {
    scale: Linear,
    /// Where the intervals begin, and the end of the last.
    pub(super) edges: Vec<f32>,
    /// Centre of an interval and its label, long enough apart not to collide.
    pub(super) labels: Vec<(f32, String)>,
}

impl Time {
    /// An axis for dates from `first` to `last` between two pixels.
    pub(super) fn new(first: Date, last: Date, range: (f32, f32)) -> Time {
        let (first, last) = if first <= last { (first, last) } else { (last, first) };
        let years = first.year != last.year;
        let unit = |i: i32| {
            if years {
                Date { year: first.year + i, month: 1, day: 1 }.days()
            } else {
                let month = first.month.cast_signed() - 1 + i;
                Date { year: first.year + month / 12, month: (month % 12).cast_unsigned() + 1, day: 1 }.days()
            }
        };
        let n = if years { last.year - first.year + 1 } else { (last.month - first.month).cast_signed() + 1 };
        let scale = Linear::new((unit(0) as f32, unit(n) as f32), range);
        let pitch = (range.1 - range.0) / n as f32;
        let (full, short) = if years { (34.0, 20.0) } else { (56.0, 20.0) };
        let by = if pitch >= short { 1 } else { step((full / pitch.max(0.01)).ceil() as i32, 1) };
        let mut edges = Vec::new();
        let mut labels = Vec::new();
        let mut free_from = f32::NEG_INFINITY;
        for i in 0..=n {
            let x = scale.at(unit(i) as f32);
            if i % by == 0 || i == n {
                edges.push(x);
            }
            if i % by != 0 || i == n {
                continue;
            }
            let centre = if by == 1 { f32::midpoint(x, scale.at(unit(i + 1) as f32)) } else { x };
            let long = i == 0 || pitch * by as f32 >= full;
            let year = first.year + i;
            let text = match (years, long) {
                (true, true) => format!("{year}"),
                (true, false) => format!("{:02}", year.rem_euclid(100)),
                (false, true) => format!("{}-{:02}", first.year, first.month.cast_signed() + i),
                (false, false) => format!("{:02}", first.month.cast_signed() + i),
            };
            let half = super::label::text_width(&text, "") / 2.0;
            if centre - half >= free_from {
                free_from = centre + half + 4.0;
                labels.push((centre, text));
            }
        }
        Time { scale, edges, labels }
    }

    /// The pixel of a date.
    pub(super) fn at(&self, date: Date) -> f32 {
        self.scale.at(date.days() as f32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_count_from_the_epoch() {
        for (text, days) in [("1970-01-01", 0), ("2000-03-01", 11_017), ("2024-02-29", 19_782), ("1969-12-31", -1)] {
            assert_eq!(Date::parse(text).map(Date::days), Some(days), "{text}");
        }
    }

    #[test]
    fn dates_may_be_coarse_and_must_be_dates() {
        assert_eq!(Date::parse("2024"), Some(Date { year: 2024, month: 7, day: 1 }));
        assert_eq!(Date::parse("2024-08"), Some(Date { year: 2024, month: 8, day: 15 }));
        assert_eq!(Date::parse("2024-08-06T10:00"), Some(Date { year: 2024, month: 8, day: 6 }));
        for bad in ["", "去年", "2024-13", "2024-08-99", "0"] {
            assert_eq!(Date::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn years_begin_at_a_tick_and_leave_room_for_labels() {
        assert_eq!(years_around(1911, 1996, 200.0, 38.0), ((1900, 2001), vec![1900, 1925, 1950, 1975, 2000]));
        assert_eq!(years_around(1932, 1932, 200.0, 38.0).0, (1926, 1938));
        for (from, to, pixels) in [(-206, 1964, 100.0), (1900, 2024, 30.0), (i32::MIN, i32::MAX, 200.0)] {
            let ((lo, hi), ticks) = years_around(from, to, pixels, 38.0);
            assert!(lo <= from.max(-9000) && hi >= to.min(9000) && !ticks.is_empty(), "{lo} {hi}");
            let apart = ticks.windows(2).all(|w| (w[1] - w[0]) as f32 * pixels / (hi - lo) as f32 >= 38.0);
            assert!(apart, "{ticks:?} in {pixels}");
        }
    }

    #[test]
    fn a_few_years_are_labelled_each_and_many_by_steps() {
        let date = |y| Date { year: y, month: 5, day: 1 };
        let texts = |t: &Time| t.labels.iter().map(|(_, l)| l.clone()).collect::<Vec<_>>().join(" ");
        assert_eq!(texts(&Time::new(date(2021), date(2024), (0.0, 190.0))), "2021 2022 2023 2024");
        assert_eq!(texts(&Time::new(date(2021), date(2024), (0.0, 100.0))), "2021 22 23 24");
        let many = Time::new(date(1950), date(2024), (0.0, 190.0));
        assert!(many.labels.len() <= 8, "{}", texts(&many));
    }
}
