//! The schema, as steps that run on SQLite and PostgreSQL alike.
//!
//! See `README.md` beside this crate for how a step is written and changed.

mod ddl;
mod m20261101_000001_organisations;
mod m20261101_000002_job_profiles;
mod m20261101_000003_accounts;
mod m20261101_000004_sessions;
mod m20261101_000005_idempotency;
mod m20261101_000006_audit;
mod m20261123_000007_organisation_lives;
mod m20261123_000008_mail;
mod m20261123_000009_schools;
mod m20261123_000010_editions;
mod m20261123_000011_ambassadors;
mod m20261123_000012_students;
mod m20261124_000013_pairings;
mod m20261124_000014_matching_runs;

pub use sea_orm_migration::prelude::MigratorTrait;
use sea_orm_migration::prelude::*;
pub use sea_orm_migration::{Migration, MigrationStatus};

/// All steps, oldest first.
#[derive(Debug)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261101_000001_organisations::Migration),
            Box::new(m20261101_000002_job_profiles::Migration),
            Box::new(m20261101_000003_accounts::Migration),
            Box::new(m20261101_000004_sessions::Migration),
            Box::new(m20261101_000005_idempotency::Migration),
            Box::new(m20261101_000006_audit::Migration),
            Box::new(m20261123_000007_organisation_lives::Migration),
            Box::new(m20261123_000008_mail::Migration),
            Box::new(m20261123_000009_schools::Migration),
            Box::new(m20261123_000010_editions::Migration),
            Box::new(m20261123_000011_ambassadors::Migration),
            Box::new(m20261123_000012_students::Migration),
            Box::new(m20261124_000013_pairings::Migration),
            Box::new(m20261124_000014_matching_runs::Migration),
        ]
    }
}
