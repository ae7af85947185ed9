//! Proves a solution without trusting the solver: it shares no code with it, reads the instance itself and looks at the
//! pairs one by one.

mod pairs;
mod plan;
mod prices;

use crate::instance::{Id, Instance};
use crate::solution::{Duals, Levels, Solution};

/// What is wrong with a plan or its certificate.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Two rows with one id.
    #[error("the instance repeats an id")]
    RepeatedId,
    /// Somebody who is not in the instance.
    #[error("student {0} or ambassador {1} is not in the instance")]
    Unknown(Id, Id),
    /// A student in two pairs.
    #[error("student {0} has two places")]
    PlacedTwice(Id),
    /// More pairs than seats.
    #[error("ambassador {0} has more students than seats")]
    Overfull(Id),
    /// A pair that the rules or an exclusion forbid.
    #[error("student {0} and ambassador {1} may not be paired")]
    Forbidden(Id, Id),
    /// A locked pair that the plan does not have.
    #[error("student {0} and ambassador {1} are locked, the plan parts them")]
    Unlocked(Id, Id),
    /// The value that stands in the solution is not the plan's.
    #[error("the plan is worth {found:?}, not {claimed:?}")]
    Value {
        /// What stands in the solution.
        claimed: Box<Levels>,
        /// What the plan is worth.
        found: Box<Levels>,
    },
    /// The duals do not fit the instance.
    #[error("the duals do not have a row for everybody and an entry for every level")]
    Shape,
    /// A price above 0.
    #[error("{0:?} has a price above 0")]
    Positive(Party),
    /// Somebody left out, or with a free seat, at a price.
    #[error("{0:?} has a price, but is left out or has a free seat")]
    Priced(Party),
    /// A pair that would better the plan.
    #[error("student {0} and ambassador {1} cost less than their prices")]
    Cheaper(Id, Id),
    /// A pair of the plan that costs more than its prices.
    #[error("student {0} and ambassador {1} are paired, but cost more than their prices")]
    Dearer(Id, Id),
    /// There is no certificate.
    #[error("there are no duals")]
    NoDuals,
}

/// Somebody on either side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Party {
    /// A student.
    Student(Id),
    /// An ambassador.
    Ambassador(Id),
}

/// Proves that the solution's plan is feasible, is worth what it says, and that no plan is better at any level.
///
/// # Errors
/// With the first fault found.
pub fn check(instance: &Instance, solution: &Solution) -> Result<(), Fault> {
    check_value(instance, solution)?;
    check_duals(instance, &solution.pairs, solution.duals.as_ref().ok_or(Fault::NoDuals)?)
}

/// Proves that the solution's plan is feasible and is worth what it says.
///
/// # Errors
/// With the first fault found.
pub fn check_value(instance: &Instance, solution: &Solution) -> Result<(), Fault> {
    let found = check_plan(instance, &solution.pairs)?;
    if found == solution.levels {
        return Ok(());
    }
    Err(Fault::Value { claimed: Box::new(solution.levels.clone()), found: Box::new(found) })
}

/// Proves that a plan is feasible and says what it is worth.
///
/// # Errors
/// With the first fault found.
pub fn check_plan(instance: &Instance, pairs: &[(Id, Id)]) -> Result<Levels, Fault> {
    plan::Reading::of(instance)?.judge(pairs)
}

/// Proves that no plan is better than this feasible one.
///
/// # Errors
/// With the first fault found.
pub fn check_duals(instance: &Instance, pairs: &[(Id, Id)], duals: &Duals) -> Result<(), Fault> {
    let reading = plan::Reading::of(instance)?;
    prices::Certificate::of(&reading, pairs, duals)?.prove()
}
