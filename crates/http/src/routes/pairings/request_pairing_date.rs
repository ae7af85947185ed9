//! `POST /v1/pairings/{pairing_id}/date-request`

use actix_web::post;
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;
use vmj_domain::pairing::{Pairing, answer_deadline, broken_date};
use vmj_domain::text::Reason;

use super::PairingPath;
use super::speaker::{Said, speaker};
use super::transition::{Act, ActKind, Around, Input, transition};
use crate::access::{Access, Demand as _, WritePairings};
use crate::contract::reply::Reply;
use crate::extract::{IfMatch, Json, Parse, Path, Violations};
use crate::problem::Problem;
use crate::views::code::PartyCode;
use crate::views::pairing::PairingView;

const ACT: Act = Act { action: "pairing.date_asked", kind: ActKind::Answer };

/// Another date.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"date": "2026-11-24"}))]
pub struct RequestPairingDate {
    /// Which: within the edition's window, to come, a workday at the place.
    #[schema(example = "2026-11-24")]
    date: NaiveDate,
    /// For whom: required of DINUM; a ministry admin speaks for the ambassador.
    #[serde(default)]
    on_behalf_of: Option<PartyCode>,
    /// Why: required of administrators, kept with the audit log.
    #[serde(default)]
    #[validate(length(min = 1, max = Reason::MAX_LENGTH))]
    #[schema(min_length = 1, max_length = 500, example = "Réunion imprévue ce jour-là")]
    reason: Option<String>,
}

impl Parse for RequestPairingDate {
    type Value = (NaiveDate, Said);

    fn parse(&self, violations: &mut Violations) -> Option<Self::Value> {
        let reason = violations.take_optional("/reason", self.reason.as_deref(), Reason::parse)?;
        Some((self.date, Said { on_behalf_of: self.on_behalf_of.map(|code| code.0), reason }))
    }
}

/// Ask for another date
///
/// Of a confirmed duo, before its day. Whoever asks accepts it; the other answers before the deadline, and until then the
/// old date stays.
#[utoipa::path(
    tag = "pairings",
    operation_id = "request_pairing_date",
    params(PairingPath),
    extensions(("x-required-permission" = json!(WritePairings::SLUG))),
)]
#[post("/pairings/{pairing_id}/date-request")]
pub async fn request_pairing_date(
    access: Access<WritePairings>,
    path: Path<PairingPath>,
    if_match: IfMatch,
    body: Json<RequestPairingDate>,
) -> Result<Reply<PairingView>, Problem> {
    let input = |pairing: &_| {
        let (date, said) = body.checked()?;
        let speaker = speaker(pairing, access.actor(), said)?;
        Ok(Input { by: speaker.by, reason: speaker.reason.clone(), rest: (speaker, date) })
    };
    transition(
        &access,
        (&path, &if_match),
        body.fingerprint(),
        ACT,
        input,
        |pairing, (speaker, date), around| {
            let deadline = deadline(&pairing, date, around)?;
            Ok(pairing.ask_date((speaker.party, speaker.by), date, deadline, around.now)?)
        },
    )
    .await
}

fn deadline(
    pairing: &Pairing,
    date: NaiveDate,
    around: Around<'_>,
) -> Result<vmj_domain::clock::Instant, Problem> {
    let (rule, now) = (&around.edition.parameters, around.now);
    let place = (around.reference, pairing.ambassador.department());
    if let Some(broken) = broken_date(date, rule, place, now) {
        return Err(vec![broken].into());
    }
    Ok(answer_deadline(rule, &[pairing.date, date], pairing.ambassador.zone(), now))
}
