//! `POST /v1/organisations/{organisation_id}/merger`

use actix_web::post;
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;
use vmj_domain::broken::Rule;
use vmj_domain::id::OrganisationId;
use vmj_domain::place::national_day;
use vmj_domain::text::Reason;

use super::OrganisationPath;
use super::told::{forget, told};
use crate::access::{Access, Demand as _, WriteOrganisations};
use crate::contract::reply::Reply;
use crate::extract::{IfMatch, Json, Parse, Path, Violations};
use crate::problem::Problem;
use crate::views::organisation::OrganisationView;

/// Into which organisation another is merged.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"successor_id": "019ab5a0-0000-7000-8000-000000000000", "effective_on": "2026-11-01", "reason": "Décret de regroupement"}))]
pub struct MergeOrganisation {
    /// What takes its place: in force, neither the organisation itself nor below it.
    successor_id: Uuid,
    /// The first day without it: today or past.
    effective_on: NaiveDate,
    /// Kept with the audit log.
    #[validate(length(min = 1, max = Reason::MAX_LENGTH))]
    #[schema(min_length = 1, max_length = 500, example = "Décret de regroupement")]
    reason: String,
}

impl Parse for MergeOrganisation {
    type Value = (OrganisationId, NaiveDate, Reason);

    fn parse(&self, violations: &mut Violations) -> Option<Self::Value> {
        let reason = violations.take("/reason", Reason::parse(&self.reason));
        Some((self.successor_id.into(), self.effective_on, reason?))
    }
}

/// Merge an organisation
///
/// Its accounts, its HR systems, its ambassadors and the wishes for it in editions still to be held, and all that is
/// below it move to its successor, which takes part in these editions too. It stays below its successor, retired, and
/// cannot be restored. HR systems go on as before: they find the same people under the same external ids.
#[utoipa::path(
    tag = "organisations",
    operation_id = "merge_organisation",
    params(OrganisationPath),
    extensions(("x-required-permission" = json!(WriteOrganisations::SLUG))),
)]
#[post("/organisations/{organisation_id}/merger")]
pub async fn merge_organisation(
    access: Access<WriteOrganisations>,
    path: Path<OrganisationPath>,
    if_match: IfMatch,
    body: Json<MergeOrganisation>,
) -> Result<Reply<OrganisationView>, Problem> {
    let reply = access
        .write(async |unit| {
            // Before the tree, as everybody else does who needs both.
            unit.editions().take_live().await?;
            let organisation = path.take(unit).await?;
            let (successor, effective_on, reason) = body.checked()?;
            let successor = unit.organisations().find(successor).await?;
            let successor = successor.ok_or_else(|| vec![Rule::Unknown.at("/successor_id")])?;
            unit.first_time(body.fingerprint()).await?;
            if_match.honour(organisation.version)?;
            let today = national_day(unit.now());
            let merged = organisation.merge(&successor, effective_on, today, unit.now())?;
            let merged = unit.organisations().merge(&merged, &successor.summary()).await?;
            let fields = ["valid_until", "successor_id", "parent_id"];
            Ok(told(unit, &merged, "organisation.merged", &fields, Some(&reason)).await?)
        })
        .await?;
    forget(&access);
    // Whose agents and admins they are has changed.
    access.state().gate().forget_principals();
    Ok(reply)
}
