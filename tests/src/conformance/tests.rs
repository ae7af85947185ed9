//! The judge is judged too: with a made-up document, one fault at a time.

use serde_json::{Value, json};

use super::fixture::sound;
use super::{Document, Exchange};

fn duck(status: u16, content_type: &str, body: &Value) -> Exchange {
    let body = if body.is_null() { Vec::new() } else { body.to_string().into_bytes() };
    let headers = [("etag", "\"1\""), ("content-type", content_type)];
    Exchange {
        method: "GET".to_owned(),
        path: "/v1/ducks/1?count=true".to_owned(),
        request_content_type: None,
        status,
        headers: headers.map(|(name, value)| (name.to_owned(), value.to_owned())).into(),
        body,
    }
}

fn json_duck(body: &Value) -> Exchange {
    duck(200, "application/json; charset=utf-8", body)
}

fn problem(status: u16) -> Exchange {
    let body = json!({
        "type": "/problems/lost", "title": "Lost", "status": status, "code": "lost", "request_id": "1",
        "detail": "?",
    });
    duck(status, "application/problem+json", &body)
}

#[track_caller]
fn refused(exchange: &Exchange, reasons: &[&str]) {
    let error = Document::new(sound()).check(exchange).expect_err("a fault");
    for reason in reasons {
        assert!(error.contains(reason), "{reason} is not in: {error}");
    }
}

#[track_caller]
fn accepted(exchange: &Exchange) {
    assert_eq!(Document::new(sound()).check(exchange), Ok(()));
}

#[test]
fn what_is_documented_passes() {
    accepted(&json_duck(&json!({ "name": "Daisy", "age": null, "food": ["seed"] })));
    accepted(&duck(304, "application/json", &Value::Null));
    accepted(&problem(404));
    accepted(&Exchange { method: "HEAD".into(), ..json_duck(&Value::Null) });
    accepted(&Exchange { method: "OPTIONS".into(), ..duck(204, "", &Value::Null) });
    accepted(&Exchange { path: "/docs/index.html".into(), ..duck(200, "text/html", &Value::Null) });
    accepted(&Exchange { path: "/v1/nothing".into(), ..problem(404) });
    let patch = Exchange { method: "PATCH".into(), ..duck(204, "", &Value::Null) };
    accepted(&Exchange { request_content_type: Some("application/merge-patch+json".into()), ..patch });
    let table = Exchange { path: "/v1/ducks/first.csv".into(), ..duck(200, "text/csv", &Value::Null) };
    accepted(&Exchange { body: b"name\nDaisy".into(), ..table });
}

#[test]
fn a_body_must_be_of_its_schema() {
    let wrong = json!({ "age": 31, "hatched": "yesterday", "food": ["stone"] });
    refused(
        &json_duck(&wrong),
        &[
            "body/age: 31 is greater than the maximum of 30 (#/components/schemas/Duck/properties/age/maximum)",
            "\"name\" is a required property",
            "body/hatched: \"yesterday\" is not a \"date\"",
            "branch 0: body/food/0: \"stone\" is not one of",
        ],
    );
    refused(&Exchange { body: b"{".into(), ..json_duck(&Value::Null) }, &["not JSON"]);
    refused(&duck(200, "text/html", &json!({})), &["content type text/html is not documented"]);
    refused(&duck(304, "application/json", &json!({})), &["none is documented", "must be empty"]);
    refused(&Exchange { method: "HEAD".into(), ..json_duck(&json!({})) }, &["must be empty"]);
    let table = Exchange { path: "/v1/ducks/first.csv".into(), ..duck(200, "text/csv", &Value::Null) };
    refused(&Exchange { body: b"name\nSaturnin".into(), ..table }, &["longer than 12"]);
}

#[test]
fn headers_must_be_there_and_right() {
    let with = |name: &str, value: &str| {
        let mut exchange = json_duck(&json!({ "name": "Daisy" }));
        exchange.headers.retain(|(key, _)| key != name);
        exchange.headers.extend((!value.is_empty()).then(|| (name.to_owned(), value.to_owned())));
        exchange
    };
    accepted(&with("retry-after", "60"));
    refused(&with("retry-after", "61"), &["header Retry-After: 61 is greater"]);
    refused(&with("retry-after", "soon"), &["\"soon\" is not of type \"integer\""]);
    refused(&with("etag", ""), &["the required header ETag is missing"]);
    refused(&with("etag", "1"), &["does not match"]);
    refused(&with("content-type", ""), &["the header content-type is missing"]);
}

