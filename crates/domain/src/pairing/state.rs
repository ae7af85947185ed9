//! The life of a pairing.
//!
//! ```text
//! proposed → confirmed, when both have accepted
//! proposed → declined (by whom) | expired (deadline)
//! proposed, confirmed → cancelled (by whom, reason)
//! confirmed → held | no_show (who; the other may contest, DINUM decides)
//! no_show → held, when DINUM decides so
//! ```
//!
//! A confirmed pairing may carry a pending date, which goes or becomes its date.

use super::{Author, CancellationReason, Contest, Missing, Party, PendingDate};
use crate::clock::Instant;
use crate::text::Reason;
use crate::transition::InvalidTransition;

/// When each of the two accepted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    /// The student.
    pub student: Option<Instant>,
    /// The ambassador.
    pub ambassador: Option<Instant>,
}

impl Answers {
    /// When this one accepted.
    #[must_use]
    pub const fn of(&self, party: Party) -> Option<Instant> {
        match party {
            Party::Student => self.student,
            Party::Ambassador => self.ambassador,
        }
    }

    /// The same with the acceptance of one.
    #[must_use]
    pub const fn with(self, party: Party, now: Instant) -> Self {
        match party {
            Party::Student => Self { student: Some(now), ..self },
            Party::Ambassador => Self { ambassador: Some(now), ..self },
        }
    }

    /// Whether both have accepted.
    #[must_use]
    pub const fn are_complete(&self) -> bool {
        self.student.is_some() && self.ambassador.is_some()
    }
}

/// Where a pairing is in its life.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PairingState {
    /// Both are asked.
    Proposed {
        /// Who has accepted.
        answers: Answers,
        /// Until when they may.
        deadline: Instant,
    },
    /// Both have accepted.
    Confirmed {
        /// When each did.
        answers: Answers,
        /// Another date that is asked for.
        pending: Option<PendingDate>,
    },
    /// One did not want it.
    Declined {
        /// On whose side.
        party: Party,
        /// Who said so.
        by: Author,
        /// In their words, when somebody else said so.
        text: Option<Reason>,
    },
    /// Not both answered in time.
    Expired {
        /// Who had accepted.
        answers: Answers,
    },
    /// It will not take place.
    Cancelled {
        /// Who said so.
        by: Author,
        /// Why.
        reason: CancellationReason,
        /// In their words.
        text: Option<Reason>,
    },
    /// It took place.
    Held,
    /// It did not: somebody was missing.
    NoShow {
        /// Who.
        missing: Missing,
        /// Who said so.
        by: Author,
        /// What the one who is said to be missing says to that.
        contest: Option<Contest>,
    },
}

impl PairingState {
    /// The slugs of the states in which it takes a seat and the student's one place (PRODUCT.md, rules 2 and 3).
    pub const LIVE: [&'static str; 3] = ["proposed", "confirmed", "held"];

    /// The stable name of the state.
    #[must_use]
    pub const fn slug(&self) -> &'static str {
        match self {
            Self::Proposed { .. } => "proposed",
            Self::Confirmed { .. } => "confirmed",
            Self::Declined { .. } => "declined",
            Self::Expired { .. } => "expired",
            Self::Cancelled { .. } => "cancelled",
            Self::Held => "held",
            Self::NoShow { .. } => "no_show",
        }
    }

    /// Whether it takes a seat.
    #[must_use]
    pub const fn is_live(&self) -> bool {
        match self {
            Self::Proposed { .. } | Self::Confirmed { .. } | Self::Held => true,
            Self::Declined { .. } | Self::Expired { .. } | Self::Cancelled { .. } | Self::NoShow { .. } => {
                false
            }
        }
    }

    /// Whether it came to nothing before the day, so that another may take its place.
    #[must_use]
    pub const fn is_lost(&self) -> bool {
        match self {
            Self::Declined { .. } | Self::Expired { .. } | Self::Cancelled { .. } => true,
            Self::Proposed { .. } | Self::Confirmed { .. } | Self::Held | Self::NoShow { .. } => false,
        }
    }

    /// The transitions allowed from here, by the names of their resources.
    #[must_use]
    pub const fn transitions(&self) -> &'static [&'static str] {
        match self {
            Self::Proposed { .. } => &["acceptance", "refusal", "cancellation"],
            Self::Confirmed { pending: None, .. } => &["date-request", "cancellation", "holding", "no-show"],
            Self::Confirmed { pending: Some(_), .. } => &["date-acceptance", "date-refusal", "cancellation"],
            Self::Declined { .. } | Self::Expired { .. } | Self::Cancelled { .. } => &["replacement"],
            Self::NoShow { contest: None, .. } => &["contestation"],
            Self::NoShow { contest: Some(Contest { settled_at: None, .. }), .. } => &["contest-settlement"],
            Self::NoShow { contest: Some(_), .. } | Self::Held => &[],
        }
    }

    /// Whose answer it waits for.
    #[must_use]
    pub fn awaits(&self, party: Party) -> bool {
        match self {
            Self::Proposed { answers, .. } => answers.of(party).is_none(),
            Self::Confirmed { pending: Some(pending), .. } => !pending.is_accepted_by(party),
            Self::Confirmed { pending: None, .. }
            | Self::Declined { .. }
            | Self::Expired { .. }
            | Self::Cancelled { .. }
            | Self::Held
            | Self::NoShow { .. } => false,
        }
    }

    /// Whether it waits for a decision of DINUM.
    #[must_use]
    pub const fn is_contested(&self) -> bool {
        match self {
            Self::NoShow { contest: Some(contest), .. } => contest.settled_at.is_none(),
            Self::NoShow { contest: None, .. }
            | Self::Proposed { .. }
            | Self::Confirmed { .. }
            | Self::Declined { .. }
            | Self::Expired { .. }
            | Self::Cancelled { .. }
            | Self::Held => false,
        }
    }

    /// Why this state does not allow what was asked for.
    #[must_use]
    pub const fn refusal(&self) -> InvalidTransition {
        InvalidTransition { state: self.slug(), allowed: self.transitions() }
    }
}
