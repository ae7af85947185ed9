//! Settings of the database.

use serde::{Deserialize, Serialize};

use super::Secret;

/// The database and its pool of connections.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct DatabaseSettings {
    /// `sqlite:` or `postgres:` URL. A secret, because it may carry a password.
    pub url: Secret,
    /// Largest number of connections kept open.
    pub max_connections: u32,
    /// Time left to obtain a connection from the pool.
    pub acquire_timeout_seconds: u32,
    /// Time left to one operation on the database.
    pub operation_timeout_milliseconds: u32,
}

impl Default for DatabaseSettings {
    fn default() -> Self {
        Self {
            url: Secret::from("sqlite://data/vis-mon-job.sqlite3"),
            max_connections: 16,
            acquire_timeout_seconds: 2,
            operation_timeout_milliseconds: 2000,
        }
    }
}
