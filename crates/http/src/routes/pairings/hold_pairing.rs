//! `POST /v1/pairings/{pairing_id}/holding`

use actix_web::{HttpRequest, post};

use super::PairingPath;
use super::scene::party;
use super::speaker::author;
use super::transition::{Act, ActKind, Input, transition};
use crate::access::{Access, Demand as _, WritePairings};
use crate::contract::fingerprint::of_request;
use crate::contract::reply::Reply;
use crate::extract::{IfMatch, Path};
use crate::problem::Problem;
use crate::views::pairing::PairingView;

const ACT: Act = Act { action: "pairing.held", kind: ActKind::Report };

/// Tell that the day was held
///
/// From its date on. When nobody tells anything, it is taken to have been held a day later.
#[utoipa::path(
    tag = "pairings",
    operation_id = "hold_pairing",
    params(PairingPath),
    extensions(("x-required-permission" = json!(WritePairings::SLUG))),
)]
#[post("/pairings/{pairing_id}/holding")]
pub async fn hold_pairing(
    access: Access<WritePairings>,
    path: Path<PairingPath>,
    if_match: IfMatch,
    request: HttpRequest,
) -> Result<Reply<PairingView>, Problem> {
    let actor = access.actor();
    let input = |pairing: &_| Ok(Input { by: author(party(pairing, actor), actor), reason: None, rest: () });
    transition(&access, (&path, &if_match), of_request(&request), ACT, input, |pairing, (), around| {
        Ok(pairing.hold(around.now)?)
    })
    .await
}
