//! `POST /v1/pairings/{pairing_id}/cancellation`

use actix_web::post;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;
use vmj_domain::broken::Rule;
use vmj_domain::pairing::{Author, CancellationReason};
use vmj_domain::text::Reason;

use super::PairingPath;
use super::scene::party;
use super::speaker::author;
use super::transition::{Act, ActKind, Input, transition};
use crate::access::{Access, Demand as _, WritePairings};
use crate::contract::reply::Reply;
use crate::extract::{IfMatch, Json, Parse, Path, Violations};
use crate::problem::Problem;
use crate::views::code::CancellationReasonCode;
use crate::views::pairing::PairingView;

const ACT: Act = Act { action: "pairing.cancelled", kind: ActKind::Answer };

/// Why a duo will not take place.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reason_code": "illness"}))]
pub struct CancelPairing {
    /// Why. Those that follow from something else (a withdrawal, the edition) are refused here.
    reason_code: CancellationReasonCode,
    /// In words: required with `other`, and of administrators. Read by oneself and administrators.
    #[serde(default)]
    #[validate(length(min = 1, max = Reason::MAX_LENGTH))]
    #[schema(min_length = 1, max_length = 500, example = "Grippe")]
    text: Option<String>,
}

impl Parse for CancelPairing {
    type Value = (CancellationReason, Option<Reason>);

    fn parse(&self, violations: &mut Violations) -> Option<Self::Value> {
        let reason = self.reason_code.0;
        if !reason.is_given_by_people() {
            violations.broken(&Rule::NotGrantable.at("/reason_code"));
        }
        let text = violations.take_optional("/text", self.text.as_deref(), Reason::parse)?;
        if reason == CancellationReason::Other && text.is_none() {
            violations.broken(&Rule::Missing.at("/text"));
        }
        Some((reason, text))
    }
}

/// Cancel a duo
///
/// Either of the two, the ministry or DINUM, with a reason. The seat is free again, the other side is told, and another duo
/// may take its place.
#[utoipa::path(
    tag = "pairings",
    operation_id = "cancel_pairing",
    params(PairingPath),
    extensions(("x-required-permission" = json!(WritePairings::SLUG))),
)]
#[post("/pairings/{pairing_id}/cancellation")]
pub async fn cancel_pairing(
    access: Access<WritePairings>,
    path: Path<PairingPath>,
    if_match: IfMatch,
    body: Json<CancelPairing>,
) -> Result<Reply<PairingView>, Problem> {
    let actor = access.actor();
    let input = |pairing: &_| {
        let (code, text) = body.checked()?;
        let by = author(party(pairing, actor), actor);
        if matches!(by, Author::Ministry | Author::Dinum) && text.is_none() {
            return Err(vec![Rule::Missing.at("/text")].into());
        }
        Ok(Input { by, reason: text.clone(), rest: (by, code, text) })
    };
    transition(
        &access,
        (&path, &if_match),
        body.fingerprint(),
        ACT,
        input,
        |pairing, (by, code, text), around| Ok(pairing.cancel(by, code, text, around.now)?),
    )
    .await
}
