//! `POST /v1/students/{student_id}/resumption`

use actix_web::post;

use super::StudentPath;
use super::transition::{Act, transition};
use crate::access::{Access, Demand as _, WriteStudents};
use crate::contract::reply::Reply;
use crate::extract::{IfMatch, OptionalJson, Path};
use crate::problem::Problem;
use crate::routes::reason::ReasonForm;
use crate::views::student::StudentView;

/// Come back as a student
///
/// After a refusal or withdrawal: a draft again.
#[utoipa::path(
    tag = "students",
    operation_id = "resume_student",
    params(StudentPath),
    request_body = Option<ReasonForm>,
    extensions(("x-required-permission" = json!(WriteStudents::SLUG))),
)]
#[post("/students/{student_id}/resumption")]
pub async fn resume_student(
    access: Access<WriteStudents>,
    path: Path<StudentPath>,
    if_match: IfMatch,
    body: OptionalJson<ReasonForm>,
) -> Result<Reply<StudentView>, Problem> {
    transition(&access, &path, &if_match, body.fingerprint(), Act::Resume, || body.checked()).await
}
