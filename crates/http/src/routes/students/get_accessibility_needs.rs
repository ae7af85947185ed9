//! `GET /v1/students/{student_id}/accessibility-needs`

use actix_web::get;
use vmj_domain::access::{Actor, StudentReach};
use vmj_domain::student::Student;

use super::StudentPath;
use crate::access::{Access, Demand as _, ReadAccessibilityNeeds, Unit};
use crate::contract::reply::Reply;
use crate::extract::Path;
use crate::problem::Problem;
use crate::views::student::AccessibilityNeedsView;

/// Read what a student needs
///
/// Health data: the student reads it, DINUM, and the confirmed partner; every reading by another is written into the audit log. 404 when nothing was
/// said, or the consent was withdrawn. The entity tag is that of the student.
#[utoipa::path(
    tag = "students",
    operation_id = "get_accessibility_needs",
    params(StudentPath),
    extensions(("x-required-permission" = json!(ReadAccessibilityNeeds::SLUG))),
)]
#[get("/students/{student_id}/accessibility-needs")]
pub async fn get_accessibility_needs(
    access: Access<ReadAccessibilityNeeds>,
    path: Path<StudentPath>,
) -> Result<Reply<AccessibilityNeedsView>, Problem> {
    let actor = access.actor();
    let own = |student: &Student| actor.account() == Some(student.person.id);
    access
        .write_unkept(async |unit| {
            let student = readable(unit, &path, actor).await?;
            let needs = unit.students().needs(student.id).await?.ok_or(Problem::not_found())?;
            if !own(&student) {
                let subject = ("student", student.id.to_string());
                unit.audited("student.accessibility_needs_read", subject, None, &[], None).await?;
            }
            Ok(Reply::versioned(student.version, &AccessibilityNeedsView::from(&needs))?)
        })
        .await
}

/// The student, for whoever may read what they need: the confirmed partner sees nothing else of them here.
async fn readable(unit: &Unit<'_>, path: &StudentPath, actor: &Actor) -> Result<Student, Problem> {
    if let Some(student) = unit.students().find(path.student_id.into(), actor.student_reach()).await? {
        return Ok(student);
    }
    let student = unit.students().find(path.student_id.into(), StudentReach::Everything).await?;
    let (Some(student), Some(agent)) = (student, actor.account()) else { return Err(Problem::not_found()) };
    let partner = unit.pairings().is_confirmed_partner(student.id, agent).await?;
    if partner { Ok(student) } else { Err(Problem::not_found()) }
}
