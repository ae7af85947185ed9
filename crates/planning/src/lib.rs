//! From an edition to its plan: the thin adapter between the domain and the solver.
//!
//! [`Problem`] is all that a run computes from. It gives the run's [`Inputs`] (a digest, and what has changed since), its
//! [`Plan`] (certified and explained), and the [`Value`] of a plan that was changed by hand. No I/O, no clock: who calls
//! measures the time and stores the result.
//!
//! Explanations are data, kept as JSON text: [`read`] gets them back, [`words`] puts them into French or English.

mod error;
mod explain;
mod explanation;
mod feasible;
mod inputs;
mod instance;
mod map_text;
mod numbers;
mod plan;
mod problem;
mod proposal;
mod recruit;
mod revised;
mod value;
mod words;

#[cfg(test)]
mod tests;

pub use error::PlanError;
pub use explanation::{
    BetterWish, Chosen, Explanation, Help, HelpfulRegion, LevelAmount, LevelName, PairExplanation, ReadError,
    Removed, UnmatchedExplanation, VacantExplanation, read, words, write,
};
pub use feasible::{Refusal, Refused};
pub use inputs::{Changed, Differences, Inputs};
pub use map_text::{map_from_text, map_to_text};
pub use plan::Plan;
pub use problem::Problem;
pub use recruit::Recruit;
pub use value::{Loss, NotFeasible, Value};
