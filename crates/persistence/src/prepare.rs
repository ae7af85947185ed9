//! Bringing a database to the level of this program: schema, then seeds.

use std::sync::Arc;

use sea_orm::ActiveValue::Set;
use sea_orm::{ConnectionTrait, DatabaseBackend, DatabaseConnection, EntityTrait as _, PaginatorTrait as _};
use vmj_domain::clock::Clock;
use vmj_domain::job_profile::JobProfile;
use vmj_domain::reference::{job_profile_seeds, organisation_seeds};
use vmj_domain::version::Version;
use vmj_migrations::Migrator;
use vmj_migrations::MigratorTrait as _;

use crate::connect;
use crate::entity::{catalogue_version, job_profile, organisation};
use crate::settings::DatabaseSettings;
use crate::{Catalogue, StoreError, WriteTx};

/// Any number will do, as long as all our servers use the same.
const ADVISORY_LOCK: &str = "7061636974616e6f";

/// One step of the schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MigrationState {
    /// Its name.
    pub name: String,
    /// Whether this database has it.
    pub applied: bool,
}

/// Exclusive work on the schema, over one connection that holds a lock where several servers may come at once.
#[derive(Debug)]
pub struct Preparation {
    connection: DatabaseConnection,
    clock: Arc<dyn Clock>,
}

impl Preparation {
    /// Connects and waits for its turn.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn begin(settings: &DatabaseSettings, clock: Arc<dyn Clock>) -> Result<Self, StoreError> {
        let mut settings = settings.clone();
        // Waiting for another server's migration, and migrating, may take longer than a request may.
        settings.operation_timeout = std::time::Duration::from_secs(600);
        let connection = connect::open_single(&settings).await?;
        let this = Self { connection, clock };
        this.advisory_lock("pg_advisory_lock").await?;
        Ok(this)
    }

    async fn advisory_lock(&self, function: &str) -> Result<(), StoreError> {
        if self.connection.get_database_backend() == DatabaseBackend::Postgres {
            self.connection
                .execute_unprepared(&format!("SELECT {function}(x'{ADVISORY_LOCK}'::bigint)"))
                .await?;
        }
        Ok(())
    }

    /// Applies the steps that are missing (all, or so many), then seeds what is empty.
    ///
    /// # Errors
    /// A step fails.
    pub async fn up(&self, steps: Option<u32>) -> Result<(), StoreError> {
        Migrator::up(&self.connection, steps).await?;
        if self.status().await?.iter().all(|step| step.applied) {
            self.seed().await?;
        }
        Ok(())
    }

    /// Takes back the last steps.
    ///
    /// # Errors
    /// A step fails.
    pub async fn down(&self, steps: u32) -> Result<(), StoreError> {
        Ok(Migrator::down(&self.connection, Some(steps)).await?)
    }

    /// Every step and whether it is applied.
    ///
    /// # Errors
    /// The store fails.
    pub async fn status(&self) -> Result<Vec<MigrationState>, StoreError> {
        let steps = Migrator::get_migration_with_status_read_only(&self.connection).await?;
        let state = |step: &vmj_migrations::Migration| MigrationState {
            name: step.name().to_owned(),
            applied: step.status() == vmj_migrations::MigrationStatus::Applied,
        };
        Ok(steps.iter().map(state).collect())
    }

    /// Gives the turn to the next.
    ///
    /// # Errors
    /// The store fails.
    pub async fn end(self) -> Result<(), StoreError> {
        self.advisory_lock("pg_advisory_unlock").await?;
        Ok(self.connection.close().await?)
    }

    async fn seed(&self) -> Result<(), StoreError> {
        let tx = WriteTx::begin(&self.connection, self.clock.now()).await?;
        tx.seed().await?;
        tx.commit().await
    }
}

impl WriteTx {
    async fn seed(&self) -> Result<(), StoreError> {
        let broken =
            |error: vmj_domain::reference::ReferenceError| StoreError::corrupt("seeds", "reference", error);
        let connection = self.connection();
        for catalogue in Catalogue::ALL {
            if catalogue_version::Entity::find_by_id(catalogue.name()).one(connection).await?.is_none() {
                let row = catalogue_version::ActiveModel {
                    name: Set(catalogue.name().to_owned()),
                    version: Set(1),
                };
                catalogue_version::Entity::insert(row).exec_without_returning(connection).await?;
            }
        }
        if organisation::Entity::find().count(connection).await? == 0 {
            for seed in organisation_seeds().map_err(broken)? {
                self.organisations().insert_seed(&seed).await?;
            }
        }
        if job_profile::Entity::find().count(connection).await? == 0 {
            for seed in job_profile_seeds().map_err(broken)? {
                let profile = JobProfile {
                    code: seed.code,
                    content: seed.content,
                    retired_at: None,
                    version: Version::FIRST,
                    updated_at: self.now(),
                };
                self.job_profiles().insert(&profile).await?;
            }
        }
        Ok(())
    }
}
