//! Pairings.

mod columns;
mod due;
mod history;
mod past;
mod row;
mod seats;
mod select;
mod vacancies;
mod write;

use sea_orm::sea_query::SimpleExpr;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DatabaseTransaction, EntityTrait as _, PaginatorTrait as _,
    QueryFilter as _, Select,
};
use uuid::Uuid;
use vmj_domain::access::PairingReach;
use vmj_domain::clock::Instant;
use vmj_domain::id::{AccountId, AmbassadorId, EditionId, OrganisationId, PairingId, StudentId};
use vmj_domain::pairing::Pairing;
use vmj_domain::text::Slug;

pub use self::due::Due;
pub use self::past::PastPairing;
use self::row::Row;
pub use self::seats::Seats;
use crate::StoreError;
use crate::entity::pairing::{Column, Entity};
use crate::lock::read_locked;
use crate::page::{Keyset, Slice};
use crate::tx::repository;

repository! {
    /// Pairings, the seats that they take, and what happened to them.
    PairingRepository
}

/// What a list of pairings is narrowed to.
#[derive(Clone, Debug, Default)]
pub struct PairingFilter {
    /// In this state, by its slug.
    pub state: Option<&'static str>,
    /// Whose ambassador is of this organisation or below it.
    pub organisation: Option<OrganisationId>,
    /// Showing one of these jobs.
    pub job_profiles: Option<Vec<Slug>>,
    /// At a site in one of these departments.
    pub departments: Option<Vec<String>>,
    /// On this date.
    pub date: Option<chrono::NaiveDate>,
    /// Of this student.
    pub student: Option<StudentId>,
    /// Of this ambassador.
    pub ambassador: Option<AmbassadorId>,
    /// Waiting for these.
    pub awaiting: Option<Awaiting>,
}

/// Whose action is awaited.
#[derive(Clone, Copy, Debug, Default)]
pub struct Awaiting {
    /// The answer of this account, on its own side.
    pub account: Option<AccountId>,
    /// The answer of somebody else's ambassador, at this node or below it: their ministry may speak for them.
    pub ministry: Option<OrganisationId>,
    /// A decision of DINUM on a contest.
    pub dinum: bool,
}

/// The orders of a list of pairings. Each ends with the id, so that every position is unique.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PairingSort {
    /// By date.
    Date,
    /// By age.
    Created,
    /// By the last change.
    Updated,
}

/// The key of a pairing in every order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PairingKey {
    /// In order of dates.
    pub date: chrono::NaiveDate,
    /// In order of creation.
    pub created_at: Instant,
    /// In order of changes.
    pub updated_at: Instant,
    /// Of those that are equal.
    pub id: PairingId,
}

/// The key of a pairing, to start a page beside it.
#[must_use]
pub const fn pairing_key(pairing: &Pairing) -> PairingKey {
    let Pairing { id, date, created_at, updated_at, .. } = *pairing;
    PairingKey { date, created_at, updated_at, id }
}

