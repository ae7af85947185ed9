//! The edition that is open now.

use chrono::{Datelike as _, Days, NaiveDate, TimeDelta, Weekday};
use vmj_domain::edition::{DayRange, Document, EditionParameters};
use vmj_domain::place::{is_workday, national_day};
use vmj_domain::study::DiplomaKind;

use super::{Plan, Times, draft, parameters};
use crate::organisations::{EIGHT, MORE, MOST};
use crate::places;
use crate::scene::Scene;
use crate::{DemoError, Size};

/// Agents and students of the last edition who come again.
const FIRST_AGENT: usize = 128;
const FIRST_STUDENT: usize = 230;

/// The open edition: its day is about six weeks away, people have been registering for some weeks.
pub async fn open(scene: &Scene<'_>, size: Size) -> Result<Plan, DemoError> {
    let now = scene.tx.now();
    let today = national_day(now);
    let shifted = |days: i64| {
        let distance = Days::new(days.unsigned_abs());
        if days < 0 { today.checked_sub_days(distance) } else { today.checked_add_days(distance) }
            .unwrap_or(today)
    };
    let day = (42..70).map(shifted).find(|day| suits_all(scene, *day));
    let day = day.ok_or_else(|| DemoError::Defect("no workday in sight".to_owned()))?;
    let week = day.week(Weekday::Mon);
    let last = week.last_day().checked_add_days(Days::new(5)).unwrap_or(day);
    let common = parameters(day, DayRange { first: week.first_day(), last });
    let rule = EditionParameters {
        // One kind that the rule refuses by itself.
        diploma_kinds: common
            .diploma_kinds
            .iter()
            .copied()
            .filter(|kind| *kind != DiplomaKind::ProfessionalTitle)
            .collect(),
        ambassadors_window: DayRange { first: shifted(-50), last: shifted(21) },
        students_window: DayRange { first: shifted(-36), last: shifted(28) },
        answer_days: 7,
        documents: Document::ALL.to_vec(),
        ..common
    };
    let ago = |days| now - TimeDelta::days(days);
    let administrations: Vec<_> = [EIGHT, MORE, MOST].into_iter().flatten().copied().collect();
    let organisations = scene.taking_part(&administrations);
    let edition = draft(scene.tx, &scene.profiles, organisations, (rule.clone(), ago(60)))?;
    let edition = edition.open(ago(51))?;
    scene.announce(&edition).await?;
    Ok(Plan {
        edition,
        is_open: true,
        towns: places::everywhere(&rule, scene.reference)?,
        agents: FIRST_AGENT..FIRST_AGENT + size.ambassadors,
        students: FIRST_STUDENT..FIRST_STUDENT + size.students,
        pairings: size.ambassadors * 3 / 4,
        times: Times {
            ambassadors: (ago(48), ago(26)),
            students: (ago(34), ago(25)),
            withdrawals: ago(12),
            first_proposals: ago(21),
            losses: ago(13),
            last_proposals: ago(9),
        },
    })
}

/// Whether a day is in the middle of a week, and a workday everywhere.
fn suits_all(scene: &Scene<'_>, day: NaiveDate) -> bool {
    let works = |code: &str| is_workday(scene.reference, day, code);
    matches!(day.weekday(), Weekday::Tue | Weekday::Wed | Weekday::Thu)
        && scene.reference.departments.iter().all(|department| works(&department.code))
}
