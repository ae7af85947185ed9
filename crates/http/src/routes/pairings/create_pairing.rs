//! `POST /v1/editions/{edition_id}/pairings`

use actix_web::post;
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;
use vmj_domain::id::StudentId;

use super::making::{Host, HostForm, proposal, propose};
use super::scene::Scene;
use crate::access::{Access, Demand as _, MakePairings};
use crate::contract::reply::Created;
use crate::extract::{Json, Parse, Path, Violations};
use crate::problem::Problem;
use crate::routes::editions::EditionPath;
use crate::views::code::FormatCode;
use crate::views::pairing::PairingView;

/// Whom to pair.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"student_id": "019ab5a0-0000-7000-8000-000000000000", "ambassador_id": "019ab5a0-0000-7000-8000-000000000000", "job_profile_code": "data-engineer", "format": "on_site"}))]
pub struct CreatePairing {
    /// Which student: eligible, without a duo.
    student_id: Uuid,
    /// Which ambassador: approved, with a seat left.
    ambassador_id: Uuid,
    /// What the day shows: a job of the ambassador's that the edition offers.
    #[schema(max_length = 64, example = "data-engineer")]
    job_profile_code: String,
    /// How the two meet: a way that suits both.
    format: FormatCode,
    /// When; the edition's day when left out.
    #[serde(default)]
    #[schema(example = "2026-11-19")]
    date: Option<NaiveDate>,
}

impl Parse for CreatePairing {
    type Value = (StudentId, Host);

    fn parse(&self, violations: &mut Violations) -> Option<Self::Value> {
        let host = HostForm {
            ambassador_id: self.ambassador_id,
            job_profile_code: self.job_profile_code.clone(),
            format: self.format,
            date: self.date,
        };
        Some((self.student_id.into(), violations.nested(&host)?))
    }
}

/// Pair by hand
///
/// Proposes a duo to an eligible student and an approved ambassador, who both answer before the deadline. It takes a seat at
/// once. All that keeps the two apart is told together (409 `not_pairable`).
#[utoipa::path(
    tag = "pairings",
    operation_id = "create_pairing",
    params(EditionPath),
    extensions(("x-required-permission" = json!(MakePairings::SLUG))),
)]
#[post("/editions/{edition_id}/pairings")]
pub async fn create_pairing(
    access: Access<MakePairings>,
    path: Path<EditionPath>,
    body: Json<CreatePairing>,
) -> Result<Created<PairingView>, Problem> {
    let (state, actor) = (access.state(), access.actor());
    let scene = Scene::get(&access).await?;
    access
        .write(async |unit| {
            let edition = path.load(unit, actor).await?;
            let (student, host) = body.checked()?;
            unit.first_time(body.fingerprint()).await?;
            let proposal = proposal(&access, unit, &edition, student, host).await?;
            let pairing = propose(&access, unit, proposal, None).await?;
            let location = format!("/v1/pairings/{}", pairing.id);
            Ok(Created::versioned(pairing.version, location, &scene.view(&pairing, actor, state))?)
        })
        .await
}
