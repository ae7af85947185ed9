//! `POST /v1/students/{student_id}/admission`

use actix_web::{HttpRequest, post};

use super::StudentPath;
use super::transition::{Act, transition};
use crate::access::{Access, DecideStudents, Demand as _};
use crate::contract::fingerprint::of_request;
use crate::contract::reply::Reply;
use crate::extract::{IfMatch, Path};
use crate::problem::Problem;
use crate::views::student::StudentView;

/// Find a student eligible
///
/// Where the rule left it open. The address must be proven (409 `email_unverified`).
#[utoipa::path(
    tag = "students",
    operation_id = "admit_student",
    params(StudentPath),
    extensions(("x-required-permission" = json!(DecideStudents::SLUG))),
)]
#[post("/students/{student_id}/admission")]
pub async fn admit_student(
    access: Access<DecideStudents>,
    path: Path<StudentPath>,
    if_match: IfMatch,
    request: HttpRequest,
) -> Result<Reply<StudentView>, Problem> {
    transition(&access, &path, &if_match, of_request(&request), Act::Admit, || Ok(None)).await
}
