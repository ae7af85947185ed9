//! Every promise of the solver, on instances by the thousand.

#[path = "../../benches/generator/mod.rs"]
#[expect(dead_code, reason = "the benchmarks use more of it")]
mod generator;
mod oracle;
mod strategies;

mod brute_force;
mod changes;
mod kuhn_munkres;
mod known;
mod malformed;
mod promises;
