//! The store itself: the schema, what the database refuses by itself, and the plans of its queries.

mod ambassador_plans;
mod audit;
mod closure;
mod demo;
mod invariants;
mod jobs;
mod matching;
mod migrations;
mod outbox;
mod pairing_plans;
mod plans;
mod retries;
mod student_plans;
mod support;
