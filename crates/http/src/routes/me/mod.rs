//! The caller's own account.

mod get_me;
mod send_email_verification;
mod update_me;

use utoipa_actix_web::service_config::ServiceConfig;

pub fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(get_me::get_me)
        .service(update_me::update_me)
        .service(send_email_verification::send_email_verification);
}
