//! What has changed since.

use std::collections::BTreeMap;
use std::str::FromStr;

use vmj_domain::id::{AmbassadorId, StudentId};

/// What has changed between two moments.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Differences {
    /// Students.
    pub students: Changed<StudentId>,
    /// Ambassadors.
    pub ambassadors: Changed<AmbassadorId>,
    /// Whether a lock or an exclusion has come or gone.
    pub constraints: bool,
    /// Whether the parameters, the offered jobs or the previous plan are others.
    pub parameters: bool,
}

impl Differences {
    /// Whether nothing has.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let Self { students, ambassadors, constraints, parameters } = self;
        students.is_empty() && ambassadors.is_empty() && !constraints && !parameters
    }
}

/// Who has come, gone or changed on one side of the market, each in ascending order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed<T> {
    /// Have come.
    pub added: Vec<T>,
    /// Are gone.
    pub removed: Vec<T>,
    /// Are there still, but not as they were.
    pub changed: Vec<T>,
}

impl<T> Default for Changed<T> {
    fn default() -> Self {
        Self { added: Vec::new(), removed: Vec::new(), changed: Vec::new() }
    }
}

impl<T: FromStr> Changed<T> {
    /// Rows whose id is no id are passed over: nothing but this crate writes them.
    pub(super) fn between(before: &BTreeMap<String, String>, now: &BTreeMap<String, String>) -> Self {
        let missing = |some: &BTreeMap<String, String>, others: &BTreeMap<String, String>| {
            some.keys().filter(|id| !others.contains_key(*id)).filter_map(|id| id.parse().ok()).collect()
        };
        let differs = |(id, hash): &(&String, &String)| now.get(*id).is_some_and(|other| other != *hash);
        Self {
            added: missing(now, before),
            removed: missing(before, now),
            changed: before.iter().filter(differs).filter_map(|(id, _)| id.parse().ok()).collect(),
        }
    }
}

impl<T> Changed<T> {
    /// Whether nobody has.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let Self { added, removed, changed } = self;
        added.is_empty() && removed.is_empty() && changed.is_empty()
    }
}
