//! The editions of 2020, 2021 and 2022.

use chrono::{Days, NaiveDate, TimeDelta};
use vmj_domain::edition::{DayRange, EditionParameters};
use vmj_domain::place::{NATIONAL_ZONE, end_of_day};
use vmj_domain::study::{DiplomaKind, StudyLevel};

use super::{Plan, Times, draft, hour, parameters};
use crate::DemoError;
use crate::organisations::{EIGHT, MORE, MOST};
use crate::places;
use crate::scene::Scene;

/// What is known of an edition, and what the demo makes of it.
struct Known {
    year: i32,
    /// Month and day.
    day: (u32, u32),
    /// First and last day on which a duo may meet instead.
    window: ((u32, u32), (u32, u32)),
    administrations: &'static [&'static [&'static str]],
    agents: std::ops::Range<usize>,
    students: std::ops::Range<usize>,
    pairings: usize,
}

/// Some agents come back in the next edition; so do students who were not placed.
const HELD: [Known; 3] = [
    Known {
        year: 2020,
        day: (11, 5),
        window: ((11, 2), (11, 13)),
        administrations: &[EIGHT],
        agents: 0..84,
        students: 0..110,
        pairings: 78,
    },
    Known {
        year: 2021,
        day: (11, 17),
        window: ((11, 15), (11, 26)),
        administrations: &[EIGHT, MORE],
        agents: 70..110,
        students: 110..180,
        pairings: 36,
    },
    Known {
        year: 2022,
        day: (11, 24),
        window: ((11, 21), (12, 2)),
        administrations: &[EIGHT, MORE, MOST],
        agents: 96..140,
        students: 180..260,
        pairings: 40,
    },
];

/// The editions that were held, the first one first.
pub async fn held(scene: &Scene<'_>) -> Result<Vec<Plan>, DemoError> {
    let mut plans = Vec::new();
    for known in HELD {
        plans.push(plan(scene, known).await?);
    }
    Ok(plans)
}

async fn plan(scene: &Scene<'_>, known: Known) -> Result<Plan, DemoError> {
    let defect = || DemoError::Defect("no such day".to_owned());
    let date = |(month, day)| NaiveDate::from_ymd_opt(known.year, month, day).ok_or_else(defect);
    let (first, last) = known.window;
    let (day, window) = (date(known.day)?, DayRange { first: date(first)?, last: date(last)? });
    let before = |days| day.checked_sub_days(Days::new(days)).unwrap_or(day);
    let rule = rule(known.year, parameters(day, window), before);
    let administrations: Vec<_> = known.administrations.iter().copied().flatten().copied().collect();
    let organisations = scene.taking_part(&administrations);
    let edition = draft(scene.tx, &scene.profiles, organisations, (rule.clone(), hour(before(90), 10)))?;
    let edition = edition.open(hour(before(70), 10))?;
    let matching = edition.state.start_matching()?;
    let edition = edition.moved_to(matching, hour(before(14), 10));
    let published = edition.state.publish()?;
    let edition = edition.moved_to(published, hour(before(12), 9));
    let edition = edition.hold(end_of_day(day, NATIONAL_ZONE) + TimeDelta::hours(9))?;
    scene.announce(&edition).await?;
    let registration = |window: DayRange, days: u64| {
        let last = window.last.checked_sub_days(Days::new(days)).unwrap_or(window.last);
        (hour(window.first, 9), hour(last, 18))
    };
    Ok(Plan {
        edition,
        is_open: false,
        towns: places::of_edition(&known.year.to_string(), &rule, scene.reference)?,
        agents: known.agents,
        students: known.students,
        pairings: known.pairings,
        times: Times {
            ambassadors: registration(rule.ambassadors_window, 4),
            students: registration(rule.students_window, 4),
            withdrawals: hour(before(8), 11),
            first_proposals: hour(before(12), 9),
            losses: hour(before(7), 14),
            last_proposals: hour(before(6), 9),
        },
    })
}

/// The first edition was for masters only.
fn rule(year: i32, common: EditionParameters, before: impl Fn(u64) -> NaiveDate) -> EditionParameters {
    let (study_levels, diploma_kinds) = if year == 2020 {
        use DiplomaKind::{Engineer, GrandeEcole, Master, Other, ProfessionalTitle};
        (
            vec![StudyLevel::BacPlus4, StudyLevel::BacPlus5],
            vec![Master, Engineer, GrandeEcole, ProfessionalTitle, Other],
        )
    } else {
        (common.study_levels, common.diploma_kinds)
    };
    EditionParameters {
        study_levels,
        diploma_kinds,
        ambassadors_window: DayRange { first: before(65), last: before(20) },
        students_window: DayRange { first: before(45), last: before(15) },
        ..common
    }
}
