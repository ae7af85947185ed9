//! The rules of Vis mon job.
//!
//! Pure values and functions: no web framework, no database, no async, no clock and no randomness of its
//! own (both arrive as arguments). Every other crate depends on this one, directly or not.

// A new state must be decided on by every transition.
#![warn(clippy::wildcard_enum_match_arm)]

pub mod access;
pub mod account;
pub mod ambassador;
pub mod audit;
pub mod broken;
pub mod clock;
pub mod code;
pub mod edition;
pub mod id;
pub mod job_profile;
pub mod matching;
pub mod message;
pub mod one_time_token;
pub mod organisation;
pub mod pairing;
pub mod place;
pub mod reference;
pub mod school;
pub mod session;
pub mod signing_key;
pub mod student;
pub mod study;
pub mod text;
pub mod transition;
pub mod version;
