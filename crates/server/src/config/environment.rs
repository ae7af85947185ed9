//! The layer of the environment.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;

use super::error::{ConfigError, Violation};
use super::fields::{FILE_SUFFIX, Field, PREFIX};
use super::layer::Layer;
use super::nearest::{nearest, suggestion};
use super::sources::FILE_VARIABLE;

/// Keeps the variables of the server (`VMJ_…`) among those of the process, as `vars_os` gives
/// them: `vars` would panic on a variable of another program that is not Unicode.
///
/// # Errors
///
/// [`ConfigError::Refused`] names the variables of the server that are not Unicode.
pub fn vmj_variables(
    variables: impl IntoIterator<Item = (OsString, OsString)>,
) -> Result<BTreeMap<String, String>, ConfigError> {
    let mut kept = BTreeMap::new();
    let mut violations = Vec::new();
    for (name, value) in variables {
        let name = name.to_string_lossy().into_owned();
        if !name.starts_with(PREFIX) {
            continue;
        }
        match value.into_string() {
            Ok(value) => drop(kept.insert(name, value)),
            Err(_) => violations.push(Violation::new(&name, "expected Unicode text")),
        }
    }
    if violations.is_empty() { Ok(kept) } else { Err(ConfigError::Refused(violations)) }
}

/// Reads the variables of the server; those that cannot be used are added to the violations.
pub(super) fn layer(
    environment: &BTreeMap<String, String>,
    fields: &[Field],
    violations: &mut Vec<Violation>,
) -> Layer {
    let mut layer = Layer::default();
    for (name, text) in environment {
        if !name.starts_with(PREFIX) || name == FILE_VARIABLE {
            continue;
        }
        if let Some(field) = fields.iter().find(|field| field.variable == *name) {
            layer.set_text(field, name, text);
        } else if let Some(field) = secret_in_file(name, fields) {
            match read_secret(field, environment, text) {
                Ok(secret) => layer.set_text(field, name, &secret),
                Err(violation) => violations.push(violation.set_by(Some(name))),
            }
        } else {
            let nearest = suggestion(meant(name, fields));
            violations.push(Violation::new(name, format!("unknown variable{nearest}")));
        }
    }
    layer
}

fn secret_in_file<'a>(name: &str, fields: &'a [Field]) -> Option<&'a Field> {
    let variable = name.strip_suffix(FILE_SUFFIX)?;
    fields.iter().find(|field| field.secret && field.variable == variable)
}

/// Reads the file of a secret. Its path is not repeated in the errors: it is the secret itself
/// when somebody uses the wrong variable.
fn read_secret(
    field: &Field,
    environment: &BTreeMap<String, String>,
    file: &str,
) -> Result<String, Violation> {
    if environment.contains_key(&field.variable) {
        let message = format!("{} is set too; keep only one of them", field.variable);
        return Err(Violation::new(&field.path, message));
    }
    let content = fs::read_to_string(file).map_err(|cause| {
        let message = format!("expected the path of a file that can be read: {}", cause.kind());
        Violation::new(&field.path, message)
    })?;
    Ok(content.trim_end_matches(['\r', '\n']).to_owned())
}

/// The variable that was probably meant.
fn meant<'a>(name: &str, fields: &'a [Field]) -> Option<&'a str> {
    let variables = || fields.iter().map(|field| field.variable.as_str());
    // Only secrets are read from files, so that "_FILE" can be a mistake by itself.
    let without_suffix = name.strip_suffix(FILE_SUFFIX);
    variables()
        .find(|variable| Some(*variable) == without_suffix)
        .or_else(|| nearest(name, variables().chain([FILE_VARIABLE])))
}
