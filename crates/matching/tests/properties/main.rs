//! Every promise of the solver, on instances by the thousand.

#[path = "../../benches/generator/mod.rs"]
mod generator;
mod oracle;
mod strategies;

mod brute_force;
mod changes;
mod explain;
mod known;
mod kuhn_munkres;
mod malformed;
mod promises;
