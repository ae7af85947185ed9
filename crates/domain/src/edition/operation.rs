//! What may be done to an edition's people, by the edition's state: the one table of PRODUCT.md.

use crate::clock::Instant;
use crate::edition::{Edition, EditionState};

/// Which side of a duo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The agents.
    Ambassadors,
    /// The students.
    Students,
}

/// What somebody wants to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// Register, edit, submit, come back.
    Register(Side),
    /// Approve, reject, decide eligibility, withdraw.
    Decide,
    /// Pair by hand, or compute a matching run.
    Pair,
    /// Propose the pairs of a matching run.
    Publish {
        /// Whether the run places only those whom a publication has left without a place.
        unplaced: bool,
    },
    /// Answer, cancel, ask for another date, replace.
    Answer {
        /// Whether the date of the duo is still to come.
        to_come: bool,
    },
    /// Tell that the day was held, that somebody was missing, contest that.
    Report,
}

/// On what condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Admission {
    /// On none.
    Free,
    /// By DINUM with a reason, which is recorded.
    WithReason,
}

/// Why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Not in this state of the edition, whoever asks.
    State(&'static str),
    /// The window of this side is not open: it is from the first instant to before the second.
    Window(Instant, Instant),
}

impl Edition {
    /// Whether an operation may be done now. `by_dinum` tells who asks.
    ///
    /// # Errors
    /// Why not.
    pub fn admits(&self, operation: Operation, by_dinum: bool, now: Instant) -> Result<Admission, Refusal> {
        match operation {
            Operation::Register(side) => self.admits_registration(side, by_dinum, now),
            Operation::Decide | Operation::Pair | Operation::Answer { to_come: false } => {
                self.admits_until_held(false)
            }
            Operation::Publish { unplaced } => self.admits_publication(unplaced),
            Operation::Answer { to_come: true } | Operation::Report => self.admits_until_held(true),
        }
    }

    fn admits_publication(&self, unplaced: bool) -> Result<Admission, Refusal> {
        match self.state {
            EditionState::Matching => Ok(Admission::Free),
            EditionState::Published if unplaced => Ok(Admission::Free),
            EditionState::Draft
            | EditionState::Open { .. }
            | EditionState::Published
            | EditionState::Held
            | EditionState::Closed
            | EditionState::Cancelled { .. } => Err(Refusal::State(self.state.slug())),
        }
    }

    fn admits_until_held(&self, and_when_held: bool) -> Result<Admission, Refusal> {
        match self.state {
            EditionState::Open { .. } | EditionState::Matching | EditionState::Published => {
                Ok(Admission::Free)
            }
            EditionState::Held if and_when_held => Ok(Admission::Free),
            EditionState::Draft
            | EditionState::Held
            | EditionState::Closed
            | EditionState::Cancelled { .. } => Err(Refusal::State(self.state.slug())),
        }
    }

    fn admits_registration(&self, side: Side, by_dinum: bool, now: Instant) -> Result<Admission, Refusal> {
        let window = match side {
            Side::Ambassadors => self.parameters.ambassadors_window,
            Side::Students => self.parameters.students_window,
        };
        let closed = Refusal::Window(window.opens_at(), window.closes_at());
        match self.state {
            EditionState::Open { .. } if window.is_open_at(now) => Ok(Admission::Free),
            EditionState::Open { .. } | EditionState::Matching | EditionState::Published => {
                if by_dinum {
                    Ok(Admission::WithReason)
                } else {
                    Err(closed)
                }
            }
            EditionState::Draft
            | EditionState::Held
            | EditionState::Closed
            | EditionState::Cancelled { .. } => Err(Refusal::State(self.state.slug())),
        }
    }
}
