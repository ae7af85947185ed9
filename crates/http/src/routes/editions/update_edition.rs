//! `PATCH /v1/editions/{edition_id}`

use actix_web::patch;
use vmj_domain::edition::Edition;

use super::EditionPath;
use super::edit::{Rules, edit};
use super::form::EditionForm;
use crate::access::{Access, Demand as _, WriteEditions};
use crate::contract::reply::Reply;
use crate::extract::{IfMatch, MergePatch, Path};
use crate::problem::{Conflicts, Problem};
use crate::views::edition::EditionView;

/// Change an edition
///
/// A JSON Merge Patch (RFC 7396); lists are replaced whole. What people already use cannot be taken away (409
/// `in_use`).
#[utoipa::path(
    tag = "editions",
    operation_id = "update_edition",
    params(EditionPath),
    responses(Conflicts),
    request_body(content = EditionForm, content_type = "application/merge-patch+json"),
    extensions(("x-required-permission" = json!(WriteEditions::SLUG))),
)]
#[patch("/editions/{edition_id}")]
pub async fn update_edition(
    access: Access<WriteEditions>,
    path: Path<EditionPath>,
    if_match: IfMatch,
    patch: MergePatch<EditionForm>,
) -> Result<Reply<EditionView>, Problem> {
    let content =
        |edition: &Edition, rules: &Rules<'_>| patch.applied_with(&EditionForm::from(edition), rules);
    edit(&access, &path, &if_match, content).await
}
