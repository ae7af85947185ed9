//! `PATCH /v1/organisations/{organisation_id}`

use actix_web::patch;

use super::OrganisationPath;
use super::content::OrganisationForm;
use super::edit::edit;
use crate::access::{Access, Demand as _, WriteOrganisations};
use crate::contract::reply::Reply;
use crate::extract::{IfMatch, MergePatch, Path};
use crate::problem::{Conflicts, Problem};
use crate::views::organisation::OrganisationView;

/// Change an organisation
///
/// A JSON Merge Patch (RFC 7396) of what is known of it, for corrections; `"parent_id": null` makes it a root.
/// Another parent moves all that is below it too; nothing can be moved below itself.
#[utoipa::path(
    tag = "organisations",
    operation_id = "update_organisation",
    params(OrganisationPath),
    request_body(content = OrganisationForm, content_type = "application/merge-patch+json"),
    responses(Conflicts),
    extensions(("x-required-permission" = json!(WriteOrganisations::SLUG))),
)]
#[patch("/organisations/{organisation_id}")]
pub async fn update_organisation(
    access: Access<WriteOrganisations>,
    path: Path<OrganisationPath>,
    if_match: IfMatch,
    patch: MergePatch<OrganisationForm>,
) -> Result<Reply<OrganisationView>, Problem> {
    let form = |organisation: &vmj_domain::organisation::Organisation| {
        patch.applied_to(&OrganisationForm::from(&organisation.content))
    };
    edit(&access, &path, &if_match, form).await
}
