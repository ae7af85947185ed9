//! Every promise of the solver, on instances by the thousand.

#[path = "../../benches/generator/mod.rs"]
mod generator;
mod oracle;
mod round_trip;
mod strategies;

mod brute_force;
mod changes;
mod checker;
mod explain;
mod known;
mod kuhn_munkres;
mod malformed;
mod progress;
mod promises;
