//! Matching runs: what they are computed from, what is kept of them, and what the database refuses by itself.

mod comparison;
mod constraints;
mod market;
mod market_editions;
mod market_values;
mod plan;
mod plan_lists;
mod publication;
mod queries;
mod runs;
