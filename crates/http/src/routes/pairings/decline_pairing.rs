//! `POST /v1/pairings/{pairing_id}/refusal`

use actix_web::post;

use super::PairingPath;
use super::speaker::{SpeakForm, speaker};
use super::transition::{Act, ActKind, Input, transition};
use crate::access::{Access, Demand as _, WritePairings};
use crate::contract::reply::Reply;
use crate::extract::{IfMatch, OptionalJson, Path};
use crate::problem::Problem;
use crate::views::pairing::PairingView;

const ACT: Act = Act { action: "pairing.declined", kind: ActKind::Answer };

/// Decline a proposal
///
/// The duo is lost, and the seat free again. A ministry admin may decline for the ambassador, DINUM for either, with a
/// reason.
#[utoipa::path(
    tag = "pairings",
    operation_id = "decline_pairing",
    params(PairingPath),
    request_body = Option<SpeakForm>,
    extensions(("x-required-permission" = json!(WritePairings::SLUG))),
)]
#[post("/pairings/{pairing_id}/refusal")]
pub async fn decline_pairing(
    access: Access<WritePairings>,
    path: Path<PairingPath>,
    if_match: IfMatch,
    body: OptionalJson<SpeakForm>,
) -> Result<Reply<PairingView>, Problem> {
    let input = |pairing: &_| speaker(pairing, access.actor(), body.checked()?).map(Input::from);
    transition(&access, (&path, &if_match), body.fingerprint(), ACT, input, |pairing, speaker, around| {
        Ok(pairing.decline(speaker.party, speaker.by, speaker.reason, around.now)?)
    })
    .await
}
