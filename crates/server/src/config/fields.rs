//! The settings seen as a flat list, derived from the defaults: this is the only place that
//! gives the variables their names, and no name is written by hand.

use serde_json::{Map, Value};

use super::Settings;
use super::load::interpret;
use super::secret::REDACTED;

/// Beginning of the names of all the variables of the server.
pub(super) const PREFIX: &str = "VMJ_";

/// End of the name of a variable that tells in which file a secret is.
pub(super) const FILE_SUFFIX: &str = "_FILE";

/// How the text of a variable or of a flag becomes a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Boolean,
    Number,
    List,
    Text,
}

/// One setting.
pub(super) struct Field {
    /// Where it is in the settings, such as `http.public_url`.
    pub(super) path: String,
    /// Its variable, such as `VMJ_HTTP_PUBLIC_URL`.
    pub(super) variable: String,
    pub(super) kind: Kind,
    /// Whether it has no value by default.
    pub(super) optional: bool,
    pub(super) secret: bool,
}

/// All the settings, sorted by path so that the order depends on nothing else.
pub(super) fn all() -> Vec<Field> {
    let mut fields = Vec::new();
    // Serializing plain structures cannot fail; were it to, every name would be refused.
    let defaults = serde_json::to_value(Settings::default()).unwrap_or_default();
    walk("", &defaults, &mut fields);
    fields.sort_by(|left, right| left.path.cmp(&right.path));
    fields
}

fn walk(path: &str, value: &Value, fields: &mut Vec<Field>) {
    let Value::Object(members) = value else {
        fields.push(Field {
            variable: format!("{PREFIX}{}", path.replace('.', "_").to_uppercase()),
            kind: kind(path, value),
            optional: value.is_null(),
            secret: value == REDACTED,
            path: path.to_owned(),
        });
        return;
    };
    for (name, member) in members {
        walk(&join(path, name), member, fields);
    }
}

fn kind(path: &str, default: &Value) -> Kind {
    match default {
        Value::Bool(_) => Kind::Boolean,
        Value::Number(_) => Kind::Number,
        Value::Array(_) => Kind::List,
        // The type of a setting without default is found by offering it a number.
        Value::Null if interpret(nested(path, Value::from(1))).is_ok() => Kind::Number,
        _ => Kind::Text,
    }
}

/// The path of a member of a section.
pub(super) fn join(section: &str, name: &str) -> String {
    if section.is_empty() { name.to_owned() } else { format!("{section}.{name}") }
}

/// The smallest tree that holds this value at this path.
pub(super) fn nested(path: &str, value: Value) -> Value {
    let mut root = Value::default();
    insert(&mut root, path, value);
    root
}

/// Puts a value at a path, making the sections that lead to it.
pub(super) fn insert(root: &mut Value, path: &str, value: Value) {
    let (name, rest) = match path.split_once('.') {
        Some((name, rest)) => (name, Some(rest)),
        None => (path, None),
    };
    if !root.is_object() {
        *root = Value::Object(Map::new());
    }
    match rest {
        Some(rest) => insert(&mut root[name], rest, value),
        None => root[name] = value,
    }
}

/// The value at a path, null when there is none.
pub(super) fn at<'a>(root: &'a Value, path: &str) -> &'a Value {
    path.split('.').fold(root, |value, name| &value[name])
}
