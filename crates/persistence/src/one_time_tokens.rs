//! Secrets sent by mail, as hashes.

use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, DatabaseTransaction, EntityTrait as _, QueryFilter as _,
    QuerySelect as _,
};
use uuid::Uuid;
use vmj_domain::clock::Instant;
use vmj_domain::id::{AccountId, OneTimeTokenId};
use vmj_domain::one_time_token::{OneTimeToken, TokenPurpose};

use crate::StoreError;
use crate::cells::Cells;
use crate::entity::one_time_token;
use crate::tx::{new_id, repository};

repository! {
    /// One-time tokens.
    OneTimeTokenRepository
}

impl OneTimeTokenRepository<'_, DatabaseTransaction> {
    /// Keeps the hash of a new token, and returns when it expires. Earlier ones of the account for this purpose die.
    ///
    /// # Errors
    /// The store fails.
    pub async fn issue(
        &self,
        account: AccountId,
        purpose: TokenPurpose,
        hash: Vec<u8>,
    ) -> Result<Instant, StoreError> {
        one_time_token::Entity::delete_many()
            .filter(one_time_token::Column::AccountId.eq(Uuid::from(account)))
            .filter(one_time_token::Column::Purpose.eq(purpose.slug()))
            .exec(self.connection)
            .await?;
        let id: OneTimeTokenId = new_id(self.now);
        let expires_at = self.now + purpose.lifetime();
        let row = one_time_token::ActiveModel {
            id: Set(id.into()),
            account_id: Set(account.into()),
            purpose: Set(purpose.slug().to_owned()),
            token_hash: Set(hash),
            expires_at: Set(expires_at),
            used_at: Set(None),
        };
        one_time_token::Entity::insert(row).exec_without_returning(self.connection).await?;
        Ok(expires_at)
    }

    /// The token of a hash, locked: of two uses at once, one comes second and sees the first.
    ///
    /// # Errors
    /// The store fails.
    pub async fn find(&self, hash: &[u8]) -> Result<Option<OneTimeToken>, StoreError> {
        let row = one_time_token::Entity::find()
            .filter(one_time_token::Column::TokenHash.eq(hash))
            .lock_exclusive()
            .one(self.connection)
            .await?;
        row.map(|row| {
            Ok(OneTimeToken {
                id: row.id.into(),
                account: row.account_id.into(),
                purpose: Cells::of("one_time_tokens", &row.id).code(&row.purpose)?,
                expires_at: row.expires_at,
                used_at: row.used_at,
            })
        })
        .transpose()
    }

    /// Notes that a token was used.
    ///
    /// # Errors
    /// The store fails.
    pub async fn mark_used(&self, id: OneTimeTokenId) -> Result<(), StoreError> {
        one_time_token::Entity::update_many()
            .set(one_time_token::ActiveModel { used_at: Set(Some(self.now)), ..Default::default() })
            .filter(one_time_token::Column::Id.eq(Uuid::from(id)))
            .exec(self.connection)
            .await?;
        Ok(())
    }
}
