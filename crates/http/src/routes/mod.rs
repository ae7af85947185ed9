//! The operations, one a file.

pub mod accounts;
pub mod ambassadors;
pub mod audit;
pub mod auth;
pub mod decisions;
pub mod editions;
pub mod fallback;
pub mod job_profiles;
pub mod matching_constraints;
pub mod matching_runs;
pub mod me;
pub mod narrowing;
pub mod organisations;
pub mod pairings;
pub mod reason;
pub mod reference;
pub mod registration;
pub mod schools;
pub mod service;
pub mod students;

use actix_web::middleware::from_fn;
use utoipa_actix_web::scope;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::access::authenticate;

/// Every route: of the server, of the tests and of the document.
pub fn configure(config: &mut ServiceConfig<'_>) {
    let v1 = scope("/v1")
        .configure(registration::configure)
        .configure(auth::configure)
        .configure(me::configure)
        .configure(accounts::configure)
        .configure(editions::configure)
        .configure(ambassadors::configure)
        .configure(students::configure)
        .configure(pairings::configure)
        .configure(matching_constraints::configure)
        .configure(matching_runs::configure)
        .configure(audit::configure)
        .configure(job_profiles::configure)
        .configure(organisations::configure)
        .configure(schools::configure)
        .configure(reference::configure);
    config.service(v1.map(|scope| scope.wrap(from_fn(authenticate))));
    config.map(service::configure);
    config.default_service(actix_web::web::to(fallback::fallback));
}
