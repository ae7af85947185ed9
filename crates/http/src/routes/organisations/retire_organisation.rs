//! `POST /v1/organisations/{organisation_id}/retirement`

use actix_web::post;
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;
use vmj_domain::place::national_day;
use vmj_domain::text::Reason;

use super::OrganisationPath;
use super::told::{forget, told};
use crate::access::{Access, Demand as _, WriteOrganisations};
use crate::contract::reply::Reply;
use crate::extract::{IfMatch, Json, Parse, Path, Violations};
use crate::problem::Problem;
use crate::views::organisation::OrganisationView;

/// Since when, and why, an organisation is out of use.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"effective_on": "2027-01-01", "reason": "Suppression par décret"}))]
pub struct RetireOrganisation {
    /// The first day without it; today when left out. It may be still to come.
    #[serde(default)]
    effective_on: Option<NaiveDate>,
    /// Kept with the audit log.
    #[validate(length(min = 1, max = Reason::MAX_LENGTH))]
    #[schema(min_length = 1, max_length = 500, example = "Suppression par décret")]
    reason: String,
}

impl Parse for RetireOrganisation {
    type Value = (Option<NaiveDate>, Reason);

    fn parse(&self, violations: &mut Violations) -> Option<Self::Value> {
        let reason = violations.take("/reason", Reason::parse(&self.reason));
        Some((self.effective_on, reason?))
    }
}

/// Retire an organisation
///
/// From that day on it gets nothing new. Who and what is there stays, and so does what is below it; when another
/// organisation takes its place, merge it instead.
#[utoipa::path(
    tag = "organisations",
    operation_id = "retire_organisation",
    params(OrganisationPath),
    extensions(("x-required-permission" = json!(WriteOrganisations::SLUG))),
)]
#[post("/organisations/{organisation_id}/retirement")]
pub async fn retire_organisation(
    access: Access<WriteOrganisations>,
    path: Path<OrganisationPath>,
    if_match: IfMatch,
    body: Json<RetireOrganisation>,
) -> Result<Reply<OrganisationView>, Problem> {
    let reply = access
        .write(async |unit| {
            let organisation = path.take(unit).await?;
            let (effective_on, reason) = body.checked()?;
            unit.first_time(body.fingerprint()).await?;
            if_match.honour(organisation.version)?;
            let effective_on = effective_on.unwrap_or_else(|| national_day(unit.now()));
            let retired = organisation.retire(effective_on, unit.now())?;
            let retired = unit.organisations().update(&retired).await?;
            Ok(told(unit, &retired, "organisation.retired", &["valid_until"], Some(&reason)).await?)
        })
        .await?;
    forget(&access);
    Ok(reply)
}
