//! What PUT and PATCH have in common.

use vmj_domain::organisation::{Organisation, OrganisationContent};

use super::OrganisationPath;
use super::content::{check_parent, check_siret};
use super::told::{forget, told};
use crate::access::{Access, WriteOrganisations};
use crate::contract::reply::Reply;
use crate::extract::{IfMatch, Path};
use crate::problem::Problem;
use crate::views::organisation::OrganisationView;

/// Gives the organisation of the path another content, made from the present one.
pub async fn edit(
    access: &Access<WriteOrganisations>,
    path: &Path<OrganisationPath>,
    if_match: &IfMatch,
    content: impl Fn(&Organisation) -> Result<OrganisationContent, Problem>,
) -> Result<Reply<OrganisationView>, Problem> {
    let reply = access
        .write(async |unit| {
            let organisation = path.take(unit).await?;
            let content = content(&organisation)?;
            check_parent(unit, &content, Some(&organisation)).await?;
            let fields = organisation.content.differences(&content);
            let edited = organisation.with_content(content, unit.now())?;
            if_match.require(edited.version)?;
            check_siret(unit, &edited.content, Some(&edited)).await?;
            let edited = unit.organisations().update(&edited).await?;
            Ok(told(unit, &edited, "organisation.changed", &fields, None).await?)
        })
        .await?;
    forget(access);
    Ok(reply)
}
