//! Writing runs.

use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait as _, DatabaseTransaction, EntityTrait as _, QueryFilter as _};
use uuid::Uuid;
use vmj_domain::id::MatchingRunId;
use vmj_domain::matching::MatchingRun;

use super::MatchingRepository;
use super::columns::columns;
use super::numbers::small;
use crate::StoreError;
use crate::entity::matching_run::{ActiveModel, Column, Entity};

impl MatchingRepository<'_, DatabaseTransaction> {
    /// Adds a run.
    ///
    /// # Errors
    /// The store fails.
    pub async fn insert(&self, run: &MatchingRun) -> Result<(), StoreError> {
        Entity::insert(columns(run)).exec_without_returning(self.connection).await?;
        Ok(())
    }

    /// Writes a run that was read at its version, and returns it at the next. One that has ended is leased to nobody.
    ///
    /// # Errors
    /// [`StoreError::Stale`] when it was written meanwhile.
    pub async fn update(&self, run: MatchingRun) -> Result<MatchingRun, StoreError> {
        let read_at = run.version;
        let written = MatchingRun { version: read_at.next(), ..run };
        let outcome = Entity::update_many()
            .set(columns(&written))
            .filter(Column::Id.eq(Uuid::from(written.id)))
            .filter(Column::Version.eq(read_at.get()))
            .exec(self.connection)
            .await?;
        if outcome.rows_affected == 0 { Err(StoreError::Stale) } else { Ok(written) }
    }

    /// Notes how many parts of a thousand are done. The version stays: nobody's edit is refused for it.
    ///
    /// # Errors
    /// The store fails.
    pub async fn set_progress(&self, id: MatchingRunId, per_mille: u32) -> Result<(), StoreError> {
        Entity::update_many()
            .set(ActiveModel { progress: Set(Some(small(per_mille))), ..ActiveModel::default() })
            .filter(Column::Id.eq(Uuid::from(id)))
            .filter(Column::State.eq("computing"))
            .exec(self.connection)
            .await?;
        Ok(())
    }
}
