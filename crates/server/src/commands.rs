//! One module a command.

mod account;
mod config;
mod demo;
mod healthcheck;
mod keys;
mod matching;
mod migrate;
mod openapi;
mod serve;

use std::error::Error;
use std::io::{ErrorKind, Write as _};
use std::sync::Arc;

use vmj_persistence::{DatabaseSettings, Store, StoreError, SystemClock};

use crate::cli::{Cli, Command, Config};
use crate::config::{Settings, Sources, vmj_variables};
use crate::{settings, telemetry};

type Outcome = Result<(), Box<dyn Error>>;

const OUTDATED: &str = "the schema is not up to date: run `vis-mon-job migrate up`";

/// Does what the command line asks.
pub async fn run(cli: Cli) -> Outcome {
    let command = cli.command.unwrap_or(Command::Serve { demo: false });
    // These need no configuration, so a broken one must not stand in their way.
    match command {
        Command::Openapi { yaml } => return openapi::print(yaml),
        Command::Config(Config::Variables) => return config::variables(),
        Command::Match(command) => return matching::run(&command),
        _ => {}
    }
    let environment = vmj_variables(std::env::vars_os())?;
    let settings = Settings::load(&Sources { file: cli.config, environment, overrides: cli.overrides })?;
    match command {
        Command::Serve { demo } => {
            telemetry::start(&settings.log)?;
            serve::serve(&settings, demo).await
        }
        Command::Demo(size) => demo::run(&settings, size).await,
        Command::Migrate(command) => migrate::run(&settings, command).await,
        Command::Account(command) => account::run(&settings, command).await,
        Command::Keys(command) => keys::run(&settings, command).await,
        Command::Healthcheck => healthcheck::check(&settings),
        Command::Config(_) => config::check(&settings),
        Command::Openapi { .. } | Command::Match(_) => Ok(()),
    }
}

/// Works on a database that is up to date, and leaves it in good order.
async fn with_store(settings: &Settings, work: impl AsyncFnOnce(&Store) -> Outcome) -> Outcome {
    // One connection is enough, and the servers may have taken nearly all that the database has.
    let database = DatabaseSettings { max_connections: 1, ..settings::database(settings) };
    let store = Store::connect(&database, Arc::new(SystemClock)).await?;
    let done = match store.read::<_, StoreError>(async |tx| tx.schema_is_current().await).await {
        Ok(true) => work(&store).await,
        Ok(false) => Err(OUTDATED.into()),
        Err(error) => Err(error.into()),
    };
    store.close().await;
    done
}

/// Writes to standard output. A reader who has seen enough, such as `head`, is no failure.
fn print(text: &str) -> Outcome {
    let mut output = std::io::stdout().lock();
    match output.write_all(text.as_bytes()).and_then(|()| output.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(format!("standard output: {error}").into())
        }
        _ => Ok(()),
    }
}
