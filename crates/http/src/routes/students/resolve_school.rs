//! `POST /v1/students/{student_id}/school-resolution`

use actix_web::post;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;
use vmj_domain::broken::Rule;
use vmj_domain::edition::Operation;
use vmj_domain::text::{Uai, fold};

use super::transition::reconsider;
use super::{Catalogues, StudentPath, edition_of};
use crate::access::{Access, DecideStudents, Demand as _};
use crate::contract::reply::Reply;
use crate::extract::{IfMatch, Json, Parse, Path, Violations};
use crate::problem::Problem;
use crate::routes::editions::admit;
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
/// By the free text of this student, from now on: all who wrote the same, accents and case apart, are put at this school
/// now and when they register, and those who waited for it are decided on again.
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
            let student = path.load(unit, actor).await?;
            let uai = body.checked()?;
            let school = unit.schools().find_by_uai(&uai).await?;
            let school = match school {
                None => Err(Rule::Unknown),
                Some(school) if school.retired_at.is_some() => Err(Rule::Retired),
                Some(school) => Ok(school),
            };
            let school = school.map_err(|rule| Problem::from(vec![rule.at("/school_uai")]))?;
            unit.first_time(body.fingerprint()).await?;
            if_match.honour(student.version)?;
            let edition = edition_of(unit, student.edition.id).await?;
            admit(&edition, Operation::Decide, actor, None, unit.now())?;
            let folded = fold(student.unresolved_school()?.as_str());
            unit.schools().add_alias(&folded, school.id).await?;
            unit.students().resolve_school(&folded, school.id).await?;
            let waiting = unit.students().waiting_at(school.id).await?;
            reconsider(unit, waiting).await?;
            let subject = ("student", student.id.to_string());
            unit.audited("student.school_resolved", subject, None, &["school"], None).await?;
            let student = path.load(unit, actor).await?;
            Ok(Reply::versioned(student.version, &catalogues.view(&student, state))?)
        })
        .await
}
