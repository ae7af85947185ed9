//! Matching runs: what they are computed from, what they propose, and what DINUM decides beforehand.

mod columns;
mod comparison;
mod constraints;
mod lease;
mod market;
mod numbers;
mod pairs;
mod people;
mod plan;
mod proposals;
mod row;
mod totals;
mod unmatched;
mod vacancies;
mod write;

use sea_orm::sea_query::SimpleExpr;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DatabaseTransaction, EntityTrait as _, JoinType, PaginatorTrait as _,
    QueryFilter as _, QueryOrder as _, QuerySelect as _, Select,
};
use uuid::Uuid;
use vmj_domain::id::{EditionId, MatchingRunId};
use vmj_domain::matching::MatchingRun;

pub use self::comparison::{Differences, MovedRow, PlacedRow};
pub use self::proposals::{ProposalFilter, ProposalRow};
pub use self::totals::Places;
pub use self::unmatched::{UnmatchedFilter, UnmatchedRow};
pub use self::vacancies::{VacancyFilter, VacancyRow};
use crate::StoreError;
use crate::entity::edition;
use crate::entity::matching_run::{Column, Entity};
use crate::lock::read_locked;
use crate::page::{Keyset, Slice};
use crate::tx::repository;

repository! {
    /// Matching runs, their plans, and the constraints that hold for all of them.
    MatchingRepository
}

impl<C: ConnectionTrait> MatchingRepository<'_, C> {
    /// The run of an id.
    ///
    /// # Errors
    /// The store fails.
    pub async fn find(&self, id: MatchingRunId) -> Result<Option<MatchingRun>, StoreError> {
        Ok(self.runs(Entity::find_by_id(Uuid::from(id))).await?.pop())
    }

    /// A page of the runs of an edition, the newest first; only those in a state, by its slug, when one is given.
    ///
    /// # Errors
    /// The store fails.
    pub async fn list(
        &self,
        edition: EditionId,
        state: Option<&'static str>,
        keyset: &Keyset<MatchingRunId>,
    ) -> Result<Slice<MatchingRun>, StoreError> {
        // Ids are in order of creation.
        let position = keyset.position.map(|id| [SimpleExpr::from(Uuid::from(id))]);
        let query = keyset.apply(of_edition(edition, state), [Column::Id], true, position);
        Ok(keyset.slice(self.runs(query).await?))
    }

    /// How many runs a list has in all.
    ///
    /// # Errors
    /// The store fails.
    pub async fn count(&self, edition: EditionId, state: Option<&'static str>) -> Result<u64, StoreError> {
        Ok(of_edition(edition, state).count(self.connection).await?)
    }

    /// The newest run of an edition that has a plan which was neither published nor discarded.
    ///
    /// # Errors
    /// The store fails.
    pub async fn latest_computed(&self, edition: EditionId) -> Result<Option<MatchingRun>, StoreError> {
        let query = of_edition(edition, Some("computed")).order_by_desc(Column::Id).limit(1);
        Ok(self.runs(query).await?.pop())
    }

    async fn runs(&self, query: Select<Entity>) -> Result<Vec<MatchingRun>, StoreError> {
        let to_edition = Entity::belongs_to(edition::Entity).from(Column::EditionId).to(edition::Column::Id);
        let query = query
            .column_as(edition::Column::Name, "edition_name")
            .column_as(edition::Column::Day, "edition_day")
            .join(JoinType::InnerJoin, to_edition.into());
        let rows = query.into_model::<row::Row>().all(self.connection).await?;
        rows.into_iter().map(MatchingRun::try_from).collect()
    }
}

impl MatchingRepository<'_, DatabaseTransaction> {
    /// As [`MatchingRepository::find`], locked until the end of the transaction.
    ///
    /// # Errors
    /// The store fails.
    pub async fn find_locked(&self, id: MatchingRunId) -> Result<Option<MatchingRun>, StoreError> {
        let key = |run: &MatchingRun| Uuid::from(run.id);
        let query = Entity::find_by_id(Uuid::from(id));
        let found =
            read_locked(query, (Column::Id, key), self.connection, async |query| self.runs(query).await);
        Ok(found.await?.pop())
    }
}

fn of_edition(edition: EditionId, state: Option<&'static str>) -> Select<Entity> {
    let query = Entity::find().filter(Column::EditionId.eq(Uuid::from(edition)));
    match state {
        Some(state) => query.filter(Column::State.eq(state)),
        None => query,
    }
}
