//! The ambassadors of a market.

use std::collections::HashMap;

use sea_orm::{ConnectionTrait, FromQueryResult};
use uuid::Uuid;
use vmj_domain::id::{EditionId, OrganisationId};
use vmj_domain::matching::Host;
use vmj_domain::text::Slug;

use super::super::MatchingRepository;
use super::super::numbers::natural;
use crate::StoreError;
use crate::cells::Cells;

const HOSTS: &str = "
    SELECT a.id, a.organisation_id, a.department_code, a.formats, a.languages,
        a.site_accessibility IS NOT NULL AS accessible,
        a.capacity - COALESCE(taken.seats, 0) AS seats_left,
        (SELECT string_agg(doing.job_profile_code, ' ' ORDER BY doing.rank) FROM ambassador_job_profiles AS doing
         JOIN edition_job_profiles AS offered ON offered.job_profile_code = doing.job_profile_code
         WHERE doing.ambassador_id = a.id AND offered.edition_id = $1) AS job_profiles
    FROM ambassadors AS a
    LEFT JOIN (SELECT ambassador_id, COUNT(*) AS seats FROM pairings
               WHERE edition_id = $1 AND state IN ('proposed', 'confirmed', 'held')
               GROUP BY ambassador_id) AS taken ON taken.ambassador_id = a.id
    WHERE a.edition_id = $1 AND a.state = 'approved' AND a.capacity > COALESCE(taken.seats, 0)
    ORDER BY a.id";

const LINES: &str = "
    SELECT DISTINCT above.organisation_id, above.ancestor_id FROM organisation_ancestors AS above
    JOIN ambassadors AS a ON a.organisation_id = above.organisation_id
    WHERE a.edition_id = $1 AND a.state = 'approved'
    ORDER BY above.organisation_id, above.ancestor_id";

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    organisation_id: Uuid,
    department_code: Option<String>,
    formats: String,
    languages: String,
    accessible: bool,
    seats_left: i64,
    job_profiles: Option<String>,
}

#[derive(FromQueryResult)]
struct Line {
    organisation_id: Uuid,
    ancestor_id: Uuid,
}

impl<C: ConnectionTrait> MatchingRepository<'_, C> {
    pub(super) async fn hosts(&self, edition: EditionId) -> Result<Vec<Host>, StoreError> {
        let rows = self.of_market::<Row>(HOSTS, edition).await?;
        let mut lines: HashMap<Uuid, Vec<OrganisationId>> = HashMap::new();
        for Line { organisation_id, ancestor_id } in self.of_market(LINES, edition).await? {
            lines.entry(organisation_id).or_default().push(ancestor_id.into());
        }
        rows.into_iter().map(|row| row.host(&lines)).collect()
    }
}

impl Row {
    fn host(self, lines: &HashMap<Uuid, Vec<OrganisationId>>) -> Result<Host, StoreError> {
        let cells = Cells::of("ambassadors", &self.id);
        let codes = self.job_profiles.as_deref().unwrap_or_default().split_ascii_whitespace();
        // One that was moved between two statements has its line at the next run.
        let own = || vec![self.organisation_id.into()];
        Ok(Host {
            ambassador: self.id.into(),
            organisations: lines.get(&self.organisation_id).cloned().unwrap_or_else(own),
            job_profiles: codes.map(|code| cells.text(Slug::parse, code)).collect::<Result<_, _>>()?,
            formats: cells.codes(&self.formats)?,
            accessible: self.accessible,
            languages: cells.codes(&self.languages)?,
            seats_left: natural(cells, self.seats_left)?,
            department_code: self.department_code,
        })
    }
}
