//! The pairs of a plan.

use sea_orm::sea_query::{Condition, SimpleExpr};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, FromQueryResult, PaginatorTrait as _,
    QueryFilter as _, QueryOrder as _, QuerySelect as _, Select,
};
use uuid::Uuid;
use vmj_domain::account::PersonSummary;
use vmj_domain::id::{AmbassadorId, MatchingRunId, OrganisationId, StudentId};
use vmj_domain::matching::{Pairs, Place, Proposed};
use vmj_domain::organisation::OrganisationSummary;
use vmj_domain::text::Slug;

use super::MatchingRepository;
use super::numbers::{natural, small};
use super::people::{AgentRow, PersonRow, placed, with_agent, with_ambassador, with_student};
use crate::StoreError;
use crate::cells::Cells;
use crate::entity::matching_proposal::{Column, Entity, Model};
use crate::padded::padded;
use crate::page::{Keyset, Slice};

/// What a list of proposals is narrowed to.
#[derive(Clone, Debug, Default)]
pub struct ProposalFilter {
    /// Whose ambassador is of this organisation or below it.
    pub organisation: Option<OrganisationId>,
    /// Showing one of these jobs.
    pub job_profiles: Option<Vec<Slug>>,
    /// At a site in one of these departments.
    pub departments: Option<Vec<String>>,
    /// For the wish of this rank.
    pub wish_rank: Option<u32>,
    /// Where they would meet.
    pub place: Option<Place>,
    /// Locked beforehand, or not.
    pub locked: Option<bool>,
    /// Made by hand afterwards, or not.
    pub by_hand: Option<bool>,
    /// Of this student.
    pub student: Option<StudentId>,
    /// Of this ambassador.
    pub ambassador: Option<AmbassadorId>,
}

/// A pair of a plan, and who the two are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposalRow {
    /// The pair.
    pub proposed: Proposed,
    /// The student.
    pub student: PersonSummary,
    /// The ambassador.
    pub ambassador: PersonSummary,
    /// Where the ambassador works.
    pub organisation: OrganisationSummary,
}

#[derive(FromQueryResult)]
struct Row {
    #[sea_orm(nested)]
    proposal: Model,
    #[sea_orm(nested(prefix = "student_"))]
    student: PersonRow,
    #[sea_orm(nested(prefix = "agent_"))]
    agent: AgentRow,
}

impl<C: ConnectionTrait> MatchingRepository<'_, C> {
    /// A page of the pairs of a run, in the order of the students' ids: all of them, or those whose ambassador is of a
    /// subtree.
    ///
    /// # Errors
    /// The store fails.
    pub async fn proposals(
        &self,
        run: MatchingRunId,
        within: Option<OrganisationId>,
        filter: &ProposalFilter,
        keyset: &Keyset<StudentId>,
    ) -> Result<Slice<ProposalRow>, StoreError> {
        let query = of_run(run).filter(condition(within, filter));
        let position = keyset.position.map(|id| [SimpleExpr::from(Uuid::from(id))]);
        let query = keyset.apply(query, [Column::StudentId], false, position);
        let query = with_agent(with_student(query, Column::StudentId), Column::AmbassadorId);
        let rows = query.into_model::<Row>().all(self.connection).await?;
        Ok(keyset.slice(rows.into_iter().map(ProposalRow::try_from).collect::<Result<_, _>>()?))
    }

    /// How many pairs such a list has in all.
    ///
    /// # Errors
    /// The store fails.
    pub async fn count_proposals(
        &self,
        run: MatchingRunId,
        within: Option<OrganisationId>,
        filter: &ProposalFilter,
    ) -> Result<u64, StoreError> {
        let query = of_run(run).filter(condition(within, filter));
        Ok(with_ambassador(query, Column::AmbassadorId).count(self.connection).await?)
    }

    /// All pairs of a run, in the order of the students' ids.
    ///
    /// # Errors
    /// The store fails.
    pub async fn plan_of(&self, run: MatchingRunId) -> Result<Vec<Proposed>, StoreError> {
        let rows = of_run(run).order_by_asc(Column::StudentId).all(self.connection).await?;
        rows.into_iter().map(Proposed::try_from).collect()
    }

    /// As [`MatchingRepository::plan_of`], without more about them.
    ///
    /// # Errors
    /// The store fails.
    pub async fn all_pairs(&self, run: MatchingRunId) -> Result<Pairs, StoreError> {
        let query = of_run(run).select_only().column(Column::StudentId).column(Column::AmbassadorId);
        let pairs = query.order_by_asc(Column::StudentId).into_tuple::<(Uuid, Uuid)>();
        let pairs = pairs.all(self.connection).await?;
        Ok(pairs.into_iter().map(|(student, ambassador)| (student.into(), ambassador.into())).collect())
    }
}

fn of_run(run: MatchingRunId) -> Select<Entity> {
    Entity::find().filter(Column::RunId.eq(Uuid::from(run)))
}

fn condition(within: Option<OrganisationId>, filter: &ProposalFilter) -> Condition {
    let ProposalFilter {
        organisation,
        job_profiles,
        departments,
        wish_rank,
        place,
        locked,
        by_hand,
        student,
        ambassador,
    } = filter;
    let showing = |codes: &Vec<Slug>| {
        let codes: Vec<_> = codes.iter().map(Slug::as_str).collect();
        Column::JobProfileCode.is_in(padded(&codes))
    };
    placed(within, *organisation, departments.as_deref())
        .add_option(job_profiles.as_ref().map(showing))
        .add_option(wish_rank.map(|rank| Column::WishRank.eq(small(rank))))
        .add_option(place.map(|place| Column::Place.eq(place.slug())))
        .add_option(locked.map(|locked| Column::Locked.eq(locked)))
        .add_option(by_hand.map(|by_hand| Column::ByHand.eq(by_hand)))
        .add_option(student.map(|id| Column::StudentId.eq(Uuid::from(id))))
        .add_option(ambassador.map(|id| Column::AmbassadorId.eq(Uuid::from(id))))
}

impl TryFrom<Model> for Proposed {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        let cells = Cells::of("matching_proposals", &row.student_id);
        Ok(Self {
            student: row.student_id.into(),
            ambassador: row.ambassador_id.into(),
            job_profile: cells.text(Slug::parse, &row.job_profile_code)?,
            format: cells.code(&row.format)?,
            wish_rank: row.wish_rank.map(|rank| natural(cells, rank)).transpose()?,
            place: cells.optional_code(&row.place)?,
            other_organisation: row.other_organisation,
            locked: row.locked,
            by_hand: row.by_hand,
            explanation: row.explanation,
        })
    }
}

impl TryFrom<Row> for ProposalRow {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let Row { proposal, student, agent } = row;
        let key = proposal.student_id;
        let cells = Cells::of("matching_proposals", &key);
        let (ambassador, organisation) = agent.read(cells)?;
        Ok(Self { student: student.read(cells)?, ambassador, organisation, proposed: proposal.try_into()? })
    }
}
