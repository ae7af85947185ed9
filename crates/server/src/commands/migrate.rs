//! `migrate`

use std::sync::Arc;

use vmj_persistence::{Preparation, SystemClock};

use super::Outcome;
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
    for step in &status {
        println!("{}  {}", if step.applied { "applied" } else { "missing" }, step.name);
    }
    if matches!(command, Migrate::Status) && status.iter().any(|step| !step.applied) {
        return Err("the schema is not up to date: run `vis-mon-job migrate up`".into());
    }
    Ok(())
}
