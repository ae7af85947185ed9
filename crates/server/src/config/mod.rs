//! The settings of the server: what they are, where they come from and what is refused.
//!
//! Four layers are merged, each one over the one before: the defaults (those of a development
//! machine), a TOML file, the environment (`VMJ_…`) and the flags of the command line. The names
//! of the variables are derived from the fields, so a new field is configurable everywhere as
//! soon as it exists. Every problem found in any layer is reported at once, and no message ever
//! carries the value of a secret.

mod auth;
mod bounds;
mod database;
mod environment;
mod error;
mod fields;
mod file;
mod http;
mod jobs;
mod layer;
mod limits;
mod load;
mod mail;
mod nearest;
mod observability;
mod parse;
mod redact;
mod secret;
mod show;
mod sources;
mod validate;
mod web_url;

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

pub use auth::AuthSettings;
pub use database::DatabaseSettings;
pub use environment::vmj_variables;
#[cfg(test)]
pub use error::ConfigError;
pub use http::HttpSettings;
pub use jobs::JobsSettings;
pub use limits::RateLimitSettings;
pub use mail::{MailSettings, MailTransport};
pub use observability::{LogFormat, LogSettings, MetricsSettings};
pub use redact::database_url as redact_database_url;
pub use secret::Secret;
pub use show::variables;
pub use sources::Sources;

/// What the server is run for; it decides which settings are refused.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// A developer's machine or a test: every default is usable as it is.
    #[default]
    Development,
    /// Real users: settings that are only safe on a developer's machine are refused.
    Production,
}

/// All the settings of the server.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// What the server is run for.
    pub mode: Mode,
    /// The HTTP listener and the treatment of requests.
    pub http: HttpSettings,
    /// The database and its pool of connections.
    pub database: DatabaseSettings,
    /// Sessions, access tokens and passwords.
    pub auth: AuthSettings,
    /// How many requests a client may send.
    pub rate_limit: RateLimitSettings,
    /// The messages sent to people.
    pub mail: MailSettings,
    /// The work without requests.
    pub jobs: JobsSettings,
    /// The log written by the server.
    pub log: LogSettings,
    /// The metrics published for monitoring.
    pub metrics: MetricsSettings,
}
