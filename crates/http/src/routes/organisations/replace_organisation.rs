//! `PUT /v1/organisations/{organisation_id}`

use actix_web::put;

use super::OrganisationPath;
use super::content::OrganisationForm;
use super::edit::edit;
use crate::access::{Access, Demand as _, WriteOrganisations};
use crate::contract::reply::Reply;
use crate::extract::{IfMatch, Json, Path};
use crate::problem::{Conflicts, Problem};
use crate::views::organisation::OrganisationView;

/// Replace an organisation
///
/// Corrects all that is known of it. What it is called from a day on is a renaming, which keeps the former name.
/// Another parent moves all that is below it too; nothing can be moved below itself.
#[utoipa::path(
    tag = "organisations",
    operation_id = "replace_organisation",
    params(OrganisationPath),
    responses(Conflicts),
    extensions(("x-required-permission" = json!(WriteOrganisations::SLUG))),
)]
#[put("/organisations/{organisation_id}")]
pub async fn replace_organisation(
    access: Access<WriteOrganisations>,
    path: Path<OrganisationPath>,
    if_match: IfMatch,
    body: Json<OrganisationForm>,
) -> Result<Reply<OrganisationView>, Problem> {
    edit(&access, &path, &if_match, |_| body.checked()).await
}
