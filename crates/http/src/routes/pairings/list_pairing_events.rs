//! `GET /v1/pairings/{pairing_id}/events`

use actix_web::{HttpRequest, get};
use serde::{Deserialize, Serialize};
use utoipa::IntoParams;
use uuid::Uuid;
use validator::Validate;
use vmj_domain::id::PairingEventId;

use super::PairingPath;
use crate::access::{Access, Demand as _, ReadPairings};
use crate::contract::cursor::list_fingerprint;
use crate::contract::page::{Page, PageQuery};
use crate::contract::reply::Reply;
use crate::extract::{Listing, Parse, Path, Violations};
use crate::problem::Problem;
use crate::views::pairing_event::PairingEventView;

/// Nothing narrows it.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListPairingEvents {}

impl Parse for ListPairingEvents {
    type Value = ();

    fn parse(&self, _: &mut Violations) -> Option<()> {
        Some(())
    }
}

/// Read the history of a pairing
///
/// What happened to it, by whom and when, in order of time; whoever sees the pairing sees it.
#[utoipa::path(
    tag = "pairings",
    operation_id = "list_pairing_events",
    params(PairingPath, PageQuery),
    extensions(("x-required-permission" = json!(ReadPairings::SLUG))),
)]
#[get("/pairings/{pairing_id}/events")]
pub async fn list_pairing_events(
    access: Access<ReadPairings>,
    path: Path<PairingPath>,
    listing: Listing<ListPairingEvents>,
    request: HttpRequest,
) -> Result<Reply<Page<PairingEventView>>, Problem> {
    let (reach, id) = (access.actor().pairing_reach(), path.pairing_id.into());
    let list = list_fingerprint(&("pairing-events", path.pairing_id));
    let key = |(id, _): &(PairingEventId, _)| Uuid::from(*id);
    let page = access
        .read(async |tx| {
            tx.pairings().find(id, reach).await?.ok_or(Problem::not_found())?;
            listing.checked()?;
            let keyset = listing.page.keyset::<Uuid>(&list)?.map(PairingEventId::from);
            let slice = tx.pairings().history(id, &keyset).await?;
            let wants_total = listing.page.wants_total();
            let total = if wants_total { Some(tx.pairings().history_length(id).await?) } else { None };
            Ok(Page::new(slice, keyset.limit, &list, total, key, PairingEventView::from))
        })
        .await?;
    let links = page.links(request.path(), request.query_string());
    Ok(Reply::plain(&page)?.with_links(links))
}
