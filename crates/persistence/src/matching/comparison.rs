//! What two plans of an edition do differently.

use sea_orm::sea_query::{Alias, Expr, ExprTrait as _, IntoCondition as _, SimpleExpr};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, FromQueryResult, JoinType, QueryFilter as _,
    QuerySelect as _, RelationDef, Select, Statement,
};
use uuid::Uuid;
use vmj_domain::account::PersonSummary;
use vmj_domain::id::{AmbassadorId, EditionId, MatchingRunId, StudentId};
use vmj_domain::organisation::OrganisationSummary;
use vmj_domain::text::Slug;

use super::MatchingRepository;
use super::numbers::natural;
use super::people::{AgentRow, PersonRow, agent_columns, with_account_of_student};
use crate::StoreError;
use crate::cells::Cells;
use crate::entity::student::{Column, Entity};
use crate::entity::{account, ambassador, matching_proposal, organisation};
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

#[derive(FromQueryResult)]
struct SideRow {
    ambassador_id: Uuid,
    job_profile_code: String,
    #[sea_orm(nested)]
    agent: AgentRow,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    #[sea_orm(nested(prefix = "student_"))]
    person: PersonRow,
    #[sea_orm(nested(prefix = "here_"))]
    here: Option<SideRow>,
    #[sea_orm(nested(prefix = "there_"))]
    there: Option<SideRow>,
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
    /// A page of the students of an edition to whom two of its runs give different ambassadors, or only one of them gives
    /// any; in the order of their ids.
    ///
    /// # Errors
    /// The store fails.
    pub async fn comparison(
        &self,
        edition: EditionId,
        (here, there): (MatchingRunId, MatchingRunId),
        keyset: &Keyset<StudentId>,
    ) -> Result<Slice<MovedRow>, StoreError> {
        let differs = Expr::cust("here.ambassador_id IS DISTINCT FROM there.ambassador_id");
        let query = Entity::find().select_only().column(Column::Id);
        let query = query.filter(Column::EditionId.eq(Uuid::from(edition))).filter(differs);
        let query = with_side(with_side(query, here, SIDES[0]), there, SIDES[1]);
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

/// Under which names the tables of a side are joined.
#[derive(Clone, Copy)]
struct Side {
    prefix: &'static str,
    ambassador: &'static str,
    account: &'static str,
    organisation: &'static str,
}

const SIDES: [Side; 2] = [
    Side {
        prefix: "here",
        ambassador: "here_ambassador",
        account: "here_account",
        organisation: "here_organisation",
    },
    Side {
        prefix: "there",
        ambassador: "there_ambassador",
        account: "there_account",
        organisation: "there_organisation",
    },
];

/// Adds what a run gives to the student, if anything, as a [`SideRow`].
fn with_side(query: Select<Entity>, run: MatchingRunId, side: Side) -> Select<Entity> {
    use matching_proposal::Column as Proposal;
    let Side { prefix, ambassador, account, organisation } = side;
    let to_proposal =
        Entity::belongs_to(matching_proposal::Entity).from(Column::Id).to(Proposal::StudentId).on_condition(
            move |_, proposal| Expr::col((proposal, Proposal::RunId)).eq(Uuid::from(run)).into_condition(),
        );
    let to_ambassador = matching_proposal::Entity::belongs_to(ambassador::Entity)
        .from(Proposal::AmbassadorId)
        .to(ambassador::Column::Id);
    let to_account = ambassador::Entity::belongs_to(account::Entity)
        .from(ambassador::Column::AccountId)
        .to(account::Column::Id);
    let to_organisation = ambassador::Entity::belongs_to(organisation::Entity)
        .from(ambassador::Column::OrganisationId)
        .to(organisation::Column::Id);
    let from = |relation: RelationDef, alias: &'static str| relation.from_alias(Alias::new(alias));
    let query = query
        .join_as(JoinType::LeftJoin, to_proposal.into(), prefix)
        .join_as(JoinType::LeftJoin, from(to_ambassador.into(), prefix), ambassador)
        .join_as(JoinType::LeftJoin, from(to_account.into(), ambassador), account)
        .join_as(JoinType::LeftJoin, from(to_organisation.into(), ambassador), organisation);
    let columns = [(Proposal::AmbassadorId, "ambassador_id"), (Proposal::JobProfileCode, "job_profile_code")];
    let query = columns.into_iter().fold(query, |query, (column, name)| {
        query.expr_as(Expr::col((Alias::new(prefix), column)), format!("{prefix}_{name}"))
    });
    agent_columns(query, prefix)
}

impl SideRow {
    fn read(self, cells: Cells<'_>) -> Result<PlacedRow, StoreError> {
        let (agent, organisation) = self.agent.read(cells)?;
        let job_profile = cells.text(Slug::parse, &self.job_profile_code)?;
        Ok(PlacedRow { ambassador: self.ambassador_id.into(), agent, organisation, job_profile })
    }
}

impl TryFrom<Row> for MovedRow {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let Row { id, person, here, there } = row;
        let cells = Cells::of("matching_proposals", &id);
        Ok(Self {
            student: id.into(),
            person: person.read(cells)?,
            here: here.map(|side| side.read(cells)).transpose()?,
            there: there.map(|side| side.read(cells)).transpose()?,
        })
    }
}
