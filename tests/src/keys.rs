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
}
