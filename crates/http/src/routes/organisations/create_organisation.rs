//! `POST /v1/organisations`

use actix_web::post;
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;
use vmj_domain::organisation::{NewOrganisation, OrganisationContent};
use vmj_domain::place::national_day;
use vmj_domain::text::Slug;

use super::content::{OrganisationForm, check_parent, check_siret};
use super::told::forget;
use crate::access::{Access, Demand as _, WriteOrganisations};
use crate::contract::reply::Created;
use crate::extract::{Json, Parse, Violations};
use crate::problem::Problem;
use crate::views::organisation::{KindCode, OrganisationView};

/// A new organisation.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"code": "agence-exemple", "name": "Agence d’exemple du numérique", "short_name": "AEN", "kind": "operator", "valid_from": "2026-01-01"}))]
pub struct CreateOrganisation {
    /// Names it for ever: lower-case letters and digits joined by single hyphens.
    #[validate(length(min = 1, max = Slug::MAX_LENGTH))]
    #[schema(
        min_length = 1,
        max_length = 64,
        pattern = "^[a-z0-9]+(-[a-z0-9]+)*$",
        example = "agence-exemple"
    )]
    code: String,
    /// Its name.
    #[schema(min_length = 1, max_length = 200, example = "Agence d’exemple du numérique")]
    name: String,
    /// Its acronym, or a short form of its name.
    #[schema(min_length = 1, max_length = 200, example = "AEN")]
    short_name: String,
    /// What it is in the State.
    kind: KindCode,
    /// Its SIRET, where it has one.
    #[serde(default)]
    #[schema(max_length = 14, pattern = "^[0-9]{14}$", example = "13002526500013")]
    siret: Option<String>,
    /// What it is directly part of; a root has nothing above it.
    #[serde(default)]
    parent_id: Option<Uuid>,
    /// Its first day, where it is known; it may be still to come.
    #[serde(default)]
    valid_from: Option<NaiveDate>,
}

impl CreateOrganisation {
    fn content(&self) -> OrganisationForm {
        OrganisationForm {
            name: self.name.clone(),
            short_name: self.short_name.clone(),
            kind: self.kind,
            siret: self.siret.clone(),
            parent_id: self.parent_id,
            valid_from: self.valid_from,
        }
    }
}

impl Parse for CreateOrganisation {
    type Value = (Slug, OrganisationContent);

    fn parse(&self, violations: &mut Violations) -> Option<Self::Value> {
        let code = violations.take("/code", Slug::parse(&self.code));
        let content = violations.nested(&self.content());
        Some((code?, content?))
    }
}

/// Create an organisation
///
/// Its code names it for ever, through renames and moves; its SIRET is nobody else's.
#[utoipa::path(
    tag = "organisations",
    operation_id = "create_organisation",
    extensions(("x-required-permission" = json!(WriteOrganisations::SLUG))),
)]
#[post("/organisations")]
pub async fn create_organisation(
    access: Access<WriteOrganisations>,
    body: Json<CreateOrganisation>,
) -> Result<Created<OrganisationView>, Problem> {
    let reply = access
        .write(async |unit| {
            let (code, content) = body.checked()?;
            unit.organisations().lock_tree().await?;
            check_parent(unit, &content, None).await?;
            let new = NewOrganisation { id: unit.new_id(), code, content };
            let broken = new.broken();
            if !broken.is_empty() {
                return Err(Problem::from(broken).into());
            }
            unit.first_time(body.fingerprint()).await?;
            if unit.organisations().id_of(new.code.as_str()).await?.is_some() {
                return Err(Problem::already_exists("/code").into());
            }
            check_siret(unit, &new.content, None).await?;
            unit.organisations().insert(&new).await?;
            let subject = ("organisation", new.id.to_string());
            unit.audited("organisation.created", subject, Some(new.id), &[], None).await?;
            let made = unit.organisations().find(new.id).await?.ok_or(Problem::not_found())?;
            let view = OrganisationView::new(&made, national_day(unit.now()));
            Ok(Created::versioned(made.version, format!("/v1/organisations/{}", made.id), &view)?)
        })
        .await?;
    forget(&access);
    Ok(reply)
}
