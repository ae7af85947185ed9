//! What the API shows. A view is made from a domain value by exhaustive destructuring, so that a new field of
//! the domain breaks the build here and is shown or left out on purpose.

pub mod account;
pub mod ambassador;
pub mod audit;
pub mod code;
pub mod edition;
pub mod job_profile;
pub mod matching_comparison;
pub mod matching_constraint;
pub mod matching_places;
pub mod matching_plan;
pub mod matching_publication;
pub mod matching_run;
pub mod offer;
pub mod organisation;
pub mod pairing;
pub mod pairing_event;
pub mod person;
pub mod reference;
pub mod registration;
pub mod school;
pub mod session;
pub mod student;

/// A checked text, as it is sent.
#[must_use]
pub fn text(value: Option<&impl ToString>) -> Option<String> {
    value.map(ToString::to_string)
}
