//! Opening the pools as each engine likes them.

use std::path::Path;
use std::time::Duration;

use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{ConnectOptions, Database, DatabaseConnection};

use crate::StoreError;
use crate::settings::DatabaseSettings;

const SQLITE_READERS: u32 = 4;
const SQLITE_BUSY_TIMEOUT: Duration = Duration::from_secs(2);
const SQLITE_MMAP_BYTES: &str = "268435456";
/// A connection that was idle for longer is tested before use; testing every time costs a round trip.
const TEST_AFTER_IDLE: Duration = Duration::from_secs(5);

/// The pools of a store. PostgreSQL has one; SQLite has one writer, and readers that never wait for it.
pub(crate) struct Pools {
    pub writer: DatabaseConnection,
    pub reader: DatabaseConnection,
}

pub(crate) async fn open(settings: &DatabaseSettings) -> Result<Pools, StoreError> {
    if settings.is_sqlite() {
        create_parent_folder(&settings.url)?;
        let writer = Database::connect(sqlite(settings, 1)).await?;
        let reader = Database::connect(sqlite(settings, SQLITE_READERS)).await?;
        return Ok(Pools { writer, reader });
    }
    let pool = Database::connect(postgres(settings, settings.max_connections)).await?;
    Ok(Pools { writer: pool.clone(), reader: pool })
}

/// One connection of its own, for work that holds a session-level lock.
pub(crate) async fn open_single(settings: &DatabaseSettings) -> Result<DatabaseConnection, StoreError> {
    if settings.is_sqlite() {
        create_parent_folder(&settings.url)?;
        return Ok(Database::connect(sqlite(settings, 1)).await?);
    }
    Ok(Database::connect(postgres(settings, 1)).await?)
}

fn base(settings: &DatabaseSettings, url: String, connections: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    // No least number of connections: the pool would replace each broken one in a task of its own, which keeps its
    // place for as long as it retries, up to a minute after the database is back.
    options
        .max_connections(connections)
        .acquire_timeout(settings.acquire_timeout)
        .connect_timeout(settings.acquire_timeout)
        .idle_timeout(None::<Duration>)
        .test_before_acquire_if_idle_for(TEST_AFTER_IDLE)
        .sqlx_logging(false);
    options
}

fn postgres(settings: &DatabaseSettings, connections: u32) -> ConnectOptions {
    let mut options = base(settings, settings.url.clone(), connections);
    options.set_application_name("vis-mon-job").statement_timeout(settings.operation_timeout);
    options
}

fn sqlite(settings: &DatabaseSettings, connections: u32) -> ConnectOptions {
    let mut options = base(settings, settings.url.clone(), connections);
    options.map_sqlx_sqlite_opts(|options| {
        options
            .create_if_missing(true)
            .foreign_keys(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Normal)
            .busy_timeout(SQLITE_BUSY_TIMEOUT)
            .pragma("mmap_size", SQLITE_MMAP_BYTES)
    });
    options
}

fn create_parent_folder(url: &str) -> Result<(), StoreError> {
    let path = url.trim_start_matches("sqlite:").trim_start_matches("//");
    let path = path.split('?').next().unwrap_or(path);
    match Path::new(path).parent() {
        Some(folder) if !folder.as_os_str().is_empty() => std::fs::create_dir_all(folder)
            .map_err(|error| StoreError::Unavailable(format!("cannot create {}: {error}", folder.display()))),
        _ => Ok(()),
    }
}
