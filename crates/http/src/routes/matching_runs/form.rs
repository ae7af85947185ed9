//! How a run is to compute.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;
use vmj_domain::edition::{Edition, EditionState};
use vmj_domain::matching::{RankObjective, RunParameters, RunScope};

use crate::extract::{Parse, Violations};
use crate::views::code::{RankObjectiveCode, RunScopeCode};

/// How a run is to compute: what is left out is as PRODUCT.md's matching has it.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"seed": 2026}))]
pub struct CreateMatchingRun {
    /// Whom it places; once a run was published, only `unplaced`. By default what the state of the edition asks for.
    #[serde(default)]
    scope: Option<RunScopeCode>,
    /// Of the lottery among those who tie on every level. Drawn when left out, and told.
    #[serde(default)]
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64, example = 2026)]
    seed: Option<u64>,
    /// What a pair costs by the rank of the wish, as many as the edition allows wishes: 0, 1, 3, 6, 10… by default.
    #[serde(default)]
    #[validate(length(max = 20))]
    #[schema(max_items = 20, example = json!([0, 1, 3, 6, 10]))]
    #[schema(minimum = 0, maximum = 1_000_000)]
    rank_penalty: Option<Vec<u32>>,
    /// What a pair costs by its place: same department, same region, another accepted region, remote. 0, 1, 2, 3 by default.
    #[serde(default)]
    #[schema(min_items = 4, max_items = 4, example = json!([0, 1, 2, 3]))]
    #[schema(minimum = 0, maximum = 1_000_000)]
    place_band: Option<[u32; 4]>,
    /// How the ranks of wishes are weighed: `penalty` by default.
    #[serde(default)]
    rank_objective: Option<RankObjectiveCode>,
    /// A run of this edition with a plan, whose pairs are to be kept as far as possible.
    #[serde(default)]
    previous_run_id: Option<Uuid>,
}

impl Parse for CreateMatchingRun {
    type Value = Self;

    fn parse(&self, _: &mut Violations) -> Option<Self> {
        Some(self.clone())
    }
}

impl CreateMatchingRun {
    /// The parameters of a run of an edition; `drawn` is the seed when none was given.
    pub fn parameters(&self, edition: &Edition, drawn: u64) -> RunParameters {
        let Self { scope, seed, rank_penalty, place_band, rank_objective, previous_run_id } = self;
        let asked = match edition.state {
            EditionState::Published => RunScope::Unplaced,
            EditionState::Draft
            | EditionState::Open { .. }
            | EditionState::Matching
            | EditionState::Held
            | EditionState::Closed
            | EditionState::Cancelled { .. } => RunScope::Edition,
        };
        let penalties = || RunParameters::default_penalties(edition.parameters.max_wishes);
        RunParameters {
            scope: scope.map_or(asked, |scope| scope.0),
            seed: seed.unwrap_or(drawn),
            rank_penalty: rank_penalty.clone().unwrap_or_else(penalties),
            place_band: place_band.unwrap_or(RunParameters::PLACE_BAND),
            rank_objective: rank_objective.map_or(RankObjective::Penalty, |objective| objective.0),
            previous: previous_run_id.map(Into::into),
        }
    }
}
