//! Routes outside the document: for operators, machines and readers of the document.

mod docs;
mod health;
mod jwks;
mod metrics;
mod openapi;
mod problems;

use actix_web::web::ServiceConfig;
pub use metrics::show_metrics;

/// Every path outside the document. A test holds it against what is served.
pub const PATHS: [&str; 10] = [
    "/livez",
    "/readyz",
    "/openapi.json",
    "/openapi.yaml",
    "/docs",
    "/docs/{file:.*}",
    "/problems",
    "/problems/{code}",
    "/.well-known/jwks.json",
    "/",
];

pub fn configure(config: &mut ServiceConfig) -> &mut ServiceConfig {
    config
        .service(health::livez)
        .service(health::readyz)
        .service(openapi::json)
        .service(openapi::yaml)
        .service(docs::home)
        .service(docs::redirect)
        .service(docs::show_file)
        .service(problems::index)
        .service(problems::page)
        .service(jwks::jwks)
}
