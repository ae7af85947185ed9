//! Pairings that are written down afterwards, with all that happened to them.

use sea_orm::ActiveValue::Set;
use sea_orm::DatabaseTransaction;
use vmj_domain::pairing::{Answers, Pairing, PairingEvent};

use super::PairingRepository;
use super::columns::columns;
use crate::StoreError;
use crate::bulk;
use crate::entity::pairing::ActiveModel;

/// A pairing as it has become, and how.
#[derive(Clone, Debug)]
pub struct PastPairing {
    /// As it now is.
    pub pairing: Pairing,
    /// What was answered to the proposal, whatever has become of it.
    pub answers: Answers,
    /// What happened, in order of time.
    pub events: Vec<PairingEvent>,
}

impl PairingRepository<'_, DatabaseTransaction> {
    /// Adds pairings whose story is known; what one replaces comes before it. Nobody is told.
    ///
    /// # Errors
    /// [`StoreError::Duplicate`] as from [`PairingRepository::insert`].
    pub async fn insert_past(&self, past: &[PastPairing]) -> Result<(), StoreError> {
        let row = |PastPairing { pairing, answers, events: _ }: &PastPairing| ActiveModel {
            student_accepted_at: Set(answers.student),
            ambassador_accepted_at: Set(answers.ambassador),
            ..columns(pairing)
        };
        bulk::insert(past.iter().map(row), self.connection).await?;
        let events = past.iter().flat_map(|past| &past.events);
        bulk::insert(events.map(Self::event_row), self.connection).await
    }
}
