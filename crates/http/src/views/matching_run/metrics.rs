//! What a plan is worth.

use serde::Serialize;
use utoipa::ToSchema;
use vmj_domain::matching::RunMetrics;

/// What a plan is worth, level by level, and how it was found.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = MatchingMetrics)]
pub struct MatchingMetricsView {
    /// Students who were to be placed.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64, example = 600)]
    pub students: u64,
    /// Ambassadors with a seat left.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64, example = 120)]
    pub ambassadors: u64,
    /// Their seats.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64, example = 240)]
    pub seats: u64,
    /// Students placed: no plan places more.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64, example = 231)]
    pub placed: u64,
    /// Those of them who had registered for the edition before and were never placed; they are served first.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64, example = 12)]
    pub placed_first: u64,
    /// Pairs of the previous run that are lost, when there was one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64, example = 3)]
    pub changes: Option<u64>,
    /// Sum of the penalties of the ranks.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64, example = 310)]
    pub rank_penalty: u64,
    /// Sum of the bands of the places.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64, example = 204)]
    pub place_band: u64,
    /// Students who named organisations and get another.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64, example = 40)]
    pub other_organisation: u64,
    /// Pairs by the rank of the wish, the first rank first.
    #[schema(max_items = 20, example = json!([150, 51, 20, 8, 2]))]
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub by_wish_rank: Vec<u64>,
    /// SHA-256 of everything that it was computed from, in hexadecimal.
    #[schema(
        min_length = 64,
        max_length = 64,
        example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
    )]
    pub digest: String,
    /// Whether a checker that shares no code with the solver has proven that no plan is better.
    #[schema(example = true)]
    pub certified: bool,
    /// Milliseconds of the solver alone.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64, example = 4)]
    pub solve_milliseconds: u64,
    /// Milliseconds from reading what it computes from to having the plan ready to be stored.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64, example = 60)]
    pub total_milliseconds: u64,
}

impl From<&RunMetrics> for MatchingMetricsView {
    fn from(metrics: &RunMetrics) -> Self {
        let RunMetrics {
            students,
            ambassadors,
            seats,
            placed: [first, others],
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
        Self {
            students: *students,
            ambassadors: *ambassadors,
            seats: *seats,
            placed: first + others,
            placed_first: *first,
            changes: *changes,
            rank_penalty: *rank_penalty,
            place_band: *place_band,
            other_organisation: *preference,
            by_wish_rank: by_wish_rank.clone(),
            digest: digest.clone(),
            certified: *certified,
            solve_milliseconds: *solve_milliseconds,
            total_milliseconds: *total_milliseconds,
        }
    }
}
