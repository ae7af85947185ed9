//! `GET /v1/pairings/{pairing_id}`

use actix_web::get;

use super::PairingPath;
use super::scene::Scene;
use crate::access::{Access, Demand as _, ReadPairings};
use crate::contract::reply::Reply;
use crate::extract::Path;
use crate::problem::Problem;
use crate::views::pairing::PairingView;

/// Read a pairing
///
/// One's own, on either side; those of the own organisation and of all below it; DINUM reads all. Before confirmation, and
/// from thirty days after the day, neither of the two sees who the other is.
#[utoipa::path(
    tag = "pairings",
    operation_id = "get_pairing",
    params(PairingPath),
    extensions(("x-required-permission" = json!(ReadPairings::SLUG))),
)]
#[get("/pairings/{pairing_id}")]
pub async fn get_pairing(
    access: Access<ReadPairings>,
    path: Path<PairingPath>,
) -> Result<Reply<PairingView>, Problem> {
    let scene = Scene::get(&access).await?;
    let reach = access.actor().pairing_reach();
    let found = access.read(async |tx| Ok(tx.pairings().find(path.pairing_id.into(), reach).await?)).await?;
    let pairing = found.ok_or(Problem::not_found())?;
    Reply::versioned(pairing.version, &scene.view(&pairing, access.actor(), access.state()))
}
