//! Why there is no plan.

use vmj_matching::checker::Fault;
use vmj_matching::explain::ExplainError;
use vmj_matching::{InstanceError, SolveError};

use crate::feasible::Refused;

/// Why there is no plan.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PlanError {
    /// Pairs that were locked and cannot be made: all of them.
    #[error("{} locked pairs cannot be made", .0.len())]
    Locks(Vec<Refused>),
    /// What it would be computed from contradicts itself or a limit of the solver.
    #[error(transparent)]
    Instance(InstanceError),
    /// The checker does not find the plan proven: a defect of the solver.
    #[error("the plan is not proven: {0}")]
    NotCertified(Fault),
    /// The caller wished so.
    #[error("cancelled")]
    Cancelled,
    /// The solver contradicts itself: a defect.
    #[error("{0}")]
    Internal(String),
}

impl PlanError {
    /// The stable slug of this error, for a failed run.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Locks(_) => "impossible_lock",
            Self::Instance(_) => "contradiction",
            Self::NotCertified(_) => "not_certified",
            Self::Cancelled => "cancelled",
            Self::Internal(_) => "internal",
        }
    }
}

impl From<SolveError> for PlanError {
    fn from(error: SolveError) -> Self {
        match error {
            SolveError::Instance(error) => Self::Instance(error),
            SolveError::Cancelled => Self::Cancelled,
            SolveError::Internal(_) => Self::Internal(error.to_string()),
        }
    }
}

impl From<ExplainError> for PlanError {
    fn from(error: ExplainError) -> Self {
        Self::Internal(error.to_string())
    }
}
