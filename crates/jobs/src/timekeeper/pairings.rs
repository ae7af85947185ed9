//! What the jobs on pairings have in common.

use vmj_domain::clock::Instant;
use vmj_domain::pairing::{Author, Change, Pairing};
use vmj_domain::transition::Unmoved;
use vmj_persistence::{Due, StoreError};

use super::{BATCH, Timekeeper};

/// Does to a batch of pairings what time does to them, the longest due first, and tells how many there were.
pub async fn act(
    keeper: &Timekeeper,
    due: Due,
    act: impl Fn(Pairing, Instant) -> Result<Pairing, Unmoved>,
) -> Result<usize, StoreError> {
    if !keeper.store.read::<_, StoreError>(async |tx| tx.pairings().is_due(due).await).await? {
        return Ok(0);
    }
    keeper
        .store
        .write(async |tx| {
            let taken = tx.pairings().take_due(due, BATCH.into()).await?;
            let change = |before: &Pairing| match act(before.clone(), tx.now()) {
                Ok(after) => Some(Change::between(before, after, Author::System)),
                Err(refusal) => {
                    tracing::error!(pairing_id = %before.id, ?due, ?refusal, "what is due is refused");
                    None
                }
            };
            let changes: Vec<_> = taken.iter().filter_map(change).collect();
            tx.pairings().update_many(&changes, &keeper.front_url).await?;
            Ok(changes.len())
        })
        .await
}
