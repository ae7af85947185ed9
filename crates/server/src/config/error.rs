//! What is wrong with a configuration.

use std::fmt;
use std::io;

/// One setting that is refused, without its value: it may be a secret put in the wrong place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// Path of the setting, or the name that is not known.
    pub setting: String,
    /// Where its value was read; none for a name that is not known.
    pub origin: Option<String>,
    /// What was expected.
    pub message: String,
}

impl Violation {
    pub(super) fn new(setting: &str, message: impl Into<String>) -> Self {
        Self { setting: setting.to_owned(), origin: None, message: message.into() }
    }

    pub(super) fn set_by(self, origin: Option<&str>) -> Self {
        Self { origin: origin.map(str::to_owned), ..self }
    }

    /// Path of the setting, without the place of the item in a list such as `origins[2]`.
    pub(super) fn path(&self) -> &str {
        self.setting.split_once('[').map_or(&self.setting, |(path, _)| path)
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.setting, self.message)?;
        match &self.origin {
            Some(origin) => write!(formatter, " (set by {origin})"),
            None => Ok(()),
        }
    }
}

/// Why the settings could not be loaded.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ConfigError {
    /// The configuration file cannot be read.
    #[error("cannot read the configuration file {file}: {cause}")]
    Unreadable {
        /// Path of the file.
        file: String,
        /// Why it cannot be read.
        #[source]
        cause: io::Error,
    },
    /// The configuration file is not TOML.
    #[error("{file}, line {line}, column {column}: not valid TOML: {message}")]
    Syntax {
        /// Path of the file.
        file: String,
        /// Line of the mistake, from 1.
        line: usize,
        /// Column of the mistake, from 1.
        column: usize,
        /// What the mistake is; the line itself is left out, as it may hold a secret.
        message: String,
    },
    /// The layers cannot be merged.
    #[error("cannot merge the layers of the configuration: {0}")]
    Layers(#[from] ::config::ConfigError),
    /// Settings are refused; all of them are listed.
    #[error("the configuration is refused:{}", listed(.0))]
    Refused(Vec<Violation>),
}

fn listed(violations: &[Violation]) -> String {
    let lines: Vec<String> = violations.iter().map(Violation::to_string).collect();
    format!("\n  - {}", lines.join("\n  - "))
}
