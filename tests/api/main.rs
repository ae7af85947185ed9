//! Behaviour, through the real server on real databases: SQLite and PostgreSQL, the same suite.

mod access;
mod accounts;
mod ambassadors;
mod audit;
mod concurrency;
mod contract;
mod document;
mod editions;
mod matching;
mod organisations;
mod outage;
mod pairings;
mod registration;
mod schools;
mod students;
