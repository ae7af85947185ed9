//! Accounts, for administrators.

mod form;
mod get_account;
mod invite_account;
mod list_accounts;
mod membership;
mod reactivate_account;
mod send_invitation;
mod suspend_account;
mod update_account;

use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

pub fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(list_accounts::list_accounts)
        .service(invite_account::invite_account)
        .service(get_account::get_account)
        .service(update_account::update_account)
        .service(send_invitation::send_invitation)
        .service(suspend_account::suspend_account)
        .service(reactivate_account::reactivate_account);
}

/// Names an account.
#[derive(Clone, Copy, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct AccountPath {
    /// The account.
    pub account_id: Uuid,
}
