//! Writing ambassadors.

use std::collections::BTreeMap;

use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ActiveValue::Set, ColumnTrait as _, DatabaseTransaction, EntityTrait as _, QueryFilter as _};
use uuid::Uuid;
use vmj_domain::ambassador::Ambassador;
use vmj_domain::text::Reason;

use super::AmbassadorRepository;
use super::columns::{all, changeable};
use crate::StoreError;
use crate::bulk;
use crate::entity::ambassador::{Column, Entity};
use crate::entity::ambassador_job_profile;
use crate::padded::padded;
use crate::reasons::reasons;

impl AmbassadorRepository<'_, DatabaseTransaction> {
    /// Adds an ambassador, whose commune (if any) is in this department.
    ///
    /// # Errors
    /// [`StoreError::Duplicate`] when the agent is one already in this edition.
    pub async fn insert(&self, ambassador: &Ambassador, department: Option<&str>) -> Result<(), StoreError> {
        Entity::insert(all(ambassador, department)).exec_without_returning(self.connection).await?;
        bulk::insert(job_profiles(ambassador), self.connection).await
    }

    /// Adds ambassadors, each with the department of the commune, if there is one.
    ///
    /// # Errors
    /// [`StoreError::Duplicate`] when one of the agents is one already in this edition.
    pub async fn insert_many(&self, ambassadors: &[(&Ambassador, Option<&str>)]) -> Result<(), StoreError> {
        let rows = ambassadors.iter().map(|(ambassador, department)| all(ambassador, *department));
        bulk::insert(rows, self.connection).await?;
        let shown = ambassadors.iter().flat_map(|(ambassador, _)| job_profiles(ambassador));
        bulk::insert(shown, self.connection).await
    }

    /// Writes an ambassador that was read at its version, and returns it at the next.
    ///
    /// # Errors
    /// [`StoreError::Stale`] when it was written meanwhile.
    pub async fn update(
        &self,
        ambassador: Ambassador,
        department: Option<&str>,
    ) -> Result<Ambassador, StoreError> {
        let read_at = ambassador.version;
        let written = Ambassador { version: read_at.next(), ..ambassador };
        let outcome = Entity::update_many()
            .set(changeable(&written, department))
            .filter(Column::Id.eq(Uuid::from(written.id)))
            .filter(Column::Version.eq(read_at.get()))
            .exec(self.connection)
            .await?;
        if outcome.rows_affected == 0 {
            return Err(StoreError::Stale);
        }
        ambassador_job_profile::Entity::delete_many()
            .filter(ambassador_job_profile::Column::AmbassadorId.eq(Uuid::from(written.id)))
            .exec(self.connection)
            .await?;
        bulk::insert(job_profiles(&written), self.connection).await?;
        Ok(written)
    }

    /// Writes the new states of ambassadors whose rows this transaction has locked: one statement for all that
    /// come to the same state.
    ///
    /// # Errors
    /// The store fails.
    pub async fn update_states<'a>(
        &self,
        ambassadors: impl IntoIterator<Item = &'a Ambassador>,
    ) -> Result<(), StoreError> {
        let mut outcomes: BTreeMap<_, Vec<(Uuid, Option<&Reason>)>> = BTreeMap::new();
        for Ambassador { id, state, .. } in ambassadors {
            outcomes.entry(state.slug()).or_default().push(((*id).into(), state.reason()));
        }
        for (state, moved) in outcomes {
            let moved = padded(&moved);
            Entity::update_many()
                .col_expr(Column::State, Expr::value(state))
                .col_expr(Column::StateReason, reasons(Column::Id, &moved))
                .col_expr(Column::StateChangedAt, Expr::value(self.now))
                .col_expr(Column::UpdatedAt, Expr::value(self.now))
                .col_expr(Column::Version, Expr::col(Column::Version).add(1))
                .filter(Column::Id.is_in(moved.iter().map(|(id, _)| *id)))
                .exec(self.connection)
                .await?;
        }
        Ok(())
    }
}

fn job_profiles(ambassador: &Ambassador) -> impl Iterator<Item = ambassador_job_profile::ActiveModel> {
    (1..).zip(&ambassador.form.job_profiles).map(|(rank, code)| ambassador_job_profile::ActiveModel {
        ambassador_id: Set(ambassador.id.into()),
        job_profile_code: Set(code.to_string()),
        rank: Set(rank),
    })
}
