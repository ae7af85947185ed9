//! The life of an edition.
//!
//! ```text
//! draft → open → matching → published → held → closed
//!           ↑        │
//!           └────────┘ reopening (reason)
//! draft, open, matching, published → cancelled (reason)
//! ```

use crate::text::Reason;
use crate::transition::InvalidTransition;

/// Where an edition is in its life.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EditionState {
    /// Only DINUM sees it.
    Draft,
    /// People register, each side in its own window.
    Open {
        /// Why it was opened again, if it was.
        reopened_because: Option<Reason>,
    },
    /// Registration is over; DINUM computes proposals.
    Matching,
    /// Proposals have been sent.
    Published,
    /// The day is over.
    Held,
    /// All is done.
    Closed,
    /// It will not take place.
    Cancelled {
        /// Why.
        reason: Reason,
    },
}

impl EditionState {
    /// The stable name of the state.
    #[must_use]
    pub const fn slug(&self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Open { .. } => "open",
            Self::Matching => "matching",
            Self::Published => "published",
            Self::Held => "held",
            Self::Closed => "closed",
            Self::Cancelled { .. } => "cancelled",
        }
    }

    /// The reason that came with the state.
    #[must_use]
    pub const fn reason(&self) -> Option<&Reason> {
        match self {
            Self::Open { reopened_because } => reopened_because.as_ref(),
            Self::Cancelled { reason } => Some(reason),
            Self::Draft | Self::Matching | Self::Published | Self::Held | Self::Closed => None,
        }
    }

    /// The transitions allowed from here, by the names of their resources.
    #[must_use]
    pub const fn transitions(&self) -> &'static [&'static str] {
        match self {
            Self::Draft => &["opening", "cancellation"],
            Self::Open { .. } => &["matching", "postponement", "cancellation"],
            Self::Matching => &["reopening", "postponement", "cancellation"],
            Self::Published => &["holding", "postponement", "cancellation"],
            Self::Held => &["closure"],
            Self::Closed | Self::Cancelled { .. } => &[],
        }
    }

    /// Whether it is seen by all and still to be done with.
    #[must_use]
    pub const fn is_live(&self) -> bool {
        match self {
            Self::Open { .. } | Self::Matching | Self::Published | Self::Held => true,
            Self::Draft | Self::Closed | Self::Cancelled { .. } => false,
        }
    }

    /// Whether DINUM may still change its parameters.
    ///
    /// # Errors
    /// It is over.
    pub const fn check_change(&self) -> Result<(), InvalidTransition> {
        match self {
            Self::Draft | Self::Open { .. } | Self::Matching | Self::Published => Ok(()),
            Self::Held | Self::Closed | Self::Cancelled { .. } => Err(self.refusal()),
        }
    }

    /// `draft → open`.
    ///
    /// # Errors
    /// From another state.
    pub const fn open(&self) -> Result<Self, InvalidTransition> {
        match self {
            Self::Draft => Ok(Self::Open { reopened_because: None }),
            Self::Open { .. }
            | Self::Matching
            | Self::Published
            | Self::Held
            | Self::Closed
            | Self::Cancelled { .. } => Err(self.refusal()),
        }
    }

    /// `open → matching`.
    ///
    /// # Errors
    /// From another state.
    pub const fn start_matching(&self) -> Result<Self, InvalidTransition> {
        match self {
            Self::Open { .. } => Ok(Self::Matching),
            Self::Draft
            | Self::Matching
            | Self::Published
            | Self::Held
            | Self::Closed
            | Self::Cancelled { .. } => Err(self.refusal()),
        }
    }

    /// `matching → open`.
    ///
    /// # Errors
    /// From another state.
    pub fn reopen(&self, reason: Reason) -> Result<Self, InvalidTransition> {
        match self {
            Self::Matching => Ok(Self::Open { reopened_because: Some(reason) }),
            Self::Draft
            | Self::Open { .. }
            | Self::Published
            | Self::Held
            | Self::Closed
            | Self::Cancelled { .. } => Err(self.refusal()),
        }
    }

    /// `matching → published`, by the first publication of a matching run.
    ///
    /// # Errors
    /// From another state.
    pub const fn publish(&self) -> Result<Self, InvalidTransition> {
        match self {
            Self::Matching => Ok(Self::Published),
            Self::Draft
            | Self::Open { .. }
            | Self::Published
            | Self::Held
            | Self::Closed
            | Self::Cancelled { .. } => Err(self.refusal()),
        }
    }

    /// `published → held`.
    ///
    /// # Errors
    /// From another state.
    pub const fn hold(&self) -> Result<Self, InvalidTransition> {
        match self {
            Self::Published => Ok(Self::Held),
            Self::Draft
            | Self::Open { .. }
            | Self::Matching
            | Self::Held
            | Self::Closed
            | Self::Cancelled { .. } => Err(self.refusal()),
        }
    }

    /// `held → closed`.
    ///
    /// # Errors
    /// From another state.
    pub const fn close(&self) -> Result<Self, InvalidTransition> {
        match self {
            Self::Held => Ok(Self::Closed),
            Self::Draft
            | Self::Open { .. }
            | Self::Matching
            | Self::Published
            | Self::Closed
            | Self::Cancelled { .. } => Err(self.refusal()),
        }
    }

    /// Any state before `held` `→ cancelled`.
    ///
    /// # Errors
    /// From another state.
    pub fn cancel(&self, reason: Reason) -> Result<Self, InvalidTransition> {
        match self {
            Self::Draft | Self::Open { .. } | Self::Matching | Self::Published => {
                Ok(Self::Cancelled { reason })
            }
            Self::Held | Self::Closed | Self::Cancelled { .. } => Err(self.refusal()),
        }
    }

    /// Whether the day may be moved by postponing; that of a draft is simply changed.
    ///
    /// # Errors
    /// From another state.
    pub const fn check_postponement(&self) -> Result<(), InvalidTransition> {
        match self {
            Self::Open { .. } | Self::Matching | Self::Published => Ok(()),
            Self::Draft | Self::Held | Self::Closed | Self::Cancelled { .. } => Err(self.refusal()),
        }
    }

    const fn refusal(&self) -> InvalidTransition {
        InvalidTransition { state: self.slug(), allowed: self.transitions() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_transition_from_every_state() {
        let why = Reason::parse("Grève").expect("a reason");
        let states = [
            EditionState::Draft,
            EditionState::Open { reopened_because: None },
            EditionState::Matching,
            EditionState::Published,
            EditionState::Held,
            EditionState::Closed,
            EditionState::Cancelled { reason: why.clone() },
        ];
        for state in &states {
            let slug = state.slug();
            let outcomes = [
                ("opening", "open", state.open()),
                ("matching", "matching", state.start_matching()),
                ("reopening", "open", state.reopen(why.clone())),
                ("holding", "held", state.hold()),
                ("closure", "closed", state.close()),
                ("cancellation", "cancelled", state.cancel(why.clone())),
            ];
            for (transition, target, outcome) in outcomes {
                let allowed = state.transitions().contains(&transition);
                assert_eq!(outcome.is_ok(), allowed, "{slug} {transition}");
                match outcome {
                    Ok(next) => assert_eq!(next.slug(), target),
                    Err(refusal) => assert_eq!((refusal.state, refusal.allowed), (slug, state.transitions())),
                }
            }
            let postponable = state.transitions().contains(&"postponement");
            assert_eq!(state.check_postponement().is_ok(), postponable, "{slug}");
            assert_eq!(state.publish().is_ok(), slug == "matching");
        }
    }
}
