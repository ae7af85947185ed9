//! Time as an argument.

use chrono::{DateTime, DurationRound, TimeDelta, Utc};

/// An instant in UTC, as stored: whole microseconds, so that both databases keep it exactly.
pub type Instant = DateTime<Utc>;

/// Where "now" comes from: the system in production, a hand-set instant in tests.
pub trait Clock: Send + Sync + std::fmt::Debug {
    /// The current instant, in whole microseconds.
    fn now(&self) -> Instant;
}

/// Rounds down to whole microseconds, the precision of PostgreSQL's `timestamptz`.
#[must_use]
pub fn to_microseconds(instant: Instant) -> Instant {
    instant.duration_trunc(TimeDelta::microseconds(1)).unwrap_or(instant)
}
