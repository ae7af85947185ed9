//! Matching runs: one computation of proposals for an edition, kept with what it was computed from and why it is so. The
//! solver and the words of its explanations are elsewhere; here is what goes in, what is kept, and what may be done to it.

mod market;
mod parameters;
mod plan;
mod run;

pub use market::{Basis, Candidate, Constraint, ConstraintKind, Host, Market, Pairs};
pub use parameters::{RankObjective, RunParameters, RunScope};
pub use plan::{Place, Proposed, Unmatched, UnmatchedReason, Vacant};
pub use run::{MatchingRun, RunMetrics, RunState};
