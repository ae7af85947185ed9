//! Why a student has no place.

use serde::{Deserialize, Serialize};
use vmj_domain::account::Locale;
use vmj_domain::matching::UnmatchedReason;

use super::Explanation;
use crate::words;

/// Why a student has no place: the first that holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum UnmatchedExplanation {
    /// Nobody offers a wished job.
    NoJob,
    /// Some do, but none is within reach.
    OutOfReach {
        /// How many ambassadors each constraint removed.
        removed: Removed,
        /// What would have helped.
        help: Help,
    },
    /// All seats within reach went to others.
    SeatsTaken {
        /// Students for whom there are these seats alone, this one among them.
        students: u64,
        /// How many seats.
        seats: u64,
        /// What would have helped.
        help: Help,
    },
}

/// How many ambassadors with a wished job each constraint removed; each counts once, by the first that holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Removed {
    /// The pair may not be made: lost or met before, or excluded.
    pub excluded: u32,
    /// No language is shared.
    pub language: u32,
    /// The site does not say how accessible it is. More than none tells that the student has needs, which are health data:
    /// show it to nobody else.
    pub accessibility: u32,
    /// On site only, in a region to which the student would not travel or which is not known.
    pub region: u32,
    /// On site only, where the student meets nobody on site.
    pub on_site: u32,
    /// By video only, where the student does not.
    pub remote: u32,
    /// On site in another region or by video, neither of which suits the student.
    pub region_and_remote: u32,
}

/// What alone would have led to a place, the wishes and everybody else being as they are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Help {
    /// To accept to meet by video.
    pub remote: bool,
    /// To accept to meet on site, in the regions that the student named already.
    pub on_site: bool,
    /// To travel to one of these regions, by code.
    pub regions: Vec<HelpfulRegion>,
}

/// A region to which it would have helped to travel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HelpfulRegion {
    /// Its code.
    pub code: String,
    /// Its official name.
    pub name: String,
}

impl UnmatchedExplanation {
    /// The reason that is kept beside it.
    #[must_use]
    pub const fn reason(&self) -> UnmatchedReason {
        match self {
            Self::NoJob => UnmatchedReason::NoJob,
            Self::OutOfReach { .. } => UnmatchedReason::OutOfReach,
            Self::SeatsTaken { .. } => UnmatchedReason::SeatsTaken,
        }
    }
}

impl Explanation for UnmatchedExplanation {
    fn words(&self, locale: Locale) -> Vec<String> {
        match locale {
            Locale::French => words::french::unmatched(self),
            Locale::English => words::english::unmatched(self),
        }
    }
}
