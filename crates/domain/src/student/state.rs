//! The life of a student.
//!
//! ```text
//! draft → submitted → eligible | ineligible (reason): by the rule of the edition, else by DINUM
//!   draft, submitted, eligible → withdrawn (reason)
//!   ineligible, withdrawn → draft
//! ```

use super::Criterion;
use crate::code::codes;
use crate::text::Reason;
use crate::transition::InvalidTransition;

codes! {
    /// Who decided whether a student is eligible.
    Decider {
        /// The rule of the edition.
        Rule => "rule",
        /// DINUM, where the rule left it open.
        Dinum => "dinum",
    }
}

/// Why a student is not eligible.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ineligibility {
    /// The rule says so, because of these.
    Rule(Vec<Criterion>),
    /// DINUM says so, and why.
    Dinum(Reason),
}

/// Where a student is in their life.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StudentState {
    /// Being written.
    Draft,
    /// The rule leaves something open.
    Submitted {
        /// What.
        open: Vec<Criterion>,
    },
    /// May be matched.
    Eligible {
        /// Who decided.
        decider: Decider,
    },
    /// May not take part.
    Ineligible {
        /// Why.
        because: Ineligibility,
    },
    /// Out of the edition.
    Withdrawn {
        /// Why.
        reason: Reason,
    },
}

impl StudentState {
    /// The stable name of the state.
    #[must_use]
    pub const fn slug(&self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted { .. } => "submitted",
            Self::Eligible { .. } => "eligible",
            Self::Ineligible { .. } => "ineligible",
            Self::Withdrawn { .. } => "withdrawn",
        }
    }

    /// The words that came with the state.
    #[must_use]
    pub const fn reason(&self) -> Option<&Reason> {
        match self {
            Self::Ineligible { because: Ineligibility::Dinum(reason) } | Self::Withdrawn { reason } => {
                Some(reason)
            }
            Self::Ineligible { because: Ineligibility::Rule(_) }
            | Self::Draft
            | Self::Submitted { .. }
            | Self::Eligible { .. } => None,
        }
    }

    /// The criteria that came with the state: those left open, or those not met.
    #[must_use]
    pub fn criteria(&self) -> &[Criterion] {
        match self {
            Self::Submitted { open: criteria }
            | Self::Ineligible { because: Ineligibility::Rule(criteria) } => criteria,
            Self::Ineligible { because: Ineligibility::Dinum(_) }
            | Self::Draft
            | Self::Eligible { .. }
            | Self::Withdrawn { .. } => &[],
        }
    }

    /// Who decided on eligibility, once it is decided.
    #[must_use]
    pub const fn decider(&self) -> Option<Decider> {
        match self {
            Self::Eligible { decider } => Some(*decider),
            Self::Ineligible { because: Ineligibility::Rule(_) } => Some(Decider::Rule),
            Self::Ineligible { because: Ineligibility::Dinum(_) } => Some(Decider::Dinum),
            Self::Draft | Self::Submitted { .. } | Self::Withdrawn { .. } => None,
        }
    }

    /// Whether they take no part: their duo is freed.
    #[must_use]
    pub const fn is_out(&self) -> bool {
        match self {
            Self::Ineligible { .. } | Self::Withdrawn { .. } => true,
            Self::Draft | Self::Submitted { .. } | Self::Eligible { .. } => false,
        }
    }

    /// The transitions allowed from here, by the names of their resources.
    #[must_use]
    pub const fn transitions(&self) -> &'static [&'static str] {
        match self {
            Self::Draft => &["submission", "withdrawal"],
            Self::Submitted { .. } => &["admission", "refusal", "withdrawal"],
            Self::Eligible { .. } => &["withdrawal"],
            Self::Ineligible { .. } | Self::Withdrawn { .. } => &["resumption"],
        }
    }

    /// Whether it can be submitted; what it then is, the rule says.
    ///
    /// # Errors
    /// It is no draft.
    pub const fn check_submission(&self) -> Result<(), InvalidTransition> {
        match self {
            Self::Draft => Ok(()),
            Self::Submitted { .. }
            | Self::Eligible { .. }
            | Self::Ineligible { .. }
            | Self::Withdrawn { .. } => Err(self.refusal()),
        }
    }

    /// `submitted → eligible`, by DINUM.
    ///
    /// # Errors
    /// From another state.
    pub const fn admit(&self) -> Result<Self, InvalidTransition> {
        match self {
            Self::Submitted { .. } => Ok(Self::Eligible { decider: Decider::Dinum }),
            Self::Draft | Self::Eligible { .. } | Self::Ineligible { .. } | Self::Withdrawn { .. } => {
                Err(self.refusal())
            }
        }
    }

    /// `submitted → ineligible`, by DINUM.
    ///
    /// # Errors
    /// From another state.
    pub fn refuse(&self, reason: Reason) -> Result<Self, InvalidTransition> {
        match self {
            Self::Submitted { .. } => Ok(Self::Ineligible { because: Ineligibility::Dinum(reason) }),
            Self::Draft | Self::Eligible { .. } | Self::Ineligible { .. } | Self::Withdrawn { .. } => {
                Err(self.refusal())
            }
        }
    }

    /// Any live state `→ withdrawn`.
    ///
    /// # Errors
    /// From another state.
    pub fn withdraw(&self, reason: Reason) -> Result<Self, InvalidTransition> {
        match self {
            Self::Draft | Self::Submitted { .. } | Self::Eligible { .. } => Ok(Self::Withdrawn { reason }),
            Self::Ineligible { .. } | Self::Withdrawn { .. } => Err(self.refusal()),
        }
    }

    /// `ineligible`, `withdrawn → draft`.
    ///
    /// # Errors
    /// From another state.
    pub const fn resume(&self) -> Result<Self, InvalidTransition> {
        match self {
            Self::Ineligible { .. } | Self::Withdrawn { .. } => Ok(Self::Draft),
            Self::Draft | Self::Submitted { .. } | Self::Eligible { .. } => Err(self.refusal()),
        }
    }

    /// Whether the form must stay complete: DINUM and the matching count on it.
    #[must_use]
    pub const fn is_complete(&self) -> bool {
        match self {
            Self::Submitted { .. } | Self::Eligible { .. } => true,
            Self::Draft | Self::Ineligible { .. } | Self::Withdrawn { .. } => false,
        }
    }

    /// Whether the form may be edited.
    ///
    /// # Errors
    /// It must begin again first.
    pub const fn check_edit(&self) -> Result<(), InvalidTransition> {
        match self {
            Self::Draft | Self::Submitted { .. } | Self::Eligible { .. } => Ok(()),
            Self::Ineligible { .. } | Self::Withdrawn { .. } => Err(self.refusal()),
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
        let why = Reason::parse("Stage à l’étranger").expect("a reason");
        let states = [
            StudentState::Draft,
            StudentState::Submitted { open: vec![Criterion::School] },
            StudentState::Eligible { decider: Decider::Rule },
            StudentState::Ineligible { because: Ineligibility::Rule(vec![Criterion::StudyLevel]) },
            StudentState::Ineligible { because: Ineligibility::Dinum(why.clone()) },
            StudentState::Withdrawn { reason: why.clone() },
        ];
        for state in &states {
            let outcomes = [
                ("admission", "eligible", state.admit()),
                ("refusal", "ineligible", state.refuse(why.clone())),
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
            let submittable = state.transitions().contains(&"submission");
            assert_eq!(state.check_submission().is_ok(), submittable, "{}", state.slug());
        }
    }
}
