//! Sessions and their refresh tokens.

use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, ConnectionTrait, DatabaseTransaction, EntityTrait as _,
    QueryFilter as _, QuerySelect as _,
};
use uuid::Uuid;
use vmj_domain::clock::Instant;
use vmj_domain::id::{AccountId, RefreshTokenId, SessionId};
use vmj_domain::session::RefreshState;

use crate::StoreError;
use crate::entity::{account, refresh_token, session};
use crate::tx::repository;

repository! {
    /// Sessions and refresh tokens.
    SessionRepository
}

/// A session to be opened.
#[derive(Clone, Debug)]
pub struct NewSession {
    /// Its id.
    pub id: SessionId,
    /// Whose.
    pub account: AccountId,
    /// When it ends whatever happens.
    pub expires_at: Instant,
}

/// A refresh token that somebody presented.
#[derive(Clone, Debug)]
pub struct PresentedToken {
    /// Its id.
    pub id: RefreshTokenId,
    /// The session that it belongs to.
    pub session: SessionId,
    /// Whose session.
    pub account: AccountId,
    /// Whether the account may act.
    pub account_active: bool,
    /// What the domain decides on.
    pub state: RefreshState,
}

impl<C: ConnectionTrait> SessionRepository<'_, C> {
    /// The token of a hash. Within a write transaction its row is locked, so that of two uses at once one
    /// comes second and is seen as a reuse.
    ///
    /// # Errors
    /// The store fails.
    pub async fn find_token(&self, hash: &[u8]) -> Result<Option<PresentedToken>, StoreError> {
        let found = refresh_token::Entity::find()
            .filter(refresh_token::Column::TokenHash.eq(hash))
            .lock_exclusive()
            .one(self.connection)
            .await?;
        let Some(token) = found else { return Ok(None) };
        let to_account = account::Entity::belongs_to(session::Entity)
            .from(account::Column::Id)
            .to(session::Column::AccountId)
            .into();
        let row: Option<(Uuid, Instant, Option<Instant>, Option<Instant>)> =
            session::Entity::find_by_id(token.session_id)
                .select_only()
                .columns([session::Column::AccountId, session::Column::StartedAt, session::Column::RevokedAt])
                .column(account::Column::SuspendedAt)
                .join_rev(sea_orm::JoinType::InnerJoin, to_account)
                .into_tuple()
                .one(self.connection)
                .await?;
        Ok(row.map(|(account, started_at, revoked_at, suspended_at)| PresentedToken {
            id: token.id.into(),
            session: token.session_id.into(),
            account: account.into(),
            account_active: suspended_at.is_none(),
            state: RefreshState {
                issued_at: token.issued_at,
                used_at: token.used_at,
                session_started_at: started_at,
                session_revoked_at: revoked_at,
            },
        }))
    }
}

impl SessionRepository<'_, DatabaseTransaction> {
    /// Opens a session, and clears the account's dead ones away.
    ///
    /// # Errors
    /// The store fails.
    pub async fn open(&self, new: &NewSession) -> Result<(), StoreError> {
        session::Entity::delete_many()
            .filter(session::Column::AccountId.eq(Uuid::from(new.account)))
            .filter(session::Column::ExpiresAt.lte(self.now))
            .exec(self.connection)
            .await?;
        let row = session::ActiveModel {
            id: Set(new.id.into()),
            account_id: Set(new.account.into()),
            started_at: Set(self.now),
            expires_at: Set(new.expires_at),
            revoked_at: Set(None),
        };
        session::Entity::insert(row).exec_without_returning(self.connection).await?;
        Ok(())
    }

    /// Adds a refresh token to a session.
    ///
    /// # Errors
    /// The store fails.
    pub async fn add_token(
        &self,
        id: RefreshTokenId,
        session: SessionId,
        hash: Vec<u8>,
    ) -> Result<(), StoreError> {
        let row = refresh_token::ActiveModel {
            id: Set(id.into()),
            session_id: Set(session.into()),
            token_hash: Set(hash),
            issued_at: Set(self.now),
            used_at: Set(None),
        };
        refresh_token::Entity::insert(row).exec_without_returning(self.connection).await?;
        Ok(())
    }

    /// Marks a refresh token as exchanged.
    ///
    /// # Errors
    /// The store fails.
    pub async fn mark_used(&self, id: RefreshTokenId) -> Result<(), StoreError> {
        refresh_token::Entity::update_many()
            .set(refresh_token::ActiveModel { used_at: Set(Some(self.now)), ..Default::default() })
            .filter(refresh_token::Column::Id.eq(Uuid::from(id)))
            .exec(self.connection)
            .await?;
        Ok(())
    }

    /// Ends a session: its access tokens and refresh tokens are worth nothing from now on.
    ///
    /// # Errors
    /// The store fails.
    pub async fn revoke(&self, id: SessionId) -> Result<(), StoreError> {
        self.revoke_where(session::Column::Id.eq(Uuid::from(id))).await
    }

    /// Ends all sessions of an account.
    ///
    /// # Errors
    /// The store fails.
    pub async fn revoke_all(&self, account: AccountId) -> Result<(), StoreError> {
        self.revoke_where(session::Column::AccountId.eq(Uuid::from(account))).await
    }

    async fn revoke_where(&self, which: sea_orm::sea_query::SimpleExpr) -> Result<(), StoreError> {
        session::Entity::update_many()
            .set(session::ActiveModel { revoked_at: Set(Some(self.now)), ..Default::default() })
            .filter(which)
            .filter(session::Column::RevokedAt.is_null())
            .exec(self.connection)
            .await?;
        Ok(())
    }
}
