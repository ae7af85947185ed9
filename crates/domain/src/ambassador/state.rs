//! The life of an ambassador.
//!
//! ```text
//! draft → submitted → approved
//!             ↘        ↙
//!              rejected (reason)
//! draft, submitted, approved → withdrawn (reason)
//! rejected, withdrawn → draft
//! ```

use crate::text::Reason;
use crate::transition::InvalidTransition;

/// Where an ambassador is in their life.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AmbassadorState {
    /// Being written.
    Draft,
    /// Waiting for their ministry.
    Submitted,
    /// May be matched.
    Approved,
    /// Refused by their ministry.
    Rejected {
        /// Why.
        reason: Reason,
    },
    /// Out of the edition.
    Withdrawn {
        /// Why.
        reason: Reason,
    },
}

impl AmbassadorState {
    /// The stable name of the state.
    #[must_use]
    pub const fn slug(&self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::Approved => "approved",
            Self::Rejected { .. } => "rejected",
            Self::Withdrawn { .. } => "withdrawn",
        }
    }

    /// The reason that came with the state.
    #[must_use]
    pub const fn reason(&self) -> Option<&Reason> {
        match self {
            Self::Rejected { reason } | Self::Withdrawn { reason } => Some(reason),
            Self::Draft | Self::Submitted | Self::Approved => None,
        }
    }

    /// Whether they take no part: their duos are freed.
    #[must_use]
    pub const fn is_out(&self) -> bool {
        match self {
            Self::Rejected { .. } | Self::Withdrawn { .. } => true,
            Self::Draft | Self::Submitted | Self::Approved => false,
        }
    }

    /// The transitions allowed from here, by the names of their resources.
    #[must_use]
    pub const fn transitions(&self) -> &'static [&'static str] {
        match self {
            Self::Draft => &["submission", "withdrawal"],
            Self::Submitted => &["approval", "rejection", "withdrawal"],
            Self::Approved => &["rejection", "withdrawal"],
            Self::Rejected { .. } | Self::Withdrawn { .. } => &["resumption"],
        }
    }

    /// `draft → submitted`.
    ///
    /// # Errors
    /// From another state.
    pub const fn submit(&self) -> Result<Self, InvalidTransition> {
        match self {
            Self::Draft => Ok(Self::Submitted),
            Self::Submitted | Self::Approved | Self::Rejected { .. } | Self::Withdrawn { .. } => {
                Err(self.refusal())
            }
        }
    }

    /// `submitted → approved`.
    ///
    /// # Errors
    /// From another state.
    pub const fn approve(&self) -> Result<Self, InvalidTransition> {
        match self {
            Self::Submitted => Ok(Self::Approved),
            Self::Draft | Self::Approved | Self::Rejected { .. } | Self::Withdrawn { .. } => {
                Err(self.refusal())
            }
        }
    }

    /// `submitted`, `approved → rejected`.
    ///
    /// # Errors
    /// From another state.
    pub fn reject(&self, reason: Reason) -> Result<Self, InvalidTransition> {
        match self {
            Self::Submitted | Self::Approved => Ok(Self::Rejected { reason }),
            Self::Draft | Self::Rejected { .. } | Self::Withdrawn { .. } => Err(self.refusal()),
        }
    }

    /// Any live state `→ withdrawn`.
    ///
    /// # Errors
    /// From another state.
    pub fn withdraw(&self, reason: Reason) -> Result<Self, InvalidTransition> {
        match self {
            Self::Draft | Self::Submitted | Self::Approved => Ok(Self::Withdrawn { reason }),
            Self::Rejected { .. } | Self::Withdrawn { .. } => Err(self.refusal()),
        }
    }

    /// `rejected`, `withdrawn → draft`.
    ///
    /// # Errors
    /// From another state.
    pub const fn resume(&self) -> Result<Self, InvalidTransition> {
        match self {
            Self::Rejected { .. } | Self::Withdrawn { .. } => Ok(Self::Draft),
            Self::Draft | Self::Submitted | Self::Approved => Err(self.refusal()),
        }
    }

    /// Whether what is offered must stay complete: others count on it.
    #[must_use]
    pub const fn is_complete(&self) -> bool {
        match self {
            Self::Submitted | Self::Approved => true,
            Self::Draft | Self::Rejected { .. } | Self::Withdrawn { .. } => false,
        }
    }

    /// Whether what is offered may be edited.
    ///
    /// # Errors
    /// It must begin again first.
    pub const fn check_edit(&self) -> Result<(), InvalidTransition> {
        match self {
            Self::Draft | Self::Submitted | Self::Approved => Ok(()),
            Self::Rejected { .. } | Self::Withdrawn { .. } => Err(self.refusal()),
        }
    }

    /// What is answered to a transition that is not allowed from here.
    #[must_use]
    pub const fn refusal(&self) -> InvalidTransition {
        InvalidTransition { state: self.slug(), allowed: self.transitions() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_transition_from_every_state() {
        let why = Reason::parse("Mutation").expect("a reason");
        let states = [
            AmbassadorState::Draft,
            AmbassadorState::Submitted,
            AmbassadorState::Approved,
            AmbassadorState::Rejected { reason: why.clone() },
            AmbassadorState::Withdrawn { reason: why.clone() },
        ];
        for state in &states {
            let outcomes = [
                ("submission", "submitted", state.submit()),
                ("approval", "approved", state.approve()),
                ("rejection", "rejected", state.reject(why.clone())),
                ("withdrawal", "withdrawn", state.withdraw(why.clone())),
                ("resumption", "draft", state.resume()),
            ];
            for (transition, target, outcome) in outcomes {
                let allowed = state.transitions().contains(&transition);
                assert_eq!(outcome.is_ok(), allowed, "{} {transition}", state.slug());
                if let Ok(next) = outcome {
                    assert_eq!(next.slug(), target);
                }
            }
        }
    }
}
