//! French public holidays, by place and year.

use std::ops::RangeInclusive;

use chrono::{Days, NaiveDate};

use super::rows::{ReferenceError, rows};

/// Years for which holidays are computed: the Gregorian rule of Easter as the present law has it.
pub const YEARS: RangeInclusive<i32> = 2000..=2100;

/// Where a holiday rule applies. Metropolitan France has only the rules for all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HolidayZone {
    /// Everywhere.
    All,
    /// Departments 57, 67, 68 (local law).
    AlsaceMoselle,
    /// 971.
    Guadeloupe,
    /// 972.
    Martinique,
    /// 973.
    Guyane,
    /// 974.
    LaReunion,
    /// 976.
    Mayotte,
    /// 977.
    SaintBarthelemy,
    /// 978.
    SaintMartin,
    /// 986.
    WallisEtFutuna,
    /// 987.
    PolynesieFrancaise,
    /// 988.
    NouvelleCaledonie,
}

impl HolidayZone {
    /// The zone of a department or collectivity.
    #[must_use]
    pub fn of_department(code: &str) -> Self {
        match code {
            "57" | "67" | "68" => Self::AlsaceMoselle,
            "971" => Self::Guadeloupe,
            "972" => Self::Martinique,
            "973" => Self::Guyane,
            "974" => Self::LaReunion,
            "976" => Self::Mayotte,
            "977" => Self::SaintBarthelemy,
            "978" => Self::SaintMartin,
            "986" => Self::WallisEtFutuna,
            "987" => Self::PolynesieFrancaise,
            "988" => Self::NouvelleCaledonie,
            _ => Self::All,
        }
    }

    fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "all" => Self::All,
            "alsace-moselle" => Self::AlsaceMoselle,
            "guadeloupe" => Self::Guadeloupe,
            "martinique" => Self::Martinique,
            "guyane" => Self::Guyane,
            "la-reunion" => Self::LaReunion,
            "mayotte" => Self::Mayotte,
            "saint-barthelemy" => Self::SaintBarthelemy,
            "saint-martin" => Self::SaintMartin,
            "wallis-et-futuna" => Self::WallisEtFutuna,
            "polynesie-francaise" => Self::PolynesieFrancaise,
            "nouvelle-caledonie" => Self::NouvelleCaledonie,
            _ => return None,
        })
    }
}

/// A rule of the reference data.
#[derive(Debug)]
pub struct HolidayRule {
    zone: HolidayZone,
    day: Day,
    name: String,
}

#[derive(Clone, Copy, Debug)]
enum Day {
    Fixed { month: u32, day: u32 },
    AfterEaster(i64),
}

/// A day on which a place does not work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holiday {
    /// The day.
    pub date: NaiveDate,
    /// Its French name.
    pub name: String,
    /// Whether it holds only at this place, not in all of France.
    pub local: bool,
}

pub(super) fn load() -> Result<Vec<HolidayRule>, ReferenceError> {
    const FILE: &str = "public_holidays.csv";
    rows(FILE, include_str!("../../reference/public_holidays.csv"))?
        .into_iter()
        .map(|[zone, rule, name]| {
            let parsed = HolidayZone::parse(&zone).zip(Day::parse(&rule));
            let (zone, day) = parsed
                .ok_or_else(|| ReferenceError::Value { file: FILE, problem: format!("{zone},{rule}") })?;
            Ok(HolidayRule { zone, day, name })
        })
        .collect()
}

pub(super) fn of_year(rules: &[HolidayRule], year: i32, zone: HolidayZone) -> Vec<Holiday> {
    let mut holidays: Vec<_> = rules
        .iter()
        .filter(|rule| rule.zone == HolidayZone::All || rule.zone == zone)
        .filter_map(|rule| {
            let local = rule.zone != HolidayZone::All;
            rule.day.in_year(year).map(|date| Holiday { date, name: rule.name.clone(), local })
        })
        .collect();
    holidays.sort_by(|a, b| (a.date, &a.name).cmp(&(b.date, &b.name)));
    holidays
}

impl Day {
    fn parse(rule: &str) -> Option<Self> {
        if let Some(days) = rule.strip_prefix("easter") {
            return days.parse().ok().map(Self::AfterEaster);
        }
        let (month, day) = rule.split_once('-')?;
        Some(Self::Fixed { month: month.parse().ok()?, day: day.parse().ok()? })
    }

    fn in_year(self, year: i32) -> Option<NaiveDate> {
        match self {
            Self::Fixed { month, day } => NaiveDate::from_ymd_opt(year, month, day),
            Self::AfterEaster(days) => {
                let easter = easter(year)?;
                let distance = Days::new(days.unsigned_abs());
                if days < 0 { easter.checked_sub_days(distance) } else { easter.checked_add_days(distance) }
            }
        }
    }
}

/// Easter Sunday by the anonymous Gregorian algorithm (Meeus, Astronomical Algorithms, chapter 8).
fn easter(year: i32) -> Option<NaiveDate> {
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (b - (b + 8) / 25 + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    NaiveDate::from_ymd_opt(year, u32::try_from(n / 31).ok()?, u32::try_from(n % 31 + 1).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn easter_sundays() {
        // Published dates.
        for (year, month, day) in [
            (2000, 4, 23),
            (2020, 4, 12),
            (2024, 3, 31),
            (2025, 4, 20),
            (2026, 4, 5),
            (2038, 4, 25),
            (2100, 3, 28),
        ] {
            assert_eq!(easter(year), NaiveDate::from_ymd_opt(year, month, day));
        }
    }

    #[test]
    fn zones_add_to_the_national_days() {
        let rules = load().expect("embedded data");
        let count = |code| of_year(&rules, 2026, HolidayZone::of_department(code)).len();
        assert_eq!(
            (count("75"), count("67"), count("971"), count("976"), count("975")),
            (11, 13, 13, 12, 11)
        );
        let moselle = of_year(&rules, 2026, HolidayZone::AlsaceMoselle);
        assert!(
            moselle
                .iter()
                .any(|day| day.local && day.date == NaiveDate::from_ymd_opt(2026, 4, 3).unwrap_or_default())
        );
    }
}
