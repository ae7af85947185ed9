//! Completes the collected document.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use utoipa::{PartialSchema as _, ToSchema};

use super::responses::Shape;
use super::{CARRIED_SCHEMAS, examples, headers, info, responses};
use crate::problem::ProblemDetails;

/// Adds all that is the same for every operation.
pub fn complete(document: &mut Value) {
    document["info"] = info::info();
    document["servers"] = info::servers();
    document["tags"] = info::tags();
    document["components"]["securitySchemes"] = info::security_schemes();
    document["components"]["headers"] = headers::components();
    document["components"]["parameters"] = headers::parameters();
    let mut schemas = problem_schemas();
    let reads = reads(document);
    let patches = add_patch_schemas(document);
    for (path, item) in members(&mut document["paths"]) {
        for (method, operation) in members(item) {
            complete_operation(method, path, operation, &reads);
            point_at_patch(operation, &patches);
            leave_out_or_send(operation);
            for (_, response) in members(&mut operation["responses"]) {
                take_carried(response, &mut schemas);
            }
        }
    }
    for (name, schema) in schemas {
        document["components"]["schemas"][name] = schema;
    }
    strip_nulls(document);
    drop_unused_schemas(document);
    examples::add(document);
}

fn complete_operation(
    method: &str,
    path: &str,
    operation: &mut Value,
    reads: &BTreeMap<String, (String, String)>,
) {
    let shape = Shape::of(method, path, operation);
    operation["security"] =
        if shape.public { json!([{}, { "bearer": [] }]) } else { json!([{ "bearer": [] }]) };
    let mut parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
    let mut add = |there: bool, component: &str| {
        if there {
            parameters.push(json!({ "$ref": format!("#/components/parameters/{component}") }));
        }
    };
    add(true, "AcceptLanguage");
    add(shape.method == "GET", "IfNoneMatch");
    add(shape.needs_if_match(), "IfMatch");
    add(shape.honours_if_match(), "IfMatchOptional");
    add(shape.takes_idempotency_key(), "IdempotencyKey");
    operation["parameters"] = Value::Array(parameters);
    if let Some(responses) = operation["responses"].as_object_mut() {
        responses::complete(&shape, responses);
    }
    if let (Some((read, parameter)), Some(created)) = (reads.get(path), operation["responses"].get_mut("201"))
    {
        let member = if parameter.ends_with("_code") { "code" } else { "id" };
        created["links"] = json!({
            read: {
                "operationId": read,
                "parameters": { parameter: format!("$response.body#/{member}") },
                "description": "Read what was created.",
            },
        });
    }
}

/// For each collection, the operation that reads one of its members, and the parameter that names it.
fn reads(document: &Value) -> BTreeMap<String, (String, String)> {
    let paths = document["paths"].as_object().cloned().unwrap_or_default();
    paths
        .iter()
        .filter_map(|(path, item)| {
            let (collection, member) = path.rsplit_once('/')?;
            let parameter = member.strip_prefix('{')?.strip_suffix('}')?;
            let read = item["get"]["operationId"].as_str()?;
            Some((collection.to_owned(), (read.to_owned(), parameter.to_owned())))
        })
        .collect()
}

const MERGE_PATCH: &str = "/requestBody/content/application~1merge-patch+json/schema/$ref";

/// For each form that a merge patch is applied to, the schema of the patch: the same with no member required.
fn add_patch_schemas(document: &mut Value) -> BTreeMap<String, String> {
    let operations = document["paths"].as_object().into_iter().flat_map(|paths| paths.values());
    let operations = operations.filter_map(Value::as_object).flat_map(|item| item.values());
    let forms: Vec<String> = operations
        .filter_map(|operation| Some(operation.pointer(MERGE_PATCH)?.as_str()?.to_owned()))
        .collect();
    let mut patches = BTreeMap::new();
    for form in forms {
        let name = form.rsplit('/').next().unwrap_or_default();
        let mut schema = document["components"]["schemas"][name].clone();
        if let Some(schema) = schema.as_object_mut() {
            schema.remove("required");
        }
        let patch = format!("{name}Patch");
        patches.insert(form.clone(), format!("#/components/schemas/{patch}"));
        document["components"]["schemas"][patch] = schema;
    }
    patches
}

fn point_at_patch(operation: &mut Value, patches: &BTreeMap<String, String>) {
    if let Some(schema) = operation.pointer_mut(MERGE_PATCH)
        && let Some(patch) = schema.as_str().and_then(|form| patches.get(form))
    {
        *schema = json!(patch);
        // The plain type means the same here; RFC 7396 asks for the other.
        let content = &mut operation["requestBody"]["content"];
        content["application/json"] = content["application/merge-patch+json"].clone();
    }
}

/// A body that may be left out is not for that one that may be `null`.
fn leave_out_or_send(operation: &mut Value) {
    let optional = operation.pointer_mut("/requestBody/content/application~1json/schema");
    if let Some(schema) = optional
        && let Some(parts) = schema["oneOf"].as_array()
        && let Some(body) = parts.iter().find(|part| part["$ref"].is_string())
    {
        *schema = body.clone();
        operation["requestBody"]["required"] = json!(false);
    }
}

fn members(value: &mut Value) -> impl Iterator<Item = (&String, &mut Value)> {
    value.as_object_mut().into_iter().flatten()
}

fn problem_schemas() -> BTreeMap<String, Value> {
    let mut schemas = Vec::new();
    ProblemDetails::schemas(&mut schemas);
    schemas.push((ProblemDetails::name().into_owned(), ProblemDetails::schema()));
    schemas
        .into_iter()
        .filter_map(|(name, schema)| Some((name, serde_json::to_value(schema).ok()?)))
        .collect()
}

fn take_carried(response: &mut Value, schemas: &mut BTreeMap<String, Value>) {
    let Some(response) = response.as_object_mut() else { return };
    if let Some(Value::Object(carried)) = response.remove(CARRIED_SCHEMAS) {
        schemas.extend(carried);
    }
}

/// A form that is only ever patched is not itself part of the contract.
fn drop_unused_schemas(document: &mut Value) {
    let text = document.to_string();
    if let Some(schemas) = document["components"]["schemas"].as_object_mut() {
        schemas.retain(|name, _| text.contains(&format!("\"#/components/schemas/{name}\"")));
    }
}

/// The collected document may hold empty values, which linters take for mistakes.
fn strip_nulls(value: &mut Value) {
    match value {
        Value::Object(map) => {
            map.retain(|_, member| !member.is_null());
            map.values_mut().for_each(strip_nulls);
        }
        Value::Array(items) => items.iter_mut().for_each(strip_nulls),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
