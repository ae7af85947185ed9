//! `POST /v1/ambassadors/{ambassador_id}/withdrawal`

use actix_web::post;

use super::AmbassadorPath;
use super::transition::{Act, transition};
use crate::access::{Access, Demand as _, WriteAmbassadors};
use crate::contract::reply::Reply;
use crate::extract::{IfMatch, Json, Path};
use crate::problem::Problem;
use crate::routes::reason::BecauseForm;
use crate::views::ambassador::AmbassadorView;

/// Withdraw an ambassador
///
/// Out of the edition, with a reason. It frees their pairings.
#[utoipa::path(
    tag = "ambassadors",
    operation_id = "withdraw_ambassador",
    params(AmbassadorPath),
    extensions(("x-required-permission" = json!(WriteAmbassadors::SLUG))),
)]
#[post("/ambassadors/{ambassador_id}/withdrawal")]
pub async fn withdraw_ambassador(
    access: Access<WriteAmbassadors>,
    path: Path<AmbassadorPath>,
    if_match: IfMatch,
    body: Json<BecauseForm>,
) -> Result<Reply<AmbassadorView>, Problem> {
    transition(&access, &path, &if_match, body.fingerprint(), Act::Withdraw, || body.checked().map(Some))
        .await
}
