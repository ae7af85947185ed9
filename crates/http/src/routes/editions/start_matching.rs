//! `POST /v1/editions/{edition_id}/matching`

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

/// Start matching
///
/// Registration is over for all but DINUM.
#[utoipa::path(
    tag = "editions",
    operation_id = "start_matching",
    params(EditionPath),
    extensions(("x-required-permission" = json!(WriteEditions::SLUG))),
)]
#[post("/editions/{edition_id}/matching")]
pub async fn start_matching(
    access: Access<WriteEditions>,
    path: Path<EditionPath>,
    if_match: IfMatch,
    request: HttpRequest,
) -> Result<Reply<EditionView>, Problem> {
    let nothing = || Ok(((), None));
    let act = |edition: Edition, (), now| {
        let state = edition.state.start_matching()?;
        Ok(edition.moved_to(state, now))
    };
    transition(&access, &path, &if_match, of_request(&request), "edition.matching_started", nothing, act)
        .await
}
