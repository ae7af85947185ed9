//! Holds every answer that a test receives to the OpenAPI document, and the document to our rules for it.
//!
//! [`Document::check`] compares one HTTP exchange with the document, [`Document::operations`] lists what
//! there is to call, [`Document::lint`] applies the rules of this project that no ready-made linter knows.

mod check;
mod content;
mod exchange;
#[cfg(test)]
mod fixture;
mod headers;
mod lint;
mod lint_examples;
mod lint_parts;
mod lint_schemas;
mod node;
mod operation;
mod problem;
mod route;
#[cfg(test)]
mod tests;
mod walk;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use jsonschema::error::{ValidationError, ValidationErrorKind};
use jsonschema::{Draft, Registry, Validator};
use serde_json::{Value, json};

pub use exchange::Exchange;
pub use operation::{Operation, Parameter};

use node::Node;

/// The name by which schemas refer to the document while they are compiled.
const NAME: &str = "urn:openapi";

/// An OpenAPI 3.1 document, ready to judge.
pub struct Document {
    value: Value,
    registry: Registry<'static>,
    /// By the pointer of the schema, compiled when first needed.
    validators: Mutex<HashMap<String, Arc<Validator>>>,
}

impl Document {
    /// Takes the document as parsed JSON. The whole of it is what `#/components/…` refers to.
    pub fn new(value: Value) -> Self {
        let registry = Registry::new()
            .draft(Draft::Draft202012)
            .add(NAME, value.clone())
            .and_then(jsonschema::RegistryBuilder::prepare)
            .expect("the document can be read as a resource of JSON Schema");
        Self { value, registry, validators: Mutex::default() }
    }

    fn root(&self) -> Node<'_> {
        Node::root(&self.value)
    }

    /// What is wrong with a value, one sentence for each fault; `place` names the value in them.
    fn mismatches(&self, schema: &Node, place: &str, instance: &Value) -> Vec<String> {
        match self.validator(&schema.clone().follow_alias().pointer) {
            Ok(validator) => {
                let mut faults = Vec::new();
                validator.iter_errors(instance).for_each(|error| tell(&error, place, "", &mut faults));
                faults
            }
            Err(fault) => vec![fault],
        }
    }

    fn validator(&self, pointer: &str) -> Result<Arc<Validator>, String> {
        let mut validators = self.validators.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(validator) = validators.get(pointer) {
            return Ok(Arc::clone(validator));
        }
        let compiled = jsonschema::options()
            .with_draft(Draft::Draft202012)
            .with_registry(&self.registry)
            .should_validate_formats(true)
            .build(&json!({ "$ref": format!("{NAME}#{}", fragment(pointer)) }))
            .map_err(|error| format!("#{pointer}: the schema cannot be compiled: {error}"))?;
        let compiled = Arc::new(compiled);
        validators.insert(pointer.to_owned(), Arc::clone(&compiled));
        Ok(compiled)
    }
}

/// A JSON pointer as the fragment of a URI, where the braces of path templates may not stand.
fn fragment(pointer: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/~-._".contains(&byte);
    let escape = |byte: u8| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    pointer.bytes().map(escape).collect()
}

/// Adds one error to `faults`. Of a failed `oneOf` or `anyOf` it tells why each branch refused, since the
/// error alone only says that none fits.
fn tell(error: &ValidationError, place: &str, indent: &str, faults: &mut Vec<String>) {
    let schema = error
        .absolute_keyword_location()
        .map_or_else(|| error.schema_path().to_string(), ToString::to_string);
    let schema = schema.trim_start_matches(NAME).replace("%7B", "{").replace("%7D", "}");
    let message: String = error.to_string().chars().take(300).collect();
    faults.push(format!("{indent}{place}{}: {message} ({schema})", error.instance_path()));
    let (ValidationErrorKind::OneOfNotValid { context } | ValidationErrorKind::AnyOf { context }) =
        error.kind()
    else {
        return;
    };
    for (branch, errors) in context.iter().enumerate() {
        for error in errors {
            tell(error, place, &format!("{indent}  branch {branch}: "), faults);
        }
    }
}
