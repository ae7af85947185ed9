//! What can go wrong below the HTTP layer, sorted by what the caller can do about it.

use sea_orm::sqlx;
use sea_orm::{DbErr, RuntimeErr, SqlErr};

/// A failure of the store.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database cannot be reached now. Try again later.
    #[error("the database is away: {0}")]
    Unavailable(String),
    /// The database chose this transaction as the victim of a conflict. Running it again is right.
    #[error("the transaction must be run again: {0}")]
    Conflict(String),
    /// A unique constraint refused the row.
    #[error("not unique: {0}")]
    Duplicate(String),
    /// The record was changed since it was read.
    #[error("changed since it was read")]
    Stale,
    /// A stored row is not a value of the domain.
    #[error("corrupt row in {table}, {key}: {problem}")]
    Corrupt {
        /// Which table.
        table: &'static str,
        /// Which row.
        key: String,
        /// What is wrong with it.
        problem: String,
    },
    /// Anything else: a defect of ours.
    #[error("database: {0}")]
    Database(DbErr),
}

/// An error that may ask for the whole transaction to run again.
pub trait Retryable {
    /// Whether running it again can succeed.
    fn is_retryable(&self) -> bool;
}

impl Retryable for StoreError {
    fn is_retryable(&self) -> bool {
        matches!(self, Self::Conflict(_))
    }
}

impl StoreError {
    /// A row that does not fit the domain.
    pub(crate) fn corrupt(table: &'static str, key: impl ToString, problem: impl ToString) -> Self {
        Self::Corrupt { table, key: key.to_string(), problem: problem.to_string() }
    }
}

impl From<DbErr> for StoreError {
    fn from(error: DbErr) -> Self {
        if let Some(SqlErr::UniqueConstraintViolation(constraint)) = error.sql_err() {
            return Self::Duplicate(constraint);
        }
        match &error {
            DbErr::ConnectionAcquire(_) => Self::Unavailable(error.to_string()),
            DbErr::Conn(RuntimeErr::SqlxError(cause))
            | DbErr::Exec(RuntimeErr::SqlxError(cause))
            | DbErr::Query(RuntimeErr::SqlxError(cause)) => match classify(cause) {
                Cause::Away => Self::Unavailable(error.to_string()),
                Cause::Conflict => Self::Conflict(error.to_string()),
                Cause::Other => Self::Database(error),
            },
            _ => Self::Database(error),
        }
    }
}

enum Cause {
    Away,
    Conflict,
    Other,
}

fn classify(error: &sqlx::Error) -> Cause {
    match error {
        sqlx::Error::Io(_)
        | sqlx::Error::Tls(_)
        | sqlx::Error::Protocol(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed => Cause::Away,
        sqlx::Error::Database(database) => database.code().map_or(Cause::Other, |code| classify_code(&code)),
        _ => Cause::Other,
    }
}

/// PostgreSQL's SQLSTATE (five characters) or SQLite's extended result code (a number).
fn classify_code(code: &str) -> Cause {
    match code {
        // serialization_failure, deadlock_detected; SQLITE_BUSY and its extended forms
        "40001" | "40P01" | "5" | "261" | "517" | "773" => Cause::Conflict,
        // shutdown, crash, start-up, too many connections, read-only standby, statement timeout of a slow server
        "57P01" | "57P02" | "57P03" | "53300" | "25006" | "57014" => Cause::Away,
        // SQLITE_CANTOPEN, SQLITE_IOERR, SQLITE_FULL
        "14" | "10" | "13" => Cause::Away,
        // connection exceptions
        code if code.len() == 5 && code.starts_with("08") => Cause::Away,
        _ => Cause::Other,
    }
}
