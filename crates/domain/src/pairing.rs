//! Pairings: the duos of an edition.

mod change;
mod codes;
mod contact;
mod dates;
mod history;
mod making;
mod no_show;
mod proposal;
mod replacement;
mod state;

pub use change::Change;
pub use codes::{Author, CancellationReason, Missing, Party};
pub use contact::CONTACT_DAYS;
pub use dates::{PendingDate, REPORT_DAYS, broken_date};
pub use history::{PairingEvent, PairingEventKind};
pub use making::{Obstacle, Pair};
pub use no_show::{Contest, Settlement};
pub use proposal::answer_deadline;
pub use replacement::{Candidate, Nearness, Search, Vacancy};
pub use state::{Answers, PairingState};

use chrono::NaiveDate;
use chrono_tz::Tz;

use crate::account::{Locale, PersonSummary};
use crate::ambassador::Site;
use crate::clock::Instant;
use crate::edition::{Document, EditionSummary};
use crate::id::{AmbassadorId, PairingId, StudentId};
use crate::organisation::OrganisationSummary;
use crate::place::{CAPITAL, Format, Language, zone_of_department};
use crate::student::Wish;
use crate::study::{DiplomaKind, StudyLevel};
use crate::text::{Label, PhoneNumber, Prose, Slug};
use crate::transition::InvalidTransition;
use crate::version::Version;

/// The student of a duo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PairedStudent {
    /// Which.
    pub id: StudentId,
    /// Who.
    pub person: PersonSummary,
    /// In which language they are written to.
    pub locale: Locale,
    /// Where they can be reached on the day.
    pub phone: Option<PhoneNumber>,
    /// Year of study.
    pub study_level: Option<StudyLevel>,
    /// Kind of the diploma that they work for.
    pub diploma_kind: Option<DiplomaKind>,
    /// What they study.
    pub curriculum: Option<Label>,
    /// What they wish for, the dearest wish first.
    pub wishes: Vec<Wish>,
    /// Languages that they speak.
    pub languages: Vec<Language>,
}

/// The ambassador of a duo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PairedAmbassador {
    /// Which.
    pub id: AmbassadorId,
    /// Who.
    pub agent: PersonSummary,
    /// In which language they are written to.
    pub locale: Locale,
    /// Where they work.
    pub organisation: OrganisationSummary,
    /// What the day will show.
    pub programme: Option<Prose>,
    /// Where and how the day takes place.
    pub site: Site,
    /// The department of the site, whose calendar and clock hold, for a remote day too.
    pub department_code: Option<String>,
    /// Languages that they speak.
    pub languages: Vec<Language>,
}

impl PairedAmbassador {
    /// The department whose calendar holds.
    #[must_use]
    pub fn department(&self) -> &str {
        self.department_code.as_deref().unwrap_or(CAPITAL)
    }

    /// The zone whose clock holds.
    #[must_use]
    pub fn zone(&self) -> Tz {
        zone_of_department(self.department())
    }
}

/// Why nothing may take the place of a pairing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreplaceable {
    /// It is not lost.
    NotLost(InvalidTransition),
    /// Another has taken its place.
    Replaced,
}

/// A duo: one student, one ambassador, one job, one date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pairing {
    /// Its id.
    pub id: PairingId,
    /// The edition.
    pub edition: EditionSummary,
    /// The student.
    pub student: PairedStudent,
    /// The ambassador.
    pub ambassador: PairedAmbassador,
    /// What the day shows.
    pub job_profile: Slug,
    /// How they meet.
    pub format: Format,
    /// Which of the ambassador's seats it takes while it lives, from 1.
    pub seat: u32,
    /// When they meet.
    pub date: NaiveDate,
    /// Where it is in its life.
    pub state: PairingState,
    /// Since when.
    pub state_changed_at: Instant,
    /// Whether the site's security lets the student in.
    pub access_cleared: bool,
    /// The documents of the edition's checklist that have been handed in.
    pub received_documents: Vec<Document>,
    /// The lost pairing that it takes the place of.
    pub replaces: Option<PairingId>,
    /// The pairing that takes its place.
    pub replaced_by: Option<PairingId>,
    /// For optimistic concurrency.
    pub version: Version,
    /// When it was made.
    pub created_at: Instant,
    /// When it was last written.
    pub updated_at: Instant,
}

impl Pairing {
    /// Whether another may take its place.
    ///
    /// # Errors
    /// It is not lost, or another has taken its place.
    pub const fn check_replacement(&self) -> Result<(), Unreplaceable> {
        match self.replaced_by {
            Some(_) => Err(Unreplaceable::Replaced),
            None if self.state.is_lost() => Ok(()),
            None => Err(Unreplaceable::NotLost(self.state.refusal())),
        }
    }

    /// The same with what is noted of access and documents.
    ///
    /// # Errors
    /// It is not confirmed.
    pub fn noted(
        self,
        access_cleared: bool,
        received_documents: Vec<Document>,
        now: Instant,
    ) -> Result<Self, InvalidTransition> {
        match self.state {
            PairingState::Confirmed { .. } => {
                Ok(Self { access_cleared, received_documents, updated_at: now, ..self })
            }
            PairingState::Proposed { .. }
            | PairingState::Declined { .. }
            | PairingState::Expired { .. }
            | PairingState::Cancelled { .. }
            | PairingState::Held
            | PairingState::NoShow { .. } => Err(self.state.refusal()),
        }
    }

    fn moved_to(self, state: PairingState, now: Instant) -> Self {
        Self { state, state_changed_at: now, updated_at: now, ..self }
    }

    fn with_state(self, state: PairingState, now: Instant) -> Self {
        Self { state, updated_at: now, ..self }
    }
}

#[cfg(test)]
mod tests;
