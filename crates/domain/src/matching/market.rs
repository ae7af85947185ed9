//! What goes in.

use crate::clock::Instant;
use crate::code::codes;
use crate::id::{
    AccountId, AmbassadorId, EditionId, MatchingConstraintId, OrganisationId, SchoolId, StudentId,
};
use crate::job_profile::JobProfileSummary;
use crate::place::{Format, Language};
use crate::student::Wish;
use crate::text::{Reason, Slug};

/// Everything that a plan of an edition depends on: who may still be paired, and which pairs may not be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Market {
    /// Eligible students without a live pairing, in the order of their ids.
    pub candidates: Vec<Candidate>,
    /// Approved ambassadors with a seat left, in the order of their ids.
    pub hosts: Vec<Host>,
    /// Pairs that may not be made again: lost in this edition, met in an earlier one, the same person, or excluded by DINUM.
    pub exclusions: Pairs,
    /// Pairs that DINUM has locked; both people are on the market.
    pub locks: Pairs,
}

/// All that the plan of a run depends on beside its parameters and where departments are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Basis {
    /// Who may be paired with whom.
    pub market: Market,
    /// Job profiles that the edition offers.
    pub job_profiles: Vec<JobProfileSummary>,
    /// The pairs that people know, when the run is to keep them as far as possible.
    pub previous: Option<Pairs>,
}

/// Students and ambassadors, two by two, in ascending order.
pub type Pairs = Vec<(StudentId, AmbassadorId)>;

/// An eligible student without a live pairing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Who.
    pub student: StudentId,
    /// Registered for the edition before and was never placed: served first.
    pub was_left_out: bool,
    /// The school, once it is known.
    pub school: Option<SchoolId>,
    /// The department where they live.
    pub home_department_code: Option<String>,
    /// Regions other than their own to which they would travel.
    pub accepted_region_codes: Vec<String>,
    /// How they may meet.
    pub formats: Vec<Format>,
    /// Has told of accessibility needs, under a consent: the site must say how accessible it is. What they are is not read.
    pub needs_access: bool,
    /// Languages that they speak.
    pub languages: Vec<Language>,
    /// What they wish for, the dearest first.
    pub wishes: Vec<Wish>,
    /// Organisations that they would like best.
    pub organisations: Vec<OrganisationId>,
}

/// An approved ambassador with a seat left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Host {
    /// Who.
    pub ambassador: AmbassadorId,
    /// Their organisation and all above it.
    pub organisations: Vec<OrganisationId>,
    /// Job profiles that they do and the edition offers, the foremost first.
    pub job_profiles: Vec<Slug>,
    /// Department of the site.
    pub department_code: Option<String>,
    /// How they may meet.
    pub formats: Vec<Format>,
    /// Whether the site says how accessible it is.
    pub accessible: bool,
    /// Languages that they speak.
    pub languages: Vec<Language>,
    /// Seats that no live pairing takes; at least one.
    pub seats_left: u32,
}

codes! {
    /// What DINUM has decided about a pair beforehand.
    ConstraintKind {
        /// The two are paired, whatever the wishes say.
        Lock => "lock",
        /// The two are not paired.
        Exclusion => "exclusion",
    }
}

/// A decision of DINUM about a pair, before any run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Constraint {
    /// Identifier.
    pub id: MatchingConstraintId,
    /// Of this edition.
    pub edition: EditionId,
    /// What was decided.
    pub kind: ConstraintKind,
    /// The student.
    pub student: StudentId,
    /// The ambassador.
    pub ambassador: AmbassadorId,
    /// Why.
    pub reason: Reason,
    /// By whom.
    pub author: AccountId,
    /// When.
    pub created_at: Instant,
}
