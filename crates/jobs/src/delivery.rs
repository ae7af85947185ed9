//! Sending what waits in the outbox.

use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use vmj_domain::message::LeasedMessage;
use vmj_persistence::{Store, StoreError};

use crate::repeat::repeat;
use crate::templates::render;
use crate::transport::Transport;

/// How often a worker looks for messages.
const POLL: Duration = Duration::from_secs(1);
/// How many messages a worker holds at most.
const BATCH: u32 = 50;
/// How long it holds them: far longer than sending takes.
const LEASE: TimeDelta = TimeDelta::seconds(60);

/// Sends messages until it is told to stop. Any number may work on one database.
#[derive(Debug)]
pub struct Worker {
    store: Arc<Store>,
    transport: Transport,
}

impl Worker {
    /// A worker that sends by this transport.
    #[must_use]
    pub const fn new(store: Arc<Store>, transport: Transport) -> Self {
        Self { store, transport }
    }

    /// Works until `stop` ends. A batch that was begun is finished first.
    pub async fn run(self, stop: impl Future) {
        let step = async || Ok(self.deliver().await? == BATCH as usize);
        repeat("outbox", POLL, step, stop).await;
    }

    /// Sends a batch of messages that wait, and tells how many there were.
    ///
    /// # Errors
    /// The store fails: what was not sent will be, by this worker or another.
    pub async fn deliver(&self) -> Result<usize, StoreError> {
        // Most of the time nothing waits: then nobody waits for the writer either.
        if !self.store.read::<_, StoreError>(async |tx| tx.outbox().is_due().await).await? {
            return Ok(0);
        }
        let batch =
            self.store.write::<_, StoreError>(async |tx| tx.outbox().lease(BATCH, LEASE).await).await?;
        for message in &batch {
            self.deliver_one(message).await?;
        }
        Ok(batch.len())
    }

    async fn deliver_one(&self, message: &LeasedMessage) -> Result<(), StoreError> {
        match self.transport.send(&render(message)).await {
            Ok(()) => self.store.write(async |tx| tx.outbox().mark_sent(message).await).await,
            Err(error) => {
                tracing::warn!(%error, message_id = %message.id, attempts = message.attempts, "a message was not sent");
                self.store.write(async |tx| tx.outbox().give_back(message).await).await
            }
        }
    }
}
