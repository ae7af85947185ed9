//! `POST /v1/students/{student_id}/submission`

use actix_web::post;

use super::StudentPath;
use super::transition::{Act, transition};
use crate::access::{Access, Demand as _, WriteStudents};
use crate::contract::reply::Reply;
use crate::extract::{IfMatch, OptionalJson, Path};
use crate::problem::Problem;
use crate::routes::reason::ReasonForm;
use crate::views::student::StudentView;

/// Submit a student
///
/// Hands the draft in. What is missing is named, all of it, by pointer (422). The rule of the edition decides at once
/// whether the student is eligible, where it can; `criteria` says what it leaves open.
#[utoipa::path(
    tag = "students",
    operation_id = "submit_student",
    params(StudentPath),
    request_body = Option<ReasonForm>,
    extensions(("x-required-permission" = json!(WriteStudents::SLUG))),
)]
#[post("/students/{student_id}/submission")]
pub async fn submit_student(
    access: Access<WriteStudents>,
    path: Path<StudentPath>,
    if_match: IfMatch,
    body: OptionalJson<ReasonForm>,
) -> Result<Reply<StudentView>, Problem> {
    transition(&access, &path, &if_match, body.fingerprint(), Act::Submit, || body.checked()).await
}
