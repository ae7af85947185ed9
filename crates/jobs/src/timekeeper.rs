//! What time does by itself. Each job looks with one read whether anything is due, so that most of the time nobody waits
//! for the writer, and then does a batch of it in a transaction of its own.

mod editions;
mod held_editions;
mod held_pairings;
mod needs;
mod pairings;
mod pending_dates;
mod proposals;
mod windows;

use std::sync::Arc;
use std::time::Duration;

use vmj_persistence::{Store, StoreError};

use crate::repeat::repeat;

/// How many rows one transaction takes at most: few enough to be done long before a request would stop waiting.
const BATCH: u32 = 100;

/// Does what has become due until it is told to stop. Any number may work on one database.
#[derive(Debug)]
pub struct Timekeeper {
    store: Arc<Store>,
    front_url: String,
}

impl Timekeeper {
    /// A timekeeper whose messages lead to the site at this URL.
    #[must_use]
    pub const fn new(store: Arc<Store>, front_url: String) -> Self {
        Self { store, front_url }
    }

    /// Looks so often for what is due until `stop` ends. A pass that was begun is finished first.
    pub async fn run(self, poll: Duration, stop: impl Future) {
        let step = async || Ok(self.pass().await? > 0);
        repeat("timekeeper", poll, step, stop).await;
    }

    /// Does at most one batch of each job, and tells how much there was. More may be due, unless it was nothing.
    ///
    /// # Errors
    /// A job failed; those beside it have had their turn, unless the database is away for all.
    pub async fn pass(&self) -> Result<usize, StoreError> {
        let mut pass = Pass::default();
        pass.note("proposals expired", proposals::expire(self).await)?;
        pass.note("pending dates expired", pending_dates::expire(self).await)?;
        pass.note("pairings held", held_pairings::hold(self).await)?;
        pass.note("editions held", held_editions::hold(self).await)?;
        pass.note("registrations closed", windows::close(self).await)?;
        pass.note("accessibility needs erased", needs::erase(self).await)?;
        pass.outcome()
    }
}

/// What has come of the jobs so far.
#[derive(Default)]
struct Pass {
    done: usize,
    failed: Option<StoreError>,
}

impl Pass {
    fn note(&mut self, job: &'static str, outcome: Result<usize, StoreError>) -> Result<(), StoreError> {
        match outcome {
            Ok(0) => {}
            Ok(count) => {
                tracing::info!(count, "{job}");
                self.done += count;
            }
            Err(error @ StoreError::Unavailable(_)) => return Err(error),
            Err(error) => self.failed = Some(error),
        }
        Ok(())
    }

    fn outcome(self) -> Result<usize, StoreError> {
        self.failed.map_or(Ok(self.done), Err)
    }
}
