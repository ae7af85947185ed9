//! `POST /v1/students/{student_id}/refusal`

use actix_web::post;

use super::StudentPath;
use super::transition::{Act, transition};
use crate::access::{Access, DecideStudents, Demand as _};
use crate::contract::reply::Reply;
use crate::extract::{IfMatch, Json, Path};
use crate::problem::Problem;
use crate::routes::reason::BecauseForm;
use crate::views::student::StudentView;

/// Find a student not eligible
///
/// Where the rule left it open; with a reason, which the student reads.
#[utoipa::path(
    tag = "students",
    operation_id = "refuse_student",
    params(StudentPath),
    extensions(("x-required-permission" = json!(DecideStudents::SLUG))),
)]
#[post("/students/{student_id}/refusal")]
pub async fn refuse_student(
    access: Access<DecideStudents>,
    path: Path<StudentPath>,
    if_match: IfMatch,
    body: Json<BecauseForm>,
) -> Result<Reply<StudentView>, Problem> {
    transition(&access, &path, &if_match, body.fingerprint(), Act::Refuse, || body.checked().map(Some)).await
}
