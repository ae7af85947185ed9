//! `DELETE /v1/students/{student_id}/accessibility-needs`

use actix_web::delete;
use vmj_domain::student::Student;

use super::StudentPath;
use crate::access::{Access, Demand as _, WriteAccessibilityNeeds};
use crate::contract::reply::NoContent;
use crate::extract::{IfMatch, Path};
use crate::problem::Problem;

/// Withdraw the consent
///
/// Erases what the student needs, at once and for ever. Possible at any time. `If-Match` takes the tag of the student.
#[utoipa::path(
    tag = "students",
    operation_id = "erase_accessibility_needs",
    params(StudentPath),
    extensions(("x-required-permission" = json!(WriteAccessibilityNeeds::SLUG))),
)]
#[delete("/students/{student_id}/accessibility-needs")]
pub async fn erase_accessibility_needs(
    access: Access<WriteAccessibilityNeeds>,
    path: Path<StudentPath>,
    if_match: IfMatch,
) -> Result<NoContent, Problem> {
    access
        .write_unkept(async |unit| {
            let student = path.load_own(unit, access.actor()).await?;
            if unit.students().needs(student.id).await?.is_none() {
                return Err(Problem::not_found().into());
            }
            if_match.require(student.version)?;
            unit.students().erase_needs(student.id).await?;
            let student = Student { updated_at: unit.now(), ..student };
            Ok(unit.students().update_row(student).await?)
        })
        .await?;
    Ok(NoContent)
}
