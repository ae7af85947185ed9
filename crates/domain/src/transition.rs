//! What every state machine answers when it refuses.

/// A transition that the state does not allow (409 `invalid_transition`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not allowed in state {state}; allowed: {allowed:?}")]
pub struct InvalidTransition {
    /// The state that the thing is in.
    pub state: &'static str,
    /// What it allows instead.
    pub allowed: &'static [&'static str],
}
