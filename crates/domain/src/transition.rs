//! What every state machine answers when it refuses.

use crate::broken::Broken;
use crate::clock::Instant;

/// A transition that the state does not allow (409 `invalid_transition`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not allowed in state {state}; allowed: {allowed:?}")]
pub struct InvalidTransition {
    /// The state that the thing is in.
    pub state: &'static str,
    /// What it allows instead.
    pub allowed: &'static [&'static str],
}

/// Why a thing did not move, or did not change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unmoved {
    /// Its state does not allow it.
    Transition(InvalidTransition),
    /// It is not yet time: possible from then on.
    TooEarly(Instant),
    /// The time for it is over: it was possible before that instant.
    TooLate(Instant),
    /// It takes a proven address.
    EmailUnverified,
    /// Values are missing or not right.
    Broken(Vec<Broken>),
}

impl From<InvalidTransition> for Unmoved {
    fn from(refusal: InvalidTransition) -> Self {
        Self::Transition(refusal)
    }
}

impl From<Broken> for Unmoved {
    fn from(broken: Broken) -> Self {
        Self::Broken(vec![broken])
    }
}
