//! What two plans give to a student, as one statement reads it.

use sea_orm::sea_query::{Alias, Expr, ExprTrait as _, IntoCondition as _};
use sea_orm::{EntityTrait as _, FromQueryResult, JoinType, QuerySelect as _, RelationDef, Select};
use uuid::Uuid;
use vmj_domain::id::MatchingRunId;
use vmj_domain::text::Slug;

use super::super::people::{AgentRow, PersonRow, agent_columns};
use super::{MovedRow, PlacedRow};
use crate::StoreError;
use crate::cells::Cells;
use crate::entity::student::{Column, Entity};
use crate::entity::{account, ambassador, matching_proposal, organisation};

#[derive(FromQueryResult)]
struct SideRow {
    ambassador_id: Uuid,
    job_profile_code: String,
    #[sea_orm(nested)]
    agent: AgentRow,
}

/// A student and both sides.
#[derive(FromQueryResult)]
pub struct Row {
    id: Uuid,
    #[sea_orm(nested(prefix = "student_"))]
    person: PersonRow,
    #[sea_orm(nested(prefix = "here_"))]
    here: Option<SideRow>,
    #[sea_orm(nested(prefix = "there_"))]
    there: Option<SideRow>,
}

/// Under which names the tables of a side are joined.
#[derive(Clone, Copy)]
struct Side {
    prefix: &'static str,
    ambassador: &'static str,
    account: &'static str,
    organisation: &'static str,
}

const HERE: Side = Side {
    prefix: "here",
    ambassador: "here_ambassador",
    account: "here_account",
    organisation: "here_organisation",
};
const THERE: Side = Side {
    prefix: "there",
    ambassador: "there_ambassador",
    account: "there_account",
    organisation: "there_organisation",
};

/// Adds what each of two runs gives to the student, if anything.
pub fn with_sides(query: Select<Entity>, here: MatchingRunId, there: MatchingRunId) -> Select<Entity> {
    with_side(with_side(query, here, HERE), there, THERE)
}

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
