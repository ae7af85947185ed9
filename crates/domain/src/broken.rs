//! Values that break a rule: all of them are reported together, each by its place.

use chrono::NaiveDate;

/// A value that breaks a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// Which value: an RFC 6901 JSON Pointer into the form that holds it.
    pub pointer: String,
    /// Which rule.
    pub rule: Rule,
}

/// A rule that a value may break.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rule {
    /// It must be there.
    Missing,
    /// It names nothing that exists.
    Unknown,
    /// What it names is out of use.
    Retired,
    /// The edition does not offer it.
    NotOffered,
    /// The organisation does not take part in the edition.
    NotParticipating,
    /// Something that others still use is left out.
    InUse,
    /// It stands there twice.
    Repeated,
    /// It is the thing itself, or below it.
    Circular,
    /// A number outside its bounds.
    OutOfRange {
        /// The least.
        min: i64,
        /// The most.
        max: i64,
    },
    /// A list with too many items.
    TooMany {
        /// The most.
        max: u64,
    },
    /// A weekend or a public holiday at the place.
    NotAWorkday,
    /// A day outside the edition's window.
    OutsideWindow {
        /// Its first day.
        first: NaiveDate,
        /// Its last day.
        last: NaiveDate,
    },
    /// A day that is not to come.
    Past,
    /// It must come after another.
    NotAfter {
        /// The other: a JSON Pointer.
        other: &'static str,
    },
    /// It does not go with another value.
    Contradicts {
        /// The other: a JSON Pointer.
        other: &'static str,
    },
    /// The caller has not the power to give it.
    NotGrantable,
    /// It is changed by a transition of its own.
    Fixed {
        /// Which.
        transition: &'static str,
    },
}

impl Rule {
    /// The stable slug that an API client sees.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Unknown => "unknown_value",
            Self::Retired => "retired",
            Self::NotOffered => "not_offered",
            Self::NotParticipating => "not_participating",
            Self::InUse => "in_use",
            Self::Repeated => "repeated",
            Self::Circular => "circular",
            Self::OutOfRange { .. } => "out_of_range",
            Self::TooMany { .. } => "too_many",
            Self::NotAWorkday => "not_a_workday",
            Self::OutsideWindow { .. } => "outside_window",
            Self::Past => "past",
            Self::NotAfter { .. } => "not_after",
            Self::Contradicts { .. } => "contradicts",
            Self::NotGrantable => "not_grantable",
            Self::Fixed { .. } => "fixed",
        }
    }

    /// A value that breaks this rule.
    #[must_use]
    pub fn at(self, pointer: impl Into<String>) -> Broken {
        Broken { pointer: pointer.into(), rule: self }
    }
}
