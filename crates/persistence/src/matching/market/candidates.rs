//! The students of a market.

use std::collections::HashMap;

use sea_orm::{ConnectionTrait, FromQueryResult};
use uuid::Uuid;
use vmj_domain::id::{EditionId, OrganisationId};
use vmj_domain::matching::Candidate;

use super::super::MatchingRepository;
use crate::StoreError;
use crate::cells::Cells;
use crate::wishes;

/// The market, but for the wishes. Who was left out had registered for the last edition before this one that was held or
/// will be, and has never been given a place.
const COLUMNS: &str = "
    s.id, s.school_id, s.home_department_code, s.accepted_regions, s.formats, s.languages,
    EXISTS (SELECT 1 FROM accessibility_needs WHERE accessibility_needs.student_id = s.id) AS needs_access,
    EXISTS (
        SELECT 1 FROM students AS former
        WHERE former.account_id = s.account_id AND former.state IN ('submitted', 'eligible') AND former.edition_id = (
            SELECT id FROM editions
            WHERE state NOT IN ('draft', 'cancelled') AND day < (SELECT day FROM editions WHERE id = $1)
            ORDER BY day DESC, id DESC LIMIT 1
        )
    ) AND NOT EXISTS (
        SELECT 1 FROM pairings AS placed
        WHERE placed.student_account_id = s.account_id AND placed.state IN ('confirmed', 'held')
    ) AS was_left_out";

const WHERE: &str = "
    FROM students AS s WHERE s.edition_id = $1 AND s.state = 'eligible' AND NOT EXISTS (
        SELECT 1 FROM pairings AS live
        WHERE live.student_id = s.id AND live.state IN ('proposed', 'confirmed', 'held')
    ) ORDER BY s.id";

const NAMED: &str = "
    SELECT named.student_id, named.organisation_id FROM student_organisations AS named
    JOIN students AS s ON s.id = named.student_id
    WHERE s.edition_id = $1 AND s.state = 'eligible'
    ORDER BY named.student_id, named.organisation_id";

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    school_id: Option<Uuid>,
    home_department_code: Option<String>,
    accepted_regions: String,
    formats: String,
    languages: String,
    needs_access: bool,
    was_left_out: bool,
    wishes: Option<String>,
}

#[derive(FromQueryResult)]
struct Named {
    student_id: Uuid,
    organisation_id: Uuid,
}

impl<C: ConnectionTrait> MatchingRepository<'_, C> {
    pub(super) async fn candidates(&self, edition: EditionId) -> Result<Vec<Candidate>, StoreError> {
        let sql = format!("SELECT {COLUMNS}, {} AS wishes {WHERE}", wishes::sql("s.id"));
        let rows = self.of_market::<Row>(&sql, edition).await?;
        let mut named: HashMap<Uuid, Vec<OrganisationId>> = HashMap::new();
        for Named { student_id, organisation_id } in self.of_market(NAMED, edition).await? {
            named.entry(student_id).or_default().push(organisation_id.into());
        }
        let candidate = |row: Row| {
            let organisations = named.remove(&row.id).unwrap_or_default();
            row.candidate(organisations)
        };
        rows.into_iter().map(candidate).collect()
    }
}

impl Row {
    fn candidate(self, organisations: Vec<OrganisationId>) -> Result<Candidate, StoreError> {
        let cells = Cells::of("students", &self.id);
        Ok(Candidate {
            student: self.id.into(),
            was_left_out: self.was_left_out,
            school: self.school_id.map(Into::into),
            accepted_region_codes: self
                .accepted_regions
                .split_ascii_whitespace()
                .map(str::to_owned)
                .collect(),
            formats: cells.codes(&self.formats)?,
            needs_access: self.needs_access,
            languages: cells.codes(&self.languages)?,
            wishes: wishes::read(cells, &self.wishes)?,
            organisations,
            home_department_code: self.home_department_code,
        })
    }
}
