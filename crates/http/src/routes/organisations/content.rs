//! What DINUM writes of an organisation: the body of PUT, and what PATCH patches.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;
use vmj_domain::broken::Rule;
use vmj_domain::organisation::{Organisation, OrganisationContent};
use vmj_domain::place::national_day;
use vmj_domain::text::{Label, Siret};

use crate::access::Unit;
use crate::contract::code::Code;
use crate::extract::{Parse, Violations};
use crate::problem::Problem;
use crate::views::organisation::KindCode;

/// Names, kind and place of an organisation.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"name": "Direction interministérielle du numérique", "short_name": "DINUM", "kind": "central_direction", "siret": "13002526500013", "valid_from": "2019-10-25"}))]
pub struct OrganisationForm {
    /// Its present name.
    #[validate(length(min = 1, max = Label::MAX_LENGTH))]
    #[schema(min_length = 1, max_length = 200, example = "Direction interministérielle du numérique")]
    pub name: String,
    /// Its present acronym, or a short form of its name.
    #[validate(length(min = 1, max = Label::MAX_LENGTH))]
    #[schema(min_length = 1, max_length = 200, example = "DINUM")]
    pub short_name: String,
    /// What it is in the State.
    pub kind: KindCode,
    /// Its SIRET, where it has one.
    #[serde(default)]
    #[validate(length(max = Siret::MAX_LENGTH))]
    #[schema(max_length = 14, pattern = "^[0-9]{14}$", example = "13002526500013")]
    pub siret: Option<String>,
    /// What it is directly part of; a root has nothing above it.
    #[serde(default)]
    pub parent_id: Option<Uuid>,
    /// Its first day, where it is known.
    #[serde(default)]
    pub valid_from: Option<NaiveDate>,
}

impl Parse for OrganisationForm {
    type Value = OrganisationContent;

    fn parse(&self, violations: &mut Violations) -> Option<OrganisationContent> {
        let name = violations.take("/name", Label::parse(&self.name));
        let short_name = violations.take("/short_name", Label::parse(&self.short_name));
        let siret = violations.take_optional("/siret", self.siret.as_deref(), Siret::parse);
        Some(OrganisationContent {
            name: name?,
            short_name: short_name?,
            kind: self.kind.0,
            siret: siret?,
            parent: self.parent_id.map(Into::into),
            valid_from: self.valid_from,
        })
    }
}

impl From<&OrganisationContent> for OrganisationForm {
    fn from(content: &OrganisationContent) -> Self {
        let OrganisationContent { name, short_name, kind, siret, parent, valid_from } = content;
        Self {
            name: name.to_string(),
            short_name: short_name.to_string(),
            kind: Code(*kind),
            siret: siret.as_ref().map(ToString::to_string),
            parent_id: parent.map(Into::into),
            valid_from: *valid_from,
        }
    }
}

/// Refuses a parent that is not there, no longer in force, or below `moved`, the organisation that goes there.
pub async fn check_parent(
    unit: &Unit<'_>,
    content: &OrganisationContent,
    moved: Option<&Organisation>,
) -> Result<(), Problem> {
    let stays = moved.is_some_and(|organisation| organisation.content.parent == content.parent);
    let Some(parent) = content.parent.filter(|_| !stays) else { return Ok(()) };
    let today = national_day(unit.now());
    let refused = match (unit.organisations().find(parent).await?, moved) {
        (None, _) => Some(Rule::Unknown),
        (Some(parent), None) => parent.refuses_parts(today),
        (Some(parent), Some(moved)) => moved.misplaced_below(&parent, today),
    };
    refused.map_or(Ok(()), |rule| Err(vec![rule.at("/parent_id")].into()))
}

/// Refuses a SIRET that another organisation has.
pub async fn check_siret(
    unit: &Unit<'_>,
    content: &OrganisationContent,
    own: Option<&Organisation>,
) -> Result<(), Problem> {
    let Some(siret) = &content.siret else { return Ok(()) };
    let holder = unit.organisations().id_of_siret(siret).await?;
    let taken = holder.is_some_and(|holder| own.is_none_or(|own| own.id != holder));
    if taken { Err(Problem::already_exists("/siret")) } else { Ok(()) }
}
