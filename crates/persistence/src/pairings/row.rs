//! From rows to pairings.

use chrono::NaiveDate;
use sea_orm::FromQueryResult;
use uuid::Uuid;
use vmj_domain::account::PersonSummary;
use vmj_domain::clock::Instant;
use vmj_domain::edition::EditionSummary;
use vmj_domain::pairing::{
    Answers, Contest, PairedAmbassador, PairedStudent, Pairing, PairingState, PendingDate,
};
use vmj_domain::text::{Email, Label, PersonName, PhoneNumber, Prose, Reason, Slug};

use crate::StoreError;
use crate::cells::Cells;
use crate::site::SiteRow;
use crate::wishes;

/// A pairing with both its sides, as one statement reads it.
#[derive(FromQueryResult)]
pub struct Row {
    id: Uuid,
    edition_id: Uuid,
    edition_name: String,
    edition_day: NaiveDate,
    student_id: Uuid,
    student_account_id: Uuid,
    student_given_name: String,
    student_family_name: String,
    student_email: String,
    student_locale: String,
    student_phone: Option<String>,
    student_languages: String,
    study_level: Option<String>,
    diploma_kind: Option<String>,
    curriculum: Option<String>,
    wishes: Option<String>,
    ambassador_id: Uuid,
    ambassador_account_id: Uuid,
    agent_given_name: String,
    agent_family_name: String,
    agent_email: String,
    agent_locale: String,
    ambassador_languages: String,
    organisation_id: Uuid,
    organisation_code: String,
    organisation_name: String,
    programme: Option<String>,
    #[sea_orm(nested)]
    site: SiteRow,
    department_code: Option<String>,
    job_profile_code: String,
    format: String,
    seat: i32,
    date: NaiveDate,
    state: String,
    state_changed_at: Instant,
    student_accepted_at: Option<Instant>,
    ambassador_accepted_at: Option<Instant>,
    deadline: Option<Instant>,
    pending_date: Option<NaiveDate>,
    pending_asked_by: Option<String>,
    pending_student_accepts: Option<bool>,
    pending_ambassador_accepts: Option<bool>,
    pending_deadline: Option<Instant>,
    declined_for: Option<String>,
    decided_by: Option<String>,
    reason_code: Option<String>,
    reason_text: Option<String>,
    missing: Option<String>,
    contested_by: Option<String>,
    contest_text: Option<String>,
    contest_settled_at: Option<Instant>,
    access_cleared: bool,
    received_documents: String,
    replaces_id: Option<Uuid>,
    replaced_by: Option<Uuid>,
    version: i64,
    created_at: Instant,
    updated_at: Instant,
}

impl Row {
    const fn cells(&self) -> Cells<'_> {
        Cells::of("pairings", &self.id)
    }

    fn required<T>(&self, value: Option<T>) -> Result<T, StoreError> {
        value.ok_or_else(|| self.cells().corrupt(format!("state {}", self.state)))
    }

    fn student(&self) -> Result<PairedStudent, StoreError> {
        let cells = self.cells();
        Ok(PairedStudent {
            id: self.student_id.into(),
            person: PersonSummary {
                id: self.student_account_id.into(),
                given_name: cells.text(PersonName::parse, &self.student_given_name)?,
                family_name: cells.text(PersonName::parse, &self.student_family_name)?,
                email: cells.text(Email::parse, &self.student_email)?,
            },
            locale: cells.locale(&self.student_locale)?,
            phone: cells.optional(PhoneNumber::parse, &self.student_phone)?,
            study_level: cells.optional_code(&self.study_level)?,
            diploma_kind: cells.optional_code(&self.diploma_kind)?,
            curriculum: cells.optional(Label::parse, &self.curriculum)?,
            wishes: wishes::read(cells, &self.wishes)?,
            languages: cells.codes(&self.student_languages)?,
        })
    }

    fn ambassador(&self) -> Result<PairedAmbassador, StoreError> {
        let cells = self.cells();
        Ok(PairedAmbassador {
            id: self.ambassador_id.into(),
            agent: PersonSummary {
                id: self.ambassador_account_id.into(),
                given_name: cells.text(PersonName::parse, &self.agent_given_name)?,
                family_name: cells.text(PersonName::parse, &self.agent_family_name)?,
                email: cells.text(Email::parse, &self.agent_email)?,
            },
            locale: cells.locale(&self.agent_locale)?,
            organisation: cells.organisation(
                self.organisation_id,
                &self.organisation_code,
                &self.organisation_name,
            )?,
            programme: cells.optional(Prose::parse, &self.programme)?,
            site: self.site.read(cells)?,
            department_code: self.department_code.clone(),
            languages: cells.codes(&self.ambassador_languages)?,
        })
    }

    fn state(&self) -> Result<PairingState, StoreError> {
        let cells = self.cells();
        let answers = Answers { student: self.student_accepted_at, ambassador: self.ambassador_accepted_at };
        let text = cells.optional(Reason::parse, &self.reason_text)?;
        let by = || cells.optional_code(&self.decided_by).and_then(|by| self.required(by));
        Ok(match self.state.as_str() {
            "proposed" => PairingState::Proposed { answers, deadline: self.required(self.deadline)? },
            "confirmed" => PairingState::Confirmed { answers, pending: self.pending()? },
            "declined" => {
                let party = cells.optional_code(&self.declined_for)?;
                PairingState::Declined { party: self.required(party)?, by: by()?, text }
            }
            "expired" => PairingState::Expired { answers },
            "cancelled" => {
                let reason = cells.optional_code(&self.reason_code)?;
                PairingState::Cancelled { by: by()?, reason: self.required(reason)?, text }
            }
            "held" => PairingState::Held,
            "no_show" => {
                let missing = cells.optional_code(&self.missing)?;
                PairingState::NoShow { missing: self.required(missing)?, by: by()?, contest: self.contest()? }
            }
            state => return Err(cells.corrupt(format!("state {state}"))),
        })
    }

    fn pending(&self) -> Result<Option<PendingDate>, StoreError> {
        let Some(date) = self.pending_date else { return Ok(None) };
        let asked_by = self.cells().optional_code(&self.pending_asked_by)?;
        Ok(Some(PendingDate {
            date,
            asked_by: self.required(asked_by)?,
            student_accepts: self.required(self.pending_student_accepts)?,
            ambassador_accepts: self.required(self.pending_ambassador_accepts)?,
            deadline: self.required(self.pending_deadline)?,
        }))
    }

    fn contest(&self) -> Result<Option<Contest>, StoreError> {
        let cells = self.cells();
        let Some(party) = cells.optional_code(&self.contested_by)? else { return Ok(None) };
        let text = cells.optional(Reason::parse, &self.contest_text)?;
        Ok(Some(Contest { party, text: self.required(text)?, settled_at: self.contest_settled_at }))
    }
}

impl TryFrom<Row> for Pairing {
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
            student: row.student()?,
            ambassador: row.ambassador()?,
            job_profile: cells.text(Slug::parse, &row.job_profile_code)?,
            format: cells.code(&row.format)?,
            seat: u32::try_from(row.seat).map_err(|error| cells.corrupt(error))?,
            date: row.date,
            state: row.state()?,
            state_changed_at: row.state_changed_at,
            access_cleared: row.access_cleared,
            received_documents: cells.codes(&row.received_documents)?,
            replaces: row.replaces_id.map(Into::into),
            replaced_by: row.replaced_by.map(Into::into),
            version: cells.version(row.version)?,
            created_at: row.created_at,
            updated_at: row.updated_at,
        })
    }
}
