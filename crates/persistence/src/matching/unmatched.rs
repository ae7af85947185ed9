//! The students to whom a plan gives no place.

use sea_orm::sea_query::SimpleExpr;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, FromQueryResult, PaginatorTrait as _,
    QueryFilter as _, QueryOrder as _, Select,
};
use uuid::Uuid;
use vmj_domain::account::PersonSummary;
use vmj_domain::id::{MatchingRunId, StudentId};
use vmj_domain::matching::{Unmatched, UnmatchedReason};

use super::MatchingRepository;
use super::people::{PersonRow, with_student};
use crate::StoreError;
use crate::cells::Cells;
use crate::entity::matching_unmatched::{Column, Entity, Model};
use crate::page::{Keyset, Slice};

/// What a list of students without a place is narrowed to.
#[derive(Clone, Copy, Debug, Default)]
pub struct UnmatchedFilter {
    /// For this reason.
    pub reason: Option<UnmatchedReason>,
    /// This one.
    pub student: Option<StudentId>,
}

/// A student without a place, and who that is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnmatchedRow {
    /// The student, and why.
    pub unmatched: Unmatched,
    /// Who.
    pub student: PersonSummary,
}

#[derive(FromQueryResult)]
struct Row {
    #[sea_orm(nested)]
    unmatched: Model,
    #[sea_orm(nested(prefix = "student_"))]
    student: PersonRow,
}

impl<C: ConnectionTrait> MatchingRepository<'_, C> {
    /// A page of the students without a place in a run, in the order of their ids.
    ///
    /// # Errors
    /// The store fails.
    pub async fn unmatched(
        &self,
        run: MatchingRunId,
        filter: UnmatchedFilter,
        keyset: &Keyset<StudentId>,
    ) -> Result<Slice<UnmatchedRow>, StoreError> {
        let position = keyset.position.map(|id| [SimpleExpr::from(Uuid::from(id))]);
        let query = keyset.apply(of_run(run, filter), [Column::StudentId], false, position);
        let query = with_student(query, Column::StudentId);
        let rows = query.into_model::<Row>().all(self.connection).await?;
        Ok(keyset.slice(rows.into_iter().map(UnmatchedRow::try_from).collect::<Result<_, _>>()?))
    }

    /// How many students such a list has in all.
    ///
    /// # Errors
    /// The store fails.
    pub async fn count_unmatched(
        &self,
        run: MatchingRunId,
        filter: UnmatchedFilter,
    ) -> Result<u64, StoreError> {
        Ok(of_run(run, filter).count(self.connection).await?)
    }

    /// All students without a place in a run, in the order of their ids.
    ///
    /// # Errors
    /// The store fails.
    pub async fn unmatched_of(&self, run: MatchingRunId) -> Result<Vec<Unmatched>, StoreError> {
        let query = of_run(run, UnmatchedFilter::default()).order_by_asc(Column::StudentId);
        query.all(self.connection).await?.into_iter().map(Unmatched::try_from).collect()
    }
}

fn of_run(run: MatchingRunId, filter: UnmatchedFilter) -> Select<Entity> {
    let UnmatchedFilter { reason, student } = filter;
    let narrowed = sea_orm::Condition::all()
        .add_option(reason.map(|reason| Column::Reason.eq(reason.slug())))
        .add_option(student.map(|id| Column::StudentId.eq(Uuid::from(id))));
    Entity::find().filter(Column::RunId.eq(Uuid::from(run))).filter(narrowed)
}

impl TryFrom<Model> for Unmatched {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        let reason = Cells::of("matching_unmatched", &row.student_id).code(&row.reason)?;
        Ok(Self { student: row.student_id.into(), reason, explanation: row.explanation })
    }
}

impl TryFrom<Row> for UnmatchedRow {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let student = row.student.read(Cells::of("matching_unmatched", &row.unmatched.student_id))?;
        Ok(Self { unmatched: row.unmatched.try_into()?, student })
    }
}
