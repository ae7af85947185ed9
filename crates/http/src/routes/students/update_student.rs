//! `PATCH /v1/students/{student_id}`

use actix_web::patch;

use super::StudentPath;
use super::edit::edit;
use super::form::StudentBody;
use crate::access::{Access, Demand as _, WriteStudents};
use crate::contract::reply::Reply;
use crate::extract::{IfMatch, MergePatch, Path};
use crate::problem::Problem;
use crate::views::student::StudentView;

/// Change a student
///
/// A JSON Merge Patch (RFC 7396); lists are replaced whole. What was submitted must stay complete, and is decided on
/// again when the change touches eligibility: study level, diploma, curriculum, school or age.
#[utoipa::path(
    tag = "students",
    operation_id = "update_student",
    params(StudentPath),
    request_body(content = StudentBody, content_type = "application/merge-patch+json"),
    responses((status = 409)),
    extensions(("x-required-permission" = json!(WriteStudents::SLUG))),
)]
#[patch("/students/{student_id}")]
pub async fn update_student(
    access: Access<WriteStudents>,
    path: Path<StudentPath>,
    if_match: IfMatch,
    patch: MergePatch<StudentBody>,
) -> Result<Reply<StudentView>, Problem> {
    edit(&access, &path, &if_match, |student| patch.read_over(&StudentBody::from(&student.form))).await
}
