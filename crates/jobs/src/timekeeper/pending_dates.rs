//! A date that not both have accepted in time goes: the old one stays, or if the edition has left it, nothing does.

use vmj_domain::pairing::Pairing;
use vmj_persistence::{Due, StoreError};

use super::{Timekeeper, pairings};

/// Expires a batch of pending dates.
pub async fn expire(keeper: &Timekeeper) -> Result<usize, StoreError> {
    pairings::act(keeper, Due::PendingDate, Pairing::expire_date).await
}
