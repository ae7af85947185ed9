//! `GET /v1/editions/{edition_id}/pairings`

use actix_web::{HttpRequest, get};
use chrono::NaiveDate;
use uuid::Uuid;
use vmj_domain::clock::Instant;
use vmj_persistence::{PairingKey, ReadTx, pairing_key};

use super::list_order::ListPairings;
use super::scene::Scene;
use crate::access::{Access, Demand as _, ReadPairings};
use crate::contract::cursor::list_fingerprint;
use crate::contract::page::{Page, PageQuery};
use crate::contract::reply::Reply;
use crate::extract::{Listing, Path};
use crate::problem::Problem;
use crate::routes::editions::EditionPath;
use crate::views::pairing::PairingView;

/// List pairings
///
/// One's own, on either side; a ministry admin sees those of the own organisation and of all below it, DINUM all of the
/// edition. Each with both sides, as far as the caller may see them.
#[utoipa::path(
    tag = "pairings",
    operation_id = "list_pairings",
    params(EditionPath, PageQuery, ListPairings),
    extensions(("x-required-permission" = json!(ReadPairings::SLUG))),
)]
#[get("/editions/{edition_id}/pairings")]
pub async fn list_pairings(
    access: Access<ReadPairings>,
    path: Path<EditionPath>,
    listing: Listing<ListPairings>,
    request: HttpRequest,
) -> Result<Reply<Page<PairingView>>, Problem> {
    let (state, actor) = (access.state(), access.actor());
    let edition = path.held(&access).await?;
    listing.checked()?;
    let Listing { page, wanted } = &listing;
    let list = list_fingerprint(&("pairings", edition, wanted));
    let keyset = page.keyset::<(NaiveDate, Instant, Instant, Uuid)>(&list)?;
    let keyset = keyset.map(|(date, created_at, updated_at, id)| PairingKey {
        date,
        created_at,
        updated_at,
        id: id.into(),
    });
    let scene = Scene::get(&access).await?;
    let filter = wanted.filter(actor, &scene.profiles.items, state.reference());
    let order = wanted.sort.unwrap_or_default().direction();
    let reach = actor.pairing_reach();
    let (slice, total) = access
        .read(async |tx: &ReadTx| {
            let pairings = tx.pairings();
            let slice = pairings.list(edition.into(), reach, &filter, order, &keyset).await?;
            let total = if page.wants_total() {
                Some(pairings.count(edition.into(), reach, &filter).await?)
            } else {
                None
            };
            Ok((slice, total))
        })
        .await?;
    let key = |pairing: &_| {
        let PairingKey { date, created_at, updated_at, id } = pairing_key(pairing);
        (date, created_at, updated_at, Uuid::from(id))
    };
    let view = |pairing| scene.view(&pairing, actor, state);
    let page = Page::new(slice, keyset.limit, &list, total, key, view);
    let links = page.links(request.path(), request.query_string());
    Ok(Reply::plain(&page)?.with_links(links))
}
