//! `migrate`

use std::sync::Arc;

use vmj_persistence::{MigrationState, Preparation, SystemClock};

use super::{OUTDATED, Outcome, print};
use crate::cli::Migrate;
use crate::config::Settings;
use crate::settings;

/// Changes or shows the level of the schema.
pub async fn run(settings: &Settings, command: Migrate) -> Outcome {
    let preparation = Preparation::begin(&settings::database(settings), Arc::new(SystemClock)).await?;
    let done = match command {
        Migrate::Up { steps } => preparation.up(steps).await,
        Migrate::Down { steps } => preparation.down(steps).await,
        Migrate::Status => Ok(()),
    };
    let status = preparation.status().await;
    preparation.end().await?;
    done?;
    let status = status?;
    let line = |step: &MigrationState| {
        format!("{}  {}\n", if step.applied { "applied" } else { "missing" }, step.name)
    };
    print(&status.iter().map(line).collect::<String>())?;
    if matches!(command, Migrate::Status) && status.iter().any(|step| !step.applied) {
        return Err(OUTDATED.into());
    }
    Ok(())
}
