//! Support of the test suites: a server on a database of its own, callers that speak as people, and the check of
//! every answer against the document.
//!
//! Helpers that bypass the API are prefixed `db_`.

pub mod ambassadors;
pub mod app;
pub mod client;
pub mod clock;
pub mod conformance;
pub mod demo;
pub mod duos;
pub mod editions;
pub mod engine;
pub mod golden;
pub mod invariants;
pub mod keys;
pub mod mail;
pub mod matching;
pub mod organisations;
pub mod pairings;
pub mod people;
pub mod planning;
pub mod postgres;
pub mod rows;
pub mod schools;
pub mod students;

pub use app::TestApp;
pub use client::{Answer, Caller};
pub use clock::TestClock;
pub use engine::Engine;
pub use people::Person;
