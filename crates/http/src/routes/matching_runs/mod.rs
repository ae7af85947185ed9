//! Matching runs: DINUM computes, reads, publishes and discards them; ministries read their part of a published one.

mod changed;
mod compare_matching_runs;
mod comparison;
mod create_matching_run;
mod discard_matching_run;
mod form;
mod get_matching_places;
mod get_matching_run;
mod get_recruiting_map;
mod list_matching_moves;
mod list_matching_proposals;
mod list_matching_runs;
mod list_unmatched_students;
mod list_vacancies;
mod publication;
mod publish_matching_run;

pub use self::publication::Publication;

use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;
use vmj_domain::access::{Actor, Reach};
use vmj_domain::id::OrganisationId;
use vmj_domain::matching::{MatchingRun, RunState};
use vmj_persistence::ReadTx;

use crate::access::Unit;
use crate::problem::Problem;

pub fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(list_matching_runs::list_matching_runs)
        .service(create_matching_run::create_matching_run)
        .service(get_matching_run::get_matching_run)
        .service(discard_matching_run::discard_matching_run)
        .service(list_matching_proposals::list_matching_proposals)
        .service(list_unmatched_students::list_unmatched_students)
        .service(list_vacancies::list_matching_vacancies)
        .service(get_matching_places::get_matching_places)
        .service(get_recruiting_map::get_recruiting_map)
        .service(compare_matching_runs::compare_matching_runs)
        .service(list_matching_moves::list_matching_moves)
        .service(publish_matching_run::publish_matching_run);
}

/// Names a matching run.
#[derive(Clone, Copy, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct MatchingRunPath {
    /// The matching run.
    pub run_id: Uuid,
}

impl MatchingRunPath {
    /// The run.
    ///
    /// # Errors
    /// 404 when it is not there, or not published and the caller is not DINUM.
    pub async fn find(&self, tx: &ReadTx, actor: &Actor) -> Result<MatchingRun, Problem> {
        let found = tx.matching().find(self.run_id.into()).await?;
        found.filter(|run| sees(actor, run)).ok_or(Problem::not_found())
    }

    /// The run, locked until the end of a unit of work.
    ///
    /// # Errors
    /// 404 when it is not there.
    pub async fn load(&self, unit: &Unit<'_>) -> Result<MatchingRun, Problem> {
        unit.matching().find_locked(self.run_id.into()).await?.ok_or(Problem::not_found())
    }
}

/// Whether the caller sees a run: DINUM sees all, ministries what was published.
fn sees(actor: &Actor, run: &MatchingRun) -> bool {
    match actor.administrative_reach() {
        Reach::Everything => true,
        Reach::Subtree(_) => matches!(run.state, RunState::Published(_)),
        Reach::Nothing => false,
    }
}

/// The node to whose subtree the caller's part of a run is narrowed; none when the caller, who sees the run, sees all of it.
fn part_of(actor: &Actor) -> Option<OrganisationId> {
    match actor.administrative_reach() {
        Reach::Subtree(node) => Some(node),
        Reach::Everything | Reach::Nothing => None,
    }
}
