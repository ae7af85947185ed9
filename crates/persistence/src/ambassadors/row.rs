//! From rows to ambassadors.

use chrono::NaiveDate;
use sea_orm::FromQueryResult;
use uuid::Uuid;
use vmj_domain::account::PersonSummary;
use vmj_domain::ambassador::{Ambassador, AmbassadorForm, AmbassadorState};
use vmj_domain::clock::Instant;
use vmj_domain::edition::EditionSummary;
use vmj_domain::text::{Email, Label, PersonName, Prose, Reason, Slug};

use crate::StoreError;
use crate::cells::Cells;
use crate::site::SiteRow;

/// An ambassador with what is shown beside it, as one statement reads it.
#[derive(FromQueryResult)]
pub struct Row {
    pub id: Uuid,
    edition_id: Uuid,
    edition_name: String,
    edition_day: NaiveDate,
    account_id: Uuid,
    given_name: String,
    family_name: String,
    email: String,
    organisation_id: Uuid,
    organisation_code: String,
    organisation_name: String,
    state: String,
    state_changed_at: Instant,
    state_reason: Option<String>,
    job_profiles: Option<String>,
    unit: Option<String>,
    programme: Option<String>,
    projects: Option<String>,
    technologies: String,
    motivation: Option<String>,
    formats: String,
    capacity: Option<i32>,
    languages: String,
    alternative_dates: String,
    #[sea_orm(nested)]
    site: SiteRow,
    version: i64,
    created_at: Instant,
    updated_at: Instant,
}

impl Row {
    const fn cells(&self) -> Cells<'_> {
        Cells::of("ambassadors", &self.id)
    }

    fn state(&self) -> Result<AmbassadorState, StoreError> {
        let cells = self.cells();
        match (self.state.as_str(), cells.optional(Reason::parse, &self.state_reason)?) {
            ("draft", None) => Ok(AmbassadorState::Draft),
            ("submitted", None) => Ok(AmbassadorState::Submitted),
            ("approved", None) => Ok(AmbassadorState::Approved),
            ("rejected", Some(reason)) => Ok(AmbassadorState::Rejected { reason }),
            ("withdrawn", Some(reason)) => Ok(AmbassadorState::Withdrawn { reason }),
            (state, _) => Err(cells.corrupt(format!("state {state}"))),
        }
    }

    fn form(&self) -> Result<AmbassadorForm, StoreError> {
        let cells = self.cells();
        let codes = self.job_profiles.as_deref().unwrap_or_default().split_ascii_whitespace();
        let dates = self.alternative_dates.split_ascii_whitespace();
        let capacity = self.capacity.map(u32::try_from).transpose().map_err(|error| cells.corrupt(error))?;
        Ok(AmbassadorForm {
            job_profiles: codes.map(|code| cells.text(Slug::parse, code)).collect::<Result<_, _>>()?,
            unit: cells.optional(Label::parse, &self.unit)?,
            programme: cells.optional(Prose::parse, &self.programme)?,
            projects: cells.optional(Prose::parse, &self.projects)?,
            technologies: self
                .technologies
                .lines()
                .map(|technology| cells.text(Label::parse, technology))
                .collect::<Result<_, _>>()?,
            motivation: cells.optional(Prose::parse, &self.motivation)?,
            formats: cells.codes(&self.formats)?,
            capacity,
            languages: cells.codes(&self.languages)?,
            alternative_dates: dates
                .map(|date| date.parse().map_err(|error| cells.corrupt(error)))
                .collect::<Result<_, _>>()?,
            site: self.site.read(cells)?,
        })
    }
}

impl TryFrom<Row> for Ambassador {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let cells = row.cells();
        Ok(Self {
            id: row.id.into(),
            edition: EditionSummary {
                id: row.edition_id.into(),
                name: cells.text(Label::parse, &row.edition_name)?,
                day: row.edition_day,
            },
            agent: PersonSummary {
                id: row.account_id.into(),
                given_name: cells.text(PersonName::parse, &row.given_name)?,
                family_name: cells.text(PersonName::parse, &row.family_name)?,
                email: cells.text(Email::parse, &row.email)?,
            },
            organisation: cells.organisation(
                row.organisation_id,
                &row.organisation_code,
                &row.organisation_name,
            )?,
            form: row.form()?,
            state: row.state()?,
            state_changed_at: row.state_changed_at,
            version: cells.version(row.version)?,
            created_at: row.created_at,
            updated_at: row.updated_at,
        })
    }
}
