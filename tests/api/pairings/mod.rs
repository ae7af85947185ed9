//! Duos.

mod editions;
mod races;
