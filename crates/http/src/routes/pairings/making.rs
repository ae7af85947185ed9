//! What pairing by hand and replacing have in common.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;
use vmj_domain::ambassador::Ambassador;
use vmj_domain::broken::Rule;
use vmj_domain::edition::{Edition, Operation};
use vmj_domain::id::{AmbassadorId, PairingId, StudentId};
use vmj_domain::pairing::{Author, Change, Pair, Pairing, broken_date};
use vmj_domain::place::{CAPITAL, Format, start_of_day, zone_of_department};
use vmj_domain::student::Student;
use vmj_domain::text::Slug;
use vmj_persistence::StoreError;

use super::fresh::Fresh;
use crate::access::{Access, MakePairings, Unit};
use crate::extract::{Parse, Violations};
use crate::problem::{Problem, ProblemCode};
use crate::routes::ambassadors::department;
use crate::routes::editions::admit;
use crate::views::code::FormatCode;

/// With whom, for what, how and when.
#[derive(Debug, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"ambassador_id": "019ab5a0-0000-7000-8000-000000000000", "job_profile_code": "data-engineer", "format": "on_site"}))]
pub struct HostForm {
    /// Which ambassador: approved, with a seat left.
    pub ambassador_id: Uuid,
    /// What the day shows: a job of the ambassador's that the edition offers.
    #[schema(max_length = 64, example = "data-engineer")]
    pub job_profile_code: String,
    /// How the two meet: a way that suits both.
    pub format: FormatCode,
    /// When; the edition's day when left out.
    #[serde(default)]
    #[schema(example = "2026-11-19")]
    pub date: Option<NaiveDate>,
}

/// With whom, for what, how and when.
#[derive(Debug)]
pub struct Host {
    /// Which ambassador.
    pub ambassador: AmbassadorId,
    /// What the day shows.
    pub job_profile: Slug,
    /// How they meet.
    pub format: Format,
    /// When.
    pub date: Option<NaiveDate>,
}

impl Parse for HostForm {
    type Value = Host;

    fn parse(&self, violations: &mut Violations) -> Option<Host> {
        let job_profile = violations.take("/job_profile_code", Slug::parse(&self.job_profile_code))?;
        let (ambassador, format) = (self.ambassador_id.into(), self.format.0);
        Some(Host { ambassador, job_profile, format, date: self.date })
    }
}

/// What is to be proposed, in which every value names something that it may.
pub struct Proposal<'p> {
    edition: &'p Edition,
    student: Student,
    ambassador: Ambassador,
    job_profile: Slug,
    format: Format,
    date: NaiveDate,
    /// That of the site.
    department: Option<String>,
}

/// Looks up both of a duo and the date. The rows of both are locked, the ambassador's before the student's: what is
/// checked holds until the end of the transaction.
///
/// # Errors
/// 422 for ids and dates that are not right.
pub async fn proposal<'p>(
    access: &Access<MakePairings>,
    unit: &Unit<'_>,
    edition: &'p Edition,
    student: StudentId,
    host: Host,
) -> Result<Proposal<'p>, Problem> {
    let Host { ambassador, job_profile, format, date } = host;
    let (ambassador, student) = both(access, unit, edition, ambassador, student).await?;
    let reference = access.state().reference();
    let department = department(reference, &ambassador.form).map(str::to_owned);
    let date = date.unwrap_or(edition.parameters.day);
    let place = (reference, department.as_deref().unwrap_or(CAPITAL));
    match broken_date(date, &edition.parameters, place, unit.now()) {
        Some(broken) => Err(vec![broken].into()),
        None => Ok(Proposal { edition, student, ambassador, job_profile, format, date, department }),
    }
}

/// Proposes a duo: a new one, or in the place of a lost one, which may still be done when the edition was held.
///
/// # Errors
/// 409 for what keeps the two apart.
pub async fn propose(
    access: &Access<MakePairings>,
    unit: &Unit<'_>,
    proposal: Proposal<'_>,
    replaces: Option<PairingId>,
) -> Result<Pairing, Problem> {
    let Proposal { edition, student, ambassador, job_profile, format, date, department } = proposal;
    let zone = zone_of_department(department.as_deref().unwrap_or(CAPITAL));
    let operation = match replaces {
        None => Operation::Pair,
        Some(_) => Operation::Answer { to_come: unit.now() < start_of_day(date, zone) },
    };
    admit(edition, operation, access.actor(), None, unit.now())?;
    let pair =
        Pair { edition, student: &student, ambassador: &ambassador, job_profile: &job_profile, format };
    let obstacles = pair.obstacles();
    if !obstacles.is_empty() {
        return Err(obstacles.into());
    }
    let seats = unit.pairings().seats_of(ambassador.id).await?;
    let seat = seats.first_free(ambassador.form.capacity.unwrap_or(0));
    let seat = seat.ok_or(Problem::new(ProblemCode::NoSeatLeft))?;
    let people = [student.person.id, ambassador.agent.id];
    let locales = unit.accounts().locales(&people).await?;
    let fresh = Fresh { student, ambassador, job_profile, format, date, department, replaces };
    let pairing = fresh.proposed(unit, edition, (unit.new_id(), seat), &locales);
    let change = Change::proposal(pairing, Author::Dinum);
    unit.pairings().insert(&change, &access.state().settings().front_url).await.map_err(taken)?;
    let pairing = change.pairing;
    let (subject, owner) = (("pairing", pairing.id.to_string()), pairing.ambassador.organisation.id);
    unit.audited("pairing.proposed", subject, Some(owner), &[], None).await?;
    Ok(pairing)
}

async fn both(
    access: &Access<MakePairings>,
    unit: &Unit<'_>,
    edition: &Edition,
    ambassador: AmbassadorId,
    student: StudentId,
) -> Result<(Ambassador, Student), Problem> {
    let actor = access.actor();
    let ambassadors =
        unit.ambassadors().find_many_locked(edition.id, &[ambassador], actor.ambassador_reach()).await?;
    let students = unit.students().find_many_locked(edition.id, &[student], actor.student_reach()).await?;
    match (ambassadors.into_iter().next(), students.into_iter().next()) {
        (Some(ambassador), Some(student)) => Ok((ambassador, student)),
        (ambassador, student) => {
            let unknown = [("/ambassador_id", ambassador.is_none()), ("/student_id", student.is_none())];
            let unknown = unknown.into_iter().filter(|(_, unknown)| *unknown);
            Err(unknown.map(|(at, _)| Rule::Unknown.at(at)).collect::<Vec<_>>().into())
        }
    }
}

/// What the unique indexes refuse: seats are locked, so that it is the student, or what is replaced.
fn taken(error: StoreError) -> Problem {
    match error {
        StoreError::Duplicate(constraint) if constraint.contains("replaces") => {
            Problem::new(ProblemCode::AlreadyReplaced)
        }
        StoreError::Duplicate(_) => Problem::new(ProblemCode::AlreadyPaired),
        error => error.into(),
    }
}
