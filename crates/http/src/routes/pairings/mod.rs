//! Pairings: both sides', the ministry's, DINUM's.

mod accept_pairing;
mod accept_pairing_date;
mod cancel_pairing;
mod contest_no_show;
mod create_pairing;
mod decline_pairing;
mod fresh;
mod get_pairing;
mod hold_pairing;
mod list_order;
mod list_pairing_events;
mod list_pairings;
mod list_replacement_candidates;
mod making;
mod paired;
mod refuse_pairing_date;
mod release;
mod replace_pairing;
mod report_no_show;
mod request_pairing_date;
mod scene;
mod settle_contest;
mod speaker;
mod transition;
mod update_pairing;

use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;
use vmj_domain::access::Actor;
use vmj_domain::pairing::Pairing;

pub use self::fresh::Fresh;
pub use self::release::{cancel_open, free_ambassadors, free_students, postpone_open};
use crate::access::Unit;
use crate::problem::Problem;

pub fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(list_pairings::list_pairings)
        .service(create_pairing::create_pairing)
        .service(get_pairing::get_pairing)
        .service(update_pairing::update_pairing)
        .service(list_pairing_events::list_pairing_events)
        .service(accept_pairing::accept_pairing)
        .service(decline_pairing::decline_pairing)
        .service(cancel_pairing::cancel_pairing)
        .service(request_pairing_date::request_pairing_date)
        .service(accept_pairing_date::accept_pairing_date)
        .service(refuse_pairing_date::refuse_pairing_date)
        .service(hold_pairing::hold_pairing)
        .service(report_no_show::report_no_show)
        .service(contest_no_show::contest_no_show)
        .service(settle_contest::settle_contest)
        .service(list_replacement_candidates::list_replacement_candidates)
        .service(replace_pairing::replace_pairing);
}

/// Names a pairing.
#[derive(Clone, Copy, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct PairingPath {
    /// The pairing.
    pub pairing_id: Uuid,
}

impl PairingPath {
    /// The pairing, locked until the end of a unit of work: two who answer at once both succeed.
    ///
    /// # Errors
    /// 404 when it is not there or not the caller's.
    pub async fn load(&self, unit: &Unit<'_>, actor: &Actor) -> Result<Pairing, Problem> {
        let found = unit.pairings().find_locked(self.pairing_id.into(), actor.pairing_reach()).await?;
        found.ok_or(Problem::not_found())
    }
}
