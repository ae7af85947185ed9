//! From the proposal to the end of the duo, or its confirmation.

use chrono::{Days, NaiveDate};
use chrono_tz::Tz;

use super::{Author, CancellationReason, Pairing, PairingState, Party};
use crate::clock::Instant;
use crate::edition::EditionParameters;
use crate::place::{NATIONAL_ZONE, end_of_day, national_day, start_of_day};
use crate::text::Reason;
use crate::transition::{InvalidTransition, Unmoved};

/// Until when an answer to something about these dates may come: the end of the day that the edition allows, by the
/// clock of metropolitan France, but before the first of the dates begins at the place.
#[must_use]
pub fn answer_deadline(rule: &EditionParameters, dates: &[NaiveDate], zone: Tz, now: Instant) -> Instant {
    let today = national_day(now);
    let last = today.checked_add_days(Days::new(rule.answer_days.into())).unwrap_or(today);
    let allowed = end_of_day(last, NATIONAL_ZONE);
    dates.iter().map(|date| start_of_day(*date, zone)).fold(allowed, Instant::min)
}

impl Pairing {
    /// One of the two accepts the proposal; the second acceptance confirms it.
    ///
    /// # Errors
    /// From another state, by whom has accepted already, or after the deadline.
    pub fn accept(self, party: Party, now: Instant) -> Result<Self, Unmoved> {
        match self.state {
            PairingState::Proposed { answers, deadline } => {
                if answers.of(party).is_some() {
                    return Err(self.state.refusal().into());
                }
                if now >= deadline {
                    return Err(Unmoved::TooLate(deadline));
                }
                let answers = answers.with(party, now);
                Ok(if answers.are_complete() {
                    self.moved_to(PairingState::Confirmed { answers, pending: None }, now)
                } else {
                    self.with_state(PairingState::Proposed { answers, deadline }, now)
                })
            }
            PairingState::Confirmed { .. }
            | PairingState::Declined { .. }
            | PairingState::Expired { .. }
            | PairingState::Cancelled { .. }
            | PairingState::Held
            | PairingState::NoShow { .. } => Err(self.state.refusal().into()),
        }
    }

    /// One of the two does not want it.
    ///
    /// # Errors
    /// From another state.
    pub fn decline(
        self,
        party: Party,
        by: Author,
        text: Option<Reason>,
        now: Instant,
    ) -> Result<Self, InvalidTransition> {
        match self.state {
            PairingState::Proposed { .. } => {
                Ok(self.moved_to(PairingState::Declined { party, by, text }, now))
            }
            PairingState::Confirmed { .. }
            | PairingState::Declined { .. }
            | PairingState::Expired { .. }
            | PairingState::Cancelled { .. }
            | PairingState::Held
            | PairingState::NoShow { .. } => Err(self.state.refusal()),
        }
    }

    /// It will not take place.
    ///
    /// # Errors
    /// From another state.
    pub fn cancel(
        self,
        by: Author,
        reason: CancellationReason,
        text: Option<Reason>,
        now: Instant,
    ) -> Result<Self, InvalidTransition> {
        match self.state {
            PairingState::Proposed { .. } | PairingState::Confirmed { .. } => {
                Ok(self.moved_to(PairingState::Cancelled { by, reason, text }, now))
            }
            PairingState::Declined { .. }
            | PairingState::Expired { .. }
            | PairingState::Cancelled { .. }
            | PairingState::Held
            | PairingState::NoShow { .. } => Err(self.state.refusal()),
        }
    }

    /// The proposal has waited long enough.
    ///
    /// # Errors
    /// From another state, or before the deadline.
    pub fn expire(self, now: Instant) -> Result<Self, Unmoved> {
        match self.state {
            PairingState::Proposed { deadline, .. } if now < deadline => Err(Unmoved::TooEarly(deadline)),
            PairingState::Proposed { answers, .. } => {
                Ok(self.moved_to(PairingState::Expired { answers }, now))
            }
            PairingState::Confirmed { .. }
            | PairingState::Declined { .. }
            | PairingState::Expired { .. }
            | PairingState::Cancelled { .. }
            | PairingState::Held
            | PairingState::NoShow { .. } => Err(self.state.refusal().into()),
        }
    }
}
