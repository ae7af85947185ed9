//! Matching runs.

mod metrics;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use vmj_domain::matching::{MatchingRun, RunParameters, RunState};

pub use self::metrics::MatchingMetricsView;
use super::code::{RankObjectiveCode, RunScopeCode};
use super::edition::EditionSummaryView;
use crate::contract::code::Code;

/// What has become of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = MatchingRunState, example = "computed")]
pub enum MatchingRunStateView {
    /// It is being computed.
    Computing,
    /// It has a certified plan.
    Computed,
    /// Its pairs were proposed.
    Published,
    /// It will not be published.
    Discarded,
    /// It has no plan.
    Failed,
}

/// One computation of proposals for an edition.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = MatchingRun)]
pub struct MatchingRunView {
    /// Its id.
    pub id: Uuid,
    /// The edition.
    pub edition: EditionSummaryView,
    /// What has become of it.
    pub state: MatchingRunStateView,
    /// Since when.
    pub state_changed_at: DateTime<Utc>,
    /// Parts of a thousand that are done, while it is being computed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 0, maximum = 1000, example = 350)]
    pub progress: Option<u32>,
    /// Why there is no plan: `impossible_lock` when a locked pair cannot be made, `contradiction` when what it was computed
    /// from contradicts itself; anything else is a defect of ours.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 64, example = "impossible_lock")]
    pub failure: Option<String>,
    /// Whom it places.
    pub scope: RunScopeCode,
    /// Of the lottery among those who tie on every level: the same seed gives the same plan.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64, example = 2026)]
    pub seed: u64,
    /// What a pair costs by the rank of the wish, the first rank first.
    #[schema(max_items = 20, example = json!([0, 1, 3, 6, 10]))]
    #[schema(minimum = 0, maximum = 1_000_000)]
    pub rank_penalty: Vec<u32>,
    /// What a pair costs by its place: same department, same region, another accepted region, remote.
    #[schema(min_items = 4, max_items = 4, example = json!([0, 1, 2, 3]))]
    #[schema(minimum = 0, maximum = 1_000_000)]
    pub place_band: Vec<u32>,
    /// How the ranks of wishes are weighed.
    pub rank_objective: RankObjectiveCode,
    /// The run whose pairs were to be kept as far as possible.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub previous_run_id: Option<Uuid>,
    /// What the plan is worth, once there is one; for DINUM.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metrics: Option<MatchingMetricsView>,
    /// The account that asked for it.
    pub author_id: Uuid,
    /// Written this many times.
    #[schema(minimum = 1, maximum = 9_007_199_254_740_991_u64, example = 1)]
    pub version: i64,
    /// When it was asked for.
    pub created_at: DateTime<Utc>,
    /// When it was last written.
    pub updated_at: DateTime<Utc>,
}

impl MatchingRunView {
    /// A run; what it is worth is for DINUM only.
    #[must_use]
    pub fn new(run: &MatchingRun, for_dinum: bool) -> Self {
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
        let (progress, failure) = match state {
            RunState::Computing { progress } => (Some(*progress), None),
            RunState::Failed { code } => (None, Some(code.clone())),
            RunState::Computed(_) | RunState::Published(_) | RunState::Discarded(_) => (None, None),
        };
        Self {
            id: (*id).into(),
            edition: edition.into(),
            state: state.into(),
            state_changed_at: *state_changed_at,
            progress,
            failure,
            scope: Code(*scope),
            seed: *seed,
            rank_penalty: rank_penalty.clone(),
            place_band: place_band.to_vec(),
            rank_objective: Code(*rank_objective),
            previous_run_id: previous.map(Into::into),
            metrics: state.metrics().filter(|_| for_dinum).map(Into::into),
            author_id: (*author).into(),
            version: version.get(),
            created_at: *created_at,
            updated_at: *updated_at,
        }
    }
}

impl From<&RunState> for MatchingRunStateView {
    fn from(state: &RunState) -> Self {
        match state {
            RunState::Computing { .. } => Self::Computing,
            RunState::Computed(_) => Self::Computed,
            RunState::Published(_) => Self::Published,
            RunState::Discarded(_) => Self::Discarded,
            RunState::Failed { .. } => Self::Failed,
        }
    }
}

impl MatchingRunStateView {
    /// Its stable name.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Computing => "computing",
            Self::Computed => "computed",
            Self::Published => "published",
            Self::Discarded => "discarded",
            Self::Failed => "failed",
        }
    }
}
