//! Who computes a run. One that dies leaves its runs to others when their leases have ended; should it come back to
//! life, the version of the run refuses what it has found.

use chrono::TimeDelta;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, IntoTableRef as _, LockBehavior, LockType};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, DatabaseTransaction, EntityTrait as _, QueryFilter as _,
    QueryOrder as _, QuerySelect, Select, SelectExt as _, UpdateMany,
};
use uuid::Uuid;
use vmj_domain::clock::Instant;
use vmj_domain::id::MatchingRunId;
use vmj_domain::matching::MatchingRun;

use super::MatchingRepository;
use crate::StoreError;
use crate::entity::matching_run::{ActiveModel, Column, Entity};
use crate::padded::padded;

impl<C: ConnectionTrait> MatchingRepository<'_, C> {
    /// Whether a run is to be computed and nobody does.
    ///
    /// # Errors
    /// The store fails.
    pub async fn has_abandoned(&self) -> Result<bool, StoreError> {
        Ok(self.abandoned().exists(self.connection).await?)
    }

    fn abandoned(&self) -> Select<Entity> {
        computing(Entity::find()).filter(self.free())
    }

    fn free(&self) -> Condition {
        Condition::any().add(Column::LeasedUntil.is_null()).add(Column::LeasedUntil.lte(self.now))
    }
}

impl MatchingRepository<'_, DatabaseTransaction> {
    /// Takes a run that nobody computes; tells whether it is ours.
    ///
    /// # Errors
    /// The store fails.
    pub async fn lease(&self, id: MatchingRunId, until: Instant) -> Result<bool, StoreError> {
        let taken = leased(&[id.into()], until).filter(self.free()).exec(self.connection).await?;
        Ok(taken.rows_affected == 1)
    }

    /// Keeps a run that is ours for longer; tells whether it is still to be computed.
    ///
    /// # Errors
    /// The store fails.
    pub async fn renew(&self, id: MatchingRunId, until: Instant) -> Result<bool, StoreError> {
        Ok(leased(&[id.into()], until).exec(self.connection).await?.rows_affected == 1)
    }

    /// Takes the oldest runs that nobody computes, so many at most. No two get the same: on SQLite there is one writer at
    /// a time, on PostgreSQL each passes over the rows that another holds.
    ///
    /// # Errors
    /// The store fails.
    pub async fn take_abandoned(&self, lease: TimeDelta, limit: u32) -> Result<Vec<MatchingRun>, StoreError> {
        let mut query = self.abandoned().order_by_asc(Column::Id).limit(u64::from(limit));
        QuerySelect::query(&mut query).lock_with_tables_behavior(
            LockType::Update,
            [Entity.into_table_ref()],
            LockBehavior::SkipLocked,
        );
        let runs = self.runs(query).await?;
        let ids: Vec<_> = runs.iter().map(|run| Uuid::from(run.id)).collect();
        if !ids.is_empty() {
            leased(&padded(&ids), self.now + lease).exec(self.connection).await?;
        }
        Ok(runs)
    }
}

/// A literal: a plan that is made without regard to the values finds the partial index by nothing else.
fn computing<Q: sea_orm::QueryFilter>(query: Q) -> Q {
    query.filter(Expr::cust("matching_runs.state = 'computing'"))
}

fn leased(ids: &[Uuid], until: Instant) -> UpdateMany<Entity> {
    let row = ActiveModel { leased_until: Set(Some(until)), ..ActiveModel::default() };
    let ids = Column::Id.is_in(ids.iter().copied());
    computing(Entity::update_many().set(row)).filter(ids)
}
