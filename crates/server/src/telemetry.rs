//! Logs: one line a request, as text for people or as JSON for machines.

use std::io::IsTerminal as _;

use tracing_subscriber::EnvFilter;

use crate::config::{LogFormat, LogSettings};

/// Starts logging to standard error.
pub fn start(settings: &LogSettings) -> Result<(), String> {
    let builder = tracing_subscriber::fmt().with_env_filter(filter(settings)?).with_writer(std::io::stderr);
    let started = match settings.format {
        LogFormat::Json => builder.json().flatten_event(true).with_current_span(false).try_init(),
        LogFormat::Text if std::io::stderr().is_terminal() => builder.try_init(),
        // Colours would be noise in a file.
        LogFormat::Text => builder.with_ansi(false).try_init(),
    };
    started.map_err(|error| error.to_string())
}

/// Bytes that are not HTTP are no error of ours, and anybody can send them; a filter that names the target wins.
const QUIET: &str = "actix_http::h1=off";

/// Which events are written.
pub fn filter(settings: &LogSettings) -> Result<EnvFilter, String> {
    EnvFilter::try_new(format!("{QUIET},{}", settings.filter)).map_err(|error| format!("log.filter: {error}"))
}
