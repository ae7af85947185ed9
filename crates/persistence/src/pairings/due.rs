//! Pairings on which time has passed: what a worker looks for. Two workers never get the same: on SQLite there is one
//! writer at a time, on PostgreSQL each passes over the rows that another holds.

use chrono::NaiveDate;
use sea_orm::sea_query::{IntoTableRef as _, LockBehavior, LockType};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DatabaseTransaction, EntityTrait as _, QueryFilter as _,
    QueryOrder as _, QuerySelect, Select, SelectExt as _,
};
use vmj_domain::pairing::Pairing;

use super::PairingRepository;
use crate::StoreError;
use crate::entity::pairing::{Column, Entity};

/// What time does to pairings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// A proposal whose deadline has passed.
    Proposal,
    /// A date that was asked for, whose deadline has passed.
    PendingDate,
    /// A confirmed pairing without a pending date, on this day or before.
    Day(NaiveDate),
}

impl<C: ConnectionTrait> PairingRepository<'_, C> {
    /// Whether there is one.
    ///
    /// # Errors
    /// The store fails.
    pub async fn is_due(&self, due: Due) -> Result<bool, StoreError> {
        Ok(self.due(due).exists(self.connection).await?)
    }

    fn due(&self, due: Due) -> Select<Entity> {
        let query = Entity::find();
        match due {
            Due::Proposal => query
                .filter(Column::State.eq("proposed"))
                .filter(Column::Deadline.lte(self.now))
                .order_by_asc(Column::Deadline),
            Due::PendingDate => {
                query.filter(Column::PendingDeadline.lte(self.now)).order_by_asc(Column::PendingDeadline)
            }
            Due::Day(day) => query
                .filter(Column::State.eq("confirmed"))
                .filter(Column::PendingDate.is_null())
                .filter(Column::Date.lte(day))
                .order_by_asc(Column::Date),
        }
        .order_by_asc(Column::Id)
    }
}

impl PairingRepository<'_, DatabaseTransaction> {
    /// The longest due, so many at most, locked.
    ///
    /// # Errors
    /// The store fails.
    pub async fn take_due(&self, due: Due, limit: u64) -> Result<Vec<Pairing>, StoreError> {
        let mut query = self.due(due).limit(limit);
        QuerySelect::query(&mut query).lock_with_tables_behavior(
            LockType::Update,
            [Entity.into_table_ref()],
            LockBehavior::SkipLocked,
        );
        self.all(query).await
    }
}
