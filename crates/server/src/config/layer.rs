//! One layer of the configuration, as the `config` crate merges it.

use std::fmt;

use ::config::{ConfigError, Map, Source, Value, ValueKind};

use super::fields::{Field, Kind};

/// Values by path, each with the name of the file, variable or flag it was read from.
#[derive(Clone, Default)]
pub(super) struct Layer(Map<String, Value>);

impl Layer {
    /// Sets a value; the last one wins.
    pub(super) fn set(&mut self, path: &str, origin: &str, value: impl Into<ValueKind>) {
        let value = Value::new(Some(&origin.to_owned()), value);
        self.0.insert(path.to_owned(), value);
    }

    /// Sets a value given as text, as variables and flags do.
    pub(super) fn set_text(&mut self, field: &Field, origin: &str, text: &str) {
        self.set(&field.path, origin, typed(field, text));
    }
}

/// Gives a text the type of its setting. A text that does not fit is kept as it is: it is
/// refused later, together with the wrong values of the file.
fn typed(field: &Field, text: &str) -> ValueKind {
    let kept = || ValueKind::String(text.to_owned());
    if field.optional && text.is_empty() {
        return ValueKind::Nil;
    }
    match field.kind {
        Kind::Boolean => text.trim().parse().map_or_else(|_| kept(), ValueKind::Boolean),
        Kind::Number => text.trim().parse().map_or_else(|_| kept(), ValueKind::U64),
        Kind::Text => kept(),
        Kind::List => {
            let items = text.split(',').map(str::trim);
            let items = items.filter(|item| !item.is_empty()).map(str::to_owned);
            ValueKind::Array(items.map(Value::from).collect())
        }
    }
}

impl Source for Layer {
    fn clone_into_box(&self) -> Box<dyn Source + Send + Sync> {
        Box::new(self.clone())
    }

    fn collect(&self) -> Result<Map<String, Value>, ConfigError> {
        Ok(self.0.clone())
    }
}

impl fmt::Debug for Layer {
    /// Shows the paths only: values may be secrets.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_set().entries(self.0.keys()).finish()
    }
}
