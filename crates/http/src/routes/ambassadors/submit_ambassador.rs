//! `POST /v1/ambassadors/{ambassador_id}/submission`

use actix_web::post;

use super::AmbassadorPath;
use super::transition::{Act, transition};
use crate::access::{Access, Demand as _, WriteAmbassadors};
use crate::contract::reply::Reply;
use crate::extract::{IfMatch, OptionalJson, Path};
use crate::problem::Problem;
use crate::routes::reason::ReasonForm;
use crate::views::ambassador::AmbassadorView;

/// Submit an ambassador
///
/// Hands the draft in to the ministry. What is missing, or no longer what the edition takes, is named by pointer, all of
/// it (422).
#[utoipa::path(
    tag = "ambassadors",
    operation_id = "submit_ambassador",
    params(AmbassadorPath),
    request_body = Option<ReasonForm>,
    extensions(("x-required-permission" = json!(WriteAmbassadors::SLUG))),
)]
#[post("/ambassadors/{ambassador_id}/submission")]
pub async fn submit_ambassador(
    access: Access<WriteAmbassadors>,
    path: Path<AmbassadorPath>,
    if_match: IfMatch,
    body: OptionalJson<ReasonForm>,
) -> Result<Reply<AmbassadorView>, Problem> {
    transition(&access, &path, &if_match, body.fingerprint(), Act::Submit, || body.checked()).await
}
