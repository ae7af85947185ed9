//! `PATCH /v1/ambassadors/{ambassador_id}`

use actix_web::patch;

use super::AmbassadorPath;
use super::edit::edit;
use super::form::AmbassadorBody;
use crate::access::{Access, Demand as _, WriteAmbassadors};
use crate::contract::reply::Reply;
use crate::extract::{IfMatch, MergePatch, Path};
use crate::problem::{Conflicts, Problem};
use crate::views::ambassador::AmbassadorView;

/// Change an ambassador
///
/// A JSON Merge Patch (RFC 7396); lists are replaced whole. What was submitted must stay complete.
#[utoipa::path(
    tag = "ambassadors",
    operation_id = "update_ambassador",
    params(AmbassadorPath),
    responses(Conflicts),
    request_body(content = AmbassadorBody, content_type = "application/merge-patch+json"),
    extensions(("x-required-permission" = json!(WriteAmbassadors::SLUG))),
)]
#[patch("/ambassadors/{ambassador_id}")]
pub async fn update_ambassador(
    access: Access<WriteAmbassadors>,
    path: Path<AmbassadorPath>,
    if_match: IfMatch,
    patch: MergePatch<AmbassadorBody>,
) -> Result<Reply<AmbassadorView>, Problem> {
    edit(&access, &path, &if_match, |ambassador, rules| {
        patch.applied_with(&AmbassadorBody::from(&ambassador.form), rules)
    })
    .await
}
