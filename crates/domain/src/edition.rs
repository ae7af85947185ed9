//! Editions: one occurrence of the operation, with its day, its rules and its windows.

mod operation;
mod parameters;
mod state;
mod window;

use chrono::NaiveDate;

use crate::broken::{Broken, Rule};
use crate::clock::Instant;
use crate::code::codes;
use crate::id::{EditionId, OrganisationId};
use crate::job_profile::JobProfileSummary;
use crate::organisation::OrganisationSummary;
use crate::place::{NATIONAL_ZONE, end_of_day};
use crate::text::{Label, Slug, WebUrl};
use crate::transition::Unmoved;
use crate::version::Version;

pub use operation::{Admission, Operation, Refusal, Side};
pub use parameters::EditionParameters;
pub use state::EditionState;
pub use window::DayRange;

codes! {
    /// A document that an edition wants for each duo: a checklist, never the file (PRODUCT.md, rule 9).
    Document {
        /// Agreement between school, student and administration.
        Agreement => "agreement",
        /// Liability insurance of the student.
        LiabilityInsurance => "liability_insurance",
        /// Leave of absence given by the school.
        LeaveOfAbsence => "leave_of_absence",
    }
}

/// A job profile for which the State recruits in an edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferedProfile {
    /// Which.
    pub profile: JobProfileSummary,
    /// Where the State's job offers are.
    pub job_offers_url: Option<WebUrl>,
}

/// What a list or another resource shows of an edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditionSummary {
    /// Its id.
    pub id: EditionId,
    /// Its name.
    pub name: Label,
    /// Its day.
    pub day: NaiveDate,
}

/// One occurrence of the operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    /// Its id.
    pub id: EditionId,
    /// Its name, such as “Édition 2026”.
    pub name: Label,
    /// Its rules.
    pub parameters: EditionParameters,
    /// The job profiles for which the State recruits, by code.
    pub job_profiles: Vec<OfferedProfile>,
    /// The organisations that take part, each with all below it, by code.
    pub organisations: Vec<OrganisationSummary>,
    /// Its day before it was first postponed.
    pub postponed_from: Option<NaiveDate>,
    /// Where it is in its life.
    pub state: EditionState,
    /// Since when.
    pub state_changed_at: Instant,
    /// When it was first opened, and so told to everybody.
    pub opened_at: Option<Instant>,
    /// For optimistic concurrency.
    pub version: Version,
    /// When it was made.
    pub created_at: Instant,
    /// When it was last written.
    pub updated_at: Instant,
}

impl From<&Edition> for EditionSummary {
    fn from(edition: &Edition) -> Self {
        Self { id: edition.id, name: edition.name.clone(), day: edition.parameters.day }
    }
}

/// What people have made of an edition's parameters: these cannot be taken away from under them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EditionUsage {
    /// Most wishes that a student has made.
    pub most_wishes: u32,
    /// Smallest capacity of an ambassador.
    pub least_capacity: Option<u32>,
    /// Largest capacity of an ambassador.
    pub most_capacity: Option<u32>,
    /// Job profiles that ambassadors show or students wish for.
    pub job_profiles: Vec<Slug>,
    /// The organisations of ambassadors: each with all above it.
    pub organisations: Vec<Vec<OrganisationId>>,
}

impl EditionUsage {
    /// The parts in which another state of an edition contradicts what people have made of the present one.
    #[must_use]
    pub fn contradictions(&self, present: &Edition, edition: &Edition) -> Vec<Broken> {
        let EditionParameters { max_wishes, min_capacity, max_capacity, .. } = edition.parameters;
        let least = self.least_capacity.unwrap_or(min_capacity);
        let most = self.most_capacity.unwrap_or(max_capacity);
        let left_out = |line: &Vec<OrganisationId>| present.covers(line) && !edition.covers(line);
        let numbers = [
            ("/max_wishes", max_wishes < self.most_wishes, self.most_wishes, EditionParameters::MAX_WISHES),
            ("/min_capacity", least < min_capacity, 1, least),
            ("/max_capacity", max_capacity < most, most, EditionParameters::MAX_CAPACITY),
        ];
        let numbers = numbers.into_iter().filter(|(_, broken, ..)| *broken);
        let mut broken: Vec<_> = numbers
            .map(|(at, _, min, max)| Rule::OutOfRange { min: min.into(), max: max.into() }.at(at))
            .collect();
        if self.job_profiles.iter().any(|code| !edition.offers(code)) {
            broken.push(Rule::InUse.at("/job_profiles"));
        }
        if self.organisations.iter().any(left_out) {
            broken.push(Rule::InUse.at("/organisation_ids"));
        }
        broken
    }
}

