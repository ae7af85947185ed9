//! `POST /v1/editions/{edition_id}/reopening`

use actix_web::post;
use vmj_domain::edition::Edition;
use vmj_domain::text::Reason;

use super::EditionPath;
use super::transition::transition;
use crate::access::{Access, Demand as _, WriteEditions};
use crate::contract::reply::Reply;
use crate::extract::{IfMatch, Json, Path};
use crate::problem::Problem;
use crate::routes::reason::BecauseForm;
use crate::views::edition::EditionView;

/// Open an edition again
///
/// From matching back to registration.
#[utoipa::path(
    tag = "editions",
    operation_id = "reopen_edition",
    params(EditionPath),
    extensions(("x-required-permission" = json!(WriteEditions::SLUG))),
)]
#[post("/editions/{edition_id}/reopening")]
pub async fn reopen_edition(
    access: Access<WriteEditions>,
    path: Path<EditionPath>,
    if_match: IfMatch,
    body: Json<BecauseForm>,
) -> Result<Reply<EditionView>, Problem> {
    let reason = || body.checked().map(|reason| (reason.clone(), Some(reason)));
    let act = |edition: Edition, reason: Reason, now| {
        let state = edition.state.reopen(reason)?;
        Ok(edition.moved_to(state, now))
    };
    transition(&access, &path, &if_match, body.fingerprint(), "edition.reopened", reason, act).await
}
