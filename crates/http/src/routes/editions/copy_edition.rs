//! `POST /v1/editions/{edition_id}/copies`

use actix_web::post;
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;
use vmj_domain::broken::Broken;
use vmj_domain::edition::{Edition, EditionState};
use vmj_domain::text::Label;
use vmj_domain::version::Version;

use super::EditionPath;
use super::create_edition::created;
use super::form::present;
use super::named::Named;
use crate::access::{Access, Demand as _, WriteEditions};
use crate::contract::reply::Created;
use crate::extract::{Json, Parse, Path, Violations};
use crate::problem::Problem;
use crate::views::edition::EditionView;

/// The edition to make of another.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"name": "Édition 2028", "day": "2028-11-16"}))]
pub struct CopyEdition {
    /// Its name.
    #[validate(length(min = 1, max = Label::MAX_LENGTH))]
    #[schema(min_length = 1, max_length = 200, example = "Édition 2028")]
    name: String,
    /// Its day: all windows keep their distance from it.
    #[schema(example = "2028-11-16")]
    day: NaiveDate,
}

impl Parse for CopyEdition {
    type Value = (Option<Label>, NaiveDate);

    fn parse(&self, violations: &mut Violations) -> Option<Self::Value> {
        Some((violations.take("/name", Label::parse(&self.name)), self.day))
    }
}

/// Copy an edition
///
/// A draft with the rules, job profiles in use and organisations of an earlier edition, around another day. What has
/// gone out of use is left behind; who has taken the place of an organisation takes part.
#[utoipa::path(
    tag = "editions",
    operation_id = "copy_edition",
    params(EditionPath),
    extensions(("x-required-permission" = json!(WriteEditions::SLUG))),
)]
#[post("/editions/{edition_id}/copies")]
pub async fn copy_edition(
    access: Access<WriteEditions>,
    path: Path<EditionPath>,
    body: Json<CopyEdition>,
) -> Result<Created<EditionView>, Problem> {
    let reply = access
        .write(async |unit| {
            let earlier = path.load(unit, access.actor()).await?;
            let rules = |(_, day): &(_, NaiveDate)| {
                let broken = earlier.parameters.moved_to(*day).broken(access.state().reference());
                // Whatever it is, it comes of the day.
                broken.into_iter().map(|Broken { rule, .. }| rule.at("/day")).collect()
            };
            let (name, day) = body.checked_with(rules)?;
            unit.first_time(body.fingerprint()).await?;
            let named = Named::load(unit).await?;
            let edition = Edition {
                id: unit.new_id(),
                name: present(name)?,
                parameters: earlier.parameters.moved_to(day),
                job_profiles: named.still_in_use(&earlier.job_profiles),
                organisations: named.heirs(&earlier.organisations),
                postponed_from: None,
                state: EditionState::Draft,
                state_changed_at: unit.now(),
                opened_at: None,
                version: Version::FIRST,
                created_at: unit.now(),
                updated_at: unit.now(),
            };
            Ok(created(unit, &edition).await?)
        })
        .await?;
    access.state().editions().expire();
    Ok(reply)
}
