//! The whole crate, on small markets.

mod best;
mod domain;
mod explanations;
mod help;
mod inputs;
mod invariants;
mod mapping;
mod market;
mod oracle;
mod prices;
mod recruiting;
mod repair;
mod values;
