//! The store itself: the schema, what the database refuses by itself, and the plans of its queries.

mod audit;
mod closure;
mod migrations;
mod outbox;
mod plans;
mod retries;
mod student_plans;
mod support;
