//! `POST /v1/ambassadors/{ambassador_id}/rejection`

use actix_web::post;

use super::AmbassadorPath;
use super::transition::{Act, transition};
use crate::access::{Access, DecideAmbassadors, Demand as _};
use crate::contract::reply::Reply;
use crate::extract::{IfMatch, Json, Path};
use crate::problem::Problem;
use crate::routes::reason::BecauseForm;
use crate::views::ambassador::AmbassadorView;

/// Reject an ambassador
///
/// With a reason, which the agent reads. It frees their pairings. Nobody decides on their own (409 `own_record`).
#[utoipa::path(
    tag = "ambassadors",
    operation_id = "reject_ambassador",
    params(AmbassadorPath),
    extensions(("x-required-permission" = json!(DecideAmbassadors::SLUG))),
)]
#[post("/ambassadors/{ambassador_id}/rejection")]
pub async fn reject_ambassador(
    access: Access<DecideAmbassadors>,
    path: Path<AmbassadorPath>,
    if_match: IfMatch,
    body: Json<BecauseForm>,
) -> Result<Reply<AmbassadorView>, Problem> {
    transition(&access, &path, &if_match, body.fingerprint(), Act::Reject, || body.checked().map(Some)).await
}
