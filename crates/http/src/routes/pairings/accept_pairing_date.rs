//! `POST /v1/pairings/{pairing_id}/date-acceptance`

use actix_web::post;

use super::PairingPath;
use super::speaker::{SpeakForm, speaker};
use super::transition::{Act, ActKind, Input, transition};
use crate::access::{Access, Demand as _, WritePairings};
use crate::contract::reply::Reply;
use crate::extract::{IfMatch, OptionalJson, Path};
use crate::problem::Problem;
use crate::views::pairing::PairingView;

const ACT: Act = Act { action: "pairing.date_accepted", kind: ActKind::Answer };

/// Accept another date
///
/// Once both have, it is the date of the duo.
#[utoipa::path(
    tag = "pairings",
    operation_id = "accept_pairing_date",
    params(PairingPath),
    request_body = Option<SpeakForm>,
    extensions(("x-required-permission" = json!(WritePairings::SLUG))),
)]
#[post("/pairings/{pairing_id}/date-acceptance")]
pub async fn accept_pairing_date(
    access: Access<WritePairings>,
    path: Path<PairingPath>,
    if_match: IfMatch,
    body: OptionalJson<SpeakForm>,
) -> Result<Reply<PairingView>, Problem> {
    let input = |pairing: &_| speaker(pairing, access.actor(), body.checked()?).map(Input::from);
    transition(&access, (&path, &if_match), body.fingerprint(), ACT, input, |pairing, speaker, around| {
        Ok(pairing.accept_date(speaker.party, around.now)?)
    })
    .await
}
