//! Why a plan is as it is, as data: kept as JSON beside each row of the plan, read back, put into words.

mod coded;
mod levels;
mod pair;
mod unmatched;
mod vacant;

use serde::Serialize;
use serde::de::DeserializeOwned;
use vmj_domain::account::Locale;

pub(crate) use levels::named;
pub use levels::{LevelAmount, LevelName};
pub use pair::{BetterWish, Chosen, PairExplanation};
pub use unmatched::{Help, HelpfulRegion, Removed, UnmatchedExplanation};
pub use vacant::VacantExplanation;

/// One of [`PairExplanation`], [`UnmatchedExplanation`] and [`VacantExplanation`].
pub trait Explanation: Serialize + DeserializeOwned {
    /// Whole sentences: to the student of a pair or without a place, about the ambassador of a free seat.
    fn words(&self, locale: Locale) -> Vec<String>;
}

/// The stored text is no explanation of that kind.
#[derive(Debug, thiserror::Error)]
#[error("not an explanation: {0}")]
pub struct ReadError(#[from] serde_json::Error);

/// Reads the explanation of a [`Proposed`](vmj_domain::matching::Proposed), an
/// [`Unmatched`](vmj_domain::matching::Unmatched) or a [`Vacant`](vmj_domain::matching::Vacant).
///
/// # Errors
/// When the text is something else.
pub fn read<E: Explanation>(text: &str) -> Result<E, ReadError> {
    Ok(serde_json::from_str(text)?)
}

/// Writes it, as it is stored.
#[must_use]
pub fn write<E: Explanation>(explanation: &E) -> String {
    serde_json::to_string(explanation).unwrap_or_default()
}

/// Puts it into whole sentences.
#[must_use]
pub fn words<E: Explanation>(explanation: &E, locale: Locale) -> Vec<String> {
    explanation.words(locale)
}
