//! Numbers as cells hold them.

use std::fmt::Display;
use std::str::FromStr;

use crate::StoreError;
use crate::cells::Cells;

/// Writes a list of numbers: one space between them.
pub fn join<T: Display>(numbers: &[T]) -> String {
    numbers.iter().map(T::to_string).collect::<Vec<_>>().join(" ")
}

/// Reads a list of numbers.
pub fn split<T: FromStr<Err: Display>>(cells: Cells<'_>, text: &str) -> Result<Vec<T>, StoreError> {
    let number = |number: &str| number.parse().map_err(|error| cells.corrupt(error));
    text.split_ascii_whitespace().map(number).collect()
}

/// Writes a number that is far below the greatest.
pub fn wide(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// As [`wide`], for a few units.
pub fn small(number: u32) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

/// Reads a number that is not negative.
pub fn natural<N, T: TryFrom<N, Error: Display>>(cells: Cells<'_>, number: N) -> Result<T, StoreError> {
    T::try_from(number).map_err(|error| cells.corrupt(error))
}
