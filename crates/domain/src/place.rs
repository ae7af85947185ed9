//! Places: their time zone, and the days on which they work.

use chrono::{Datelike as _, Days, NaiveDate, NaiveTime, TimeZone as _, Utc, Weekday};
use chrono_tz::Tz;

use crate::clock::Instant;
use crate::code::codes;
use crate::reference::Reference;

codes! {
    /// How the two of a duo meet.
    Format {
        /// At the agent's place of work.
        OnSite => "on_site",
        /// By video.
        Remote => "remote",
    }
    /// A language that both of a duo can speak (ISO 639).
    Language {
        /// French.
        French => "fr",
        /// English.
        English => "en",
        /// German.
        German => "de",
        /// Spanish.
        Spanish => "es",
        /// Italian.
        Italian => "it",
        /// Portuguese.
        Portuguese => "pt",
        /// Arabic.
        Arabic => "ar",
        /// French sign language.
        FrenchSign => "fsl",
    }
}

/// The department by whose calendar an edition's own day is checked: it has the national holidays only.
pub const CAPITAL: &str = "75";

/// The zone of an edition's own windows.
pub const NATIONAL_ZONE: Tz = chrono_tz::Europe::Paris;

/// The day of an instant in metropolitan France.
#[must_use]
pub fn national_day(at: Instant) -> NaiveDate {
    at.with_timezone(&NATIONAL_ZONE).date_naive()
}

/// The IANA time zone of a department or collectivity.
#[must_use]
pub fn zone_of_department(code: &str) -> Tz {
    match code {
        "971" | "977" | "978" => chrono_tz::America::Guadeloupe,
        "972" => chrono_tz::America::Martinique,
        "973" => chrono_tz::America::Cayenne,
        "974" => chrono_tz::Indian::Reunion,
        "975" => chrono_tz::America::Miquelon,
        "976" => chrono_tz::Indian::Mayotte,
        "986" => chrono_tz::Pacific::Wallis,
        "987" => chrono_tz::Pacific::Tahiti,
        "988" => chrono_tz::Pacific::Noumea,
        _ => NATIONAL_ZONE,
    }
}

/// Whether people work on a day at a place: neither a weekend nor a public holiday there (PRODUCT.md, rule 7).
#[must_use]
pub fn is_workday(reference: &Reference, day: NaiveDate, department_code: &str) -> bool {
    !matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
        && reference.holidays(day.year(), department_code).iter().all(|holiday| holiday.date != day)
}

/// The instant at which a day begins in a zone. Where midnight is skipped by a change of the clock, the first
/// moment after it; where it comes twice, the first.
#[must_use]
pub fn start_of_day(day: NaiveDate, zone: Tz) -> Instant {
    let midnight = day.and_time(NaiveTime::MIN);
    let first = (0..4)
        .find_map(|hours| zone.from_local_datetime(&(midnight + chrono::TimeDelta::hours(hours))).earliest());
    first.map_or_else(|| Utc.from_utc_datetime(&midnight), |local| local.with_timezone(&Utc))
}

/// The instant at which a day ends in a zone: the beginning of the next.
#[must_use]
pub fn end_of_day(day: NaiveDate, zone: Tz) -> Instant {
    start_of_day(day.checked_add_days(Days::new(1)).unwrap_or(day), zone)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).expect("a date")
    }

    #[test]
    fn days_have_23_24_or_25_hours() {
        for (date, hours) in [(day(2026, 3, 29), 23), (day(2026, 10, 24), 24), (day(2026, 10, 25), 25)] {
            let length = end_of_day(date, NATIONAL_ZONE) - start_of_day(date, NATIONAL_ZONE);
            assert_eq!(length.num_hours(), hours, "{date}");
        }
        let midnight = start_of_day(day(2026, 11, 19), NATIONAL_ZONE);
        let before = midnight - chrono::TimeDelta::microseconds(1);
        assert_eq!((national_day(before), national_day(midnight)), (day(2026, 11, 18), day(2026, 11, 19)));
        let start = start_of_day(day(2026, 11, 19), zone_of_department("974"));
        assert_eq!(start.to_rfc3339(), "2026-11-18T20:00:00+00:00");
    }

    #[test]
    fn places_have_their_own_holidays() {
        let reference = Reference::load().expect("embedded data");
        let good_friday = day(2026, 4, 3);
        assert!(is_workday(&reference, good_friday, "75"));
        assert!(!is_workday(&reference, good_friday, "67"));
        assert!(!is_workday(&reference, day(2026, 11, 11), "75"), "Armistice");
        assert!(!is_workday(&reference, day(2026, 11, 21), "75"), "a Saturday");
    }
}
