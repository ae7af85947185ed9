//! Duos.

mod races;
