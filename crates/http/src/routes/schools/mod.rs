//! Schools: public to read, DINUM's to change.

mod content;
mod create_school;
mod edit;
mod get_school;
mod list_schools;
mod replace_school;
mod restore_school;
mod retire_school;
mod transition;
mod update_school;

use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;
use vmj_domain::school::School;

use crate::access::Unit;
use crate::problem::Problem;

pub fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(list_schools::list_schools)
        .service(create_school::create_school)
        .service(get_school::get_school)
        .service(replace_school::replace_school)
        .service(update_school::update_school)
        .service(retire_school::retire_school)
        .service(restore_school::restore_school);
}

/// Names a school.
#[derive(Clone, Copy, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct SchoolPath {
    /// The school.
    pub school_id: Uuid,
}

impl SchoolPath {
    /// The school, within a unit of work.
    pub async fn load(&self, unit: &Unit<'_>) -> Result<School, Problem> {
        unit.schools().find(self.school_id.into()).await?.ok_or(Problem::not_found())
    }
}
