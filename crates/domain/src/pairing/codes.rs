//! The closed lists of pairings.

use crate::code::codes;

codes! {
    /// One of the two of a duo.
    Party {
        /// The student.
        Student => "student",
        /// The ambassador.
        Ambassador => "ambassador",
    }
    /// Who did something to a pairing.
    Author {
        /// The student.
        Student => "student",
        /// The ambassador.
        Ambassador => "ambassador",
        /// A ministry admin, on behalf of the ambassador.
        Ministry => "ministry",
        /// DINUM, on behalf of either.
        Dinum => "dinum",
        /// Nobody: time passed, or something else happened.
        System => "system",
    }
    /// Why a pairing was cancelled.
    CancellationReason {
        /// Somebody is ill.
        Illness => "illness",
        /// Work got in the way.
        Work => "work",
        /// No way to get there.
        Transport => "transport",
        /// The student has an exam.
        Exam => "exam",
        /// The host cannot receive.
        HostUnavailable => "host_unavailable",
        /// The site's security refused the student.
        AccessRefused => "access_refused",
        /// A sanitary measure.
        Sanitary => "sanitary",
        /// One of the two has left the edition.
        PartyWithdrew => "party_withdrew",
        /// The edition was postponed, and the new date did not suit both.
        EditionPostponed => "edition_postponed",
        /// The edition was cancelled.
        EditionCancelled => "edition_cancelled",
        /// Something else: text required.
        Other => "other",
    }
    /// Who missed the day.
    Missing {
        /// The student.
        Student => "student",
        /// The ambassador.
        Ambassador => "ambassador",
        /// Both.
        Both => "both",
    }
}

impl Party {
    /// The other of the two.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Student => Self::Ambassador,
            Self::Ambassador => Self::Student,
        }
    }
}

impl From<Party> for Author {
    fn from(party: Party) -> Self {
        match party {
            Party::Student => Self::Student,
            Party::Ambassador => Self::Ambassador,
        }
    }
}

impl CancellationReason {
    /// Whether a person may give it: the others follow from something else that happened.
    #[must_use]
    pub const fn is_given_by_people(self) -> bool {
        match self {
            Self::Illness
            | Self::Work
            | Self::Transport
            | Self::Exam
            | Self::HostUnavailable
            | Self::AccessRefused
            | Self::Sanitary
            | Self::Other => true,
            Self::PartyWithdrew | Self::EditionPostponed | Self::EditionCancelled => false,
        }
    }
}

impl Missing {
    /// Whether this one missed it.
    #[must_use]
    pub const fn includes(self, party: Party) -> bool {
        match (self, party) {
            (Self::Both, _) | (Self::Student, Party::Student) | (Self::Ambassador, Party::Ambassador) => true,
            (Self::Student, Party::Ambassador) | (Self::Ambassador, Party::Student) => false,
        }
    }
}
