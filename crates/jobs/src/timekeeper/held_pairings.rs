//! A day of which nobody has told anything is taken to have been held, once its report time is over.

use chrono::{Days, NaiveDate};
use vmj_domain::clock::Instant;
use vmj_domain::pairing::{Pairing, REPORT_DAYS};
use vmj_domain::place::zone_of_department;
use vmj_persistence::{Due, StoreError};

use super::{Timekeeper, pairings};

/// French Polynesia: nowhere else of ours does a day end later.
const LAST_DEPARTMENT: &str = "987";

/// Takes a batch of days to have been held.
pub async fn hold(keeper: &Timekeeper) -> Result<usize, StoreError> {
    let day = last_day(keeper.store.clock().now());
    pairings::act(keeper, Due::Day(day), Pairing::hold).await
}

/// The latest date whose report time is over wherever the place is ([`Pairing::is_held_from`]).
///
/// The database knows the date of a duo, not the zone of its place. Were it asked for all that may be due somewhere, rows
/// that are not due yet could fill batch after batch, and those behind them would wait. So every place waits for the
/// last one: at most half a day longer.
fn last_day(now: Instant) -> NaiveDate {
    let today_there = now.with_timezone(&zone_of_department(LAST_DEPARTMENT)).date_naive();
    today_there.checked_sub_days(Days::new(REPORT_DAYS + 1)).unwrap_or(NaiveDate::MIN)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;
    use vmj_domain::place::end_of_day;
    use vmj_domain::reference::Reference;

    #[test]
    fn the_report_time_of_the_day_is_over_everywhere_and_just_over_somewhere() {
        let reference = Reference::load().expect("embedded data");
        let is_over = |day: NaiveDate, code: &str, now| {
            end_of_day(day + Days::new(REPORT_DAYS), zone_of_department(code)) <= now
        };
        let start = "2026-03-25T00:30:00Z".parse::<Instant>().expect("an instant");
        // Through a change of the clock of metropolitan France.
        for hours in 0..240 {
            let now = start + TimeDelta::hours(hours);
            let day = last_day(now);
            for department in &reference.departments {
                assert!(is_over(day, &department.code, now), "{} at {now}", department.code);
            }
            assert!(!is_over(day + Days::new(1), LAST_DEPARTMENT, now), "{now}");
        }
    }
}
