//! `POST /v1/editions/{edition_id}/closure`

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

/// Close an edition
///
/// Nothing of it changes any more.
#[utoipa::path(
    tag = "editions",
    operation_id = "close_edition",
    params(EditionPath),
    extensions(("x-required-permission" = json!(WriteEditions::SLUG))),
)]
#[post("/editions/{edition_id}/closure")]
pub async fn close_edition(
    access: Access<WriteEditions>,
    path: Path<EditionPath>,
    if_match: IfMatch,
    request: HttpRequest,
) -> Result<Reply<EditionView>, Problem> {
    let nothing = || Ok(((), None));
    let act = |edition: Edition, (), now| {
        let state = edition.state.close()?;
        Ok(edition.moved_to(state, now))
    };
    transition(&access, &path, &if_match, of_request(&request), "edition.closed", nothing, act).await
}
