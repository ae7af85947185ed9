//! `config check`, `config variables`

use super::{Outcome, print};
use crate::config::{Settings, variables as all};
use crate::telemetry;

/// Prints the effective configuration; what is wrong was reported when it was read.
pub fn check(settings: &Settings) -> Outcome {
    telemetry::filter(&settings.log)?;
    print(&settings.effective_toml())
}

/// Prints every setting.
pub fn variables() -> Outcome {
    let lines = all().into_iter().map(|variable| {
        let file = if variable.secret { " (or …_FILE)" } else { "" };
        format!("{}{file}  {}  {}\n", variable.name, variable.path, variable.default)
    });
    print(&lines.collect::<String>())
}
