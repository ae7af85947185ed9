//! `POST /v1/students/{student_id}/school-resolution`

use std::collections::HashSet;

use actix_web::post;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;
use vmj_domain::broken::Rule;
use vmj_domain::edition::Operation;
use vmj_domain::id::{SchoolId, StudentId};
use vmj_domain::school::School;
use vmj_domain::text::{Uai, fold};
use vmj_persistence::{Resolved, StoreError};

use super::transition::reconsider;
use super::{Catalogues, StudentPath};
use crate::access::{Access, DecideStudents, Demand as _, Unit};
use crate::contract::reply::Reply;
use crate::extract::{IfMatch, Json, Parse, Path, Violations};
use crate::problem::Problem;
use crate::routes::editions::{admit, edition_of};
use crate::views::student::StudentView;

/// The school that is meant.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"school_uai": "0352756F"}))]
pub struct ResolveSchool {
    /// Its UAI, one of `/v1/schools` that is in use.
    #[validate(length(min = 1, max = Uai::MAX_LENGTH))]
    #[schema(min_length = 1, max_length = 8, example = "0352756F")]
    school_uai: String,
}

impl Parse for ResolveSchool {
    type Value = Uai;

    fn parse(&self, violations: &mut Violations) -> Option<Uai> {
        violations.take("/school_uai", Uai::parse(&self.school_uai))
    }
}

/// Say which school is meant
///
/// By the free text of this student, from now on: all who wrote the same, accents, case and punctuation apart, are put at
/// this school now and when they register, and those who waited for it are decided on again.
#[utoipa::path(
    tag = "students",
    operation_id = "resolve_school",
    params(StudentPath),
    extensions(("x-required-permission" = json!(DecideStudents::SLUG))),
)]
#[post("/students/{student_id}/school-resolution")]
pub async fn resolve_school(
    access: Access<DecideStudents>,
    path: Path<StudentPath>,
    if_match: IfMatch,
    body: Json<ResolveSchool>,
) -> Result<Reply<StudentView>, Problem> {
    let (state, actor) = (access.state(), access.actor());
    let catalogues = Catalogues::get(&access).await?;
    access
        .write(async |unit| {
            let seen = path.load(unit, actor).await?;
            let school = school(unit, &body.checked()?).await?;
            if let Ok(name) = seen.unresolved_school() {
                // Before the student: whoever names a school in these words waits, and then finds it.
                unit.schools().hold_meaning(&fold(name.as_str()), true).await?;
            }
            let student = path.load_locked(unit, actor).await?;
            unit.first_time(body.fingerprint()).await?;
            if_match.honour(student.version)?;
            let edition = edition_of(unit, student.edition.id).await?;
            admit(&edition, Operation::Decide, actor, None, unit.now())?;
            let name = student.unresolved_school()?;
            if seen.unresolved_school() != Ok(name) {
                return Err(Problem::from(StoreError::Conflict("other words meanwhile".to_owned())).into());
            }
            let front_url = &state.settings().front_url;
            resolve(unit, front_url, &fold(name.as_str()), school.id).await?;
            let student = path.load(unit, actor).await?;
            Ok(Reply::versioned(student.version, &catalogues.view(&student, state))?)
        })
        .await
}

async fn school(unit: &Unit<'_>, uai: &Uai) -> Result<School, Problem> {
    let rule = match unit.schools().find_by_uai(uai).await? {
        None => Rule::Unknown,
        Some(school) if school.retired_at.is_some() => Rule::Retired,
        Some(school) => return Ok(school),
    };
    Err(vec![rule.at("/school_uai")].into())
}

/// Puts all who wrote this at the school, in a number of statements that hardly depends on how many they are.
async fn resolve(unit: &Unit<'_>, front_url: &str, folded: &str, school: SchoolId) -> Result<(), Problem> {
    unit.schools().set_meaning(folded, school).await?;
    let Resolved { students, waiting } = unit.students().resolve_school(folded, school).await?;
    let decided = reconsider(unit, front_url, waiting).await?;
    let decided: HashSet<_> = decided.iter().map(|student| student.id).collect();
    let fields = |id: &StudentId| -> &'static [&'static str] {
        if decided.contains(id) { &["school", "state"] } else { &["school"] }
    };
    let event = |id: &StudentId| {
        unit.event("student.school_resolved", ("student", id.to_string()), None, fields(id), None)
    };
    let events: Vec<_> = students.iter().map(event).collect();
    Ok(unit.all_audited(&events).await?)
}
