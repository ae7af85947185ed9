//! Somebody was missing.

use super::{Author, Missing, Pairing, PairingState, Party};
use crate::clock::Instant;
use crate::text::Reason;
use crate::transition::Unmoved;

/// What the one who is said to be missing says to that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contest {
    /// Who contests.
    pub party: Party,
    /// In their words.
    pub text: Reason,
    /// When DINUM decided that it stays as it was said; when it decides otherwise, the day was held.
    pub settled_at: Option<Instant>,
}

/// What DINUM decides of a contest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settlement {
    /// The day took place.
    Held,
    /// These were missing.
    NoShow(Missing),
}

impl Pairing {
    /// Somebody was missing.
    ///
    /// # Errors
    /// It is not confirmed, waits for another date, or its day has not begun.
    pub fn miss(self, missing: Missing, by: Author, now: Instant) -> Result<Self, Unmoved> {
        self.check_day(now)?;
        Ok(self.moved_to(PairingState::NoShow { missing, by, contest: None }, now))
    }

    /// The one who is said to be missing says otherwise.
    ///
    /// # Errors
    /// It is no no-show, somebody contests it already, or this one is not said to be missing.
    pub fn contest(self, party: Party, text: Reason, now: Instant) -> Result<Self, Unmoved> {
        match self.state {
            PairingState::NoShow { missing, by, contest: None } if missing.includes(party) => {
                let contest = Some(Contest { party, text, settled_at: None });
                Ok(self.with_state(PairingState::NoShow { missing, by, contest }, now))
            }
            PairingState::NoShow { .. }
            | PairingState::Proposed { .. }
            | PairingState::Confirmed { .. }
            | PairingState::Declined { .. }
            | PairingState::Expired { .. }
            | PairingState::Cancelled { .. }
            | PairingState::Held => Err(self.state.refusal().into()),
        }
    }

    /// DINUM decides.
    ///
    /// # Errors
    /// Nobody contests it.
    pub fn settle(self, settlement: Settlement, now: Instant) -> Result<Self, Unmoved> {
        match (&self.state, settlement) {
            (PairingState::NoShow { contest: Some(contest), .. }, _) if contest.settled_at.is_some() => {
                Err(self.state.refusal().into())
            }
            (PairingState::NoShow { contest: Some(_), .. }, Settlement::Held) => {
                Ok(self.moved_to(PairingState::Held, now))
            }
            (PairingState::NoShow { contest: Some(contest), by, .. }, Settlement::NoShow(missing)) => {
                let contest = Some(Contest { settled_at: Some(now), ..contest.clone() });
                let state = PairingState::NoShow { missing, by: *by, contest };
                Ok(self.with_state(state, now))
            }
            (
                PairingState::NoShow { contest: None, .. }
                | PairingState::Proposed { .. }
                | PairingState::Confirmed { .. }
                | PairingState::Declined { .. }
                | PairingState::Expired { .. }
                | PairingState::Cancelled { .. }
                | PairingState::Held,
                _,
            ) => Err(self.state.refusal().into()),
        }
    }
}
