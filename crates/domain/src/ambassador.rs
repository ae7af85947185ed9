//! Ambassadors: agents who take part in one edition.

mod form;
mod rules;
mod state;

pub use form::{AmbassadorForm, Site};
pub use rules::{MAX_ALTERNATIVE_DATES, MAX_JOB_PROFILES, MAX_TECHNOLOGIES};
pub use state::AmbassadorState;

use crate::account::PersonSummary;
use crate::broken::Broken;
use crate::clock::Instant;
use crate::edition::{Edition, EditionSummary};
use crate::id::AmbassadorId;
use crate::organisation::OrganisationSummary;
use crate::reference::Reference;
use crate::text::Reason;
use crate::transition::{InvalidTransition, Unmoved};
use crate::version::Version;

/// An agent in an edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ambassador {
    /// Its id.
    pub id: AmbassadorId,
    /// The edition.
    pub edition: EditionSummary,
    /// The agent.
    pub agent: PersonSummary,
    /// Where the agent works.
    pub organisation: OrganisationSummary,
    /// What they offer.
    pub form: AmbassadorForm,
    /// Where they are in their life.
    pub state: AmbassadorState,
    /// Since when.
    pub state_changed_at: Instant,
    /// For optimistic concurrency.
    pub version: Version,
    /// When it was made.
    pub created_at: Instant,
    /// When it was last written.
    pub updated_at: Instant,
}

impl Ambassador {
    /// Hands the draft in.
    ///
    /// # Errors
    /// It is no draft; or not complete, or no longer what the edition takes: every such value is named.
    pub fn submit(self, edition: &Edition, reference: &Reference, now: Instant) -> Result<Self, Unmoved> {
        let state = self.state.submit()?;
        let mut broken = self.form.broken(edition, reference);
        broken.extend(self.form.missing());
        if broken.is_empty() { Ok(self.moved_to(state, now)) } else { Err(Unmoved::Broken(broken)) }
    }

    /// Approves what was submitted.
    ///
    /// # Errors
    /// From another state.
    pub fn approve(self, now: Instant) -> Result<Self, InvalidTransition> {
        let state = self.state.approve()?;
        Ok(self.moved_to(state, now))
    }

    /// Rejects what was submitted or approved.
    ///
    /// # Errors
    /// From another state.
    pub fn reject(self, reason: Reason, now: Instant) -> Result<Self, InvalidTransition> {
        let state = self.state.reject(reason)?;
        Ok(self.moved_to(state, now))
    }

    /// Takes it back.
    ///
    /// # Errors
    /// It is not live.
    pub fn withdraw(self, reason: Reason, now: Instant) -> Result<Self, InvalidTransition> {
        let state = self.state.withdraw(reason)?;
        Ok(self.moved_to(state, now))
    }

    /// Begins again after a rejection or withdrawal.
    ///
    /// # Errors
    /// From another state.
    pub fn resume(self, now: Instant) -> Result<Self, InvalidTransition> {
        let state = self.state.resume()?;
        Ok(self.moved_to(state, now))
    }

    /// All that is not right with another offer of theirs. What was submitted stays complete.
    #[must_use]
    pub fn broken(&self, form: &AmbassadorForm, edition: &Edition, reference: &Reference) -> Vec<Broken> {
        let mut broken = form.broken(edition, reference);
        if self.state.is_complete() {
            broken.extend(form.missing());
        }
        broken
    }

    /// The same ambassador with another offer, in which nothing is broken.
    ///
    /// # Errors
    /// The state does not allow it.
    pub fn with_form(self, form: AmbassadorForm, now: Instant) -> Result<Self, InvalidTransition> {
        self.state.check_edit()?;
        Ok(Self { form, updated_at: now, ..self })
    }

    fn moved_to(self, state: AmbassadorState, now: Instant) -> Self {
        Self { state, state_changed_at: now, updated_at: now, ..self }
    }
}
