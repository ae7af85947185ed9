//! Rows as they are stored, one table a file. Nothing of this leaves the crate.

pub mod account;
pub mod account_role;
pub mod audit_event;
pub mod audit_event_text;
pub mod catalogue_version;
pub mod hr_client;
pub mod idempotency_key;
pub mod job_profile;
pub mod organisation;
pub mod organisation_ancestor;
pub mod refresh_token;
pub mod session;
pub mod signing_key;
