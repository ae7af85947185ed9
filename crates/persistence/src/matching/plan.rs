//! Writing plans, and what they were computed from.

use sea_orm::ActiveValue::Set;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DatabaseTransaction, EntityTrait as _, QueryFilter as _,
    QuerySelect as _,
};
use uuid::Uuid;
use vmj_domain::id::MatchingRunId;
use vmj_domain::matching::{Proposed, Unmatched, Vacant};

use super::MatchingRepository;
use super::numbers::small;
use crate::StoreError;
use crate::bulk;
use crate::entity::{matching_proposal, matching_run_input, matching_unmatched, matching_vacancy};

impl<C: ConnectionTrait> MatchingRepository<'_, C> {
    /// What a run was computed from, as it was stored.
    ///
    /// # Errors
    /// The store fails.
    pub async fn inputs(&self, run: MatchingRunId) -> Result<Option<String>, StoreError> {
        self.document(run, matching_run_input::Column::Inputs).await
    }

    /// Who stands behind the numbers of these inputs, as it was stored.
    ///
    /// # Errors
    /// The store fails.
    pub async fn map(&self, run: MatchingRunId) -> Result<Option<String>, StoreError> {
        self.document(run, matching_run_input::Column::Map).await
    }

    async fn document(
        &self,
        run: MatchingRunId,
        column: matching_run_input::Column,
    ) -> Result<Option<String>, StoreError> {
        let query = matching_run_input::Entity::find_by_id(Uuid::from(run)).select_only().column(column);
        Ok(query.into_tuple().one(self.connection).await?)
    }
}

impl MatchingRepository<'_, DatabaseTransaction> {
    /// Adds the plan of a run that has none.
    ///
    /// # Errors
    /// [`StoreError::Duplicate`] when it has one.
    pub async fn store_plan(
        &self,
        run: MatchingRunId,
        proposed: &[Proposed],
        unmatched: &[Unmatched],
        vacant: &[Vacant],
        inputs: &str,
        map: &str,
    ) -> Result<(), StoreError> {
        let row = matching_run_input::ActiveModel {
            run_id: Set(run.into()),
            inputs: Set(inputs.to_owned()),
            map: Set(map.to_owned()),
        };
        matching_run_input::Entity::insert(row).exec_without_returning(self.connection).await?;
        self.insert_plan(run, proposed, unmatched, vacant).await
    }

    /// Puts another plan in the place of the one that a run has, of the same inputs. The run is locked.
    ///
    /// # Errors
    /// The store fails.
    pub async fn replace_proposals(
        &self,
        run: MatchingRunId,
        proposed: &[Proposed],
        unmatched: &[Unmatched],
        vacant: &[Vacant],
    ) -> Result<(), StoreError> {
        let id = Uuid::from(run);
        matching_proposal::Entity::delete_many()
            .filter(matching_proposal::Column::RunId.eq(id))
            .exec(self.connection)
            .await?;
        matching_unmatched::Entity::delete_many()
            .filter(matching_unmatched::Column::RunId.eq(id))
            .exec(self.connection)
            .await?;
        matching_vacancy::Entity::delete_many()
            .filter(matching_vacancy::Column::RunId.eq(id))
            .exec(self.connection)
            .await?;
        self.insert_plan(run, proposed, unmatched, vacant).await
    }

    async fn insert_plan(
        &self,
        run: MatchingRunId,
        proposed: &[Proposed],
        unmatched: &[Unmatched],
        vacant: &[Vacant],
    ) -> Result<(), StoreError> {
        let run = Uuid::from(run);
        bulk::insert(proposed.iter().map(|proposed| proposal(run, proposed)), self.connection).await?;
        bulk::insert(unmatched.iter().map(|unmatched| without_place(run, unmatched)), self.connection)
            .await?;
        bulk::insert(vacant.iter().map(|vacant| vacancy(run, vacant)), self.connection).await
    }
}

fn proposal(run: Uuid, proposed: &Proposed) -> matching_proposal::ActiveModel {
    let Proposed {
        student,
        ambassador,
        job_profile,
        format,
        wish_rank,
        place,
        other_organisation,
        locked,
        by_hand,
        explanation,
    } = proposed;
    matching_proposal::ActiveModel {
        run_id: Set(run),
        student_id: Set((*student).into()),
        ambassador_id: Set((*ambassador).into()),
        job_profile_code: Set(job_profile.to_string()),
        format: Set(format.slug().to_owned()),
        wish_rank: Set(wish_rank.map(small)),
        place: Set(place.map(|place| place.slug().to_owned())),
        other_organisation: Set(*other_organisation),
        locked: Set(*locked),
        by_hand: Set(*by_hand),
        explanation: Set(explanation.clone()),
    }
}

fn without_place(run: Uuid, unmatched: &Unmatched) -> matching_unmatched::ActiveModel {
    let Unmatched { student, reason, explanation } = unmatched;
    matching_unmatched::ActiveModel {
        run_id: Set(run),
        student_id: Set((*student).into()),
        reason: Set(reason.slug().to_owned()),
        explanation: Set(explanation.clone()),
    }
}

fn vacancy(run: Uuid, vacant: &Vacant) -> matching_vacancy::ActiveModel {
    let Vacant { ambassador, free, explanation } = vacant;
    matching_vacancy::ActiveModel {
        run_id: Set(run),
        ambassador_id: Set((*ambassador).into()),
        free: Set(small(*free)),
        explanation: Set(explanation.clone()),
    }
}
