//! `POST /v1/schools/{school_id}/restoration`

use actix_web::{HttpRequest, post};
use vmj_domain::school::School;

use super::SchoolPath;
use super::transition::transition;
use crate::access::{Access, Demand as _, WriteSchools};
use crate::contract::reply::Reply;
use crate::extract::{IfMatch, Path};
use crate::problem::Problem;
use crate::views::school::SchoolView;

/// Restore a school
///
/// Takes it back into use.
#[utoipa::path(
    tag = "schools",
    operation_id = "restore_school",
    params(SchoolPath),
    extensions(("x-required-permission" = json!(WriteSchools::SLUG))),
)]
#[post("/schools/{school_id}/restoration")]
pub async fn restore_school(
    access: Access<WriteSchools>,
    path: Path<SchoolPath>,
    if_match: IfMatch,
    request: HttpRequest,
) -> Result<Reply<SchoolView>, Problem> {
    transition(&access, &path, &if_match, &request, "school.restored", School::restore).await
}
