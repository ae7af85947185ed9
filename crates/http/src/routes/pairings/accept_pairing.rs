//! `POST /v1/pairings/{pairing_id}/acceptance`

use actix_web::post;

use super::PairingPath;
use super::speaker::{SpeakForm, speaker};
use super::transition::{Act, ActKind, Input, transition};
use crate::access::{Access, Demand as _, WritePairings};
use crate::contract::reply::Reply;
use crate::extract::{IfMatch, OptionalJson, Path};
use crate::problem::Problem;
use crate::views::pairing::PairingView;

const ACT: Act = Act { action: "pairing.accepted", kind: ActKind::Answer };

/// Accept a proposal
///
/// Each of the two does, before the deadline; the second acceptance confirms the duo and reveals contacts and the practical
/// sheet. A ministry admin may accept for the ambassador, DINUM for either, with a reason.
#[utoipa::path(
    tag = "pairings",
    operation_id = "accept_pairing",
    params(PairingPath),
    request_body = Option<SpeakForm>,
    extensions(("x-required-permission" = json!(WritePairings::SLUG))),
)]
#[post("/pairings/{pairing_id}/acceptance")]
pub async fn accept_pairing(
    access: Access<WritePairings>,
    path: Path<PairingPath>,
    if_match: IfMatch,
    body: OptionalJson<SpeakForm>,
) -> Result<Reply<PairingView>, Problem> {
    let input = |pairing: &_| speaker(pairing, access.actor(), body.checked()?).map(Input::from);
    transition(&access, (&path, &if_match), body.fingerprint(), ACT, input, |pairing, speaker, around| {
        Ok(pairing.accept(speaker.party, around.now)?)
    })
    .await
}
