//! What the store must be told.

use std::time::Duration;

/// How to reach the database.
#[derive(Clone)]
pub struct DatabaseSettings {
    /// `sqlite://path` or `postgres://user:password@host/database`.
    pub url: String,
    /// Most connections to PostgreSQL, opened when needed and then kept. SQLite always has one writer and four readers.
    pub max_connections: u32,
    /// How long to wait for a free or new connection.
    pub acquire_timeout: Duration,
    /// How long one unit of work may take before the database counts as away.
    pub operation_timeout: Duration,
}

/// A file is never away, but its writers stand in line: they wait longer before they are told to come back.
const SQLITE_PATIENCE: Duration = Duration::from_secs(10);

impl DatabaseSettings {
    /// Whether this is SQLite.
    pub(crate) fn is_sqlite(&self) -> bool {
        self.url.starts_with("sqlite:")
    }

    /// These settings, with the patience of the engine.
    pub(crate) fn adjusted(&self) -> Self {
        let mut settings = self.clone();
        if settings.is_sqlite() {
            settings.acquire_timeout = settings.acquire_timeout.max(SQLITE_PATIENCE);
            settings.operation_timeout = settings.operation_timeout.max(SQLITE_PATIENCE);
        }
        settings
    }
}

impl std::fmt::Debug for DatabaseSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("DatabaseSettings")
            .field("max_connections", &self.max_connections)
            .finish_non_exhaustive()
    }
}
