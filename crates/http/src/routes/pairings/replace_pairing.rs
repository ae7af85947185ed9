//! `POST /v1/pairings/{pairing_id}/replacement`

use actix_web::post;
use vmj_domain::pairing::{Author, Change, Pairing, PairingEventKind};

use super::PairingPath;
use super::making::{HostForm, proposal, propose};
use super::scene::Scene;
use crate::access::{Access, Demand as _, MakePairings};
use crate::contract::reply::Created;
use crate::extract::{IfMatch, Json, Path};
use crate::problem::Problem;
use crate::routes::editions::edition_of;
use crate::views::pairing::PairingView;

/// Replace a lost duo
///
/// Proposes another ambassador (or the same on another date) to the student of a duo that was declined, has expired or was
/// cancelled. The new duo and the lost one name each other; a lost duo is replaced once.
#[utoipa::path(
    tag = "pairings",
    operation_id = "replace_pairing",
    params(PairingPath),
    extensions(("x-required-permission" = json!(MakePairings::SLUG))),
)]
#[post("/pairings/{pairing_id}/replacement")]
pub async fn replace_pairing(
    access: Access<MakePairings>,
    path: Path<PairingPath>,
    if_match: IfMatch,
    body: Json<HostForm>,
) -> Result<Created<PairingView>, Problem> {
    let (state, actor) = (access.state(), access.actor());
    let scene = Scene::get(&access).await?;
    access
        .write(async |unit| {
            let lost = path.load(unit, actor).await?;
            let host = body.checked()?;
            unit.first_time(body.fingerprint()).await?;
            let edition = edition_of(unit, lost.edition.id).await?;
            let proposal = proposal(&access, unit, &edition, lost.student.id, host).await?;
            if_match.honour(lost.version)?;
            lost.check_replacement()?;
            let pairing = propose(&access, unit, proposal, Some(lost.id)).await?;
            let lost = Pairing { replaced_by: Some(pairing.id), updated_at: unit.now(), ..lost };
            let change = Change { pairing: lost, kind: PairingEventKind::Replaced, by: Author::Dinum };
            unit.pairings().update(change, &state.settings().front_url).await?;
            let location = format!("/v1/pairings/{}", pairing.id);
            Ok(Created::versioned(pairing.version, location, &scene.view(&pairing, actor, state))?)
        })
        .await
}
