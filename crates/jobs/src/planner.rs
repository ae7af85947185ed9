//! Computing the matching runs that were asked for. A run is leased by who computes it; when that server dies, another
//! computes it again, and nothing of the first is seen.

mod desk;

use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use vmj_domain::matching::{MatchingRun, RunMetrics};
use vmj_domain::reference::Reference;
use vmj_persistence::{Store, StoreError};
use vmj_planning::{Inputs, Plan, PlanError};

use self::desk::{Desk, Solving};
use crate::repeat::repeat;

/// How long a run is left to whoever computes it, without a sign of life.
const LEASE: TimeDelta = TimeDelta::seconds(30);
/// How often a sign of life is given.
const BEAT: Duration = Duration::from_millis(500);

/// Computes runs until it is told to stop. Any number may work on one database.
#[derive(Debug)]
pub struct Planner {
    store: Arc<Store>,
    reference: Arc<Reference>,
}

/// A certified plan, and what it was computed from.
struct Computed {
    plan: Plan,
    inputs: Inputs,
}

impl Planner {
    /// A planner that knows these places.
    #[must_use]
    pub const fn new(store: Arc<Store>, reference: Arc<Reference>) -> Self {
        Self { store, reference }
    }

    /// Looks so often for runs to compute until `stop` ends. A run that was begun is finished first.
    pub async fn run(self, poll: Duration, stop: impl Future) {
        let step = async || Ok(self.pass().await? > 0);
        repeat("planner", poll, step, stop).await;
    }

    /// Computes one run that nobody computes, if there is one, and tells how many.
    ///
    /// # Errors
    /// The store fails; the run is left to another pass.
    pub async fn pass(&self) -> Result<usize, StoreError> {
        if !self.store.read(async |tx| tx.matching().has_abandoned().await).await? {
            return Ok(0);
        }
        let runs = self.store.write(async |tx| tx.matching().take_abandoned(LEASE, 1).await).await?;
        for run in &runs {
            self.compute(run).await?;
        }
        Ok(runs.len())
    }

    async fn compute(&self, run: &MatchingRun) -> Result<(), StoreError> {
        let began = self.store.clock().now();
        let desk =
            self.store.read_at_length(async |tx| Desk::lay(tx, run, self.reference.clone()).await).await?;
        let solving = desk.solve(self.store.clock().clone());
        match self.watched(run, solving).await? {
            Ok((computed, solve_milliseconds)) => {
                let total = (self.store.clock().now() - began).num_milliseconds();
                let total_milliseconds = u64::try_from(total).unwrap_or(0);
                let metrics =
                    RunMetrics { solve_milliseconds, total_milliseconds, ..computed.plan.metrics.clone() };
                self.keep(run, &computed, &metrics).await
            }
            // Somebody else has it: the lease was lost.
            Err(PlanError::Cancelled) => Ok(()),
            Err(error) => {
                tracing::warn!(run = %run.id, %error, "a matching run has no plan");
                self.fail(run, error.code()).await
            }
        }
    }

    /// Gives signs of life until the plan is there.
    async fn watched(
        &self,
        run: &MatchingRun,
        mut solving: Solving,
    ) -> Result<Result<(Computed, u64), PlanError>, StoreError> {
        loop {
            tokio::select! {
                outcome = solving.outcome() => return Ok(outcome),
                () = tokio::time::sleep(BEAT) => {}
            }
            let progress = solving.progress();
            let alive = self
                .store
                .write(async |tx| {
                    tx.matching().set_progress(run.id, progress).await?;
                    tx.matching().renew(run.id, tx.now() + LEASE).await
                })
                .await;
            match alive {
                Ok(true) => {}
                Ok(false) => solving.give_up(),
                // The lease lasts longer than a moment without the database.
                Err(error) => tracing::warn!(%error, "no sign of life"),
            }
        }
    }

    async fn keep(
        &self,
        run: &MatchingRun,
        computed: &Computed,
        metrics: &RunMetrics,
    ) -> Result<(), StoreError> {
        let Computed { plan, inputs } = computed;
        let (inputs, map) = (inputs.to_text(), vmj_planning::map_to_text(&plan.map));
        self.store
            .write_at_length(async |tx| {
                let Some(found) = tx.matching().find_locked(run.id).await? else { return Ok(()) };
                let Ok(done) = found.computed(metrics.clone(), tx.now()) else { return Ok(()) };
                tx.matching()
                    .store_plan(run.id, &plan.proposed, &plan.unmatched, &plan.vacant, &inputs, &map)
                    .await?;
                tx.matching().update(done).await?;
                Ok(())
            })
            .await
    }

    async fn fail(&self, run: &MatchingRun, code: &'static str) -> Result<(), StoreError> {
        self.store
            .write(async |tx| {
                let Some(found) = tx.matching().find_locked(run.id).await? else { return Ok(()) };
                let Ok(failed) = found.failed(code, tx.now()) else { return Ok(()) };
                tx.matching().update(failed).await?;
                Ok(())
            })
            .await
    }
}
