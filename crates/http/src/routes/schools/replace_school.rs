//! `PUT /v1/schools/{school_id}`

use actix_web::put;

use super::SchoolPath;
use super::content::SchoolForm;
use super::edit::edit;
use crate::access::{Access, Demand as _, WriteSchools};
use crate::contract::reply::Reply;
use crate::extract::{IfMatch, Json, Path};
use crate::problem::{Conflicts, Problem};
use crate::views::school::SchoolView;

/// Replace a school
///
/// Writes its UAI, its name and its commune anew.
#[utoipa::path(
    tag = "schools",
    operation_id = "replace_school",
    params(SchoolPath),
    responses(Conflicts),
    extensions(("x-required-permission" = json!(WriteSchools::SLUG))),
)]
#[put("/schools/{school_id}")]
pub async fn replace_school(
    access: Access<WriteSchools>,
    path: Path<SchoolPath>,
    if_match: IfMatch,
    body: Json<SchoolForm>,
) -> Result<Reply<SchoolView>, Problem> {
    edit(&access, &path, &if_match, |_| body.checked()).await
}
