//! Every promise of the solver, on instances by the thousand.

#[cfg(test)]
#[path = "../../benches/generator/mod.rs"]
mod generator;
#[cfg(test)]
mod oracle;
#[cfg(test)]
mod strategies;

#[cfg(test)]
mod brute_force;
#[cfg(test)]
mod changes;
#[cfg(test)]
mod checker;
#[cfg(test)]
mod explain;
#[cfg(test)]
mod known;
#[cfg(test)]
mod kuhn_munkres;
#[cfg(test)]
mod malformed;
#[cfg(test)]
mod progress;
#[cfg(test)]
mod promises;
#[cfg(test)]
mod round_trip;
