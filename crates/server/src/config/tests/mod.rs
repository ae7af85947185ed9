//! Tests of the whole chain, from the sources to the settings.

mod bounds;
mod environment;
mod file;
mod layers;
mod names;
mod redact;
mod refusals;
mod secrets;
mod show;
mod syntax;
mod web_url;

use std::path::PathBuf;

use super::{ConfigError, Settings, Sources};

/// Texts by name, as the environment and the flags take them.
type Pairs<'a> = &'a [(&'a str, &'a str)];

/// A directory with a configuration file of this content.
struct Directory(tempfile::TempDir);

impl Directory {
    fn new(toml: &str) -> Self {
        let directory = Self::empty();
        directory.write("vis-mon-job.toml", toml);
        directory
    }

    fn empty() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn write(&self, name: &str, content: &str) -> PathBuf {
        let path = self.0.path().join(name);
        std::fs::write(&path, content).unwrap();
        path
    }

    fn load(&self, environment: Pairs, overrides: Pairs) -> Result<Settings, ConfigError> {
        self.load_sources(&Sources {
            file: None,
            environment: texts(environment),
            overrides: texts(overrides),
        })
    }

    fn load_sources(&self, sources: &Sources) -> Result<Settings, ConfigError> {
        Settings::load_in(self.0.path(), sources)
    }
}

/// Loads settings from the environment only.
fn load(environment: Pairs) -> Result<Settings, ConfigError> {
    Directory::empty().load(environment, &[])
}

fn texts<T: FromIterator<(String, String)>>(pairs: Pairs) -> T {
    let owned = |(name, text): &(&str, &str)| ((*name).to_owned(), (*text).to_owned());
    pairs.iter().map(owned).collect()
}

/// The violations of a refused configuration, as they are shown.
fn refused(result: Result<Settings, ConfigError>) -> Vec<String> {
    match result {
        Err(ConfigError::Refused(violations)) => violations.iter().map(ToString::to_string).collect(),
        other => panic!("expected a refusal, got {other:?}"),
    }
}

/// The value of a setting, as JSON.
fn value(settings: &Settings, path: &str) -> serde_json::Value {
    let json = serde_json::to_value(settings).unwrap();
    super::fields::at(&json, path).clone()
}
