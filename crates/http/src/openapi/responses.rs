//! Which statuses follow from an operation's shape, and which headers from a status.

use serde_json::{Map, Value, json};

use crate::problem::problem_response;

/// What the completion needs to know of an operation.
#[derive(Debug)]
pub struct Shape {
    /// Upper-case method.
    pub method: String,
    /// Whether anybody may call it.
    pub public: bool,
    /// Whether it has a request body.
    pub has_body: bool,
    /// Whether it has query parameters.
    pub has_query: bool,
    /// Whether its path has parameters.
    pub has_path_parameters: bool,
    /// Whether it answers a body.
    pub answers_body: bool,
}

impl Shape {
    /// Reads it off an operation.
    pub fn of(method: &str, path: &str, operation: &Value) -> Self {
        let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
        Self {
            method: method.to_uppercase(),
            public: operation["x-required-permission"] == "public",
            has_body: operation.get("requestBody").is_some(),
            has_query: parameters.iter().any(|parameter| parameter["in"] == "query"),
            has_path_parameters: path.contains('{'),
            answers_body: operation["responses"].get("204").is_none(),
        }
    }

    /// PUT, PATCH and DELETE need `If-Match`.
    pub fn needs_if_match(&self) -> bool {
        matches!(self.method.as_str(), "PUT" | "PATCH" | "DELETE")
    }

    /// Transitions honour it.
    pub fn honours_if_match(&self) -> bool {
        self.method == "POST" && self.has_path_parameters
    }

    /// Creating POSTs and transitions of signed-in callers.
    pub fn takes_idempotency_key(&self) -> bool {
        self.method == "POST" && !self.public && self.answers_body
    }

    fn refusals(&self) -> Vec<u16> {
        let mut statuses = vec![401];
        let mut add = |there: bool, more: &[u16]| {
            if there {
                statuses.extend_from_slice(more);
            }
        };
        add(!self.public, &[403]);
        add(self.has_path_parameters, &[404]);
        add(self.has_body, &[400, 408, 413, 415, 422]);
        add(self.has_query, &[400, 422]);
        add(self.needs_if_match(), &[412, 428]);
        add(self.honours_if_match(), &[412]);
        add(self.takes_idempotency_key(), &[400, 409, 422]);
        statuses
    }
}

/// Adds the refusals that follow from the shape, 304, and the headers of every status.
pub fn complete(shape: &Shape, responses: &mut Map<String, Value>) {
    // An operation names the refusals that are its own by their status only.
    let own = responses.iter().filter(|(_, response)| response.get("content").is_none());
    let own: Vec<u16> = own.filter_map(|(status, _)| status.parse().ok()).collect();
    for status in own.into_iter().filter(|status| *status >= 400) {
        responses
            .insert(status.to_string(), serde_json::to_value(problem_response(status)).unwrap_or_default());
    }
    for status in shape.refusals() {
        let response = serde_json::to_value(problem_response(status)).unwrap_or_default();
        responses.entry(status.to_string()).or_insert(response);
    }
    if shape.method == "GET" {
        let unchanged = json!({ "description": "What the client has is still right." });
        responses.entry("304").or_insert(unchanged);
    }
    for (status, response) in responses.iter_mut() {
        let names = header_names(shape, status, response);
        let headers: Map<String, Value> = names
            .into_iter()
            .map(|(name, component)| {
                (name.to_owned(), json!({ "$ref": format!("#/components/headers/{component}") }))
            })
            .collect();
        response["headers"] = Value::Object(headers);
    }
}

fn header_names(shape: &Shape, status: &str, response: &Value) -> Vec<(&'static str, &'static str)> {
    let mut names = vec![
        ("Access-Control-Allow-Origin", "AccessControlAllowOrigin"),
        ("RateLimit", "RateLimit"),
        ("RateLimit-Policy", "RateLimitPolicy"),
        ("X-Request-Id", "XRequestId"),
    ];
    let success = status.starts_with('2');
    let is_page = response
        .pointer("/content/application~1json/schema/$ref")
        .is_some_and(|name| name.as_str().is_some_and(|name| name.ends_with("Page")));
    let mut add = |there: bool, header: (&'static str, &'static str)| {
        if there {
            names.push(header);
        }
    };
    add(status == "304" || (success && status != "204"), ("ETag", "ETag"));
    add(status == "201" && shape.takes_idempotency_key(), ("Location", "Location"));
    add(success && is_page, ("Link", "Link"));
    add(success && shape.takes_idempotency_key(), ("Idempotency-Replayed", "IdempotencyReplayed"));
    add(status == "401", ("WWW-Authenticate", "WWWAuthenticate"));
    add(matches!(status, "409" | "429" | "503"), ("Retry-After", "RetryAfter"));
    add(status.starts_with('4') || status.starts_with('5'), ("Content-Language", "ContentLanguage"));
    names
}
