//! What two plans of an edition do differently.

mod sides;

use sea_orm::sea_query::{Expr, ExprTrait as _, Query, SimpleExpr};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, FromQueryResult, QueryFilter as _, QuerySelect as _,
    Statement,
};
use uuid::Uuid;
use vmj_domain::account::PersonSummary;
use vmj_domain::id::{AmbassadorId, MatchingRunId, StudentId};
use vmj_domain::organisation::OrganisationSummary;
use vmj_domain::text::Slug;

use self::sides::{Row, with_sides};
use super::MatchingRepository;
use super::numbers::natural;
use super::people::with_account_of_student;
use crate::StoreError;
use crate::cells::Cells;
use crate::entity::matching_run;
use crate::entity::student::{Column, Entity};
use crate::page::{Keyset, Slice};

/// The place that a plan gives to a student.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedRow {
    /// With which ambassador.
    pub ambassador: AmbassadorId,
    /// Who that is.
    pub agent: PersonSummary,
    /// Where they work.
    pub organisation: OrganisationSummary,
    /// What the day would show.
    pub job_profile: Slug,
}

/// A student to whom two plans give different places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MovedRow {
    /// The student.
    pub student: StudentId,
    /// Who that is.
    pub person: PersonSummary,
    /// What the one gives; none when it leaves the student without a place.
    pub here: Option<PlacedRow>,
    /// What the other gives.
    pub there: Option<PlacedRow>,
}

/// How many students two plans treat alike and differently.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Differences {
    /// With the same ambassador in both.
    pub same: u64,
    /// With another ambassador in each.
    pub moved: u64,
    /// With a place in the one only.
    pub here_only: u64,
    /// With a place in the other only.
    pub there_only: u64,
}

/// The one and the other run are `$1` and `$2`.
const DIFFERENCES: &str = "
    SELECT COALESCE(SUM(CASE WHEN here.ambassador_id = there.ambassador_id THEN 1 ELSE 0 END), 0) AS same,
        COALESCE(SUM(CASE WHEN here.ambassador_id <> there.ambassador_id THEN 1 ELSE 0 END), 0) AS moved,
        COALESCE(SUM(CASE WHEN there.student_id IS NULL THEN 1 ELSE 0 END), 0) AS here_only,
        COALESCE(SUM(CASE WHEN here.student_id IS NULL THEN 1 ELSE 0 END), 0) AS there_only
    FROM (SELECT student_id, ambassador_id FROM matching_proposals WHERE run_id = $1) AS here
    FULL JOIN (SELECT student_id, ambassador_id FROM matching_proposals WHERE run_id = $2) AS there
        ON there.student_id = here.student_id";

#[derive(FromQueryResult)]
struct DifferencesRow {
    same: i64,
    moved: i64,
    here_only: i64,
    there_only: i64,
}

impl<C: ConnectionTrait> MatchingRepository<'_, C> {
    /// A page of the students to whom two runs of an edition give different ambassadors, or only one of them gives any; in
    /// the order of their ids.
    ///
    /// # Errors
    /// The store fails.
    pub async fn comparison(
        &self,
        here: MatchingRunId,
        there: MatchingRunId,
        keyset: &Keyset<StudentId>,
    ) -> Result<Slice<MovedRow>, StoreError> {
        let edition = Query::select()
            .column(matching_run::Column::EditionId)
            .from(matching_run::Entity)
            .and_where(matching_run::Column::Id.eq(Uuid::from(here)))
            .take();
        let query = Entity::find()
            .select_only()
            .column(Column::Id)
            .filter(Expr::col((Entity, Column::EditionId)).eq(Expr::from(edition)))
            .filter(Expr::cust("here.ambassador_id IS DISTINCT FROM there.ambassador_id"));
        let query = with_sides(query, here, there);
        let position = keyset.position.map(|id| [SimpleExpr::from(Uuid::from(id))]);
        let query = keyset.apply(with_account_of_student(query), [Column::Id], false, position);
        let rows = query.into_model::<Row>().all(self.connection).await?;
        Ok(keyset.slice(rows.into_iter().map(MovedRow::try_from).collect::<Result<_, _>>()?))
    }

    /// How many students two runs treat alike and differently.
    ///
    /// # Errors
    /// The store fails.
    pub async fn differences(
        &self,
        here: MatchingRunId,
        there: MatchingRunId,
    ) -> Result<Differences, StoreError> {
        let values = [Uuid::from(here).into(), Uuid::from(there).into()];
        let backend = self.connection.get_database_backend();
        let statement = Statement::from_sql_and_values(backend, DIFFERENCES, values);
        let row = DifferencesRow::find_by_statement(statement).one(self.connection).await?;
        let Some(DifferencesRow { same, moved, here_only, there_only }) = row else {
            return Ok(Differences::default());
        };
        let cells = Cells::of("matching_runs", &here);
        Ok(Differences {
            same: natural(cells, same)?,
            moved: natural(cells, moved)?,
            here_only: natural(cells, here_only)?,
            there_only: natural(cells, there_only)?,
        })
    }
}
