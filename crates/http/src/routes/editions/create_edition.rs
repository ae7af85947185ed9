//! `POST /v1/editions`

use actix_web::post;
use vmj_domain::edition::{Edition, EditionState};
use vmj_domain::version::Version;

use super::form::{EditionContent, EditionForm, present};
use super::named::Named;
use crate::access::{Access, Demand as _, Unit, WriteEditions};
use crate::contract::reply::Created;
use crate::extract::Json;
use crate::problem::Problem;
use crate::views::edition::EditionView;

/// Create an edition
///
/// A draft, which only DINUM sees until it is opened.
#[utoipa::path(
    tag = "editions",
    operation_id = "create_edition",
    extensions(("x-required-permission" = json!(WriteEditions::SLUG))),
)]
#[post("/editions")]
pub async fn create_edition(
    access: Access<WriteEditions>,
    body: Json<EditionForm>,
) -> Result<Created<EditionView>, Problem> {
    let reply = access
        .write(async |unit| {
            let (named, reference) = (Named::load(unit).await?, access.state().reference());
            let content = body.checked_with(|content| named.broken(content, None, reference))?;
            unit.first_time(body.fingerprint()).await?;
            let (job_profiles, organisations) = named.parts(&content);
            let EditionContent { name, parameters, .. } = content;
            let edition = Edition {
                id: unit.new_id(),
                name: present(name)?,
                parameters,
                job_profiles,
                organisations,
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

/// Keeps a new edition and shows it.
///
/// # Errors
/// The store fails.
pub async fn created(unit: &Unit<'_>, edition: &Edition) -> Result<Created<EditionView>, Problem> {
    unit.editions().insert(edition).await?;
    unit.audited("edition.created", ("edition", edition.id.to_string()), None, &[], None).await?;
    Created::versioned(edition.version, format!("/v1/editions/{}", edition.id), &EditionView::from(edition))
}
