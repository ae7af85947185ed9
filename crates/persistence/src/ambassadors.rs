//! Ambassadors.

mod columns;
mod offers;
mod row;
mod select;
mod write;

use sea_orm::sea_query::SimpleExpr;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DatabaseTransaction, EntityTrait as _, PaginatorTrait as _,
    QueryFilter as _, Select,
};
use uuid::Uuid;
use vmj_domain::access::AmbassadorReach;
use vmj_domain::ambassador::Ambassador;
use vmj_domain::clock::Instant;
use vmj_domain::id::{AmbassadorId, EditionId, OrganisationId};
use vmj_domain::place::Format;
use vmj_domain::text::Slug;

pub use self::offers::OfferCell;
use self::row::Row;
use crate::StoreError;
use crate::accounts::sort_name;
use crate::entity::ambassador::{Column, Entity};
use crate::lock::read_locked;
use crate::padded::padded;
use crate::page::{Keyset, Slice};
use crate::tx::repository;

repository! {
    /// Ambassadors and the job profiles that they show.
    AmbassadorRepository
}

/// What a list of ambassadors is narrowed to.
#[derive(Clone, Debug, Default)]
pub struct AmbassadorFilter {
    /// In this state, by its slug.
    pub state: Option<&'static str>,
    /// Of this organisation or below it.
    pub organisation: Option<OrganisationId>,
    /// Who do one of these jobs.
    pub job_profiles: Option<Vec<Slug>>,
    /// In one of these departments.
    pub departments: Option<Vec<String>>,
    /// Who may meet so.
    pub format: Option<Format>,
    /// Beginning of a family name.
    pub name: Option<String>,
}

/// The orders of a list of ambassadors. Each ends with the id, so that every position is unique.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AmbassadorSort {
    /// By family name, then given name, without accents or case.
    Name,
    /// By age.
    Created,
    /// By the last change.
    Updated,
}

/// The key of an ambassador in every order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AmbassadorKey {
    /// In order of names.
    pub name: String,
    /// In order of creation.
    pub created_at: Instant,
    /// In order of changes.
    pub updated_at: Instant,
    /// Of those that are equal.
    pub id: AmbassadorId,
}

/// The key of an ambassador, to start a page beside it.
#[must_use]
pub fn ambassador_key(ambassador: &Ambassador) -> AmbassadorKey {
    let name = sort_name(&ambassador.agent.given_name, &ambassador.agent.family_name);
    let Ambassador { id, created_at, updated_at, .. } = *ambassador;
    AmbassadorKey { name, created_at, updated_at, id }
}

impl<C: ConnectionTrait> AmbassadorRepository<'_, C> {
    /// The ambassador of an id, if the caller may see them.
    ///
    /// # Errors
    /// The store fails.
    pub async fn find(
        &self,
        id: AmbassadorId,
        reach: AmbassadorReach,
    ) -> Result<Option<Ambassador>, StoreError> {
        let query = select::visible_to(Entity::find_by_id(Uuid::from(id)), reach);
        Ok(self.all(query).await?.pop())
    }

    /// A page of the ambassadors of an edition that the caller may see.
    ///
    /// # Errors
    /// The store fails.
    pub async fn list(
        &self,
        edition: EditionId,
        reach: AmbassadorReach,
        filter: &AmbassadorFilter,
        (sort, descending): (AmbassadorSort, bool),
        keyset: &Keyset<AmbassadorKey>,
    ) -> Result<Slice<Ambassador>, StoreError> {
        let query = select::of_edition(edition, reach, filter);
        let position = keyset.position.clone();
        let id = |key: &AmbassadorKey| SimpleExpr::from(Uuid::from(key.id));
        let query = match sort {
            AmbassadorSort::Name => {
                let position = position.map(|key| [SimpleExpr::from(key.name.clone()), id(&key)]);
                keyset.apply(query, [Column::SortName, Column::Id], descending, position)
            }
            // Ids are in this order too, but those of an edition have no index that the planner prefers to that of all.
            AmbassadorSort::Created => {
                let position = position.map(|key| [SimpleExpr::from(key.created_at), id(&key)]);
                keyset.apply(query, [Column::CreatedAt, Column::Id], descending, position)
            }
            AmbassadorSort::Updated => {
                let position = position.map(|key| [SimpleExpr::from(key.updated_at), id(&key)]);
                keyset.apply(query, [Column::UpdatedAt, Column::Id], descending, position)
            }
        };
        Ok(keyset.slice(self.all(query).await?))
    }

    /// How many ambassadors a list has in all.
    ///
    /// # Errors
    /// The store fails.
    pub async fn count(
        &self,
        edition: EditionId,
        reach: AmbassadorReach,
        filter: &AmbassadorFilter,
    ) -> Result<u64, StoreError> {
        Ok(select::of_edition(edition, reach, filter).count(self.connection).await?)
    }

    async fn all(&self, query: Select<Entity>) -> Result<Vec<Ambassador>, StoreError> {
        let rows = select::with_summaries(query).into_model::<Row>().all(self.connection).await?;
        rows.into_iter().map(Ambassador::try_from).collect()
    }
}

impl AmbassadorRepository<'_, DatabaseTransaction> {
    /// As [`AmbassadorRepository::find`], locked until the end of the transaction: who comes meanwhile waits, and finds
    /// what this one has made of it.
    ///
    /// # Errors
    /// The store fails.
    pub async fn find_locked(
        &self,
        id: AmbassadorId,
        reach: AmbassadorReach,
    ) -> Result<Option<Ambassador>, StoreError> {
        Ok(self.locked(select::visible_to(Entity::find_by_id(Uuid::from(id)), reach)).await?.pop())
    }

    /// Those of these ambassadors of an edition that the caller may see, locked until the end of the transaction.
    ///
    /// # Errors
    /// The store fails.
    pub async fn find_many_locked(
        &self,
        edition: EditionId,
        ids: &[AmbassadorId],
        reach: AmbassadorReach,
    ) -> Result<Vec<Ambassador>, StoreError> {
        let ids = padded(ids).into_iter().map(Uuid::from);
        let query = select::of_edition(edition, reach, &AmbassadorFilter::default());
        self.locked(query.filter(Column::Id.is_in(ids))).await
    }

    async fn locked(&self, query: Select<Entity>) -> Result<Vec<Ambassador>, StoreError> {
        let id = |ambassador: &Ambassador| Uuid::from(ambassador.id);
        read_locked(query, (Column::Id, id), self.connection, async |query| self.all(query).await).await
    }
}
