//! `POST /v1/ambassadors/{ambassador_id}/resumption`

use actix_web::post;

use super::AmbassadorPath;
use super::transition::{Act, transition};
use crate::access::{Access, Demand as _, WriteAmbassadors};
use crate::contract::reply::Reply;
use crate::extract::{IfMatch, OptionalJson, Path};
use crate::problem::Problem;
use crate::routes::reason::ReasonForm;
use crate::views::ambassador::AmbassadorView;

/// Come back as an ambassador
///
/// After a rejection or withdrawal: a draft again.
#[utoipa::path(
    tag = "ambassadors",
    operation_id = "resume_ambassador",
    params(AmbassadorPath),
    request_body = Option<ReasonForm>,
    extensions(("x-required-permission" = json!(WriteAmbassadors::SLUG))),
)]
#[post("/ambassadors/{ambassador_id}/resumption")]
pub async fn resume_ambassador(
    access: Access<WriteAmbassadors>,
    path: Path<AmbassadorPath>,
    if_match: IfMatch,
    body: OptionalJson<ReasonForm>,
) -> Result<Reply<AmbassadorView>, Problem> {
    transition(&access, &path, &if_match, body.fingerprint(), Act::Resume, || body.checked()).await
}
