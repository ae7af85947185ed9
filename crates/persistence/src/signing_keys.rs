//! Token signing keys, the private part sealed by the caller.

use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, ConnectionTrait, DatabaseTransaction, EntityTrait as _,
    QueryFilter as _, QueryOrder as _,
};
use vmj_domain::signing_key::KeySchedule;

use crate::StoreError;
use crate::entity::signing_key;
use crate::tx::repository;

repository! {
    /// Signing keys.
    SigningKeyRepository
}

/// A key as stored.
#[derive(Clone, Debug)]
pub struct StoredKey {
    /// Key id (RFC 7638 thumbprint of the public key).
    pub kid: String,
    /// Raw public key, 32 bytes.
    pub public_key: Vec<u8>,
    /// Encrypted private key.
    pub sealed_private_key: Vec<u8>,
    /// When it signs and verifies.
    pub schedule: KeySchedule,
}

impl<C: ConnectionTrait> SigningKeyRepository<'_, C> {
    /// Every key, oldest first.
    ///
    /// # Errors
    /// The store fails.
    pub async fn all(&self) -> Result<Vec<StoredKey>, StoreError> {
        let rows = signing_key::Entity::find()
            .order_by_asc(signing_key::Column::ActivatesAt)
            .all(self.connection)
            .await?;
        Ok(rows
            .into_iter()
            .map(|row| StoredKey {
                kid: row.kid,
                public_key: row.public_key,
                sealed_private_key: row.sealed_private_key,
                schedule: KeySchedule { activates_at: row.activates_at, expires_at: row.expires_at },
            })
            .collect())
    }
}

impl SigningKeyRepository<'_, DatabaseTransaction> {
    /// Adds a key.
    ///
    /// # Errors
    /// The store fails.
    pub async fn insert(&self, key: &StoredKey) -> Result<(), StoreError> {
        let StoredKey { kid, public_key, sealed_private_key, schedule } = key.clone();
        let row = signing_key::ActiveModel {
            kid: Set(kid),
            public_key: Set(public_key),
            sealed_private_key: Set(sealed_private_key),
            activates_at: Set(schedule.activates_at),
            expires_at: Set(schedule.expires_at),
        };
        signing_key::Entity::insert(row).exec_without_returning(self.connection).await?;
        Ok(())
    }

    /// Sets when a key ends.
    ///
    /// # Errors
    /// The store fails.
    pub async fn reschedule(&self, kid: &str, schedule: KeySchedule) -> Result<(), StoreError> {
        signing_key::Entity::update_many()
            .set(signing_key::ActiveModel { expires_at: Set(schedule.expires_at), ..Default::default() })
            .filter(signing_key::Column::Kid.eq(kid))
            .exec(self.connection)
            .await?;
        Ok(())
    }

    /// Forgets keys that have expired.
    ///
    /// # Errors
    /// The store fails.
    pub async fn delete_expired(&self) -> Result<(), StoreError> {
        signing_key::Entity::delete_many()
            .filter(signing_key::Column::ExpiresAt.lte(self.now))
            .exec(self.connection)
            .await?;
        Ok(())
    }
}
