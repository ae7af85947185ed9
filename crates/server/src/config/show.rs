//! The settings as they can be shown.

use std::fmt::Write as _;

use serde_json::Value;

use super::fields::{self, Field};
use super::{Settings, redact};

/// A variable of the environment, for the documentation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variable {
    /// Its name, such as `VMJ_HTTP_PUBLIC_URL`.
    pub name: String,
    /// The setting it gives, such as `http.public_url`.
    pub path: String,
    /// Whether it is a secret, which can also be given as a file, under the name and `_FILE`.
    pub secret: bool,
    /// The default, written as the variable would be; empty when there is none.
    pub default: String,
}

/// All the variables, sorted by the path of their settings.
#[must_use]
pub fn variables() -> Vec<Variable> {
    let defaults = Settings::default().shown();
    let variable = |field: Field| Variable {
        default: text(fields::at(&defaults, &field.path)),
        name: field.variable,
        path: field.path,
        secret: field.secret,
    };
    fields::all().into_iter().map(variable).collect()
}

impl Settings {
    /// The settings in force, as TOML, without the secrets.
    #[must_use]
    pub fn effective_toml(&self) -> String {
        let shown = self.shown();
        let (alone, grouped): (Vec<Field>, Vec<Field>) =
            fields::all().into_iter().partition(|field| !field.path.contains('.'));
        let mut output = String::new();
        let mut current = String::new();
        // TOML wants the settings that are in no section first.
        for field in alone.iter().chain(&grouped) {
            let (section, name) = field.path.rsplit_once('.').unwrap_or(("", &field.path));
            if section != current {
                section.clone_into(&mut current);
                // Writing to a string cannot fail.
                let _ = writeln!(output, "\n[{section}]");
            }
            let line = line(field, name, fields::at(&shown, &field.path));
            let _ = writeln!(output, "{line}");
        }
        output
    }

    /// The settings without the secrets; of the URL of the database, only the password is hidden.
    fn shown(&self) -> Value {
        let mut shown = serde_json::to_value(self).unwrap_or_default();
        let url = redact::database_url(self.database.url.expose());
        fields::insert(&mut shown, "database.url", Value::from(url));
        shown
    }
}

fn line(field: &Field, name: &str, value: &Value) -> String {
    // Numbers are written as they are: serde_json may hold them in a form of its own.
    if value.is_number() {
        return format!("{name} = {value}");
    }
    match toml::Value::try_from(value) {
        Ok(value) => format!("{name} = {value}"),
        // TOML has no null. Leaving out a setting that has a default would bring it back.
        Err(_) if field.optional => format!("# {name} is not set"),
        Err(_) => format!("{name} = \"\""),
    }
}

/// A value as a variable gives it.
fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(text).collect::<Vec<_>>().join(","),
        other => other.to_string(),
    }
}
