//! Ambassadors: the agent's own, the ministry's, the HR client's, DINUM's.

mod approve_ambassador;
mod create_ambassador;
mod decide_ambassadors;
mod edit;
mod form;
mod get_ambassador;
mod list_ambassadors;
mod list_order;
mod reject_ambassador;
mod replace_ambassador;
mod resume_ambassador;
mod site;
mod subject;
mod submit_ambassador;
mod transition;
mod update_ambassador;
mod withdraw_ambassador;

use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;
use vmj_domain::access::Actor;
use vmj_domain::ambassador::{Ambassador, AmbassadorForm};
use vmj_domain::reference::Reference;

use crate::access::Unit;
use crate::problem::Problem;

pub fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(list_ambassadors::list_ambassadors)
        .service(create_ambassador::create_ambassador)
        .service(decide_ambassadors::decide_ambassadors)
        .service(get_ambassador::get_ambassador)
        .service(replace_ambassador::replace_ambassador)
        .service(update_ambassador::update_ambassador)
        .service(submit_ambassador::submit_ambassador)
        .service(approve_ambassador::approve_ambassador)
        .service(reject_ambassador::reject_ambassador)
        .service(withdraw_ambassador::withdraw_ambassador)
        .service(resume_ambassador::resume_ambassador);
}

/// Names an ambassador.
#[derive(Clone, Copy, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct AmbassadorPath {
    /// The ambassador.
    pub ambassador_id: Uuid,
}

impl AmbassadorPath {
    /// The ambassador, locked within a unit of work.
    ///
    /// # Errors
    /// 404 when it is not there or not the caller's.
    pub async fn load(&self, unit: &Unit<'_>, actor: &Actor) -> Result<Ambassador, Problem> {
        let reach = actor.ambassador_reach();
        let found = unit.ambassadors().find_locked(self.ambassador_id.into(), reach).await?;
        found.ok_or(Problem::not_found())
    }
}

/// The department of the site, for filters and holidays.
pub fn department<'r>(reference: &'r Reference, form: &AmbassadorForm) -> Option<&'r str> {
    let commune = form.site.commune_code.as_deref().and_then(|code| reference.commune(code));
    commune.map(|commune| commune.department_code)
}
