//! What a plan was computed from, small enough to be kept with it: a digest of everything, and a hash for each person.

mod canon;
mod differences;
mod parts;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use vmj_domain::id::{AmbassadorId, StudentId};

use crate::problem::Problem;
use canon::Canon;

pub use differences::{Changed, Differences};

/// What a plan was computed from. The order of rows and of sets inside a row makes no difference, nor do labels of jobs, people
/// who are not on the market, or under which run the previous plan was found. A student's hash holds whether they have
/// accessibility needs, so the stored text is to be erased when those are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Inputs {
    /// SHA-256 of everything, in hexadecimal.
    digest: String,
    /// Of the locks and exclusions.
    constraints: String,
    /// Of the parameters with the offered jobs and the previous plan.
    parameters: String,
    /// Of each student, by id.
    students: BTreeMap<String, String>,
    /// Of each ambassador, by id.
    ambassadors: BTreeMap<String, String>,
}

impl Inputs {
    pub(crate) fn of(problem: &Problem<'_>) -> Self {
        let parts = parts::parts(problem);
        let mut all = Canon::default();
        all.hash(&parts.parameters);
        all.hash(&parts.constraints);
        all.rows(&parts.students);
        all.rows(&parts.ambassadors);
        let short = |rows: &[(String, canon::Hash)]| {
            rows.iter().map(|(id, hash)| (id.clone(), canon::short(hash))).collect()
        };
        Self {
            digest: canon::hexadecimal(&all.finish()),
            constraints: canon::short(&parts.constraints),
            parameters: canon::short(&parts.parameters),
            students: short(&parts.students),
            ambassadors: short(&parts.ambassadors),
        }
    }

    /// SHA-256 of everything, 64 hexadecimal digits.
    #[must_use]
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// Compact JSON.
    #[must_use]
    pub fn to_text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads what [`Inputs::to_text`] wrote.
    ///
    /// # Errors
    /// When the text is something else.
    pub fn from_text(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
    }

    /// What is not the same any more. Short hashes decide, so one change in 2⁴⁸ passes unseen; equal digests settle it.
    #[must_use]
    pub fn differences(&self, now: &Self) -> Differences {
        if self.digest == now.digest {
            return Differences::default();
        }
        Differences {
            students: Changed::<StudentId>::between(&self.students, &now.students),
            ambassadors: Changed::<AmbassadorId>::between(&self.ambassadors, &now.ambassadors),
            constraints: self.constraints != now.constraints,
            parameters: self.parameters != now.parameters,
        }
    }
}
