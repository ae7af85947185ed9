//! Accounts.

mod locales;
mod organisation;
mod power;
mod row;
mod select;

use row::{Row, with_summaries};
use sea_orm::sea_query::SimpleExpr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, ConnectionTrait, DatabaseTransaction, EntityTrait as _,
    QueryFilter as _,
};
use select::{condition, visible_to};
use uuid::Uuid;
use vmj_domain::access::{Reach, Role};
use vmj_domain::account::{Account, AccountStatus, Profile};
use vmj_domain::clock::Instant;
use vmj_domain::id::{AccountId, OrganisationId};
use vmj_domain::text::{Email, PersonName, fold};

pub(crate) use self::row::{parse_roles, summary};
pub(crate) use self::select::{below, nothing, visible};
use crate::StoreError;
use crate::bulk;
use crate::entity::{account, ambassador, student};
use crate::page::{Keyset, Slice};
use crate::tx::repository;

repository! {
    /// Accounts and their roles.
    AccountRepository
}

/// An account to be made.
#[derive(Clone, Debug)]
pub struct NewAccount {
    /// Its id.
    pub id: AccountId,
    /// Address, unique when normalised.
    pub email: Email,
    /// Names and locale.
    pub profile: Profile,
    /// Roles.
    pub roles: Vec<Role>,
    /// Organisation of an agent or ministry admin.
    pub organisation: Option<OrganisationId>,
    /// PHC string of the password, if it has one.
    pub password_hash: Option<String>,
    /// When it was proven that the person reads the mail of the address.
    pub email_verified_at: Option<Instant>,
    /// When it was invited.
    pub invited_at: Option<Instant>,
}

/// What signing in by password needs to know.
#[derive(Clone, Debug)]
pub struct Credentials {
    /// Whose.
    pub id: AccountId,
    /// PHC string.
    pub password_hash: Option<String>,
    /// Whether the account may sign in.
    pub active: bool,
}

/// What a list of accounts is narrowed to.
#[derive(Clone, Debug, Default)]
pub struct AccountFilter {
    /// Beginning of a name or of an address.
    pub text: Option<String>,
    /// Holders of this role.
    pub role: Option<Role>,
    /// Suspended or not.
    pub suspended: Option<bool>,
    /// Of this organisation or below it.
    pub organisation: Option<OrganisationId>,
}

/// The orders of a list of accounts. Each ends with the id, so that every position is unique.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountSort {
    /// By family name, then given name, without accents or case.
    Name,
    /// By age: ids are in order of creation.
    Created,
}

/// The key of an account in every order, to start a page beside it.
#[must_use]
pub fn account_key(account: &Account) -> (String, AccountId) {
    (sort_name(&account.profile.given_name, &account.profile.family_name), account.id)
}

/// The text in which names are sorted and searched.
pub(crate) fn sort_name(given_name: &PersonName, family_name: &PersonName) -> String {
    fold(&format!("{family_name} {given_name}"))
}

impl<C: ConnectionTrait> AccountRepository<'_, C> {
    /// The account of an id, if the caller may see it.
    ///
    /// # Errors
    /// The store fails.
    pub async fn find(&self, id: AccountId, reach: Reach) -> Result<Option<Account>, StoreError> {
        let query = visible_to(account::Entity::find_by_id(Uuid::from(id)), reach);
        with_summaries(query)
            .into_model::<Row>()
            .one(self.connection)
            .await?
            .map(Account::try_from)
            .transpose()
    }

    /// The account of an address, whoever asks.
    ///
    /// # Errors
    /// The store fails.
    pub async fn find_by_email(&self, email: &Email) -> Result<Option<Account>, StoreError> {
        let query = account::Entity::find().filter(account::Column::EmailNormalised.eq(email.normalised()));
        with_summaries(query)
            .into_model::<Row>()
            .one(self.connection)
            .await?
            .map(Account::try_from)
            .transpose()
    }

    /// A page of the accounts that the caller may see.
    ///
    /// # Errors
    /// The store fails.
    pub async fn list(
        &self,
        reach: Reach,
        filter: &AccountFilter,
        sort: AccountSort,
        descending: bool,
        keyset: &Keyset<(String, AccountId)>,
    ) -> Result<Slice<Account>, StoreError> {
        let query = visible_to(account::Entity::find(), reach).filter(condition(filter));
        let position = keyset.position.clone().map(|(name, id)| (name, Uuid::from(id)));
        let query = match sort {
            AccountSort::Name => {
                let position = position.map(|(name, id)| [SimpleExpr::from(name), id.into()]);
                keyset.apply(query, [account::Column::SortName, account::Column::Id], descending, position)
            }
            AccountSort::Created => {
                let position = position.map(|(_, id)| [SimpleExpr::from(id)]);
                keyset.apply(query, [account::Column::Id], descending, position)
            }
        };
        let rows = with_summaries(query).into_model::<Row>().all(self.connection).await?;
        let accounts = rows.into_iter().map(Account::try_from).collect::<Result<Vec<_>, _>>()?;
        Ok(keyset.slice(accounts))
    }

    /// How many accounts a list has in all.
    ///
    /// # Errors
    /// The store fails.
    pub async fn count(&self, reach: Reach, filter: &AccountFilter) -> Result<u64, StoreError> {
        use sea_orm::PaginatorTrait as _;
        let query = visible_to(account::Entity::find(), reach).filter(condition(filter));
        Ok(query.count(self.connection).await?)
    }

    /// What signing in with an address needs.
    ///
    /// # Errors
    /// The store fails.
    pub async fn credentials(&self, email: &Email) -> Result<Option<Credentials>, StoreError> {
        let row = account::Entity::find()
            .filter(account::Column::EmailNormalised.eq(email.normalised()))
            .one(self.connection)
            .await?;
        Ok(row.map(|row| Credentials {
            id: row.id.into(),
            password_hash: row.password_hash,
            active: row.suspended_at.is_none(),
        }))
    }
}

