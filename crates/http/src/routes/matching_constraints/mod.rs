//! What DINUM decides about pairs before any run: locks and exclusions.

mod create_matching_constraint;
mod list_matching_constraints;
mod withdraw_matching_constraint;

use utoipa_actix_web::service_config::ServiceConfig;

pub fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(list_matching_constraints::list_matching_constraints)
        .service(create_matching_constraint::create_matching_constraint)
        .service(withdraw_matching_constraint::withdraw_matching_constraint);
}
