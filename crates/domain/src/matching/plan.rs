//! What is kept of a plan.

use crate::code::codes;
use crate::id::{AmbassadorId, StudentId};
use crate::place::Format;
use crate::text::Slug;

codes! {
    /// Where the two of a pair would meet.
    Place {
        /// On site, in the student's department.
        SameDepartment => "same_department",
        /// On site, in the student's region.
        SameRegion => "same_region",
        /// On site, in another region to which the student would travel.
        AcceptedRegion => "accepted_region",
        /// By video.
        Remote => "remote",
    }
    /// Why a student has no place: the first that holds.
    UnmatchedReason {
        /// Nobody offers a wished job.
        NoJob => "no_job",
        /// Some do, but none is within reach.
        OutOfReach => "out_of_reach",
        /// All seats within reach went to others.
        SeatsTaken => "seats_taken",
    }
}

/// A pair of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposed {
    /// The student.
    pub student: StudentId,
    /// The ambassador.
    pub ambassador: AmbassadorId,
    /// What the day would show.
    pub job_profile: Slug,
    /// How they would meet.
    pub format: Format,
    /// The rank of the wish, from 1; none when the pair was locked outside the wishes.
    pub wish_rank: Option<u32>,
    /// Where; none when the pair was locked out of reach.
    pub place: Option<Place>,
    /// Whether the student named organisations and gets another.
    pub other_organisation: bool,
    /// Whether DINUM locked it.
    pub locked: bool,
    /// Whether it was made by hand after the computation.
    pub by_hand: bool,
    /// Why it is so, as JSON that the planning crate writes and reads.
    pub explanation: String,
}

/// A student without a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unmatched {
    /// Who.
    pub student: StudentId,
    /// Why.
    pub reason: UnmatchedReason,
    /// More about it, as JSON that the planning crate writes and reads.
    pub explanation: String,
}

/// An ambassador with a free seat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vacant {
    /// Who.
    pub ambassador: AmbassadorId,
    /// How many seats.
    pub free: u32,
    /// Why, as JSON that the planning crate writes and reads.
    pub explanation: String,
}
