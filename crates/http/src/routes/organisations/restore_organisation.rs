//! `POST /v1/organisations/{organisation_id}/restoration`

use actix_web::{HttpRequest, post};

use super::OrganisationPath;
use super::told::{forget, told};
use crate::access::{Access, Demand as _, WriteOrganisations};
use crate::contract::fingerprint::of_request;
use crate::contract::reply::Reply;
use crate::extract::{IfMatch, Path};
use crate::problem::Problem;
use crate::views::organisation::OrganisationView;

/// Restore an organisation
///
/// Takes it back into use, without an end. One that was merged stays merged.
#[utoipa::path(
    tag = "organisations",
    operation_id = "restore_organisation",
    params(OrganisationPath),
    extensions(("x-required-permission" = json!(WriteOrganisations::SLUG))),
)]
#[post("/organisations/{organisation_id}/restoration")]
pub async fn restore_organisation(
    access: Access<WriteOrganisations>,
    path: Path<OrganisationPath>,
    if_match: IfMatch,
    request: HttpRequest,
) -> Result<Reply<OrganisationView>, Problem> {
    let reply = access
        .write(async |unit| {
            let organisation = path.take(unit).await?;
            unit.first_time(of_request(&request)).await?;
            if_match.honour(organisation.version)?;
            let restored = unit.organisations().update(&organisation.restore(unit.now())?).await?;
            Ok(told(unit, &restored, "organisation.restored", &["valid_until"], None).await?)
        })
        .await?;
    forget(&access);
    Ok(reply)
}
