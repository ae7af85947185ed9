//! What gives an account power: its roles and its password.

use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, DatabaseTransaction, EntityTrait as _, PaginatorTrait as _,
    QueryFilter as _, QueryOrder as _, QuerySelect as _,
};
use uuid::Uuid;
use vmj_domain::access::Role;
use vmj_domain::id::AccountId;

use super::AccountRepository;
use super::row::role;
use super::select::holders;
use crate::StoreError;
use crate::bulk;
use crate::entity::{account, account_role};

impl AccountRepository<'_, DatabaseTransaction> {
    /// Replaces the roles.
    ///
    /// # Errors
    /// The store fails.
    pub async fn set_roles(&self, id: AccountId, roles: &[Role]) -> Result<(), StoreError> {
        account_role::Entity::delete_many()
            .filter(account_role::Column::AccountId.eq(Uuid::from(id)))
            .exec(self.connection)
            .await?;
        bulk::insert(roles.iter().map(|held| role(id, *held)), self.connection).await
    }

    /// Replaces the password.
    ///
    /// # Errors
    /// The store fails.
    pub async fn set_password(&self, id: AccountId, password_hash: String) -> Result<(), StoreError> {
        account::Entity::update_many()
            .set(account::ActiveModel { password_hash: Set(Some(password_hash)), ..Default::default() })
            .filter(account::Column::Id.eq(Uuid::from(id)))
            .exec(self.connection)
            .await?;
        Ok(())
    }

    /// Whether a DINUM admin other than `id` can act: active, with a password. The rows of all of them stay locked
    /// until the end of the transaction, so that two admins cannot remove each other at once.
    ///
    /// # Errors
    /// The store fails.
    pub async fn another_dinum_admin_than(&self, id: AccountId) -> Result<bool, StoreError> {
        let admins = account::Entity::find().filter(holders(Role::DinumAdmin));
        let ids = admins.clone().select_only().column(account::Column::Id);
        let locked = ids.order_by_asc(account::Column::Id).lock_exclusive();
        locked.into_tuple::<Uuid>().all(self.connection).await?;
        // Who waited for the locks looks again: the roles are rows of their own, which the first look saw as they
        // were before the wait.
        let others = admins
            .filter(account::Column::Id.ne(Uuid::from(id)))
            .filter(account::Column::SuspendedAt.is_null())
            .filter(account::Column::PasswordHash.is_not_null());
        Ok(others.count(self.connection).await? > 0)
    }
}
