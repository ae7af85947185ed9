//! Students: people who take part in one edition.

mod eligibility;
mod form;
mod needs;
mod rules;
mod state;

pub use eligibility::{Criterion, Verdict};
pub use form::{StudentForm, StudentSchool, Wish};
pub use needs::{AccessibilityNeeds, ConsentVersion};
pub use rules::{MAX_ORGANISATIONS, MAX_REGIONS, broken_wishes};
pub use state::{Decider, Ineligibility, StudentState};

use crate::account::PersonSummary;
use crate::broken::Broken;
use crate::clock::Instant;
use crate::edition::{EditionParameters, EditionSummary};
use crate::id::StudentId;
use crate::text::{Label, Reason};
use crate::transition::{InvalidTransition, Unmoved};
use crate::version::Version;

/// Somebody who studies, in an edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Student {
    /// Its id.
    pub id: StudentId,
    /// The edition.
    pub edition: EditionSummary,
    /// Who.
    pub person: PersonSummary,
    /// Whether it is proven that they read the mail of their address.
    pub email_verified: bool,
    /// What they study and wish for.
    pub form: StudentForm,
    /// Where they are in their life.
    pub state: StudentState,
    /// Since when.
    pub state_changed_at: Instant,
    /// For optimistic concurrency.
    pub version: Version,
    /// When it was made.
    pub created_at: Instant,
    /// When it was last written.
    pub updated_at: Instant,
}

impl Student {
    /// Hands the draft in. The rule of the edition decides at once what it can.
    ///
    /// # Errors
    /// It is no draft; or not complete, or `broken` finds what the edition no longer takes: every such value is named.
    pub fn submit(
        self,
        rule: &EditionParameters,
        broken: impl FnOnce(&StudentForm) -> Vec<Broken>,
        now: Instant,
    ) -> Result<Self, Unmoved> {
        self.state.check_submission()?;
        let mut broken = broken(&self.form);
        broken.extend(self.form.missing());
        if !broken.is_empty() {
            return Err(Unmoved::Broken(broken));
        }
        let state = self.verdict(rule).into();
        Ok(self.moved_to(state, now))
    }

    /// DINUM finds them eligible, where the rule left it open.
    ///
    /// # Errors
    /// From another state, or the address is not proven: nobody is eligible then.
    pub fn admit(self, now: Instant) -> Result<Self, Unmoved> {
        let state = self.state.admit()?;
        if self.email_verified { Ok(self.moved_to(state, now)) } else { Err(Unmoved::EmailUnverified) }
    }

    /// DINUM finds them not eligible, where the rule left it open.
    ///
    /// # Errors
    /// From another state.
    pub fn refuse(self, reason: Reason, now: Instant) -> Result<Self, InvalidTransition> {
        let state = self.state.refuse(reason)?;
        Ok(self.moved_to(state, now))
    }

    /// Leaves the edition.
    ///
    /// # Errors
    /// Not live.
    pub fn withdraw(self, reason: Reason, now: Instant) -> Result<Self, InvalidTransition> {
        let state = self.state.withdraw(reason)?;
        Ok(self.moved_to(state, now))
    }

    /// Begins again after a refusal or withdrawal.
    ///
    /// # Errors
    /// From another state.
    pub fn resume(self, now: Instant) -> Result<Self, InvalidTransition> {
        let state = self.state.resume()?;
        Ok(self.moved_to(state, now))
    }

    /// The same student with another form, in which nothing is broken; and nothing missing, where the state asks for
    /// that. A change of what decides eligibility is a submission of its own.
    ///
    /// # Errors
    /// The state does not allow it.
    pub fn with_form(
        self,
        form: StudentForm,
        rule: &EditionParameters,
        now: Instant,
    ) -> Result<Self, InvalidTransition> {
        self.state.check_edit()?;
        let decides = self.state.is_complete() && self.form.differs_in_eligibility(&form);
        let changed = Self { form, updated_at: now, ..self };
        if decides { Ok(changed.decided_again(rule, now)) } else { Ok(changed) }
    }

    /// The same student after something that the rule asks about has become known: their address is proven, or their
    /// school found. Only what waits for a decision is decided.
    #[must_use]
    pub fn reconsidered(self, rule: &EditionParameters, now: Instant) -> Self {
        match self.state {
            StudentState::Submitted { .. } => self.decided_again(rule, now),
            StudentState::Draft
            | StudentState::Eligible { .. }
            | StudentState::Ineligible { .. }
            | StudentState::Withdrawn { .. } => self,
        }
    }

    /// The words by which they name a school that is still to be found.
    ///
    /// # Errors
    /// It is known, or not named at all.
    pub const fn unresolved_school(&self) -> Result<&Label, InvalidTransition> {
        match &self.form.school {
            Some(StudentSchool::Named(name)) => Ok(name),
            Some(StudentSchool::Known(_)) => {
                Err(InvalidTransition { state: "school_known", allowed: self.state.transitions() })
            }
            None => Err(InvalidTransition { state: "school_not_named", allowed: self.state.transitions() }),
        }
    }

    fn verdict(&self, rule: &EditionParameters) -> Verdict {
        Verdict::of(&self.form, self.email_verified, rule)
    }

    fn decided_again(self, rule: &EditionParameters, now: Instant) -> Self {
        let state = self.verdict(rule).into();
        if self.state == state { self } else { self.moved_to(state, now) }
    }

    fn moved_to(self, state: StudentState, now: Instant) -> Self {
        Self { state, state_changed_at: now, updated_at: now, ..self }
    }
}
