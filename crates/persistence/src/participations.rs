//! Who takes part in an edition, and as what: once, and as one thing only.

use sea_orm::{ActiveValue::Set, DatabaseTransaction};
use vmj_domain::id::{AccountId, EditionId};

use crate::StoreError;
use crate::bulk;
use crate::entity::participation;
use crate::tx::repository;

repository! {
    /// Participations.
    #[expect(dead_code, reason = "a participation carries no instant")]
    ParticipationRepository
}

/// As what somebody takes part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Participation {
    /// As an ambassador.
    Ambassador,
    /// As a student.
    Student,
}

impl ParticipationRepository<'_, DatabaseTransaction> {
    /// Takes the one place that an account has in an edition.
    ///
    /// # Errors
    /// [`StoreError::Duplicate`] when it takes part already, as either.
    pub async fn claim(
        &self,
        edition: EditionId,
        account: AccountId,
        participation: Participation,
    ) -> Result<(), StoreError> {
        self.claim_many(edition, [account], participation).await
    }

    /// As [`ParticipationRepository::claim`], for many.
    ///
    /// # Errors
    /// [`StoreError::Duplicate`] when one of them takes part already, as either.
    pub async fn claim_many(
        &self,
        edition: EditionId,
        accounts: impl IntoIterator<Item = AccountId>,
        participation: Participation,
    ) -> Result<(), StoreError> {
        let kind = match participation {
            Participation::Ambassador => "ambassador",
            Participation::Student => "student",
        };
        let rows = accounts.into_iter().map(|account| participation::ActiveModel {
            edition_id: Set(edition.into()),
            account_id: Set(account.into()),
            kind: Set(kind.to_owned()),
        });
        bulk::insert(rows, self.connection).await
    }
}
