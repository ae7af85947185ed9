//! Spans of days.

use chrono::{Days, NaiveDate};

use crate::clock::Instant;
use crate::place::{NATIONAL_ZONE, end_of_day, start_of_day};

/// Days from the first to the last, both of them included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayRange {
    /// The first day.
    pub first: NaiveDate,
    /// The last day.
    pub last: NaiveDate,
}

impl DayRange {
    /// Whether a day is one of them.
    #[must_use]
    pub fn contains(&self, day: NaiveDate) -> bool {
        (self.first..=self.last).contains(&day)
    }

    /// When it begins, by the clock of metropolitan France.
    #[must_use]
    pub fn opens_at(&self) -> Instant {
        start_of_day(self.first, NATIONAL_ZONE)
    }

    /// When it is over: the first instant after its last day.
    #[must_use]
    pub fn closes_at(&self) -> Instant {
        end_of_day(self.last, NATIONAL_ZONE)
    }

    /// Whether an instant is within it.
    #[must_use]
    pub fn is_open_at(&self, now: Instant) -> bool {
        (self.opens_at()..self.closes_at()).contains(&now)
    }

    /// The same days, so many days later (or earlier).
    #[must_use]
    pub fn shifted(self, days: i64) -> Self {
        let shift = |day: NaiveDate| {
            let distance = Days::new(days.unsigned_abs());
            let shifted =
                if days < 0 { day.checked_sub_days(distance) } else { day.checked_add_days(distance) };
            shifted.unwrap_or(day)
        };
        Self { first: shift(self.first), last: shift(self.last) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_ends_with_its_last_day_whatever_the_clock_does() {
        let date = |month, day| NaiveDate::from_ymd_opt(2026, month, day).expect("a date");
        // The clock goes back on 25 October: that day lasts 25 hours.
        let window = DayRange { first: date(3, 29), last: date(10, 25) };
        assert_eq!(window.opens_at().to_rfc3339(), "2026-03-28T23:00:00+00:00");
        assert_eq!(window.closes_at().to_rfc3339(), "2026-10-25T23:00:00+00:00");
        let instant = chrono::TimeDelta::microseconds(1);
        assert!(!window.is_open_at(window.opens_at() - instant));
        assert!(window.is_open_at(window.opens_at()));
        assert!(window.is_open_at(window.closes_at() - instant));
        assert!(!window.is_open_at(window.closes_at()));
    }
}
