//! `POST /v1/pairings/{pairing_id}/contestation`

use actix_web::post;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;
use vmj_domain::text::Reason;

use super::PairingPath;
use super::speaker::{Said, speaker};
use super::transition::{Act, ActKind, Input, transition};
use crate::access::{Access, Demand as _, WritePairings};
use crate::contract::reply::Reply;
use crate::extract::{IfMatch, Json, Parse, Path, Violations};
use crate::problem::Problem;
use crate::views::code::PartyCode;
use crate::views::pairing::PairingView;

const ACT: Act = Act { action: "pairing.contested", kind: ActKind::Report };

/// What the one who is said to be missing says to that.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"text": "J’étais à l’accueil à 9 h 30, comme convenu."}))]
pub struct ContestNoShow {
    /// In their words, for DINUM.
    #[validate(length(min = 1, max = Reason::MAX_LENGTH))]
    #[schema(min_length = 1, max_length = 500, example = "J’étais à l’accueil à 9 h 30, comme convenu.")]
    text: String,
    /// For whom: required of DINUM; a ministry admin speaks for the ambassador.
    #[serde(default)]
    on_behalf_of: Option<PartyCode>,
}

impl Parse for ContestNoShow {
    type Value = (Reason, Said);

    fn parse(&self, violations: &mut Violations) -> Option<Self::Value> {
        let text = violations.take("/text", Reason::parse(&self.text))?;
        let on_behalf_of = self.on_behalf_of.map(|code| code.0);
        Some((text.clone(), Said { on_behalf_of, reason: Some(text) }))
    }
}

/// Contest that one was missing
///
/// DINUM decides.
#[utoipa::path(
    tag = "pairings",
    operation_id = "contest_no_show",
    params(PairingPath),
    extensions(("x-required-permission" = json!(WritePairings::SLUG))),
)]
#[post("/pairings/{pairing_id}/contestation")]
pub async fn contest_no_show(
    access: Access<WritePairings>,
    path: Path<PairingPath>,
    if_match: IfMatch,
    body: Json<ContestNoShow>,
) -> Result<Reply<PairingView>, Problem> {
    let input = |pairing: &_| {
        let (text, said) = body.checked()?;
        let speaker = speaker(pairing, access.actor(), said)?;
        Ok(Input { by: speaker.by, reason: speaker.reason, rest: (speaker.party, text) })
    };
    transition(
        &access,
        (&path, &if_match),
        body.fingerprint(),
        ACT,
        input,
        |pairing, (party, text), around| Ok(pairing.contest(party, text, around.now)?),
    )
    .await
}
