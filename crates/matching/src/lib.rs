//! Who meets whom: the best assignment of students to the seats of ambassadors, level by level, with the proof that there is
//! none better.
//!
//! A pure function: plain numbers in ([`Instance`]), a plan with lexicographic duals and statistics out ([`Solution`]). No
//! I/O, no clock, no randomness but the seed, no order but that of the lottery: the order of rows means nothing.
//!
//! ```
//! use vmj_matching::{Ambassador, Format, Instance, Options, Student, checker, solve};
//!
//! let ambassador = Ambassador {
//!     id: 1, profiles: vec![3], region: 11, department: 75, format: Format::Both, accessible: true,
//!     organisation: None, prefers_school: None, languages: None, capacity: 1,
//! };
//! let student = |id, priority| Student {
//!     id, school: None, region: 11, department: 92, remote: false, extra_regions: vec![], needs_access: false,
//!     priority, wishes: vec![vec![3]], organisations: vec![], languages: None,
//! };
//! let students = vec![student(1, 1), student(2, 0)];
//! let instance = Instance { ambassadors: vec![ambassador], students, ..Instance::default() };
//! let solution = solve(&instance, Options::default())?;
//! assert_eq!(solution.pairs, [(2, 1)]); // the first group comes first
//! assert_eq!(checker::check(&instance, &solution), Ok(()));
//! # Ok::<(), vmj_matching::SolveError>(())
//! ```
//!
//! # How
//! 1. `market` checks the instance and numbers people in the order that the seed draws.
//! 2. `graph` routes student → hub → ambassador: a hub stands for all ambassadors of one profile at one spot who cost the
//!    same in every other respect, so the pairs (45 million at 100 000 students) are never written down.
//! 3. `flow` makes the flow of the level before the best one at this level's costs: primal-dual with buckets, a layered
//!    blocking flow and a second one without layers wherever the prices allow it.
//! 4. `solve` goes down the levels. What is not tight at the best prices of a level is in no best plan, so it leaves the
//!    network; costs of two levels are never added, and integers stay small.
//! 5. Whoever ties at every level is placed by lot, exactly; `plan` reads the pairs off the flow.
//!
//! [`checker`] proves the result without sharing code with any of this; [`explain`] says why it is so.
//!
//! # Why not an existing crate
//! `pathfinding`'s Kuhn–Munkres is dense: a matrix of 10⁴ × 10⁴ for 10 000 students, a cell a pair. `petgraph` and
//! `rustworkx-core` have no minimum-cost flow. `rs-graph` is under the GPL. `highs` needs a C++ tool chain and takes 24 s
//! at 10 000 students. None gives lexicographic duals; packing the levels into one cost overflows 64 bits beyond some ten
//! thousand students.

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
