//! Which pairs may not be made, and why.

mod check;

use vmj_domain::id::{AmbassadorId, StudentId};

pub(crate) use check::{impossible_locks, impossible_pairs, refusal};

/// A pair that may not be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The student.
    pub student: StudentId,
    /// The ambassador.
    pub ambassador: AmbassadorId,
    /// Why: the first that holds.
    pub why: Refusal,
}

/// Why a pair may not be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Refusal {
    /// The student is not on the market: not eligible, or in a live pairing.
    StudentNotThere,
    /// The ambassador is not on the market: not approved, or without a seat.
    AmbassadorNotThere,
    /// The student is in another of the pairs, which came first.
    StudentTwice,
    /// The pairs before it have taken all seats of the ambassador.
    NoSeat,
    /// The pair is excluded.
    Excluded,
    /// The student is locked to another ambassador, or the pair is locked and is not among those given.
    Parted,
    /// The ambassador does no job that the edition offers.
    NoOfferedJob,
    /// The ambassador does no job that the student wishes for.
    NotWished,
    /// They share no language.
    NoSharedLanguage,
    /// They share no way to meet.
    NoSharedFormat,
    /// They could meet on site only, and the site does not say how accessible it is, as the student needs.
    NotAccessible,
    /// They could meet on site only, in a region to which the student would not travel.
    OtherRegion,
}

impl Refusal {
    /// The stable slug of this reason.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Self::StudentNotThere => "student_not_there",
            Self::AmbassadorNotThere => "ambassador_not_there",
            Self::StudentTwice => "student_twice",
            Self::NoSeat => "no_seat",
            Self::Excluded => "excluded",
            Self::Parted => "parted",
            Self::NoOfferedJob => "no_offered_job",
            Self::NotWished => "not_wished",
            Self::NoSharedLanguage => "no_shared_language",
            Self::NoSharedFormat => "no_shared_format",
            Self::NotAccessible => "not_accessible",
            Self::OtherRegion => "other_region",
        }
    }
}
