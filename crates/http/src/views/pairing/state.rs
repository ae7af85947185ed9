//! Where a pairing is in its life.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vmj_domain::pairing::PairingState;

/// Where a pairing is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = PairingState, example = "confirmed")]
pub enum PairingStateView {
    /// Both are asked.
    Proposed,
    /// Both have accepted.
    Confirmed,
    /// One did not want it.
    Declined,
    /// Not both answered in time.
    Expired,
    /// It will not take place.
    Cancelled,
    /// It took place.
    Held,
    /// Somebody was missing.
    NoShow,
}

impl From<&PairingState> for PairingStateView {
    fn from(state: &PairingState) -> Self {
        match state {
            PairingState::Proposed { .. } => Self::Proposed,
            PairingState::Confirmed { .. } => Self::Confirmed,
            PairingState::Declined { .. } => Self::Declined,
            PairingState::Expired { .. } => Self::Expired,
            PairingState::Cancelled { .. } => Self::Cancelled,
            PairingState::Held => Self::Held,
            PairingState::NoShow { .. } => Self::NoShow,
        }
    }
}

impl PairingStateView {
    /// Its stable name.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Confirmed => "confirmed",
            Self::Declined => "declined",
            Self::Expired => "expired",
            Self::Cancelled => "cancelled",
            Self::Held => "held",
            Self::NoShow => "no_show",
        }
    }
}
