//! Making an account of one's own, and proving that one reads the mail of its address.

mod accept_invitation;
mod create_registration;
pub mod letters;
mod proof;
mod verify_email;

use utoipa_actix_web::service_config::ServiceConfig;

pub fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(create_registration::create_registration)
        .service(verify_email::verify_email)
        .service(accept_invitation::accept_invitation);
}
