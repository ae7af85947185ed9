//! Behaviour, through the real server on real databases: SQLite and PostgreSQL, the same suite.

mod access;
mod accounts;
mod audit;
mod concurrency;
mod contract;
mod document;
mod organisations;
mod outage;
mod registration;
mod schools;
mod students;
