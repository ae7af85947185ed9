//! `POST /v1/pairings/{pairing_id}/no-show`

use actix_web::post;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;
use vmj_domain::pairing::Missing;

use super::PairingPath;
use super::scene::party;
use super::speaker::author;
use super::transition::{Act, ActKind, Input, transition};
use crate::access::{Access, Demand as _, WritePairings};
use crate::contract::reply::Reply;
use crate::extract::{IfMatch, Json, Parse, Path, Violations};
use crate::problem::Problem;
use crate::views::code::MissingCode;
use crate::views::pairing::PairingView;

const ACT: Act = Act { action: "pairing.no_show", kind: ActKind::Report };

/// Who was missing.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"missing": "student"}))]
pub struct ReportNoShow {
    /// Who.
    missing: MissingCode,
}

impl Parse for ReportNoShow {
    type Value = Missing;

    fn parse(&self, _: &mut Violations) -> Option<Missing> {
        Some(self.missing.0)
    }
}

/// Tell that somebody was missing
///
/// From the date on, until it is taken to have been held. The one who is said to be missing may contest it.
#[utoipa::path(
    tag = "pairings",
    operation_id = "report_no_show",
    params(PairingPath),
    extensions(("x-required-permission" = json!(WritePairings::SLUG))),
)]
#[post("/pairings/{pairing_id}/no-show")]
pub async fn report_no_show(
    access: Access<WritePairings>,
    path: Path<PairingPath>,
    if_match: IfMatch,
    body: Json<ReportNoShow>,
) -> Result<Reply<PairingView>, Problem> {
    let actor = access.actor();
    let input = |pairing: &_| {
        let by = author(party(pairing, actor), actor);
        Ok(Input { by, reason: None, rest: (by, body.checked()?) })
    };
    transition(
        &access,
        (&path, &if_match),
        body.fingerprint(),
        ACT,
        input,
        |pairing, (by, missing), around| Ok(pairing.miss(missing, by, around.now)?),
    )
    .await
}
