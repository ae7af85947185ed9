//! Organisations: public to read, DINUM's to change.

mod catalogue;
mod content;
mod create_organisation;
mod edit;
mod get_organisation;
mod list_organisations;
mod merge_organisation;
mod rename_organisation;
mod replace_organisation;
mod restore_organisation;
mod retire_organisation;
mod told;
mod update_organisation;

use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;
use vmj_domain::organisation::Organisation;

pub use catalogue::ListedOrganisation;

use crate::access::Unit;
use crate::problem::Problem;

pub fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(list_organisations::list_organisations)
        .service(create_organisation::create_organisation)
        .service(get_organisation::get_organisation)
        .service(replace_organisation::replace_organisation)
        .service(update_organisation::update_organisation)
        .service(rename_organisation::rename_organisation)
        .service(merge_organisation::merge_organisation)
        .service(retire_organisation::retire_organisation)
        .service(restore_organisation::restore_organisation);
}

/// Names an organisation.
#[derive(Clone, Copy, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct OrganisationPath {
    /// The organisation.
    pub organisation_id: Uuid,
}

impl OrganisationPath {
    /// The organisation, within a unit of work that takes the tree: what is read of it then holds until the end.
    pub async fn take(&self, unit: &Unit<'_>) -> Result<Organisation, Problem> {
        unit.organisations().lock_tree().await?;
        unit.organisations().find(self.organisation_id.into()).await?.ok_or(Problem::not_found())
    }
}