impl<C: ConnectionTrait> PairingRepository<'_, C> {
    /// The pairing of an id, if the caller may see it.
    ///
    /// # Errors
    /// The store fails.
    pub async fn find(&self, id: PairingId, reach: PairingReach) -> Result<Option<Pairing>, StoreError> {
        let query = Entity::find_by_id(Uuid::from(id)).filter(select::visible(reach, None));
        Ok(self.all(query).await?.pop())
    }

    /// A page of the pairings of an edition that the caller may see.
    ///
    /// # Errors
    /// The store fails.
    pub async fn list(
        &self,
        edition: EditionId,
        reach: PairingReach,
        filter: &PairingFilter,
        (sort, descending): (PairingSort, bool),
        keyset: &Keyset<PairingKey>,
    ) -> Result<Slice<Pairing>, StoreError> {
        let query = select::of_edition(edition, reach, filter);
        let position = keyset.position.clone();
        let id = |key: &PairingKey| SimpleExpr::from(Uuid::from(key.id));
        let query = match sort {
            PairingSort::Date => {
                let position = position.map(|key| [SimpleExpr::from(key.date), id(&key)]);
                keyset.apply(query, [Column::Date, Column::Id], descending, position)
            }
            // Ids are in this order too, but the planner prefers the index of all to that of an edition.
            PairingSort::Created => {
                let position = position.map(|key| [SimpleExpr::from(key.created_at), id(&key)]);
                keyset.apply(query, [Column::CreatedAt, Column::Id], descending, position)
            }
            PairingSort::Updated => {
                let position = position.map(|key| [SimpleExpr::from(key.updated_at), id(&key)]);
                keyset.apply(query, [Column::UpdatedAt, Column::Id], descending, position)
            }
        };
        Ok(keyset.slice(self.all(query).await?))
    }

    /// How many pairings a list has in all.
    ///
    /// # Errors
    /// The store fails.
    pub async fn count(
        &self,
        edition: EditionId,
        reach: PairingReach,
        filter: &PairingFilter,
    ) -> Result<u64, StoreError> {
        let query = select::with_ambassador(select::of_edition(edition, reach, filter));
        Ok(query.count(self.connection).await?)
    }

    async fn all(&self, query: Select<Entity>) -> Result<Vec<Pairing>, StoreError> {
        let rows = select::with_summaries(query).into_model::<Row>().all(self.connection).await?;
        rows.into_iter().map(Pairing::try_from).collect()
    }
}

impl PairingRepository<'_, DatabaseTransaction> {
    /// As [`PairingRepository::find`], locked until the end of the transaction.
    ///
    /// # Errors
    /// The store fails.
    pub async fn find_locked(
        &self,
        id: PairingId,
        reach: PairingReach,
    ) -> Result<Option<Pairing>, StoreError> {
        let query = Entity::find_by_id(Uuid::from(id)).filter(select::visible(reach, None));
        Ok(self.locked(query).await?.pop())
    }

    /// Whether an agent is the confirmed partner of a student.
    ///
    /// # Errors
    /// The store fails.
    pub async fn is_confirmed_partner(
        &self,
        student: StudentId,
        agent: AccountId,
    ) -> Result<bool, StoreError> {
        let found = Entity::find()
            .filter(Column::StudentId.eq(Uuid::from(student)))
            .filter(Column::AmbassadorAccountId.eq(Uuid::from(agent)))
            .filter(Column::State.is_in(["confirmed", "held"]));
        Ok(found.one(self.connection).await?.is_some())
    }

    /// The live pairings of these ambassadors that have not been held, locked.
    ///
    /// # Errors
    /// The store fails.
    pub async fn open_of_ambassadors(&self, ids: &[AmbassadorId]) -> Result<Vec<Pairing>, StoreError> {
        let ids: Vec<_> = ids.iter().copied().map(Uuid::from).collect();
        self.open(Column::AmbassadorId.is_in(crate::padded::padded(&ids))).await
    }

    /// The live pairings of these students that have not been held, locked.
    ///
    /// # Errors
    /// The store fails.
    pub async fn open_of_students(&self, ids: &[StudentId]) -> Result<Vec<Pairing>, StoreError> {
        let ids: Vec<_> = ids.iter().copied().map(Uuid::from).collect();
        self.open(Column::StudentId.is_in(crate::padded::padded(&ids))).await
    }

    /// The live pairings of an edition that have not been held, locked.
    ///
    /// # Errors
    /// The store fails.
    pub async fn open_of_edition(&self, edition: EditionId) -> Result<Vec<Pairing>, StoreError> {
        self.open(Column::EditionId.eq(Uuid::from(edition))).await
    }

    async fn open(&self, which: SimpleExpr) -> Result<Vec<Pairing>, StoreError> {
        self.locked(Entity::find().filter(which).filter(Column::State.is_in(select::OPEN))).await
    }

    async fn locked(&self, query: Select<Entity>) -> Result<Vec<Pairing>, StoreError> {
        let id = |pairing: &Pairing| Uuid::from(pairing.id);
        read_locked(query, (Column::Id, id), self.connection, async |query| self.all(query).await).await
    }
}
