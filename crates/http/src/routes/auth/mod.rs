//! Signing in and out.

mod create_session;
mod renew_session;
mod revoke_session;
mod tokens;

use utoipa_actix_web::service_config::ServiceConfig;

pub fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(create_session::create_session)
        .service(renew_session::renew_session)
        .service(revoke_session::revoke_session);
}
