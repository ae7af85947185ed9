//! Ambassadors with a seat left.

use sea_orm::{ConnectionTrait, FromQueryResult, Statement};
use uuid::Uuid;
use vmj_domain::id::EditionId;
use vmj_domain::pairing::Vacancy;
use vmj_domain::text::Slug;

use super::PairingRepository;
use crate::StoreError;
use crate::cells::Cells;

/// `$1` is the edition, `$2` the codes of job profiles, each between spaces.
const VACANCIES: &str = "
    SELECT a.id, a.organisation_id, o.code, o.name, a.formats, a.languages, a.alternative_dates, a.commune_code,
        a.department_code, a.capacity - COALESCE(taken.seats, 0) AS seats_left,
        (SELECT string_agg(p.job_profile_code, ' ' ORDER BY p.rank) FROM ambassador_job_profiles p
         WHERE p.ambassador_id = a.id) AS job_profiles
    FROM ambassadors a
    JOIN organisations o ON o.id = a.organisation_id
    LEFT JOIN (SELECT ambassador_id, COUNT(*) AS seats FROM pairings
               WHERE edition_id = $1 AND state IN ('proposed', 'confirmed', 'held')
               GROUP BY ambassador_id) taken ON taken.ambassador_id = a.id
    WHERE a.edition_id = $1 AND a.state = 'approved' AND a.capacity > COALESCE(taken.seats, 0)
        AND EXISTS (SELECT 1 FROM ambassador_job_profiles p
                    WHERE p.ambassador_id = a.id AND $2 LIKE '% ' || p.job_profile_code || ' %')
    ORDER BY a.id";

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    organisation_id: Uuid,
    code: String,
    name: String,
    formats: String,
    languages: String,
    alternative_dates: String,
    commune_code: Option<String>,
    department_code: Option<String>,
    seats_left: i64,
    job_profiles: Option<String>,
}

impl<C: ConnectionTrait> PairingRepository<'_, C> {
    /// The approved ambassadors of an edition with a seat left who do one of these jobs.
    ///
    /// # Errors
    /// The store fails.
    pub async fn vacancies(
        &self,
        edition: EditionId,
        job_profiles: &[Slug],
    ) -> Result<Vec<Vacancy>, StoreError> {
        let codes = job_profiles.iter().map(Slug::as_str).collect::<Vec<_>>().join(" ");
        let values = [Uuid::from(edition).into(), format!(" {codes} ").into()];
        let backend = self.connection.get_database_backend();
        let statement = Statement::from_sql_and_values(backend, VACANCIES, values);
        let rows = Row::find_by_statement(statement).all(self.connection).await?;
        rows.into_iter().map(Vacancy::try_from).collect()
    }
}

impl TryFrom<Row> for Vacancy {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let cells = Cells::of("ambassadors", &row.id);
        let codes = row.job_profiles.as_deref().unwrap_or_default().split_ascii_whitespace();
        let dates = row.alternative_dates.split_ascii_whitespace();
        Ok(Self {
            ambassador: row.id.into(),
            organisation: cells.organisation(row.organisation_id, &row.code, &row.name)?,
            job_profiles: codes.map(|code| cells.text(Slug::parse, code)).collect::<Result<_, _>>()?,
            formats: cells.codes(&row.formats)?,
            languages: cells.codes(&row.languages)?,
            alternative_dates: dates
                .map(|date| date.parse().map_err(|error| cells.corrupt(error)))
                .collect::<Result<_, _>>()?,
            commune_code: row.commune_code.clone(),
            department_code: row.department_code.clone(),
            seats_left: u32::try_from(row.seats_left).unwrap_or(0),
        })
    }
}
