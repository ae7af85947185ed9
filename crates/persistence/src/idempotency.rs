//! Answers kept for the `Idempotency-Key` header (draft-ietf-httpapi-idempotency-key-header).

use chrono::TimeDelta;
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, ConnectionTrait, DatabaseBackend, DatabaseTransaction,
    EntityTrait as _, QueryFilter as _, Statement,
};
use uuid::Uuid;

use crate::StoreError;
use crate::entity::idempotency_key;
use crate::tx::repository;

repository! {
    /// Kept answers.
    IdempotencyRepository
}

/// Which request: a principal, one of the operations, the client's key.
#[derive(Clone, Debug)]
pub struct Slot {
    /// Account or HR client.
    pub principal: Uuid,
    /// Operation id.
    pub operation: String,
    /// The client's key.
    pub key: String,
}

/// The answer to give again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredAnswer {
    /// Fingerprint of the request that it answered.
    pub request_hash: Vec<u8>,
    /// HTTP status.
    pub status: u16,
    /// Headers to repeat, as JSON.
    pub headers: String,
    /// The bytes of the body.
    pub body: Vec<u8>,
}

impl IdempotencyRepository<'_, DatabaseTransaction> {
    /// Claims a slot until the end of the transaction; `false` when another transaction holds it. SQLite has
    /// one writer at a time, so the second has already waited.
    ///
    /// # Errors
    /// The store fails.
    pub async fn claim(&self, slot: &Slot) -> Result<bool, StoreError> {
        if self.connection.get_database_backend() != DatabaseBackend::Postgres {
            return Ok(true);
        }
        let lock = format!("{} {} {}", slot.principal, slot.operation, slot.key);
        let statement = Statement::from_sql_and_values(
            DatabaseBackend::Postgres,
            "SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0))",
            [lock.into()],
        );
        let row = self.connection.query_one_raw(statement).await?;
        Ok(row.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or(false))
    }

    /// The answer kept in a slot.
    ///
    /// # Errors
    /// The store fails.
    pub async fn find(&self, slot: &Slot) -> Result<Option<StoredAnswer>, StoreError> {
        let key = (slot.principal, slot.operation.clone(), slot.key.clone());
        let row = idempotency_key::Entity::find_by_id(key)
            .filter(idempotency_key::Column::ExpiresAt.gt(self.now))
            .one(self.connection)
            .await?;
        row.map(|row| {
            let status = u16::try_from(row.status)
                .map_err(|error| StoreError::corrupt("idempotency_keys", row.principal_id, error))?;
            Ok(StoredAnswer { request_hash: row.request_hash, status, headers: row.headers, body: row.body })
        })
        .transpose()
    }

    /// Keeps an answer, and clears expired ones away.
    ///
    /// # Errors
    /// The store fails.
    pub async fn keep(
        &self,
        slot: &Slot,
        answer: &StoredAnswer,
        retention: TimeDelta,
    ) -> Result<(), StoreError> {
        idempotency_key::Entity::delete_many()
            .filter(idempotency_key::Column::ExpiresAt.lte(self.now))
            .exec(self.connection)
            .await?;
        let StoredAnswer { request_hash, status, headers, body } = answer.clone();
        let row = idempotency_key::ActiveModel {
            principal_id: Set(slot.principal),
            operation: Set(slot.operation.clone()),
            key: Set(slot.key.clone()),
            request_hash: Set(request_hash),
            status: Set(status.into()),
            headers: Set(headers),
            body: Set(body),
            expires_at: Set(self.now + retention),
        };
        idempotency_key::Entity::insert(row).exec_without_returning(self.connection).await?;
        Ok(())
    }
}
