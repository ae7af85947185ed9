//! Settings of the messages sent to people.

use serde::{Deserialize, Serialize};

use super::Mode;

/// How messages leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MailTransport {
    /// Not at all: they wait in the database.
    None,
    /// Into the log, with addresses and secret links: for development only.
    Log,
}

/// The messages sent to people.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct MailSettings {
    /// How they leave: `log` in development and `none` in production when absent.
    pub transport: Option<MailTransport>,
}

impl MailSettings {
    /// How messages leave in this mode.
    #[must_use]
    pub fn transport_in(&self, mode: Mode) -> MailTransport {
        self.transport.unwrap_or(match mode {
            Mode::Development => MailTransport::Log,
            Mode::Production => MailTransport::None,
        })
    }
}
