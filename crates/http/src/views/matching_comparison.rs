//! Two plans beside each other.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use vmj_domain::job_profile::JobProfile;
use vmj_persistence::{Differences, MovedRow, PlacedRow};

use super::account::OrganisationSummaryView;
use super::job_profile::{JobProfileSummaryView, summary_of};
use super::matching_run::MatchingRunView;
use super::person::PersonSummaryView;

/// How two plans differ.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = MatchingComparison)]
pub struct MatchingComparisonView {
    /// The one.
    pub run: MatchingRunView,
    /// The other.
    pub other: MatchingRunView,
    /// Students with the same ambassador in both.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64, example = 210)]
    pub same: u64,
    /// Students with another ambassador in each.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64, example = 14)]
    pub moved: u64,
    /// Students with a place in the one only.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64, example = 7)]
    pub here_only: u64,
    /// Students with a place in the other only.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64, example = 7)]
    pub there_only: u64,
}

/// What a plan gives a student.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = MatchingPlacement)]
pub struct MatchingPlacementView {
    /// With which ambassador.
    pub ambassador_id: Uuid,
    /// Who that is.
    pub ambassador: PersonSummaryView,
    /// Where they work.
    pub organisation: OrganisationSummaryView,
    /// What the day would show.
    pub job_profile: JobProfileSummaryView,
}

/// A student to whom two plans give different places.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = MatchingMove)]
pub struct MatchingMoveView {
    /// The student.
    pub student_id: Uuid,
    /// Who that is.
    pub student: PersonSummaryView,
    /// What the one gives; absent when it leaves the student without a place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub here: Option<MatchingPlacementView>,
    /// What the other gives.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub there: Option<MatchingPlacementView>,
}

impl MatchingComparisonView {
    /// How two plans differ.
    #[must_use]
    pub const fn new(run: MatchingRunView, other: MatchingRunView, differences: Differences) -> Self {
        let Differences { same, moved, here_only, there_only } = differences;
        Self { run, other, same, moved, here_only, there_only }
    }
}

impl MatchingPlacementView {
    fn new(placed: &PlacedRow, profiles: &[JobProfile]) -> Self {
        let PlacedRow { ambassador, agent, organisation, job_profile } = placed;
        Self {
            ambassador_id: (*ambassador).into(),
            ambassador: agent.into(),
            organisation: organisation.clone().into(),
            job_profile: summary_of(job_profile, profiles),
        }
    }
}

impl MatchingMoveView {
    /// A row of the comparison.
    #[must_use]
    pub fn new(row: &MovedRow, profiles: &[JobProfile]) -> Self {
        let MovedRow { student, person, here, there } = row;
        let placed = |placed: &Option<PlacedRow>| {
            placed.as_ref().map(|placed| MatchingPlacementView::new(placed, profiles))
        };
        Self {
            student_id: (*student).into(),
            student: person.into(),
            here: placed(here),
            there: placed(there),
        }
    }
}
