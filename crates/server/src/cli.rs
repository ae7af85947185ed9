//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// One day, one duo, one digital job of the State: the API server.
#[derive(Debug, Parser)]
#[command(version)]
pub struct Cli {
    /// TOML file with settings; `vis-mon-job.toml` is read when it is there.
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Overrides one setting: `--set http.listen=127.0.0.1:9000`. May be repeated.
    #[arg(long = "set", global = true, value_name = "NAME=VALUE", value_parser = parse_override)]
    pub overrides: Vec<(String, String)>,
    /// What to do; `serve` when left out.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Bring the database up to date and serve the API.
    Serve {
        /// Fill an empty database with fictitious data first; not in production.
        #[arg(long)]
        demo: bool,
    },
    /// Fill an empty database with fictitious data, of the size that is asked for; not in production.
    Demo(Demo),
    /// Change or show the level of the database schema.
    #[command(subcommand)]
    Migrate(Migrate),
    /// Manage accounts without the API.
    #[command(subcommand)]
    Account(Account),
    /// Manage the keys that sign access tokens.
    #[command(subcommand)]
    Keys(Keys),
    /// Print the OpenAPI document.
    Openapi {
        /// As YAML rather than JSON.
        #[arg(long)]
        yaml: bool,
    },
    /// Solve a matching instance from a file, without a database.
    Match(Match),
    /// Ask the running server whether it is ready; exit status 0 when it is.
    Healthcheck,
    /// Look at the configuration.
    #[command(subcommand)]
    Config(Config),
}

/// A matching instance to be solved.
#[derive(Debug, Args)]
pub struct Match {
    /// File in the format `vmj-matching/1`.
    pub instance: PathBuf,
    /// Seed of the lottery, in place of the file's.
    #[arg(long)]
    pub seed: Option<u64>,
    /// Where the result goes, in the format `vmj-matching-result/1`.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Leave the certificate out of the result.
    #[arg(long)]
    pub no_duals: bool,
}

/// How many take part in the edition that is open; those that were held keep their size.
#[derive(Clone, Copy, Debug, Args)]
pub struct Demo {
    /// Ambassadors.
    #[arg(long, default_value_t = 120, value_parser = clap::value_parser!(u32).range(120..=100_000))]
    pub ambassadors: u32,
    /// Students.
    #[arg(long, default_value_t = 600, value_parser = clap::value_parser!(u32).range(600..=500_000))]
    pub students: u32,
}

/// The database schema.
#[derive(Debug, Subcommand)]
pub enum Migrate {
    /// Apply what is missing.
    Up {
        /// At most so many steps.
        #[arg(long)]
        steps: Option<u32>,
    },
    /// Take steps back. Their tables and all that is in them go.
    Down {
        /// How many steps.
        #[arg(long, default_value_t = 1)]
        steps: u32,
    },
    /// List the steps; exit status 1 when some are missing.
    Status,
}

/// Accounts.
#[derive(Debug, Subcommand)]
pub enum Account {
    /// Make an account, such as the first DINUM admin. The password is asked for, or read from a file.
    Create(CreateAccount),
}

/// An account to be made.
#[derive(Debug, Args)]
pub struct CreateAccount {
    /// E-mail address.
    #[arg(long)]
    pub email: String,
    /// Given name.
    #[arg(long)]
    pub given_name: String,
    /// Family name.
    #[arg(long)]
    pub family_name: String,
    /// Roles: student, agent, ministry_admin, dinum_admin. May be repeated.
    #[arg(long = "role", default_values_t = ["dinum_admin".to_owned()])]
    pub roles: Vec<String>,
    /// Code of the organisation, needed by an agent or ministry admin.
    #[arg(long)]
    pub organisation: Option<String>,
    /// File whose first line is the password; `-` reads it from standard input.
    #[arg(long, value_name = "FILE")]
    pub password_file: Option<PathBuf>,
}

/// Signing keys.
#[derive(Debug, Subcommand)]
pub enum Keys {
    /// List the keys.
    List,
    /// Make the next key. It signs after a minute; the present one is accepted until its last token has expired.
    Rotate,
}

/// The configuration.
#[derive(Debug, Subcommand)]
pub enum Config {
    /// Print the effective configuration, secrets redacted, or what is wrong with it.
    Check,
    /// List every setting with its environment variable and default.
    Variables,
}

fn parse_override(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("expected NAME=VALUE")?;
    Ok((name.to_owned(), value.to_owned()))
}
