//! `POST /v1/editions/{edition_id}/holding`

use actix_web::{HttpRequest, post};
use vmj_domain::edition::Edition;

use super::EditionPath;
use super::transition::transition;
use crate::access::{Access, Demand as _, WriteEditions};
use crate::contract::fingerprint::of_request;
use crate::contract::reply::Reply;
use crate::extract::{IfMatch, Path};
use crate::problem::Problem;
use crate::views::edition::EditionView;

/// Tell that an edition was held
///
/// Once its day is over; it also happens by itself.
#[utoipa::path(
    tag = "editions",
    operation_id = "hold_edition",
    params(EditionPath),
    extensions(("x-required-permission" = json!(WriteEditions::SLUG))),
)]
#[post("/editions/{edition_id}/holding")]
pub async fn hold_edition(
    access: Access<WriteEditions>,
    path: Path<EditionPath>,
    if_match: IfMatch,
    request: HttpRequest,
) -> Result<Reply<EditionView>, Problem> {
    let nothing = || Ok(((), None));
    let act = |edition: Edition, (), now| edition.hold(now);
    transition(&access, &path, &if_match, of_request(&request), "edition.held", nothing, act).await
}
