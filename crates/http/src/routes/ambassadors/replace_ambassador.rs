//! `PUT /v1/ambassadors/{ambassador_id}`

use actix_web::put;

use super::AmbassadorPath;
use super::edit::edit;
use super::form::AmbassadorBody;
use crate::access::{Access, Demand as _, WriteAmbassadors};
use crate::contract::reply::Reply;
use crate::extract::{IfMatch, Json, Path};
use crate::problem::{Conflicts, Problem};
use crate::views::ambassador::AmbassadorView;

/// Replace an ambassador
///
/// Writes the whole offer anew. What was submitted must stay complete; what was rejected or withdrawn begins again
/// by its resumption.
#[utoipa::path(
    tag = "ambassadors",
    operation_id = "replace_ambassador",
    params(AmbassadorPath),
    responses(Conflicts),
    extensions(("x-required-permission" = json!(WriteAmbassadors::SLUG))),
)]
#[put("/ambassadors/{ambassador_id}")]
pub async fn replace_ambassador(
    access: Access<WriteAmbassadors>,
    path: Path<AmbassadorPath>,
    if_match: IfMatch,
    body: Json<AmbassadorBody>,
) -> Result<Reply<AmbassadorView>, Problem> {
    edit(&access, &path, &if_match, |_, rules| body.checked_with(rules)).await
}
