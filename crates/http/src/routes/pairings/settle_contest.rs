//! `POST /v1/pairings/{pairing_id}/contest-settlement`

use actix_web::post;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;
use vmj_domain::broken::Rule;
use vmj_domain::pairing::{Author, Settlement};
use vmj_domain::text::Reason;

use super::PairingPath;
use super::scene::party;
use super::transition::{Act, ActKind, Input, transition};
use crate::access::{Access, Demand as _, MakePairings};
use crate::contract::reply::Reply;
use crate::extract::{IfMatch, Json, Parse, Path, Violations};
use crate::problem::{Problem, ProblemCode};
use crate::views::code::MissingCode;
use crate::views::pairing::PairingView;

const ACT: Act = Act { action: "pairing.contest_settled", kind: ActKind::Report };

/// How the day was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(example = "held")]
pub enum SettlementOutcome {
    /// It took place.
    Held,
    /// Somebody was missing.
    NoShow,
}

/// What DINUM decides.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"outcome": "held", "reason": "Les deux ont signé la feuille de présence."}))]
pub struct SettleContest {
    /// How the day was.
    outcome: SettlementOutcome,
    /// Who was missing, with `no_show`.
    #[serde(default)]
    missing: Option<MissingCode>,
    /// Why, kept with the audit log.
    #[validate(length(min = 1, max = Reason::MAX_LENGTH))]
    #[schema(min_length = 1, max_length = 500, example = "Les deux ont signé la feuille de présence.")]
    reason: String,
}

impl Parse for SettleContest {
    type Value = (Settlement, Reason);

    fn parse(&self, violations: &mut Violations) -> Option<Self::Value> {
        let settlement = match (self.outcome, self.missing) {
            (SettlementOutcome::Held, None) => Some(Settlement::Held),
            (SettlementOutcome::Held, Some(_)) => {
                violations.broken(&Rule::Contradicts { other: "/outcome" }.at("/missing"));
                None
            }
            (SettlementOutcome::NoShow, Some(missing)) => Some(Settlement::NoShow(missing.0)),
            (SettlementOutcome::NoShow, None) => {
                violations.broken(&Rule::Missing.at("/missing"));
                None
            }
        };
        settlement.zip(violations.take("/reason", Reason::parse(&self.reason)))
    }
}

/// Decide a contest
///
/// Whether the day was held, or who was missing after all. Both are told. Nobody decides on their own duo.
#[utoipa::path(
    tag = "pairings",
    operation_id = "settle_contest",
    params(PairingPath),
    extensions(("x-required-permission" = json!(MakePairings::SLUG))),
)]
#[post("/pairings/{pairing_id}/contest-settlement")]
pub async fn settle_contest(
    access: Access<MakePairings>,
    path: Path<PairingPath>,
    if_match: IfMatch,
    body: Json<SettleContest>,
) -> Result<Reply<PairingView>, Problem> {
    let input = |_: &_| {
        let (settlement, reason) = body.checked()?;
        Ok(Input { by: Author::Dinum, reason: Some(reason), rest: settlement })
    };
    transition(&access, (&path, &if_match), body.fingerprint(), ACT, input, |pairing, settlement, around| {
        if party(&pairing, access.actor()).is_some() {
            return Err(Problem::new(ProblemCode::OwnRecord));
        }
        Ok(pairing.settle(settlement, around.now)?)
    })
    .await
}
