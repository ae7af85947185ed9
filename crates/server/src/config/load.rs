//! Merging the layers into settings.

use std::path::Path;

use ::config::{Config, Value, ValueKind};
use serde_json::Value as Json;

use super::error::{ConfigError, Violation};
use super::fields::{self, Field, Kind};
use super::{Settings, Sources, environment, file};

/// How the defaults are called in messages.
const DEFAULTS: &str = "the defaults";

impl Settings {
    /// Loads the settings: defaults, then the file, then the environment, then the flags.
    ///
    /// # Errors
    ///
    /// When the file cannot be read or is not TOML; otherwise [`ConfigError::Refused`] lists
    /// every unknown name, every value of the wrong type and every rule that is broken.
    pub fn load(sources: &Sources) -> Result<Self, ConfigError> {
        Self::load_in(Path::new(""), sources)
    }

    /// Loads the settings, looking for the default file in this directory.
    pub(super) fn load_in(directory: &Path, sources: &Sources) -> Result<Self, ConfigError> {
        let fields = fields::all();
        let mut violations = Vec::new();
        let mut layers = Config::builder();
        if let Some(path) = sources.locate(directory) {
            layers = layers.add_source(file::layer(&path, &fields, &mut violations)?);
        }
        let merged = layers
            .add_source(environment::layer(&sources.environment, &fields, &mut violations))
            .add_source(sources.flags(&fields, &mut violations))
            .build()?
            .cache;

        let settings = assemble(&merged, &fields, &mut violations)?;
        let unread = violations.clone();
        for violation in settings.validate() {
            // A setting that could not be read has its default here, which says nothing of it.
            if !unread.iter().any(|known| known.path() == violation.path()) {
                let origin = find(&merged, violation.path()).and_then(Value::origin);
                violations.push(violation.set_by(origin.or(Some(DEFAULTS))));
            }
        }
        if violations.is_empty() { Ok(settings) } else { Err(ConfigError::Refused(violations)) }
    }
}

/// Makes settings of the values that have the right type; the others are added to the violations.
fn assemble(
    merged: &Value,
    fields: &[Field],
    violations: &mut Vec<Violation>,
) -> Result<Settings, ConfigError> {
    let mut root = Json::Object(serde_json::Map::new());
    for field in fields {
        let Some(value) = find(merged, &field.path) else {
            continue;
        };
        let json: Json = value.clone().try_deserialize()?;
        // Each value is tried alone, because deserialization stops at the first wrong one.
        match interpret(fields::nested(&field.path, json.clone())) {
            Ok(_) => fields::insert(&mut root, &field.path, json),
            Err(error) => violations.push(wrong(field, &error).set_by(value.origin())),
        }
    }
    interpret(root).map_err(|error| ConfigError::Refused(vec![unfit(&error)]))
}

/// Reads settings, without any conversion between types.
pub(super) fn interpret(json: Json) -> Result<Settings, WrongValue> {
    serde_path_to_error::deserialize(json)
}

type WrongValue = serde_path_to_error::Error<serde_json::Error>;

fn wrong(field: &Field, error: &WrongValue) -> Violation {
    let message = match field.kind {
        Kind::Boolean => "expected true or false".to_owned(),
        Kind::Number => format!("expected a whole number between 0 and {}", u32::MAX),
        Kind::List if error.path().to_string() == field.path => "expected a list".to_owned(),
        Kind::Text | Kind::List => expectation(&error.inner().to_string()),
    };
    Violation::new(&error.path().to_string(), message)
}

/// What an error of the deserializer expects, without the value that it quotes first.
fn expectation(error: &str) -> String {
    error
        .rfind("expected ")
        .and_then(|start| error.get(start..))
        .unwrap_or("expected another value")
        .to_owned()
}

fn unfit(error: &WrongValue) -> Violation {
    Violation::new(&error.path().to_string(), "does not fit the other settings")
}

/// The merged value at a path.
fn find<'a>(root: &'a Value, path: &str) -> Option<&'a Value> {
    path.split('.').try_fold(root, |value, name| match &value.kind {
        ValueKind::Table(members) => members.get(name),
        _ => None,
    })
}
