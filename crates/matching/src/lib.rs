//! Solver.
mod duals;
mod error;
mod flow;
mod graph;
mod hash;
mod instance;
mod level;
mod market;
mod pair;
mod plan;
mod solution;
mod solve;
mod table;
mod validate;

pub mod checker;
pub mod explain;
#[cfg(feature = "json")]
pub mod format;

pub use error::{InstanceError, Side, SolveError};
pub use instance::{Ambassador, Format, Id, Instance, Place, RankObjective, Rules, Student};
pub use level::Level;
pub use plan::worth;
pub use solution::{Duals, LevelStatistics, Levels, Options, Progress, Solution, Statistics};
pub use solve::{solve, solve_watched};
