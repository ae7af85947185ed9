//! `POST /v1/editions/{edition_id}/opening`

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

/// Open an edition
///
/// Everybody sees it, and each side registers in its own window. It must offer job profiles and organisations must
/// take part.
#[utoipa::path(
    tag = "editions",
    operation_id = "open_edition",
    params(EditionPath),
    extensions(("x-required-permission" = json!(WriteEditions::SLUG))),
)]
#[post("/editions/{edition_id}/opening")]
pub async fn open_edition(
    access: Access<WriteEditions>,
    path: Path<EditionPath>,
    if_match: IfMatch,
    request: HttpRequest,
) -> Result<Reply<EditionView>, Problem> {
    let nothing = || Ok(((), None));
    let act = |edition: Edition, (), now| edition.open(now);
    transition(&access, &path, &if_match, of_request(&request), "edition.opened", nothing, act).await
}
