//! A proposal that not both have answered in time expires: seat and student are free for another.

use vmj_domain::pairing::Pairing;
use vmj_persistence::{Due, StoreError};

use super::{Timekeeper, pairings};

/// Expires a batch of proposals.
pub async fn expire(keeper: &Timekeeper) -> Result<usize, StoreError> {
    pairings::act(keeper, Due::Proposal, Pairing::expire).await
}
