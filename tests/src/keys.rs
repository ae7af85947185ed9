//! What a JSON value shows, without its values.

use std::collections::BTreeSet;

use serde_json::Value;

/// The paths of all members of a value, each once, in order; the items of an array share the path `[]`.
pub fn key_paths(value: &Value) -> BTreeSet<String> {
    let mut paths = BTreeSet::new();
    collect(value, "", &mut paths);
    paths
}

fn collect(value: &Value, at: &str, paths: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                let path = if at.is_empty() { name.clone() } else { format!("{at}.{name}") };
                collect(member, &path, paths);
                paths.insert(path);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, &format!("{at}[]"), paths)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// The paths of all members that a schema declares, in the same terms; `document` is what its references lead into.
pub fn declared_paths(document: &Value, schema: &Value) -> BTreeSet<String> {
    let mut paths = BTreeSet::new();
    declare(document, schema, "", &mut paths);
    paths
}

fn declare(document: &Value, schema: &Value, at: &str, paths: &mut BTreeSet<String>) {
    if let Some(reference) = schema["$ref"].as_str() {
        let target = document.pointer(reference.trim_start_matches('#')).expect("what is referred to");
        declare(document, target, at, paths);
    }
    for part in ["allOf", "oneOf", "anyOf"] {
        let schemas = schema[part].as_array().into_iter().flatten();
        schemas.for_each(|schema| declare(document, schema, at, paths));
    }
    for (name, member) in schema["properties"].as_object().into_iter().flatten() {
        let path = if at.is_empty() { name.clone() } else { format!("{at}.{name}") };
        declare(document, member, &path, paths);
        paths.insert(path);
    }
    if schema["items"].is_object() {
        declare(document, &schema["items"], &format!("{at}[]"), paths);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn paths_tell_of_every_member_and_of_no_value() {
        let value = json!({ "b": [{ "x": 1 }, { "y": [2, 3] }], "a": { "z": null }, "c": [] });
        let paths: Vec<_> = key_paths(&value).into_iter().collect();
        assert_eq!(paths, ["a", "a.z", "b", "b[].x", "b[].y", "c"]);
        assert!(key_paths(&json!("text")).is_empty());
    }

    #[test]
    fn a_schema_declares_what_its_values_show() {
        let document = json!({ "Item": { "properties": { "x": { "type": "integer" } } } });
        let item = json!({ "$ref": "#/Item" });
        let more =
            json!({ "properties": { "b": { "items": item }, "a": { "oneOf": [item, { "type": "null" }] } } });
        let paths: Vec<_> =
            declared_paths(&document, &json!({ "allOf": [item, more] })).into_iter().collect();
        assert_eq!(paths, ["a", "a.x", "b", "b[].x", "x"]);
    }
}
