//! Reference data: public, the same for everybody, answered from memory.

mod get_commune;
mod list_communes;
mod list_departments;
mod list_job_families;
mod list_public_holidays;
mod list_regions;
mod list_study_levels;

use utoipa_actix_web::service_config::ServiceConfig;

/// The version of embedded data: its tags change with its bytes alone.
const EMBEDDED: i64 = 1;

pub fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(list_regions::list_regions)
        .service(list_departments::list_departments)
        .service(list_communes::list_communes)
        .service(get_commune::get_commune)
        .service(list_study_levels::list_study_levels)
        .service(list_job_families::list_job_families)
        .service(list_public_holidays::list_public_holidays);
}
