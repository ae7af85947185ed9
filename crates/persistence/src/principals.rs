//! Who stands behind a token, now: what a token says of roles may be out of date.

use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, FromQueryResult, JoinType, QueryFilter as _,
    QuerySelect as _,
};
use uuid::Uuid;
use vmj_domain::access::{Actor, Scope};
use vmj_domain::clock::Instant;
use vmj_domain::id::{HrClientId, SessionId};

use crate::StoreError;
use crate::accounts::parse_roles;
use crate::entity::{account, hr_client, session};
use crate::tx::repository;

repository! {
    /// Live principals.
    PrincipalRepository
}

/// Which principal a token names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Principal {
    /// A person, in a session.
    Session(SessionId),
    /// An HR system.
    HrClient(HrClientId),
}

#[derive(FromQueryResult)]
struct SessionRow {
    account_id: Uuid,
    organisation_id: Option<Uuid>,
    suspended_at: Option<Instant>,
    expires_at: Instant,
    revoked_at: Option<Instant>,
    roles: Option<String>,
}

impl<C: ConnectionTrait> PrincipalRepository<'_, C> {
    /// The actor of a principal; `None` when it has no power any more: unknown, suspended, revoked, expired.
    ///
    /// # Errors
    /// The store fails.
    pub async fn actor(&self, principal: Principal) -> Result<Option<Actor>, StoreError> {
        match principal {
            Principal::Session(id) => self.session(id).await,
            Principal::HrClient(id) => self.hr_client(id).await,
        }
    }

    async fn session(&self, id: SessionId) -> Result<Option<Actor>, StoreError> {
        let roles =
            "(SELECT string_agg(role, ',') FROM account_roles WHERE account_roles.account_id = accounts.id)";
        let to_account = session::Entity::belongs_to(account::Entity)
            .from(session::Column::AccountId)
            .to(account::Column::Id)
            .into();
        let row = session::Entity::find()
            .select_only()
            .columns([session::Column::AccountId, session::Column::ExpiresAt, session::Column::RevokedAt])
            .column(account::Column::OrganisationId)
            .column(account::Column::SuspendedAt)
            .expr_as(Expr::cust(roles), "roles")
            .join(JoinType::InnerJoin, to_account)
            .filter(session::Column::Id.eq(Uuid::from(id)))
            .into_model::<SessionRow>()
            .one(self.connection)
            .await?;
        Ok(row
            .filter(|row| row.suspended_at.is_none() && row.revoked_at.is_none() && self.now < row.expires_at)
            .map(|row| Actor::Account {
                id: row.account_id.into(),
                session: id,
                roles: parse_roles(row.roles.as_deref()),
                organisation: row.organisation_id.map(Into::into),
            }))
    }

    async fn hr_client(&self, id: HrClientId) -> Result<Option<Actor>, StoreError> {
        let row = hr_client::Entity::find_by_id(Uuid::from(id)).one(self.connection).await?;
        Ok(row.filter(|row| row.revoked_at.is_none()).map(|row| Actor::HrClient {
            id,
            scopes: row.scopes.split(' ').filter_map(Scope::from_slug).collect(),
            organisation: row.organisation_id.into(),
        }))
    }
}
