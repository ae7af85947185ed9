//! `PUT /v1/students/{student_id}`

use actix_web::put;

use super::StudentPath;
use super::edit::edit;
use super::form::StudentBody;
use crate::access::{Access, Demand as _, WriteStudents};
use crate::contract::reply::Reply;
use crate::extract::{IfMatch, Json, Path};
use crate::problem::Problem;
use crate::views::student::StudentView;

/// Replace a student
///
/// Writes the whole form anew. What was submitted must stay complete, and is decided on again when the change touches
/// eligibility; whoever is not eligible or has withdrawn begins again by their resumption.
#[utoipa::path(
    tag = "students",
    operation_id = "replace_student",
    params(StudentPath),
    responses((status = 409)),
    extensions(("x-required-permission" = json!(WriteStudents::SLUG))),
)]
#[put("/students/{student_id}")]
pub async fn replace_student(
    access: Access<WriteStudents>,
    path: Path<StudentPath>,
    if_match: IfMatch,
    body: Json<StudentBody>,
) -> Result<Reply<StudentView>, Problem> {
    edit(&access, &path, &if_match, |_| body.read()).await
}
