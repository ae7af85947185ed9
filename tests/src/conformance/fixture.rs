//! A small document without fault, for the tests of the judge.

use serde_json::{Value, json};

pub(super) fn sound() -> Value {
    json!({
        "openapi": "3.1.0",
        "info": { "title": "Ducks", "version": "1" },
        "tags": [{ "name": "ducks", "description": "Birds" }],
        "paths": {
            "/v1/ducks/{duck_id}": {
                "parameters": [{ "$ref": "#/components/parameters/DuckId" }],
                "get": get_duck(),
                "patch": update_duck(),
            },
            "/v1/ducks/first.csv": { "get": export_duck() },
        },
        "components": {
            "securitySchemes": { "bearer": { "type": "http", "scheme": "bearer" } },
            "headers": { "ETag": {
                "required": true,
                "schema": { "type": "string", "maxLength": 9, "pattern": "^\"" },
            } },
            "parameters": { "DuckId": {
                "name": "duck_id", "in": "path", "required": true,
                "example": "018f2b6e-0000-7000-8000-000000000001",
                "schema": { "type": "string", "format": "uuid" },
            } },
            "responses": { "Problem": {
                "description": "Wrong",
                "content": { "application/problem+json": {
                    "schema": { "$ref": "#/components/schemas/Problem" },
                } },
            } },
            "schemas": { "Duck": duck(), "Problem": { "type": "object", "required": ["detail"] } },
        },
    })
}

fn get_duck() -> Value {
    let seconds = json!({ "type": "integer", "format": "int32", "minimum": 0, "maximum": 60 });
    json!({
        "operationId": "get_duck", "summary": "A duck", "description": "One.", "tags": ["ducks"],
        "security": [{}, { "bearer": [] }], "x-required-permission": "public",
        "responses": {
            "200": {
                "description": "The duck",
                "headers": {
                    "ETag": { "$ref": "#/components/headers/ETag" },
                    "Retry-After": { "schema": seconds },
                },
                "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Duck" } } },
            },
            "304": { "description": "Unchanged" },
            "404": { "$ref": "#/components/responses/Problem" },
        },
    })
}

fn update_duck() -> Value {
    let media = json!({
        "schema": { "$ref": "#/components/schemas/Duck" },
        "examples": { "one": { "value": { "name": "Saturnin" } } },
    });
    json!({
        "operationId": "update_duck", "summary": "Change", "description": "It.", "tags": ["ducks"],
        "security": [{ "bearer": [] }], "x-required-permission": "ducks.write",
        "requestBody": { "required": true, "content": { "application/merge-patch+json": media } },
        "responses": {
            "204": { "description": "Done" },
            "422": { "$ref": "#/components/responses/Problem" },
        },
    })
}

fn export_duck() -> Value {
    let table = json!({ "text/csv": { "schema": { "type": "string", "maxLength": 12 } } });
    json!({
        "operationId": "export_duck", "summary": "Table", "description": "As CSV.", "tags": ["ducks"],
        "security": [{ "bearer": [] }], "x-required-permission": "ducks.read",
        "responses": { "200": { "description": "Lines", "content": table } },
    })
}

fn duck() -> Value {
    let foods = json!({ "type": "array", "maxItems": 2, "items": { "enum": ["bread", "seed"] } });
    json!({
        "type": "object", "required": ["name"], "example": { "name": "Donald" },
        "properties": {
            "name": { "type": "string", "maxLength": 10 },
            "age": { "type": ["integer", "null"], "format": "int32", "minimum": 0, "maximum": 30 },
            "hatched": { "type": "string", "format": "date" },
            "food": { "oneOf": [foods, { "type": "null" }] },
        },
    })
}
