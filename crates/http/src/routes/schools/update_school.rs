//! `PATCH /v1/schools/{school_id}`

use actix_web::patch;

use super::SchoolPath;
use super::content::SchoolForm;
use super::edit::edit;
use crate::access::{Access, Demand as _, WriteSchools};
use crate::contract::reply::Reply;
use crate::extract::{IfMatch, MergePatch, Path};
use crate::problem::{Conflicts, Problem};
use crate::views::school::SchoolView;

/// Change a school
///
/// A JSON Merge Patch (RFC 7396) of UAI, name and commune.
#[utoipa::path(
    tag = "schools",
    operation_id = "update_school",
    params(SchoolPath),
    request_body(content = SchoolForm, content_type = "application/merge-patch+json"),
    responses(Conflicts),
    extensions(("x-required-permission" = json!(WriteSchools::SLUG))),
)]
#[patch("/schools/{school_id}")]
pub async fn update_school(
    access: Access<WriteSchools>,
    path: Path<SchoolPath>,
    if_match: IfMatch,
    patch: MergePatch<SchoolForm>,
) -> Result<Reply<SchoolView>, Problem> {
    edit(&access, &path, &if_match, |school| patch.applied_to(&SchoolForm::from(&school.content))).await
}
