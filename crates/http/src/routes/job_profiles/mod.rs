//! Job profiles: public to read, DINUM's to change.

mod catalogue;
mod content;
mod create_job_profile;
mod edit;
mod get_job_profile;
mod list_job_profiles;
mod replace_job_profile;
mod restore_job_profile;
mod retire_job_profile;
mod transition;
mod update_job_profile;

use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;
use vmj_domain::job_profile::JobProfile;
use vmj_domain::text::Slug;

use crate::access::Unit;
use crate::problem::Problem;

pub fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(list_job_profiles::list_job_profiles)
        .service(create_job_profile::create_job_profile)
        .service(get_job_profile::get_job_profile)
        .service(replace_job_profile::replace_job_profile)
        .service(update_job_profile::update_job_profile)
        .service(retire_job_profile::retire_job_profile)
        .service(restore_job_profile::restore_job_profile);
}

/// Names a job profile.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct JobProfilePath {
    /// Its code.
    #[param(max_length = 64, example = "data-engineer")]
    pub job_profile_code: String,
}

impl JobProfilePath {
    /// The code; what cannot be one names nothing.
    pub fn code(&self) -> Result<Slug, Problem> {
        Slug::parse(&self.job_profile_code).map_err(|_| Problem::not_found())
    }

    /// The profile, within a unit of work.
    pub async fn load(&self, unit: &Unit<'_>) -> Result<JobProfile, Problem> {
        unit.job_profiles().find(&self.code()?).await?.ok_or(Problem::not_found())
    }
}
