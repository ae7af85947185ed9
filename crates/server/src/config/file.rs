//! The layer of the TOML file.

use std::fs;
use std::path::Path;

use serde::Deserialize;
use toml::{Table, Value};

use super::error::{ConfigError, Violation};
use super::fields::{Field, join};
use super::layer::Layer;
use super::nearest::{nearest, suggestion};

/// Reads a file; unknown names are added to the violations.
pub(super) fn layer(
    file: &Path,
    fields: &[Field],
    violations: &mut Vec<Violation>,
) -> Result<Layer, ConfigError> {
    let origin = file.display().to_string();
    let text =
        fs::read_to_string(file).map_err(|cause| ConfigError::Unreadable { file: origin.clone(), cause })?;
    let table = parse(&text, &origin)?;
    let mut reader = Reader { origin: &origin, fields, layer: Layer::default(), violations };
    reader.read("", table);
    Ok(reader.layer)
}

fn parse(text: &str, file: &str) -> Result<Table, ConfigError> {
    // The error of the parser quotes the line, which may hold a secret: only its place is kept.
    text.parse().map_err(|error: toml::de::Error| {
        let start = error.span().map_or(0, |span| span.start);
        let before = text.get(..start).unwrap_or_default();
        let line = before.rsplit('\n').next().unwrap_or_default();
        ConfigError::Syntax {
            file: file.to_owned(),
            line: before.matches('\n').count() + 1,
            column: line.chars().count() + 1,
            message: error.message().to_owned(),
        }
    })
}

struct Reader<'a> {
    origin: &'a str,
    fields: &'a [Field],
    layer: Layer,
    violations: &'a mut Vec<Violation>,
}

impl Reader<'_> {
    fn read(&mut self, section: &str, table: Table) {
        for (name, value) in table {
            let path = join(section, &name);
            if self.fields.iter().any(|field| field.path == path) {
                self.set(&path, value);
            } else if self.sections().any(|section| section == path) {
                match value {
                    Value::Table(table) => self.read(&path, table),
                    _ => self.refuse(&path, "expected a section"),
                }
            } else {
                let known = self.fields.iter().map(|field| field.path.as_str());
                let nearest = suggestion(nearest(&path, known.chain(self.sections())));
                self.refuse(&path, &format!("unknown setting{nearest}"));
            }
        }
    }

    fn set(&mut self, path: &str, value: Value) {
        // No setting is a table or a date. They are refused here, because the merge would take
        // the first apart, and forget where it comes from.
        let suits = !matches!(value, Value::Table(_) | Value::Datetime(_));
        match ::config::Value::deserialize(value) {
            Ok(value) if suits => self.layer.set(path, self.origin, value.kind),
            _ => self.refuse(path, "expected neither a table nor a date"),
        }
    }

    fn sections(&self) -> impl Iterator<Item = &str> {
        let paths = self.fields.iter().map(|field| field.path.as_str());
        paths.filter_map(|path| path.rsplit_once('.').map(|(section, _)| section))
    }

    fn refuse(&mut self, path: &str, message: &str) {
        let violation = Violation::new(path, message).set_by(Some(self.origin));
        self.violations.push(violation);
    }
}
