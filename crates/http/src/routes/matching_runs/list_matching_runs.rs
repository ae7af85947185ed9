//! `GET /v1/editions/{edition_id}/matching-runs`

use actix_web::{HttpRequest, get};
use serde::{Deserialize, Serialize};
use utoipa::IntoParams;
use uuid::Uuid;
use validator::Validate;
use vmj_domain::access::Reach;
use vmj_domain::matching::MatchingRun;

use crate::access::{Access, Demand as _, ReadMatchingRuns};
use crate::contract::cursor::list_fingerprint;
use crate::contract::page::{Page, PageQuery};
use crate::contract::reply::Reply;
use crate::extract::{Listing, Parse, Path, Violations};
use crate::problem::Problem;
use crate::routes::editions::{EditionPath, is_dinum};
use crate::views::matching_run::{MatchingRunStateView, MatchingRunView};

/// What to list.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListMatchingRuns {
    /// In this state.
    #[serde(default)]
    #[param(inline)]
    state: Option<MatchingRunStateView>,
}

impl Parse for ListMatchingRuns {
    type Value = ();

    fn parse(&self, _: &mut Violations) -> Option<()> {
        Some(())
    }
}

/// List matching runs
///
/// The newest first. A ministry admin sees published ones.
#[utoipa::path(
    tag = "matching",
    operation_id = "list_matching_runs",
    params(EditionPath, PageQuery, ListMatchingRuns),
    extensions(("x-required-permission" = json!(ReadMatchingRuns::SLUG))),
)]
#[get("/editions/{edition_id}/matching-runs")]
pub async fn list_matching_runs(
    access: Access<ReadMatchingRuns>,
    path: Path<EditionPath>,
    listing: Listing<ListMatchingRuns>,
    request: HttpRequest,
) -> Result<Reply<Page<MatchingRunView>>, Problem> {
    let actor = access.actor();
    let for_dinum = is_dinum(actor);
    let edition = path.held(&access).await?;
    listing.checked()?;
    let Listing { page, wanted } = &listing;
    let list = list_fingerprint(&("matching-runs", edition, wanted));
    let keyset = page.keyset::<Uuid>(&list)?.map(Into::into);
    let published = MatchingRunStateView::Published;
    let state = match (actor.administrative_reach(), wanted.state) {
        (Reach::Everything, state) => state.map(MatchingRunStateView::slug),
        (Reach::Subtree(_), None) => Some(published.slug()),
        (Reach::Subtree(_), Some(state)) if state == published => Some(published.slug()),
        // Of these the caller sees none.
        (Reach::Subtree(_) | Reach::Nothing, _) => Some("none"),
    };
    let (slice, total) = access
        .read(async |tx| {
            let slice = tx.matching().list(edition.into(), state, &keyset).await?;
            let wants_total = page.wants_total();
            let total =
                if wants_total { Some(tx.matching().count(edition.into(), state).await?) } else { None };
            Ok((slice, total))
        })
        .await?;
    let key = |run: &MatchingRun| Uuid::from(run.id);
    let view = |run: MatchingRun| MatchingRunView::new(&run, for_dinum);
    let page = Page::new(slice, keyset.limit, &list, total, key, view);
    let links = page.links(request.path(), request.query_string());
    Ok(Reply::plain(&page)?.with_links(links))
}
