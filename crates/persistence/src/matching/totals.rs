//! The places of a plan: those that it fills, and those that it leaves free.

use sea_orm::{ConnectionTrait, FromQueryResult, Statement};
use uuid::Uuid;
use vmj_domain::id::{MatchingRunId, OrganisationId};
use vmj_domain::organisation::OrganisationSummary;
use vmj_domain::text::Slug;

use super::MatchingRepository;
use super::numbers::natural;
use crate::StoreError;
use crate::cells::Cells;

/// Places of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Places {
    /// Those that it fills.
    pub filled: u64,
    /// Those that it leaves free.
    pub free: u64,
}

/// Of the run `$1`, at the node `$2` or below it when there is one.
macro_rules! within {
    () => {
        "($2 IS NULL OR a.organisation_id IN (SELECT below.organisation_id FROM organisation_ancestors AS below
            WHERE below.ancestor_id = $2))"
    };
}
/// The places of each ambassador.
macro_rules! places {
    () => {
        "(SELECT ambassador_id, 1 AS filled, 0 AS free FROM matching_proposals WHERE run_id = $1
          UNION ALL SELECT ambassador_id, 0, free FROM matching_vacancies WHERE run_id = $1) AS places
         JOIN ambassadors AS a ON a.id = places.ambassador_id"
    };
}

const BY_ORGANISATION: &str = concat!(
    "SELECT root.id, root.code, root.name, SUM(filled) AS filled, SUM(free) AS free FROM ",
    places!(),
    " JOIN organisation_ancestors AS above ON above.organisation_id = a.organisation_id
     JOIN organisations AS root ON root.id = above.ancestor_id
     WHERE root.parent_id IS NULL AND ",
    within!(),
    " GROUP BY root.id, root.code, root.name ORDER BY root.code"
);

const BY_DEPARTMENT: &str = concat!(
    "SELECT a.department_code, SUM(filled) AS filled, SUM(free) AS free FROM ",
    places!(),
    " WHERE ",
    within!(),
    " GROUP BY a.department_code ORDER BY a.department_code"
);

const BY_JOB_PROFILE: &str = concat!(
    "SELECT job_profile_code, SUM(filled) AS filled, SUM(free) AS free FROM (
         SELECT ambassador_id, job_profile_code, 1 AS filled, 0 AS free FROM matching_proposals WHERE run_id = $1
         UNION ALL
         SELECT vacant.ambassador_id, doing.job_profile_code, 0, vacant.free FROM matching_vacancies AS vacant
         JOIN ambassador_job_profiles AS doing ON doing.ambassador_id = vacant.ambassador_id
         JOIN matching_runs AS run ON run.id = vacant.run_id
         JOIN edition_job_profiles AS offered ON offered.edition_id = run.edition_id
             AND offered.job_profile_code = doing.job_profile_code
         WHERE vacant.run_id = $1
     ) AS places
     JOIN ambassadors AS a ON a.id = places.ambassador_id
     WHERE ",
    within!(),
    " GROUP BY job_profile_code ORDER BY job_profile_code"
);

#[derive(FromQueryResult)]
struct PlacesRow {
    filled: i64,
    free: i64,
}

#[derive(FromQueryResult)]
struct OrganisationRow {
    id: Uuid,
    code: String,
    name: String,
    #[sea_orm(nested)]
    places: PlacesRow,
}

#[derive(FromQueryResult)]
struct JobProfileRow {
    job_profile_code: String,
    #[sea_orm(nested)]
    places: PlacesRow,
}

#[derive(FromQueryResult)]
struct DepartmentRow {
    department_code: Option<String>,
    #[sea_orm(nested)]
    places: PlacesRow,
}

impl PlacesRow {
    fn read(&self, cells: Cells<'_>) -> Result<Places, StoreError> {
        Ok(Places { filled: natural(cells, self.filled)?, free: natural(cells, self.free)? })
    }
}

impl<C: ConnectionTrait> MatchingRepository<'_, C> {
    /// The places of a run, or those of a subtree, by ministry: the root of the ambassadors' organisations.
    ///
    /// # Errors
    /// The store fails.
    pub async fn by_organisation(
        &self,
        run: MatchingRunId,
        within: Option<OrganisationId>,
    ) -> Result<Vec<(OrganisationSummary, Places)>, StoreError> {
        let rows = self.totals::<OrganisationRow>(BY_ORGANISATION, run, within).await?;
        let total = |row: OrganisationRow| {
            let cells = Cells::of("organisations", &row.id);
            Ok((cells.organisation(row.id, &row.code, &row.name)?, row.places.read(cells)?))
        };
        rows.into_iter().map(total).collect()
    }

    /// The places of a run, or those of a subtree, by job. A seat that is free is one of each job that its ambassador does
    /// and the edition offers.
    ///
    /// # Errors
    /// The store fails.
    pub async fn by_job_profile(
        &self,
        run: MatchingRunId,
        within: Option<OrganisationId>,
    ) -> Result<Vec<(Slug, Places)>, StoreError> {
        let rows = self.totals::<JobProfileRow>(BY_JOB_PROFILE, run, within).await?;
        let total = |row: JobProfileRow| {
            let cells = Cells::of("job_profiles", &row.job_profile_code);
            Ok((cells.text(Slug::parse, &row.job_profile_code)?, row.places.read(cells)?))
        };
        rows.into_iter().map(total).collect()
    }

    /// The places of a run, or those of a subtree, by department of the site, where there is one.
    ///
    /// # Errors
    /// The store fails.
    pub async fn by_department(
        &self,
        run: MatchingRunId,
        within: Option<OrganisationId>,
    ) -> Result<Vec<(Option<String>, Places)>, StoreError> {
        let rows = self.totals::<DepartmentRow>(BY_DEPARTMENT, run, within).await?;
        let total = |row: DepartmentRow| {
            let places = row.places.read(Cells::of("matching_runs", &run))?;
            Ok((row.department_code, places))
        };
        rows.into_iter().map(total).collect()
    }

    async fn totals<R: FromQueryResult>(
        &self,
        sql: &'static str,
        run: MatchingRunId,
        within: Option<OrganisationId>,
    ) -> Result<Vec<R>, StoreError> {
        let values = [Uuid::from(run).into(), within.map(Uuid::from).into()];
        let statement = Statement::from_sql_and_values(self.connection.get_database_backend(), sql, values);
        Ok(R::find_by_statement(statement).all(self.connection).await?)
    }
}
