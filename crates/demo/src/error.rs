//! Why a demo cannot be made.

use vmj_domain::broken::Broken;
use vmj_domain::reference::ReferenceError;
use vmj_domain::text::TextError;
use vmj_domain::transition::{InvalidTransition, Unmoved};
use vmj_persistence::{Retryable, StoreError};

/// Why a demo cannot be made. Nothing was written then.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// There are accounts or editions already.
    #[error("the database is not empty: the demo fills only a new one, so choose another with database.url")]
    NotEmpty,
    /// The store fails.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The embedded reference data is broken.
    #[error(transparent)]
    Reference(#[from] ReferenceError),
    /// What the demo says is not what the rules of today allow: a defect of ours.
    #[error("a defect of the demo: {0}")]
    Defect(String),
}

impl Retryable for DemoError {
    fn is_retryable(&self) -> bool {
        matches!(self, Self::Store(error) if error.is_retryable())
    }
}

impl From<Vec<Broken>> for DemoError {
    fn from(broken: Vec<Broken>) -> Self {
        Self::Defect(format!("{broken:?}"))
    }
}

impl From<Unmoved> for DemoError {
    fn from(unmoved: Unmoved) -> Self {
        Self::Defect(format!("{unmoved:?}"))
    }
}

impl From<InvalidTransition> for DemoError {
    fn from(refusal: InvalidTransition) -> Self {
        Self::Defect(refusal.to_string())
    }
}

/// A text of the demo, checked.
///
/// # Errors
/// It is not what it should be.
pub fn checked<T>(parse: fn(&str) -> Result<T, TextError>, text: &str) -> Result<T, DemoError> {
    parse(text).map_err(|error| DemoError::Defect(format!("{text}: {error}")))
}

/// As [`Vec::is_empty`], as a rule that must hold.
///
/// # Errors
/// Something is broken.
pub fn none_broken(broken: Vec<Broken>) -> Result<(), DemoError> {
    if broken.is_empty() { Ok(()) } else { Err(broken.into()) }
}
