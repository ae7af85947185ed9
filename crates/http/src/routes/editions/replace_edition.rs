//! `PUT /v1/editions/{edition_id}`

use actix_web::put;

use super::EditionPath;
use super::edit::edit;
use super::form::EditionForm;
use crate::access::{Access, Demand as _, WriteEditions};
use crate::contract::reply::Reply;
use crate::extract::{IfMatch, Json, Path};
use crate::problem::{Conflicts, Problem};
use crate::views::edition::EditionView;

/// Replace an edition
///
/// Writes all rules, job profiles and organisations anew. What people already use cannot be taken away (409 `in_use`).
#[utoipa::path(
    tag = "editions",
    operation_id = "replace_edition",
    params(EditionPath),
    responses(Conflicts),
    extensions(("x-required-permission" = json!(WriteEditions::SLUG))),
)]
#[put("/editions/{edition_id}")]
pub async fn replace_edition(
    access: Access<WriteEditions>,
    path: Path<EditionPath>,
    if_match: IfMatch,
    body: Json<EditionForm>,
) -> Result<Reply<EditionView>, Problem> {
    edit(&access, &path, &if_match, |_, rules| body.checked_with(rules)).await
}
