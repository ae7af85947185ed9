//! What may be wrong.

use crate::instance::Id;

/// Which side of the market a row is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Students.
    Student,
    /// Ambassadors.
    Ambassador,
}

impl std::fmt::Display for Side {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Student => "student",
            Self::Ambassador => "ambassador",
        })
    }
}

/// An instance that contradicts itself or the limits.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InstanceError {
    /// Two rows of one side have the same id.
    #[error("{0} {1} is there twice")]
    RepeatedId(Side, Id),
    /// A pair names somebody who is not there.
    #[error("{list}: there is no {side} {id}")]
    UnknownId {
        /// Which list of pairs.
        list: &'static str,
        /// Which side.
        side: Side,
        /// Who is not there.
        id: Id,
    },
    /// More wishes than the rules have penalties.
    #[error("student {student} has {wishes} wishes, the rules have {penalties} penalties")]
    TooManyWishes {
        /// Whose wishes.
        student: Id,
        /// How many.
        wishes: usize,
        /// How many the rules allow.
        penalties: usize,
    },
    /// A wish names no profile.
    #[error("student {0} has an empty wish")]
    EmptyWish(Id),
    /// An ambassador shows no profile.
    #[error("ambassador {0} has no profile")]
    NoProfile(Id),
    /// An ambassador without a seat.
    #[error("ambassador {0} has capacity 0")]
    NoCapacity(Id),
    /// More locked pairs than seats.
    #[error("ambassador {0} has more locked pairs than seats")]
    LockedBeyondCapacity(Id),
    /// A student in two pairs of one list.
    #[error("{list}: student {student} is there twice")]
    PairedTwice {
        /// Which list of pairs.
        list: &'static str,
        /// Who is there twice.
        student: Id,
    },
    /// A pair that is both locked and excluded.
    #[error("student {0} and ambassador {1} are locked and excluded at once")]
    LockedAndExcluded(Id, Id),
    /// A number beyond its limit.
    #[error("{what} is {value}, at most {limit} is allowed")]
    TooLarge {
        /// What is too large.
        what: &'static str,
        /// Its value.
        value: u64,
        /// The limit.
        limit: u64,
    },
}

/// Why there is no plan.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SolveError {
    /// The instance is at fault.
    #[error(transparent)]
    Instance(#[from] InstanceError),
    /// The caller wished so.
    #[error("cancelled")]
    Cancelled,
    /// The solver is at fault.
    #[error("the solver contradicts itself: {0}")]
    Internal(&'static str),
}
