//! A pairing that has just been proposed.

use std::collections::HashMap;

use chrono::NaiveDate;
use vmj_domain::account::Locale;
use vmj_domain::ambassador::Ambassador;
use vmj_domain::edition::{Edition, EditionSummary};
use vmj_domain::id::{AccountId, PairingId};
use vmj_domain::pairing::{Answers, Pairing, PairingState, answer_deadline};
use vmj_domain::place::{CAPITAL, Format, zone_of_department};
use vmj_domain::student::Student;
use vmj_domain::text::Slug;
use vmj_domain::version::Version;

use super::paired::{paired_ambassador, paired_student};
use crate::access::Unit;

/// Two who are to be proposed to each other.
pub struct Fresh {
    pub student: Student,
    pub ambassador: Ambassador,
    /// What the day shows.
    pub job_profile: Slug,
    /// How they meet.
    pub format: Format,
    /// When.
    pub date: NaiveDate,
    /// That of the site.
    pub department: Option<String>,
    /// The lost pairing that it takes the place of.
    pub replaces: Option<PairingId>,
}

impl Fresh {
    /// The proposal, on one of the ambassador's seats: both may answer until the deadline of the edition.
    pub fn proposed(
        self,
        unit: &Unit<'_>,
        edition: &Edition,
        (id, seat): (PairingId, u32),
        locales: &HashMap<AccountId, Locale>,
    ) -> Pairing {
        let Self { student, ambassador, job_profile, format, date, department, replaces } = self;
        let zone = zone_of_department(department.as_deref().unwrap_or(CAPITAL));
        let deadline = answer_deadline(&edition.parameters, &[date], zone, unit.now());
        let locale = |account: AccountId| locales.get(&account).copied().unwrap_or_default();
        let (of_student, of_agent) = (locale(student.person.id), locale(ambassador.agent.id));
        Pairing {
            id,
            edition: EditionSummary::from(edition),
            student: paired_student(student, of_student),
            ambassador: paired_ambassador(ambassador, of_agent, department),
            job_profile,
            format,
            seat,
            date,
            state: PairingState::Proposed { answers: Answers::default(), deadline },
            state_changed_at: unit.now(),
            access_cleared: false,
            received_documents: Vec::new(),
            replaces,
            replaced_by: None,
            version: Version::FIRST,
            created_at: unit.now(),
            updated_at: unit.now(),
        }
    }
}
