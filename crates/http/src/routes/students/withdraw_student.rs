//! `POST /v1/students/{student_id}/withdrawal`

use actix_web::post;

use super::StudentPath;
use super::transition::{Act, transition};
use crate::access::{Access, Demand as _, WriteStudents};
use crate::contract::reply::Reply;
use crate::extract::{IfMatch, Json, Path};
use crate::problem::Problem;
use crate::routes::reason::BecauseForm;
use crate::views::student::StudentView;

/// Withdraw a student
///
/// Out of the edition, with a reason.
#[utoipa::path(
    tag = "students",
    operation_id = "withdraw_student",
    params(StudentPath),
    extensions(("x-required-permission" = json!(WriteStudents::SLUG))),
)]
#[post("/students/{student_id}/withdrawal")]
pub async fn withdraw_student(
    access: Access<WriteStudents>,
    path: Path<StudentPath>,
    if_match: IfMatch,
    body: Json<BecauseForm>,
) -> Result<Reply<StudentView>, Problem> {
    transition(&access, &path, &if_match, body.fingerprint(), Act::Withdraw, || body.checked().map(Some))
        .await
}
