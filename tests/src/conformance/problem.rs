//! Every error has the one form of RFC 9457, whoever made it.

use serde_json::Value;

use super::Exchange;

pub(super) const PROBLEM: &str = "application/problem+json";

/// Whether errors of a path may have the form of RFC 6749, which OAuth clients insist on.
pub(super) fn speaks_oauth(path: &str) -> bool {
    path == "/oauth/token"
}

pub(super) fn faults(exchange: &Exchange) -> Vec<String> {
    if exchange.status < 400 || exchange.is_head() {
        return Vec::new();
    }
    let sent = exchange.content_type().unwrap_or_default();
    let body: Value = match serde_json::from_slice(&exchange.body) {
        Ok(body) => body,
        Err(error) => return vec![format!("the problem is not JSON: {error}")],
    };
    if speaks_oauth(exchange.route()) && sent == "application/json" {
        return missing_text(&body, &["error"]);
    }
    let mut faults = missing_text(&body, &["type", "title", "code", "request_id"]);
    if sent != PROBLEM {
        faults.push(format!("an error of content type {sent:?}, not {PROBLEM}"));
    }
    if body.get("status").and_then(Value::as_u64) != Some(exchange.status.into()) {
        faults.push(format!("the problem has status {}", body.get("status").unwrap_or(&Value::Null)));
    }
    faults
}

fn missing_text(body: &Value, members: &[&str]) -> Vec<String> {
    let filled =
        |member: &str| body.get(member).and_then(Value::as_str).is_some_and(|text| !text.trim().is_empty());
    let missing = members.iter().filter(|member| !filled(member));
    missing.map(|member| format!("the problem has no {member}")).collect()
}
