//! Examples of answers, composed from the examples of the properties: they cannot fall behind the schemas.

use serde_json::{Map, Value, json};

/// How deep schemas nest at most.
const MAX_DEPTH: u8 = 16;

/// Gives every successful JSON answer an example.
pub fn add(document: &mut Value) {
    let schemas = document["components"]["schemas"].clone();
    let items = document["paths"].as_object_mut().into_iter().flat_map(Map::values_mut);
    let operations = items.filter_map(Value::as_object_mut).flat_map(Map::values_mut);
    let responses = operations.filter_map(|operation| operation["responses"].as_object_mut()).flatten();
    for (_, response) in responses.filter(|(status, _)| status.starts_with('2')) {
        let Some(content) = response.pointer_mut("/content/application~1json") else { continue };
        let example = compose(&content["schema"], &schemas, MAX_DEPTH);
        content["example"] = example;
    }
}

fn compose(schema: &Value, schemas: &Value, depth: u8) -> Value {
    if let Some(example) = schema.get("example").or_else(|| schema.pointer("/examples/0")) {
        return example.clone();
    }
    let Some(depth) = depth.checked_sub(1) else { return Value::Null };
    if let Some(name) = schema["$ref"].as_str().and_then(|target| target.rsplit('/').next()) {
        return compose(&schemas[name], schemas, depth);
    }
    if let Some(first) = schema["enum"].get(0) {
        return first.clone();
    }
    if let Some(parts) = schema["allOf"].as_array() {
        let parts = parts.iter().filter_map(|part| compose(part, schemas, depth).as_object().cloned());
        return Value::Object(parts.flatten().collect());
    }
    if let Some(part) =
        schema["oneOf"].as_array().and_then(|parts| parts.iter().find(|part| part["type"] != "null"))
    {
        return compose(part, schemas, depth);
    }
    of_type(schema, schemas, depth)
}

fn of_type(schema: &Value, schemas: &Value, depth: u8) -> Value {
    // A nullable type is a list of two.
    let kinds = schema["type"].as_array().into_iter().flatten();
    let kind = kinds.chain([&schema["type"]]).filter_map(Value::as_str).find(|kind| *kind != "null");
    match kind.unwrap_or("object") {
        "array" => json!([compose(&schema["items"], schemas, depth)]),
        "boolean" => json!(false),
        "integer" | "number" => schema.get("minimum").cloned().unwrap_or_else(|| json!(0)),
        "string" => json!(match schema["format"].as_str() {
            Some("uuid") => "019ab5a0-0000-7000-8000-000000000000",
            Some("date-time") => "2026-11-02T09:00:00Z",
            Some("date") => "2026-11-19",
            _ => "text",
        }),
        _ => {
            let properties = schema["properties"].as_object().cloned().unwrap_or_default();
            let required = |name: &str| {
                schema["required"]
                    .as_array()
                    .is_some_and(|names| names.iter().any(|required| required == name))
            };
            let shown =
                properties.iter().filter(|(name, schema)| required(name) || schema.get("example").is_some());
            Value::Object(
                shown.map(|(name, schema)| (name.clone(), compose(schema, schemas, depth))).collect(),
            )
        }
    }
}
