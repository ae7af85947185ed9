//! What a run computes from, read at once, and the thread that computes.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use tokio::task::JoinHandle;
use vmj_domain::clock::Clock;
use vmj_domain::matching::{Basis, MatchingRun, RunParameters};
use vmj_domain::reference::Reference;
use vmj_persistence::{ReadTx, StoreError};
use vmj_planning::{PlanError, Problem};

use super::Computed;

/// All that a run computes from.
pub struct Desk {
    basis: Basis,
    parameters: RunParameters,
    reference: Arc<Reference>,
}

/// A plan under way.
pub struct Solving {
    thread: JoinHandle<Result<(Computed, u64), PlanError>>,
    progress: Arc<AtomicU32>,
    given_up: Arc<AtomicBool>,
}

impl Desk {
    /// Reads it, in a number of statements that does not depend on how many take part.
    pub async fn lay(tx: &ReadTx, run: &MatchingRun, reference: Arc<Reference>) -> Result<Self, StoreError> {
        Ok(Self { basis: tx.matching().basis(run).await?, parameters: run.parameters.clone(), reference })
    }

    /// Computes in a thread of its own: it is all work.
    pub fn solve(self, clock: Arc<dyn Clock>) -> Solving {
        let (progress, given_up) = (Arc::<AtomicU32>::default(), Arc::<AtomicBool>::default());
        let (told, ended) = (progress.clone(), given_up.clone());
        let thread = tokio::task::spawn_blocking(move || {
            let began = clock.now();
            let problem = Problem::new(&self.basis, &self.parameters, &self.reference);
            let plan = problem.solve(&mut |done| {
                told.store(done, Ordering::Relaxed);
                !ended.load(Ordering::Relaxed)
            })?;
            let took = u64::try_from((clock.now() - began).num_milliseconds()).unwrap_or(0);
            Ok((Computed { plan, inputs: problem.inputs() }, took))
        });
        Solving { thread, progress, given_up }
    }
}

impl Solving {
    /// The plan, once it is there.
    pub async fn outcome(&mut self) -> Result<(Computed, u64), PlanError> {
        match (&mut self.thread).await {
            Ok(outcome) => outcome,
            Err(error) => Err(PlanError::Internal(error.to_string())),
        }
    }

    /// Parts of a thousand that are done.
    pub fn progress(&self) -> u32 {
        self.progress.load(Ordering::Relaxed)
    }

    /// Ends it soon.
    pub fn give_up(&self) {
        self.given_up.store(true, Ordering::Relaxed);
    }
}