#[test]
fn what_is_not_documented_is_refused() {
    refused(
        &duck(418, "application/json", &json!({})),
        &["status 418 is not documented", "the problem has no code"],
    );
    refused(
        &Exchange { path: "/v1/geese".into(), ..json_duck(&json!({})) },
        &["no operation of the document"],
    );
    refused(&Exchange { method: "DELETE".into(), ..problem(405) }, &["the header allow is missing"]);
    refused(
        &duck(404, "application/json", &json!({ "status": 500 })),
        &["content type application/json", "has status 500"],
    );
    refused(
        &Exchange { path: "/readyz".into(), ..duck(503, "text/plain", &json!({})) },
        &["the problem has no type"],
    );
    let patch = Exchange { method: "PATCH".into(), ..duck(204, "", &Value::Null) };
    refused(&patch, &["accepted without the required body"]);
    refused(
        &Exchange { request_content_type: Some("text/csv".into()), ..patch },
        &["undocumented type text/csv"],
    );
}

#[test]
fn operations_are_listed() {
    let operations = Document::new(sound()).operations();
    let names: Vec<&str> = operations.iter().map(|operation| operation.operation_id.as_str()).collect();
    assert_eq!(names, ["get_duck", "update_duck", "export_duck"]);
    let [get, update, _] = &operations[..] else { unreachable!("three") };
    assert_eq!((get.public, get.has_body, &get.statuses[..]), (true, false, &[200, 304, 404][..]));
    assert_eq!((update.public, update.permission.as_deref()), (false, Some("ducks.write")));
    assert_eq!(update.example_request(), Some(json!({ "name": "Saturnin" })));
    assert_eq!(get.parameters[0].example, Some(json!("018f2b6e-0000-7000-8000-000000000001")));
}

#[test]
fn lint_finds_each_fault() {
    assert_eq!(Document::new(sound()).lint(), Vec::<String>::new());
    let get = "/paths/~1v1~1ducks~1{duck_id}/get";
    let schemas = "/components/schemas";
    let cases = [
        (format!("{get}/operationId"), json!("export_duck"), "is also that of"),
        (format!("{get}/operationId"), json!("getDuck"), "not of the form verb_noun"),
        (format!("{get}/summary"), json!(" "), "summary is missing"),
        (format!("{get}/tags/0"), json!("geese"), "the tag geese is not declared"),
        (format!("{get}/security"), json!(null), "security is missing"),
        (format!("{get}/security"), json!([{ "basic": [] }]), "the security scheme basic"),
        (format!("{get}/x-required-permission"), json!(1), "x-required-permission is missing"),
        (format!("{get}/responses/304/description"), json!(""), "description is missing"),
        (format!("{get}/responses/404"), json!({ "description": "x" }), "an error without content"),
        ("/components/parameters/DuckId/name".into(), json!("id"), "{duck_id}, which is not declared"),
        ("/components/parameters/DuckId/name".into(), json!("id"), "the parameter id is not in the path"),
        (
            "/components/parameters/DuckId/example".into(),
            json!("1"),
            "DuckId/example: \"1\" is not a \"uuid\"",
        ),
        (
            format!("{schemas}/Duck/properties/name"),
            json!({ "type": "string", "format": "email" }),
            "Duck/properties/name: a string without maxLength",
        ),
        (
            format!("{schemas}/Duck/properties/age"),
            json!({ "type": "integer", "minimum": 0 }),
            "an integer without maximum",
        ),
        (
            format!("{schemas}/Duck/properties/food/oneOf/0"),
            json!({ "type": "array" }),
            "oneOf/0: an array without maxItems",
        ),
        (
            format!("{schemas}/Duck/example"),
            json!({ "name": "Scrooge McDuck" }),
            "Duck/example/name: \"Scrooge McDuck\" is longer",
        ),
        (format!("{schemas}/Duck"), json!({ "type": "object" }), "has no example"),
    ];
    for (pointer, value, message) in cases {
        let mut document = sound();
        *document.pointer_mut(&pointer).unwrap_or_else(|| panic!("nothing at {pointer}")) = value;
        let faults = Document::new(document).lint();
        assert!(faults.iter().any(|fault| fault.contains(message)), "{pointer}: {faults:#?}");
    }
}
