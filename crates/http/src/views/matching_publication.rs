//! What a publication has done.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use vmj_domain::matching::MatchingRun;
use vmj_planning::Refused;

use super::matching_run::MatchingRunView;
use crate::routes::matching_runs::Publication;

/// A pair that could no longer be made.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = DroppedPair)]
pub struct DroppedPairView {
    /// The student.
    pub student_id: Uuid,
    /// The ambassador.
    pub ambassador_id: Uuid,
    /// Why, as a stable slug.
    #[schema(max_length = 64, example = "student_not_there")]
    pub reason: &'static str,
}

/// What a publication has done.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = MatchingPublication)]
pub struct MatchingPublicationView {
    /// The run, published.
    pub run: MatchingRunView,
    /// Pairings that it proposed.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64, example = 231)]
    pub proposed: u64,
    /// Pairs that could no longer be made, when that was allowed.
    #[schema(max_items = 1_000_000)]
    pub dropped: Vec<DroppedPairView>,
}

impl MatchingPublicationView {
    /// What it has done.
    #[must_use]
    pub fn new(run: &MatchingRun, outcome: &Publication) -> Self {
        let Publication { pairings, dropped } = outcome;
        let dropped = dropped.iter().map(|refused| {
            let Refused { student, ambassador, why } = refused;
            DroppedPairView {
                student_id: (*student).into(),
                ambassador_id: (*ambassador).into(),
                reason: why.slug(),
            }
        });
        Self {
            run: MatchingRunView::new(run, true),
            proposed: pairings.len() as u64,
            dropped: dropped.collect(),
        }
    }
}
