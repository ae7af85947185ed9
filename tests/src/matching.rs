//! Matching runs and what they propose, past the API and its rules.

use vmj_domain::edition::{Edition, EditionSummary};
use vmj_domain::id::{AccountId, AmbassadorId, StudentId};
use vmj_domain::matching::{
    Constraint, ConstraintKind, Market, MatchingRun, Place, Proposed, RankObjective, RunMetrics,
    RunParameters, RunScope, RunState, Unmatched, UnmatchedReason, Vacant,
};
use vmj_domain::place::Format;
use vmj_domain::text::{Reason, Slug};
use vmj_domain::version::Version;
use vmj_persistence::{StoreError, WriteTx};

use crate::app::TestApp;

impl TestApp {
    /// A run of an edition, to be computed, unless `change` makes it another.
    pub async fn db_matching_run(
        &self,
        edition: &Edition,
        author: AccountId,
        change: impl Fn(&mut MatchingRun),
    ) -> MatchingRun {
        let insert = async |tx: &WriteTx| {
            let mut run = run(tx, edition, author);
            change(&mut run);
            tx.matching().insert(&run).await?;
            Ok(run)
        };
        self.store.write::<_, StoreError>(insert).await.expect("a run")
    }

    /// Decides about a pair.
    ///
    /// # Errors
    /// The store refuses it.
    pub async fn db_constraint(
        &self,
        edition: &Edition,
        kind: ConstraintKind,
        (student, ambassador): (StudentId, AmbassadorId),
        author: AccountId,
    ) -> Result<Constraint, StoreError> {
        let insert = async |tx: &WriteTx| {
            let constraint = Constraint {
                id: tx.new_id(),
                edition: edition.id,
                kind,
                student,
                ambassador,
                reason: Reason::parse("Convenu avec le lycée").expect("a reason"),
                author,
                created_at: tx.now(),
            };
            tx.matching().insert_constraint(&constraint).await?;
            Ok(constraint)
        };
        self.store.write::<_, StoreError>(insert).await
    }

    /// What a run of this edition would be computed from.
    pub async fn db_market(&self, edition: &Edition) -> Market {
        let market = self.store.read::<_, StoreError>(async |tx| tx.matching().market(edition.id).await);
        market.await.expect("a market")
    }
}

/// With the penalties and bands of the product.
fn run(tx: &WriteTx, edition: &Edition, author: AccountId) -> MatchingRun {
    let max_wishes = edition.parameters.max_wishes;
    MatchingRun {
        id: tx.new_id(),
        edition: EditionSummary::from(edition),
        parameters: RunParameters {
            scope: RunScope::Edition,
            seed: RunParameters::MAX_SEED,
            rank_penalty: RunParameters::default_penalties(max_wishes),
            place_band: RunParameters::PLACE_BAND,
            rank_objective: RankObjective::Penalty,
            previous: None,
        },
        state: RunState::Computing { progress: 0 },
        state_changed_at: tx.now(),
        author,
        version: Version::FIRST,
        created_at: tx.now(),
        updated_at: tx.now(),
    }
}

/// Metrics of which no two numbers are alike.
#[must_use]
pub fn metrics() -> RunMetrics {
    RunMetrics {
        students: 11,
        ambassadors: 7,
        seats: 13,
        placed: [2, 8],
        changes: Some(3),
        rank_penalty: 21,
        place_band: 34,
        preference: 5,
        by_wish_rank: vec![6, 4, 0],
        digest: "d1".repeat(32),
        certified: true,
        solve_milliseconds: 55,
        total_milliseconds: 89,
    }
}

/// A pair of a plan: the first wish, in the student's department.
#[must_use]
pub fn proposed(student: StudentId, ambassador: AmbassadorId) -> Proposed {
    Proposed {
        student,
        ambassador,
        job_profile: Slug::parse("data-engineer").expect("a code"),
        format: Format::OnSite,
        wish_rank: Some(1),
        place: Some(Place::SameDepartment),
        other_organisation: false,
        locked: false,
        by_hand: false,
        explanation: format!(r#"{{"about":"{student}"}}"#),
    }
}

/// A student without a place.
#[must_use]
pub fn unmatched(student: StudentId, reason: UnmatchedReason) -> Unmatched {
    Unmatched { student, reason, explanation: format!(r#"{{"about":"{student}"}}"#) }
}

/// An ambassador with so many free seats.
#[must_use]
pub fn vacant(ambassador: AmbassadorId, free: u32) -> Vacant {
    Vacant { ambassador, free, explanation: format!(r#"{{"about":"{ambassador}"}}"#) }
}
