//! `POST /v1/ambassadors/{ambassador_id}/approval`

use actix_web::{HttpRequest, post};

use super::AmbassadorPath;
use super::transition::{Act, transition};
use crate::access::{Access, DecideAmbassadors, Demand as _};
use crate::contract::fingerprint::of_request;
use crate::contract::reply::Reply;
use crate::extract::{IfMatch, Path};
use crate::problem::Problem;
use crate::views::ambassador::AmbassadorView;

/// Approve an ambassador
///
/// May be matched from now on. Nobody approves their own (409 `own_record`).
#[utoipa::path(
    tag = "ambassadors",
    operation_id = "approve_ambassador",
    params(AmbassadorPath),
    extensions(("x-required-permission" = json!(DecideAmbassadors::SLUG))),
)]
#[post("/ambassadors/{ambassador_id}/approval")]
pub async fn approve_ambassador(
    access: Access<DecideAmbassadors>,
    path: Path<AmbassadorPath>,
    if_match: IfMatch,
    request: HttpRequest,
) -> Result<Reply<AmbassadorView>, Problem> {
    transition(&access, &path, &if_match, of_request(&request), Act::Approve, || Ok(None)).await
}
