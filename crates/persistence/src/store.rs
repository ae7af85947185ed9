//! The door to the database.

use std::sync::Arc;
use std::time::Duration;

use rand::RngExt as _;
use vmj_domain::clock::Clock;

use crate::connect::{self, Pools};
use crate::settings::DatabaseSettings;
use crate::{ReadTx, Retryable, StoreError, WriteTx};

/// How often a transaction that the database sacrificed is run in all.
const ATTEMPTS: u32 = 5;
/// How long work on very many rows may take.
const AT_LENGTH: Duration = Duration::from_secs(60);

/// The open database. Cheap to share behind an [`Arc`].
pub struct Store {
    pools: Pools,
    clock: Arc<dyn Clock>,
    operation_timeout: Duration,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store").finish_non_exhaustive()
    }
}

impl Store {
    /// Opens the pools.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn connect(settings: &DatabaseSettings, clock: Arc<dyn Clock>) -> Result<Self, StoreError> {
        let settings = settings.adjusted();
        let pools = connect::open(&settings).await?;
        Ok(Self { pools, clock, operation_timeout: settings.operation_timeout })
    }

    /// The clock of all that is stored.
    #[must_use]
    pub fn clock(&self) -> &Arc<dyn Clock> {
        &self.clock
    }

    /// Runs a reading unit of work.
    ///
    /// # Errors
    /// Those of `work`; [`StoreError::Unavailable`] when it takes longer than the operation timeout.
    pub async fn read<T, E: From<StoreError>>(
        &self,
        work: impl AsyncFnOnce(&ReadTx) -> Result<T, E>,
    ) -> Result<T, E> {
        let tx = ReadTx::new(self.pools.reader.clone(), self.clock.now());
        within(self.operation_timeout, work(&tx)).await
    }

    /// As [`Store::read`], for work on very many rows: each statement has its usual time, all together a minute.
    ///
    /// # Errors
    /// As [`Store::read`].
    pub async fn read_at_length<T, E: From<StoreError>>(
        &self,
        work: impl AsyncFnOnce(&ReadTx) -> Result<T, E>,
    ) -> Result<T, E> {
        let tx = ReadTx::new(self.pools.reader.clone(), self.clock.now());
        within(AT_LENGTH, work(&tx)).await
    }

    /// Runs a writing unit of work in one transaction, committed when `work` succeeds. When the database
    /// sacrifices the transaction to another, it is run again from the start, a bounded number of times.
    ///
    /// # Errors
    /// Those of `work`; [`StoreError::Unavailable`] when it takes longer than the operation timeout.
    pub async fn write<T, E: From<StoreError> + Retryable>(
        &self,
        work: impl AsyncFn(&WriteTx) -> Result<T, E>,
    ) -> Result<T, E> {
        within(self.operation_timeout, self.retried(&work)).await
    }

    /// As [`Store::write`], for work on very many rows: each statement has its usual time, all together a minute.
    ///
    /// # Errors
    /// As [`Store::write`].
    pub async fn write_at_length<T, E: From<StoreError> + Retryable>(
        &self,
        work: impl AsyncFn(&WriteTx) -> Result<T, E>,
    ) -> Result<T, E> {
        within(AT_LENGTH, self.retried(&work)).await
    }

    async fn retried<T, E: From<StoreError> + Retryable>(
        &self,
        work: &impl AsyncFn(&WriteTx) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut attempt = 1;
        loop {
            match self.attempt(work).await {
                Err(error) if error.is_retryable() && attempt < ATTEMPTS => pause(attempt).await,
                outcome => return outcome,
            }
            attempt += 1;
        }
    }

    async fn attempt<T, E: From<StoreError>>(
        &self,
        work: &impl AsyncFn(&WriteTx) -> Result<T, E>,
    ) -> Result<T, E> {
        let tx = WriteTx::begin(&self.pools.writer, self.clock.now()).await?;
        match work(&tx).await {
            Ok(value) => {
                tx.commit().await?;
                Ok(value)
            }
            Err(error) => {
                tx.undo().await;
                Err(error)
            }
        }
    }

    /// Closes the pools, waiting for what runs.
    pub async fn close(&self) {
        for pool in [&self.pools.writer, &self.pools.reader] {
            if let Err(error) = pool.close_by_ref().await {
                tracing::warn!(%error, "closing the database");
            }
        }
    }
}

async fn within<T, E: From<StoreError>>(
    time: Duration,
    work: impl Future<Output = Result<T, E>>,
) -> Result<T, E> {
    let late = |_| Err(StoreError::Unavailable("no answer in time".to_owned()).into());
    tokio::time::timeout(time, work).await.unwrap_or_else(late)
}

/// Waits between two attempts: longer each time, with jitter, so that two victims do not meet again.
#[expect(clippy::disallowed_methods, reason = "jitter decides nothing")]
async fn pause(attempt: u32) {
    let millis = rand::rng().random_range(1..=10_u64 << attempt);
    tokio::time::sleep(Duration::from_millis(millis)).await;
}
