//! `POST /v1/editions/{edition_id}/cancellation`

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

/// Cancel an edition
///
/// It will not take place: possible until it was held, and for good. Its duos are cancelled with it, and told.
#[utoipa::path(
    tag = "editions",
    operation_id = "cancel_edition",
    params(EditionPath),
    extensions(("x-required-permission" = json!(WriteEditions::SLUG))),
)]
#[post("/editions/{edition_id}/cancellation")]
pub async fn cancel_edition(
    access: Access<WriteEditions>,
    path: Path<EditionPath>,
    if_match: IfMatch,
    body: Json<BecauseForm>,
) -> Result<Reply<EditionView>, Problem> {
    let reason = || body.checked().map(|reason| (reason.clone(), Some(reason)));
    let act = |edition: Edition, reason: Reason, now| {
        let state = edition.state.cancel(reason)?;
        Ok(edition.moved_to(state, now))
    };
    transition(&access, &path, &if_match, body.fingerprint(), "edition.cancelled", reason, act).await
}
