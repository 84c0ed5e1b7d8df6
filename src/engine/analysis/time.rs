//! Periods of the calendar, numbered without gaps.

use crate::corpus::days;
use crate::protocol::Unit;

/// The number of the period that days from `low` to `high` (`YYYYMMDD`) lie wholly in.
pub(super) fn period(unit: Unit, (low, high): (u32, u32)) -> Option<i32> {
    let of = |day: u32| match unit {
        Unit::Day => number(day),
        // The first day of 1970 was a Thursday.
        Unit::Week => Some((number(day)? + 3).div_euclid(7)),
        Unit::Month => Some((day / 10_000 * 12 + day / 100 % 100).cast_signed() - 1),
        Unit::Year => Some((day / 10_000).cast_signed()),
    };
    // A month or a year has its days from the first to the 31st.
    let is_day = matches!(unit, Unit::Day | Unit::Week);
    (low > 0 && (!is_day || low == high)).then(|| of(low)).flatten().filter(|at| is_day || of(high) == Some(*at))
}

/// The name of a period.
pub(super) fn name(unit: Unit, at: i32) -> String {
    match unit {
        Unit::Day => {
            let (year, month, day) = civil(at);
            format!("{year:04}-{month:02}-{day:02}")
        }
        Unit::Week => {
            // A week belongs to the year of its Thursday (ISO 8601).
            let thursday = at * 7;
            let (year, ..) = civil(thursday);
            let first = number(year as u32 * 10_000 + 101).unwrap_or_default();
            format!("{year:04}-W{:02}", (thursday - first) / 7 + 1)
        }
        Unit::Month => format!("{:04}-{:02}", at.div_euclid(12), at.rem_euclid(12) + 1),
        Unit::Year => format!("{at:04}"),
    }
}

/// The period of a name.
pub(super) fn parse(text: &str) -> Option<(Unit, i32)> {
    if let Some((year, week)) = text.split_once("-W") {
        let (year, week) = (year.parse::<u32>().ok().filter(|year| *year < 10_000)?, week.parse::<i32>().ok()?);
        // The fourth of January is always in the first week.
        let first = period(Unit::Week, (year * 10_000 + 104, year * 10_000 + 104))?;
        return (1..=53).contains(&week).then_some((Unit::Week, first + week - 1));
    }
    let unit = match text.len() {
        4 => Unit::Year,
        7 => Unit::Month,
        10 => Unit::Day,
        _ => return None,
    };
    Some((unit, period(unit, days(text)?)?))
}

/// Days since the first of 1970; `None` for a day the month does not have.
fn number(day: u32) -> Option<i32> {
    let (year, month, day) = ((day / 10_000).cast_signed(), (day / 100 % 100).cast_signed(), (day % 100).cast_signed());
    // Years begin with March, so that a leap day is their last.
    let (year_of, month_of) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let in_year = (153 * month_of + 2) / 5 + day - 1;
    let era = year_of.div_euclid(400);
    let year_in = year_of.rem_euclid(400);
    let at = era * 146_097 + year_in * 365 + year_in / 4 - year_in / 100 + in_year - 719_468;
    (civil(at) == (year, month, day)).then_some(at)
}

/// Year, month and day of a number of days since the first of 1970.
fn civil(at: i32) -> (i32, i32, i32) {
    let days = at + 719_468;
    let (era, in_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_in = (in_era - in_era / 1_460 + in_era / 36_524 - in_era / 146_096) / 365;
    let in_year = in_era - (365 * year_in + year_in / 4 - year_in / 100);
    let month_of = (5 * in_year + 2) / 153;
    let day = in_year - (153 * month_of + 2) / 5 + 1;
    let month = if month_of < 10 { month_of + 3 } else { month_of - 9 };
    (year_in + era * 400 + i32::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_have_the_names_of_the_calendar() {
        for (unit, day, name_of) in [
            (Unit::Day, 20_240_229, Some("2024-02-29")),
            (Unit::Day, 20_230_229, None),
            (Unit::Week, 20_240_806, Some("2024-W32")),
            (Unit::Week, 20_210_103, Some("2020-W53")),
            (Unit::Week, 20_241_230, Some("2025-W01")),
            (Unit::Week, 19_700_101, Some("1970-W01")),
            (Unit::Month, 19_491_001, Some("1949-10")),
            (Unit::Year, 19_491_001, Some("1949")),
        ] {
            let at = period(unit, (day, day));
            assert_eq!(at.map(|at| name(unit, at)).as_deref(), name_of);
            if let Some(text) = name_of {
                assert_eq!(parse(text), at.map(|at| (unit, at)), "{text}");
            }
        }
        assert_eq!(period(Unit::Month, (20_240_201, 20_240_231)), Some(2024 * 12 + 1));
        assert_eq!(period(Unit::Month, (20_240_101, 20_241_231)), None);
        assert_eq!(period(Unit::Day, (20_240_201, 20_240_231)), None);
        assert_eq!(period(Unit::Year, (0, 0)), None);
        for text in ["", "x", "2024-W60", "2024-W", "20240101", "2024-13", "99999-W01"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn days_count_on() {
        for at in -200_000..200_000 {
            let (year, month, day) = civil(at);
            if year > 0 {
                assert_eq!(number((year * 10_000 + month * 100 + day) as u32), Some(at));
            }
        }
    }
}
