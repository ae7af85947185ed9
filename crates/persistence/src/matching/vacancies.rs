//! The ambassadors to whom a plan leaves a seat.

use sea_orm::sea_query::SimpleExpr;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, FromQueryResult, PaginatorTrait as _,
    QueryFilter as _, QueryOrder as _, Select,
};
use uuid::Uuid;
use vmj_domain::account::PersonSummary;
use vmj_domain::id::{AmbassadorId, MatchingRunId, OrganisationId};
use vmj_domain::matching::Vacant;
use vmj_domain::organisation::OrganisationSummary;

use super::MatchingRepository;
use super::numbers::natural;
use super::people::{AgentRow, placed, with_agent, with_ambassador};
use crate::StoreError;
use crate::cells::Cells;
use crate::entity::matching_vacancy::{Column, Entity, Model};
use crate::page::{Keyset, Slice};

/// What a list of free seats is narrowed to.
#[derive(Clone, Debug, Default)]
pub struct VacancyFilter {
    /// At this organisation or below it.
    pub organisation: Option<OrganisationId>,
    /// At a site in one of these departments.
    pub departments: Option<Vec<String>>,
}

/// An ambassador with a free seat, and who that is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VacancyRow {
    /// The ambassador, and the seats.
    pub vacant: Vacant,
    /// Who.
    pub ambassador: PersonSummary,
    /// Where they work.
    pub organisation: OrganisationSummary,
}

#[derive(FromQueryResult)]
struct Row {
    #[sea_orm(nested)]
    vacancy: Model,
    #[sea_orm(nested(prefix = "agent_"))]
    agent: AgentRow,
}

impl<C: ConnectionTrait> MatchingRepository<'_, C> {
    /// A page of the ambassadors to whom a run leaves a seat, in the order of their ids: all of them, or those of a
    /// subtree.
    ///
    /// # Errors
    /// The store fails.
    pub async fn vacancies(
        &self,
        run: MatchingRunId,
        within: Option<OrganisationId>,
        filter: &VacancyFilter,
        keyset: &Keyset<AmbassadorId>,
    ) -> Result<Slice<VacancyRow>, StoreError> {
        let query = narrowed(run, within, filter);
        let position = keyset.position.map(|id| [SimpleExpr::from(Uuid::from(id))]);
        let query = keyset.apply(query, [Column::AmbassadorId], false, position);
        let rows = with_agent(query, Column::AmbassadorId).into_model::<Row>().all(self.connection).await?;
        Ok(keyset.slice(rows.into_iter().map(VacancyRow::try_from).collect::<Result<_, _>>()?))
    }

    /// How many ambassadors such a list has in all.
    ///
    /// # Errors
    /// The store fails.
    pub async fn count_vacancies(
        &self,
        run: MatchingRunId,
        within: Option<OrganisationId>,
        filter: &VacancyFilter,
    ) -> Result<u64, StoreError> {
        let query = with_ambassador(narrowed(run, within, filter), Column::AmbassadorId);
        Ok(query.count(self.connection).await?)
    }

    /// All ambassadors to whom a run leaves a seat, in the order of their ids.
    ///
    /// # Errors
    /// The store fails.
    pub async fn vacancies_of(&self, run: MatchingRunId) -> Result<Vec<Vacant>, StoreError> {
        let rows = of_run(run).order_by_asc(Column::AmbassadorId).all(self.connection).await?;
        rows.into_iter().map(Vacant::try_from).collect()
    }
}

fn of_run(run: MatchingRunId) -> Select<Entity> {
    Entity::find().filter(Column::RunId.eq(Uuid::from(run)))
}

/// The ambassador is to be joined.
fn narrowed(run: MatchingRunId, within: Option<OrganisationId>, filter: &VacancyFilter) -> Select<Entity> {
    let VacancyFilter { organisation, departments } = filter;
    of_run(run).filter(placed(within, *organisation, departments.as_deref()))
}

impl TryFrom<Model> for Vacant {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        let free = natural(Cells::of("matching_vacancies", &row.ambassador_id), row.free)?;
        Ok(Self { ambassador: row.ambassador_id.into(), free, explanation: row.explanation })
    }
}

impl TryFrom<Row> for VacancyRow {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let Row { vacancy, agent } = row;
        let (ambassador, organisation) =
            agent.read(Cells::of("matching_vacancies", &vacancy.ambassador_id))?;
        Ok(Self { ambassador, organisation, vacant: vacancy.try_into()? })
    }
}
