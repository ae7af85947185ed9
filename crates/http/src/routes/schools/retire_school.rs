//! `POST /v1/schools/{school_id}/retirement`

use actix_web::{HttpRequest, post};
use vmj_domain::school::School;

use super::SchoolPath;
use super::transition::transition;
use crate::access::{Access, Demand as _, WriteSchools};
use crate::contract::reply::Reply;
use crate::extract::{IfMatch, Path};
use crate::problem::Problem;
use crate::views::school::SchoolView;

/// Retire a school
///
/// Takes it out of use: nobody can name it any more. What refers to it stays.
#[utoipa::path(
    tag = "schools",
    operation_id = "retire_school",
    params(SchoolPath),
    extensions(("x-required-permission" = json!(WriteSchools::SLUG))),
)]
#[post("/schools/{school_id}/retirement")]
pub async fn retire_school(
    access: Access<WriteSchools>,
    path: Path<SchoolPath>,
    if_match: IfMatch,
    request: HttpRequest,
) -> Result<Reply<SchoolView>, Problem> {
    transition(&access, &path, &if_match, &request, "school.retired", School::retire).await
}
