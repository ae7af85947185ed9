//! `POST /v1/organisations/{organisation_id}/renaming`

use actix_web::post;
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;
use vmj_domain::place::national_day;
use vmj_domain::text::Label;

use super::OrganisationPath;
use super::told::{forget, told};
use crate::access::{Access, Demand as _, WriteOrganisations};
use crate::contract::reply::Reply;
use crate::extract::{IfMatch, Json, Parse, Path, Violations};
use crate::problem::Problem;
use crate::views::organisation::OrganisationView;

/// Another name.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"name": "Direction interministérielle du numérique", "short_name": "DINUM", "effective_on": "2019-10-25"}))]
pub struct RenameOrganisation {
    /// Its new name.
    #[validate(length(min = 1, max = Label::MAX_LENGTH))]
    #[schema(min_length = 1, max_length = 200, example = "Direction interministérielle du numérique")]
    name: String,
    /// Its new acronym, or a short form of its name.
    #[validate(length(min = 1, max = Label::MAX_LENGTH))]
    #[schema(min_length = 1, max_length = 200, example = "DINUM")]
    short_name: String,
    /// The first day of the new name: today or past, and after the first day of the present one.
    effective_on: NaiveDate,
}

impl Parse for RenameOrganisation {
    type Value = ((Label, Label), NaiveDate);

    fn parse(&self, violations: &mut Violations) -> Option<Self::Value> {
        let name = violations.take("/name", Label::parse(&self.name));
        let short_name = violations.take("/short_name", Label::parse(&self.short_name));
        Some(((name?, short_name?), self.effective_on))
    }
}

/// Rename an organisation
///
/// Keeps the name that it had, with its last day. Its code and its id stay.
#[utoipa::path(
    tag = "organisations",
    operation_id = "rename_organisation",
    params(OrganisationPath),
    extensions(("x-required-permission" = json!(WriteOrganisations::SLUG))),
)]
#[post("/organisations/{organisation_id}/renaming")]
pub async fn rename_organisation(
    access: Access<WriteOrganisations>,
    path: Path<OrganisationPath>,
    if_match: IfMatch,
    body: Json<RenameOrganisation>,
) -> Result<Reply<OrganisationView>, Problem> {
    let reply = access
        .write(async |unit| {
            let organisation = path.take(unit).await?;
            let (names, effective_on) = body.checked()?;
            unit.first_time(body.fingerprint()).await?;
            if_match.honour(organisation.version)?;
            let renamed = organisation.rename(names, effective_on, national_day(unit.now()), unit.now())?;
            let renamed = unit.organisations().rename(&renamed).await?;
            Ok(told(unit, &renamed, "organisation.renamed", &["name", "short_name"], None).await?)
        })
        .await?;
    forget(&access);
    Ok(reply)
}
