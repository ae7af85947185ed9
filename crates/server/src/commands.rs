//! One module a command.

mod account;
mod config;
mod healthcheck;
mod keys;
mod migrate;
mod openapi;
mod serve;

use std::error::Error;
use std::sync::Arc;

use vmj_persistence::{Store, SystemClock};

use crate::cli::{Cli, Command, Config};
use crate::config::{Settings, Sources, vmj_variables};
use crate::{settings, telemetry};

type Outcome = Result<(), Box<dyn Error>>;

/// Does what the command line asks.
pub async fn run(cli: Cli) -> Outcome {
    let command = cli.command.unwrap_or(Command::Serve);
    // These need no configuration, so a broken one must not stand in their way.
    match command {
        Command::Openapi { yaml } => return openapi::print(yaml),
        Command::Config(Config::Variables) => return config::variables(),
        _ => {}
    }
    let environment = vmj_variables(std::env::vars_os())?;
    let settings = Settings::load(&Sources { file: cli.config, environment, overrides: cli.overrides })?;
    match command {
        Command::Serve => {
            telemetry::start(&settings.log)?;
            serve::serve(&settings).await
        }
        Command::Migrate(command) => migrate::run(&settings, command).await,
        Command::Account(command) => account::run(&settings, command).await,
        Command::Keys(command) => keys::run(&settings, command).await,
        Command::Healthcheck => healthcheck::check(&settings),
        Command::Config(_) => config::check(&settings),
        Command::Openapi { .. } => Ok(()),
    }
}

/// Opens the database for a command.
async fn open(settings: &Settings) -> Result<Store, Box<dyn Error>> {
    Ok(Store::connect(&settings::database(settings), Arc::new(SystemClock)).await?)
}
