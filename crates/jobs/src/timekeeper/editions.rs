//! What the jobs on editions have in common.

use vmj_domain::access::Actor;
use vmj_domain::clock::Instant;
use vmj_domain::edition::Edition;
use vmj_domain::id::EditionId;
use vmj_persistence::{AuditRecord, StoreError};

use super::Timekeeper;

/// Moves on those of these editions for which it is time, and tells how many. `action` is the name in the audit log of
/// what DINUM could have done by hand.
pub async fn move_on(
    keeper: &Timekeeper,
    ids: Vec<EditionId>,
    action: &'static str,
    act: impl Fn(Edition, Instant) -> Option<Edition>,
) -> Result<usize, StoreError> {
    let mut moved = 0;
    for id in ids {
        moved += usize::from(move_one(keeper, id, action, &act).await?);
    }
    Ok(moved)
}

async fn move_one(
    keeper: &Timekeeper,
    id: EditionId,
    action: &'static str,
    act: impl Fn(Edition, Instant) -> Option<Edition>,
) -> Result<bool, StoreError> {
    let outcome = keeper.store.write(async |tx| {
        let Some(edition) = tx.editions().find(id).await? else { return Ok(false) };
        let Some(edition) = act(edition, tx.now()) else { return Ok(false) };
        tx.editions().update(edition).await?;
        let record = AuditRecord {
            actor: &Actor::Anonymous,
            action,
            subject_kind: "edition",
            subject: id.to_string(),
            organisation: None,
            fields: &["state"],
            reason: None,
            request_id: None,
        };
        tx.audit().append(&record).await?;
        Ok(true)
    });
    match outcome.await {
        // Another server has moved it, or DINUM has changed it: the next look will tell which.
        Err(StoreError::Stale) => Ok(false),
        outcome => outcome,
    }
}
