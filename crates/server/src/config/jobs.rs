//! Settings of the work without requests.

use serde::{Deserialize, Serialize};

/// The work without requests.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct JobsSettings {
    /// Time between two looks for what has become due, such as a proposal that nobody answered;
    /// 0 leaves that work to other servers on the same database.
    pub poll_seconds: u32,
}

impl Default for JobsSettings {
    fn default() -> Self {
        Self { poll_seconds: 5 }
    }
}