impl Edition {
    /// Whether the edition offers a job profile.
    #[must_use]
    pub fn offers(&self, code: &Slug) -> bool {
        self.job_profiles.iter().any(|offered| offered.profile.code == *code)
    }

    /// Whether the edition offers a job profile of a family.
    #[must_use]
    pub fn offers_family(&self, family_code: &Slug) -> bool {
        self.job_profiles.iter().any(|offered| offered.profile.family_code == *family_code)
    }

    /// The names of the fields in which another state of it differs.
    #[must_use]
    pub fn differences(&self, other: &Self) -> Vec<&'static str> {
        let mut fields = self.parameters.differences(&other.parameters);
        let parts = [
            ("name", self.name != other.name),
            ("job_profiles", self.job_profiles != other.job_profiles),
            ("organisation_ids", self.organisations != other.organisations),
        ];
        fields.extend(parts.into_iter().filter(|(_, differs)| *differs).map(|(name, _)| name));
        fields
    }

    /// Whether one of these organisations takes part.
    fn covers(&self, line: &[OrganisationId]) -> bool {
        self.organisations.iter().any(|organisation| line.contains(&organisation.id))
    }

    /// Whether everybody may know of it. A draft is DINUM's, and stays so when it is given up.
    #[must_use]
    pub const fn is_public(&self) -> bool {
        match self.state {
            EditionState::Draft => false,
            EditionState::Cancelled { .. } => self.opened_at.is_some(),
            EditionState::Open { .. }
            | EditionState::Matching
            | EditionState::Published
            | EditionState::Held
            | EditionState::Closed => true,
        }
    }

    /// Opens it to registration.
    ///
    /// # Errors
    /// It is no draft, or offers no job profile, or nobody takes part.
    pub fn open(self, now: Instant) -> Result<Self, Unmoved> {
        let state = self.state.open()?;
        let missing = [
            ("/job_profiles", self.job_profiles.is_empty()),
            ("/organisation_ids", self.organisations.is_empty()),
        ];
        let broken: Vec<_> =
            missing.into_iter().filter(|(_, empty)| *empty).map(|(at, _)| Rule::Missing.at(at)).collect();
        if !broken.is_empty() {
            return Err(Unmoved::Broken(broken));
        }
        Ok(Self { opened_at: self.opened_at.or(Some(now)), ..self.moved_to(state, now) })
    }

    /// Another state, by a function of [`EditionState`].
    #[must_use]
    pub fn moved_to(self, state: EditionState, now: Instant) -> Self {
        Self { state, state_changed_at: now, updated_at: now, ..self }
    }

    /// Tells that the day was held, once it is over in metropolitan France.
    ///
    /// # Errors
    /// It was not published, or the day is not over.
    pub fn hold(self, now: Instant) -> Result<Self, Unmoved> {
        let state = self.state.hold()?;
        let over = end_of_day(self.parameters.day, NATIONAL_ZONE);
        if now < over { Err(Unmoved::TooEarly(over)) } else { Ok(self.moved_to(state, now)) }
    }

    /// Moves the day to a later one, keeping in mind where it first was. In day and window by themselves nothing is
    /// broken.
    ///
    /// # Errors
    /// The state does not allow it, or the day is not later.
    pub fn postpone(self, day: NaiveDate, window: DayRange, now: Instant) -> Result<Self, Unmoved> {
        self.state.check_postponement()?;
        let former = self.parameters.day;
        if day <= former {
            return Err(Rule::NotAfter { other: "/day of the edition" }.at("/day").into());
        }
        let parameters = EditionParameters { day, window, ..self.parameters };
        let postponed_from = self.postponed_from.or(Some(former));
        Ok(Self { parameters, postponed_from, updated_at: now, ..self })
    }

    /// The edition that callers mean by `current`: the one nearest to today that is neither closed nor cancelled,
    /// else the latest closed. Drafts are nobody's current edition.
    #[must_use]
    pub fn current(editions: &[Self], today: NaiveDate) -> Option<&Self> {
        let distance = |edition: &&Self| {
            let day = edition.parameters.day;
            ((day - today).num_days().abs(), std::cmp::Reverse(day))
        };
        let live = editions.iter().filter(|edition| edition.state.is_live()).min_by_key(distance);
        live.or_else(|| {
            let closed = editions.iter().filter(|edition| edition.state == EditionState::Closed);
            closed.max_by_key(|edition| edition.parameters.day)
        })
    }
}