impl AccountRepository<'_, DatabaseTransaction> {
    /// Makes an account.
    ///
    /// # Errors
    /// [`StoreError::Duplicate`] when the address is taken.
    pub async fn insert(&self, new: &NewAccount) -> Result<(), StoreError> {
        account::Entity::insert(row::columns(new, self.now)).exec_without_returning(self.connection).await?;
        self.set_roles(new.id, &new.roles).await
    }

    /// Makes accounts, each at an instant of its own.
    ///
    /// # Errors
    /// [`StoreError::Duplicate`] when an address is taken.
    pub async fn insert_many(&self, new: &[(Instant, NewAccount)]) -> Result<(), StoreError> {
        bulk::insert(new.iter().map(|(at, new)| row::columns(new, *at)), self.connection).await?;
        let roles = new.iter().flat_map(|(_, new)| new.roles.iter().map(|role| row::role(new.id, *role)));
        bulk::insert(roles, self.connection).await
    }

    /// Writes an account that was read at its version, and returns it at the next. Roles are written by
    /// [`AccountRepository::set_roles`].
    ///
    /// # Errors
    /// [`StoreError::Stale`] when it was written meanwhile.
    pub async fn update(&self, account: Account) -> Result<Account, StoreError> {
        let Account {
            id,
            email: _,
            profile,
            status,
            roles: _,
            organisation,
            email_verified_at,
            invited_at,
            version,
            created_at: _,
            updated_at,
        } = &account;
        let (suspended_at, reason) = match status {
            AccountStatus::Active => (None, None),
            AccountStatus::Suspended { since, reason } => (Some(*since), Some(reason.to_string())),
        };
        let row = account::ActiveModel {
            given_name: Set(profile.given_name.to_string()),
            family_name: Set(profile.family_name.to_string()),
            sort_name: Set(sort_name(&profile.given_name, &profile.family_name)),
            locale: Set(profile.locale.tag().to_owned()),
            organisation_id: Set(organisation.as_ref().map(|organisation| organisation.id.into())),
            suspended_at: Set(suspended_at),
            suspension_reason: Set(reason),
            email_verified_at: Set(*email_verified_at),
            invited_at: Set(*invited_at),
            version: Set(version.next().get()),
            updated_at: Set(*updated_at),
            ..Default::default()
        };
        let written = account::Entity::update_many()
            .set(row)
            .filter(account::Column::Id.eq(Uuid::from(*id)))
            .filter(account::Column::Version.eq(version.get()))
            .exec(self.connection)
            .await?;
        if written.rows_affected == 0 {
            return Err(StoreError::Stale);
        }
        let name = sort_name(&profile.given_name, &profile.family_name);
        self.rename_participations(*id, name).await?;
        Ok(Account { version: account.version.next(), ..account })
    }

    /// Ambassadors and students are listed by name, from a copy of the account's that their indexes hold.
    async fn rename_participations(&self, id: AccountId, name: String) -> Result<(), StoreError> {
        ambassador::Entity::update_many()
            .set(ambassador::ActiveModel { sort_name: Set(name.clone()), ..Default::default() })
            .filter(ambassador::Column::AccountId.eq(Uuid::from(id)))
            .filter(ambassador::Column::SortName.ne(name.as_str()))
            .exec(self.connection)
            .await?;
        student::Entity::update_many()
            .set(student::ActiveModel { sort_name: Set(name.clone()), ..Default::default() })
            .filter(student::Column::AccountId.eq(Uuid::from(id)))
            .filter(student::Column::SortName.ne(name))
            .exec(self.connection)
            .await?;
        Ok(())
    }
}
