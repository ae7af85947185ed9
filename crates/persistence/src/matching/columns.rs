//! From runs to rows.

use sea_orm::ActiveValue::{NotSet, Set};
use uuid::Uuid;
use vmj_domain::matching::{MatchingRun, RunMetrics, RunParameters, RunState};

use super::numbers::{join, small, wide};
use crate::entity::matching_run::ActiveModel;

/// All columns of a run, but for its lease while somebody may hold one.
pub fn columns(run: &MatchingRun) -> ActiveModel {
    let MatchingRun {
        id,
        edition,
        parameters,
        state,
        state_changed_at,
        author,
        version,
        created_at,
        updated_at,
    } = run;
    let RunParameters { scope, seed, rank_penalty, place_band, rank_objective, previous } = parameters;
    let row = ActiveModel {
        id: Set((*id).into()),
        edition_id: Set(edition.id.into()),
        author_id: Set((*author).into()),
        scope: Set(scope.slug().to_owned()),
        seed: Set(wide(*seed)),
        rank_penalty: Set(join(rank_penalty)),
        place_band: Set(join(place_band)),
        rank_objective: Set(rank_objective.slug().to_owned()),
        previous_id: Set(previous.map(Uuid::from)),
        state_changed_at: Set(*state_changed_at),
        version: Set(version.get()),
        created_at: Set(*created_at),
        updated_at: Set(*updated_at),
        ..ActiveModel::default()
    };
    with_state(row, state)
}

fn with_state(row: ActiveModel, state: &RunState) -> ActiveModel {
    let row = ActiveModel { state: Set(state.slug().to_owned()), ..row };
    let ended =
        ActiveModel { progress: Set(None), leased_until: Set(None), failure: Set(None), ..row.clone() };
    match state {
        RunState::Computing { progress } => {
            ActiveModel { progress: Set(Some(small(*progress))), leased_until: NotSet, ..row }
        }
        RunState::Computed(metrics) | RunState::Published(metrics) | RunState::Discarded(metrics) => {
            with_metrics(ended, metrics)
        }
        RunState::Failed { code } => ActiveModel { failure: Set(Some(code.clone())), ..ended },
    }
}

fn with_metrics(row: ActiveModel, metrics: &RunMetrics) -> ActiveModel {
    let RunMetrics {
        students,
        ambassadors,
        seats,
        placed: [left_out, others],
        changes,
        rank_penalty,
        place_band,
        preference,
        by_wish_rank,
        digest,
        certified,
        solve_milliseconds,
        total_milliseconds,
    } = metrics;
    let number = |number: &u64| Set(Some(wide(*number)));
    ActiveModel {
        students: number(students),
        ambassadors: number(ambassadors),
        seats: number(seats),
        placed_0: number(left_out),
        placed_1: number(others),
        changes: Set(changes.map(wide)),
        rank_penalty_sum: number(rank_penalty),
        place_band_sum: number(place_band),
        preference: number(preference),
        by_wish_rank: Set(Some(join(by_wish_rank))),
        digest: Set(Some(digest.clone())),
        certified: Set(Some(*certified)),
        solve_ms: number(solve_milliseconds),
        total_ms: number(total_milliseconds),
        ..row
    }
}
