//! Small sets in one column: their codes, in order, one space between them.

use vmj_domain::code::Coded;

use crate::StoreError;

/// Writes a set.
pub fn join<T: Coded>(values: &[T]) -> String {
    values.iter().map(|value| value.slug()).collect::<Vec<_>>().join(" ")
}

/// Reads a set.
///
/// # Errors
/// [`StoreError::Corrupt`] when a code is not known.
pub fn split<T: Coded>(table: &'static str, key: impl ToString, text: &str) -> Result<Vec<T>, StoreError> {
    let known = |code: &str| T::from_slug(code).ok_or_else(|| format!("{} {code}", T::NAME));
    let values: Result<_, _> = text.split_ascii_whitespace().map(known).collect();
    values.map_err(|problem| StoreError::corrupt(table, key, problem))
}
