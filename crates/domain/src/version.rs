//! Optimistic concurrency: every resource that can be edited carries a version.

/// How many times a resource has been written, from 1. Each successful write adds one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version(i64);

impl Version {
    /// The version of a resource just created.
    pub const FIRST: Self = Self(1);

    /// The version after one more write.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0 + 1)
    }

    /// The number as stored and shown.
    #[must_use]
    pub const fn get(self) -> i64 {
        self.0
    }

    /// Reads a stored number; `None` below 1.
    #[must_use]
    pub const fn from_stored(number: i64) -> Option<Self> {
        if number >= 1 { Some(Self(number)) } else { None }
    }
}
