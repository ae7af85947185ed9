//! `GET /v1/matching-runs/{run_id}/comparison/{other_run_id}/moves`

use actix_web::{HttpRequest, get};
use serde::{Deserialize, Serialize};
use utoipa::IntoParams;
use uuid::Uuid;
use validator::Validate;
use vmj_persistence::{Differences, MovedRow};

use super::comparison::ComparisonPath;
use crate::access::{Access, Demand as _, WriteMatchingRuns};
use crate::contract::cursor::list_fingerprint;
use crate::contract::page::{Page, PageQuery};
use crate::contract::reply::Reply;
use crate::extract::{Listing, Parse, Path, Violations};
use crate::problem::Problem;
use crate::views::matching_comparison::MatchingMoveView;

/// Nothing narrows it.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListMatchingMoves {}

impl Parse for ListMatchingMoves {
    type Value = ();

    fn parse(&self, _: &mut Violations) -> Option<()> {
        Some(())
    }
}

/// List who is moved from one matching run to another
///
/// Each student to whom the two give different ambassadors, or only one of them any.
#[utoipa::path(
    tag = "matching",
    operation_id = "list_matching_moves",
    params(ComparisonPath, PageQuery),
    extensions(("x-required-permission" = json!(WriteMatchingRuns::SLUG))),
)]
#[get("/matching-runs/{run_id}/comparison/{other_run_id}/moves")]
pub async fn list_matching_moves(
    access: Access<WriteMatchingRuns>,
    path: Path<ComparisonPath>,
    listing: Listing<ListMatchingMoves>,
    request: HttpRequest,
) -> Result<Reply<Page<MatchingMoveView>>, Problem> {
    let profiles = access.state().job_profiles().get(&access).await?;
    let list = list_fingerprint(&("matching-moves", path.run_id, path.other_run_id));
    let page = access
        .read(async |tx| {
            let (run, other) = path.find(tx).await?;
            listing.checked()?;
            let keyset = listing.page.keyset::<Uuid>(&list)?.map(Into::into);
            let slice = tx.matching().comparison(run.id, other.id, &keyset).await?;
            let total = if listing.page.wants_total() {
                let Differences { moved, here_only, there_only, .. } =
                    tx.matching().differences(run.id, other.id).await?;
                Some(moved + here_only + there_only)
            } else {
                None
            };
            let key = |row: &MovedRow| Uuid::from(row.student);
            let view = |row: MovedRow| MatchingMoveView::new(&row, &profiles.items);
            Ok(Page::new(slice, keyset.limit, &list, total, key, view))
        })
        .await?;
    let links = page.links(request.path(), request.query_string());
    Ok(Reply::plain(&page)?.with_links(links))
}
