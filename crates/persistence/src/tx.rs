//! Transactions as values: committing consumes one, as does undoing it; dropping it undoes it soon after.

use rand::RngExt as _;
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, SqliteTransactionMode, TransactionOptions,
    TransactionTrait as _,
};
use uuid::Uuid;
use vmj_domain::clock::Instant;
use vmj_domain::id::uuid_v7;
use vmj_migrations::{MigrationStatus, Migrator, MigratorTrait as _};

use crate::{
    AccountRepository, AmbassadorRepository, AuditRepository, CatalogueRepository, EditionRepository,
    IdempotencyRepository, JobProfileRepository, MatchingRepository, OneTimeTokenRepository,
    OrganisationRepository, OutboxRepository, PairingRepository, ParticipationRepository,
    PrincipalRepository, SchoolRepository, SessionRepository, SigningKeyRepository, StoreError,
    StudentRepository,
};

/// Reads, each statement with its own view of the committed data: a lone statement then costs one round trip.
#[derive(Debug)]
pub struct ReadTx {
    connection: DatabaseConnection,
    now: Instant,
}

/// A read-write transaction. SQLite starts it as a writer, so that it never fails half-way for a lock.
#[derive(Debug)]
pub struct WriteTx {
    transaction: DatabaseTransaction,
    now: Instant,
}

macro_rules! repositories {
    ($($(#[$doc:meta])* $name:ident: $repository:ident;)+) => {
        impl ReadTx {
            $($(#[$doc])* #[must_use] pub fn $name(&self) -> $repository<'_, DatabaseConnection> {
                $repository::new(&self.connection, self.now)
            })+
        }
        impl WriteTx {
            $($(#[$doc])* #[must_use] pub fn $name(&self) -> $repository<'_, DatabaseTransaction> {
                $repository::new(&self.transaction, self.now)
            })+
        }
        $(impl<'t, C: ConnectionTrait> $repository<'t, C> {
            pub(crate) const fn new(connection: &'t C, now: Instant) -> Self {
                Self { connection, now }
            }
        })+
    };
}

repositories! {
    /// Accounts.
    accounts: AccountRepository;
    /// Ambassadors.
    ambassadors: AmbassadorRepository;
    /// The audit log.
    audit: AuditRepository;
    /// Version counters of what is served from memory.
    catalogues: CatalogueRepository;
    /// Editions.
    editions: EditionRepository;
    /// Answers kept for `Idempotency-Key`.
    idempotency: IdempotencyRepository;
    /// Job profiles.
    job_profiles: JobProfileRepository;
    /// Matching runs.
    matching: MatchingRepository;
    /// Secrets sent by mail.
    one_time_tokens: OneTimeTokenRepository;
    /// Organisations.
    organisations: OrganisationRepository;
    /// Messages to be sent.
    outbox: OutboxRepository;
    /// Pairings.
    pairings: PairingRepository;
    /// Who takes part in an edition.
    participations: ParticipationRepository;
    /// Who stands behind a token.
    principals: PrincipalRepository;
    /// Schools.
    schools: SchoolRepository;
    /// Sessions and refresh tokens.
    sessions: SessionRepository;
    /// Token signing keys.
    signing_keys: SigningKeyRepository;
    /// Students.
    students: StudentRepository;
}

/// Declares a repository: a borrowed connection and the instant of its transaction.
macro_rules! repository {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug)]
        pub struct $name<'t, C> {
            pub(crate) connection: &'t C,
            pub(crate) now: vmj_domain::clock::Instant,
        }
    };
}
pub(crate) use repository;

impl ReadTx {
    pub(crate) const fn new(connection: DatabaseConnection, now: Instant) -> Self {
        Self { connection, now }
    }

    /// The instant at which this unit of work began.
    #[must_use]
    pub const fn now(&self) -> Instant {
        self.now
    }

    /// Whether every step of the schema is applied; also a sign of life.
    ///
    /// # Errors
    /// The store fails.
    pub async fn schema_is_current(&self) -> Result<bool, StoreError> {
        let steps = Migrator::get_migration_with_status_read_only(&self.connection).await?;
        Ok(steps.iter().all(|step| step.status() == MigrationStatus::Applied))
    }
}

impl WriteTx {
    pub(crate) async fn begin(connection: &DatabaseConnection, now: Instant) -> Result<Self, StoreError> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        Ok(Self { transaction: connection.begin_with_options(options).await?, now })
    }

    pub(crate) async fn commit(self) -> Result<(), StoreError> {
        Ok(self.transaction.commit().await?)
    }

    /// Undoes it, and waits until its locks are free: dropped, it would be undone after whoever asked has an answer and
    /// may ask again.
    pub(crate) async fn undo(self) {
        if let Err(error) = self.transaction.rollback().await {
            tracing::debug!(%error, "undone by the loss of the connection");
        }
    }

    pub(crate) const fn connection(&self) -> &DatabaseTransaction {
        &self.transaction
    }

    /// The instant of this transaction: everything that it writes carries it.
    #[must_use]
    pub const fn now(&self) -> Instant {
        self.now
    }

    /// A new identifier.
    #[must_use]
    pub fn new_id<Id: From<Uuid>>(&self) -> Id {
        new_id(self.now)
    }

    /// A new identifier of something that was made at another instant: ids are in order of time.
    #[must_use]
    pub fn new_id_at<Id: From<Uuid>>(&self, at: Instant) -> Id {
        new_id(at)
    }
}

#[expect(clippy::disallowed_methods, reason = "the one place where ids are made")]
pub(crate) fn new_id<Id: From<Uuid>>(now: Instant) -> Id {
    uuid_v7(now, rand::rng().random()).into()
}
