//! From rows to students.

use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::FromQueryResult;
use uuid::Uuid;
use vmj_domain::account::PersonSummary;
use vmj_domain::clock::Instant;
use vmj_domain::edition::EditionSummary;
use vmj_domain::id::OrganisationId;
use vmj_domain::school::SchoolSummary;
use vmj_domain::student::{Decider, Ineligibility, Student, StudentForm, StudentSchool, StudentState};
use vmj_domain::text::{Email, Label, PersonName, PhoneNumber, Prose, Reason, Uai};

use crate::StoreError;
use crate::cells::Cells;
use crate::wishes;

/// A student with what is shown beside them, as one statement reads it.
#[derive(FromQueryResult)]
pub struct Row {
    id: Uuid,
    edition_id: Uuid,
    edition_name: String,
    edition_day: NaiveDate,
    account_id: Uuid,
    given_name: String,
    family_name: String,
    email: String,
    email_verified_at: Option<Instant>,
    state: String,
    state_changed_at: Instant,
    state_reason: Option<String>,
    decided_by: Option<String>,
    criteria: String,
    study_level: Option<String>,
    diploma_kind: Option<String>,
    curriculum: Option<String>,
    school_id: Option<Uuid>,
    known_school_uai: Option<String>,
    known_school_name: Option<String>,
    school_name: Option<String>,
    adult: Option<bool>,
    wishes: Option<String>,
    home_department_code: Option<String>,
    accepted_regions: String,
    formats: String,
    languages: String,
    motivation: Option<String>,
    phone: Option<String>,
    version: i64,
    created_at: Instant,
    updated_at: Instant,
}

impl Row {
    /// Whose row it is.
    pub const fn id(&self) -> Uuid {
        self.id
    }

    const fn cells(&self) -> Cells<'_> {
        Cells::of("students", &self.id)
    }

    fn state(&self) -> Result<StudentState, StoreError> {
        let cells = self.cells();
        let criteria = cells.codes(&self.criteria)?;
        let reason = cells.optional(Reason::parse, &self.state_reason)?;
        match (self.state.as_str(), cells.optional_code(&self.decided_by)?, reason) {
            ("draft", None, None) => Ok(StudentState::Draft),
            ("submitted", None, None) => Ok(StudentState::Submitted { open: criteria }),
            ("eligible", Some(decider), None) => Ok(StudentState::Eligible { decider }),
            ("ineligible", Some(Decider::Rule), None) => {
                Ok(StudentState::Ineligible { because: Ineligibility::Rule(criteria) })
            }
            ("ineligible", Some(Decider::Dinum), Some(reason)) => {
                Ok(StudentState::Ineligible { because: Ineligibility::Dinum(reason) })
            }
            ("withdrawn", None, Some(reason)) => Ok(StudentState::Withdrawn { reason }),
            (state, ..) => Err(cells.corrupt(format!("state {state}"))),
        }
    }

    fn school(&self) -> Result<Option<StudentSchool>, StoreError> {
        let cells = self.cells();
        match (self.school_id, &self.known_school_uai, &self.known_school_name, &self.school_name) {
            (Some(id), Some(uai), Some(name), _) => {
                let (uai, name) = (cells.text(Uai::parse, uai)?, cells.text(Label::parse, name)?);
                Ok(Some(StudentSchool::Known(SchoolSummary { id: id.into(), uai, name })))
            }
            (None, _, _, Some(name)) => Ok(Some(StudentSchool::Named(cells.text(Label::parse, name)?))),
            (None, _, _, None) => Ok(None),
            (Some(_), ..) => Err(cells.corrupt("school_id")),
        }
    }

    fn form(&self, organisations: Vec<OrganisationId>) -> Result<StudentForm, StoreError> {
        let cells = self.cells();
        let regions = self.accepted_regions.split_ascii_whitespace();
        Ok(StudentForm {
            study_level: cells.optional_code(&self.study_level)?,
            diploma_kind: cells.optional_code(&self.diploma_kind)?,
            curriculum: cells.optional(Label::parse, &self.curriculum)?,
            school: self.school()?,
            adult: self.adult,
            wishes: wishes::read(cells, &self.wishes)?,
            home_department_code: self.home_department_code.clone(),
            accepted_region_codes: regions.map(str::to_owned).collect(),
            formats: cells.codes(&self.formats)?,
            organisations,
            languages: cells.codes(&self.languages)?,
            motivation: cells.optional(Prose::parse, &self.motivation)?,
            phone: cells.optional(PhoneNumber::parse, &self.phone)?,
        })
    }

    /// The student, with those of the organisations that are theirs.
    pub fn student(self, organisations: &HashMap<Uuid, Vec<OrganisationId>>) -> Result<Student, StoreError> {
        let cells = self.cells();
        Ok(Student {
            id: self.id.into(),
            edition: EditionSummary {
                id: self.edition_id.into(),
                name: cells.text(Label::parse, &self.edition_name)?,
                day: self.edition_day,
            },
            person: PersonSummary {
                id: self.account_id.into(),
                given_name: cells.text(PersonName::parse, &self.given_name)?,
                family_name: cells.text(PersonName::parse, &self.family_name)?,
                email: cells.text(Email::parse, &self.email)?,
            },
            email_verified: self.email_verified_at.is_some(),
            form: self.form(organisations.get(&self.id).cloned().unwrap_or_default())?,
            state: self.state()?,
            state_changed_at: self.state_changed_at,
            version: cells.version(self.version)?,
            created_at: self.created_at,
            updated_at: self.updated_at,
        })
    }
}
