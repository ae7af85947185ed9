//! `GET /v1/organisations/{organisation_id}`

use actix_web::get;
use vmj_domain::place::national_day;

use super::OrganisationPath;
use crate::access::{Access, Demand as _, Public};
use crate::contract::reply::Reply;
use crate::extract::Path;
use crate::problem::Problem;
use crate::views::organisation::OrganisationView;

/// Read an organisation
///
/// Retired and merged ones stay readable: past editions refer to them.
#[utoipa::path(
    tag = "organisations",
    operation_id = "get_organisation",
    params(OrganisationPath),
    extensions(("x-required-permission" = json!(Public::SLUG))),
)]
#[get("/organisations/{organisation_id}")]
pub async fn get_organisation(
    access: Access<Public>,
    path: Path<OrganisationPath>,
) -> Result<Reply<OrganisationView>, Problem> {
    let id = path.organisation_id.into();
    let organisation = access.read(async |tx| Ok(tx.organisations().find(id).await?)).await?;
    let organisation = organisation.ok_or(Problem::not_found())?;
    let view = OrganisationView::new(&organisation, national_day(access.now()));
    Ok(Reply::versioned(organisation.version, &view)?.public())
}
